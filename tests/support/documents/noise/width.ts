/** Punctuation in half width, or in both at random. */
import type { Dice } from '../dice.ts';

const HALF: Readonly<Record<string, string>> = {
  '，': ',',
  '：': ':',
  '；': ';',
  '（': '(',
  '）': ')',
  '！': '!',
  '？': '?',
  '．': '.',
};

export const inHalfWidth = (text: string): string =>
  text.replaceAll(/[，：；（）！？．]/g, (mark) => HALF[mark] ?? mark);

export const inMixedWidth = (text: string, dice: Dice): string =>
  text.replaceAll(/[，：；（）！？．]/g, (mark) =>
    dice.chance(0.4) ? (HALF[mark] ?? mark) : mark,
  );

export const wideFigures = (text: string): string =>
  text.replaceAll(/\d/g, (figure) => String.fromCodePoint((figure.codePointAt(0) ?? 0) + 0xfee0));
