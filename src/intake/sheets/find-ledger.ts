/** Finds the ledger in a table, and reads its rows. */
import type { ReadContext } from '../forms/form.ts';
import type { Table } from '../source.ts';
import type { Line } from '../text/lines.ts';
import { cardsAsLedger, labelsIn } from './cards.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { findHeader, headerAt, type Header } from './find-header.ts';
import { gridRows, type GridRow } from './grid.ts';
import { columnQuestions } from './ledger-questions.ts';
import { linesOf } from './head-fields.ts';
import { scanRows, type Scanned } from './scan-rows.ts';

/** Where a ledger of findings begins in a table, and what its columns hold; null where it is none. */
export function findLedger(
  table: Table,
  mappings: readonly ColumnMapping[] = [],
): (Header & { readonly line: number }) | null {
  const found = headerOf(table, mappings);
  return found === null ? null : { ...found.header, line: lineOf(found.rows[found.header.top]) };
}

/** The rows of a ledger and its header; a card has to be turned first. */
function headerOf(
  table: Table,
  mappings: readonly ColumnMapping[],
): { readonly rows: readonly GridRow[]; readonly header: Header } | null {
  const rows = gridRows(table);
  const header = findHeader(rows, 0, mappings);
  const below = rows[(header?.bottom ?? 0) + 1];
  // Labels again in the row below, and no header: two fields of a card stand side by side.
  const isCard =
    below !== undefined && labelsIn(below) > 1 && headerAt(rows, below.index, mappings) === null;
  if (header !== null && !isCard) return { rows, header };
  const turned = cardsAsLedger(table);
  const cards = turned === null ? [] : gridRows(turned);
  const names = findHeader(cards, 0, mappings);
  return names === null ? null : { rows: cards, header: names };
}

export interface ReadLedger {
  readonly table: Table;
  readonly above: readonly Line[];
  readonly below: readonly Line[];
  readonly headerLine: number;
  readonly scanned: Scanned;
}

/** Null where the table is no ledger of findings. */
export function readLedger(
  table: Table,
  mappings: readonly ColumnMapping[],
  context: ReadContext,
): ReadLedger | null {
  const found = headerOf(table, mappings);
  if (found === null) return null;
  const { rows, header } = found;
  const scanned = scanRows(rows, header, mappings, context);
  for (const each of scanned.headers) {
    for (const question of columnQuestions(each, lineOf(rows[each.top]))) context.ask(question);
  }
  return {
    table,
    above: linesOf(rows.slice(0, header.top)),
    below: linesOf(scanned.notes),
    headerLine: lineOf(rows[header.top]),
    scanned,
  };
}

const lineOf = (row: GridRow | undefined): number => row?.line ?? 1;
