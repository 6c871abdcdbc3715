/** Puts the pieces of text on a page together into its lines. */
import { columnsOf } from './columns.ts';
import type { PageText, Segment } from './segments.ts';

/** Measures in points, from the top of the page. */
export interface PageLine {
  readonly text: string;
  readonly y: number;
  readonly size: number;
}

/** How far, in sizes of the text, a gap has to be wide to part words, or cells. */
const WORD_GAP = 0.25;
const CELL_GAP = 1.5;
/** How far off the line a raised figure may stand. */
const OFF_LINE = 0.45;

/** From the top down, column by column; cells on a line are parted by tabs. */
export function linesOf({ segments }: Pick<PageText, 'segments'>): PageLine[] {
  return columnsOf(segments).flatMap((column) =>
    rowsOf(column).map((row) => {
      const size = Math.max(...row.map((segment) => segment.size));
      return { text: joined(row), y: row[0]?.y ?? 0, size };
    }),
  );
}

function rowsOf(segments: readonly Segment[]): Segment[][] {
  const rows: Segment[][] = [];
  let [base, size] = [-Infinity, 0];
  for (const segment of segments.toSorted((a, b) => a.y - b.y || a.left - b.left)) {
    const row = rows.at(-1);
    if (row !== undefined && segment.y - base <= OFF_LINE * Math.max(size, segment.size)) {
      row.push(segment);
      size = Math.max(size, segment.size);
    } else {
      rows.push([segment]);
      [base, size] = [segment.y, segment.size];
    }
  }
  return rows;
}

function joined(row: readonly Segment[]): string {
  let text = '';
  let end: number | null = null;
  for (const segment of row.toSorted((a, b) => a.left - b.left)) {
    if (end !== null) text += between(segment.left - end, segment);
    text += segment.text;
    end = Math.max(end ?? -Infinity, segment.right);
  }
  return text;
}

function between(gap: number, { size, spaced }: Segment): string {
  if (gap >= CELL_GAP * size) return '\t';
  return spaced || gap >= WORD_GAP * size ? ' ' : '';
}
