/** When a notice may go: in working time, with the day's digest, and each person at the same place. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cnStateCouncil } from '../../../../src/calendar/cn-state-council.ts';
import { createWorkCalendar } from '../../../../src/calendar/work-calendar.ts';
import { placeOf, scheduleOf } from '../../../../src/engine/notices/schedule.ts';
import {
  sendingRulesSchema,
  type SendingRules,
  type Urgency,
} from '../../../../src/engine/notices/sending-rules.ts';

const calendar = createWorkCalendar({ zone: 'Asia/Shanghai', layers: [cnStateCouncil] });
const at = (local: string) => Date.parse(`${local}:00+08:00`);
const printed = (instant: number) => calendar.print(instant).slice(0, 16);
const rules = sendingRulesSchema.parse({ spreadMinutes: 0 });

/** When it may go, as the local clock reads. */
function goes(
  urgency: Urgency,
  owed: string,
  {
    now = owed,
    lastDigestOn = null as string | null,
    ...given
  }: Partial<SendingRules> & {
    now?: string;
    lastDigestOn?: string | null;
  } = {},
): string {
  const schedule = scheduleOf({ personId: 'he', lastDigestOn }, { ...rules, ...given }, calendar);
  return printed(schedule.mayGoAt(urgency, at(owed), at(now)));
}

describe('word of what somebody has just done', () => {
  test.each(['2026-03-04T10:00', '2026-03-04T23:00', '2026-03-07T03:00'])(
    'goes at once, at whatever time: %s',
    (time) => {
      expect(goes('atOnce', time)).toBe(time);
    },
  );
});

describe('what is due on the day', () => {
  // 4 March 2026 is a Wednesday, 7 March a Saturday; 1 to 5 May are holidays, and 9 May is worked.
  test.each([
    ['2026-03-04T10:00', '2026-03-04T10:00'],
    ['2026-03-04T06:59', '2026-03-04T08:00'],
    ['2026-03-04T19:59', '2026-03-04T19:59'],
    ['2026-03-04T20:00', '2026-03-05T08:00'],
    ['2026-03-06T20:00', '2026-03-09T08:00'],
    ['2026-03-07T09:00', '2026-03-09T08:00'],
    ['2026-05-02T09:00', '2026-05-06T08:00'],
    ['2026-05-09T09:00', '2026-05-09T09:00'],
  ])('and owed at %s goes at %s: in working hours', (owed, expected) => {
    expect(goes('workingHours', owed)).toBe(expected);
  });

  test('goes at any time where no window is set', () => {
    expect(goes('workingHours', '2026-03-07T03:00', { window: null })).toBe('2026-03-07T03:00');
  });

  test('that could not go in its working hours waits for the next', () => {
    expect(goes('workingHours', '2026-03-06T10:00', { now: '2026-03-07T11:00' })).toBe(
      '2026-03-09T08:00',
    );
  });
});

describe('a reminder', () => {
  test.each([
    ['2026-03-04T09:00', '2026-03-04T09:10'],
    ['2026-03-04T09:10', '2026-03-04T09:10'],
    ['2026-03-07T09:00', '2026-03-09T09:10'],
    ['2026-05-01T09:00', '2026-05-06T09:10'],
  ])('owed at %s goes with the digest of %s', (owed, expected) => {
    expect(goes('digest', owed)).toBe(expected);
  });

  test('owed after a digest that had nothing to say makes that day’s digest late', () => {
    expect(goes('digest', '2026-03-04T14:00')).toBe('2026-03-04T14:00');
    expect(goes('digest', '2026-03-04T21:00', { now: '2026-03-04T21:00' })).toBe(
      '2026-03-05T09:10',
    );
  });

  test('owed after the day’s digest waits for the next working day’s', () => {
    const lastDigestOn = '2026-03-06';
    expect(goes('digest', '2026-03-06T14:00', { lastDigestOn })).toBe('2026-03-09T09:10');
    expect(goes('digest', '2026-03-07T09:00', { lastDigestOn })).toBe('2026-03-09T09:10');
  });

  test('that missed its digest goes with the next one, not before it', () => {
    const now = '2026-03-09T08:30';
    expect(goes('digest', '2026-03-06T14:00', { now })).toBe('2026-03-09T09:10');
  });

  test('goes like anything due on the day where there are no digests', () => {
    expect(goes('digest', '2026-03-07T09:00', { digestAt: null })).toBe('2026-03-09T08:00');
  });
});

describe('whatever the rules', () => {
  const instants = fc.integer({ min: at('2025-12-01T00:00'), max: at('2027-02-01T00:00') });
  const someRules = fc
    .record({
      window: fc.constantFrom(
        null,
        { from: '08:00', until: '20:00' },
        { from: '09:00', until: '17:30' },
      ),
      digestAt: fc.constantFrom(null, '09:10', '16:00'),
      spreadMinutes: fc.constantFrom(0, 10, 90),
    })
    .map((given) => sendingRulesSchema.parse(given));
  const urgencies = fc.constantFrom<Urgency>('atOnce', 'workingHours', 'digest');
  const people = fc.string({ minLength: 1, maxLength: 12 });

  test('nothing is put off for good: waiting until it may go, it may go', () => {
    fc.assert(
      fc.property(
        someRules,
        urgencies,
        instants,
        fc.nat({ max: 20 * 86_400_000 }),
        people,
        fc.option(fc.constantFrom('2026-01-05', '2026-03-04', '2026-10-08')),
        (given, urgency, owedAt, waitedMs, personId, lastDigestOn) => {
          const schedule = scheduleOf({ personId, lastDigestOn }, given, calendar);
          let now = owedAt + waitedMs;
          for (let looks = 0; ; looks += 1) {
            expect(looks).toBeLessThan(4);
            const next = schedule.mayGoAt(urgency, owedAt, now);
            expect(next).toBeGreaterThanOrEqual(now);
            if (next === now) break;
            now = next;
          }
          if (urgency === 'atOnce' || given.window === null) return;
          // With its place in the spread it may come a little after the window, never before it.
          const day = calendar.dayOf(now);
          expect(calendar.standingOf(day).working).toBe(true);
          expect(now).toBeGreaterThanOrEqual(calendar.timeOn(day, given.window.from));
        },
      ),
    );
  });

  test('the next day’s messages are counted anew in the first working hour after midnight', () => {
    fc.assert(
      fc.property(someRules, instants, people, (given, now, personId) => {
        const next = scheduleOf({ personId, lastDigestOn: null }, given, calendar).nextDayAt(now);
        expect(calendar.dayOf(next) > calendar.dayOf(now)).toBe(true);
      }),
    );
  });
});

describe('the place in the spread', () => {
  test('is a person’s own, the same every time, and within the spread', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 0, max: 240 }), (personId, minutes) => {
        const place = placeOf(personId, minutes);
        expect(place).toBe(placeOf(personId, minutes));
        expect(place).toBeGreaterThanOrEqual(0);
        expect(place < minutes * 60_000 || minutes === 0).toBe(true);
      }),
    );
  });

  test('spreads many people evenly: no minute of ten has more than a seventh of 10,000', () => {
    const minutes = Array.from({ length: 10 }, () => 0);
    for (let no = 0; no < 10_000; no += 1) {
      const minute = Math.floor(placeOf(`person-${no}`, 10) / 60_000);
      minutes[minute] = (minutes[minute] ?? 0) + 1;
    }
    expect(Math.max(...minutes)).toBeLessThan(10_000 / 7);
    expect(Math.min(...minutes)).toBeGreaterThan(10_000 / 14);
  });
});
