/** Texts cut to size: by bytes, between characters. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesOf, cutTo, jsonBytesOf } from '../../../src/channels/cut.ts';

const texts = fc.string({ unit: 'grapheme', maxLength: 60 });

describe('A text that is cut', () => {
  test('stays as it is where it fits, to the byte', () => {
    expect(cutTo('整改提醒', 12)).toBe('整改提醒');
    expect(cutTo('', 0)).toBe('');
  });

  test('ends in an ellipsis, which counts', () => {
    expect(cutTo('整改提醒', 11)).toBe('整改…');
    expect(cutTo('整改提醒', 3)).toBe('…');
  });

  test('is nothing where not even the ellipsis fits', () => {
    expect(cutTo('整改提醒', 2)).toBe('');
  });

  test.each(['👨‍👩‍👧', '🇨🇳', 'e\u0301', '한'])('never parts %s', (character) => {
    const before = bytesOf('ab…');
    for (let max = before; max < bytesOf(`ab${character}…`); max += 1) {
      expect(cutTo(`ab${character}${character}`, max)).toBe('ab…');
    }
  });

  test('leaves no blank before the ellipsis', () => {
    expect(cutTo('整改 \n提醒事项', 13)).toBe('整改…');
  });

  test('is within its size and a beginning of the whole, whatever it says', () => {
    fc.assert(
      fc.property(texts, fc.nat(200), (text, max) => {
        const cut = cutTo(text, max);
        expect(bytesOf(cut)).toBeLessThanOrEqual(max);
        expect(Buffer.from(cut).toString()).toBe(cut);
        const fits = bytesOf(text) <= max;
        expect(fits ? cut === text : max < 3 || cut.endsWith('…')).toBe(true);
        expect(text.startsWith(fits ? cut : cut.slice(0, -1))).toBe(true);
      }),
    );
  });

  test('within a JSON text is measured as it is written there', () => {
    fc.assert(
      fc.property(texts, fc.nat(100), (text, max) => {
        const noisy = `"\\\n${text}\u0001"`;
        const cut = cutTo(noisy, max, jsonBytesOf);
        expect(bytesOf(JSON.stringify(cut)) - 2).toBeLessThanOrEqual(max);
      }),
    );
    expect(cutTo('""""', 7, jsonBytesOf)).toBe('""…');
  });
});
