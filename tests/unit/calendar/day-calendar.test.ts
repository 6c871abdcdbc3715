import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { createDayCalendar } from '../../../src/calendar/day-calendar.ts';
import { RectiflowError } from '../../../src/errors.ts';

const dayMs = 86_400_000;
const shanghai = createDayCalendar('Asia/Shanghai');
const days = (count: number) => ({ days: count, unit: 'day' }) as const;

/** Zones that put their clocks forward by an hour, by half an hour, at midnight, back to midnight, and not at all. */
const zones = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Havana',
  'Atlantic/Azores',
  'Africa/Cairo',
  'America/St_Johns',
  'Pacific/Chatham',
];

/** An instant written with its offset. */
const at = (iso: string) => Date.parse(iso);

describe('the zone', () => {
  test.each(zones)('%s is known, and counts days only', (zone) => {
    expect(createDayCalendar(zone)).toMatchObject({ zone, units: ['day'] });
  });

  test.each(['', 'Shanghai', 'Asia/Nowhere', '+08', 'local', 'UTC+8 ', '../etc'])(
    '"%s" stops the start, with the name in the message',
    (zone) => {
      expect(() => createDayCalendar(zone)).toThrow(RectiflowError);
      expect(() => createDayCalendar(zone)).toThrow(`没有这个时区 / no such time zone: "${zone}"`);
      expect(() => createDayCalendar(zone)).toThrow(
        expect.objectContaining({ code: 'config_invalid' }) as Error,
      );
    },
  );
});

describe('a day in Shanghai', () => {
  test.each([
    ['2024-03-01T00:00:00.000+08:00', '2024-03-01'],
    ['2024-03-01T23:59:59.999+08:00', '2024-03-01'],
    ['2024-02-29T16:00:00.000Z', '2024-03-01'],
    ['2024-02-29T15:59:59.999Z', '2024-02-29'],
  ])('%s belongs to %s', (instant, day) => {
    expect(shanghai.dayOf(at(instant))).toBe(day);
  });

  test('ends at 24:00', () => {
    expect(shanghai.endOf('2024-02-29')).toEqual({
      at: at('2024-03-01T00:00:00+08:00'),
      provisional: false,
    });
  });

  test('instants are printed with the offset, to the millisecond', () => {
    expect(shanghai.print(at('2024-02-29T16:00:00.007Z'))).toBe('2024-03-01T00:00:00.007+08:00');
    expect(createDayCalendar('America/St_Johns').print(at('2024-07-01T00:00:00Z'))).toBe(
      '2024-06-30T21:30:00.000-02:30',
    );
  });
});

describe('a period', () => {
  test.each([
    ['2024-03-01T10:00+08:00', 1, '2024-03-03T00:00+08:00'],
    ['2024-03-01T00:00+08:00', 1, '2024-03-03T00:00+08:00'],
    ['2024-03-01T23:59:59.999+08:00', 1, '2024-03-03T00:00+08:00'],
    ['2024-02-28T10:00+08:00', 1, '2024-03-01T00:00+08:00'],
    ['2023-02-28T10:00+08:00', 1, '2023-03-02T00:00+08:00'],
    ['2024-12-31T10:00+08:00', 1, '2025-01-02T00:00+08:00'],
    ['2024-03-01T10:00+08:00', 30, '2024-04-01T00:00+08:00'],
    ['2024-03-01T10:00+08:00', 365, '2025-03-02T00:00+08:00'],
  ])('from %s of %d days ends at %s: the first day is not counted', (from, count, due) => {
    expect(shanghai.dueAfter(at(from), days(count))).toEqual({ at: at(due), provisional: false });
  });

  test('is counted in the organisation’s zone, whatever the instant is called elsewhere', () => {
    // Still 29 February in London, already 1 March in Shanghai.
    expect(shanghai.dueAfter(at('2024-02-29T18:00Z'), days(1)).at).toBe(
      at('2024-03-03T00:00+08:00'),
    );
  });

  test.each(zones)('in %s ends at a local midnight, that of its last day', (zone) => {
    const calendar = createDayCalendar(zone);
    const start = DateTime.fromISO('2024-01-15T13:37', { zone });
    for (let count = 0; count < 400; count += 1) {
      const due = calendar.dueAfter(start.toMillis(), days(count)).at;
      const last = start.plus({ days: count }).toISODate();
      expect(calendar.dayOf(due - 1)).toBe(last);
      expect(calendar.dayOf(due)).toBe(start.plus({ days: count + 1 }).toISODate());
      expect(due).toBe(calendar.endOf(last ?? '').at);
    }
  });

  test.each(zones)('one day longer ends one local day later in %s, over 400 days', (zone) => {
    const calendar = createDayCalendar(zone);
    fc.assert(
      fc.property(
        fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2029-12-31T00:00Z') }),
        (from) => {
          let due = calendar.dueAfter(from, days(1)).at;
          for (let count = 1; count < 400; count += 1) {
            const next = calendar.dueAfter(from, days(count + 1)).at;
            // The day between the two: it begins with the one and ends with the other.
            expect(calendar.dayOf(due)).toBe(calendar.dayOf(next - 1));
            expect(calendar.dayOf(due)).not.toBe(calendar.dayOf(due - 1));
            expect(Math.abs(next - due - dayMs)).toBeLessThanOrEqual(dayMs / 24);
            due = next;
          }
        },
      ),
      { numRuns: 5 },
    );
  });

  test.each([
    // The hour from 00:00 to 01:00 was left out on 10 March: that day began at 01:00.
    ['America/Havana', '2024-03-09T12:00-05:00', 0, '2024-03-10T01:00-04:00'],
    ['America/Havana', '2024-03-10T12:00-04:00', 0, '2024-03-11T00:00-04:00'],
    ['America/Havana', '2024-03-09T12:00-05:00', 1, '2024-03-11T00:00-04:00'],
    // In Berlin the day has 23 hours and then, in autumn, 25.
    ['Europe/Berlin', '2024-03-30T12:00+01:00', 1, '2024-04-01T00:00+02:00'],
    ['Europe/Berlin', '2024-10-26T12:00+02:00', 1, '2024-10-28T00:00+01:00'],
    // On Lord Howe half an hour.
    ['Australia/Lord_Howe', '2024-10-05T12:00+10:30', 1, '2024-10-07T00:00+11:00'],
  ])('in %s from %s of %d days ends at %s', (zone, from, count, due) => {
    expect(createDayCalendar(zone).dueAfter(at(from), days(count)).at).toBe(at(due));
  });

  test.each([
    ['2024-03-09', '2024-03-10T01:00-04:00'],
    ['2024-03-10', '2024-03-11T00:00-04:00'],
    // At 01:00 on 3 November clocks went back: that day had two midnights, and began with the first.
    ['2024-11-02', '2024-11-03T00:00-04:00'],
    ['2024-11-03', '2024-11-04T00:00-05:00'],
  ])('the end of %s in Havana is %s', (day, end) => {
    expect(createDayCalendar('America/Havana').endOf(day).at).toBe(at(end));
  });
});

describe('a rung', () => {
  const due = at('2024-04-01T00:00+08:00');

  test.each([
    [0, '2024-03-31T09:00+08:00'],
    [-3, '2024-03-28T09:00+08:00'],
    [-31, '2024-02-29T09:00+08:00'],
    [1, '2024-04-01T09:00+08:00'],
    [30, '2024-04-30T09:00+08:00'],
  ])('%d days from the due day is at the hour given', (offset, instant) => {
    expect(shanghai.atOffset(due, offset, 'day', '09:00')).toEqual({
      at: at(instant),
      provisional: false,
    });
  });

  test('the due day is the one that ends with the due instant, or that it lies in', () => {
    for (const instant of ['2024-03-31T00:00:00.001+08:00', '2024-03-31T17:30+08:00']) {
      expect(shanghai.atOffset(at(instant), 0, 'day', '09:00').at).toBe(
        at('2024-03-31T09:00+08:00'),
      );
    }
  });

  test('goes off at the minute given', () => {
    expect(shanghai.atOffset(due, 0, 'day', '00:00').at).toBe(at('2024-03-31T00:00+08:00'));
    expect(shanghai.atOffset(due, 0, 'day', '23:59').at).toBe(at('2024-03-31T23:59+08:00'));
  });

  test.each(zones)('at 09:00 is at 09:00 local time on every day of 400, in %s', (zone) => {
    const calendar = createDayCalendar(zone);
    const dueAt = calendar.endOf('2024-06-15').at;
    let before = '';
    for (let offset = -200; offset < 200; offset += 1) {
      const instant = calendar.atOffset(dueAt, offset, 'day', '09:00').at;
      const local = calendar.print(instant);
      expect(local.slice(10, 23)).toBe('T09:00:00.000');
      expect(local.slice(0, 10)).toBe(
        DateTime.fromISO('2024-06-15').plus({ days: offset }).toISODate(),
      );
      expect(local > before).toBe(true);
      before = local;
    }
  });

  test('at a time the clocks leave out goes off when they are put forward, on the same day', () => {
    const berlin = createDayCalendar('Europe/Berlin');
    const instant = berlin.atOffset(berlin.endOf('2024-03-31').at, 0, 'day', '02:30').at;
    expect(berlin.print(instant)).toBe('2024-03-31T03:30:00.000+02:00');
  });

  test('at a time that comes twice goes off once, the first time', () => {
    const berlin = createDayCalendar('Europe/Berlin');
    const instant = berlin.atOffset(berlin.endOf('2024-10-27').at, 0, 'day', '02:30').at;
    expect(berlin.print(instant)).toBe('2024-10-27T02:30:00.000+02:00');
  });
});

describe('a remainder', () => {
  test('is exact, and a clock let run on is due exactly that much later', () => {
    const instant = fc.integer({ min: 0, max: 4_000_000_000_000 });
    fc.assert(
      fc.property(instant, instant, instant, (heldAt, dueAt, releasedAt) => {
        const left = shanghai.remainderOf(heldAt, dueAt, 'day');
        expect(left).toEqual({ unit: 'day', ms: dueAt - heldAt });
        expect(shanghai.dueFrom(releasedAt, left)).toEqual({
          at: dueAt + (releasedAt - heldAt),
          provisional: false,
        });
      }),
    );
  });
});

test('working days are refused wherever they are asked for: there is no data for them', () => {
  const refusal = expect.objectContaining({ code: 'calendar_not_covered' }) as Error;
  expect(() => shanghai.dueAfter(0, { days: 1, unit: 'workday' })).toThrow(refusal);
  expect(() => shanghai.atOffset(0, 1, 'workday', '09:00')).toThrow(refusal);
  expect(() => shanghai.remainderOf(0, 1, 'workday')).toThrow(refusal);
  expect(() => shanghai.dueFrom(0, { unit: 'workday', ms: 1 })).toThrow(refusal);
});
