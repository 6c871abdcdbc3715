import { describe, expect, test } from 'vitest';
import { isIntroduction } from '../../../../src/intake/forms/unnumbered.ts';
import { findingsOf, readWell } from '../printing.ts';
import { treeOf } from './trees.ts';

const CHAPTER =
  '(一)关于作风建设方面\n窗口人员态度生硬。群众多次投诉。\n整改情况:组织培训两次。\n办事流程不清楚。材料前后不一。\n整改情况:重新编印流程图。';
const told = (text: string): unknown[] =>
  findingsOf(text).map(({ title, measures }) => [title, measures.map((measure) => measure.text)]);

describe('findings without a number', () => {
  test('are parted where their label comes again below one chapter', () => {
    expect(told(CHAPTER)).toEqual([
      ['窗口人员态度生硬', ['组织培训两次。']],
      ['办事流程不清楚', ['重新编印流程图。']],
    ]);
    expect(readWell(CHAPTER).aspects.map(({ title }) => title)).toEqual(['(一)关于作风建设方面']);
  });

  test('are parted as often as the label comes', () => {
    expect(
      told(`${CHAPTER}\n值班记录缺失。\n整改情况:补记。\n公章外借未登记。\n整改情况:建册。`),
    ).toHaveLength(4);
  });

  test('are parted below a title alone, which is none of them', () => {
    const text =
      '县图书馆整改情况报告\n开放时间不足。周末闭馆。\n整改情况:周末全天开放。\n图书更新慢。三年未购新书。\n整改情况:购书五百册。';
    expect(told(text)).toEqual([
      ['开放时间不足', ['周末全天开放。']],
      ['图书更新慢', ['购书五百册。']],
    ]);
  });

  // The label between their words and 整改情况 hides the words: all is read as one finding.
  test('keep who answers for them, also where that stands above the label', () => {
    const text =
      '县图书馆整改情况报告\n开放时间不足。\n责任人:甲某\n整改情况:周末开放。\n图书更新慢。\n责任人:乙某\n整改情况:购书。';
    expect(findingsOf(text).map(({ title, responsible }) => [title, responsible])).toEqual([
      ['开放时间不足', '责任人:甲某'],
      ['图书更新慢', '责任人:乙某'],
    ]);
  });

  test('do not begin with the closing sentence of the finding before', () => {
    const text = CHAPTER.replace('组织培训两次。', '组织培训两次。\n此问题已整改到位。');
    expect(findingsOf(text).map(({ title, status }) => [title, status])).toEqual([
      ['窗口人员态度生硬', 'closed'],
      ['办事流程不清楚', 'unstated'],
    ]);
  });

  test('are parted at a label that only the second has', () => {
    const aimed = CHAPTER.replace('不一。\n', '不一。\n整改目标:一次办结。\n');
    expect(told(aimed)).toHaveLength(2);
    const described = CHAPTER.replace('办事流程', '问题描述:办事流程');
    expect(told(described)).toEqual(told(CHAPTER));
  });

  test('keep the list of what is wrong that stands behind their first words', () => {
    const listed = CHAPTER.replace(
      '材料前后不一。',
      '具体表现:一是材料前后不一;二是窗口没有指南。',
    );
    expect(told(listed)).toEqual(told(CHAPTER));
  });

  test('do not take in the paragraph that introduces their chapter', () => {
    const text = CHAPTER.replace('方面\n', '方面\n该方面反馈问题2个,均已制定整改措施。\n');
    expect(told(text)).toEqual(told(CHAPTER));
  });

  // A chapter with one paragraph beside chapters with several: its heading is taken for the finding.
  test('alone in their chapter are told from the chapter’s heading', () => {
    const text = `${CHAPTER}\n(二)关于经费使用方面\n差旅报销不规范。缺少审批单。\n整改情况:补办手续。`;
    expect(told(text).at(-1)).toEqual(['差旅报销不规范', ['补办手续。']]);
    expect(readWell(text).listed.aspects).toBe(2);
  });
});

test('a label that comes once opens no second finding', () => {
  expect(
    told('(一)关于作风建设方面\n窗口人员态度生硬。\n整改情况:培训。\n会后制定办法。'),
  ).toHaveLength(1);
});

describe('isIntroduction', () => {
  test.each([
    ['该方面反馈问题2个,已整改。', true],
    ['共发现问题6项。', true],
    ['窗口人员态度生硬。', false],
    ['该方面管理松懈。', false],
  ])('of %j is %s', (text, expected) => {
    expect(treeOf(text).parts.map(isIntroduction)).toEqual([expected]);
  });
});
