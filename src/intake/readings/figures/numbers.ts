/** Reads numbers as they stand in running text: 1,234.5, 三千二百, 十二万. */
import { parseNumeral } from '../../text/numerals.ts';

/** A number in figures, with or without thousands separators. Part of a pattern. */
export const FIGURES = '\\d{1,3}(?:,\\d{3}){1,4}(?:\\.\\d{1,6})?|\\d{1,12}(?:\\.\\d{1,6})?';

/** A number in characters. Part of a pattern. */
export const CHARACTERS = '[零〇一二两三四五六七八九十百千]{1,9}';

/** Null where the characters form no number. */
export function readNumber(printed: string): number | null {
  if (/^\d/.test(printed)) return Number(printed.replaceAll(',', ''));
  return parseNumeral(printed);
}
