/** Chance for the simulation: the same seed, the same numbers in the same order, on any machine. */

export interface Random {
  /** In [0, 1). */
  next(): number;
  /** True with that probability. */
  chance(probability: number): boolean;
  /** A whole number from `least` to `most`, both included. */
  between(least: number, most: number): number;
  /** One of them; throws a RangeError where there is none. */
  pick<T>(from: readonly T[]): T;
  /** Shaped like a random UUID. */
  uuid(): string;
}

/** Four words of state and shifts, rotations and additions on them: sfc32. */
export function randomOf(seed: number): Random {
  let [a, b, c, count] = [seed | 0, Math.floor(seed / 2 ** 32) | 0, 0x9e3779b9 | 0, 1];
  const word = (): number => {
    const sum = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return sum >>> 0;
  };
  // Seeds that are close together are far apart after this.
  for (let turn = 0; turn < 15; turn += 1) word();
  const next = () => word() / 2 ** 32;
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    chance: (probability) => next() < probability,
    between,
    pick(from) {
      if (from.length === 0) throw new RangeError('there is nothing to pick from');
      return from[between(0, from.length - 1)]!;
    },
    uuid() {
      const hex = [word(), word(), word(), word()]
        .map((part) => part.toString(16).padStart(8, '0'))
        .join('');
      const [one, two, three] = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(13, 16)];
      return `${one}-${two}-4${three}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  };
}
