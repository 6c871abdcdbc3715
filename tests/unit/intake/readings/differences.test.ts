import { expect, test } from 'vitest';
import { compareCounts } from '../../../../src/intake/readings/differences.ts';

const listed = { aspects: 3, items: 11, findings: 17, measures: 49 };

test('names every declared count that the list does not bear out', () => {
  const declared = { aspects: 12, findings: 18, suggestions: 4, measures: 49 };
  expect(compareCounts(declared, listed).map((d) => [d.what, d.declared, d.listed])).toEqual([
    ['aspects', 12, 3],
    ['findings', 18, 17],
    ['suggestions', 4, 0],
  ]);
});

test('says it in Chinese first, with the items that explain a gap in aspects', () => {
  const declared = { aspects: 12, findings: null, suggestions: null, measures: null };
  expect(compareCounts(declared, listed)[0]?.message).toMatch(
    /^文件称有方面12个.*3个.*编号条目11个.* \/ declares 12 aspects, lists 3 \(11 numbered items\)$/,
  );
});

test('finds no difference where nothing is declared', () => {
  const declared = { aspects: null, findings: null, suggestions: null, measures: null };
  expect(compareCounts(declared, listed)).toEqual([]);
});
