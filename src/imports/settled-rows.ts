/** The rows of a document with all that is known of them: which they are, whom they name, what is corrected. */
import type { ColumnMapping, IntakeDocument } from '../intake/index.ts';
import type { ImportBefore, RoundBefore, StoredRow } from '../store/import-rows.ts';
import type { Correction, RowValues } from './corrections.ts';
import {
  correctedRow,
  isSameForce,
  withGiven,
  type InForce,
  type RowCorrected,
} from './corrections-in-force.ts';
import { fileRows } from './file-rows.ts';
import { namedRows, type NameBook, type NamedRow } from './named-rows.ts';
import { knownRow, matchableRow, recognisedRows, type RecognisedRow } from './recognised-rows.ts';
import { valuesOf } from './row-values.ts';
import { whichDocument } from './which-document.ts';
import { boundToRows, wordsGiven } from './words-given.ts';

/** A document on its way in. */
export interface Incoming {
  readonly round: string;
  readonly document: IntakeDocument;
  /** How the headers of a spreadsheet were read. */
  readonly mapping: readonly ColumnMapping[];
  readonly file: string | null;
  readonly sha256: string;
  readonly corrections: readonly Correction[];
  readonly policy: string | undefined;
}

export interface SettledRow {
  readonly row: RecognisedRow;
  readonly named: NamedRow;
  readonly corrected: RowCorrected;
  /** What it says once it is corrected. */
  readonly values: RowValues;
}

export interface Settled {
  /** The last import of the document; null where the round does not know it. */
  readonly last: ImportBefore | null;
  /** The last import of these very bytes. */
  readonly sameBytes: ImportBefore | null;
  /** Those bytes, corrected as they are: there is nothing to take in. */
  readonly isSame: boolean;
  readonly inForce: readonly InForce[];
  readonly rows: readonly SettledRow[];
  /** Rows of before that are not in the file. */
  readonly absent: readonly StoredRow[];
  /** Rows of before that one of the file may be. */
  readonly open: readonly StoredRow[];
  /** Rows that a correction names and the file no longer has. */
  readonly correctedAbsent: readonly string[];
}

/** Throws `request_invalid` for a correction of a row that there is not. */
export async function settledRows(
  incoming: Incoming,
  before: RoundBefore,
  names: NameBook,
): Promise<Settled> {
  const { document, round, sha256, corrections } = incoming;
  const file = fileRows(document, round);
  const sameBytes = before.imports.findLast((each) => each.sha256 === sha256) ?? null;
  const last = lastOf(before, sameBytes?.documentId ?? documentOf(incoming, before, file));
  const stored = last === null ? [] : (before.rows.get(last.documentId) ?? []);
  const kept = last?.corrections ?? [];
  const words = wordsGiven(corrections, kept, file, stored, before);
  const adding = corrections.filter((each) => 'add' in each);
  const added = withGiven(kept, boundToRows(adding, [], stored).corrections, () => null);
  const { rows, absent, open } = recognisedRows(stored, file, added, words);
  const bound = boundToRows(corrections, rows, stored);
  const readOf = new Map(rows.map(({ key, read }) => [key, read]));
  const force = (held: readonly InForce[]) =>
    withGiven(held, bound.corrections, (row) => readOf.get(row) ?? null);
  const inForce = force(kept);
  const then = sameBytes?.corrections ?? null;
  return {
    last,
    sameBytes,
    isSame: then !== null && isSameForce(force(then), then),
    inForce,
    rows: await withValues(rows, inForce, names),
    absent,
    open,
    correctedAbsent: bound.absent,
  };
}

function documentOf(
  { document, file }: Incoming,
  { imports, rows }: RoundBefore,
  given: ReturnType<typeof fileRows>,
): string | null {
  const documents = [...rows.keys()].flatMap((id) => {
    const last = imports.findLast(({ documentId }) => documentId === id);
    const known = (rows.get(id) ?? []).map(knownRow);
    return last === undefined
      ? []
      : [{ id, file: last.file, title: last.title, no: last.no, rows: known }];
  });
  const inOrder = documents.toSorted((a, b) => a.no - b.no);
  const { title } = document.document;
  return whichDocument(inOrder, { file, title }, given.map(matchableRow))?.id ?? null;
}

function lastOf({ imports }: RoundBefore, documentId: string | null): ImportBefore | null {
  return imports.findLast((each) => each.documentId === documentId) ?? null;
}

async function withValues(
  rows: readonly RecognisedRow[],
  inForce: readonly InForce[],
  names: NameBook,
): Promise<readonly SettledRow[]> {
  const named = await namedRows(
    rows.map(({ read, known }) => ({ read, before: known?.read ?? null })),
    names,
  );
  return rows.flatMap((row, at) => {
    const one = named[at];
    if (one === undefined) return [];
    // What a person had added and the file has by now is the file's.
    const held = row.line === null ? inForce : inForce.filter((each) => !('add' in each));
    const corrected = correctedRow(held, row.key, row.read);
    const { named: parties, measuresNamed } = one.read;
    const values = valuesOf(row.read, parties, measuresNamed, corrected.corrected);
    return [{ row, named: one, corrected, values }];
  });
}
