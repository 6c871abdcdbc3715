/** Finds sums of money and what they are in yuan. */
import { fold } from '../text/lines.ts';
import type { StatedAmount } from '../schema.ts';

const AMOUNT =
  /(?<![\d.])(\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.(\d{1,6}))?(?:余|多)?(亿|千万|百万|万|千)?元/g;

const SCALE: Readonly<Record<string, number>> = {
  亿: 1e8,
  千万: 1e7,
  百万: 1e6,
  万: 1e4,
  千: 1e3,
};

/** Every sum printed in figures: 123.45万元, 1,200元, in the order of the text. */
export function readAmounts(text: string): StatedAmount[] {
  return Array.from(fold(text).matchAll(AMOUNT), (match) => {
    const [all, whole = '', decimals = '', scale = ''] = match;
    const exact = Number(`${whole.replaceAll(',', '')}.${decimals === '' ? '0' : decimals}`);
    // To the fen: 123.45 × 10,000 is not a whole number in binary.
    const yuan = Math.round(exact * (SCALE[scale] ?? 1) * 100) / 100;
    return { raw: text.slice(match.index, match.index + all.length), yuan };
  });
}
