/** Cuts a text into numbered lines and gives each a twin of equal length that patterns can match. */

/** One printed line that is not blank. `folded[i]` always stands for `text[i]`. */
export interface Line {
  /** Counted from 1, as an editor shows it. */
  readonly number: number;
  /** The source's own characters, without the white space around them. */
  readonly text: string;
  readonly folded: string;
}

/** Splits at LF, CR LF and CR. Blank lines are left out, but counted. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let number = 0;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    number += 1;
    const visible = raw.replaceAll(INVISIBLE, '').trim();
    if (visible !== '') lines.push({ number, text: visible, folded: fold(visible) });
  }
  return lines;
}

/**
 * Half-width punctuation, digits and letters, simplified characters: for matching only. Every
 * replacement is one character for one, so a position found here holds in the source's text.
 */
export function fold(text: string): string {
  return text.replaceAll(FOLDABLE, (char) => FOLDED.get(char) ?? halfWidth(char));
}

const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/g;
const WIDE_SPACES = /[\s\u3000\u00a0]/;

function halfWidth(char: string): string {
  if (WIDE_SPACES.test(char)) return ' ';
  return String.fromCharCode(char.charCodeAt(0) - 0xfee0);
}

// Only the characters that occur in headings, labels, counts and status phrases; the rest of a
// document in traditional characters needs no folding, because no pattern looks at it.
const TRADITIONAL =
  '問问題题關关於于進进況况實实責责領领導导單单時时項项個个將将報报組组對对開开現现條条類类見见議议' +
  '黨党總总會会員员園园學学長长務务處处體体監监檢检審审計计據据經经過过達达標标間间辦办結结銷销號号續续' +
  '堅坚執执規规認认業业點点該该為为與与無无後后從从發发並并聚聚縣县區区鎮镇醫医廳厅書书電电話话環环階阶' +
  '動动啟启確确統统級级設设終终決决觀观紀纪兩两幾几歲岁';

const FOLDED = new Map<string, string>([
  ['｡', '。'],
  ['【', '['],
  ['】', ']'],
  ...Array.from({ length: TRADITIONAL.length / 2 }, (_, pair): [string, string] => [
    TRADITIONAL.charAt(pair * 2),
    TRADITIONAL.charAt(pair * 2 + 1),
  ]),
]);

const FOLDABLE = new RegExp(
  `[\\uff01-\\uff5e\\u3000\\u00a0\\u2000-\\u200a\\t\\f\\v${[...FOLDED.keys()].join('')}]`,
  'g',
);
