/** Counting from day to day: every day, or working days only. */
import type { Calendar, CountedDay } from '../engine/calendar-port.ts';
import { RectiflowError } from '../errors.ts';
import { dayNumberOf, dayOfNumber } from './day-number.ts';
import type { WorkDays } from './work-days.ts';

export function createDayCounts(
  days: WorkDays,
): Pick<Calendar, 'dayAfter' | 'daysBetween' | 'roll'> {
  /** The day reached by way of those from `from` to `to`. */
  const reach = (reached: number, from: number, to: number): CountedDay => {
    if (days.standStill(from, to)) {
      const [first, last] = [dayOfNumber(from), dayOfNumber(to)];
      const message = `more than ten years without a working day between ${first} and ${last}`;
      throw new RectiflowError('calendar_not_covered', { message, from: first, to: last });
    }
    return { day: dayOfNumber(reached), provisional: !days.areKnown(from, to) };
  };

  return {
    dayAfter(day, count, unit) {
      if (!Number.isSafeInteger(count)) throw new RangeError(`not a number of days: ${count}`);
      const start = dayNumberOf(day);
      if (unit === 'day' || count === 0) {
        return { day: dayOfNumber(start + count), provisional: false };
      }
      if (count > 0) {
        const reached = days.ordinal(days.countTo(start) + count);
        return reach(reached, start + 1, reached);
      }
      const reached = days.ordinal(days.countTo(start - 1) + count + 1);
      return reach(reached, reached, start - 1);
    },
    daysBetween(from, to, unit) {
      const [start, end] = [dayNumberOf(from), dayNumberOf(to)];
      if (unit === 'day') return end - start;
      return end >= start
        ? days.countTo(end) - days.countTo(start)
        : days.countTo(end - 1) - days.countTo(start - 1);
    },
    roll(day, roll) {
      if (roll === 'none') return { day, provisional: false };
      const start = dayNumberOf(day);
      if (roll === 'next') {
        const reached = days.ordinal(days.countTo(start - 1) + 1);
        return reach(reached, start, reached);
      }
      const reached = days.ordinal(days.countTo(start));
      return reach(reached, reached, start);
    },
  };
}
