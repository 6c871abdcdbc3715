import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, splitLines } from '../../../../src/intake/text/lines.ts';
import { toFullWidth } from '../printing.ts';

describe('splitLines', () => {
  test('counts blank lines but leaves them out, whatever ends a line', () => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(
        splitLines(['一', '', ' 二 ', '三'].join(end)).map(({ number, text }) => [number, text]),
      ).toEqual([
        [1, '一'],
        [3, '二'],
        [4, '三'],
      ]);
    }
  });

  test('drops characters that nobody can see', () => {
    expect(splitLines('\ufeff整\u200b改')[0]?.text).toBe('整改');
  });

  test('keeps the characters of the source in the text', () => {
    const printed = toFullWidth('整改进展:(1)换锁;');
    expect(splitLines(printed)[0]).toEqual({
      number: 1,
      text: printed,
      folded: '整改进展:(1)换锁;',
    });
  });
});

describe('fold', () => {
  test('keeps every position, so that a match can be cut out of the source', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(fold(text)).toHaveLength(text.length);
      }),
    );
  });

  test('reads traditional headings like simplified ones', () => {
    expect(fold('關於問題的整改進展情況')).toBe('关于问题的整改进展情况');
  });
});
