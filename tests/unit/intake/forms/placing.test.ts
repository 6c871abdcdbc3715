import { describe, expect, test } from 'vitest';
import { announces } from '../../../../src/intake/forms/placing.ts';
import { findingsOf } from '../printing.ts';
import { drawn } from './trees.ts';

describe('the next heading', () => {
  test('stands in the one before it where its style is new, in whatever order the styles come', () => {
    expect(drawn('一、甲\n(一)乙\n1.丙\n(1)丁')).toEqual([
      '一、甲',
      '  (一)乙',
      '    1.丙',
      '      (1)丁',
    ]);
    expect(drawn('1.甲\n(一)乙\n①丙\n(二)丁\n2.戊')).toEqual([
      '1.甲',
      '  (一)乙',
      '    ①丙',
      '  (二)丁',
      '2.戊',
    ]);
  });

  test('with the next number goes on with its own level and closes all below', () => {
    expect(drawn('一、甲\n(一)乙\n1.丙\n2.丁\n(二)戊\n二、己')).toEqual([
      '一、甲',
      '  (一)乙',
      '    1.丙',
      '    2.丁',
      '  (二)戊',
      '二、己',
    ]);
  });

  test('with a number that leaves some out still goes on with its level', () => {
    expect(drawn('(一)甲\n1.乙\n4.丙')).toEqual(['(一)甲', '  1.乙', '  4.丙']);
  });

  test('numbered 1 begins its list anew below the next chapter', () => {
    expect(drawn('(一)甲\n1.乙\n(二)丙\n1.丁')).toEqual(['(一)甲', '  1.乙', '(二)丙', '  1.丁']);
  });

  test('一、 is the outermost wherever it stands', () => {
    expect(drawn('1.甲\n(一)乙\n一、丙')).toEqual(['1.甲', '  (一)乙', '一、丙']);
  });

  test('一、 behind a colon opens the list that the colon announces', () => {
    expect(drawn('(一)存在以下问题:\n一、甲\n二、乙\n(二)丙')).toEqual([
      '(一)存在以下问题:',
      '  一、甲',
      '  二、乙',
      '(二)丙',
    ]);
  });
});

describe('a list of measures numbered like the findings', () => {
  test('stays below its label, and the next finding goes on with the findings', () => {
    const text =
      '1.门卫脱岗。\n整改措施:\n1.增配门卫。\n2.公示排班。\n2.灭火器过期。\n整改措施:\n1.更换。\n2.登记。';
    expect(drawn(text)).toEqual([
      '1.门卫脱岗。',
      '  <整改措施> ',
      '  1.增配门卫。',
      '  2.公示排班。',
      '2.灭火器过期。',
      '  <整改措施> ',
      '  1.更换。',
      '  2.登记。',
    ]);
  });

  test('that began on its label’s line goes on in the next', () => {
    const text =
      '(1)门卫脱岗。\n整改情况:(1)增配门卫;\n(2)公示排班。\n(2)灭火器过期。\n整改情况:(1)更换;\n(2)登记。';
    expect(findingsOf(text).map(({ title, measures }) => [title, measures.length])).toEqual([
      ['门卫脱岗', 2],
      ['灭火器过期', 2],
    ]);
  });

  test('keeps a result behind it with the same finding', () => {
    const [first, second] = findingsOf(
      '1.门卫脱岗。\n整改措施:\n1.增配门卫。\n2.公示排班。\n整改结果:已完成整改。\n2.灭火器过期。\n整改措施:\n1.更换。\n整改结果:正在整改。',
    );
    expect(first).toMatchObject({ status: 'closed', measures: { length: 2 } });
    expect(second).toMatchObject({
      title: '灭火器过期',
      status: 'in_progress',
      measures: { length: 1 },
    });
  });
});

test('cases are filed one after the other, whatever their numbers', () => {
  expect(drawn('受理编号:A7\n处理情况:甲。\n受理编号:A3\n处理情况:乙。')).toEqual([
    '受理编号:A7',
    '  <处理情况> 甲。',
    '受理编号:A3',
    '  <处理情况> 乙。',
  ]);
});

test('a list behind a remark on the whole is no part of the last finding', () => {
  const text = '1.门卫脱岗。\n整改情况:增配门卫。\n特此报告。\n(1)附一份名单。\n(2)附一份图纸。';
  expect(findingsOf(text).map(({ measures }) => measures.length)).toEqual([1]);
});

describe('announces', () => {
  test.each([
    ['存在以下问题:', true],
    ['存在以下问题\uff1a', true],
    ['存在以下问题: ', true],
    ['一是:培训', false],
    ['', false],
  ])('of %j is %s', (text, expected) => {
    expect(announces(text)).toBe(expected);
  });
});
