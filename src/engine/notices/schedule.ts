/** From when on a notice may go out. Pure: the working calendar, the rules and the person decide. */
import type { Calendar } from '../calendar-port.ts';
import type { SendingRules, Urgency } from './sending-rules.ts';

export type SendingDays = Pick<Calendar, 'dayOf' | 'timeOn' | 'roll' | 'dayAfter'>;

export interface Recipient {
  readonly personId: string;
  /** The last day a digest went out to this person, or null. */
  readonly lastDigestOn: string | null;
}

/** The instants of one person under one set of rules and days. All are epoch ms. */
export interface Schedule {
  /** The first instant at or after `now` at which a notice owed at `owedAt` may go; `now` itself where it may. */
  mayGoAt(urgency: Urgency, owedAt: number, now: number): number;
  /** When today's messages no longer count: the first working hour of a later day. */
  nextDayAt(now: number): number;
}

export function scheduleOf(
  { personId, lastDigestOn }: Recipient,
  { window, digestAt, spreadMinutes }: SendingRules,
  calendar: SendingDays,
): Schedule {
  const place = placeOf(personId, spreadMinutes);

  const workdayAfter = (day: string) => calendar.dayAfter(day, 1, 'workday').day;
  const rolled = (day: string) => calendar.roll(day, 'next').day;

  /** `at` where it lies in the window, or the next time the window opens. */
  const openAt = (at: number): number => {
    if (window === null) return at;
    const day = calendar.dayOf(at);
    const workday = rolled(day);
    if (workday !== day) return calendar.timeOn(workday, window.from);
    if (at < calendar.timeOn(day, window.until)) {
      return Math.max(at, calendar.timeOn(day, window.from));
    }
    return calendar.timeOn(workdayAfter(day), window.from);
  };

  /** The first instant at or after `at` at which a digest may go: after a downtime it is late, not left out. */
  const digestFrom = (at: number, time: string): number => {
    const day = calendar.dayOf(at);
    const isSent = lastDigestOn !== null && lastDigestOn >= day;
    const isOver = window !== null && at >= calendar.timeOn(day, window.until);
    const workday = isSent || isOver ? workdayAfter(later(day, lastDigestOn)) : rolled(day);
    const digest = calendar.timeOn(workday, time) + place;
    return workday === day ? Math.max(at, digest) : digest;
  };

  return {
    mayGoAt(urgency, owedAt, now) {
      if (urgency === 'atOnce') return now;
      if (urgency === 'digest' && digestAt !== null) return digestFrom(now, digestAt);
      const turn = openAt(owedAt) + place;
      if (turn > now) return turn;
      // What could not go in its hour waits for the next.
      const opening = openAt(now);
      return opening === now ? now : opening + place;
    },
    nextDayAt(now) {
      const tomorrow = calendar.dayAfter(calendar.dayOf(now), 1, 'day').day;
      return openAt(calendar.timeOn(tomorrow, '00:00')) + place;
    },
  };
}

/** Where in the spread the person has their place (ms): the same every day, so that mails come when they always come. */
export function placeOf(personId: string, spreadMinutes: number): number {
  if (spreadMinutes === 0) return 0;
  // FNV-1a: an even spread is all that is asked of it.
  let hash = 0x81_1c_9d_c5;
  for (const character of personId) {
    hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93);
  }
  return (hash >>> 0) % (spreadMinutes * 60_000);
}

function later(day: string, other: string | null): string {
  return other === null || other < day ? day : other;
}
