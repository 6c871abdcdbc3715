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

/** The text as a line of its own. */
export const lineAt = (number: number, text: string): Line => ({
  number,
  text,
  folded: fold(text),
});

/** Splits at LF, CR LF and CR. Blank lines are left out, but counted. */
export function splitLines(text: string): Line[] {
  const lines: Line[] = [];
  let number = 0;
  for (const raw of text.split(/\r\n|\n|\r/)) {
    number += 1;
    const visible = raw.replaceAll(INVISIBLE, '').trim();
    if (visible !== '') lines.push(lineAt(number, visible));
  }
  return lines;
}

/**
 * Half-width punctuation, digits and letters, simplified characters: for matching only. Every
 * replacement is one character for one, so a position found here holds in the source's text.
 */
export function fold(text: string): string {
  const { length } = text;
  let at = 0;
  while (at < length && TWINS[text.charCodeAt(at)] === 0) at += 1;
  if (at === length) return text;
  let folded = '';
  for (let from = 0; from < length; from += PIECE) {
    const codes: number[] = [];
    const to = Math.min(length, from + PIECE);
    for (at = from; at < to; at += 1) {
      const code = text.charCodeAt(at);
      codes.push(TWINS[code] || code);
    }
    folded += String.fromCharCode(...codes);
  }
  return folded;
}

/** In characters: so many arguments a call may have. */
const PIECE = 4096;

const INVISIBLE = /[\u200b-\u200d\u2060\ufeff\u00ad]/g;

/** From a character's code to that of its twin; 0 where it is its own. Looked at for every character read. */
const TWINS = new Uint16Array(0x1_0000);
for (let code = 0xff01; code <= 0xff5e; code += 1) TWINS[code] = code - 0xfee0;
for (const space of '\u3000\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\t\f\v') {
  TWINS[space.charCodeAt(0)] = 0x20;
}
for (const [char, twin] of [['｡', '。'], ['【', '['], ['】', ']'], ...SIMPLIFIED] as const) {
  TWINS[char.charCodeAt(0)] = twin.charCodeAt(0);
}
