/** The count behind a due date. Pure: the same count under the same calendar is always the same day. */
import type { DayUnit } from '../../../machines/words.ts';
import type { Roll } from '../policy.ts';
import type { Calendar, CountedDay } from '../calendar-port.ts';
import type { ClockCount, Hold } from '../ports.ts';

type Days = Pick<Calendar, 'dayAfter' | 'daysBetween' | 'roll'>;

/** Where a count ends: `nominal` by the days alone, `day` after rolling off a non-working day. */
export interface CountEnd {
  readonly nominal: string;
  readonly day: string;
  readonly provisional: boolean;
}

export function endOfCount(count: ClockCount, calendar: Days): CountEnd {
  const { afterDay, days, unit, roll, holds } = count;
  const nominal = runningDayAfter(afterDay, days, unit, holds, calendar);
  const rolled = rolledOff(nominal.day, roll, holds, calendar);
  return {
    nominal: nominal.day,
    day: rolled.day,
    provisional: nominal.provisional || rolled.provisional,
  };
}

/** A day on which the clock stood still is no last day: the date goes on to the day it ran again. */
function rolledOff(
  nominal: string,
  roll: Roll,
  holds: readonly Hold[],
  calendar: Days,
): CountedDay {
  let rolled = calendar.roll(nominal, roll);
  for (const { from, until } of holds) {
    if (until === null || rolled.day < from || rolled.day >= until) continue;
    // Back is no way out: the days before were the pause's as well.
    if (roll === 'previous') return { ...rolled, day: nominal };
    const further = calendar.roll(until, roll);
    rolled = { day: further.day, provisional: rolled.provisional || further.provisional };
  }
  return rolled;
}

/**
 * Running days of the unit left on `today`, which still counts; negative when the count ended before.
 * The clock runs today, or is held from today on.
 */
export function remainingOn(today: string, count: ClockCount, calendar: Days): number {
  const { afterDay, unit, holds } = count;
  const yesterday = calendar.dayAfter(today, -1, 'day').day;
  const { nominal } = endOfCount(count, calendar);
  // On the day a period begins, which is not counted, all of it is left.
  const since = afterDay > yesterday ? afterDay : yesterday;
  if (nominal >= since) return calendar.daysBetween(since, nominal, unit);
  const held = holds.map((hold) => heldOnTheWay(hold, nominal, yesterday, unit, calendar));
  return held.reduce((sum, days) => sum + days, 0) - calendar.daysBetween(nominal, yesterday, unit);
}

/**
 * The `count`-th day of the unit after `day` (before it when negative), leaving out days on which
 * the clock stood still. A hold that is still open takes nothing away yet.
 */
export function runningDayAfter(
  day: string,
  count: number,
  unit: DayUnit,
  holds: readonly Hold[],
  calendar: Days,
): CountedDay {
  let reached = calendar.dayAfter(day, count, unit);
  if (count === 0) return reached;
  const heldDays = count > 0 ? heldOnTheWay : heldOnTheWayBack;
  for (const hold of count > 0 ? holds : holds.toReversed()) {
    const held = heldDays(hold, day, reached.day, unit, calendar);
    if (held === 0) continue;
    const further = calendar.dayAfter(reached.day, held, unit);
    reached = { day: further.day, provisional: reached.provisional || further.provisional };
  }
  return reached;
}

/** Days of the hold after `day`, where it begins by `reached`: so many the count has to go on. */
function heldOnTheWay(
  { from, until }: Hold,
  day: string,
  reached: string,
  unit: DayUnit,
  calendar: Days,
): number {
  if (until === null || from > reached || until <= day) return 0;
  const before = (each: string) => calendar.dayAfter(each, -1, 'day').day;
  const start = from > day ? before(from) : day;
  return calendar.daysBetween(start, before(until), unit);
}

/** The same backwards, as a negative number: days of the hold before `day`, where it ends after `reached`. */
function heldOnTheWayBack(
  { from, until }: Hold,
  day: string,
  reached: string,
  unit: DayUnit,
  calendar: Days,
): number {
  if (until === null || until <= reached || from >= day) return 0;
  return calendar.daysBetween(until < day ? until : day, from, unit);
}

/** The holds once the clock stands still from `day` on. */
export function heldFrom(day: string, holds: readonly Hold[]): readonly Hold[] {
  return [...holds, { from: day, until: null }];
}

/** The holds once it runs again on `day`, which counts: held and released on one day is no day held. */
export function releasedOn(day: string, holds: readonly Hold[]): readonly Hold[] {
  return holds
    .map((hold) => (hold.until === null ? { ...hold, until: day } : hold))
    .filter(({ from, until }) => from !== until);
}
