import { describe, expect, test } from 'vitest';
import { StatedDate } from '../../../src/intake/schema.ts';
import { statedDate } from '../../../src/intake/stated-date.ts';
import { readDate } from '../../../src/intake/text/dates.ts';

describe('statedDate', () => {
  test('of no date has its three members, all null', () => {
    expect(statedDate(null)).toEqual({ raw: null, precision: null, value: null });
  });

  test.each([
    '2024年2月29日',
    '2023年2月29日',
    '202X年X月12日',
    '5月16日',
    '本月底',
    '2024717日',
    '立行立改',
    '',
  ])('of %j is what the contract allows, and invents no date', (printed) => {
    const stated = statedDate(readDate(printed));
    expect(StatedDate.parse(stated)).toEqual(stated);
    expect(stated.value).toBe(printed === '2024年2月29日' ? '2024-02-29' : null);
  });

  test('holds nothing but the three', () => {
    const date = { ...readDate('2024年6月30日'), start: 3 };
    expect(Object.keys(statedDate(date))).toEqual(['raw', 'precision', 'value']);
  });
});
