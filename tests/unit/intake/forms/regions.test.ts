import { describe, expect, test } from 'vitest';
import { regionsOf } from '../../../../src/intake/forms/regions.ts';
import { treeOf } from './trees.ts';

const regions = (text: string): [string, number, number][] =>
  regionsOf(treeOf(text)).map(({ role, source, parts }) => [role, source.number, parts.length]);

describe('regionsOf', () => {
  test('finds the chapters with a role, in the order of the document', () => {
    const text =
      '一、基本情况\n1.学校概况。\n二、存在的问题\n1.门卫脱岗。\n2.灯坏了。\n三、整改措施\n1.排班。\n四、下一步打算\n1.巩固。';
    expect(regions(text)).toEqual([
      ['findings', 3, 2],
      ['measures', 6, 1],
      ['plans', 8, 1],
    ]);
  });

  test('looks below chapters that tell of the work done', () => {
    expect(
      regions('一、工作开展情况\n(一)存在的问题\n1.门卫脱岗。\n(二)整改措施\n1.排班。'),
    ).toEqual([
      ['findings', 2, 1],
      ['measures', 4, 1],
    ]);
  });

  test('does not look below chapters with a role for others', () => {
    expect(regions('一、存在的问题\n(一)整改措施不实。\n(二)下一步打算不明。')).toEqual([
      ['findings', 1, 2],
    ]);
  });

  test('begins where words announce a list, without any heading', () => {
    expect(regions('检查发现以下问题:\n1.门卫脱岗。\n2.灯坏了。\n3.墙裂了。')).toEqual([
      ['findings', 1, 3],
    ]);
  });

  test('ends an announced list where the next is announced', () => {
    const text =
      '检查发现以下问题:\n1.门卫脱岗。\n2.灯坏了。\n提出如下整改要求:\n1.排班。\n2.换灯。';
    expect(regions(text)).toEqual([
      ['findings', 1, 2],
      ['requirements', 4, 2],
    ]);
  });

  test('ends an announced list where headings of another style begin', () => {
    expect(
      regions('检查发现以下问题:\n1.门卫脱岗。\n2.灯坏了。\n一、下一步打算\n1.巩固。'),
    ).toEqual([
      ['findings', 1, 2],
      ['plans', 4, 1],
    ]);
  });

  test('takes a label 整改要求: for what is asked, with the text on its line', () => {
    expect(
      regions('检查发现以下问题:\n1.门卫脱岗。\n2.灯坏了。\n整改要求:立即排班;换灯。'),
    ).toEqual([
      ['findings', 1, 2],
      ['requirements', 4, 1],
    ]);
  });

  test('finds none in praise', () => {
    expect(regions('一、领导重视\n1.成立专班。\n二、制度健全\n1.建立台账。')).toEqual([]);
  });
});
