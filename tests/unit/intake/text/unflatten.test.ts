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
