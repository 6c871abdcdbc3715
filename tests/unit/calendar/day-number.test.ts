import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import {
  dayNumberOf,
  dayOfNumber,
  numbersIn,
  weekdayOf,
} from '../../../src/calendar/day-number.ts';

const first = dayNumberOf('0001-01-01');
const last = dayNumberOf('9999-12-31');

describe('a day’s number', () => {
  test.each([
    ['1970-01-01', 0],
    ['1969-12-31', -1],
    ['1970-12-31', 364],
    ['2000-02-29', 11_016],
    ['2000-03-01', 11_017],
    ['2100-02-28', 47_540],
    ['2100-03-01', 47_541],
  ])('of %s is %d', (day, number) => {
    expect(dayNumberOf(day)).toBe(number);
    expect(dayOfNumber(number)).toBe(day);
  });

  test('agrees with another calendar, and leads back to the day, on every day of 1970 to 2999', () => {
    const wrong: string[] = [];
    for (let at = DateTime.utc(1970, 1, 1), number = 0; at.year < 3000; number += 1) {
      const day = at.toFormat('yyyy-MM-dd');
      const fits = dayNumberOf(day) === number && weekdayOf(number) === at.weekday;
      if (!fits || dayOfNumber(number) !== day) wrong.push(day);
      at = at.plus({ days: 1 });
    }
    expect(wrong).toEqual([]);
    expect(dayNumberOf('2999-12-31')).toBe(376_199);
  });

  test('leads back to itself from the year 1 to the year 9999', () => {
    fc.assert(
      fc.property(fc.integer({ min: first, max: last }), (number) => {
        const day = dayOfNumber(number);
        expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
        expect(dayNumberOf(day)).toBe(number);
        expect(new Date(number * 86_400_000).toISOString()).toContain(day);
      }),
      { numRuns: 5_000, examples: [[first], [last]] },
    );
  });

  test.each([first - 1, last + 1, Number.NaN, Number.POSITIVE_INFINITY])(
    '%d is none: no calendar reaches so far',
    (number) => {
      expect(() => dayOfNumber(number)).toThrow(
        expect.objectContaining({ code: 'calendar_not_covered' }) as Error,
      );
    },
  );

  test.each([
    '',
    '2026',
    '2026-1-1',
    '2026-01-00',
    '2026-01-32',
    '2026-00-10',
    '2026-13-01',
    '2026-02-29',
    '2100-02-29',
    '2024-02-30',
    '2026-04-31',
    '0000-01-01',
    '-026-01-01',
    '2026/01/01',
    '2026-01-01T00:00',
    ' 2026-01-0',
    '２０２６-01-01',
  ])('"%s" is no day', (text) => {
    expect(() => dayNumberOf(text)).toThrow(`not a day, YYYY-MM-DD: "${text}"`);
  });
});

test('a period has all its days, and none when it runs backwards', () => {
  expect(numbersIn({ from: '2024-02-28', to: '2024-03-01' }).map(dayOfNumber)).toEqual([
    '2024-02-28',
    '2024-02-29',
    '2024-03-01',
  ]);
  expect(numbersIn({ from: '2024-03-01', to: '2024-03-01' })).toHaveLength(1);
  expect(numbersIn({ from: '2024-03-02', to: '2024-03-01' })).toEqual([]);
});
