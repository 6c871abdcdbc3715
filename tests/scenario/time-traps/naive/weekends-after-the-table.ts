/**
 * A due date by a library's table of holidays. The table ends with a year; past it the library goes
 * by the weekend alone, and says so to nobody. The date it gave is then kept as it is.
 */
import { isWorkday } from 'chinese-days';

const dayMs = 86_400_000;

/** The `count`-th working day after that day, `YYYY-MM-DD`. */
export function workdayAfter(day: string, count: number): string {
  let [at, left] = [Date.parse(day), count];
  while (left > 0) {
    at += dayMs;
    if (isWorkday(dayOf(at))) left -= 1;
  }
  return dayOf(at);
}

/** The day, or the first working day after it. */
export function orNextWorkday(day: string): string {
  return isWorkday(day) ? day : workdayAfter(day, 1);
}

export function isKnownToWork(day: string): boolean {
  return isWorkday(day);
}

function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
