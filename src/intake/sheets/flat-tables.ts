/** Finds a table that was flattened into text: cells parted by |, by tabs, by spaces, or one to a line. */
import { endsFinding, isPaywall } from '../text/boilerplate.ts';
import { fold } from '../text/lines.ts';
import type { Line } from '../text/lines.ts';
import type { Table, TableRow } from '../source.ts';
import { meaningOfHeader, SURE } from './header-meaning.ts';
import { spacedCells, spacedRows } from './spaced-rows.ts';

/** What stands above and below the table keeps its place as rows of one cell. Null where there is none. */
export function flattenedTable(lines: readonly Line[]): Table | null {
  const header = findFlatHeader(lines);
  if (header === null) return null;
  const { from, to, cells, layout } = header;
  const below = lines.slice(to, endOfTable(lines, to));
  const rows =
    layout === 'lines'
      ? rowsOfLines(below, cells)
      : layout === 'separated'
        ? rowsOfSeparated(below, cells)
        : spacedRows(below, cells.length, layout);
  if (rows.length === 0) return null;
  const above = lines.slice(0, from).map(({ number, text }) => ({ line: number, cells: [text] }));
  const line = lines[from]?.number ?? 1;
  return { kind: 'table', name: null, rows: [...above, { line, cells }, ...rows], merges: [] };
}

/** The site's own lines stand below the table. */
function endOfTable(lines: readonly Line[], from: number): number {
  const at = lines.findIndex(
    ({ folded }, index) => index > from && (endsFinding(folded) || isPaywall(folded)),
  );
  return at === -1 ? lines.length : at;
}

interface FlatHeader {
  /** Index of its first line, and of the first line of the rows. */
  readonly from: number;
  readonly to: number;
  readonly cells: readonly string[];
  /** Or the spaces that part the cells. */
  readonly layout: 'separated' | 'lines' | RegExp;
}

/** Fewer named columns are no header: site navigation is parted by | too. */
const FEWEST_COLUMNS = 3;

/** Spaces stand in every text: there it takes more. */
const FEWEST_SPACED = 4;

const SEPARATOR = /[|｜\t]/;

function findFlatHeader(lines: readonly Line[]): FlatHeader | null {
  for (const [from, line] of lines.entries()) {
    const cells = cellsOf(line.text);
    if (cells.length >= FEWEST_COLUMNS && isHeader(cells)) {
      return { from, to: from + 1, cells, layout: 'separated' };
    }
    const spaced = spacedCells(line.text);
    if (spaced.cells.length >= FEWEST_SPACED && spaced.cells.every(isColumnName)) {
      if (!isHeader(spaced.cells)) continue;
      return { from, to: from + 1, cells: spaced.cells, layout: spaced.gap };
    }
    if (cells.length > 1 || !isColumnName(cells[0] ?? '')) continue;
    const names = namesFrom(lines, from);
    if (names.length < FEWEST_COLUMNS || !isHeader(names)) continue;
    const isSeparated = SEPARATOR.test(line.text);
    return {
      from,
      to: from + names.length,
      cells: names,
      layout: isSeparated ? 'separated' : 'lines',
    };
  }
  return null;
}

/** The cells of a line without the separators around it. */
const cellsOf = (text: string): string[] =>
  text
    .replace(/^\s*[|｜]/, '')
    .replace(/[|｜]\s*$/, '')
    .split(SEPARATOR)
    .map((cell) => cell.trim());

/** What ends with a colon is the label of the one value behind it. */
const isColumnName = (cell: string): boolean =>
  cell.length <= 14 && !/[:：]$/.test(cell) && (meaningOfHeader([cell])?.score ?? 0) >= SURE;

function isHeader(cells: readonly string[]): boolean {
  const named = cells.filter(isColumnName);
  const meanings = new Set(named.map((cell) => meaningOfHeader([cell])?.meaning));
  return (
    named.length >= Math.max(FEWEST_COLUMNS, cells.length / 2) &&
    meanings.size >= FEWEST_COLUMNS &&
    (meanings.has('finding') || meanings.has('description'))
  );
}

/** No ledger that is printed has more. */
const MOST_COLUMNS = 40;

/** Column names that stand one to a line. */
function namesFrom(lines: readonly Line[], from: number): string[] {
  const names: string[] = [];
  for (const { text } of lines.slice(from, from + MOST_COLUMNS)) {
    const [name = '', ...rest] = cellsOf(text);
    if (rest.length > 0 || !isColumnName(name)) break;
    names.push(name);
  }
  return names;
}

interface FlatCell {
  readonly text: string;
  readonly line: number;
}

/**
 * Rows whose cells are parted by separators. Where lines hold whole rows, a row is a line; else line breaks
 * mean nothing and the cells are counted off.
 */
function rowsOfSeparated(lines: readonly Line[], header: readonly string[]): TableRow[] {
  const separated = lines.filter(({ text }) => SEPARATOR.test(text));
  const closed = separated.filter(({ text }) => CLOSED.test(text)).length;
  const whole = separated.filter(({ text }) => cellsOf(text).length === header.length).length;
  const isClosed = closed >= separated.length * 0.6;
  return isClosed && whole < separated.length * 0.4
    ? countedOff(streamOf(lines), header)
    : rowsByLine(lines, header.length, isClosed);
}

const CLOSED = /[|｜]\s*$/;

function streamOf(lines: readonly Line[]): FlatCell[] {
  const cells: FlatCell[] = [];
  let open: FlatCell | null = null as FlatCell | null;
  for (const { number, text } of lines) {
    if (IS_RULE.test(text)) continue;
    const parts = text.replace(/^\s*[|｜]/, '').split(/[|｜]/);
    for (const [index, part] of parts.entries()) {
      const before: FlatCell | null = index === 0 ? open : null;
      open = { text: `${before?.text ?? ''}${part.trim()}`, line: before?.line ?? number };
      if (index < parts.length - 1) cells.push(open);
    }
    if ((parts.at(-1) ?? '').trim() === '') open = null;
  }
  return cells;
}

/** |---|---| */
const IS_RULE = /^[\s|｜:+-]+$/;

interface OpenRow {
  readonly line: number;
  readonly cells: string[];
  /** Its last line ended with a separator. */
  closed: boolean;
}

/** `isClosed`: rows end with a separator, so that one without goes on in the next line. */
function rowsByLine(lines: readonly Line[], columns: number, isClosed: boolean): TableRow[] {
  const rows: OpenRow[] = [];
  for (const { number, text } of lines) {
    if (IS_RULE.test(text)) continue;
    const cells = cellsOf(text);
    const closed = CLOSED.test(text);
    const last = rows.at(-1);
    const fits = last !== undefined && last.cells.length + cells.length - 1 <= columns;
    const isOpen = isClosed
      ? last?.closed === false
      : last !== undefined && last.cells.length > 1 && last.cells.length < columns;
    const goesOn = fits && (isOpen || (cells.length === 1 && !closed && last.cells.length > 1));
    if (goesOn && last !== undefined && !(cells.length > 1 && startsRow(cells[0] ?? '', rows))) {
      last.cells.splice(-1, 1, `${last.cells.at(-1) ?? ''}${cells[0] ?? ''}`, ...cells.slice(1));
      last.closed = closed;
    } else {
      rows.push({ line: number, cells, closed });
    }
  }
  return rows.map(({ line, cells }) => ({ line, cells }));
}

/** The next number in the first column. */
function startsRow(cell: string, rows: readonly OpenRow[]): boolean {
  const number = numberIn(cell);
  const before = rows.findLast(({ cells }) => numberIn(cells[0] ?? '') !== null);
  const count = numberIn(before?.cells[0] ?? '') ?? 0;
  return number !== null && number > count && number <= count + LARGEST_GAP;
}

const rowsOfLines = (lines: readonly Line[], header: readonly string[]): TableRow[] =>
  countedOff(
    lines.map(({ number, text }) => ({ text, line: number })),
    header,
  );

/**
 * As many cells to a row as there are columns. Where the first column counts, its next number begins
 * the next row, so that a row with a cell missing costs none but itself.
 */
function countedOff(cells: readonly FlatCell[], header: readonly string[]): TableRow[] {
  const counts = meaningOfHeader([header[0] ?? ''])?.meaning === 'no';
  const rows: { line: number; cells: string[] }[] = [];
  let count = 0;
  for (const { text, line } of cells) {
    const last = rows.at(-1);
    const number = counts ? numberIn(text) : null;
    const isNext = number !== null && number > count && number <= count + LARGEST_GAP;
    if (isNext) count = number;
    const isFull = last === undefined || last.cells.length >= header.length;
    if (isNext || (isFull && !counts)) rows.push({ line, cells: [text] });
    else if (last === undefined || isFull) rows.push({ line, cells: [text] });
    else last.cells.push(text);
  }
  return rows;
}

/** Rows are left out here and there. */
const LARGEST_GAP = 3;

function numberIn(text: string): number | null {
  const match = /^\(?(\d{1,4})\)?[.、]?$/.exec(fold(text).trim());
  return match?.[1] === undefined ? null : Number(match[1]);
}
