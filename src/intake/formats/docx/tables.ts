/** Builds the tables of a Word document: rows and cells as they are opened and closed. */
import type { Piece } from '../block-list.ts';
import { isFrame, layOut, unframed, type Cell } from '../grid.ts';
import type { IntakeLimits } from '../limits.ts';
import type { Attributes } from '../xml.ts';

interface OpenCell {
  across: number;
  /** Whether the cell goes on from the one above. */
  goesOn: boolean;
  /** Whether it goes on from the one on its left, as old files say it. */
  joined: boolean;
  pieces: readonly Piece[];
}

interface OpenRow {
  readonly cells: OpenCell[];
  /** Places before the first cell. */
  before: number;
  deleted: boolean;
}

export interface OpenTable {
  openRow(): void;
  closeRow(): void;
  openCell(): void;
  closeCell(pieces: readonly Piece[]): void;
  /** A property of the table, of its row or its cell. */
  property(name: string, attributes: Attributes): void;
  /** What the table is: itself, or the content of a frame. Throws TableTooLarge. */
  close(limits: IntakeLimits): readonly Piece[];
}

export function openTable(): OpenTable {
  const rows: OpenRow[] = [];
  let row: OpenRow | null = null;
  let cell: OpenCell | null = null;
  let name: string | null = null;
  return {
    openRow() {
      row = { cells: [], before: 0, deleted: false };
    },
    closeRow() {
      if (row !== null && !row.deleted) rows.push(row);
      row = null;
    },
    openCell() {
      cell = { across: 1, goesOn: false, joined: false, pieces: [] };
      row?.cells.push(cell);
    },
    closeCell(pieces) {
      if (cell !== null) cell.pieces = pieces;
      cell = null;
    },
    property(property, { val }) {
      if (property === 'w:tblCaption') name = val?.trim() || null;
      else if (property === 'w:gridBefore' && row !== null) row.before = spanOf(val);
      else if (property === 'w:gridSpan' && cell !== null) cell.across = Math.max(spanOf(val), 1);
      else if (property === 'w:vMerge' && cell !== null) cell.goesOn = val !== 'restart';
      else if (property === 'w:hMerge' && cell !== null) cell.joined = val !== 'restart';
      else if (property === 'w:del' && row !== null && cell === null) row.deleted = true;
    },
    close(limits) {
      const laid = spread(rows);
      return isFrame(laid) ? unframed(laid) : [layOut(name, laid, limits)];
    },
  };
}

const spanOf = (val: string | undefined): number => {
  const span = Number.parseInt(val ?? '', 10);
  // Larger ones are refused when the table is laid out.
  return span > 0 ? Math.min(span, 100_000) : 0;
};

type Placed = { -readonly [K in keyof Cell]: Cell[K] };

/** Word states merged cells row by row; here the first of them says how far it reaches. */
function spread(rows: readonly OpenRow[]): Cell[][] {
  let above = new Map<number, Placed>();
  return rows.map(({ cells, before }) => {
    const placed: Placed[] = Array.from({ length: before }, () => blank());
    const here = new Map<number, Placed>();
    let left = before;
    for (const { across, goesOn, joined, pieces } of cells) {
      const onLeft = placed.at(-1);
      const over = goesOn ? above.get(left) : undefined;
      if (joined && onLeft !== undefined) onLeft.across += across;
      else if (over !== undefined && over.across === across) {
        over.down += 1;
        here.set(left, over);
      } else {
        const cell: Placed = { pieces, across, down: 1 };
        placed.push(cell);
        here.set(left, cell);
      }
      left += across;
    }
    above = here;
    return placed;
  });
}

const blank = (): Placed => ({ pieces: [], across: 1, down: 1 });
