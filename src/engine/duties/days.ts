/** The days a rhythm names, in order and without end. Pure: no working calendar, no zone, no clock. */
import { dayNumber, dayOfNumber } from '../../../machines/day-number.ts';
import type { DutyContext } from '../../../machines/duty-context.ts';
import { isBefore, type SlotKey } from '../../../machines/duty-events.ts';
import type { DutyRule, MonthDay, Rhythm, Term } from '../../../machines/duty-rule.ts';

/** How far a duty has come: what it has raised is not raised again. */
export type Raised = Pick<DutyContext, 'raisedThrough' | 'termsRaised'>;

/** Days beyond are no days of the ledger. */
const lastDay = '2999-12-31';

/** The slots the rule names after those raised, in order: their names, and the days as its rhythm has them. */
export function* namedSlots(
  { rhythm, from, until }: DutyRule,
  terms: readonly Term[],
  { raisedThrough, termsRaised }: Raised,
): Generator<SlotKey> {
  const end = until ?? lastDay;
  if (rhythm.kind === 'termly') {
    yield* termDays(rhythm.on, terms).filter(
      ({ slot, day }) => day >= from && day <= end && !termsRaised.includes(slot),
    );
    return;
  }
  const first = raisedThrough === null ? from : later(from, raisedThrough.day);
  for (const key of rhythmDays(rhythm, first)) {
    if (key.day > end) return;
    if (key.day < first) continue;
    if (raisedThrough === null || isBefore(raisedThrough, key)) yield key;
  }
}

/** The days of the rhythm, in order; a few of them may lie before `first`. */
function rhythmDays(
  rhythm: Exclude<Rhythm, { kind: 'termly' }>,
  first: string,
): Generator<SlotKey> {
  switch (rhythm.kind) {
    case 'daily':
    case 'workdays':
      return days(first, () => true);
    case 'weekly':
      return days(first, (number) => rhythm.weekdays.includes(weekdayOf(number)));
    case 'tenDays':
      return months(first, (month) => tenDayPeriods(month, rhythm.on));
    case 'monthly':
      return months(first, (month) => [{ slot: month, day: dayIn(month, rhythm.day) }]);
    case 'twiceMonthly':
      return months(first, (month) =>
        rhythm.days.map((day, index) => ({
          slot: `${month}(${index + 1})`,
          day: dayIn(month, day),
        })),
      );
    case 'yearly':
      return months(first, (month) =>
        Number(month.slice(5)) === rhythm.month
          ? [{ slot: month.slice(0, 4), day: dayIn(month, rhythm.day) }]
          : [],
      );
  }
}

function* days(first: string, counts: (number: number) => boolean): Generator<SlotKey> {
  const end = dayNumber(lastDay);
  for (let number = dayNumber(first); number <= end; number += 1) {
    if (!counts(number)) continue;
    const day = dayOfNumber(number);
    yield { slot: day, day };
  }
}

/** Month by month (`YYYY-MM`), from that of `first`. */
function* months(first: string, slotsOf: (month: string) => SlotKey[]): Generator<SlotKey> {
  const end = lastDay.slice(0, 7);
  for (let month = first.slice(0, 7); month <= end; month = monthAfter(month)) {
    yield* slotsOf(month);
  }
}

/** 上旬, 中旬, 下旬: days 1-10, 11-20, 21 to the end. */
function tenDayPeriods(month: string, on: 'first' | 'last'): SlotKey[] {
  const first = on === 'first';
  return [
    { slot: `${month}-上旬`, day: `${month}-${first ? '01' : '10'}` },
    { slot: `${month}-中旬`, day: `${month}-${first ? '11' : '20'}` },
    { slot: `${month}-下旬`, day: first ? `${month}-21` : dayIn(month, 'last') },
  ];
}

function termDays(on: 'first' | 'last', terms: readonly Term[]): SlotKey[] {
  return terms
    .map(({ name, from, to }) => ({ slot: name, day: on === 'first' ? from : to }))
    .toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
}

/** That day of the month, or its last where it is shorter. */
function dayIn(month: string, day: MonthDay): string {
  const end = dayOfNumber(dayNumber(`${monthAfter(month)}-01`) - 1);
  if (day === 'last' || day >= Number(end.slice(8))) return end;
  return `${month}-${String(day).padStart(2, '0')}`;
}

function monthAfter(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  return number === 12
    ? `${String(year + 1).padStart(4, '0')}-01`
    : `${month.slice(0, 4)}-${String(number + 1).padStart(2, '0')}`;
}

/** 1 for Monday to 7 for Sunday; day 0, 1970-01-01, was a Thursday. No day of the ledger lies before it. */
function weekdayOf(number: number): number {
  return ((number + 3) % 7) + 1;
}

function later(one: string, other: string): string {
  return one < other ? other : one;
}
