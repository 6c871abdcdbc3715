/** Calendars for tests, and a second way of counting: day by day, as one would on paper. */
import { cnStateCouncil } from '../../../src/calendar/cn-state-council.ts';
import { createWorkCalendar } from '../../../src/calendar/work-calendar.ts';
import type { Calendar } from '../../../src/engine/calendar-port.ts';
import { RectiflowError } from '../../../src/errors.ts';

export const china = createWorkCalendar({ zone: 'Asia/Shanghai', layers: [cnStateCouncil] });

/** The zone's calendar; its working days are of no matter. */
export const inZone = (zone: string) => createWorkCalendar({ zone, layers: [cnStateCouncil] });

/** A base with nothing in it, and what is to be changed about it. */
export const base = (changes: Record<string, unknown> = {}) => ({
  kind: 'base',
  id: 'base',
  version: 1,
  title: 'Base',
  weekend: [6, 7],
  covers: { from: '2026-01-01', to: '2026-12-31' },
  notices: [],
  ...changes,
});

export const addition = (changes: Record<string, unknown> = {}) => ({
  kind: 'addition',
  id: 'school',
  version: 3,
  title: '示例学校校历',
  ...changes,
});

export const calendarOf = (...layers: readonly unknown[]) =>
  createWorkCalendar({ zone: 'Asia/Shanghai', layers });

/** The lines the layers are refused with; fails where they are taken. */
export function refusalOf(...layers: readonly unknown[]): readonly string[] {
  try {
    calendarOf(...layers);
  } catch (error) {
    if (!(error instanceof RectiflowError) || error.code !== 'calendar_invalid') throw error;
    return error.message.split('\n  ').slice(1);
  }
  throw new Error('the layers were taken');
}

export const onward = (day: string, days: number) =>
  new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

/** Every day from the one to the other, both included. */
export function everyDay(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day <= to; day = onward(day, 1)) days.push(day);
  return days;
}

export type WalkCalendar = Pick<Calendar, 'standingOf'>;

/** The `count`-th working day after `day` (before it when negative), and whether a day on the way was not known. */
export function walk(calendar: WalkCalendar, day: string, count: number) {
  let [at, left, provisional] = [day, Math.abs(count), false];
  while (left > 0) {
    at = onward(at, Math.sign(count));
    const { working, known } = calendar.standingOf(at);
    if (working) left -= 1;
    if (!known) provisional = true;
  }
  return { day: at, provisional };
}
