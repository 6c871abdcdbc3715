/** Texts in cells of spreadsheets: written so that no program takes them for formulas, and read back as they were. */

// What programs take for the beginning of a formula, in every width Unicode has of it, and the
// control characters behind which some of them still look for one.
const TRIGGER = '[=+\\-@\\t\\r\\n\\0\\uff1d\\uff0b\\uff0d\\uff20\\ufe66\\ufe62\\ufe63\\ufe6b]';
// Spaces and what cannot be seen at all: programs pass over them.
const UNSEEN = '[\\p{Zs}\\p{Cf}\\u2028\\u2029\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f]';

const DANGEROUS = new RegExp(`^'*${UNSEEN}*${TRIGGER}`, 'u');
const GUARDED = new RegExp(`^'+${UNSEEN}*${TRIGGER}`, 'u');

/**
 * Puts an apostrophe before what a spreadsheet program could run as a formula; other texts are
 * left alone. An apostrophe that is already there gets another, so that {@link unguardFormula}
 * gives every text back. For texts only: numbers and dates are written as such.
 */
export const guardFormula = (text: string): string => (DANGEROUS.test(text) ? `'${text}` : text);

/** Takes off the apostrophe {@link guardFormula} and other exports put before =, +, - and @. */
export const unguardFormula = (text: string): string => (GUARDED.test(text) ? text.slice(1) : text);

export type SpreadsheetValue = string | number | boolean | null;

/**
 * Rows as a CSV file with CR LF, beginning with a byte order mark, without which spreadsheet
 * programs garble Chinese. Texts are guarded.
 */
export const csvText = (rows: readonly (readonly SpreadsheetValue[])[]): string =>
  `\uFEFF${rows.map((row) => `${row.map(csvCell).join(',')}\r\n`).join('')}`;

function csvCell(value: SpreadsheetValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = guardFormula(value);
  // A text that begins or ends with a space is quoted, or readers would trim it.
  return /[",;\t\r\n]|^\s|\s$/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
