/** Reads rows whose cells are parted by nothing but spaces, as tables come out of a PDF. */
import type { TableRow } from '../source.ts';
import type { Line } from '../text/lines.ts';

/** Two spaces part what may hold one; only where the header has no two is one enough. */
const WIDE = /\s{2,}/;
const NARROW = /\s+/;

/** The words of a header line, and what parts them in the rows below. */
export function spacedCells(text: string): { readonly cells: string[]; readonly gap: RegExp } {
  const wide = text.trim().split(WIDE);
  return wide.length > 2
    ? { cells: wide, gap: WIDE }
    : { cells: text.trim().split(NARROW), gap: NARROW };
}

/** Of the lines that begin like a row, so many have to have as many cells as the header. */
const MOST = 0.7;

/** None where the lines do not fit the header; a line that does not is kept as one cell. */
export function spacedRows(lines: readonly Line[], columns: number, gap: RegExp): TableRow[] {
  const split = lines.map(({ number, text }) => ({ line: number, text, cells: text.split(gap) }));
  const begun = split.filter(({ text }) => /^[\d(（]/.test(text));
  const fitting = begun.filter(({ cells }) => cells.length === columns);
  if (fitting.length === 0 || fitting.length < begun.length * MOST) return [];
  return split.map(({ line, text, cells }) => ({
    line,
    cells: cells.length === columns ? cells : [text],
  }));
}
