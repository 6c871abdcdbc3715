/** Rows recognised by how alike they are: the most alike first, and nothing decided where two are about as alike. */
import { nearSameFrom } from '../likeness/deeds.ts';
import { overlap } from '../likeness/likeness.ts';
import { shinglesOf } from '../likeness/shingles.ts';
import {
  isSameAspect,
  isSameNumber,
  leave,
  pair,
  type Known,
  type Matchable,
  type Matching,
} from './matching.ts';

/**
 * From this likeness on two rows of one aspect are the same in other words. Titles are short texts, of which the
 * search for similar findings asks as much (likeness/problems.ts).
 */
const sameRowFrom = 0.55;
/** The same where the aspect is another one too. */
const sameElsewhereFrom = 0.75;
/** Within so much of each other, two likenesses decide nothing. */
const margin = 0.1;

interface Alike {
  readonly row: Matchable;
  readonly known: Known;
  readonly likeness: number;
  readonly sameNumber: boolean;
}

/** Where two are about as alike, the number decides; where it does not, a person. */
export function pairAlike(matching: Matching): void {
  let alike = alikeOnes(matching);
  for (let best = alike[0]; best !== undefined; best = alike[0]) {
    const rivals = rivalsOf(best, alike);
    if (rivals.length === 0) pair(matching, best.row.key, best.known.key, 'likeness');
    else {
      const all = [best, ...rivals];
      leave(
        matching,
        [...new Set(all.map(({ row }) => row))],
        [...new Set(all.map(({ known }) => known))],
      );
    }
    alike = alike.filter(({ row, known }) => isOpen(matching, row, known));
  }
}

function isOpen({ rows, known }: Matching, row: Matchable, of: Known): boolean {
  return rows.has(row.key) && known.has(of.key);
}

function rivalsOf(best: Alike, alike: readonly Alike[]): readonly Alike[] {
  return alike.filter((each) => {
    if (each === best || (each.row !== best.row && each.known !== best.known)) return false;
    if (best.sameNumber && !each.sameNumber) return false;
    return each.likeness > best.likeness - margin;
  });
}

/** Of those equally alike the one of the same number first, then in the order of the file. */
function alikeOnes(matching: Matching): readonly Alike[] {
  const known = [...matching.known.values()].map((each) => ({ each, pieces: piecesOf(each) }));
  const found: Alike[] = [];
  for (const row of matching.rows.values()) {
    const pieces = piecesOf(row);
    for (const { each, pieces: others } of known) {
      const likeness = likenessOf(pieces, others);
      const from = isSameAspect(matching, each, row) ? sameRowFrom : sameElsewhereFrom;
      if (likeness < from) continue;
      found.push({ row, known: each, likeness, sameNumber: isSameNumber(row, each) });
    }
  }
  return found.toSorted(
    (a, b) => b.likeness - a.likeness || Number(b.sameNumber) - Number(a.sameNumber),
  );
}

interface Pieces {
  readonly title: ReadonlySet<string>;
  readonly description: ReadonlySet<string> | null;
  readonly measures: ReadonlySet<string> | null;
}

function piecesOf({ name, description, measures }: Matchable): Pieces {
  return {
    title: shinglesOf(name.title),
    description: description === null ? null : shinglesOf(description),
    measures: measures === null ? null : shinglesOf(measures),
  };
}

/** A title in other words over the same text is still the same row, and so is one over another text. */
function likenessOf(a: Pieces, b: Pieces): number {
  return Math.max(overlap(a.title, b.title), wholeLikeness(a, b));
}

function wholeLikeness(a: Pieces, b: Pieces): number {
  const title = overlap(a.title, b.title);
  if (a.description !== null && b.description !== null) {
    // A description says more than a title does.
    return (title + 2 * overlap(a.description, b.description)) / 3;
  }
  if (a.measures === null || b.measures === null) return title;
  // Everybody means to set up lasting mechanisms: of measures only near-identical ones say something.
  const measures = overlap(a.measures, b.measures);
  return measures >= nearSameFrom ? (title + measures) / 2 : title;
}

/** How alike two rows are in all they say, 0 to 1. */
export function rowLikeness(one: Matchable, other: Matchable): number {
  return wholeLikeness(piecesOf(one), piecesOf(other));
}
