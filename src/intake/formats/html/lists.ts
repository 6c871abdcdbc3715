/** The numbers and letters browsers print before the items of a list. */
import { chineseDigits, chineseNumber, letters, roman } from '../list-numbers.ts';
import type { Attributes } from '../xml.ts';

export interface OpenList {
  /** What is printed before the next item; '' for bullets. */
  next(item: Attributes): string;
}

const LARGEST = 1_000_000;

export function openList(name: string, attributes: Attributes): OpenList {
  const start = wholeOf(attributes['start']);
  const backwards = attributes['reversed'] !== undefined;
  // Backwards from the number of items, which is not known yet: no number rather than a wrong one.
  const numbered = name === 'ol' && (start !== null || !backwards);
  const print = numbered ? printerOf(attributes) : null;
  const step = backwards ? -1 : 1;
  let value = start ?? 1;
  return {
    next(item) {
      value = wholeOf(item['value']) ?? value;
      const printed = print?.(value) ?? '';
      value += step;
      return printed;
    },
  };
}

const wholeOf = (printed: string | undefined): number | null => {
  if (printed === undefined || !/^\s*-?\d{1,7}\s*$/.test(printed)) return null;
  return Math.min(Number(printed), LARGEST);
};

function printerOf({ type, style = '' }: Attributes): ((value: number) => string) | null {
  const styled = /list-style(?:-type)?\s{0,4}:\s{0,4}([a-z-]{1,40})/i.exec(style)?.[1];
  if (styled?.toLowerCase() === 'none') return null;
  return STYLES.get(styled?.toLowerCase() ?? '') ?? TYPES.get(type ?? '') ?? dotted(String);
}

const dotted =
  (print: (value: number) => string) =>
  (value: number): string =>
    `${print(value)}. `;
const upper =
  (print: (value: number) => string) =>
  (value: number): string =>
    print(value).toUpperCase();
const plainLetters = (value: number): string => letters(value);
const chinese = (value: number): string =>
  value < 0 ? String(value) : `${chineseNumber(value)}、`;

type Printers = ReadonlyMap<string, (value: number) => string>;

const TYPES: Printers = new Map([
  ['a', dotted(plainLetters)],
  ['A', dotted(upper(plainLetters))],
  ['i', dotted(roman)],
  ['I', dotted(upper(roman))],
]);

const STYLES: Printers = new Map([
  ['lower-alpha', dotted(plainLetters)],
  ['lower-latin', dotted(plainLetters)],
  ['upper-alpha', dotted(upper(plainLetters))],
  ['upper-latin', dotted(upper(plainLetters))],
  ['lower-roman', dotted(roman)],
  ['upper-roman', dotted(upper(roman))],
  ['cjk-ideographic', chinese],
  ['simp-chinese-informal', chinese],
  ['trad-chinese-informal', chinese],
  ['cjk-decimal', (value: number): string => `${chineseDigits(value)}、`],
]);
