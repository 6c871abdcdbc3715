/** Which rung of a cadence comes when. Pure: a rung is its place in the cadence, counted from 0 without end. */
import type { Rung } from '../../machines/events.ts';
import type { Cadence } from './policy.ts';
import type { Calendar } from './ports.ts';

interface Place {
  readonly rung: string;
  readonly offset: number;
  readonly unit: Cadence['repeat']['unit'];
  readonly template: string;
  readonly to: Rung['to'];
}

/** The rung at that place; places after the last listed rung repeat for ever, each with its own name. */
export function placeOf(cadence: Cadence, place: number): Place {
  const listed = cadence.rungs[place];
  if (listed !== undefined) return listed;
  const turn = place - cadence.rungs.length + 1;
  const { rung, every, unit, template, to } = cadence.repeat;
  const last = cadence.rungs.at(-1)?.offset ?? 0;
  return { rung: `${rung}-${turn}`, offset: last + turn * every, unit, template, to };
}

export interface Timetable {
  readonly cadence: Cadence;
  readonly dueAt: number;
  readonly sendAt: string;
  readonly calendar: Calendar;
}

/** When the rung at that place fires. */
export function rungAt({ cadence, dueAt, sendAt, calendar }: Timetable, place: number): number {
  const { offset, unit } = placeOf(cadence, place);
  return calendar.atOffset(dueAt, offset, unit, sendAt).at;
}

/** The first place, from `place` on, whose rung lies after `instant`: rungs before a clock began are not owed. */
export function firstAfter(timetable: Timetable, place: number, instant: number): number {
  let next = place;
  while (rungAt(timetable, next) <= instant) next += 1;
  return next;
}

/** The rungs from `place` on that are due by `now`, frozen as the history will keep them. */
export function passedBy(timetable: Timetable, place: number, now: number): Rung[] {
  const passed: Rung[] = [];
  for (let next = place; ; next += 1) {
    const at = rungAt(timetable, next);
    if (at > now) return passed;
    const { rung, template, to } = placeOf(timetable.cadence, next);
    passed.push({ rung, at, template, to: [...to] });
  }
}
