import { describe, expect, test } from 'vitest';
import { findLabels } from '../../../../src/intake/readings/labels.ts';

const names = (folded: string): [string, string][] =>
  findLabels(folded).map(({ kind, name }) => [kind, name]);

describe('findLabels', () => {
  test.each([
    '整改进展',
    '整改情况',
    '整改落实情况',
    '整改完成情况',
    '整改措施',
    '整改结果',
    '整改成效',
    '整改进展情况',
    '整改措施及成效',
    '具体整改措施',
    '完成情况',
  ])('knows %s with a colon, at the head of a line and behind a sentence', (name) => {
    expect(names(`${name}:(1)换锁`)).toEqual([['progress', name]]);
    expect(names(`锁坏了。${name}:换锁`)).toEqual([['progress', name]]);
  });

  test('knows a label without a colon only as a whole line or before a list', () => {
    expect(names('整改情况')).toEqual([['progress', '整改情况']]);
    expect(names('整改情况一是换锁')).toEqual([['progress', '整改情况']]);
    expect(names('[整改情况]换锁')).toEqual([['progress', '整改情况']]);
    expect(names('进展情况。(1)换锁')).toEqual([['progress', '进展情况']]);
    expect(names('整改情况较好,师生满意')).toEqual([]);
    expect(names('进展情况')).toEqual([]);
  });

  test.each([
    '领导班子及时督察整改情况,确保取得实效',
    '现将巡察整改情况:报告如下',
    '(整改措施:见附件)',
    '建立整改措施台账:每周更新',
  ])('leaves running text alone: %s', (text) => {
    expect(names(text)).toEqual([]);
  });

  test('takes a heading behind a number for a heading', () => {
    expect(findLabels('二、整改情况', 2)).toEqual([]);
    expect(findLabels('(2)整改情况:换锁', 3)).toHaveLength(1);
  });

  test('tells persons, dates and aims from progress', () => {
    expect(names('责任领导:张三;责任科室:总务处;整改时限:6月底。整改目标:无隐患')).toEqual([
      ['attributes', '责任领导'],
      ['attributes', '责任科室'],
      ['attributes', '整改时限'],
      ['target', '整改目标'],
    ]);
  });

  test('reads the status printed inside a label', () => {
    expect(findLabels('整改情况(已完成):换锁')[0]).toMatchObject({ status: '已完成' });
  });
});
