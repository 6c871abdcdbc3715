import { expect, test } from 'vitest';
import { documentWith, warningsOf, readWell } from '../printing.ts';

const FIRST = documentWith(
  '(一)关于安全方面问题\n1.锁坏了。无人修。\n整改进展:(1)换锁。\n三、打算\n继续努力。',
);

test('a second document behind the first is left out and named with its line', () => {
  const second =
    '青石县实验小学开学工作报告\n学校认真开展检查。\n一、基本情况\n1.开学准备。整改进展:(1)打扫。';
  const text = `${FIRST}\n${second}`;
  expect(readWell(text).listed.findings).toBe(1);
  expect(warningsOf(text)).toEqual([[11, 'second_document']]);
});

test('of a collection the first is read, and the next one named', () => {
  const text =
    '下面是整理的学校安全整改报告范文,仅供参考,希望对大家有所帮助。\n学校安全整改报告范文1\n我校对校舍、食堂进行了全面检查,现将有关情况汇报如下。\n一、存在的问题\n1.锁坏了。\n2.灯不亮。\n学校安全整改报告范文2\n一、存在的问题\n1.路不平。';
  expect(readWell(text).listed.findings).toBe(2);
  expect(warningsOf(text)).toEqual([[7, 'second_document']]);
});

test('sections that begin again without a new title are part of the document', () => {
  expect(warningsOf(`${FIRST}\n一、附记\n无。`)).toEqual([]);
});

const PLANS =
  '青石县第三小学安全自查报告\n一、存在的不足\n一是门卫脱岗。\n二、下一步打算\n加强管理。';

test.each([
  '督查组于4月3日对全区12所小学的安全工作进行了督查。',
  '为全面了解开学工作,根据县教育局统一安排,督查组对全区12所小学开展了检查。',
  '县审计局从2024年3月1日起对城北医院进行了审计。',
])('behind the plans another inspection begins a second document: %s', (opening) => {
  const text = `${PLANS}\n${opening}\n存在的问题:\n1.制度不健全。\n2.账目混乱。`;
  expect(readWell(text).listed.findings).toBe(1);
  expect(warningsOf(text)).toContainEqual([6, 'second_document']);
});

test('the title above such a beginning goes with it', () => {
  const text = `${PLANS}\n北山区小学督查报告\n督查组于4月3日对全区12所小学进行了督查。\n1.制度不健全。`;
  expect(warningsOf(text)).toContainEqual([6, 'second_document']);
});

test('an inspection told of before the plans begins none', () => {
  const text =
    '安全自查报告\n督查组于4月3日对全区12所小学进行了督查。\n一、存在的不足\n一是门卫脱岗。\n二、下一步打算\n加强管理。';
  expect(warningsOf(text).map(([, code]) => code)).not.toContain('second_document');
});

test('plans that name inspections to come begin none', () => {
  const text = `${PLANS}\n学校将定期对各班级开展安全检查。`;
  expect(warningsOf(text).map(([, code]) => code)).not.toContain('second_document');
});
