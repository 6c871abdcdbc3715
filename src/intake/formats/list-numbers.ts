/** Prints a list's numbers the way office programs and browsers do. */

/** Positive whole numbers as 一, 十一, 二十, 一百零五: `zero` is what stands for a gap of digits. */
export function chineseNumber(value: number, zero = '零'): string {
  if (value === 0) return zero;
  const printed = inTenThousands(value, zero);
  return printed.startsWith('一十') ? printed.slice(1) : printed;
}

function inTenThousands(value: number, zero: string): string {
  if (value < 10_000) return belowTenThousand(value, zero);
  const [high, low] = [Math.floor(value / 10_000), value % 10_000];
  const gap = low > 0 && low < 1_000 ? zero : '';
  return `${inTenThousands(high, zero)}万${gap}${low === 0 ? '' : belowTenThousand(low, zero)}`;
}

function belowTenThousand(value: number, zero: string): string {
  let printed = '';
  let gap = false;
  for (const [unit, name] of [
    [1_000, '千'],
    [100, '百'],
    [10, '十'],
    [1, ''],
  ] as const) {
    const digit = Math.floor(value / unit) % 10;
    if (digit === 0) gap = printed !== '';
    else {
      printed += `${gap ? zero : ''}${DIGITS[digit] ?? ''}${name}`;
      gap = false;
    }
  }
  return printed;
}

const DIGITS = '〇一二三四五六七八九';

/** Digit by digit: 10 is 一〇. */
export const chineseDigits = (value: number): string =>
  String(value).replaceAll(/\d/g, (digit) => DIGITS[Number(digit)] ?? '');

/** a, b … z, then as spreadsheets name columns (aa, ab), or as Word repeats letters (aa, bb). */
export function letters(value: number, { repeated = false } = {}): string {
  if (value < 1) return String(value);
  if (repeated) {
    const letter = String.fromCharCode(LETTER_A + ((value - 1) % 26));
    return letter.repeat(Math.min(Math.ceil(value / 26), LONGEST));
  }
  let printed = '';
  for (let rest = value; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    printed = String.fromCharCode(LETTER_A + ((rest - 1) % 26)) + printed;
  }
  return printed;
}

const LETTER_A = 0x61;
const LONGEST = 16;

const ROMAN: readonly (readonly [number, string])[] = [
  [1000, 'm'],
  [900, 'cm'],
  [500, 'd'],
  [400, 'cd'],
  [100, 'c'],
  [90, 'xc'],
  [50, 'l'],
  [40, 'xl'],
  [10, 'x'],
  [9, 'ix'],
  [5, 'v'],
  [4, 'iv'],
  [1, 'i'],
];

/** Lower-case roman numerals from 1 to 3999, plain digits for other numbers. */
export function roman(value: number): string {
  if (value < 1 || value > 3999) return String(value);
  let rest = value;
  let printed = '';
  for (const [size, numeral] of ROMAN) {
    while (rest >= size) {
      printed += numeral;
      rest -= size;
    }
  }
  return printed;
}

/** The character of a row of ready-made ones, or null where the row is too short. */
export function glyph(value: number, first: number, count: number): string | null {
  return value >= 1 && value <= count ? String.fromCharCode(first + value - 1) : null;
}

/** ① to ⑳, ㉑ to ㊿, and plain digits after them. */
export const circled = (value: number): string =>
  glyph(value, 0x2460, 20) ??
  glyph(value - 20, 0x3251, 15) ??
  glyph(value - 35, 0x32b1, 15) ??
  String(value);
