/** A base and what lies over it → what is said of each day that is named, the later word last. */
import type { z } from 'zod';
import { unusable } from '../data-file.ts';
import type { DayReason, DayStanding } from '../engine/calendar-port.ts';
import {
  calendarLayerSchema,
  type AdditionLayer,
  type BaseLayer,
  type CalendarLayer,
} from './calendar-data.ts';
import { dayNumberOf, numbersIn } from './day-number.ts';

/** The base, and the additions from the lowest to the highest. */
export interface Layers {
  readonly base: BaseLayer;
  readonly additions: readonly AdditionLayer[];
}

/** Checks layers given in any shape; throws `calendar_invalid` with one line per problem. */
export function checkedLayers(raw: readonly unknown[]): Layers {
  const problems: string[] = [];
  const layers: CalendarLayer[] = [];
  for (const [index, one] of raw.entries()) {
    const parsed = calendarLayerSchema.safeParse(one);
    if (parsed.success) layers.push(parsed.data);
    else problems.push(...parsed.error.issues.map((issue) => lineOf(issue, index)));
  }
  const bases = layers.filter((layer) => layer.kind === 'base');
  const additions = layers.filter((layer) => layer.kind === 'addition');
  const ids = layers.map(({ id }) => id);
  for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index))) {
    problems.push(`two layers are named "${id}"`);
  }
  const [base] = bases;
  if (problems.length === 0 && bases.length !== 1) {
    problems.push(`one layer of kind "base" is needed; there are ${bases.length}`);
  }
  if (base === undefined || problems.length > 0) throw unusable('calendar_invalid', problems);
  return { base, additions };
}

function lineOf({ path, message }: z.core.$ZodIssue, index: number): string {
  return `layers.${[index, ...path].map(String).join('.')}: ${message}`;
}

/** E.g. `cn@2026+school@3`. */
export function versionOf({ base, additions }: Layers): string {
  return [base, ...additions].map(({ id, version }) => `${id}@${version}`).join('+');
}

/** The days the layers name, by number. Later notices win over earlier ones, additions over the base. */
export function namedDays({ base, additions }: Layers): ReadonlyMap<number, DayStanding> {
  const days = new Map<number, DayStanding>();
  const say = (numbers: readonly number[], reason: DayReason, name: string, source: string) => {
    const working = reason === 'makeUpWorkday' || reason === 'organisationWorkday';
    const standing = Object.freeze({ working, reason, name, source, known: true });
    for (const number of numbers) days.set(number, standing);
  };
  for (const { holidays, workdays, source } of base.notices) {
    for (const holiday of holidays) say(numbersIn(holiday), 'holiday', holiday.name, source);
    for (const { day, name } of workdays) say([dayNumberOf(day)], 'makeUpWorkday', name, source);
  }
  for (const { holidays, workdays, title } of additions) {
    for (const holiday of holidays) {
      say(numbersIn(holiday), 'organisationHoliday', holiday.name, holiday.source ?? title);
    }
    for (const { day, name, source } of workdays) {
      say([dayNumberOf(day)], 'organisationWorkday', name, source ?? title);
    }
  }
  return days;
}
