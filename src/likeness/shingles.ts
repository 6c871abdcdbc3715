/** Texts as sets of short overlapping pieces: what two texts share of them is how alike they are. */
import { normalised } from './normalised.ts';

/** Two Chinese characters are about a word; of letters and digits it takes four to mean anything. */
const ideographs = 2;
const letters = 4;
const ideograph = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;

/** The pieces of the text, normalised. None for a text without a letter or digit. */
export function shinglesOf(text: string): ReadonlySet<string> {
  const characters = Array.from(normalised(text));
  const wide = characters.map((character) => ideograph.test(character));
  const pieces = new Set<string>();
  for (let at = 0; at < characters.length; at += 1) {
    const length = wide[at] === true || wide[at + 1] === true ? ideographs : letters;
    if (at > 0 && at + length > characters.length) continue;
    pieces.add(characters.slice(at, at + length).join(''));
  }
  return pieces;
}
