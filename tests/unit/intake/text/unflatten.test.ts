import { expect, test } from 'vitest';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { unflatten } from '../../../../src/intake/text/unflatten.ts';

test('a document on one line is broken before its headings, and keeps its line number', () => {
  const line =
    '某校关于整改的报告根据要求报告如下。二、整改情况(一)关于安全方面问题1.锁坏了。无人修。整改进展:(1)换锁。2.灯坏了。整改进展:(1)换灯。';
  const pieces = unflatten(splitLines(line));
  expect(pieces.map(({ text }) => text)).toEqual([
    '某校关于整改的报告',
    '根据要求报告如下。',
    '二、整改情况',
    '(一)关于安全方面问题',
    '1.锁坏了。无人修。整改进展:(1)换锁。',
    '2.灯坏了。整改进展:(1)换灯。',
  ]);
  expect(new Set(pieces.map(({ number }) => number))).toEqual(new Set([1]));
});

test('a line with one finding is not touched', () => {
  const lines = splitLines('1.锁坏了。整改情况:一是换锁。二是培训。整改结果:已完成。');
  expect(unflatten(lines)).toEqual(lines);
});

const piecesOf = (line: string): string[] => unflatten(splitLines(line)).map(({ text }) => text);

test('chapters without labels are broken apart too', () => {
  expect(
    piecesOf(
      '一、基本情况学校共有学生三百名,开展了全面自查。二、存在的问题(一)食堂台账不规范,缺少签字。(二)门卫脱岗。三、下一步打算加强管理。',
    ),
  ).toEqual([
    '一、基本情况学校共有学生三百名,开展了全面自查。',
    '二、存在的问题',
    '(一)食堂台账不规范,缺少签字。',
    '(二)门卫脱岗。',
    '三、下一步打算加强管理。',
  ]);
});

test('numbered paragraphs of some length are broken apart, entries of a list in a sentence are not', () => {
  const first = `1.食堂台账不规范,${'采购验收单缺少两人签字,'.repeat(6)}没有上锁。`;
  const second = `2.门卫夜间脱岗,${'巡查记录提前填写,'.repeat(8)}无人值守。`;
  expect(piecesOf(first + second)).toEqual([first, second]);
  const list = `学校采取了多项措施:${'1.换锁;2.培训;3.检查;4.公示;'.repeat(2)}并长期坚持下去,责任落实到人。`;
  expect(piecesOf(list)).toEqual([list]);
});

test('what was handed over stands apart from the last finding', () => {
  expect(
    piecesOf(
      '巡察组反馈问题2个。1.锁坏了。整改情况:换锁。2.灯坏了。整改情况:换灯。巡察组没有向我校移交信访件和立行立改问题。',
    ).at(-1),
  ).toBe('巡察组没有向我校移交信访件和立行立改问题。');
});

test('findings called 问题1, 问题2 are broken apart', () => {
  expect(
    piecesOf(
      '问题1:食堂未公示菜价。整改措施:张贴菜价表,每周更新,并接受家长监督。问题2:宿舍插座老化。整改措施:更换插座。',
    ),
  ).toHaveLength(2);
});

test('一、二、三年级 in a sentence is no row of sections', () => {
  const line =
    '学校共有一、二、三年级学生五百名,个别教室照明不足,多数教室的插座老化,部分班级桌椅破损严重。';
  expect(piecesOf(line)).toEqual([line]);
});
