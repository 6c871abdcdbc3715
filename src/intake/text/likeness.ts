/** How much two short texts say the same, by the pairs of characters they share. */
import { fold } from './lines.ts';

/** The pairs of neighbouring Chinese characters of a text; nothing else counts. */
export type Pairs = ReadonlySet<string>;

export function pairsIn(text: string): Pairs {
  const han = fold(text).replaceAll(/[^\u3400-\u9fff]/g, '');
  return new Set(
    Array.from({ length: Math.max(0, han.length - 1) }, (_, at) => han.slice(at, at + 2)),
  );
}

/** How much of the shorter one both have in common, from 0 to 1. */
export function likeness(one: Pairs, other: Pairs): number {
  const [fewer, more] = one.size <= other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const pair of fewer) if (more.has(pair)) shared += 1;
  return shared / Math.max(1, fewer.size);
}
