/** Gathers the cells of a worksheet into a table, within limits. */
import type { IntakeLimits } from '../formats/limits.ts';
import type { Merge, Table, TableRow } from '../source.ts';
import type { CellArea } from './workbook/cell-references.ts';
import type { SheetListener } from './workbook/sheet-cells.ts';

/** Stops the reading of a sheet; says of what there is too much. */
export class BeyondLimits extends Error {
  override readonly name = 'BeyondLimits';
  readonly chinese: string;
  readonly english: string;

  constructor(chinese: string, english: string, limit: number) {
    super(english);
    this.chinese = `${chinese}超过上限${limit}`;
    this.english = `it has more than ${limit} ${english}`;
  }
}

/** What one file's sheets have taken of its limits. */
export interface Usage {
  /** Cells that hold something. */
  filled: number;
  /** Places of rows, up to the last that holds something. */
  places: number;
}

// Rows are kept from their first column on: cells far to the right cost what stands before them.
const PLACES_PER_CELL = 5;
const LONGEST_KEPT = 40;
const MOST_KEPT = 20_000;

/** `listener` takes the cells, `table` gives what has been gathered. Throws {@link BeyondLimits}. */
export function tableGatherer(
  limits: IntakeLimits,
  usage: Usage,
): { readonly listener: SheetListener; readonly table: (name: string) => Table } {
  const rows = new Map<number, string[]>();
  const areas: CellArea[] = [];
  const keep = keeper();

  const place = (line: number, column: number): string[] => {
    if (column > limits.columns) throw new BeyondLimits('列数', 'columns', limits.columns);
    let cells = rows.get(line);
    if (cells === undefined) {
      if (rows.size >= limits.rows) throw new BeyondLimits('行数', 'rows', limits.rows);
      cells = [];
      rows.set(line, cells);
    }
    usage.places += Math.max(0, column - cells.length);
    if (usage.places > limits.cells * PLACES_PER_CELL)
      throw new BeyondLimits('单元格数', 'cells', limits.cells);
    while (cells.length < column) cells.push('');
    return cells;
  };
  const listener: SheetListener = {
    cell: (line, column, text) => {
      if (text.trim() === '') return;
      usage.filled += 1;
      if (usage.filled > limits.cells) throw new BeyondLimits('单元格数', 'cells', limits.cells);
      place(line, column)[column - 1] = keep(text);
    },
    merge: (area) => {
      if (areas.length >= limits.rows)
        throw new BeyondLimits('合并区域数', 'merged areas', limits.rows);
      areas.push(area);
    },
  };
  return { listener, table: (name) => tableOf(name, rows, areas) };
}

/** Ledgers say the same in many rows; what is short is kept once. */
function keeper(): (text: string) => string {
  const kept = new Map<string, string>();
  return (text) => {
    if (text.length > LONGEST_KEPT) return text;
    const known = kept.get(text);
    if (known !== undefined) return known;
    if (kept.size < MOST_KEPT) kept.set(text, text);
    return text;
  };
}

function tableOf(
  name: string,
  filled: ReadonlyMap<number, string[]>,
  areas: readonly CellArea[],
): Table {
  const lines = [...filled.keys()].toSorted((a, b) => a - b);
  const rows: TableRow[] = lines.map((line) => ({ line, cells: filled.get(line) ?? [] }));
  const merges = areas.flatMap((area) => mergeAmong(lines, area, rows) ?? []);
  return { kind: 'table', name: name === '' ? null : name, rows, merges };
}

/** The area among the rows that hold something; null where nothing stands in its first place. */
function mergeAmong(
  lines: readonly number[],
  { from, to }: CellArea,
  rows: readonly TableRow[],
): Merge | null {
  const top = firstNotBefore(lines, from.row);
  if (lines[top] !== from.row || (rows[top]?.cells[from.column - 1] ?? '') === '') return null;
  const bottom = firstNotBefore(lines, to.row + 1) - 1;
  return { top, left: from.column - 1, bottom, right: to.column - 1 };
}

/** Index of the first line that is not before `line`. */
function firstNotBefore(lines: readonly number[], line: number): number {
  let low = 0;
  let high = lines.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((lines[middle] ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  return low;
}
