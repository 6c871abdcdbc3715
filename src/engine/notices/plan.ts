/** From what waits for one person to the messages that go out now, and when to look at the rest again. Pure. */
import { scheduleOf, type Recipient, type SendingDays } from './schedule.ts';
import type { Manner, SendingRules } from './sending-rules.ts';

/** A notice nobody has put into a message yet. */
export interface WaitingNotice {
  readonly id: string;
  readonly owedAt: number;
  readonly manner: Manner;
}

/** One person on one channel, with what has gone out to them besides digests. */
export interface Waiting extends Recipient {
  readonly channel: string;
  readonly sentToday: number;
  readonly sentThisWeek: number;
  /** In the order they were owed. */
  readonly notices: readonly WaitingNotice[];
}

/** A message to be: one notice, or several in one. `digestOf` is the day it is the digest of. */
export interface PlannedMessage {
  readonly digestOf: string | null;
  readonly noticeIds: readonly string[];
}

export interface Postponed {
  readonly noticeId: string;
  /** Epoch ms; always ahead. */
  readonly until: number;
}

export interface MessagePlan {
  readonly messages: readonly PlannedMessage[];
  readonly postponed: readonly Postponed[];
}

export function planMessages(
  waiting: Waiting,
  now: number,
  rules: SendingRules,
  calendar: SendingDays,
): MessagePlan {
  const schedule = scheduleOf(waiting, rules, calendar);
  const [due, ahead] = split(waiting.notices, ({ owedAt, manner }) => {
    const at = schedule.mayGoAt(manner.urgency, owedAt, now);
    return at > now ? at : null;
  });
  const [forDigest, others] = halves(
    due,
    ({ manner }) => rules.digestAt !== null && manner.urgency === 'digest' && !manner.alone,
  );
  const [alone, together] = halves(others, ({ manner }) => manner.alone || rules.digestAt === null);
  const room = roomFor(waiting, rules);
  const digestGoes = forDigest.length > 0;
  // With a digest on its way, nothing else needs a message but what must be alone.
  const single = [...alone.map((notice) => [notice]), ...(digestGoes ? [] : listOf(together))];
  const beyond = single.slice(room).flat();
  const digestAt = schedule.mayGoAt('digest', now, now);
  const joined = digestGoes || (rules.digestAt !== null && beyond.length > 0 && digestAt <= now);
  const digest = joined ? [...forDigest, ...(digestGoes ? together : []), ...beyond] : [];
  const later = rules.digestAt === null ? schedule.nextDayAt(now) : digestAt;
  return {
    messages: [
      ...single.slice(0, room).map((notices) => message(null, notices)),
      ...listOf(digest).map((notices) => message(calendar.dayOf(now), notices)),
    ],
    postponed: [
      ...ahead.map(([{ id }, until]) => ({ noticeId: id, until })),
      ...(joined ? [] : beyond).map(({ id }) => ({ noticeId: id, until: later })),
    ],
  };
}

/** Messages that may still go today, besides the digest. */
function roomFor({ sentToday, sentThisWeek }: Waiting, { perDay, perWeek }: SendingRules): number {
  const left = Math.min((perDay ?? Infinity) - sentToday, (perWeek ?? Infinity) - sentThisWeek);
  return Math.max(left, 0);
}

function message(digestOf: string | null, notices: readonly WaitingNotice[]): PlannedMessage {
  return { digestOf, noticeIds: notices.map(({ id }) => id) };
}

/** The list as the only one of lists, or none where it is empty. */
function listOf<T>(list: readonly T[]): readonly (readonly T[])[] {
  return list.length === 0 ? [] : [list];
}

function halves<T>(list: readonly T[], holds: (item: T) => boolean): [T[], T[]] {
  return [list.filter(holds), list.filter((item) => !holds(item))];
}

/** Those the question has no answer for, and the others with theirs. */
function split<T, A>(list: readonly T[], ask: (item: T) => A | null): [T[], [T, A][]] {
  const [none, answered]: [T[], [T, A][]] = [[], []];
  for (const item of list) {
    const answer = ask(item);
    if (answer === null) none.push(item);
    else answered.push([item, answer]);
  }
  return [none, answered];
}
