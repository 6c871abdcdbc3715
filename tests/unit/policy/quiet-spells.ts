/** How long somebody hears nothing while a date is passed, by the calendar of the country. */
import type { Slot } from '../../../machines/words.ts';
import { duePlace, placeOf, rungAt } from '../../../src/engine/clocks/rungs.ts';
import type { Cadence } from '../../../src/engine/policy.ts';
import { china, onward } from '../calendar/calendars.ts';

export interface QuietSpell {
  readonly from: string;
  readonly to: string;
  readonly days: number;
  /** Working days among them. */
  readonly workdays: number;
  /** That a step counted in working days begins or ends it: only those move with the holidays. */
  readonly moves: boolean;
}

/** The spells between what the post hears from the due day on, through the 120th day after it. */
export function quietSpells(cadence: Cadence, post: Slot, dueDay: string): QuietSpell[] {
  const dueAt = china.timeOn(onward(dueDay, 1), '00:00');
  const timetable = { cadence, dueAt, holds: [], sendAt: '09:00', calendar: china };
  const spells: QuietSpell[] = [];
  let [from, moved, reached] = [dueDay, false, dueDay];
  for (let place = duePlace(cadence) - 1; from <= onward(dueDay, 120); place += 1) {
    const day = china.dayOf(rungAt(timetable, place));
    // A rung whose day comes before that of the one ahead of it waits for that one.
    if (day > reached) reached = day;
    const { to, legs } = placeOf(cadence, place);
    if (!to.includes(post)) continue;
    const moves = legs.some(({ unit }) => unit === 'workday');
    spells.push({
      from,
      to: reached,
      days: china.daysBetween(from, reached, 'day'),
      workdays: china.daysBetween(from, reached, 'workday'),
      moves: moved || moves,
    });
    [from, moved] = [reached, moves];
  }
  return spells;
}

/** True where this day and the fortnight after it are weeks as they always are: no holiday, no weekend worked. */
export function isOrdinary(day: string): boolean {
  const fortnight = Array.from({ length: 15 }, (_, days) => onward(day, days));
  return fortnight.every((each) => {
    const weekday = new Date(each).getUTCDay();
    return china.standingOf(each).working === (weekday !== 0 && weekday !== 6);
  });
}
