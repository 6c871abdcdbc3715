import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { chanceOf } from '../../../../src/engine/rehearsal/chance.ts';

const names = fc.array(fc.oneof(fc.string(), fc.integer()), { minLength: 1, maxLength: 4 });

describe('chance', () => {
  test('is a number from 0 up to 1, the same for the same seed and names whatever was asked before', () => {
    fc.assert(
      fc.property(fc.nat(), names, fc.array(names), (seed, asked, before) => {
        const chance = chanceOf(seed);
        for (const each of before) chance(...each);
        const drawn = chance(...asked);
        expect(drawn).toBeGreaterThanOrEqual(0);
        expect(drawn).toBeLessThan(1);
        expect(drawn).toBe(chanceOf(seed)(...asked));
      }),
    );
  });

  test('is another for another seed and for other names, and favours nothing', () => {
    const draws = Array.from({ length: 4000 }, (_, no) => chanceOf(1)('F-1', no));
    expect(new Set(draws).size).toBeGreaterThan(3990);
    expect(chanceOf(1)('F-1')).not.toBe(chanceOf(2)('F-1'));
    expect(chanceOf(1)('a', 'b')).not.toBe(chanceOf(1)('ab'));
    const mean = draws.reduce((sum, each) => sum + each, 0) / draws.length;
    expect(mean).toBeGreaterThan(0.48);
    expect(mean).toBeLessThan(0.52);
    const low = draws.filter((each) => each < 0.1).length / draws.length;
    expect(low).toBeGreaterThan(0.08);
    expect(low).toBeLessThan(0.12);
  });
});
