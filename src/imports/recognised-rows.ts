/** The rows of a file, each known as a row of before or as new, and the rows it no longer has. */
import type { StoredRow } from '../store/import-rows.ts';
import type { AddedRow, RowValues } from './corrections.ts';
import type { InForce } from './corrections-in-force.ts';
import type { FileRow, ReadRow } from './file-rows.ts';
import { matchRows } from './match-rows.ts';
import type { Known, Matchable, MatchedBy } from './matching.ts';
import { freeKey, rowName } from './row-keys.ts';

/** What a person has said a row is: a row of before, a finding of the round, or new. */
export type Word =
  | { readonly kind: 'row'; readonly key: string }
  | { readonly kind: 'finding'; readonly id: string }
  | { readonly kind: 'new' };

export interface RecognisedRow {
  readonly key: string;
  /** What it is called by what it says. */
  readonly contentKey: string;
  readonly line: number | null;
  readonly read: ReadRow;
  readonly targetsStated: readonly string[];
  /** The row of before; null for a new one. */
  readonly known: StoredRow | null;
  /** None for a new one. */
  readonly by: MatchedBy | null;
  /** Keys of rows of before, one of which it may be. */
  readonly maybe: readonly string[];
  readonly word: Word | null;
}

export interface Recognised {
  /** In the order of the file; then what a person has added. */
  readonly rows: readonly RecognisedRow[];
  /** Rows of before that are not in the file, nor possibly one of its rows. */
  readonly absent: readonly StoredRow[];
  /** Rows of before that one of its rows may be. */
  readonly open: readonly StoredRow[];
}

/** As the matching sees a row of before. */
export function knownRow({ key, state, read }: StoredRow): Known {
  return { key, name: rowName(read), ...textsOf(read), isPresent: state !== 'vanished' };
}

export function matchableRow({ contentKey, name, read }: FileRow): Matchable {
  return { key: contentKey, name, ...textsOf(read) };
}

function textsOf({ description, measures }: ReadRow): Pick<Matchable, 'description' | 'measures'> {
  const texts = measures.map(({ stated }) => stated.text).join('\n');
  return { description, measures: texts === '' ? null : texts };
}

/** `words` by content key: those that have not been carried out yet. */
export function recognisedRows(
  before: readonly StoredRow[],
  file: readonly FileRow[],
  inForce: readonly InForce[],
  words: ReadonlyMap<string, Word>,
): Recognised {
  const decided = new Map(
    [...words].map(([row, word]) => [row, word.kind === 'row' ? word.key : null] as const),
  );
  const { matches, ambiguous } = matchRows(before.map(knownRow), file.map(matchableRow), decided);
  const kept = new Map(before.map((row) => [row.key, row]));
  const taken = new Set(kept.keys());
  const matchOf = new Map(matches.map((match) => [match.row, match]));
  const maybeOf = new Map(ambiguous.map((each) => [each.row, each.known]));
  const rows = file.map(({ contentKey, line, read, targetsStated }): RecognisedRow => {
    const match = matchOf.get(contentKey);
    const known = match === undefined ? null : (kept.get(match.known) ?? null);
    const maybe = maybeOf.get(contentKey) ?? [];
    const key = known?.key ?? (maybe.length > 0 ? contentKey : freeKey(contentKey, taken));
    taken.add(key);
    const by = match?.by ?? null;
    const word = words.get(contentKey) ?? null;
    return { key, contentKey, line, read, targetsStated, known, by, maybe, word };
  });
  const added = addedRows(inForce, kept, new Set(rows.map(({ key }) => key)));
  const here = new Set([...rows, ...added].map(({ key }) => key));
  const perhaps = new Set(rows.flatMap(({ maybe }) => maybe));
  return {
    rows: [...rows, ...added],
    absent: before.filter(({ key }) => !here.has(key) && !perhaps.has(key)),
    open: before.filter(({ key }) => !here.has(key) && perhaps.has(key)),
  };
}

/** What a person has added, unless the file has it by now. */
function addedRows(
  inForce: readonly InForce[],
  kept: ReadonlyMap<string, StoredRow>,
  here: ReadonlySet<string>,
): readonly RecognisedRow[] {
  return inForce.flatMap((each): RecognisedRow[] => {
    if (!('add' in each) || here.has(each.row)) return [];
    const { row: key, add } = each;
    const known = kept.get(key) ?? null;
    const by = known === null ? null : 'exact';
    const nothing = { line: null, targetsStated: [], maybe: [], word: null };
    return [{ key, contentKey: key, read: readOf(add), known, by, ...nothing }];
  });
}

function readOf({
  title,
  description = null,
  sourceNo,
  aspect = null,
  due = null,
}: AddedRow): ReadRow {
  const said: Pick<RowValues, 'title' | 'description' | 'aspect' | 'due'> = {
    title,
    description,
    aspect,
    due,
  };
  return { ...said, no: sourceNo ?? '', measures: [], responsible: null, more: {} };
}
