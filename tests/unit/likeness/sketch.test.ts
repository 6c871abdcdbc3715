import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { overlap } from '../../../src/likeness/likeness.ts';
import { bandsOf, exactBand } from '../../../src/likeness/sketch.ts';

const banding = { purpose: 9, bands: 300, minima: 1 };
const numbered = (from: number, to: number): ReadonlySet<string> =>
  new Set(Array.from({ length: to - from }, (_, at) => `片${from + at}`));

describe('A sketch', () => {
  test('is the same for the same pieces in any order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 1 }), (pieces) => {
        const back = new Set(pieces.toReversed());
        expect(bandsOf(new Set(pieces), banding)).toEqual(bandsOf(back, banding));
        expect(exactBand(new Set(pieces), 9)).toEqual(exactBand(back, 9));
      }),
    );
  });

  test.each([
    [0, 100],
    [20, 120],
    [50, 150],
    [80, 180],
    [100, 200],
  ])('shares bands with another as often as they are alike: from %d', (from, to) => {
    const [here, there] = [numbered(0, 100), numbered(from, to)];
    const bands = new Set(bandsOf(there, banding));
    const met = bandsOf(here, banding).filter((band) => bands.has(band)).length / banding.bands;
    expect(Math.abs(met - overlap(here, there))).toBeLessThan(0.1);
  });

  test('keeps purposes apart', () => {
    const pieces = numbered(0, 20);
    const other = new Set(bandsOf(pieces, { ...banding, purpose: 8 }));
    expect(bandsOf(pieces, banding).filter((band) => other.has(band))).toEqual([]);
  });

  test('fits the column it is stored in', () => {
    for (const band of bandsOf(numbered(0, 50), banding)) {
      expect(band).toBe(Math.trunc(band));
      expect(Math.abs(band)).toBeLessThanOrEqual(2 ** 31);
    }
  });

  test('says what it has always said: bands are stored', () => {
    const pieces = new Set(['食堂', '堂台', '台账']);
    expect([...bandsOf(pieces, { purpose: 1, bands: 3, minima: 2 }), ...exactBand(pieces, 2)])
      .toMatchInlineSnapshot(`
        [
          836545129,
          1355656908,
          -1497644261,
          -1219251196,
        ]
      `);
  });

  test('is none of a text without pieces', () => {
    expect(bandsOf(new Set(), banding)).toEqual([]);
    expect(exactBand(new Set(), 9)).toEqual([]);
  });
});
