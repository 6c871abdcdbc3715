/** Checks the numbers of chapters, items and nested items, and notes gaps and repeats. */
import type { ReadContext } from './form.ts';
import type { Entry, OutlinedAspect } from './skeleton.ts';

/** True where items begin again at 1 in each chapter instead of running through the document. */
export const numberingRestarts = (aspects: readonly OutlinedAspect[]): boolean =>
  aspects.filter(({ items }) => items[0]?.value === 1).length > 1;

export function checkNumbering(aspects: readonly OutlinedAspect[], { warn }: ReadContext): void {
  const restarts = numberingRestarts(aspects);
  const check = (
    thing: string,
    english: string,
    entries: readonly Numbered[],
    from: number,
  ): number => {
    let expected = from;
    for (const { value, source, caseNo } of entries) {
      // Cases are filed under numbers of their own.
      if (value !== expected && (caseNo ?? null) === null) {
        const [chinese, problem, code] =
          value > expected
            ? (['缺号', 'gap', 'numbering_gap'] as const)
            : (['重号', 'duplicate', 'numbering_duplicate'] as const);
        warn(
          source.number,
          code,
          `${thing}编号${chinese}：应为${expected}，实为${value} / ${problem} in the numbering of ${english}: ${expected} expected, ${value} found`,
        );
      }
      expected = value + 1;
    }
    return expected;
  };
  check('方面', 'aspects', aspects.filter(isChapter), 1);
  let next = 1;
  for (const { items } of aspects) {
    next = check('问题', 'findings', items, restarts ? 1 : next);
    for (const { leaves } of items) check('问题', 'findings', leaves, 1);
  }
}

type Numbered = Pick<Entry, 'value' | 'source'> & { readonly caseNo?: string | null };

// A section that stands in for a chapter (二、…情况) has the number of the section.
const isChapter = ({ no }: OutlinedAspect): boolean => no?.startsWith('(') ?? false;
