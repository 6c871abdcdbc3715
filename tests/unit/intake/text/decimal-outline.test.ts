import { describe, expect, test } from 'vitest';
import { markDecimals } from '../../../../src/intake/text/decimal-outline.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { findingsOf, readWell } from '../printing.ts';

const marked = (...lines: string[]): string[] =>
  markDecimals(splitLines(lines.join('\n'))).map(({ text }) => text);

describe('a decimal outline', () => {
  const OUTLINE = [
    '某小学办学水平评估存在问题',
    '1 办学条件',
    '1.1 专用教室不足。缺少实验室1间。',
    '1.2 图书更新慢。',
    '2 队伍建设',
    '2.1 教师培训机制不健全',
    '2.1.1 校本研修流于形式。',
    '2.2. 骨干教师比例偏低。',
  ];

  test('is marked as such', () => {
    expect(marked(...OUTLINE).slice(1)).toEqual([
      '1、办学条件',
      '1.1、专用教室不足。缺少实验室1间。',
      '1.2、图书更新慢。',
      '2、队伍建设',
      '2.1、教师培训机制不健全',
      '2.1.1、校本研修流于形式。',
      '2.2、骨干教师比例偏低。',
    ]);
  });

  test('names its findings by their whole numbers', () => {
    const text = OUTLINE.join('\n');
    expect(findingsOf(text).map(({ no, title }) => [no, title])).toEqual([
      ['1.1', '专用教室不足'],
      ['1.2', '图书更新慢'],
      ['2.1.1', '校本研修流于形式'],
      ['2.2', '骨干教师比例偏低'],
    ]);
    expect(readWell(text).listed.aspects).toBe(2);
  });

  test('names findings with labels of their own alike', () => {
    const text =
      '整改报告\n1 党建方面\n1.1 议事规则不健全\n整改措施:修订规则。\n1.2 支部活动偏少\n整改措施:每月一次。\n2 质量方面\n2.1 病历书写不规范\n整改措施:每月点评。';
    expect(findingsOf(text).map(({ no }) => no)).toEqual(['1.1', '1.2', '2.1']);
  });
});

describe('numbers that are none of an outline', () => {
  test.each([
    ['amounts', ['1.2名保安缺证。', '2.3名保安缺岗。', '3.5万元未上缴。']],
    ['one section only', ['1.1 概述', '2 附则']],
    ['dates', ['12.1 消防演练', '12.4 宪法宣传']],
  ])('are left alone: %s', (_what, lines) => {
    expect(marked(...lines)).toEqual(lines);
  });
});
