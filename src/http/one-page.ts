/** One page of a list, and where the next one begins. */

export interface Page<Item> {
  readonly items: readonly Item[];
  /** What the next page comes after; null where there is none. */
  readonly next: string | null;
}

/** `list` is asked for one more than `limit`: that tells whether there is a next page. */
export async function onePage<Item>(
  limit: number,
  list: (limit: number) => Promise<readonly Item[]>,
  keyOf: (item: Item) => string,
): Promise<Page<Item>> {
  const found = await list(limit + 1);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, next: found.length > limit && last !== undefined ? keyOf(last) : null };
}
