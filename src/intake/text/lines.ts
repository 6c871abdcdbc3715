/** Cuts a text into numbered lines and gives each a twin of equal length that patterns can match. */
import { SIMPLIFIED } from './traditional.ts';

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

const FOLDED = new Map<string, string>([['｡', '。'], ['【', '['], ['】', ']'], ...SIMPLIFIED]);

const FOLDABLE = new RegExp(
  `[\\uff01-\\uff5e\\u3000\\u00a0\\u2000-\\u200a\\t\\f\\v${[...FOLDED.keys()].join('')}]`,
  'g',
);
