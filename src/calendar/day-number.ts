/** Days as whole numbers since 1970-01-01, so that counting is arithmetic: no zone, no clock, no walking. */
import { dayNumber, dayOfNumber as dayFrom } from '../../machines/day-number.ts';
import { RectiflowError } from '../errors.ts';

/** Days `YYYY-MM-DD`, both included. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** 0001-01-01 and 9999-12-31: other days have no name of ten characters. */
const [firstNumber, lastNumber] = [-719_162, 2_932_896];

/** Days asked about before: the same few years, again and again. */
const known = new Map<string, number>();
const knownMax = 20_000;

/** The number of a day `YYYY-MM-DD`; throws for a day that is not in the calendar at all. */
export function dayNumberOf(day: string): number {
  const before = known.get(day);
  if (before !== undefined) return before;
  const number = /^\d{4}-\d{2}-\d{2}$/.test(day) ? dayNumber(day) : Number.NaN;
  // A day that does not exist, like 30 February, comes back as another one.
  if (!(number >= firstNumber) || dayFrom(number) !== day) {
    throw new RangeError(`not a day, YYYY-MM-DD: "${day}"`);
  }
  if (known.size >= knownMax) known.clear();
  known.set(day, number);
  return number;
}

/** The day of that number; `calendar_not_covered` outside the years 1 to 9999. */
export function dayOfNumber(number: number): string {
  if (number >= firstNumber && number <= lastNumber) return dayFrom(number);
  throw new RectiflowError('calendar_not_covered', { dayNumber: number });
}

/** The numbers of a period's days; none when it runs backwards. */
export function numbersIn({ from, to }: Period): number[] {
  const first = dayNumberOf(from);
  const length = Math.max(0, dayNumberOf(to) - first + 1);
  return Array.from({ length }, (_, index) => first + index);
}

/** 1 (Monday) to 7 (Sunday). */
export function weekdayOf(number: number): number {
  // 1970-01-01 was a Thursday.
  return ((((number + 3) % 7) + 7) % 7) + 1;
}
