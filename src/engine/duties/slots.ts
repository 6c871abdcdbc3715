/** From a rule and a calendar to the slots of a duty: every one once, in order, for ever. Pure. */
import { dayNumber } from '../../../machines/day-number.ts';
import type { TaskSlot } from '../../../machines/duty-events.ts';
import type { DutyRule, Term } from '../../../machines/duty-rule.ts';
import { namedSlots, type Raised } from './days.ts';
import type { Calendar } from '../calendar-port.ts';

/** What days are to an organisation: its working calendar, and its terms. */
export interface Almanac {
  readonly calendar: Calendar;
  /** Each name once. */
  readonly terms: readonly Term[];
}

/** The almanac of this moment. Where several calendars name a term, the last one says when it is. */
export function almanacOf(calendar: Calendar & { readonly terms: readonly Term[] }): Almanac {
  const byName = new Map(calendar.terms.map((term) => [term.name, term]));
  return { calendar, terms: [...byName.values()] };
}

/** True when the terms entered so far end before the rule does: what comes after them is not known yet. */
export function waitsForTerms(
  { rhythm, withinTerms, until }: DutyRule,
  { terms }: Pick<Almanac, 'terms'>,
): boolean {
  if (rhythm.kind !== 'termly' && !withinTerms) return false;
  return until === null || lastTermDay(terms) < until;
}

/** The last day of all terms; empty where there is none. */
function lastTermDay(terms: readonly Term[]): string {
  return terms.reduce((last, { to }) => (to > last ? to : last), '');
}

/**
 * The slots after those raised. Each keeps its name and place when the calendar moves its day, so a
 * new calendar raises none twice; two that are moved to the same day stay two. The instants never
 * decrease.
 */
export function* slotsAfter(rule: DutyRule, almanac: Almanac, raised: Raised): Generator<TaskSlot> {
  const { calendar, terms } = almanac;
  const lastDay = lastTermDay(terms);
  let since = raised.raisedThrough?.day ?? rule.from;
  for (const { slot, day } of namedSlots(rule, terms, raised)) {
    const on = dayFor(rule, day, calendar);
    if (on === null) {
      if (dayNumber(day) - dayNumber(since) > leftOutMax) return;
      continue;
    }
    since = day;
    if (rule.withinTerms) {
      // Without this a rhythm would be followed to the end of time for a term nobody has entered.
      if (on.day > lastDay) return;
      if (!terms.some(({ from, to }) => from <= on.day && on.day <= to)) continue;
    }
    const { days, unit } = rule.doneWithin;
    const due = calendar.dayAfter(on.day, days, unit);
    yield {
      slot,
      day,
      at: calendar.timeOn(on.day, rule.at),
      dueAt: calendar.endOf(due.day),
      provisional: on.provisional || due.provisional,
    };
  }
}

/** Days all left out, after which nothing is waited for (every Sunday that is a working day): another calendar may know one. */
const leftOutMax = 3660;

/** The slots after those raised that are due by the instant (epoch ms). */
export function slotsBetween(
  rule: DutyRule,
  almanac: Almanac,
  raised: Raised,
  until: number,
): TaskSlot[] {
  const slots: TaskSlot[] = [];
  for (const slot of slotsAfter(rule, almanac, raised)) {
    if (slot.at > until) break;
    slots.push(slot);
  }
  return slots;
}

/** The first slot after those raised, or null where the rule or the terms have come to their end. */
export function nextSlot(rule: DutyRule, almanac: Almanac, raised: Raised): TaskSlot | null {
  for (const slot of slotsAfter(rule, almanac, raised)) return slot;
  return null;
}

/** The day the task is raised on; null where it is left out. */
function dayFor({ rhythm, nonWorking }: DutyRule, day: string, calendar: Calendar) {
  const handling = rhythm.kind === 'workdays' ? 'skip' : nonWorking;
  switch (handling) {
    case 'keep':
      return { day, provisional: false };
    case 'next':
    case 'previous':
      return calendar.roll(day, handling);
    case 'skip': {
      const { working, known } = calendar.standingOf(day);
      return working ? { day, provisional: !known } : null;
    }
  }
}
