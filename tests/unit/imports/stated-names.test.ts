import { describe, expect, test } from 'vitest';
import { partiesNamed, statedNames } from '../../../src/imports/stated-names.ts';

describe('names are read', () => {
  test.each([
    [
      '责任单位：教务处；责任领导：张三；责任人：李四',
      [
        ['responsibleUnit', '教务处'],
        ['leadOfficial', '张三'],
        ['actionOwner', '李四'],
      ],
    ],
    [
      '责任领导:张三 责任科室:教务处',
      [
        ['leadOfficial', '张三'],
        ['responsibleUnit', '教务处'],
      ],
    ],
    [
      '第一责任人:王五;直接责任人:赵六',
      [
        ['accountableExecutive', '王五'],
        ['actionOwner', '赵六'],
      ],
    ],
    [
      '包案领导:张三,牵头部门:后勤处,配合单位:财务室',
      [
        ['caseSponsor', '张三'],
        ['responsibleUnit', '后勤处'],
        ['supportingUnit', '财务室'],
      ],
    ],
    [
      '责任人:张三、李四',
      [
        ['actionOwner', '张三'],
        ['actionOwner', '李四'],
      ],
    ],
    ['责任人:张三(副校长)', [['actionOwner', '张三']]],
    ['责任人:张 三', [['actionOwner', '张三']]],
    ['教务处', [['unlabelled', '教务处']]],
    ['', []],
    [null, []],
  ])('from %j', (text, names) => {
    expect(statedNames(text).map(({ for: what, name }) => [what, name])).toEqual(names);
  });
});

const known = (persons: string[] = [], units: string[] = [], posts: string[] = []) => ({
  persons,
  units,
  posts,
});

describe('names are taken over', () => {
  const directory = new Map([
    ['张三', known(['zhang'])],
    ['李四', known(['li-1', 'li-2'])],
    ['教务主任', known([], [], ['teaching'])],
    ['school', known([], ['school'])],
    ['混', known(['p'], ['u'])],
  ]);
  const taken = (text: string) => {
    const { parties, doubts } = partiesNamed(statedNames(text), directory);
    const filled = Object.entries(parties).filter(([, code]) => code !== null);
    return { filled: Object.fromEntries(filled), doubts: doubts.map(({ code }) => code) };
  };

  test.each([
    ['责任人:张三;责任单位:school', { actionOwner: 'zhang', responsibleUnit: 'school' }, []],
    ['责任领导:教务主任', { leadOfficial: 'teaching' }, []],
    ['张三', { actionOwner: 'zhang' }, []],
    ['school', { responsibleUnit: 'school' }, []],
    ['责任人:李四', {}, ['name_shared']],
    ['混', {}, ['name_shared']],
    ['责任人:王五', {}, ['name_unknown']],
    ['责任单位:张三', {}, ['name_unknown']],
    ['责任人:school', {}, ['name_unknown']],
    ['责任人:张三、李四', {}, ['several_named', 'several_named']],
    ['责任人:张', {}, ['name_unknown']],
  ])('from %j exactly, or not at all', (text, filled, doubts) => {
    expect(taken(text)).toEqual({ filled, doubts });
  });
});
