/** Parts a page that is set in columns. */
import type { Segment } from './segments.ts';

/** A column has as many lines at least; fewer are cells of a table, which are read across. */
const FEWEST_LINES = 3;
/** Beyond that a page is a drawing, not text. */
const MOST_SEGMENTS = 20_000;

/**
 * Programs write one column after the other. Where the text goes back up, to the right of all it
 * has left there, a new column begins.
 */
export function columnsOf(segments: readonly Segment[]): readonly (readonly Segment[])[] {
  if (segments.length > MOST_SEGMENTS) return [segments];
  const columns: Segment[][] = [[]];
  let lowest = -Infinity;
  let checks = 0;
  for (const segment of segments) {
    const column = columns.at(-1) ?? [];
    const isBack = segment.y < lowest - 2 * segment.size;
    // Tables go back up with every cell: a page of those is not searched for ever.
    if (isBack) checks += column.length;
    if (isBack && checks <= MOST_CHECKS && beginsColumn(segment, column)) {
      columns.push([segment]);
      lowest = segment.y;
    } else {
      column.push(segment);
      lowest = Math.max(lowest, segment.y);
    }
  }
  return columns;
}

const MOST_CHECKS = 2_000_000;

function beginsColumn(segment: Segment, column: readonly Segment[]): boolean {
  const beside = column.filter(({ y, size }) => y > segment.y - size / 2);
  const lines = new Set(beside.map(({ y }) => Math.round(y)));
  return lines.size >= FEWEST_LINES && beside.every(({ right }) => right <= segment.left);
}
