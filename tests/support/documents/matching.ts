/** Which finding that was read is which that is true; likewise measures. One to one, the most alike first. */
import type { Finding } from '../../../src/intake/index.ts';
import { fold, foldTitle, likeness } from './fold.ts';
import type { TruthFinding } from './truth.ts';

const ALIKE = 0.8;
/** A title may begin this many characters into what was read: a number, a label, 关于. */
const LEAD = 12;
/** Words a reading may keep with a measure: its status, its owner. */
const KEPT = 32;

export interface Match {
  readonly truth: TruthFinding;
  readonly read: Finding;
}

/** A finding as it will be looked for; those of one group share their measures. */
export interface Settled {
  readonly truth: TruthFinding;
  readonly group: number;
}

/** Decides which way a document was read where it can be read two ways: as one finding, or as its points. */
export function settled(truths: readonly TruthFinding[], reads: readonly Finding[]): Settled[] {
  const headed = (truth: TruthFinding): boolean =>
    reads.some((read) => fold(read.title).includes(fold(truth.core)));
  return truths.flatMap((truth, group) => {
    const points = truth.leaves.filter(headed).length;
    const inPoints = points > 1 || (points === 1 && !headed(truth));
    return (inPoints ? truth.leaves : [truth]).map((each) => ({ truth: each, group }));
  });
}

export function matchFindings(wanted: readonly Settled[], reads: readonly Finding[]): Match[] {
  const truths = wanted.map(({ truth }) => truth);
  const pairs = pairUp(truths, reads, findingLikeness);
  return pairs.flatMap(([left, right]) => {
    const [truth, read] = [truths[left], reads[right]];
    return truth === undefined || read === undefined ? [] : [{ truth, read }];
  });
}

/** How many of the measures are found again. */
export const matchMeasures = (truths: readonly string[], reads: readonly string[]): number =>
  pairUp(truths, reads, measureLikeness).length;

function findingLikeness(truth: TruthFinding, read: Finding): number {
  const core = fold(truth.core);
  const title = fold(read.title);
  const [wanted, found] = [foldTitle(truth.title), foldTitle(read.title)];
  if (wanted === found) return 1;
  const alike = likeness(wanted, found);
  if (title.includes(core)) return Math.max(0.9, alike);
  if (alike >= ALIKE) return alike;
  // Where the title was cut elsewhere, the words must at least begin the finding.
  const start = fold(`${read.title}${read.description ?? ''}`).slice(0, core.length + LEAD);
  return start.includes(core) ? ALIKE : 0;
}

function measureLikeness(truth: string, read: string): number {
  const [wanted, found] = [fold(truth), fold(read)];
  const alike = likeness(wanted, found);
  if (alike >= ALIKE) return alike;
  if (found.includes(wanted) && found.length - wanted.length <= KEPT) return ALIKE;
  return wanted.includes(found) && found.length >= 0.75 * wanted.length ? ALIKE : 0;
}

function pairUp<T, R>(
  truths: readonly T[],
  reads: readonly R[],
  alike: (truth: T, read: R) => number,
): [number, number][] {
  const scored = truths.flatMap((truth, left) =>
    reads.flatMap((read, right) => {
      const value = alike(truth, read);
      return value > 0 ? [{ left, right, value }] : [];
    }),
  );
  const ordered = scored.toSorted(
    (a, b) =>
      b.value - a.value ||
      Math.abs(a.left - a.right) - Math.abs(b.left - b.right) ||
      a.left - b.left,
  );
  const [lefts, rights] = [new Set<number>(), new Set<number>()];
  return ordered.flatMap(({ left, right }): [number, number][] => {
    if (lefts.has(left) || rights.has(right)) return [];
    lefts.add(left);
    rights.add(right);
    return [[left, right]];
  });
}
