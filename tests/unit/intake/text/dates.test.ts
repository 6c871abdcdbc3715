import { describe, expect, test } from 'vitest';
import { findDates, readDate } from '../../../../src/intake/text/dates.ts';
import { withFullWidthDigits } from '../printing.ts';

describe('readDate', () => {
  test.each([
    ['2024年6月30日前', 'day', '2024-06-30'],
    ['2024.6.30', 'day', '2024-06-30'],
    ['2024-06-30', 'day', '2024-06-30'],
    ['二〇二四年六月三十日', 'day', '2024-06-30'],
    ['2024年2月底前', 'month', '2024-02-29'],
    ['2024年6月低', 'month', '2024-06-30'],
    ['2024年底前,并长期坚持', 'year', '2024-12-31'],
    ['2024年5月上旬', 'ten_days', '2024-05-10'],
    ['2024年5月下旬', 'ten_days', '2024-05-31'],
    ['2024年第三季度', 'quarter', '2024-09-30'],
    ['2024年上半年', 'half_year', '2024-06-30'],
    ['2022-2025年', 'range', '2025-12-31'],
    ['2022年10月18日至12月18日', 'range', '2022-12-18'],
    ['2023年6月6日-15日', 'range', '2023-06-15'],
    ['2023年4—5月', 'range', '2023-05-31'],
  ])('resolves %s to the end of the period it states', (raw, precision, value) => {
    expect(readDate(raw)).toEqual({ raw, precision, value });
  });

  test.each([
    ['X月12日', 'masked'],
    ['2022年X月11日', 'masked'],
    ['20XX年6月', 'masked'],
    ['2024年×月底前', 'masked'],
    ['5月16日', 'yearless'],
    ['5月上旬', 'yearless'],
    ['6月底前', 'yearless'],
    ['年底前', 'relative'],
    ['本月', 'relative'],
    ['3个月内', 'relative'],
    ['2024年秋季学期', 'relative'],
    ['立行立改', 'none'],
    ['长期坚持', 'none'],
    ['2024717日', 'unreadable'],
    ['2024年2月30日', 'unreadable'],
    ['2023年11月至2月', 'range'],
    ['2024年6月初', 'month'],
  ])('never completes %s', (raw, precision) => {
    expect(readDate(raw)).toEqual({ raw, precision, value: null });
  });

  test('keeps full-width digits in the raw text and still resolves them', () => {
    const raw = withFullWidthDigits('2024年6月底前');
    expect(readDate(raw)).toEqual({ raw, precision: 'month', value: '2024-06-30' });
  });
});

describe('findDates', () => {
  test('finds dates and ranges with their places', () => {
    const text = '2024年3月1日至3月31日巡察,4月20日反馈,X月12日开会,共5个月。';
    expect(findDates(text).map(({ raw }) => raw)).toEqual([
      '2024年3月1日至3月31日',
      '4月20日',
      'X月12日',
    ]);
    for (const { start, end, raw } of findDates(text)) expect(text.slice(start, end)).toBe(raw);
  });
});
