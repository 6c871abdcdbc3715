/** 抽签: who is drawn is settled by the seed alone; nobody can tell without it, and everybody can check with it. */
import { createHash, createHmac } from 'node:crypto';

/** How many: so many, or out of a hundred, of which what is begun counts as a whole. Never more than there are. */
export type DrawSize = { readonly count: number } | { readonly percent: number };

export function drawnOf(size: DrawSize, population: number): number {
  const wanted = 'count' in size ? size.count : Math.ceil((population * size.percent) / 100);
  return Math.min(wanted, population);
}

/** In the order they are drawn in, whatever order they come in. */
export function draw<Item extends { readonly id: string }>(
  items: readonly Item[],
  seed: string,
  size: DrawSize,
): readonly Item[] {
  return items
    .map((item) => ({ item, lot: createHmac('sha256', seed).update(item.id).digest('hex') }))
    .toSorted((a, b) => (a.lot < b.lot ? -1 : 1))
    .slice(0, drawnOf(size, items.length))
    .map(({ item }) => item);
}

/** By which a draw is known in the history. It does not give the seed away, and whoever has the seed can check it. */
export function drawMark(seed: string): string {
  return createHash('sha256').update(`recheck-draw\n${seed}`).digest('hex').slice(0, 16);
}
