/** Days as numbers, held against the platform's own calendar. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayNumber, dayOfNumber } from '../../../machines/day-number.ts';

const msPerDay = 86_400_000;
const byDate = (day: string) => Date.parse(`${day}T00:00:00Z`) / msPerDay;
const dayByDate = (number: number) => new Date(number * msPerDay).toISOString().slice(0, 10);
const [first, last] = [byDate('0000-01-01'), byDate('9999-12-31')];
const anyNumber = fc.integer({ min: first, max: last });

describe('the number of a day', () => {
  test('is nought on the first of January 1970 and falls below it before', () => {
    expect(dayNumber('1970-01-01')).toBe(0);
    expect(dayNumber('1969-12-31')).toBe(-1);
  });

  test.each([
    ['a leap year', '2024-02-28', '2024-03-01', 2],
    ['a year that is none', '2023-02-28', '2023-03-01', 1],
    ['a century that is none', '2100-02-28', '2100-03-01', 1],
    ['a fourth century', '2000-02-28', '2000-03-01', 2],
    ['the end of a year', '2025-12-31', '2026-01-01', 1],
    ['a leap year from end to end', '2023-12-31', '2024-12-31', 366],
  ])('counts rightly across %s', (_what, from, to, days) => {
    expect(dayNumber(to) - dayNumber(from)).toBe(days);
  });

  test('is the one the platform gives, on every day from 1960 to 2110', () => {
    const wrong: string[] = [];
    for (let number = byDate('1960-01-01'); number <= byDate('2110-12-31'); number += 1) {
      const day = dayByDate(number);
      if (dayNumber(day) !== number || dayOfNumber(number) !== day) wrong.push(day);
    }
    expect(wrong).toEqual([]);
  });

  test('is the one the platform gives, on any day of four-digit years', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        expect(dayNumber(dayByDate(number))).toBe(number);
      }),
    );
  });
});

describe('the day of a number', () => {
  test('is the one the platform gives, for any day of four-digit years', () => {
    fc.assert(
      fc.property(anyNumber, (number) => {
        expect(dayOfNumber(number)).toBe(dayByDate(number));
      }),
    );
  });

  test('reaches both ends of the four-digit years', () => {
    expect([first, last].map(dayOfNumber)).toEqual(['0000-01-01', '9999-12-31']);
  });

  test('orders as its number does', () => {
    fc.assert(
      fc.property(anyNumber, anyNumber, (one, other) => {
        expect(dayOfNumber(one) < dayOfNumber(other)).toBe(one < other);
      }),
    );
  });
});
