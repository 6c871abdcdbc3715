/** engine.send: one read, one decision, one atomic write guarded by the version it was decided on. */
import { z } from 'zod';
import { actorSchema, type Actor } from '../../machines/actor.ts';
import { commandSchema, type FindingCommand } from '../../machines/events.ts';
import { allowedCommands, standingOf } from '../../machines/step.ts';
import { storedText } from '../../machines/words.ts';
import type { AcceptedAnswer, Problem, RefusedAnswer, SendAnswer, SendCommand } from './answers.ts';
import { digest } from './chain.ts';
import { decide } from './decide.ts';
import { eventOf } from './facts.ts';
import { dueBy, instantOf, type LoadedFinding } from './fire-clock.ts';
import { fireClock } from './fire-one.ts';
import { saveAll } from './save-all.ts';
import type { EnginePorts, FindingRow, FindingWrite, Remembered } from './ports.ts';
import { afterDecision, spread } from './spread.ts';

/** How often a command without an expected version is decided again after losing a race. */
export const attemptsMax = 5;

const requestSchema = z.strictObject({
  findingId: z.uuid(),
  event: commandSchema,
  by: actorSchema,
  expectedVersion: z.int().positive().optional(),
  idempotencyKey: storedText(200).optional(),
});

type Request = z.infer<typeof requestSchema>;

/** Gives a command to a finding. Answers accepted, refused or conflict; never half-done. */
export async function send(ports: EnginePorts, command: SendCommand): Promise<SendAnswer> {
  const request = checkedRequest(command);
  return 'kind' in request ? request : decideUntilSaved(ports, request);
}

/** The command with its defaults, or what is wrong with it. */
export function checkedRequest(
  command: SendCommand,
): Request | Extract<RefusedAnswer, { code: 'event_invalid' }> {
  const parsed = requestSchema.safeParse(command);
  return parsed.success
    ? parsed.data
    : { kind: 'refused', code: 'event_invalid', problems: problemsOf(parsed.error) };
}

/** Decides again for as long as others are first, up to the bound. */
async function decideUntilSaved(ports: EnginePorts, request: Request): Promise<SendAnswer> {
  const { findingId, event, by, idempotencyKey = null } = request;
  let { expectedVersion } = request;
  const requestHash = idempotencyKey === null ? '' : digest({ findingId, event, by });
  for (let attempt = 1; ; attempt += 1) {
    const loaded = await ports.ledger.load(findingId, idempotencyKey);
    if (loaded.remembered !== null) return recalled(loaded.remembered, requestHash);
    const { finding } = loaded;
    if (finding === null) return { kind: 'refused', code: 'finding_not_found' };
    const outrun = attempt > attemptsMax;
    if (outrun || (expectedVersion ?? finding.version) !== finding.version) {
      return { kind: 'conflict', code: 'version_conflict', currentVersion: finding.version };
    }
    await ports.calendar.refresh(loaded.calendarRevision);
    // What came due before the command comes before it in the history, whether or not a worker runs.
    const found = { ...loaded, finding };
    const due = dueBy(instantOf(ports, found), loaded.clocks);
    const fired = due === undefined ? 'none' : await fireClock(ports, found, due);
    if (fired === 'fired') {
      // Whoever knew the version before knows as much as can be known of this one.
      if (expectedVersion !== undefined) expectedVersion += 1;
      attempt -= 1;
      continue;
    }
    const remember = idempotencyKey === null ? null : { key: idempotencyKey, requestHash };
    const answer = await attemptOnce(ports, found, event, by, remember);
    if (answer !== null) return answer;
  }
}

/** Null when somebody else was first. */
async function attemptOnce(
  ports: EnginePorts,
  loaded: LoadedFinding,
  command: FindingCommand,
  by: Actor,
  remember: Omit<Remembered, 'answer'> | null,
): Promise<SendAnswer | null> {
  const { finding, clocks } = loaded;
  const at = instantOf(ports, loaded);
  const event = await eventOf(command, { finding, by, at }, ports);
  const outcome = await decide({ finding, clocks, event, by, at }, ports);
  if (outcome.kind === 'unreadable') return { kind: 'refused', code: 'state_unreadable' };
  if (outcome.kind === 'refused') {
    return refusedBy(loaded, outcome.guard, outcome.allowed);
  }
  const others = await spread(ports, outcome.told, afterDecision(loaded, outcome));
  if (others === null) {
    const allowed = allowedCommands(finding.machineVersion, finding.snapshot);
    return refusedBy(loaded, 'otherFindingAgrees', allowed);
  }
  const { write } = outcome;
  const answer = acceptedBy(finding, write);
  const saved = await saveAll(ports, [
    {
      ...write,
      calendarRevision: loaded.calendarRevision,
      remember: remember === null ? null : { ...remember, answer },
    },
    ...others,
  ]);
  return saved ? answer : null;
}

/** The answer where the finding has taken the step. */
export function acceptedBy(
  { id, number }: Pick<FindingRow, 'id' | 'number'>,
  { standing, event }: Pick<FindingWrite, 'standing' | 'event'>,
): AcceptedAnswer {
  return { kind: 'accepted', id, number, ...standing, version: event.seq };
}

type Guarded = Extract<RefusedAnswer, { code: 'event_refused' }>;

/** The answer where a condition failed. */
export function refusedBy(
  { finding }: LoadedFinding,
  guard: Guarded['guard'],
  allowed: Guarded['allowed'],
): Guarded {
  const { state, stage } = standingOf(finding.snapshot);
  const { version } = finding;
  return { kind: 'refused', code: 'event_refused', guard, allowed, state, stage, version };
}

/** What the key was answered before; refused where it was used for another request. */
export function recalled<Answer>(
  { requestHash, answer }: Remembered<Answer>,
  asked: string,
): Answer | { readonly kind: 'refused'; readonly code: 'idempotency_key_reused' } {
  return requestHash === asked ? answer : { kind: 'refused', code: 'idempotency_key_reused' };
}

/** One line per problem, each with its path, as HTTP and the command line print them. */
export function problemsOf(error: z.ZodError): Problem[] {
  return error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
}
