/** Which row of a file is which row of before: by what it says first, by how alike it is then, by its number last. */
import { pairAlike, rowLikeness } from './match-alike.ts';
import {
  isSameAspect,
  isSameNumber,
  leave,
  matchingOf,
  pair,
  type Ambiguous,
  type Known,
  type Match,
  type Matchable,
  type MatchedBy,
  type Matching,
} from './matching.ts';

/**
 * A number alone proves little: what follows on a row that was struck out has its number. From this likeness on it
 * decides; findings of one school are up to 0.23 alike without being the same (likeness/problems.ts).
 */
const sameNumberFrom = 0.25;
/** Below this they are two rows, in spite of their number; in between a person has to say. */
const otherRowBelow = 0.15;

export interface Matched {
  readonly matches: readonly Match[];
  /** A person has to say. */
  readonly ambiguous: readonly Ambiguous[];
}

/**
 * The same rows always give the same answer. `words` is what a person has said: the key of a row of before for
 * the key of a row, or null for a new one.
 */
export function matchRows(
  known: readonly Known[],
  rows: readonly Matchable[],
  words: ReadonlyMap<string, string | null> = new Map(),
): Matched {
  const matching = matchingOf(known, rows);
  for (const [row, of] of words) {
    if (of === null) matching.rows.delete(row);
    else if (matching.rows.has(row) && matching.known.has(of)) pair(matching, row, of, 'word');
  }
  for (const step of steps) pairSame(matching, step);
  pairAlike(matching);
  pairNumbers(matching);
  return { matches: matching.matches, ambiguous: matching.ambiguous };
}

interface Step {
  readonly by: MatchedBy;
  readonly said: (row: Matchable) => readonly (string | null)[];
  /** Whether rows that are alike in this, and not as many as before, are left to a person. */
  readonly isLast: boolean;
}

const steps: readonly Step[] = [
  {
    by: 'exact',
    said: ({ name, description, measures }) => [
      name.no,
      name.aspect,
      name.title,
      description,
      measures,
    ],
    isLast: false,
  },
  {
    by: 'title',
    said: ({ name, description, measures }) => [name.aspect, name.title, description, measures],
    isLast: false,
  },
  { by: 'exact', said: ({ name }) => [name.no, name.aspect, name.title], isLast: false },
  { by: 'title', said: ({ name }) => [name.aspect, name.title], isLast: true },
  { by: 'title', said: ({ name }) => [name.title], isLast: true },
];

/** Pairs rows that say the same; several that do in their order, if they are as many as before. */
function pairSame(matching: Matching, { by, said, isLast }: Step): void {
  const before = grouped([...matching.known.values()], said);
  for (const [what, rows] of grouped([...matching.rows.values()], said)) {
    const known = meantBy(rows, before.get(what) ?? []);
    if (known.length === rows.length) {
      for (const [at, { key }] of rows.entries()) {
        const of = known[at];
        if (of !== undefined) pair(matching, key, of.key, by);
      }
    } else if (isLast && known.length > 0) leave(matching, rows, known);
  }
}

/** Where there are more than rows, those that vanished long ago are not meant. */
function meantBy(rows: readonly Matchable[], known: readonly Known[]): readonly Known[] {
  const present = known.filter(({ isPresent }) => isPresent);
  return known.length > rows.length && present.length >= rows.length ? present : known;
}

function grouped<Row extends Matchable>(
  rows: readonly Row[],
  said: Step['said'],
): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const what = JSON.stringify(said(row));
    const group = groups.get(what);
    if (group === undefined) groups.set(what, [row]);
    else group.push(row);
  }
  return groups;
}

function pairNumbers(matching: Matching): void {
  for (const row of matching.rows.values()) {
    const known = [...matching.known.values()].filter(
      (each) => each.isPresent && isSameNumber(row, each) && isSameAspect(matching, each, row),
    );
    const [only] = known;
    if (only === undefined) continue;
    const likeness = Math.max(...known.map((each) => rowLikeness(row, each)));
    if (likeness < otherRowBelow) continue;
    if (known.length === 1 && likeness >= sameNumberFrom)
      pair(matching, row.key, only.key, 'number');
    else leave(matching, [row], known);
  }
}
