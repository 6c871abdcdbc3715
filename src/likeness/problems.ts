/** When two findings are similar: the same problem, in other words or reported again. */
import { overlap } from './likeness.ts';
import { shinglesOf } from './shingles.ts';
import { bandsOf, exactBand } from './sketch.ts';

export interface Problem {
  readonly title: string;
  readonly description: string | null;
}

/**
 * From this likeness on two findings are similar. Of 40 worded pairs (tests/unit/likeness/pairs.ts),
 * the same problem in other words reaches 0.40 to 0.65, different problems of one school at most 0.23.
 */
export const similarFrom = 0.3;
/**
 * The same for short texts, such as titles alone: they share words by chance
 * (校车台账不健全 and 食堂台账不健全: 0.50).
 */
export const similarShortFrom = 0.55;
/** Texts of fewer pieces than this are short. */
const shortBelow = 16;

// At 0.30 whole texts meet with 90 %, at 0.40 with 98.5 %; short ones at 0.55 with 98.7 %.
const wholeBanding = { purpose: 1, bands: 24, minima: 2 };
const titleBanding = { purpose: 1, bands: 12, minima: 2 };
const samePurpose = 2;

/** A finding's words in pieces. */
export interface ProblemPieces {
  readonly title: ReadonlySet<string>;
  /** Title and description together. */
  readonly whole: ReadonlySet<string>;
  readonly described: boolean;
}

export function piecesOf({ title, description }: Problem): ProblemPieces {
  const inTitle = shinglesOf(title);
  if (description === null) return { title: inTitle, whole: inTitle, described: false };
  // The break keeps them apart for readers only: pieces run across it, on both sides of a comparison.
  return { title: inTitle, whole: shinglesOf(`${title}\n${description}`), described: true };
}

/** Under which bands a finding is found. A title's first bands meet those of whole texts as well. */
export function problemBands({ title, whole, described }: ProblemPieces): readonly number[] {
  const bands = [...exactBand(whole, samePurpose), ...bandsOf(whole, wholeBanding)];
  return described ? [...new Set([...bands, ...bandsOf(title, titleBanding)])] : bands;
}

/**
 * How alike two problems are; null where they are not similar. Titles alone are compared only where
 * one of the two has no description: a general title says little where there is more to go by.
 */
export function similarity(a: ProblemPieces, b: ProblemPieces): number | null {
  const compared: readonly (readonly [ReadonlySet<string>, ReadonlySet<string>])[] =
    a.described && b.described
      ? [[a.whole, b.whole]]
      : [
          [a.whole, b.whole],
          [a.title, b.title],
        ];
  const found = compared.flatMap(([one, other]) => {
    const shortest = Math.min(one.size, other.size);
    const likeness = shortest === 0 ? 0 : overlap(one, other);
    return likeness >= (shortest < shortBelow ? similarShortFrom : similarFrom) ? [likeness] : [];
  });
  return found.length === 0 ? null : Math.max(...found);
}
