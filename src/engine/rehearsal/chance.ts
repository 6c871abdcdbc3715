/** Chance that is the same for the same seed and names, whatever was asked before or in which order. */
import { hash } from 'node:crypto';

/** A number in [0, 1) for what the names stand for. */
export type Chance = (...names: readonly (string | number)[]) => number;

export function chanceOf(seed: number): Chance {
  return (...names) => {
    const bytes = hash('sha256', JSON.stringify([seed, ...names]), 'buffer');
    return bytes.readUInt32BE(0) / 2 ** 32;
  };
}
