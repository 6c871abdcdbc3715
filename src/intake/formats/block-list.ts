/** Gathers the lines and tables of a document in its order, and numbers them. */
import type { Merge, SourceBlock } from '../source.ts';

/** A table before its rows have numbers. */
export interface Grid {
  readonly name: string | null;
  readonly rows: readonly (readonly string[])[];
  readonly merges: readonly Merge[];
}

/** A piece of a document: a line of text, which may hold line breaks, or a table. */
export type Piece = string | Grid;

/**
 * Formats without lines of their own are numbered as they are printed: a line, a line; a row of a
 * table, a line. Lines between two tables are one block.
 */
export function blocksOf(pieces: readonly Piece[]): SourceBlock[] {
  const blocks: SourceBlock[] = [];
  let line = 1;
  let [open, first]: [string[], number] = [[], line];
  const close = (): void => {
    if (open.some((text) => text.trim() !== '')) {
      blocks.push({ kind: 'text', line: first, text: open.join('\n') });
    }
    open = [];
  };
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      if (open.length === 0) first = line;
      open.push(piece);
      line += linesIn(piece);
    } else {
      close();
      const start = line;
      const rows = piece.rows.map((cells, index) => ({ line: start + index, cells }));
      blocks.push({ kind: 'table', name: piece.name, rows, merges: piece.merges });
      line += rows.length;
    }
  }
  close();
  return blocks;
}

function linesIn(text: string): number {
  let lines = 1;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}
