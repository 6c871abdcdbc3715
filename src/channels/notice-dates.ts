/** Instants as notices say them: in the organisation's zone, with the offset, and how far away they are. */
import { DateTime } from 'luxon';
import type { NoticeFacts } from './channel.ts';
import type { Term } from '../glossary.ts';

type ClockFacts = NonNullable<NoticeFacts['clock']>;

/** `2024-07-01 09:00 (UTC+08:00)`. */
export function instantText(at: number, zone: string): string {
  return local(at, zone).toFormat("yyyy-MM-dd HH:mm '(UTC'ZZ')'");
}

/** `2024-07-01`. */
export function dayText(at: number, zone: string): string {
  return local(at, zone).toFormat('yyyy-MM-dd');
}

/** The day a deadline belongs to: one at 24:00 is the day that then ends. */
export function dueDayText({ dueAt }: Pick<ClockFacts, 'dueAt'>, zone: string): string {
  return dayText(dueAt - 1, zone);
}

/** The deadline in full; one at the end of a day says 24:00, not the next day's 00:00. */
export function dueText({ dueAt }: Pick<ClockFacts, 'dueAt'>, zone: string): string {
  const endsDay = local(dueAt, zone).startOf('day').toMillis() === dueAt;
  return endsDay
    ? local(dueAt - 1, zone).toFormat("yyyy-MM-dd '24:00 (UTC'ZZ')'")
    : instantText(dueAt, zone);
}

/** How far away the deadline is, in calendar days: left, today, or over. */
export function timingWords({ kind, dueAt }: ClockFacts, now: number, zone: string): Term {
  const dueDay = local(dueAt - 1, zone).startOf('day');
  const days = Math.round(dueDay.diff(local(now, zone).startOf('day'), 'days').days);
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

function local(at: number, zone: string): DateTime {
  return DateTime.fromMillis(at, { zone });
}
