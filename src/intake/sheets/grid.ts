/** The rows of a table with what merged cells show in each of the places they cover. */
import type { Merge, Table } from '../source.ts';

export interface GridRow {
  readonly line: number;
  /** Index among the table's rows. */
  readonly index: number;
  /** What stands in each place itself; '' where nothing does, and under merged cells. */
  readonly own: readonly string[];
  /** The same with what merged cells show. */
  readonly shown: readonly string[];
  /** The merged cell over each place; null where the row has none. */
  readonly merged: readonly (Merge | undefined)[] | null;
}

/** Goes once through the rows, and holds no more of the merged cells than those that are open. */
export function gridRows(table: Table): GridRow[] {
  const { rows } = table;
  const width = widthOf(table);
  const starting = mergesByTop(table);
  let open: (Merge | undefined)[] = [];
  return rows.map(({ line, cells }, index) => {
    open = open.map((merge) => (merge !== undefined && merge.bottom >= index ? merge : undefined));
    for (const merge of starting.get(index) ?? []) {
      for (let at = merge.left; at <= Math.min(merge.right, width - 1); at += 1) open[at] ??= merge;
    }
    const own = cells.every((cell) => tidy(cell) === cell) ? cells : cells.map(tidy);
    if (open.every((merge) => merge === undefined)) {
      return { line, index, own, shown: own, merged: null };
    }
    const merged = Array.from({ length: width }, (_, at) => open[at]);
    const shown = merged.map((merge, at) =>
      merge === undefined ? (own[at] ?? '') : tidy(rows[merge.top]?.cells[merge.left] ?? ''),
    );
    return { line, index, own, shown, merged };
  });
}

/** Whether a merged cell that begins above shows through here. */
export const isCoveredFromAbove = ({ merged, index }: GridRow, column: number): boolean =>
  (merged?.[column]?.top ?? index) < index;

/** Line ends as line feeds, no space around the text. */
const tidy = (cell: string): string => {
  const text = cell.includes('\r') ? cell.replaceAll(/\r\n?/g, '\n') : cell;
  return text.replaceAll(INVISIBLE, '').trim();
};

const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/g;

/** Columns that hold something; merged cells may stretch over any number of empty ones. */
const widthOf = ({ rows }: Table): number =>
  rows.reduce((widest, { cells }) => Math.max(widest, cells.length), 0);

function mergesByTop({ merges }: Table): ReadonlyMap<number, readonly Merge[]> {
  const byTop = new Map<number, Merge[]>();
  for (const merge of merges) {
    if (merge.top === merge.bottom && merge.left === merge.right) continue;
    const same = byTop.get(merge.top);
    if (same === undefined) byTop.set(merge.top, [merge]);
    else same.push(merge);
  }
  return byTop;
}
