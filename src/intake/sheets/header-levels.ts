/** Lays out a header of one or several rows: what stands over each column, from the top down. */
import { onOneLine } from './cell-lists.ts';
import type { GridRow } from './grid.ts';
import { headerText } from './header-text.ts';

export interface HeaderLevels {
  /** Indexes of its first and last row. */
  readonly top: number;
  readonly bottom: number;
  /** For each column; none where nothing stands over it. */
  readonly levels: readonly (readonly string[])[];
}

const DEEPEST = 4;
const LONGEST_WORDS = 22;
/** With what stands in brackets: how to fill the column in. */
const LONGEST_CELL = 400;

/** Every header that could begin in the row, the lowest last. */
export function possibleHeaders(rows: readonly GridRow[], top: number): HeaderLevels[] {
  const first = rows[top];
  if (first === undefined || isBanner(first) || !first.own.some(isHeaderWord)) return [];
  const headers: HeaderLevels[] = [];
  for (let bottom = top; bottom < Math.min(rows.length, top + DEEPEST); bottom += 1) {
    if (bottom > top && !continues(rows, top, bottom)) break;
    // A cell of the header that reaches down here makes the row part of it, whatever it says.
    if (hangsFromHeader(rows[bottom], top)) headers.length = 0;
    headers.push({ top, bottom, levels: levelsOf(rows.slice(top, bottom + 1)) });
  }
  return headers;
}

/** One text and nothing beside it: a title. */
const isBanner = ({ shown }: GridRow): boolean =>
  new Set(shown.filter((text) => text !== '')).size <= 1;

/** Whether the row is a lower level of the header above it, and not the first row below. */
function continues(rows: readonly GridRow[], top: number, bottom: number): boolean {
  const row = rows[bottom];
  const upper = rows[bottom - 1];
  if (row === undefined || upper === undefined) return false;
  const filled = row.own.flatMap((text, at) => (text === '' ? [] : [at]));
  if (filled.some((at) => !isHeaderWord(row.own[at] ?? ''))) return false;
  if (hangsFromHeader(row, top)) return true;
  const last = upper.own.length - 1;
  return (
    filled.some((at) => isUnderGroup(upper, at)) &&
    // Behind the last cell of a file without merges nothing tells whether it stretches.
    filled.every((at) => at === last || isUnderGroup(upper, at))
  );
}

function hangsFromHeader(row: GridRow | undefined, top: number): boolean {
  if (row?.merged === null || row === undefined) return false;
  return row.merged.some((merge) => {
    const from = merge?.top ?? row.index;
    return from >= top && from < row.index;
  });
}

/** A cell that stretches over several columns, or is followed by empty ones in a file without merges. */
function isUnderGroup({ own, shown, merged }: GridRow, at: number): boolean {
  const merge = merged?.[at];
  if (merge !== undefined) return merge.right > merge.left;
  if ((shown[at] ?? '') === '') return own.slice(0, at).some((text) => text !== '');
  return (own[at + 1] ?? '') === '' && at + 1 < own.length;
}

/** Short words; not a field with its content (填报单位:教务处). */
function isHeaderWord(text: string): boolean {
  if (text.length > LONGEST_CELL) return false;
  const { words } = headerText(text);
  const outsideBrackets = text.replaceAll(/[（(【[][^）)】\]]*/g, '');
  return (
    words !== '' &&
    words.length <= LONGEST_WORDS &&
    !/[:：]\s*[^\s）)】\]]/.test(outsideBrackets) &&
    !/^\d+$/.test(words)
  );
}

function levelsOf(rows: readonly GridRow[]): string[][] {
  const width = Math.max(0, ...rows.map(({ shown }) => shown.length));
  return Array.from({ length: width }, (_, column) => {
    const texts = rows.map((_row, depth) => levelText(rows, depth, column));
    // A cell that stretches over several rows is one level.
    return texts.filter((text, depth) => text !== '' && text !== texts[depth - 1]);
  });
}

function levelText(rows: readonly GridRow[], depth: number, column: number): string {
  const row = rows[depth];
  const own = row?.shown[column] ?? '';
  if (own !== '') return isHeaderWord(own) ? onOneLine(own) : '';
  const isLowest = depth === rows.length - 1;
  const below = rows.slice(depth + 1).some(({ own: texts }) => (texts[column] ?? '') !== '');
  if (isLowest || !below || row?.merged?.[column] !== undefined) return '';
  // Without merged cells a group stands over its first column only.
  const left = row?.own.slice(0, column).findLast((text) => text !== '') ?? '';
  return isHeaderWord(left) ? left : '';
}
