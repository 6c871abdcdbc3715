import { describe, expect, test } from 'vitest';
import { likeness, pairsIn } from '../../../../src/intake/text/likeness.ts';

const alike = (one: string, other: string): number => likeness(pairsIn(one), pairsIn(other));

describe('likeness', () => {
  test('is how much of the shorter text stands in the longer', () => {
    expect(alike('屋顶漏雨', '教室屋顶漏雨多处')).toBe(1);
    expect(alike('屋顶漏雨', '教室屋顶多处漏雨')).toBeCloseTo(2 / 3);
    expect(alike('屋顶漏雨', '灯管损坏')).toBe(0);
  });

  test('counts Chinese characters only, traditional ones as simplified', () => {
    expect(alike('電線、損壞(3處)', '电线损坏处')).toBe(1);
    expect(alike('abc', 'abc')).toBe(0);
    expect(alike('', '屋顶')).toBe(0);
  });
});
