/** Finds sums of money and what they are in yuan. */
import { fold } from '../text/lines.ts';
import type { StatedAmount } from '../schema.ts';
import { CHARACTERS, FIGURES, readNumber } from './figures/numbers.ts';

const SCALE: Readonly<Record<string, number>> = {
  亿: 1e8,
  千万: 1e7,
  百万: 1e6,
  十万: 1e5,
  万: 1e4,
  千: 1e3,
};

// 单元 and 2美元 are no yuan, nor is 元旦.
const AMOUNT = new RegExp(
  `(?<![\\d.一二两三四五六七八九十百千]|\\d,)(${FIGURES}|${CHARACTERS})(?:\\s?(?:-|—|~|至)\\s?(${FIGURES}))?\\s?(亿|千万|百万|十万|万|千)?\\s?(?:余|多|余万)?(亿|万)?元(?![旦素件宵首月])`,
  'g',
);

/** Every sum printed: 123.45万元, 1,200元, 五千元, in the order of the text; of a range the lower end. */
export function readAmounts(text: string): StatedAmount[] {
  const folded = fold(text).replaceAll(TITLES, (title) => '░'.repeat(title.length));
  return Array.from(folded.matchAll(AMOUNT)).flatMap((match) => {
    const [all, number = '', , scale = '', more = ''] = match;
    const value = readNumber(number);
    if (value === null) return [];
    // To the fen: 123.45 × 10,000 is not a whole number in binary.
    const yuan = Math.round(value * (SCALE[scale] ?? 1) * (SCALE[more] ?? 1) * 100) / 100;
    return [{ raw: text.slice(match.index, match.index + all.length), yuan }];
  });
}

/** A law of sums of 20万元以下 is no sum. */
const TITLES = /《[^《》]{1,80}》/g;
