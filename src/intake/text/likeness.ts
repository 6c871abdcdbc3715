/** How much two short texts say the same, by the pairs of characters they share. */
import { fold } from './lines.ts';

/** How much of the shorter one both have in common, from 0 to 1. Only Chinese characters count. */
export function likeness(one: string, other: string): number {
  const [pairs, others] = [pairsIn(one), pairsIn(other)];
  const shared = [...others].filter((pair) => pairs.has(pair)).length;
  return shared / Math.max(1, Math.min(pairs.size, others.size));
}

function pairsIn(text: string): Set<string> {
  const han = fold(text).replaceAll(/[^\u3400-\u9fff]/g, '');
  return new Set(
    Array.from({ length: Math.max(0, han.length - 1) }, (_, at) => han.slice(at, at + 2)),
  );
}
