import { describe, expect, test } from 'vitest';
import { isQuotedHeading } from '../../../../src/intake/text/quoted-heading.ts';
import { findingsOf } from '../printing.ts';

describe('isQuotedHeading', () => {
  test.each([
    '关于“候诊时间长。导诊不到位”问题',
    '针对“候诊时间长。导诊不到位”问题的整改情况',
    '关于“对“一岗双责”抓得不够紧”的问题整改落实情况(已办结)。',
  ])('knows %s', (line) => {
    expect(isQuotedHeading(line)).toBe(true);
  });

  test.each([
    '关于“一岗双责”问题',
    '关于“候诊时间长。导诊不到位”问题,增设窗口两个。',
    '关于“候诊时间长。导诊不到位”问题整改情况的报告',
    '“候诊时间长。导诊不到位”',
  ])('does not take %s for one', (line) => {
    expect(isQuotedHeading(line)).toBe(false);
  });
});

test('findings that are only quoted are told apart, below each of their chapters', () => {
  const text =
    '整改情况报告\n二、整改落实情况\n(一)服务方面\n关于“候诊时间长。导诊不到位”问题\n一是增设窗口。二是分时预约。\n针对“热水供应不足。水温过低”问题的整改情况\n一是换炉。二是检修管道。\n(二)财务方面\n关于“报销不及时。拖欠三个月”问题\n一是按月报销。二是公示进度。';
  expect(findingsOf(text).map(({ no, measures }) => [no, measures.length])).toEqual([
    ['(一)-1', 2],
    ['(一)-2', 2],
    ['(二)-1', 2],
  ]);
});
