/** Fires one due clock of a finding at hand: every rung passed since the last becomes one event. */
import type { FindingEvent, Rung } from '../../machines/events.ts';
import { decide } from './decide.ts';
import { passedBy, placeOf, rungOf, type Timetable } from './clocks/rungs.ts';
import { timetableOf } from './clocks/rows.ts';
import type { ClockRow, DecisionPorts, EnginePorts, FindingRow, Loaded } from './ports.ts';

export type LoadedFinding = Loaded & { readonly finding: FindingRow };

/** When the finding's next event happens. A history never runs backwards, even where two servers disagree about the time. */
export function instantOf(
  { clock }: Pick<EnginePorts, 'clock'>,
  { databaseNow, finding }: LoadedFinding,
): number {
  return Math.max(clock.now(databaseNow), finding.updatedAt);
}

/** The clock of the finding that has been due longest at that instant, or undefined. */
export function dueBy(at: number, clocks: readonly ClockRow[]): ClockRow | undefined {
  return clocks
    .filter(({ nextAt }) => nextAt !== null && nextAt <= at)
    .toSorted((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0))[0];
}

/** What the clock has to say at that instant. */
export function clockDueEvent(
  { policies, calendar }: Pick<EnginePorts, 'policies' | 'calendar'>,
  { policy, snapshot }: FindingRow,
  row: ClockRow,
  at: number,
): FindingEvent {
  const { context } = snapshot;
  const timing = { policy: policies.get(policy), class: context.class, calendar, now: at };
  const timetable = timetableOf(row, timing);
  const passed = passedBy(timetable, row.nextRung, at);
  return {
    type: 'CLOCK_DUE',
    clockNo: row.no,
    clock: row.kind,
    mode: row.mode,
    dueAt: row.dueAt,
    rungs: passed.length > 0 ? passed : [asArmed(row, timetable, at)],
  };
}

/** A rung in working days that a calendar loaded since puts later: it comes as it was armed. */
function asArmed({ nextRung, nextAt }: ClockRow, { cadence }: Timetable, at: number): Rung {
  return rungOf(placeOf(cadence, nextRung), nextAt ?? at);
}

/** What firing the clock changes, or why it cannot be fired. Writes nothing. */
export async function decideFiring(
  ports: DecisionPorts & Pick<EnginePorts, 'clock'>,
  loaded: LoadedFinding,
  row: ClockRow,
): ReturnType<typeof decide> {
  const { finding, clocks, calendarRevision } = loaded;
  // A run over many clocks takes its time: what is loaded meanwhile counts from then on.
  await ports.calendar.refresh(calendarRevision);
  const at = instantOf(ports, loaded);
  const event = clockDueEvent(ports, finding, row, at);
  const by = { kind: 'system', rule: row.ruleId } as const;
  return decide({ finding, clocks, event, by, at }, ports);
}
