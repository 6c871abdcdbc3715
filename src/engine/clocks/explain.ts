/** Why a date is what it is: every day between the first and the last, counted or not, and by what. */
import { endOfCount } from './count.ts';
import type { PolicyRef } from '../policy.ts';
import type { Calendar, DayReason, DayStanding } from '../calendar-port.ts';
import type { ClockCount, ClockRow } from '../ports.ts';

/** What became of a day in the count. */
export type CountReason =
  | DayReason
  /** The day the period began on: 民法典 201 does not count it. */
  | 'firstDay'
  /** Days are counted whatever they are. */
  | 'anyDay'
  /** The clock stood still. */
  | 'held'
  /** The last day was no working day: the date moved past this one (民法典 203). */
  | 'rolledPast'
  /** The date moved here. */
  | 'rolledTo'
  /** Counted, but it cannot be the last, being no working day: the date moved back before it. */
  | 'rolledBack';

export interface ExplainedDay {
  readonly date: string;
  readonly counted: boolean;
  /** Its number in the count; null where it is not counted. */
  readonly number: number | null;
  readonly reason: CountReason;
  /** The holiday's name, and the document that says so. */
  readonly name: string | null;
  readonly source: string | null;
  /** False where the calendar has no data and goes by the day of the week alone. */
  readonly known: boolean;
}

export interface Explanation {
  /** The last day: the date is its end, 24:00. */
  readonly due: string;
  readonly dueAt: number;
  readonly provisional: boolean;
  readonly count: ClockCount;
  /** The version of the calendar used. */
  readonly calendar: string;
  readonly days: readonly ExplainedDay[];
}

type Days = Pick<
  Calendar,
  'version' | 'standingOf' | 'dayAfter' | 'daysBetween' | 'roll' | 'endOf'
>;

/** Walks the count day by day. Its end is what `endOfCount` says, arrived at another way. */
export function explainCount(count: ClockCount, calendar: Days): Explanation {
  const { nominal, day: due, provisional } = endOfCount(count, calendar);
  const first = count.afterDay < due ? count.afterDay : due;
  const last = due > nominal ? due : nominal;
  const days: ExplainedDay[] = [];
  let number = 0;
  for (let day = first; day <= last; day = calendar.dayAfter(day, 1, 'day').day) {
    const standing = calendar.standingOf(day);
    const reason = reasonOf(day, standing, count, nominal, due);
    const counted = isCounted(reason, standing);
    if (counted) number += 1;
    const { name, source, known } = standing;
    days.push({ date: day, counted, number: counted ? number : null, reason, name, source, known });
  }
  const dueAt = calendar.endOf(due);
  return { due, dueAt, provisional, count, calendar: calendar.version, days };
}

function reasonOf(
  day: string,
  standing: DayStanding,
  { afterDay, unit, holds }: ClockCount,
  nominal: string,
  due: string,
): CountReason {
  if (day <= afterDay) return 'firstDay';
  if (day > nominal && day === due) return 'rolledTo';
  const held = holds.some(({ from, until }) => from <= day && until !== null && day < until);
  if (held) return 'held';
  if (day > nominal) return 'rolledPast';
  if (day > due) return 'rolledBack';
  return unit === 'day' ? 'anyDay' : standing.reason;
}

const neverCounted: ReadonlySet<CountReason> = new Set([
  'firstDay',
  'held',
  'rolledPast',
  'rolledTo',
]);

/** Only counts in days of any kind end on a day that is no working day. */
const daysOfAnyKind: ReadonlySet<CountReason> = new Set(['anyDay', 'rolledBack']);

function isCounted(reason: CountReason, { working }: DayStanding): boolean {
  return !neverCounted.has(reason) && (daysOfAnyKind.has(reason) || working);
}

/** A clock's date with all that made it: rule, policy, inputs, and the count. */
export interface ClockExplanation extends Explanation {
  readonly clockNo: number;
  readonly kind: ClockRow['kind'];
  readonly rule: string;
  readonly policy: PolicyRef;
  readonly mode: ClockRow['mode'];
  readonly state: ClockRow['state'];
  /** The clock it carries on or took the place of. */
  readonly follows: number | null;
  readonly startedAt: number;
  /** The date on record, and the calendar that counted it. A calendar loaded since may count otherwise. */
  readonly recorded: {
    readonly dueAt: number;
    readonly provisional: boolean;
    readonly calendar: string;
  };
}

export function explainClock(row: ClockRow, calendar: Days): ClockExplanation {
  const { afterDay, days, unit, roll, holds, dueAt, provisional } = row;
  return {
    ...explainCount({ afterDay, days, unit, roll, holds }, calendar),
    clockNo: row.no,
    kind: row.kind,
    rule: row.ruleId,
    policy: row.policy,
    mode: row.mode,
    state: row.state,
    follows: row.follows,
    startedAt: row.startedAt,
    recorded: { dueAt, provisional, calendar: row.calendar },
  };
}
