/** From what is stored and one event to everything that event changes. Writes nothing. */
import type { Actor } from '../../machines/actor.ts';
import type { Effect } from '../../machines/effects.ts';
import type { FindingEvent } from '../../machines/events.ts';
import { linkedEventOf, type LinkedEvent } from '../../machines/linked-events.ts';
import {
  advance,
  allowedCommands,
  standingOf,
  type Refused,
  type Unreadable,
} from '../../machines/step.ts';
import type { EngineGuard } from './answers.ts';
import { chained } from './chain.ts';
import { clockRowsAfter, type Timing } from './clocks/rows.ts';
import { failingEngineGuard } from './engine-guards.ts';
import { noticesOwed } from './notices-owed.ts';
import type { ClockRow, DecisionPorts, FindingRow, FindingWrite, LedgerEvent } from './ports.ts';

export interface Case {
  readonly finding: FindingRow;
  readonly clocks: readonly ClockRow[];
  readonly event: FindingEvent;
  readonly by: Actor;
  readonly at: number;
}

/** What another finding is to hear of it, in the same transaction. */
export interface Told {
  readonly findingId: string;
  readonly event: LinkedEvent;
}

export interface Decided {
  readonly kind: 'decided';
  readonly write: Omit<FindingWrite, 'calendarRevision' | 'remember'>;
  readonly told: readonly Told[];
}

/** Refused by name, like the guards of the machine. */
type EngineRefused = Omit<Refused, 'guard'> & { readonly guard: EngineGuard };

export async function decide(
  { finding, clocks, event, by, at }: Case,
  ports: DecisionPorts,
): Promise<Decided | Refused | EngineRefused | Unreadable> {
  const step = advance(finding.machineVersion, finding.snapshot, { ...event, by, at });
  if (step.kind !== 'accepted') return step;
  const { snapshot, effects } = step;
  const policy = event.type === 'MIGRATE' ? event.policy : finding.policy;
  const timing: Timing = {
    policy: ports.policies.get(policy),
    class: snapshot.context.class,
    calendar: ports.calendar,
    now: at,
  };
  const clocksAfter = clockRowsAfter(clocks, event, effects, timing);
  const { calendar } = ports;
  const failing = failingEngineGuard({ finding, event, clocks, clocksAfter, calendar, at });
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
    policy,
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
  return { kind: 'decided', write, told: toldBy(effects, finding) };
}

/** What other findings hear of it, each with who speaks. */
export function toldBy(
  effects: readonly Effect[],
  { id, number }: Pick<FindingRow, 'id' | 'number'>,
): readonly Told[] {
  return effects.flatMap((effect) =>
    effect.kind === 'finding.tell'
      ? [{ findingId: effect.findingId, event: linkedEventOf(effect.word, { id, number }) }]
      : [],
  );
}
