/** Which days work, and how many lie between two: summed up once, so that no question walks the days. */
import type { DayStanding } from '../engine/calendar-port.ts';
import { createWeek, type Week } from './week.ts';

/** Days by number; a range includes both its ends, and may be empty. */
export interface WorkDays {
  standingOf(day: number): DayStanding;
  /** Working days from a fixed day long ago to `day`, itself included: the difference of two counts what lies between. */
  countTo(day: number): number;
  /** The working day at which `countTo` reaches `count`. */
  ordinal(count: number): number;
  areKnown(from: number, to: number): boolean;
  /** Whether the range holds more than ten years, the longest period there is, without a working day. */
  standStill(from: number, to: number): boolean;
}

interface Source {
  /** The weekdays off, 1 (Monday) to 7 (Sunday). */
  readonly weekend: readonly number[];
  /** The range in which days that are not named are known to be plain ones. */
  readonly first: number;
  readonly last: number;
  readonly named: ReadonlyMap<number, DayStanding>;
}

/** What is known of the days in a range: sums up to each of them, from none of them to all. */
interface Sums {
  readonly from: number;
  readonly to: number;
  readonly worked: Int32Array;
  readonly unknown: Int32Array;
  readonly standStills: readonly { readonly from: number; readonly to: number }[];
}

const standStillDays = 3660;

export function createWorkDays({ weekend, first, last, named }: Source): WorkDays {
  const week = createWeek(weekend);
  const standingOf = (day: number) =>
    named.get(day) ?? plainDay(week.works(day), day >= first && day <= last);
  const sums = sumUp([first, last, ...named.keys()], standingOf);
  const { from, to, worked, unknown, standStills } = sums;
  const sumTo = (table: Int32Array, day: number) =>
    table[Math.min(Math.max(day, from - 1), to) - from + 1] ?? 0;
  // Before and after the sums, the weekday speaks alone.
  const before = week.countTo(from - 1);
  const within = worked.at(-1) ?? 0;
  return {
    standingOf,
    countTo(day) {
      if (day < from) return week.countTo(day);
      return before + sumTo(worked, day) + after(week, to, day);
    },
    ordinal(count) {
      if (count <= before) return week.ordinal(count);
      if (count > before + within) return week.ordinal(count - before - within + week.countTo(to));
      return from + firstReaching(worked, count - before) - 1;
    },
    areKnown(start, end) {
      if (end < start) return true;
      return start >= from && end <= to && sumTo(unknown, end) === sumTo(unknown, start - 1);
    },
    standStill: (start, end) =>
      standStills.some((one) => isLong(Math.max(start, one.from), Math.min(end, one.to))),
  };
}

function isLong(from: number, to: number): boolean {
  return to - from + 1 > standStillDays;
}

/** What the weekday alone adds between the end of the sums and a later day. */
function after(week: Week, to: number, day: number): number {
  return day > to ? week.countTo(day) - week.countTo(to) : 0;
}

function plainDay(working: boolean, known: boolean): DayStanding {
  return { working, reason: working ? 'weekday' : 'weekend', name: null, source: null, known };
}

/** Sums over all days between the first and the last of `days`. */
function sumUp(days: Iterable<number>, standingOf: (day: number) => DayStanding): Sums {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const day of days) [from, to] = [Math.min(from, day), Math.max(to, day)];
  const length = to - from + 1;
  const [worked, unknown] = [new Int32Array(length + 1), new Int32Array(length + 1)];
  const standStills: { from: number; to: number }[] = [];
  let closedFrom = from;
  const endClosure = (day: number) => {
    if (isLong(closedFrom, day - 1)) standStills.push({ from: closedFrom, to: day - 1 });
    closedFrom = day + 1;
  };
  for (let index = 0; index < length; index += 1) {
    const { working, known } = standingOf(from + index);
    worked[index + 1] = (worked[index] ?? 0) + (working ? 1 : 0);
    unknown[index + 1] = (unknown[index] ?? 0) + (known ? 0 : 1);
    if (working) endClosure(from + index);
  }
  endClosure(to + 1);
  return { from, to, worked, unknown, standStills };
}

/** The smallest index at which a sum reaches `count`; the sums never fall. */
function firstReaching(sums: Int32Array, count: number): number {
  let [low, high] = [0, sums.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sums[middle] ?? 0) < count) low = middle + 1;
    else high = middle;
  }
  return low;
}
