import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cnStateCouncil } from '../../../src/calendar/cn-state-council.ts';
import { report } from '../../support/report.ts';
import { addition, base, calendarOf, china, everyDay, onward, walk } from './calendars.ts';

const runs = Number(process.env['PROPERTY_RUNS'] ?? 1_000) * 100;

/** An organisation that closes for a long time, opens at odd hours, and plans beyond the horizon. */
const school = calendarOf(
  cnStateCouncil,
  addition({
    holidays: [
      { name: '校庆日', from: '2024-02-29', to: '2024-02-29' },
      { name: '大修停课', from: '2025-03-03', to: '2026-04-06' },
      { name: '元旦', from: '2027-01-01', to: '2027-01-03' },
    ],
    workdays: [
      { day: '2024-12-31', name: '年终盘点' },
      { day: '2026-12-26', name: '年终盘点' },
      { day: '2027-01-09', name: '补课' },
    ],
  }),
);
const calendars = [
  { name: 'China', calendar: china },
  { name: 'a school', calendar: school },
  { name: 'a place that never rests', calendar: calendarOf(base({ weekend: [] })) },
  { name: 'a place with another weekend', calendar: calendarOf(base({ weekend: [5, 6] })) },
  {
    name: 'a place that works on Wednesdays',
    calendar: calendarOf(base({ weekend: [1, 2, 4, 5, 6, 7] })),
  },
];

/** Days at which counts go wrong: make-up Saturdays, leap days, year ends, both ends of the data. */
const awkward = [
  '2020-01-01',
  '2019-12-31',
  '2020-02-01',
  '2020-02-29',
  '2024-02-29',
  '2022-12-31',
  '2024-02-04',
  '2024-02-18',
  '2025-01-26',
  '2026-10-10',
  '2026-12-31',
  '2027-01-01',
  '2028-02-29',
];
const anyDay = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.integer({ min: 0, max: 3_300 }).map((days) => onward('2018-12-01', days)),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom(...awkward), fc.integer({ min: -3, max: 3 }))
      .map(([day, days]) => onward(day, days)),
  },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 0, max: 376_000 }).map((days) => onward('1970-01-01', days)),
  },
);
const anyCount = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -70, max: 70 }) },
  { weight: 1, arbitrary: fc.integer({ min: -3_660, max: 3_660 }) },
);
const anyUnit = fc.constantFrom('day', 'workday');
const anyCalendar = fc.constantFrom(...calendars);

describe('counting', () => {
  test('reaches the day that walking day by day does, and leads back by the same number', () => {
    let [cases, walked] = [0, 0];
    fc.assert(
      fc.property(anyCalendar, anyDay, anyCount, anyUnit, ({ calendar }, day, count, unit) => {
        cases += 1;
        const reached = calendar.dayAfter(day, count, unit);
        if (calendar.daysBetween(day, reached.day, unit) !== count) return false;
        if (unit === 'day') return reached.day === onward(day, count) && !reached.provisional;
        if (Math.abs(count) <= 70) {
          walked += 1;
          const { day: last, provisional } = walk(calendar, day, count);
          return reached.day === last && reached.provisional === provisional;
        }
        // Too far to walk: the day reached works, and lies on the side asked for.
        const ahead = count > 0 ? reached.day > day : reached.day < day;
        return ahead && calendar.standingOf(reached.day).working;
      }),
      { numRuns: runs },
    );
    report('Day counts and their inverse', { cases, walked });
    expect(cases).toBeGreaterThanOrEqual(runs);
    expect(walked).toBeGreaterThan(runs / 5);
  }, 600_000);

  test('finds as many working days between two days as there are', () => {
    const anySpan = fc.integer({ min: -90, max: 90 });
    fc.assert(
      fc.property(anyCalendar, anyDay, anySpan, ({ calendar }, from, span) => {
        const to = onward(from, span);
        const works = (day: string) => calendar.standingOf(day).working;
        // The day it leads to counts, the day it starts from does not.
        const days = span > 0 ? everyDay(onward(from, 1), to) : everyDay(to, onward(from, -1));
        const counted = days.filter(works).length;
        expect(calendar.daysBetween(from, to, 'workday')).toBe(span > 0 ? counted : 0 - counted);
      }),
      { numRuns: runs / 20 },
    );
  }, 600_000);

  test.each(calendars)(
    'steps through every day of $name as walking does',
    ({ calendar }) => {
      for (const day of everyDay('2024-11-01', '2027-02-28')) {
        for (const count of [-6, -1, 1, 2, 5]) {
          const reached = calendar.dayAfter(day, count, 'workday');
          expect([day, count, reached]).toEqual([day, count, walk(calendar, day, count)]);
        }
      }
    },
    120_000,
  );

  test('adds up: the way over a day between is as long as both its parts', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, anyDay, anyDay, anyUnit, ({ calendar }, ...rest) => {
        const [one, two, three, unit] = rest;
        const [from, between, to] = [one, two, three].toSorted() as [string, string, string];
        const [first, second] = [
          calendar.daysBetween(from, between, unit),
          calendar.daysBetween(between, to, unit),
        ];
        expect(first + second).toBe(calendar.daysBetween(from, to, unit));
      }),
      { numRuns: runs / 10 },
    );
  });

  test('counts the day it leads to, and not the one it starts from', () => {
    // Friday to Monday; Monday back to Friday; and nothing from a day to itself.
    expect(china.daysBetween('2026-03-06', '2026-03-09', 'workday')).toBe(1);
    expect(china.daysBetween('2026-03-09', '2026-03-06', 'workday')).toBe(-1);
    expect(china.daysBetween('2026-03-07', '2026-03-08', 'workday')).toBe(0);
    expect(china.daysBetween('2026-03-08', '2026-03-07', 'workday')).toBe(0);
    expect(china.daysBetween('2026-03-06', '2026-03-06', 'workday')).toBe(0);
    expect(china.daysBetween('2026-03-09', '2026-03-06', 'day')).toBe(-3);
    // From a Saturday back: Friday is one.
    expect(china.daysBetween('2026-03-07', '2026-03-06', 'workday')).toBe(-1);
    expect(china.daysBetween('2026-03-06', '2026-03-07', 'workday')).toBe(0);
  });

  test.each([
    // Over the National Day of 2026: 20 September works, so does 10 October.
    ['2026-09-18', 1, '2026-09-20'],
    ['2026-09-24', 1, '2026-09-28'],
    ['2026-09-30', 1, '2026-10-08'],
    ['2026-09-30', 3, '2026-10-10'],
    ['2026-09-30', 4, '2026-10-12'],
    ['2026-10-12', -4, '2026-09-30'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2024-12-31', 1, '2025-01-02'],
    ['2025-01-02', -1, '2024-12-31'],
    // From a day off: the next working day is the first.
    ['2026-10-03', 1, '2026-10-08'],
    ['2026-10-03', -1, '2026-09-30'],
    // Thirty working days are six weeks and the days off in them.
    ['2026-03-02', 30, '2026-04-14'],
  ])('%s and %d working days are %s', (day, count, reached) => {
    expect(china.dayAfter(day, count, 'workday')).toEqual({ day: reached, provisional: false });
  });

  test('far away, where the weekday alone speaks, five working days are a week', () => {
    expect(china.dayAfter('2999-12-24', 5, 'workday')).toEqual({
      day: '2999-12-31',
      provisional: true,
    });
    expect(china.dayAfter('1970-01-01', 5, 'workday')).toEqual({
      day: '1970-01-08',
      provisional: true,
    });
    expect(china.dayAfter('1970-01-08', -5, 'workday')).toEqual({
      day: '1970-01-01',
      provisional: true,
    });
    expect(china.dayAfter('2999-12-31', 3660, 'day')).toEqual({
      day: '3010-01-08',
      provisional: false,
    });
    expect(china.daysBetween('1970-01-01', '2999-12-31', 'day')).toBe(376_199);
  });

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY])('%d is no number of days', (count) => {
    for (const unit of ['day', 'workday'] as const) {
      expect(() => china.dayAfter('2026-01-01', count, unit)).toThrow('not a number of days');
    }
  });

  test('beyond the year 9999 there are no days', () => {
    for (const unit of ['day', 'workday'] as const) {
      expect(() => china.dayAfter('2026-01-01', 9_000_000_000, unit)).toThrow(
        expect.objectContaining({ code: 'calendar_not_covered' }) as Error,
      );
    }
  });
});

describe('a count is provisional when it goes by a day nobody has published', () => {
  test.each([
    ['2026-12-30', 1, '2026-12-31', false],
    ['2026-12-31', 1, '2027-01-01', true],
    ['2026-12-31', -1, '2026-12-30', false],
    // Back from beyond the horizon, over days of 2027; back from its first day, over none of them.
    ['2027-01-05', -1, '2027-01-04', true],
    ['2027-01-02', -1, '2027-01-01', true],
    ['2027-01-01', -1, '2026-12-31', false],
    ['2027-01-04', -2, '2026-12-31', true],
    // Both ends known, days before the data between: there is no such way, but into it there is.
    ['2020-01-02', -1, '2019-12-31', true],
    ['2019-12-31', 1, '2020-01-02', false],
    ['2019-12-30', 1, '2019-12-31', true],
    ['2019-12-01', 30, '2020-01-13', true],
  ])('%s and %d working days: %s, provisional %s', (day, count, reached, provisional) => {
    expect(china.dayAfter(day, count, 'workday')).toEqual({ day: reached, provisional });
  });

  test('never for days of every kind, which need no data', () => {
    expect(china.dayAfter('2026-12-31', 10, 'day')).toEqual({
      day: '2027-01-10',
      provisional: false,
    });
  });

  test('nor for no days at all', () => {
    expect(china.dayAfter('2027-05-01', 0, 'workday')).toEqual({
      day: '2027-05-01',
      provisional: false,
    });
  });

  test('an addition that names a day beyond the horizon makes that day known, and no other', () => {
    const known = (day: string) => school.standingOf(day).known;
    expect(everyDay('2026-12-30', '2027-01-10').filter((day) => !known(day))).toEqual([
      '2027-01-04',
      '2027-01-05',
      '2027-01-06',
      '2027-01-07',
      '2027-01-08',
      '2027-01-10',
    ]);
    expect(school.dayAfter('2026-12-31', 1, 'workday')).toEqual({
      day: '2027-01-04',
      provisional: true,
    });
    expect(school.roll('2027-01-09', 'next')).toEqual({ day: '2027-01-09', provisional: false });
    expect(school.roll('2027-01-03', 'previous')).toEqual({
      day: '2026-12-31',
      provisional: false,
    });
  });
});

describe('a last day that is no working day', () => {
  test.each([
    ['2026-10-03', 'none', '2026-10-03'],
    ['2026-10-03', 'next', '2026-10-08'],
    ['2026-10-03', 'previous', '2026-09-30'],
    ['2026-10-10', 'next', '2026-10-10'],
    ['2026-10-10', 'previous', '2026-10-10'],
    ['2026-10-11', 'next', '2026-10-12'],
    ['2026-10-11', 'previous', '2026-10-10'],
  ] as const)('%s by the rule "%s" becomes %s', (day, rule, rolled) => {
    expect(china.roll(day, rule)).toEqual({ day: rolled, provisional: false });
  });

  test('is provisional when the day, or one it moves over, is not known', () => {
    expect(china.roll('2027-01-01', 'next')).toEqual({ day: '2027-01-01', provisional: true });
    expect(china.roll('2027-01-01', 'none')).toEqual({ day: '2027-01-01', provisional: false });
    expect(china.roll('2027-01-03', 'previous')).toEqual({ day: '2027-01-01', provisional: true });
    const tight = calendarOf(base({ covers: { from: '2026-01-03', to: '2026-01-04' } }));
    // A weekend that is known, between days that are not.
    expect(tight.roll('2026-01-04', 'next')).toEqual({ day: '2026-01-05', provisional: true });
    expect(tight.roll('2026-01-03', 'previous')).toEqual({ day: '2026-01-02', provisional: true });
  });

  test('moves to the nearest working day and no further, on any day', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, ({ calendar }, day) => {
        const { working, known } = calendar.standingOf(day);
        const here = { day, provisional: !known };
        const [ahead, back] = [walk(calendar, day, 1), walk(calendar, day, -1)];
        const moved = (to: typeof ahead) => ({ ...to, provisional: to.provisional || !known });
        expect(calendar.roll(day, 'next')).toEqual(working ? here : moved(ahead));
        expect(calendar.roll(day, 'previous')).toEqual(working ? here : moved(back));
        expect(calendar.roll(day, 'none')).toEqual({ day, provisional: false });
      }),
      { numRuns: runs / 100 },
    );
  });
});

/** Closed from 2 March 2026 to that day. */
const closed = (to: string) =>
  calendarOf(base(), addition({ holidays: [{ name: '停业', from: '2026-03-02', to }] }));

describe('an organisation that closes', () => {
  test('for 400 days is gone round in one step', () => {
    expect(closed('2027-04-05').dayAfter('2026-02-27', 1, 'workday').day).toBe('2027-04-06');
    expect(closed('2027-04-05').dayAfter('2027-04-06', -1, 'workday').day).toBe('2026-02-27');
    expect(closed('2027-04-05').roll('2026-06-01', 'next').day).toBe('2027-04-06');
  });

  test('for more than ten years is not counted over, in either direction', () => {
    const refused = expect.objectContaining({ code: 'calendar_not_covered' }) as Error;
    const calendar = closed('2036-12-31');
    expect(() => calendar.dayAfter('2026-02-27', 1, 'workday')).toThrow(refused);
    expect(() => calendar.dayAfter('2037-01-01', -1, 'workday')).toThrow(refused);
    expect(() => calendar.dayAfter('2020-01-01', 3_000, 'workday')).toThrow(refused);
    expect(() => calendar.roll('2026-03-02', 'next')).toThrow(refused);
    expect(() => calendar.roll('2036-12-31', 'previous')).toThrow(refused);
    // From the middle of it, the end is near enough.
    expect(calendar.roll('2030-01-01', 'next').day).toBe('2037-01-01');
    expect(() => calendar.dayAfter('2026-02-27', 1, 'workday')).toThrow(
      'more than ten years without a working day between 2026-02-28 and 2037-01-01',
    );
  });

  test('for more than ten years is as usual before and after, and where it is not looked at', () => {
    const calendar = closed('2036-12-31');
    expect(calendar.dayAfter('2026-02-26', 1, 'workday').day).toBe('2026-02-27');
    expect(calendar.dayAfter('2037-01-01', 1, 'workday').day).toBe('2037-01-02');
    expect(calendar.dayAfter('2026-02-27', 10, 'day').day).toBe('2026-03-09');
    expect(calendar.roll('2030-01-01', 'none').day).toBe('2030-01-01');
    expect(calendar.daysBetween('2026-02-27', '2037-01-01', 'workday')).toBe(1);
  });
});
