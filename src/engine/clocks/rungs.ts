/** Which rung of a cadence comes when. Pure: a rung is its place in the cadence, counted from 0 without end. */
import type { Rung } from '../../../machines/events.ts';
import type { DayUnit } from '../../../machines/words.ts';
import { runningDayAfter } from './count.ts';
import { dueRung, type Cadence } from '../policy.ts';
import type { Calendar } from '../calendar-port.ts';
import type { Hold, LadderPromise } from '../ports.ts';

export interface Timetable {
  readonly cadence: Cadence;
  readonly dueAt: number;
  /** Days on which the clock stood still: its reminders and its ladder stood still with it. */
  readonly holds: readonly Hold[];
  readonly sendAt: string;
  readonly calendar: Calendar;
  /** What the ladder waits for; left out: nothing. */
  readonly promise?: LadderPromise | undefined;
  /**
   * Rungs of the ladder at or before this instant are not owed: the clock had not begun. The moment it
   * was due is on record whenever it was. Left out: all are, as for a clock that carries on another.
   */
  readonly since?: number | undefined;
}

interface Place extends Omit<Rung, 'at'> {
  /** Days from the due day, one leg after the other; none for the moment the clock is due. */
  readonly legs: readonly { readonly offset: number; readonly unit: DayUnit }[];
}

/**
 * The rung at that place. Between the rungs up to the due day and those after it stands the moment
 * the clock is due, which tells nobody: it is there to be written down when it comes. Places after
 * the last listed rung repeat for ever, each with its own name.
 */
export function placeOf(cadence: Cadence, place: number): Place {
  const { rungs, repeat } = cadence;
  const due = duePlace(cadence);
  if (place === due) return { rung: dueRung, template: dueRung, to: [], legs: [] };
  const index = place < due ? place : place - 1;
  const listed = rungs[index];
  if (listed !== undefined) {
    const { rung, template, to, asks, warns } = listed;
    const besides = { ...(asks !== undefined && { asks }), ...(warns !== undefined && { warns }) };
    return { rung, template, to: [...to], ...besides, legs: [listed] };
  }
  const turn = index - rungs.length + 1;
  const { rung, every, unit, template, to } = repeat;
  const last = rungs.at(-1);
  const legs = [...(last === undefined ? [] : [last]), { offset: turn * every, unit }];
  return { rung: `${rung}-${turn}`, template, to: [...to], legs };
}

/** The place of the moment a clock is due. */
export function duePlace(cadence: Cadence): number {
  return cadence.rungs.filter(({ offset }) => offset <= 0).length + turnsByDue(cadence);
}

/** Turns of the repetition by the due day, where the listed rungs end before it. */
function turnsByDue({ rungs, repeat }: Cadence): number {
  const last = rungs.at(-1);
  // Across units there is no telling which day comes first: the moment the clock is due must not wait.
  if (last === undefined || last.offset >= 0 || last.unit !== repeat.unit) return 0;
  // Back and on again in working days may lead past a due day that is none.
  const daysLeft = last.unit === 'day' ? -last.offset : -last.offset - 1;
  return Math.floor(daysLeft / repeat.every);
}

/** When the rung at that place fires. */
export function rungAt(timetable: Timetable, place: number): number {
  const { cadence, dueAt, sendAt, calendar, promise } = timetable;
  if (placeOf(cadence, place).legs.length === 0) return dueAt;
  const day = ruledDay(timetable, place);
  const waits = promise === undefined || place < promise.place ? 0 : daysWaited(timetable, promise);
  return calendar.timeOn(waits === 0 ? day : calendar.dayAfter(day, waits, 'day').day, sendAt);
}

/** The day on which the rules put it, whatever has been promised. */
function ruledDay({ cadence, dueAt, holds, calendar }: Timetable, place: number): string {
  // A date is due at 24:00, which is the first moment of the day after.
  let day = calendar.dayOf(dueAt - 1);
  for (const { offset, unit } of placeOf(cadence, place).legs) {
    day = runningDayAfter(day, offset, unit, holds, calendar).day;
  }
  return day;
}

/** By how many days the ladder has moved: its next rung comes on the day after the one promised, and none before its own. */
function daysWaited(timetable: Timetable, promise: LadderPromise): number {
  const { calendar } = timetable;
  const ruled = ruledDay(timetable, promise.place);
  const resumed = calendar.dayAfter(promise.day, 1, 'day').day;
  return ruled >= resumed ? 0 : calendar.daysBetween(ruled, resumed, 'day');
}

/** The place after so many rungs that are owed, from `place` on; that of one that is owed itself. */
export function placeAfter(timetable: Timetable, place: number, rungs: number): number {
  let next = place;
  for (let left = rungs; left > 0 || !isOwed(timetable, next); next += 1) {
    if (isOwed(timetable, next)) left -= 1;
  }
  return next;
}

/** Of the ladder: the reminders before the date were chosen when the clock began. */
function isOwed(timetable: Timetable, place: number): boolean {
  const { since = -Infinity, cadence } = timetable;
  return place <= duePlace(cadence) || rungAt(timetable, place) > since;
}

/** The first place, from `place` on, whose rung lies after `instant`: rungs before a clock began are not owed. */
export function firstAfter(timetable: Timetable, place: number, instant: number): number {
  let next = place;
  while (rungAt(timetable, next) <= instant) next += 1;
  return next;
}

/** The rung at its time, frozen as the history will keep it. */
export function rungOf({ rung, template, to, asks, warns }: Place, at: number): Rung {
  return {
    rung,
    at,
    template,
    to,
    ...(asks !== undefined && { asks }),
    ...(warns !== undefined && { warns }),
  };
}

/** The rungs from `place` on that are due by `now`, frozen as the history will keep them. */
export function passedBy(timetable: Timetable, place: number, now: number): Rung[] {
  const passed: Rung[] = [];
  for (let next = place; ; next += 1) {
    const at = rungAt(timetable, next);
    if (at > now) return passed;
    if (!isOwed(timetable, next)) continue;
    passed.push(rungOf(placeOf(timetable.cadence, next), at));
  }
}
