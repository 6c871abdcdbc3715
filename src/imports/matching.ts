/** A matching under way: rows of a file and of before that are not decided yet, and what is. */
import type { RowName } from './row-keys.ts';

/** A row to be recognised, or to be recognised by. */
export interface Matchable {
  readonly key: string;
  readonly name: RowName;
  readonly description: string | null;
  /** The texts of its measures; null where it has none. */
  readonly measures: string | null;
}

/** A row of before. */
export interface Known extends Matchable {
  /** The last file had it. One that had vanished before is not known again by its number alone. */
  readonly isPresent: boolean;
}

/** What it was recognised by; `word`: a person has said so. */
export type MatchedBy = 'word' | 'exact' | 'title' | 'likeness' | 'number';

export interface Match {
  readonly row: string;
  readonly known: string;
  readonly by: MatchedBy;
}

/** A row that may be one of several, or may be new. */
export interface Ambiguous {
  readonly row: string;
  readonly known: readonly string[];
}

export interface Matching {
  readonly known: Map<string, Known>;
  readonly rows: Map<string, Matchable>;
  readonly matches: Match[];
  readonly ambiguous: Ambiguous[];
  /** How often rows of an aspect were recognised as rows of another. */
  readonly aspects: Map<string, Map<string, number>>;
}

export function matchingOf(known: readonly Known[], rows: readonly Matchable[]): Matching {
  return {
    known: new Map(known.map((each) => [each.key, each])),
    rows: new Map(rows.map((each) => [each.key, each])),
    matches: [],
    ambiguous: [],
    aspects: new Map(),
  };
}

export function pair(matching: Matching, row: string, known: string, by: MatchedBy): void {
  const { rows, known: before, matches, aspects } = matching;
  const [from, to] = [before.get(known)?.name.aspect ?? '', rows.get(row)?.name.aspect ?? ''];
  const counts = aspects.get(from) ?? new Map<string, number>();
  aspects.set(from, counts.set(to, (counts.get(to) ?? 0) + 1));
  rows.delete(row);
  before.delete(known);
  matches.push({ row, known, by });
}

/** To a person. */
export function leave(
  matching: Matching,
  rows: readonly Matchable[],
  known: readonly Matchable[],
): void {
  for (const { key } of rows) {
    matching.rows.delete(key);
    matching.ambiguous.push({ row: key, known: known.map((each) => each.key) });
  }
  for (const { key } of known) matching.known.delete(key);
}

/** An aspect may be called otherwise by now: where most of its rows were found tells. */
export function isSameAspect({ aspects }: Matching, known: Matchable, row: Matchable): boolean {
  const [from, to] = [known.name.aspect, row.name.aspect];
  if (from === to) return true;
  const [most] = [...(aspects.get(from) ?? [])].toSorted((a, b) => b[1] - a[1]);
  return most?.[0] === to;
}

export function isSameNumber(one: Matchable, other: Matchable): boolean {
  return one.name.no !== '' && one.name.no === other.name.no;
}
