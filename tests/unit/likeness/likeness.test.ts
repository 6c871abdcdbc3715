import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { likeness } from '../../../src/likeness/likeness.ts';
import { normalised } from '../../../src/likeness/normalised.ts';
import { shinglesOf } from '../../../src/likeness/shingles.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const chinese = fc
  .array(fc.integer({ min: 0x4e_00, max: 0x9f_a5 }), { minLength: 1, maxLength: 60 })
  .map((codes) => String.fromCodePoint(...codes));

describe('The likeness of two texts', () => {
  test('is a share, and the same either way', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const found = likeness(a, b);
        expect(found).toBe(likeness(b, a));
        expect(found).toBeGreaterThanOrEqual(0);
        expect(found).toBeLessThanOrEqual(1);
      }),
    );
  });

  test('is 1 for a text and itself', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, chinese), (text) => {
        expect(likeness(text, text)).toBe(1);
      }),
    );
  });

  test('is 0 for texts without a character in common', () => {
    fc.assert(
      fc.property(chinese, chinese, (a, b) => {
        const known = new Set(a);
        const rest = Array.from(b)
          .filter((character) => !known.has(character))
          .join('');
        expect(likeness(a, rest)).toBe(0);
      }),
    );
    expect(likeness('食堂', '')).toBe(0);
  });

  test('does not see the width of punctuation, letters and digits, spaces, or case', () => {
    const wide = '学校2名保安(门卫)中,1名没有《保安员证》:PDF 材料缺失!';
    const narrow = '学校2名保安(门卫)中,1名 没有<保安员证>:pdf材料缺失!';
    expect(likeness(wide, narrow)).toBe(1);
    fc.assert(
      fc.property(
        chinese,
        fc.array(fc.constantFrom(',', ',', '。', '.', ' ', ' ', '“', '\n', '、')),
        (text, marks) => {
          const characters = Array.from(text);
          const marked = characters.map((each, at) => each + (marks[at] ?? '')).join('');
          expect(likeness(text, marked)).toBe(1);
        },
      ),
    );
  });

  test('falls as words are exchanged', () => {
    const first = '陪餐记录没有填写食品安全方面的内容';
    const closer = likeness(first, '陪餐记录没有填写食品卫生方面的内容');
    const further = likeness(first, '陪餐记录没有领导签字');
    expect(closer).toBeLessThan(1);
    expect(closer).toBeGreaterThan(further);
    expect(further).toBeGreaterThan(0);
  });

  test('tells numbers apart', () => {
    expect(likeness('2023年5月完成', '2024年6月完成')).toBeLessThan(1);
    expect(normalised('1、2,③')).toBe('123');
  });

  test('takes time in proportion to the texts: twice 20,000 characters are nothing', () => {
    const characters = Array.from({ length: 20_000 }, (_, at) => 0x4e_00 + ((at * 7_919) % 20_000));
    const long = characters.map((code) => String.fromCodePoint(code)).join('');
    const startedAt = performance.now();
    expect(likeness(long, long.slice(10))).toBeGreaterThan(0.99);
    expect(performance.now() - startedAt).toBeLessThan(2_000);
  });
});

describe('A text in pieces', () => {
  test('has none without letters or digits', () => {
    expect(shinglesOf(',。!? \n')).toEqual(new Set());
  });

  test('is two Chinese characters at a time, and four letters or digits', () => {
    expect([...shinglesOf('食堂台账')]).toEqual(['食堂', '堂台', '台账']);
    expect([...shinglesOf('log book')]).toEqual(['logb', 'ogbo', 'gboo', 'book']);
    expect([...shinglesOf('共460处')]).toEqual(['共4', '460处', '0处']);
  });

  test('is one piece where it is shorter than one', () => {
    expect([...shinglesOf('账')]).toEqual(['账']);
    expect([...shinglesOf('ok')]).toEqual(['ok']);
  });

  test('keeps characters beyond the first plane whole', () => {
    expect([...shinglesOf('𠮷野家')]).toEqual(['𠮷野', '野家']);
  });
});
