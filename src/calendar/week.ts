/** Working days by the weekday alone, counted and found again by arithmetic. Days by number. */
import { weekdayOf } from './day-number.ts';

export interface Week {
  works(day: number): boolean;
  /** Working days from a fixed day long ago to `day`, itself included; less than none before it. */
  countTo(day: number): number;
  /** The working day at which `countTo` reaches `count`. */
  ordinal(count: number): number;
}

/** The number of the Monday the weeks are counted from, 1969-12-29. */
const firstMonday = -3;

/** `weekend`: the weekdays off, 1 (Monday) to 7 (Sunday); not all of them. */
export function createWeek(weekend: readonly number[]): Week {
  const working = [1, 2, 3, 4, 5, 6, 7].filter((weekday) => !weekend.includes(weekday));
  /** By weekday: how many from Monday to it work. */
  const workedBy = Array.from(
    { length: 8 },
    (_, weekday) => working.filter((one) => one <= weekday).length,
  );
  return {
    works: (day) => working.includes(weekdayOf(day)),
    countTo(day) {
      const weeks = Math.floor((day - firstMonday) / 7);
      return weeks * working.length + (workedBy[weekdayOf(day)] ?? 0);
    },
    ordinal(count) {
      const weeks = Math.ceil(count / working.length) - 1;
      const weekday = working[count - weeks * working.length - 1] ?? 1;
      return firstMonday + weeks * 7 + weekday - 1;
    },
  };
}
