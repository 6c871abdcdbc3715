/** Chance that comes out the same for the same seed: mulberry32, and what documents are drawn with. */

export interface Dice {
  /** From 0 up to, not including, 1. */
  next(): number;
  chance(probability: number): boolean;
  /** Both ends included. */
  int(least: number, most: number): number;
  pick<T>(list: readonly T[]): T;
  /** `count` different members in random order; all of them where there are fewer. */
  sample<T>(list: readonly T[], count: number): T[];
  /** Dice of their own under a name, so that a further choice elsewhere changes nothing here. */
  fork(name: string): Dice;
}

export function diceOf(seed: number): Dice {
  const next = mulberry32(seed);
  const int = (least: number, most: number): number =>
    least + Math.floor(next() * (most - least + 1));
  const sample = <T>(list: readonly T[], count: number): T[] => {
    const left = [...list];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) {
      taken.push(...left.splice(int(0, left.length - 1), 1));
    }
    return taken;
  };
  return {
    next,
    int,
    sample,
    chance: (probability) => next() < probability,
    pick: (list) => {
      const [picked] = sample(list, 1);
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
    fork: (name) => diceOf(seedUnder(seed, name)),
  };
}

function mulberry32(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a over seed and name. */
function seedUnder(seed: number, name: string): number {
  let hash = 0x811c9dc5;
  for (const char of `${seed}/${name}`) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash;
}
