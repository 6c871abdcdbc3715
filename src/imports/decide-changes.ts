/** Commands of an import decided one after the other on one finding, and everything they would write. Writes nothing. */
import type { Actor } from '../../machines/actor.ts';
import { commandSchema } from '../../machines/events.ts';
import { clocksAfter, findingAfter } from '../engine/after-write.ts';
import { decide } from '../engine/decide.ts';
import { eventOf } from '../engine/facts.ts';
import { decideFiring, dueBy, instantOf, type LoadedFinding } from '../engine/fire-clock.ts';
import type { EnginePorts, FindingRow, FindingWrite } from '../engine/ports.ts';
import type { CommandForFields } from './commands.ts';
import type { Field } from './corrections.ts';

export interface DecidedChanges {
  readonly writes: readonly FindingWrite[];
  readonly written: ReadonlySet<Field>;
  /** The condition that failed, by field. */
  readonly refused: ReadonlyMap<Field, string>;
  /** As the writes leave it. */
  readonly finding: FindingRow;
}

export async function decideChanges(
  ports: EnginePorts,
  loaded: LoadedFinding,
  commands: readonly CommandForFields[],
  by: Actor,
): Promise<DecidedChanges> {
  const refused = new Map<Field, string>();
  const written = new Set<Field>();
  const { caughtUp, after: caught } = await catchUp(ports, loaded);
  const writes: FindingWrite[] = [];
  let after = caught;
  for (const { fields, command } of commands) {
    const outcome = await decided(ports, after, command, by);
    for (const field of fields) {
      if (typeof outcome === 'string') refused.set(field, outcome);
      else written.add(field);
    }
    if (typeof outcome === 'string') continue;
    writes.push(outcome);
    after = afterWrite(after, outcome);
  }
  // Where nothing is said to it, whoever fires clocks may do so in their own time.
  if (writes.length === 0) return { writes, written, refused, finding: loaded.finding };
  return { writes: [...caughtUp, ...writes], written, refused, finding: after.finding };
}

/** The write, or the condition that failed. */
async function decided(
  ports: EnginePorts,
  loaded: LoadedFinding,
  given: CommandForFields['command'],
  by: Actor,
): Promise<FindingWrite | string> {
  const command = commandSchema.safeParse(given);
  if (!command.success) return 'event_invalid';
  const { finding, clocks, calendarRevision } = loaded;
  const at = instantOf(ports, loaded);
  const event = await eventOf(command.data, { finding, by, at }, ports);
  const outcome = await decide({ finding, clocks, event, by, at }, ports);
  if (outcome.kind === 'unreadable') return 'state_unreadable';
  if (outcome.kind === 'refused') return outcome.guard;
  // What other findings would have to hear of is not for an import to say.
  if (outcome.told.length > 0) return 'otherFindingAgrees';
  return { ...outcome.write, calendarRevision, remember: null };
}

function afterWrite(loaded: LoadedFinding, write: FindingWrite): LoadedFinding {
  return {
    ...loaded,
    finding: findingAfter(loaded.finding, write),
    clocks: clocksAfter(loaded.clocks, write),
  };
}

/** What came due before the import comes before it in the history. */
async function catchUp(
  ports: EnginePorts,
  loaded: LoadedFinding,
): Promise<{ readonly after: LoadedFinding; readonly caughtUp: readonly FindingWrite[] }> {
  const caughtUp: FindingWrite[] = [];
  let after = loaded;
  for (;;) {
    const due = dueBy(instantOf(ports, after), after.clocks);
    if (due === undefined) return { after, caughtUp };
    const outcome = await decideFiring(ports, after, due);
    // It stays due, and is reported by whoever fires clocks.
    if (outcome.kind !== 'decided' || outcome.told.length > 0) return { after, caughtUp };
    const write = { ...outcome.write, calendarRevision: after.calendarRevision, remember: null };
    caughtUp.push(write);
    after = afterWrite(after, write);
  }
}
