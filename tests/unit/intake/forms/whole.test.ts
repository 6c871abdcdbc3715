import { describe, expect, test } from 'vitest';
import { findingsOf } from '../printing.ts';

const LIST = '镇卫生院整改报告\n一、存在的问题\n1.处方书写不规范。\n2.药品存放混乱。\n';
const statuses = (text: string): [string, string][] =>
  findingsOf(text).map(({ status, statusLevel }) => [status, statusLevel]);

describe('what is said of all findings at once', () => {
  test('holds for those that say nothing of themselves', () => {
    expect(statuses(`${LIST}二、整改落实\n截至目前,反馈的2个问题已全部整改到位。`)).toEqual([
      ['closed', 'document'],
      ['closed', 'document'],
    ]);
  });

  test('leaves those that do as they are', () => {
    const text =
      '1.处方书写不规范。\n整改情况:正在整改。\n2.药品存放混乱。\n整改情况:重新分区。\n截至目前,反馈的问题已全部整改到位。';
    expect(statuses(text)).toEqual([
      ['in_progress', 'finding'],
      ['closed', 'document'],
    ]);
  });

  test('reaches a finding of which only a measure is called done', () => {
    const text =
      '1.护理人员不足。\n整改情况:招聘护士三名,现已全部到岗。\n2.药品存放混乱。\n整改情况:重新分区。\n截至目前,反馈的2个问题已全部整改到位。';
    expect(statuses(text)).toEqual([
      ['closed', 'document'],
      ['closed', 'document'],
    ]);
  });

  test.each([
    '县委第四巡察组移交立行立改问题3个,已全部整改完成。',
    '巡察期间移交信访件2件,已全部办结。',
    '县督导组移交立行立改问题1个,已全部整改完成。',
  ])('is not: %s', (sentence) => {
    const text = `1.处方书写不规范。\n整改情况:正在整改。\n2.药品存放混乱。\n整改情况:重新分区。\n${sentence}`;
    expect(statuses(text)).toEqual([
      ['in_progress', 'finding'],
      ['unstated', 'none'],
    ]);
  });

  test('may be said by the heading above them', () => {
    const text =
      '一、反馈问题整改情况\n(一)已完成整改的问题(1个)\n1.大班额现象突出。\n整改情况:新建学校2所。\n(二)正在整改的问题\n1.幼儿园学位不足。\n整改情况:在建公办园3所。';
    expect(statuses(text)).toEqual([
      ['closed', 'document'],
      ['in_progress', 'document'],
    ]);
  });

  test('is said of those listed below it, and not of another chapter’s', () => {
    const text =
      '自评报告\n一、上级反馈问题整改情况\n2021年反馈我区问题2个,已全部整改到位。\n1.关于园所不足的问题。新建2所。\n2.关于编制不足的问题。核增编制。\n二、存在的主要问题\n(一)大班额反弹。\n(二)教师缺编。';
    expect(statuses(text)).toEqual([
      ['identified', 'none'],
      ['identified', 'none'],
    ]);
  });

  test('does not reach what is left to others', () => {
    const text =
      '1.院区用地不足。\n整改情况:恳请县政府统筹用地。\n2.药品存放混乱。\n整改情况:重新分区。\n截至目前,反馈的问题已全部整改到位。';
    expect(statuses(text)).toEqual([
      ['unstated', 'none'],
      ['closed', 'document'],
    ]);
  });

  test('is not taken from words inside a finding', () => {
    expect(
      statuses(
        '1.以往反馈问题已全部整改到位的说法不实。\n整改情况:核实。\n2.药品存放混乱。\n整改情况:分区。',
      ),
    ).toEqual([
      ['unstated', 'none'],
      ['unstated', 'none'],
    ]);
  });

  test('counts only where all are done', () => {
    expect(statuses(`${LIST}二、整改落实\n截至目前,反馈的问题正在整改。`)).toEqual([
      ['identified', 'none'],
      ['identified', 'none'],
    ]);
  });
});

const dues = (closing: string): unknown[] =>
  findingsOf(`检查通报\n存在以下问题:\n1.报警器失效。\n2.记录不完整。\n${closing}`).map(
    ({ due }) => [due.raw, due.value],
  );

describe('the date set for all', () => {
  test.each([
    ['现责令你单位于2024年3月20日前整改完毕。', '2024年3月20日前', '2024-03-20'],
    ['请于2024年3月20日前整改到位并报送结果。', '2024年3月20日前', '2024-03-20'],
    ['以上问题请你单位于3月20日前整改完毕。', '3月20日前', null],
    ['整改时限:2024年3月31日前', '2024年3月31日前', '2024-03-31'],
  ])('is taken from %s', (closing, raw, value) => {
    expect(dues(closing)).toEqual([
      [raw, value],
      [raw, value],
    ]);
  });

  test('is none where the order speaks of something else', () => {
    expect(dues('请于2024年3月20日前参加培训。')).toEqual([
      [null, null],
      [null, null],
    ]);
  });

  test('does not take the place of a finding’s own', () => {
    const [first, second] = findingsOf(
      '检查通报\n存在以下问题:\n1.报警器失效(整改时限:2024年3月5日)。\n2.记录不完整。\n现责令你单位于2024年3月20日前整改完毕。',
    );
    expect([first?.due.value, second?.due.value]).toEqual(['2024-03-05', '2024-03-20']);
  });
});
