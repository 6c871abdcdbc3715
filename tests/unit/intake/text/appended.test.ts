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

test('sections that begin again without a new title are part of the document', () => {
  expect(warningsOf(`${FIRST}\n一、附记\n无。`)).toEqual([]);
});
