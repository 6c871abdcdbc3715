/** From what is stored and one event to everything that event changes. Writes nothing. */
import type { Actor } from '../../machines/actor.ts';
import type { FindingCommand, FindingEvent } from '../../machines/events.ts';
import {
  advance,
  allowedCommands,
  standingOf,
  type Refused,
  type Unreadable,
} from '../../machines/step.ts';
import type { DateGuard } from './answers.ts';
import { chained } from './chain.ts';
import { clockRowsAfter, type Timing } from './clocks/rows.ts';
import { noticesOwed } from './notices-owed.ts';
import type { ClockRow, DecisionPorts, FindingRow, FindingWrite, LedgerEvent } from './ports.ts';

export interface Case {
  readonly finding: FindingRow;
  readonly clocks: readonly ClockRow[];
  readonly event: FindingEvent;
  readonly by: Actor;
  readonly at: number;
}

export interface Decided {
  readonly kind: 'decided';
  readonly write: Omit<FindingWrite, 'calendarRevision' | 'remember'>;
}

/** Conditions that take a calendar to judge: refused by name, like the guards of the machine. */
type DateRefused = Omit<Refused, 'guard'> & { readonly guard: DateGuard };

export async function decide(
  { finding, clocks, event, by, at }: Case,
  ports: DecisionPorts,
): Promise<Decided | Refused | DateRefused | Unreadable> {
  const step = advance(finding.machineVersion, finding.snapshot, { ...event, by, at });
  if (step.kind !== 'accepted') return step;
  const { snapshot, effects } = step;
  const timing: Timing = {
    policy: ports.policies.get(finding.policy),
    class: snapshot.context.class,
    calendar: ports.calendar,
    now: at,
  };
  const clocksAfter = clockRowsAfter(clocks, event, effects, timing);
  const failing = failingDateGuard(event, clocksAfter, clocks, timing);
  if (failing !== null) {
    const allowed = allowedCommands(finding.machineVersion, finding.snapshot);
    return { kind: 'refused', guard: failing, allowed };
  }
  const standing = standingOf(snapshot);
  const seq = finding.version + 1;
  const write = {
    findingId: finding.id,
    expectedVersion: finding.version,
    standing,
    snapshot,
    event: chained<LedgerEvent>({
      subjectId: finding.id,
      seq,
      machineVersion: finding.machineVersion,
      at,
      by,
      event,
      prevHash: finding.headHash,
    }),
    closedAt: standing.state === 'closed' ? (finding.closedAt ?? at) : null,
    clocks: clocksAfter,
    notices: await noticesOwed(effects, {
      findingId: finding.id,
      seq,
      at,
      slots: snapshot.context.slots,
      rungs: event.type === 'CLOCK_DUE' ? event.rungs.map(({ rung }) => rung) : [],
      directory: ports.directory,
      newId: ports.newId,
    }),
  };
  return { kind: 'decided', write };
}

/** The event of a command, with what the policy adds so that the history can be replayed without it. */
export function eventOf(
  command: FindingCommand,
  finding: FindingRow,
  { policies }: Pick<DecisionPorts, 'policies'>,
): FindingEvent {
  if (command.type !== 'RECLASSIFY') return command;
  return { ...command, gates: policies.get(finding.policy).classes[command.class].gates };
}

function failingDateGuard(
  event: FindingEvent,
  after: readonly ClockRow[],
  before: readonly ClockRow[],
  { calendar, now }: Timing,
): DateGuard | null {
  if (event.type === 'EXTEND' && !movesOn(after, before)) return 'extensionIsLater';
  const ahead = event.type === 'OBSERVE' && event.observation.on > calendar.dayOf(now);
  return ahead ? 'observationIsNotAhead' : null;
}

function movesOn(after: readonly ClockRow[], before: readonly ClockRow[]): boolean {
  return after.every(({ follows, dueAt }) => {
    const replaced = before.find(({ no }) => no === follows);
    return replaced === undefined || dueAt > replaced.dueAt;
  });
}
