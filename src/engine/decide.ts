/** From what is stored and one event to everything that event changes. Writes nothing. */
import type { Actor } from '../../machines/actor.ts';
import type { FindingEvent } from '../../machines/events.ts';
import { advance, standingOf, type Refused, type Unreadable } from '../../machines/step.ts';
import { chained } from './chain.ts';
import { clockRowsAfter, type Timing } from './clock-rows.ts';
import { noticesOwed } from './notices-owed.ts';
import type {
  Calendar,
  ClockRow,
  Directory,
  FindingRow,
  FindingWrite,
  LedgerEvent,
  NewId,
  PolicyBook,
} from './ports.ts';

/** What a decision may look at besides the finding itself. */
export interface DecisionPorts {
  readonly calendar: Calendar;
  readonly directory: Directory;
  readonly policies: PolicyBook;
  readonly newId: NewId;
}

export interface Case {
  readonly finding: FindingRow;
  readonly clocks: readonly ClockRow[];
  readonly event: FindingEvent;
  readonly by: Actor;
  readonly at: number;
}

export interface Decided {
  readonly kind: 'decided';
  readonly write: Omit<FindingWrite, 'remember'>;
}

export async function decide(
  { finding, clocks, event, by, at }: Case,
  ports: DecisionPorts,
): Promise<Decided | Refused | Unreadable> {
  const step = advance(finding.machineVersion, finding.snapshot, { ...event, by, at });
  if (step.kind !== 'accepted') return step;
  const { snapshot, effects } = step;
  const timing: Timing = {
    policy: ports.policies.get(finding.policy),
    class: snapshot.context.class,
    calendar: ports.calendar,
    now: at,
  };
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
    clocks: clockRowsAfter(clocks, event, effects, timing),
    notices: await noticesOwed(effects, {
      findingId: finding.id,
      seq,
      slots: snapshot.context.slots,
      rungs: event.type === 'CLOCK_DUE' ? event.rungs.map(({ rung }) => rung) : [],
      directory: ports.directory,
      newId: ports.newId,
    }),
  };
  return { kind: 'decided', write };
}
