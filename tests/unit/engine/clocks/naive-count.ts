/** A second way of counting, for property tests: day by day, as one would on paper. */
import * as fc from 'fast-check';
import type { DayUnit } from '../../../../machines/words.ts';
import type { Roll } from '../../../../src/engine/policy.ts';
import type { Calendar } from '../../../../src/engine/calendar-port.ts';
import type { ClockCount, Hold } from '../../../../src/engine/ports.ts';
import { addition, base, calendarOf, china, onward } from '../../calendar/calendars.ts';

const schoolDays = addition({
  holidays: [{ name: '寒假', from: '2026-01-24', to: '2026-02-25' }],
  workdays: [{ day: '2026-03-07', name: '开学准备' }],
});

/** Plain weeks, a seven-day week, three days on, the Chinese year, and a school's over it. */
export const anyCalendar = fc.constantFrom<Calendar>(
  china,
  calendarOf(base({ covers: { from: '2025-01-01', to: '2026-12-31' } })),
  calendarOf(base({ weekend: [] })),
  calendarOf(base({ weekend: [1, 2, 6, 7] })),
  calendarOf(base({ covers: { from: '2025-06-01', to: '2026-08-31' } }), schoolDays),
);

export const anyUnit = fc.constantFrom<DayUnit>('day', 'workday');
const anyRoll = fc.constantFrom<Roll>('none', 'next', 'previous');

/** From 2025 to 2027: the shipped data end with 2026. */
export const anyDay = fc.nat(900).map((days) => onward('2025-01-01', days));

/** Holds from about that day on, in order of time, some of them end to end; the last may be open. */
export function holdsAround(day: string): fc.Arbitrary<readonly Hold[]> {
  const turns = fc.array(fc.tuple(fc.nat(25), fc.integer({ min: 1, max: 20 })), { maxLength: 6 });
  return fc
    .tuple(fc.integer({ min: -30, max: 20 }), turns, fc.boolean())
    .map(([first, all, open]) => {
      let at = onward(day, first);
      const holds = all.map(([ran, held]): Hold => {
        const from = onward(at, ran);
        at = onward(from, held);
        return { from, until: at };
      });
      return open
        ? holds.map((hold, no) => (no < holds.length - 1 ? hold : { ...hold, until: null }))
        : holds;
    });
}

export const anyCount = (days: fc.Arbitrary<number>): fc.Arbitrary<ClockCount> =>
  anyDay.chain((afterDay) =>
    fc.record({
      afterDay: fc.constant(afterDay),
      days,
      unit: anyUnit,
      roll: anyRoll,
      holds: holdsAround(afterDay),
    }),
  );

/** The clock stood still at the end of that day, and has run again since. */
export function stoodStill(day: string, holds: readonly Hold[]): boolean {
  return holds.some(({ from, until }) => until !== null && day >= from && day < until);
}

type Count = Pick<ClockCount, 'unit' | 'holds'>;

/** Whether the day counts, once the clock is past it. */
export function counts(day: string, { unit, holds }: Count, calendar: Calendar): boolean {
  return !stoodStill(day, holds) && (unit === 'day' || calendar.standingOf(day).working);
}

/** The day the count reaches, and whether the calendar did not know a day on the way. */
export function walkedEnd(count: Omit<ClockCount, 'roll'>, calendar: Calendar) {
  const step = Math.sign(count.days);
  let [day, left, provisional] = [count.afterDay, Math.abs(count.days), false];
  while (left > 0) {
    day = onward(day, step);
    if (counts(day, count, calendar)) left -= 1;
    if (count.unit === 'workday' && !calendar.standingOf(day).known) provisional = true;
  }
  return { day, provisional };
}

/** The date that day stands for: no day off where it is to be moved, and no day on which the clock stood still. */
export function walkedRoll(nominal: string, { roll, holds }: ClockCount, calendar: Calendar) {
  const isOff = (day: string) => roll !== 'none' && !calendar.standingOf(day).working;
  const isHeld = (day: string) => stoodStill(day, holds);
  const wrong = roll === 'previous' ? isOff : (day: string) => isOff(day) || isHeld(day);
  let [day, provisional] = [nominal, false];
  for (; ; day = onward(day, roll === 'previous' ? -1 : 1)) {
    if (roll !== 'none' && !calendar.standingOf(day).known) provisional = true;
    if (!wrong(day)) break;
  }
  return { day: roll === 'previous' && isHeld(day) ? nominal : day, provisional };
}
