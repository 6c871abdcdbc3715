/** engine.sendMany: many commands, each answered by itself. Those that need nobody else are decided and written together. */
import type { Actor } from '../../machines/actor.ts';
import type { FindingCommand } from '../../machines/events.ts';
import type { AcceptedAnswer, SendAnswer, SendCommand } from './answers.ts';
import { askedOnce } from './asked-once.ts';
import { decide } from './decide.ts';
import { eventOf } from './facts.ts';
import { dueBy, instantOf, type LoadedFinding } from './fire-clock.ts';
import type { EnginePorts, FindingWriteAmongMany } from './ports.ts';
import { acceptedBy, checkedRequest, refusedBy, send } from './send.ts';

/** Commands decided on one read and written by one statement. */
const batchSize = 500;

/**
 * Gives each command, and answers each as `send` would: in order, accepted, refused or conflict.
 * One that fails stops no other. Commands to one finding are given in their order.
 */
export async function sendMany(
  ports: EnginePorts,
  commands: readonly SendCommand[],
): Promise<readonly SendAnswer[]> {
  const answers: SendAnswer[] = [];
  for (let at = 0; at < commands.length; at += batchSize) {
    answers.push(...(await sendBatch(ports, commands.slice(at, at + batchSize))));
  }
  return answers;
}

async function sendBatch(
  ports: EnginePorts,
  commands: readonly SendCommand[],
): Promise<readonly SendAnswer[]> {
  const together = await sentTogether(ports, commands);
  const answers: SendAnswer[] = [];
  // What could not be decided together is given by itself, and in order.
  for (const command of commands) {
    answers.push(together.get(command) ?? (await send(ports, command)));
  }
  return answers;
}

interface Together {
  readonly command: SendCommand;
  readonly event: FindingCommand;
  readonly by: Actor;
}

/** The answers of those that could be decided on what was read, and written. */
async function sentTogether(
  ports: EnginePorts,
  commands: readonly SendCommand[],
): Promise<ReadonlyMap<SendCommand, SendAnswer>> {
  const first = firstOfEach(commands);
  const loaded = await ports.ledger.loadMany([...first.keys()]);
  await ports.calendar.refresh(Math.max(0, ...loaded.map((each) => each.calendarRevision)));
  const asking = { ...ports, directory: askedOnce(ports.directory, loaded) };
  const answers = new Map<SendCommand, SendAnswer>();
  const decided: {
    readonly command: SendCommand;
    readonly write: FindingWriteAmongMany;
    readonly answer: AcceptedAnswer;
  }[] = [];
  for (const { finding, ...rest } of loaded) {
    const given = finding === null ? undefined : first.get(finding.id);
    if (finding === null || given === undefined) continue;
    const outcome = await decideOne(asking, { ...rest, finding }, given);
    if (outcome === null) continue;
    if ('write' in outcome) decided.push({ command: given.command, ...outcome });
    else answers.set(given.command, outcome);
  }
  if (decided.length === 0) return answers;
  const saved = await ports.ledger.saveMany(decided.map(({ write }) => write));
  for (const { command, write, answer } of decided) {
    if (saved.has(write.findingId)) answers.set(command, answer);
  }
  return answers;
}

/** Of each finding the first command, if it is in order and asks for no remembering. */
function firstOfEach(commands: readonly SendCommand[]): ReadonlyMap<string, Together> {
  const first = new Map<string, Together | null>();
  for (const command of commands) {
    const request = checkedRequest(command);
    if ('kind' in request) continue;
    const { findingId, event, by, idempotencyKey } = request;
    if (first.has(findingId)) continue;
    first.set(findingId, idempotencyKey === undefined ? { command, event, by } : null);
  }
  return new Map([...first].filter((entry): entry is [string, Together] => entry[1] !== null));
}

/** Null where it has to be given by itself: a clock is due first, others hear of it, a version is not the one expected. */
async function decideOne(
  ports: EnginePorts,
  loaded: LoadedFinding,
  { command, event: given, by }: Together,
): Promise<SendAnswer | { write: FindingWriteAmongMany; answer: AcceptedAnswer } | null> {
  const { finding, clocks, calendarRevision } = loaded;
  if ((command.expectedVersion ?? finding.version) !== finding.version) return null;
  const at = instantOf(ports, loaded);
  if (dueBy(at, clocks) !== undefined) return null;
  const event = await eventOf(given, { finding, by, at }, ports);
  const outcome = await decide({ finding, clocks, event, by, at }, ports);
  if (outcome.kind === 'unreadable') return { kind: 'refused', code: 'state_unreadable' };
  if (outcome.kind === 'refused') return refusedBy(loaded, outcome.guard, outcome.allowed);
  if (outcome.told.length > 0) return null;
  const { write } = outcome;
  return { write: { ...write, calendarRevision }, answer: acceptedBy(finding, write) };
}
