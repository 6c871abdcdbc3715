/** Lays the cells of a table on a grid, and tells tables from frames around text. */
import type { Merge } from '../source.ts';
import type { Grid, Piece } from './block-list.ts';
import type { IntakeLimits } from './limits.ts';
import { refusal, type Refusal } from './refusal.ts';

/** What stands in one cell, and over how many places it stretches. */
export interface Cell {
  readonly pieces: readonly Piece[];
  /** Columns; at least 1. */
  readonly across: number;
  /** Rows; at least 1. More than there are means to the end. */
  readonly down: number;
}

/** Thrown while a table is laid out, and caught by the reader of the format. */
export class TableTooLarge extends Error {
  override readonly name = 'TableTooLarge';
}

export const tableTooLarge = ({ cells, columns, rows }: IntakeLimits): Refusal =>
  refusal(
    'too_large',
    `表格过大，上限为${columns}列、${rows}行、${cells}个单元格`,
    `A table is too large; the limits are ${columns} columns, ${rows} rows and ${cells} cells`,
  );

/**
 * Each cell takes the next free places of its row. Covered places are ''. Throws
 * {@link TableTooLarge} beyond the limits, before anything of that size is made.
 */
export function layOut(
  name: string | null,
  rows: readonly (readonly Cell[])[],
  limits: IntakeLimits,
): Grid {
  if (rows.length > limits.rows) throw new TableTooLarge();
  const laid: string[][] = [];
  const merges: Merge[] = [];
  const coveredUntil: number[] = [];
  let places = 0;
  for (const [top, cells] of rows.entries()) {
    const texts: string[] = [];
    let left = 0;
    for (const { pieces, across, down } of cells) {
      while ((coveredUntil[left] ?? -1) >= top) left += 1;
      const right = left + across - 1;
      const bottom = Math.min(top + down, rows.length) - 1;
      if (right >= limits.columns) throw new TableTooLarge();
      texts[left] = textOf(pieces);
      if (right > left || bottom > top) merges.push({ top, left, bottom, right });
      for (let at = left; at <= right; at += 1) coveredUntil[at] = bottom;
      left = right + 1;
    }
    const width = widthOf(texts.length, coveredUntil, top);
    places += width;
    if (places > limits.cells) throw new TableTooLarge();
    laid.push(Array.from({ length: width }, (_, at) => texts[at] ?? ''));
  }
  return { name, rows: laid, merges };
}

function widthOf(filled: number, coveredUntil: readonly number[], row: number): number {
  let width = coveredUntil.length;
  while (width > filled && (coveredUntil[width - 1] ?? -1) < row) width -= 1;
  return width;
}

/** The text of a cell. A table within it is one line per row, its cells parted by tabs. */
export function textOf(pieces: readonly Piece[]): string {
  const lines = pieces.flatMap((piece) =>
    typeof piece === 'string' ? [piece] : piece.rows.map((cells) => cells.join('\t')),
  );
  return lines.join('\n').trim();
}

const FEW_CELLS = 4;
const SOME_CELLS = 8;
const LONG_TEXT = 200;
const SEVERAL_LINES = 3;

/**
 * Whether the table only holds its text in place: one cell or one column of them, a few cells with
 * tables in them, or with a page of text.
 */
export function isFrame(rows: readonly (readonly Cell[])[]): boolean {
  const filled = rows.map((cells) => cells.filter(({ pieces }) => !isBlank(pieces)));
  if (filled.every((cells) => cells.length <= 1)) return true;
  const cells = filled.flat();
  const holdsTables = cells.some(({ pieces }) => pieces.some((piece) => typeof piece !== 'string'));
  if (holdsTables && cells.length <= SOME_CELLS) return true;
  return (
    cells.length <= FEW_CELLS &&
    cells.some(({ pieces }) => {
      const text = textOf(pieces);
      return text.length >= LONG_TEXT && text.split('\n').length >= SEVERAL_LINES;
    })
  );
}

/** What a frame holds, in its order. */
export const unframed = (rows: readonly (readonly Cell[])[]): Piece[] =>
  rows.flatMap((cells) => cells.flatMap(({ pieces }) => pieces));

const isBlank = (pieces: readonly Piece[]): boolean =>
  pieces.every((piece) => typeof piece === 'string' && piece.trim() === '');
