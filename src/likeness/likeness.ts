/** How alike two texts are: the share of their pieces that both have (Jaccard). */
import { shinglesOf } from './shingles.ts';

/** 0 where they share nothing, 1 where they say the same in the same words, whatever the punctuation. */
export function likeness(a: string, b: string): number {
  return overlap(shinglesOf(a), shinglesOf(b));
}

/** The same of texts already in pieces. Two without any are equal. */
export function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const [fewer, more] = a.size < b.size ? [a, b] : [b, a];
  let shared = 0;
  for (const piece of fewer) if (more.has(piece)) shared += 1;
  const all = fewer.size + more.size - shared;
  return all === 0 ? 1 : shared / all;
}
