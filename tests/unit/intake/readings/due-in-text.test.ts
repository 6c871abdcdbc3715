import { describe, expect, test } from 'vitest';
import { dueInText } from '../../../../src/intake/readings/due-in-text.ts';

const due = (text: string): [string, string, string | null] | null => {
  const found = dueInText(text);
  return found === null ? null : [found.raw, found.precision, found.value];
};

describe('a deadline in running text', () => {
  test.each([
    ['力争到2025年底前完成', '2025年底前', 'year', '2025-12-31'],
    ['到2022年8月底,将大班额压减到不超过5%', '2022年8月底', 'month', '2022-08-31'],
    ['到2024年2月底前全部更换', '2024年2月底前', 'month', '2024-02-29'],
    ['于2024年三季度末前建成投用', '2024年三季度末前', 'quarter', '2024-09-30'],
    ['计划在2024年第三季度完成', '2024年第三季度', 'quarter', '2024-09-30'],
    ['拟于2024年下半年完成改造', '2024年下半年', 'half_year', '2024-12-31'],
    ['2024年6月30日前报送整改报告', '2024年6月30日前', 'day', '2024-06-30'],
    ['限于5月1日前整改完毕', '5月1日前', 'yearless', null],
    ['2024年X月底前完成整改', '2024年X月底前', 'masked', null],
    ['本学期内完成整改', '本学期内', 'relative', null],
    ['两个月内整改到位', '两个月内', 'relative', null],
  ])('of %s is %s', (text, raw, precision, value) => {
    expect(due(text)).toEqual([raw, precision, value]);
  });

  test.each([
    ['done already', '已于2024年5月1日前完成整改'],
    ['done by then', '2024年6月30日前已完成整改'],
    ['the state of things', '截至2024年5月,已完成3项'],
    ['the year a matter belongs to', '2021年度整改完成率低'],
    ['no work to be done', '2024年6月30日前召开会议'],
    ['no date', '尽快完成整改'],
    ['the empty text', ''],
  ])('is none in %s', (_what, text) => {
    expect(due(text)).toBeNull();
  });

  test('is the first that is still aimed at', () => {
    expect(due('已于2024年3月前完成拆除;拟于2024年9月前完成重建;2025年6月底前启用。')?.[2]).toBe(
      '2024-09-30',
    );
  });

  test('is read alike in full width', () => {
    expect(due('力争到２０２５年底前完成')?.[2]).toBe('2025-12-31');
  });

  test.each([
    ['到2025年底,公办率达到50%以上', '2025-12-31'],
    ['2022年8月底,公办率要达到50%', '2022-08-31'],
  ])('keeps the year in %s', (text, value) => {
    expect(due(text)?.[2]).toBe(value);
  });

  test('is not the day of the meeting that asked for it', () => {
    expect(due('会议于2024年6月30日召开,要求完成整改')).toBeNull();
  });

  test('within some days has no date that lacks a year', () => {
    expect(due('限期7日内整改')?.[1]).toBe('relative');
  });

  test.each(['每月底上报台账', '每年年底完成总结'])('is not what comes back: %s', (text) => {
    expect(due(text)).toBeNull();
  });

  test('is not a time gone by', () => {
    expect(due('上年底完成验收')).toBeNull();
  });
});
