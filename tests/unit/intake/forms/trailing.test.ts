import { expect, test } from 'vitest';
import { findingsOf } from '../printing.ts';
import { drawn } from './trees.ts';

const LIST = '存在以下问题:\n1.厨房报警器失效。\n2.值班记录不完整。';

test('what stands behind the last entry of a list without labels belongs to the list', () => {
  expect(drawn(`${LIST}\n整改时限:2024年3月31日前`)).toEqual([
    '存在以下问题:',
    '1.厨房报警器失效。',
    '2.值班记录不完整。',
    '<整改时限> 整改时限:2024年3月31日前',
  ]);
});

test('a date and a person behind the list hold for every finding of it', () => {
  const findings = findingsOf(`${LIST}\n整改时限:2024年3月31日前\n责任单位:幸福养老院`);
  expect(findings.map(({ due, responsible }) => [due.value, responsible])).toEqual([
    ['2024-03-31', '责任单位:幸福养老院'],
    ['2024-03-31', '责任单位:幸福养老院'],
  ]);
});

test('where the entry before has a label of its own, each keeps what is its own', () => {
  const text = '1.厨房报警器失效。\n整改时限:3月1日\n2.值班记录不完整。\n整改时限:3月5日';
  expect(drawn(text)).toEqual([
    '1.厨房报警器失效。',
    '  <整改时限> 整改时限:3月1日',
    '2.值班记录不完整。',
    '  <整改时限> 整改时限:3月5日',
  ]);
});

test('a label on the last entry’s own line is that entry’s', () => {
  expect(drawn('1.厨房报警器失效。\n2.值班记录不完整。整改时限:3月5日').at(-1)).toBe(
    '  <整改时限> 整改时限:3月5日',
  );
});

test('a person with what has been done behind stays with the entry', () => {
  const text =
    '整改情况报告\n二、整改落实情况\n(一)服务方面\n关于“候诊时间长。导诊不到位”问题\n责任人:甲某;整改时限:2024年3月\n一是增设窗口。二是分时预约。';
  expect(findingsOf(text)).toMatchObject([
    { responsible: '责任人:甲某', due: { value: '2024-03-31' }, measures: { length: 2 } },
  ]);
});

test('progress below the last entry stays with it', () => {
  expect(drawn('1.厨房报警器失效。\n2.值班记录不完整。\n整改情况:补记。').at(-1)).toBe(
    '  <整改情况> 补记。',
  );
});

test('labels are lifted out of one level only', () => {
  expect(
    drawn('(一)安全方面\n1.报警器失效。\n2.记录不完整。\n整改时限:3月5日\n(二)卫生方面'),
  ).toEqual([
    '(一)安全方面',
    '  1.报警器失效。',
    '  2.记录不完整。',
    '  <整改时限> 整改时限:3月5日',
    '(二)卫生方面',
  ]);
});
