/** What a ledger says beside its findings: the columns the intake contract has no place for. */
import type { Finding } from '../schema.ts';
import type { ColumnMeaning } from './column-mapping.ts';
import { fieldsOf, type LedgerRecord } from './records.ts';

export interface BesideFinding {
  /** The finding's number. */
  readonly finding: string;
  readonly line: number;
  /** Grade, class, location, dates of finding and completion, and columns of no known meaning. */
  readonly fields: readonly {
    readonly meaning: ColumnMeaning;
    readonly header: string;
    readonly text: string;
  }[];
}

const BESIDE: readonly ColumnMeaning[] = [
  'cause',
  'class',
  'grade',
  'completed',
  'verified',
  'location',
  'found',
  'source',
  'evidence',
  'sustained',
  'ignored',
];

export interface ReadRecord {
  readonly record: LedgerRecord;
  readonly findings: readonly Finding[];
}

/** Nothing where the row says nothing beside. */
export function besideFindings({ record, findings }: ReadRecord): BesideFinding[] {
  const fields = fieldsOf(record, ...BESIDE).map(({ column, text }) => ({
    meaning: column.meaning,
    header: column.header,
    text,
  }));
  return fields.length === 0 ? [] : findings.map(({ no, line }) => ({ finding: no, line, fields }));
}
