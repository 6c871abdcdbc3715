/** What waits for one person becomes few messages: never a flood, and nothing is left out. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cnStateCouncil } from '../../../../src/calendar/cn-state-council.ts';
import { createWorkCalendar } from '../../../../src/calendar/work-calendar.ts';
import { planMessages, type Waiting } from '../../../../src/engine/notices/plan.ts';
import {
  sendingRulesSchema,
  type Manner,
  type SendingRules,
  type Urgency,
} from '../../../../src/engine/notices/sending-rules.ts';

const calendar = createWorkCalendar({ zone: 'Asia/Shanghai', layers: [cnStateCouncil] });
const at = (local: string) => Date.parse(`${local}:00+08:00`);
const rules = sendingRulesSchema.parse({ spreadMinutes: 0 });
/** A Wednesday. */
const morning = at('2026-03-04T09:10');

const news: Manner = { urgency: 'atOnce', alone: false };
const dueToday: Manner = { urgency: 'workingHours', alone: false };
const document: Manner = { urgency: 'workingHours', alone: true };
const reminder: Manner = { urgency: 'digest', alone: false };

interface Given extends Partial<Omit<Waiting, 'notices'>> {
  readonly now?: number;
  readonly rules?: SendingRules;
}

/** The messages as lists of ids; a digest is headed by its day. `later` tells what is put off, and until when. */
function planned(manners: Readonly<Record<string, Manner>>, given: Given = {}) {
  const { now = morning, rules: own = rules, ...waiting } = given;
  const notices = Object.entries(manners).map(([id, manner]) => ({ id, manner, owedAt: now }));
  const plan = planMessages(
    {
      personId: 'he',
      channel: 'mail',
      lastDigestOn: null,
      sentToday: 0,
      sentThisWeek: 0,
      ...waiting,
      notices,
    },
    now,
    own,
    calendar,
  );
  const messages = plan.messages.map(({ digestOf, noticeIds }) =>
    digestOf === null ? [...noticeIds] : [digestOf, ...noticeIds],
  );
  const later = plan.postponed.map(({ noticeId, until }) => [
    noticeId,
    calendar.print(until).slice(0, 16),
  ]);
  return { messages, later };
}

describe('what waits for one person', () => {
  test('is one message where several things have just happened', () => {
    expect(planned({ a: news, b: news, c: dueToday })).toEqual({
      messages: [['a', 'b', 'c']],
      later: [],
    });
  });

  test('joins the digest where that goes out anyway', () => {
    expect(planned({ a: reminder, b: news, c: reminder })).toEqual({
      messages: [['2026-03-04', 'a', 'c', 'b']],
      later: [],
    });
  });

  test('waits for the digest, while news goes', () => {
    const { lastDigestOn } = { lastDigestOn: '2026-03-04' };
    expect(planned({ a: reminder, b: news }, { lastDigestOn })).toEqual({
      messages: [['b']],
      later: [['a', '2026-03-05T09:10']],
    });
  });

  test('goes alone where it is a document in due form', () => {
    expect(planned({ a: document, b: reminder, c: document })).toEqual({
      messages: [['a'], ['c'], ['2026-03-04', 'b']],
      later: [],
    });
  });

  test('goes as it comes, one by one, where there are no digests', () => {
    const own = { ...rules, digestAt: null };
    expect(planned({ a: reminder, b: news, c: dueToday }, { rules: own })).toEqual({
      messages: [['a'], ['b'], ['c']],
      later: [],
    });
  });
});

describe('whoever has had enough messages for the day', () => {
  test('gets the rest with the digest of the day, where that is still to go', () => {
    const many = { a: document, b: document, c: document };
    const given = { sentToday: 8, rules: { ...rules, perDay: 9 } };
    expect(planned(many, given)).toEqual({
      messages: [['a'], ['2026-03-04', 'b', 'c']],
      later: [],
    });
  });

  test('gets the rest with the next digest, where it has gone', () => {
    const given = { sentToday: 10, lastDigestOn: '2026-03-04' };
    expect(planned({ a: document, b: news }, given)).toEqual({
      messages: [],
      later: [
        ['a', '2026-03-05T09:10'],
        ['b', '2026-03-05T09:10'],
      ],
    });
  });

  test('or for the week, waits for the digests of the next days', () => {
    const given = { sentThisWeek: 40, lastDigestOn: '2026-03-04' };
    expect(planned({ a: news }, given).later).toEqual([['a', '2026-03-05T09:10']]);
  });

  test('without digests waits for the next day', () => {
    const given = { sentToday: 10, rules: { ...rules, digestAt: null } };
    expect(planned({ a: news }, given)).toEqual({
      messages: [],
      later: [['a', '2026-03-05T08:00']],
    });
  });
});

describe('whatever waits', () => {
  const manners = fc.record({
    urgency: fc.constantFrom<Urgency>('atOnce', 'workingHours', 'digest'),
    alone: fc.boolean(),
  });
  const someRules = fc
    .record({
      window: fc.constantFrom(null, { from: '08:00', until: '20:00' }),
      digestAt: fc.constantFrom(null, '09:10', '16:00'),
      spreadMinutes: fc.constantFrom(0, 10),
      perDay: fc.constantFrom(null, 1, 3),
      perWeek: fc.constantFrom(null, 1, 10),
    })
    .map((given) => sendingRulesSchema.parse(given));
  const waitings = fc.record({
    lastDigestOn: fc.option(fc.constantFrom('2026-03-03', '2026-03-04')),
    sentToday: fc.nat({ max: 4 }),
    sentThisWeek: fc.nat({ max: 12 }),
    owed: fc.array(fc.tuple(manners, fc.nat({ max: 5 * 86_400_000 })), { maxLength: 12 }),
  });
  const instants = fc.integer({ min: at('2026-03-02T00:00'), max: at('2026-03-09T00:00') });

  test('each notice is in one message or put off to a later instant, and no limit is passed', () => {
    fc.assert(
      fc.property(someRules, waitings, instants, (own, { owed, ...given }, now) => {
        const notices = owed.map(([manner, agoMs], index) => ({
          id: String(index),
          manner,
          owedAt: now - agoMs,
        }));
        const waiting = { ...given, personId: 'he', channel: 'mail', notices };
        const { messages, postponed } = planMessages(waiting, now, own, calendar);
        const told = [
          ...messages.flatMap(({ noticeIds }) => noticeIds),
          ...postponed.map(({ noticeId }) => noticeId),
        ];
        expect(told.toSorted()).toEqual(notices.map(({ id }) => id).toSorted());
        for (const { until } of postponed) expect(until).toBeGreaterThan(now);
        for (const { noticeIds } of messages) expect(noticeIds).not.toEqual([]);
        const digests = messages.filter(({ digestOf }) => digestOf !== null);
        expect(digests.length).toBeLessThanOrEqual(1);
        for (const { digestOf } of digests) {
          expect(digestOf).toBe(calendar.dayOf(now));
          expect(digestOf).not.toBe(given.lastDigestOn);
        }
        const others = messages.length - digests.length;
        if (others === 0) return;
        expect(others).toBeLessThanOrEqual((own.perDay ?? Infinity) - given.sentToday);
        expect(others).toBeLessThanOrEqual((own.perWeek ?? Infinity) - given.sentThisWeek);
      }),
    );
  });

  test('in the end everything is told, in a few days', () => {
    fc.assert(
      fc.property(someRules, waitings, instants, (own, { owed, ...given }, begin) => {
        let notices = owed.map(([manner], index) => ({ id: String(index), manner, owedAt: begin }));
        let lastDigestOn: string | null = given.lastDigestOn;
        let { sentToday, sentThisWeek } = given;
        let now = begin;
        const patience = begin + 40 * 86_400_000;
        while (notices.length > 0) {
          const sent = { lastDigestOn, sentToday, sentThisWeek };
          const waiting = { ...sent, personId: 'he', channel: 'mail', notices };
          const { messages, postponed } = planMessages(waiting, now, own, calendar);
          const next = Math.min(...postponed.map(({ until }) => until));
          if (next === Infinity) break;
          const digest = messages.find(({ digestOf }) => digestOf !== null);
          lastDigestOn = digest?.digestOf ?? lastDigestOn;
          const others = messages.length - (digest === undefined ? 0 : 1);
          const isNewDay = calendar.dayOf(next) !== calendar.dayOf(now);
          // A week begins anew with every Monday; here, with every day: the limit is the day's.
          [sentToday, sentThisWeek] = isNewDay
            ? [0, 0]
            : [sentToday + others, sentThisWeek + others];
          const left = new Set(postponed.map(({ noticeId }) => noticeId));
          notices = notices.filter(({ id }) => left.has(id));
          now = next;
          expect(now).toBeLessThan(patience);
        }
      }),
    );
  });
});
