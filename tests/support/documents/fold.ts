/** Texts made comparable: width, blanks and punctuation do not count. */

import { inSimplified } from './noise/traditional.ts';

const PUNCTUATION = /[\s　，,。．.：:；;（）()！!？?、“”"'‘’《》〈〉<>【】[\]—\-–|·…~～*_]/gu;

export const fold = (text: string): string =>
  inSimplified(text.normalize('NFKC')).replaceAll(PUNCTUATION, '');

/** As {@link fold}, of a title: 问题 behind it and 关于 before it say nothing. */
export const foldTitle = (text: string): string =>
  fold(text)
    .replace(/^(?:关于|存在着?|反馈指出|检查发现)/, '')
    .replace(/(?:方面)?(?:存在)?的?问题(?:的?整改(?:情况)?)?$/, '');

/** Dice coefficient of the pairs of neighbouring characters, from 0 to 1; of folded texts. */
export function likeness(one: string, other: string): number {
  if (one === other) return 1;
  const [left, right] = [pairsOf(one), pairsOf(other)];
  let shared = 0;
  for (const [pair, count] of left) shared += Math.min(count, right.get(pair) ?? 0);
  const total = Math.max(one.length - 1, 0) + Math.max(other.length - 1, 0);
  return total === 0 ? 0 : (2 * shared) / total;
}

function pairsOf(text: string): Map<string, number> {
  const pairs = new Map<string, number>();
  for (let at = 0; at + 1 < text.length; at += 1) {
    const pair = text.slice(at, at + 2);
    pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
  }
  return pairs;
}
