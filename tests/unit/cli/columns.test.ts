import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { besideLabels, placesOf } from '../../../src/cli/columns.ts';

test.each([
  ['', 0],
  ['Message-ID', 10],
  ['编号', 4],
  ['编号 / number', 13],
  ['(全角)。', 8],
  ['e\u0301', 1],
  ['𠮷', 2],
  ['é—…', 3],
])('%j takes up %i places', (text, places) => {
  expect(placesOf(text)).toBe(places);
});

test('what is said begins at the same place in every line, two after the longest label', () => {
  const label = fc.string({ unit: fc.constantFrom('编', '号', 'a', ' ', '/', ',') });
  const pair = fc.tuple(label, fc.constant('#said'));
  fc.assert(
    fc.property(fc.array(pair, { minLength: 1 }), (pairs) => {
      const widths = besideLabels(pairs, '   ').map((line) => placesOf(line.split('#')[0] ?? ''));
      const longest = Math.max(...pairs.map(([text]) => placesOf(text)));
      expect(new Set(widths)).toEqual(new Set([longest + 5]));
    }),
  );
});

test('no line ends in spaces, and without pairs there is no line', () => {
  expect(besideLabels([['编号', '']])).toEqual(['编号']);
  expect(besideLabels([])).toEqual([]);
});
