/** Instants as notices say them: in the organisation's zone, with the offset, and how far away they are. */
import { dayNumber } from '../../machines/day-number.ts';
import { createZoneDays, type ZoneDays } from '../calendar/zone-days.ts';
import type { NoticeFacts } from './channel.ts';
import type { Term } from '../glossary.ts';

type ClockFacts = NonNullable<NoticeFacts['clock']>;

/** `2024-07-01 09:00 (UTC+08:00)`. */
export function instantText(at: number, zone: string): string {
  const { day, time, offset } = printed(at, zone);
  return `${day} ${time} (UTC${offset})`;
}

/** `2024-07-01`. */
export function dayText(at: number, zone: string): string {
  return daysIn(zone).dayOf(at);
}

/** The day a deadline belongs to: one at 24:00 is the day that then ends. */
export function dueDayText({ dueAt }: Pick<ClockFacts, 'dueAt'>, zone: string): string {
  return dayText(dueAt - 1, zone);
}

/** The deadline in full; one at the end of a day says 24:00, not the next day's 00:00. */
export function dueText({ dueAt }: Pick<ClockFacts, 'dueAt'>, zone: string): string {
  const { day, offset } = printed(dueAt - 1, zone);
  const endsDay = daysIn(zone).endOf(day) === dueAt;
  return endsDay ? `${day} 24:00 (UTC${offset})` : instantText(dueAt, zone);
}

/** How far away the deadline is, in calendar days: left, today, or over. */
export function timingWords({ kind, dueAt }: ClockFacts, now: number, zone: string): Term {
  const days = dayNumber(dayText(dueAt - 1, zone)) - dayNumber(dayText(now, zone));
  const over = Math.abs(days);
  if (days > 0) return { zh: `还有 ${days} 天`, en: `${counted(days)} left` };
  // A public notice that ran its course is not late.
  const ranOut = kind === 'notice';
  if (now < dueAt)
    return { zh: ranOut ? '今天届满' : '今天到期', en: ranOut ? 'ends today' : 'due today' };
  if (over === 0) return { zh: ranOut ? '已届满' : '已到期', en: ranOut ? 'over' : 'past due' };
  return ranOut
    ? { zh: `已届满 ${over} 天`, en: `over for ${counted(over)}` }
    : { zh: `已逾期 ${over} 天`, en: `${counted(over)} overdue` };
}

function counted(days: number): string {
  return days === 1 ? '1 day' : `${days} days`;
}

function printed(at: number, zone: string): { day: string; time: string; offset: string } {
  const [day = '', clock = ''] = daysIn(zone).print(at).split('T');
  return { day, time: clock.slice(0, 5), offset: clock.slice('hh:mm:ss.mmm'.length) };
}

/** An organisation has one zone, and every notice asks for it several times. */
const zones = new Map<string, ZoneDays>();

function daysIn(zone: string): ZoneDays {
  const known = zones.get(zone) ?? createZoneDays(zone);
  zones.set(zone, known);
  return known;
}
