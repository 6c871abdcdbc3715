import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draw, drawMark, drawnOf } from '../../../src/rounds/draw.ts';

const ids = fc
  .uniqueArray(fc.uuid(), { minLength: 1, maxLength: 40 })
  .map((all) => all.map((id) => ({ id })));
const size = fc.oneof(
  fc.integer({ min: 1, max: 100 }).map((percent) => ({ percent })),
  fc.integer({ min: 1, max: 60 }).map((count) => ({ count })),
);

describe('a draw', () => {
  test('takes as many as asked for, never more than there are, and none twice', () => {
    fc.assert(
      fc.property(ids, fc.string(), size, (items, seed, asked) => {
        const drawn = draw(items, seed, asked);
        expect(drawn).toHaveLength(drawnOf(asked, items.length));
        expect(new Set(drawn).size).toBe(drawn.length);
        expect(drawn.every((one) => items.includes(one))).toBe(true);
      }),
    );
  });

  test('of so many out of a hundred counts what is begun as a whole, in whole numbers exactly', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (percent, population) => {
          const drawn = drawnOf({ percent }, population);
          expect(drawn * 100).toBeGreaterThanOrEqual(percent * population);
          expect((drawn - 1) * 100).toBeLessThan(percent * population);
        },
      ),
    );
    expect(drawnOf({ percent: 10 }, 0)).toBe(0);
    expect(drawnOf({ percent: 10 }, 1)).toBe(1);
    expect(drawnOf({ percent: 100 }, 7)).toBe(7);
  });

  test('by the same seed is the same, in whatever order they come', () => {
    fc.assert(
      fc.property(
        ids.chain((items) =>
          fc.tuple(
            fc.constant(items),
            fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length }),
          ),
        ),
        fc.string(),
        size,
        ([items, shuffled], seed, asked) => {
          expect(draw(shuffled, seed, asked)).toEqual(draw(items, seed, asked));
        },
      ),
    );
  });

  test('of more takes those of fewer too', () => {
    fc.assert(
      fc.property(ids, fc.string(), fc.integer({ min: 1, max: 39 }), (items, seed, count) => {
        const fewer = draw(items, seed, { count });
        expect(draw(items, seed, { count: count + 1 }).slice(0, fewer.length)).toEqual(fewer);
      }),
    );
  });

  test('takes every finding about equally often over many seeds', () => {
    const items = Array.from({ length: 50 }, (_, at) => ({ id: `finding-${at}` }));
    const [seeds, count] = [4_000, 5];
    const times = new Map(items.map(({ id }) => [id, 0]));
    for (let seed = 0; seed < seeds; seed += 1) {
      for (const { id } of draw(items, `seed ${seed}`, { count })) {
        times.set(id, (times.get(id) ?? 0) + 1);
      }
    }
    const expected = (seeds * count) / items.length;
    // Five deviations of a fair lot: one in a million falls outside.
    const deviation = Math.sqrt(seeds * (count / items.length) * (1 - count / items.length));
    for (const [id, drawn] of times) {
      expect([id, Math.abs(drawn - expected) < 5 * deviation]).toEqual([id, true]);
    }
  });

  test('by another seed is another one', () => {
    const items = Array.from({ length: 100 }, (_, at) => ({ id: `finding-${at}` }));
    const draws = Array.from({ length: 50 }, (_, seed) =>
      draw(items, String(seed), { count: 10 })
        .map(({ id }) => id)
        .join(),
    );
    expect(new Set(draws).size).toBe(draws.length);
  });

  test('is known by a mark that is its seed’s, and does not hold it', () => {
    expect(drawMark('2024-三季度')).toMatch(/^[0-9a-f]{16}$/u);
    expect(drawMark('2024-三季度')).toBe(drawMark('2024-三季度'));
    expect(drawMark('2024-四季度')).not.toBe(drawMark('2024-三季度'));
  });
});
