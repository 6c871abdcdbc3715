import { describe, expect, test } from 'vitest';
import { tokenise } from '../../../../src/intake/forms/tokens.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';

const tokens = (text: string): [string, string][] =>
  tokenise(splitLines(text)).map(({ kind, text: of }) => [kind, of]);

describe('tokenise', () => {
  test('parts a line into heading, labels and their texts', () => {
    expect(tokens('1.锁坏了。无人修。整改情况:一是换锁。整改结果:已完成。')).toEqual([
      ['heading', '锁坏了。无人修。'],
      ['label', '一是换锁。'],
      ['label', '已完成。'],
    ]);
  });

  test('keeps neighbouring persons and dates together, and ends them with their sentence', () => {
    expect(tokens('责任领导:张三;整改时限:6月底。学校已换锁。整改结果:已完成。')).toEqual([
      ['label', '责任领导:张三;整改时限:6月底。'],
      ['text', '学校已换锁。'],
      ['label', '已完成。'],
    ]);
  });

  test('takes a number before a label for the number of a part', () => {
    expect(tokens('(2)整改情况:换锁。')).toEqual([['label', '换锁。']]);
    expect(tokens('二、整改情况:')).toEqual([['heading', '整改情况:']]);
  });

  test('marks remarks on the whole and places where the text breaks off', () => {
    expect(tokens('欢迎监督。\n请登录后查看全文\n建立制度……')).toEqual([
      ['remark', '欢迎监督。'],
      ['cut', ''],
      ['text', '建立制度……'],
      ['cut', '建立制度……'],
    ]);
  });
});
