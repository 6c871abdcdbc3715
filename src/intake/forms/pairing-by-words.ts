/** Finds the finding each of the measures listed apart is for, where it says so: 针对屋顶漏雨,尽快维修。 */
import type { Finding } from '../schema.ts';
import { likeness, pairsIn } from '../text/likeness.ts';
import { fold } from '../text/lines.ts';
import type { Item } from './items.ts';

/** Items that name no finding, or one that cannot be told from another, are left out. */
export function pairByWords(
  findings: readonly Finding[],
  items: readonly Item[],
): ReadonlyMap<Finding, readonly Item[]> {
  const paired = new Map<Finding, Item[]>();
  const texts = findings.slice(0, MOST).map((finding) => pairsIn(textOf(finding)));
  for (const item of items.slice(0, MOST)) {
    const named = whatFor(item);
    if (named === null) continue;
    const words = pairsIn(named);
    const at = bestOf(texts.map((text) => likeness(words, text)));
    const finding = at === null ? undefined : findings[at];
    if (finding === undefined) continue;
    paired.set(finding, [...(paired.get(finding) ?? []), item]);
  }
  return paired;
}

/** Each is held against each: a longer list is no office's own. */
const MOST = 200;

/** 针对…现象,: the words up to the first comma; null where the item does not begin so. */
function whatFor({ lines }: Item): string | null {
  const words = WHAT_FOR.exec(fold(lines[0] ?? ''))?.[1];
  return words === undefined ? null : words.replace(CLOSING, '');
}

const WHAT_FOR = /^\s?(?:针对|对于|关于|就|对(?!照|标|接))([^,:。;]{3,80})[,:]/;
const CLOSING = /(?:的|等|这一|方面|存在|问题|现象|情况|隐患){1,4}$/;

const textOf = ({ title, parentTitle, description }: Finding): string =>
  `${parentTitle ?? ''} ${title} ${description ?? ''}`.slice(0, LONGEST_TEXT);

/** Further on a description tells of particulars. */
const LONGEST_TEXT = 2_000;

/** Half of its words, and clearly more than any other has. */
const ALIKE = 0.5;
const CLEAR = 0.15;

function bestOf(scores: readonly number[]): number | null {
  const [first = 0, second = 0] = scores.toSorted((a, b) => b - a);
  return first >= ALIKE && first - second >= CLEAR ? scores.indexOf(first) : null;
}
