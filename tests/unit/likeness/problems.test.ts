import { describe, expect, test } from 'vitest';
import { overlap } from '../../../src/likeness/likeness.ts';
import {
  piecesOf,
  problemBands,
  similarFrom,
  similarity,
  similarShortFrom,
} from '../../../src/likeness/problems.ts';
import { different, reworded, type Worded } from './pairs.ts';

const between = ([a, b]: readonly [Worded, Worded]) => similarity(piecesOf(a), piecesOf(b));
const wholes = ([a, b]: readonly [Worded, Worded]) => overlap(piecesOf(a).whole, piecesOf(b).whole);
const described = ([a]: readonly [Worded, Worded]) => a.description !== null;

describe('Similar findings', () => {
  test.each(reworded)('are the same problem in other words: $title', (a, b) => {
    expect(between([a, b])).toBeGreaterThanOrEqual(similarFrom);
    expect(between([b, a])).toBe(between([a, b]));
  });

  test.each(different)('are not different problems of one school: $title', (a, b) => {
    expect(between([a, b])).toBeNull();
  });

  test('leave a gap around where they begin', () => {
    const same = reworded.filter(described).map(wholes);
    const others = different.filter(described).map(wholes);
    expect(Math.min(...same)).toBeGreaterThan(similarFrom + 0.08);
    expect(Math.max(...others)).toBeLessThan(similarFrom - 0.05);
  });

  test('meet in at least one band, as an index needs it', () => {
    for (const [a, b] of reworded) {
      const there = new Set(problemBands(piecesOf(b)));
      const met = problemBands(piecesOf(a)).filter((band) => there.has(band));
      expect([a.title, met.length > 0]).toEqual([a.title, true]);
    }
  });

  test('of short texts have more in common than a word', () => {
    const vehicles = piecesOf({ title: '校车台账不健全', description: null });
    const kitchen = piecesOf({ title: '食堂台账不健全', description: null });
    expect(overlap(vehicles.whole, kitchen.whole)).toBeGreaterThan(similarFrom);
    expect(overlap(vehicles.whole, kitchen.whole)).toBeLessThan(similarShortFrom);
    expect(similarity(vehicles, kitchen)).toBeNull();
    expect(similarity(vehicles, vehicles)).toBe(1);
  });

  test('are found by a title alone, and by a text in one piece', () => {
    for (const [a] of reworded.filter(described)) {
      const whole = piecesOf(a);
      expect(similarity(piecesOf({ title: a.title, description: null }), whole)).toBe(1);
      const pasted = { title: `${a.title}。${a.description}`, description: null };
      expect(similarity(piecesOf(pasted), whole)).toBe(1);
    }
  });

  test('do not come of a general title where there is more to go by', () => {
    const title = '安全管理有漏洞';
    const doors = piecesOf({ title, description: '校门口药店后门可以随意进出校园,无人值守。' });
    const labs = piecesOf({ title, description: '化学实验室危险药品双人双锁制度没有落实到位。' });
    expect(similarity(doors, labs)).toBeNull();
  });

  test('are none of a text without words', () => {
    const empty = piecesOf({ title: '……', description: '!' });
    expect(similarity(empty, empty)).toBeNull();
    expect(problemBands(empty)).toEqual([]);
  });
});
