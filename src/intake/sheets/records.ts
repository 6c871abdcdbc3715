/** One finding's rows in a ledger, and what stands in them. */
import type { ColumnMeaning } from './column-mapping.ts';
import type { Column } from './columns.ts';
import type { GridRow } from './grid.ts';

export interface LedgerRecord {
  /** From the row it begins in on; those below continue it. */
  readonly rows: GridRow[];
  readonly columns: readonly Column[];
  /** The heading it stands under; null for none. */
  readonly aspect: { readonly title: string; readonly line: number } | null;
  /** As printed; null where the row has none. */
  readonly no: string | null;
  /** Shares the number with the finding above it. */
  readonly sharesNo: boolean;
}

/** The text of one cell of a record. */
export interface Field {
  readonly column: Column;
  readonly text: string;
  readonly line: number;
  /** Which of the record's rows, from 0. */
  readonly row: number;
}

/**
 * What stands in the columns of these meanings: row by row, and in the order the meanings are given,
 * wherever the columns stand. A merged cell over several findings counts for each of them, and once.
 */
export function fieldsOf(
  { rows, columns }: Pick<LedgerRecord, 'rows' | 'columns'>,
  ...meanings: readonly ColumnMeaning[]
): Field[] {
  const fields: Field[] = [];
  for (const [row, { own, shown, line }] of rows.entries()) {
    for (const meaning of meanings) {
      for (const column of columns) {
        if (column.meaning !== meaning) continue;
        const stands = own[column.index] ?? '';
        const text = stands === '' && row === 0 ? (shown[column.index] ?? '') : stands;
        if (text !== '') fields.push({ column, text, line, row });
      }
    }
  }
  return fields;
}

export const hasColumn = (columns: readonly Column[], meaning: ColumnMeaning): boolean =>
  columns.some((column) => column.meaning === meaning);
