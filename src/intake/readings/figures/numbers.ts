/** Reads numbers as they stand in running text: 1,234.5, 三千二百, 十二万. */

const DIGITS = '零一二三四五六七八九';
const UNITS: Readonly<Record<string, number>> = { 十: 10, 百: 100, 千: 1000 };

/** A number in figures, with or without thousands separators. Part of a pattern. */
export const FIGURES = '\\d{1,3}(?:,\\d{3}){1,4}(?:\\.\\d{1,6})?|\\d{1,12}(?:\\.\\d{1,6})?';

/** A number in characters. Part of a pattern. */
export const CHARACTERS = '[零〇一二两三四五六七八九十百千]{1,9}';

/** Null where the characters form no number. */
export function readNumber(printed: string): number | null {
  if (/^\d/.test(printed)) return Number(printed.replaceAll(',', ''));
  return inCharacters(printed);
}

function inCharacters(printed: string): number | null {
  let total = 0;
  let digit: number | null = null;
  for (const char of printed.replaceAll('〇', '零').replaceAll('两', '二')) {
    const unit = UNITS[char];
    const value = DIGITS.indexOf(char);
    if (unit === undefined && value === -1) return null;
    if (unit === undefined) {
      // 二三 names no number; 二十三 and 一百零三 do.
      if (digit !== null && digit !== 0) return null;
      digit = value;
    } else {
      total += (digit ?? 1) * unit;
      digit = null;
    }
  }
  return printed === '' ? null : total + (digit ?? 0);
}
