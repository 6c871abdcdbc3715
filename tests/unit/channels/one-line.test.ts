import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { oneLine, plainLines, shortened } from '../../../src/channels/one-line.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 200 });

describe('a line', () => {
  test.each([
    ['Subject\r\nBcc: eve@elsewhere.example', 'Subject Bcc: eve@elsewhere.example'],
    ['a\u2028b\u2029c\u0085d\ve\ff', 'a b c d e f'],
    ['a\u0000b\u001Bc\u007Fd', 'a b c d'],
    ['发\u202E票\u202C \u2066x\u2069', '发票 x'],
    ['\uFEFFa\u200Bb\u00ADc', 'abc'],
    ['\uD800a\uDC00', '\uFFFDa\uFFFD'],
    ['  一  二\t三  ', '一 二 三'],
  ])('%j reads %j', (text, line) => {
    expect(oneLine(text)).toBe(line);
  });

  test('keeps what belongs to a script: joiners, marks, emoji', () => {
    const text = 'کتاب‌ها 👩‍🏫 བོད ';
    expect(oneLine(text)).toBe(text.trim());
  });

  test('never holds a control, a separator or a lone surrogate, whatever came in', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(oneLine(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]/u);
      }),
    );
  });
});

describe('lines', () => {
  test('keep their breaks, in one form, and at most one empty line between them', () => {
    expect(plainLines('一\r\n二\r三\u2028四\n\n\n\n五\n')).toBe('一\n二\n三\n四\n\n五');
  });
});

describe('a shortened text', () => {
  test('is left alone where it fits and ends with an ellipsis where it does not', () => {
    expect(shortened('食堂陪餐', 4)).toBe('食堂陪餐');
    expect(shortened('食堂陪餐记录', 4)).toBe('食堂陪…');
  });

  test('never cuts a character in two', () => {
    expect(shortened('😀😀😀', 2)).toBe('😀…');
  });
});
