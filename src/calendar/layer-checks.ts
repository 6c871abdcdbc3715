/** What a calendar layer must keep to beyond its shape: every slip is named with the place it stands at. */
import type { z } from 'zod';
import type { AdditionLayer, BaseLayer } from './calendar-data.ts';
import { dayNumberOf, numbersIn, weekdayOf, type Period } from './day-number.ts';

/** What the days of a layer are told by: a notice, or an addition. */
interface NamedDays {
  readonly holidays: readonly (Period & { readonly name: string })[];
  readonly workdays: readonly { readonly day: string; readonly name: string }[];
}

type Path = readonly (string | number)[];
type Complain = (path: Path, message: string) => void;

/** A thousand years: as many days as there are to be named. */
const daysMax = 400_000;

export function checkBase(layer: BaseLayer, context: z.RefinementCtx): void {
  // Called for wrong shapes too; what is no day cannot be counted.
  if (context.issues.length > 0) return;
  const complain = complaintsOf(context);
  if (!runsForward(layer.covers, ['covers'], complain)) return;
  if (isTooLong(layer.notices, complain)) return;
  /** Whether a day named by the notices so far works. */
  const named = new Map<number, boolean>();
  const works = (day: number) => named.get(day) ?? !layer.weekend.includes(weekdayOf(day));
  for (const [index, notice] of layer.notices.entries()) {
    const path = ['notices', index];
    const before = layer.notices.slice(0, index);
    if (before.some(({ source }) => source === notice.source)) {
      complain([...path, 'source'], `"${notice.source}" is given twice`);
    }
    if (notice.issued < (before.at(-1)?.issued ?? notice.issued)) {
      complain([...path, 'issued'], 'notices must be in the order they were issued');
    }
    checkCovered(notice, layer.covers, path, complain);
    checkNamedOnce(notice, path, complain);
    for (const [place, { day }] of notice.workdays.entries()) {
      if (!works(dayNumberOf(day))) continue;
      complain([...path, 'workdays', place, 'day'], `${day} is a working day without it`);
    }
    for (const holiday of notice.holidays)
      for (const day of numbersIn(holiday)) named.set(day, false);
    for (const { day } of notice.workdays) named.set(dayNumberOf(day), true);
  }
}

export function checkAddition(layer: AdditionLayer, context: z.RefinementCtx): void {
  if (context.issues.length > 0) return;
  const complain = complaintsOf(context);
  const terms = new Set<string>();
  for (const [index, term] of layer.terms.entries()) {
    runsForward(term, ['terms', index], complain);
    if (terms.has(term.name)) complain(['terms', index, 'name'], `"${term.name}" is given twice`);
    terms.add(term.name);
  }
  if (!isTooLong([layer], complain)) checkNamedOnce(layer, [], complain);
}

function complaintsOf(context: z.RefinementCtx): Complain {
  return (path, message) => context.addIssue({ code: 'custom', path: [...path], message });
}

function runsForward({ from, to }: Period, path: Path, complain: Complain): boolean {
  if (from <= to) return true;
  complain([...path, 'to'], `${to} lies before ${from}`);
  return false;
}

function isTooLong(sources: readonly NamedDays[], complain: Complain): boolean {
  const days = sources
    .flatMap(({ holidays }) => holidays)
    .reduce((sum, { from, to }) => sum + Math.max(0, dayNumberOf(to) - dayNumberOf(from) + 1), 0);
  if (days > daysMax) complain([], `its holidays are ${days} days long; ${daysMax} at most`);
  return days > daysMax;
}

function checkCovered(
  { holidays, workdays }: NamedDays,
  covers: Period,
  path: Path,
  complain: Complain,
): void {
  const check = (day: string, place: Path) => {
    if (day >= covers.from && day <= covers.to) return;
    const message = `${day} lies outside the days covered, ${covers.from} to ${covers.to}`;
    complain([...path, ...place], message);
  };
  for (const [index, { from, to }] of holidays.entries()) {
    check(from, ['holidays', index, 'from']);
    if (to !== from) check(to, ['holidays', index, 'to']);
  }
  for (const [index, { day }] of workdays.entries()) check(day, ['workdays', index, 'day']);
}

/** One source must not say two things of one day; to say the same twice is harmless. */
function checkNamedOnce({ holidays, workdays }: NamedDays, path: Path, complain: Complain): void {
  const names = new Map<number, string>();
  for (const [index, holiday] of holidays.entries()) {
    const place = [...path, 'holidays', index];
    if (!runsForward(holiday, place, complain)) continue;
    const other = numbersIn(holiday).map((day) => names.get(day));
    const clash = other.find((name) => name !== undefined && name !== holiday.name);
    if (clash !== undefined) {
      complain([...place, 'name'], `"${holiday.name}" has a day that is already "${clash}"`);
    }
    for (const day of numbersIn(holiday)) names.set(day, holiday.name);
  }
  const working = new Map<string, string>();
  for (const [index, { day, name }] of workdays.entries()) {
    const place = [...path, 'workdays', index];
    const holiday = names.get(dayNumberOf(day));
    if (holiday !== undefined) {
      complain([...place, 'day'], `${day} is both a holiday ("${holiday}") and a workday`);
    }
    const clash = working.get(day) ?? name;
    if (clash !== name) complain([...place, 'name'], `${day} is already "${clash}"`);
    working.set(day, name);
  }
}
