/** Made-up ledgers for the tests, and what was read of them in a form that is short to compare. */
import type { Finding, IntakeDocument } from '../../../../src/intake/schema.ts';
import {
  readTables,
  type ReadTablesOptions,
  type TableReading,
} from '../../../../src/intake/sheets/read-tables.ts';
import { cellArea } from '../../../../src/intake/sheets/workbook/cell-references.ts';
import type { Table } from '../../../../src/intake/source.ts';

/** Rows from line 1 on; `merges` as spreadsheets name them: A1:C1. */
export const tableOf = (
  rows: readonly (readonly string[])[],
  { merges = [], name = null }: { merges?: readonly string[]; name?: string | null } = {},
): Table => ({
  kind: 'table',
  name,
  rows: rows.map((cells, index) => ({ line: index + 1, cells })),
  merges: merges.map((reference) => {
    const area = cellArea(reference);
    if (area === null) throw new Error(reference);
    const { from, to } = area;
    return {
      top: from.row - 1,
      left: from.column - 1,
      bottom: to.row - 1,
      right: to.column - 1,
    };
  }),
});

type Read = Extract<TableReading, { ok: true }>;

export function readWell(tables: Table | readonly Table[], options?: ReadTablesOptions): Read {
  const reading = readTables('rows' in tables ? [tables] : tables, options);
  if (!reading.ok) throw new Error(`${reading.error.code}: ${reading.error.message}`);
  return reading;
}

export const findingsOf = ({ document }: { document: IntakeDocument }): Finding[] =>
  document.aspects.flatMap(({ findings }) => findings);

/** The one finding of a ledger of one row. */
export function onlyFinding(
  header: readonly string[],
  row: readonly string[],
  options?: ReadTablesOptions,
): Finding {
  const [finding, ...others] = findingsOf(readWell(tableOf([header, row]), options));
  if (finding === undefined || others.length > 0) throw new Error('Expected exactly one finding');
  return finding;
}

/** Numbers, titles and measures by aspect. */
export const outlineOf = ({ document }: { document: IntakeDocument }): unknown =>
  document.aspects.map(({ title, findings }) => [
    title,
    ...findings.map(({ no, title: name, measures }) => [
      no,
      name,
      ...measures.map(({ no: place, text }) => (place === null ? text : `${place}|${text}`)),
    ]),
  ]);

export const meaningsOf = ({ mapping }: Read): unknown =>
  mapping.map(({ columns }) => columns.map(({ meaning }) => meaning).join(' '));

export const warningsOf = ({ document }: Read): [number, string][] =>
  document.warnings.map(({ line, code }) => [line, code]);

export const questionsOf = ({ document }: Read): [number, string][] =>
  document.questions.map(({ line, code }) => [line, code]);
