/** Reads the ledgers among the tables of a file into the intake contract. */
import type { ReadContext } from '../forms/form.ts';
import { questionsOf } from '../questions.ts';
import { readDeclared } from '../readings/declared.ts';
import { compareCounts } from '../readings/differences.ts';
import type { Aspect, Finding, IntakeDocument, IntakeError, Question, Warning } from '../schema.ts';
import type { Table } from '../source.ts';
import { besideFindings, type BesideFinding, type ReadRecord } from './beside-findings.ts';
import type { ColumnMapping } from './column-mapping.ts';
import { readLedger, type ReadLedger } from './find-ledger.ts';
import { headerKey } from './header-text.ts';
import { unreadTable } from './ledger-questions.ts';
import { ledgerFacts } from './ledger-head.ts';
import { checkNames } from './ledger-names.ts';
import type { DirectoryEntry } from './names.ts';
import { checkNumbers, numbersOf } from './number-findings.ts';
import { findingsIn } from './record-finding.ts';
import type { LedgerRecord } from './records.ts';

export { findLedger } from './find-ledger.ts';

export interface ReadTablesOptions {
  readonly file?: string | undefined;
  /** What columns mean, as kept from an earlier reading or set by a person; it wins. */
  readonly mapping?: ColumnMapping | readonly ColumnMapping[] | undefined;
  readonly directory?: readonly DirectoryEntry[] | undefined;
}

export type TableReading =
  | {
      readonly ok: true;
      readonly document: IntakeDocument;
      /** The mapping of each header read, to be kept for the next file of this layout. */
      readonly mapping: readonly ColumnMapping[];
      /** In the order of the rows. */
      readonly beside: readonly BesideFinding[];
    }
  | { readonly ok: false; readonly error: IntakeError };

/**
 * Refuses with `header_not_found` where no table has columns that a ledger of findings has, and
 * `no_findings` where none stands below them. Doubtful rows are warnings, uncertain columns and
 * names questions. Never throws on any tables.
 */
export function readTables(
  tables: readonly Table[],
  { file, mapping = [], directory }: ReadTablesOptions = {},
): TableReading {
  const notes = noteTaker();
  const mappings: readonly ColumnMapping[] = 'columns' in mapping ? [mapping] : mapping;
  const ledgers = tables.flatMap((table) => {
    const ledger = readLedger(table, mappings, notes);
    if (ledger === null) notes.questions.push(...unreadTable(table));
    return ledger ?? [];
  });
  if (ledgers.length === 0) return { ok: false, error: noHeader(tables) };
  const records = readRecords(
    ledgers.flatMap(({ scanned }) => scanned.records),
    notes,
  );
  if (records.length === 0) return { ok: false, error: noRows(ledgers) };
  if (directory !== undefined) {
    const names = checkNames(
      records.map(({ record }) => record),
      directory,
    );
    notes.warnings.push(...names.warnings);
    notes.questions.push(...names.questions);
  }
  return {
    ok: true,
    document: {
      ...(file === undefined ? {} : { file }),
      ...documentOf(ledgers, records, notes),
    },
    mapping: mappingsOf(ledgers),
    beside: records.flatMap((record) => besideFindings(record)),
  };
}

interface Notes extends ReadContext {
  readonly warnings: Warning[];
  readonly questions: Question[];
}

function noteTaker(): Notes {
  const warnings: Warning[] = [];
  const questions: Question[] = [];
  return {
    warnings,
    questions,
    warn: (line, code, message) => {
      warnings.push({ line, code, message });
    },
    ask: (question) => {
      questions.push(question);
    },
  };
}

function readRecords(records: readonly LedgerRecord[], notes: Notes): ReadRecord[] {
  checkNumbers(records, notes);
  const numbers = numbersOf(records);
  return records.map((record, index) => ({
    record,
    findings: findingsIn(record, numbers[index] ?? '', notes),
  }));
}

function documentOf(
  ledgers: readonly ReadLedger[],
  records: readonly ReadRecord[],
  notes: Notes,
): Omit<IntakeDocument, 'file'> {
  const [first] = ledgers;
  const above = first?.above ?? [];
  const below = ledgers.flatMap((ledger) => ledger.below);
  const { declared, conflicts } = readDeclared(above);
  for (const { what, line, first: said, later } of conflicts) {
    notes.warn(
      line,
      'declared_conflict',
      `文件前后数目不一：${said}与${later}，以先出现者为准 / The document gives two numbers of ${what}: ${said} and ${later}; the first holds`,
    );
  }
  const aspects = aspectsOf(records);
  const listed = listedIn(aspects, records);
  return {
    document: {
      ...ledgerFacts(above, below, first?.table.name ?? null),
      declared,
      form: 'ledger',
    },
    aspects,
    listed,
    differences: compareCounts(declared, listed),
    warnings: notes.warnings.toSorted((a, b) => a.line - b.line),
    questions: [...notes.questions, ...questionsOf(aspects)].toSorted((a, b) => a.line - b.line),
  };
}

/** In the order they first appear; rows of one aspect need not stand together. */
function aspectsOf(records: readonly ReadRecord[]): Aspect[] {
  const aspects = new Map<string, { title: string | null; line: number; findings: Finding[] }>();
  for (const { record, findings } of records) {
    const title = record.aspect?.title ?? null;
    const key = title === null ? '' : headerKey(title) || title;
    const line = record.aspect?.line ?? record.rows[0]?.line ?? 1;
    const aspect = aspects.get(key) ?? { title, line, findings: [] };
    aspect.findings.push(...findings);
    aspects.set(key, aspect);
  }
  return [...aspects.values()];
}

function listedIn(
  aspects: readonly Aspect[],
  records: readonly ReadRecord[],
): IntakeDocument['listed'] {
  const findings = aspects.flatMap((aspect) => aspect.findings);
  return {
    aspects: aspects.filter(({ title }) => title !== null).length,
    items: records.filter(({ record }) => !record.sharesNo).length,
    findings: findings.length,
    measures: findings.reduce((sum, { measures }) => sum + measures.length, 0),
  };
}

function mappingsOf(ledgers: readonly ReadLedger[]): ColumnMapping[] {
  const mappings = new Map<string, ColumnMapping>();
  for (const { fingerprint, columns } of ledgers.flatMap(({ scanned }) => scanned.headers)) {
    const named = columns.map(({ header, meaning }) => ({ header, meaning }));
    if (!mappings.has(fingerprint)) mappings.set(fingerprint, { fingerprint, columns: named });
  }
  return [...mappings.values()];
}

const noHeader = (tables: readonly Table[]): IntakeError => ({
  code: 'header_not_found',
  line: tables[0]?.rows[0]?.line ?? null,
  message:
    '没有找到台账的表头：应有“存在问题”等问题列，以及整改措施、责任单位、整改时限等列中的至少一列' +
    ' / No header of a ledger was found: it has a column of findings (such as 存在问题) and at least one of measures, units, deadlines and the like',
});

const noRows = (ledgers: readonly ReadLedger[]): IntakeError => ({
  code: 'no_findings',
  line: ledgers[0]?.headerLine ?? null,
  message: '表头以下没有问题 / No findings stand below the header',
});
