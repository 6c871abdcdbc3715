/** Characters that Word takes from fonts of symbols: those that say something. */

const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['wingdings:fc', '✓'],
  ['wingdings:fb', '✗'],
  ['wingdings:fe', '☑'],
  ['wingdings:fd', '☒'],
  ['wingdings:a8', '□'],
  ['wingdings:6f', '□'],
  ['wingdings:6e', '■'],
  ['wingdings:a1', '○'],
  ['wingdings:6c', '●'],
  ['wingdings 2:50', '✓'],
  ['wingdings 2:4f', '✗'],
  ['wingdings 2:52', '☑'],
  ['wingdings 2:54', '☒'],
  ['wingdings 2:a3', '□'],
  ['symbol:b3', '≥'],
  ['symbol:a3', '≤'],
  ['symbol:b4', '×'],
  ['symbol:b1', '±'],
]);

/** '' for what only adorns. `char` is the code in hexadecimal, in the private range or below it. */
export function symbolText(font: string | undefined, char: string | undefined): string {
  const code = Number.parseInt(char ?? '', 16) % 0xf000;
  return SYMBOLS.get(`${(font ?? '').toLowerCase()}:${code.toString(16)}`) ?? '';
}
