/** Corrections given for a document, each bound to the row it names. */
import { RectiflowError } from '../errors.ts';
import type { RoundBefore, StoredRow } from '../store/import-rows.ts';
import type { Correction } from './corrections.ts';
import type { InForce } from './corrections-in-force.ts';
import type { FileRow } from './file-rows.ts';
import type { RecognisedRow, Word } from './recognised-rows.ts';

function unfit(at: number, member: string, text: string): RectiflowError {
  const path = `corrections.${at}.${member}`;
  const problems = [{ path, message: text }];
  return new RectiflowError('request_invalid', { message: `${path}: ${text}`, problems });
}

/** What has been said of rows and not been carried out, by the content key of the row. Throws `request_invalid`. */
export function wordsGiven(
  given: readonly Correction[],
  kept: readonly InForce[],
  file: readonly FileRow[],
  before: readonly StoredRow[],
  { findings }: Pick<RoundBefore, 'findings'>,
): ReadonlyMap<string, Word> {
  const done = new Set(kept.flatMap((each) => ('is' in each ? [`${each.row}\n${each.is}`] : [])));
  const here = new Set(file.map(({ contentKey }) => contentKey));
  const words = new Map<string, Word>();
  const named = new Set<string>();
  for (const [at, correction] of given.entries()) {
    if (!('is' in correction) || done.has(`${correction.row}\n${correction.is}`)) continue;
    const { row, is } = correction;
    if (!here.has(row)) throw unfit(at, 'row', `the file has no row "${row}"`);
    const word = wordOf(is, before, findings);
    if (word === null) throw unfit(at, 'is', `there is no row or finding "${is}" in the round`);
    if (is !== 'new' && named.has(is)) throw unfit(at, 'is', `"${is}" is named twice`);
    named.add(is);
    words.set(row, word);
  }
  return words;
}

function wordOf(
  is: string,
  before: readonly StoredRow[],
  findings: RoundBefore['findings'],
): Word | null {
  if (is === 'new') return { kind: 'new' };
  const finding = findings.find(({ number }) => number === is);
  const row = before.find(
    ({ key, findingId }) => key === is || (findingId !== null && findingId === finding?.id),
  );
  if (row !== undefined) return { kind: 'row', key: row.key };
  return finding === undefined ? null : { kind: 'finding', id: finding.id };
}

export interface BoundCorrections {
  readonly corrections: readonly Correction[];
  /** Keys of rows that are no longer in the file. */
  readonly absent: readonly string[];
}

/** By the key a row is kept under, also where it is named by what it says. Throws `request_invalid`. */
export function boundToRows(
  given: readonly Correction[],
  rows: readonly RecognisedRow[],
  before: readonly StoredRow[],
): BoundCorrections {
  const byContent = new Map(rows.map(({ key, contentKey }) => [contentKey, key]));
  const here = new Set(rows.map(({ key }) => key));
  const known = new Set(before.map(({ key }) => key));
  const added = new Set(given.flatMap((each) => ('add' in each ? [addedKey(each.row)] : [])));
  const absent: string[] = [];
  const corrections = given.map((correction, at): Correction => {
    const { row } = correction;
    if ('is' in correction) return correction;
    if ('add' in correction) return { ...correction, row: addedKey(row) };
    if (here.has(row)) return correction;
    const key = [byContent.get(row), addedKey(row)].find(
      (each) => each !== undefined && (here.has(each) || added.has(each)),
    );
    if (key !== undefined) return { ...correction, row: key };
    if (!known.has(row)) throw unfit(at, 'row', `the file has no row "${row}"`);
    absent.push(row);
    return correction;
  });
  return { corrections, absent };
}

/** A row that a person adds is called by the name they give it. */
function addedKey(name: string): string {
  return name.startsWith('+') ? name : `+${name}`;
}
