/** Whether what a PDF file gives as its text is one. */

/** Letters, figures and marks that Chinese and western documents are printed with. */
const PRINTED: readonly (readonly [first: number, last: number])[] = [
  [0x20, 0x24f],
  [0x2c7, 0x2d9],
  [0x391, 0x3c9],
  [0x2000, 0x2bff],
  [0x2e80, 0x9fff],
  [0xf900, 0xfaff],
  [0xfe30, 0xffef],
  [0x20000, 0x3ffff],
];
const ILLEGIBLE_SHARE = 0.3;

/**
 * Fonts in the file need not say which characters their glyphs are; what comes out then is made of
 * characters of other scripts, or of none.
 */
export function isLegible(text: string): boolean {
  let [strange, all] = [0, 0];
  for (const char of text) {
    if (char.trim() === '') continue;
    const code = char.codePointAt(0) ?? 0;
    all += 1;
    if (code === 0xfffd || !PRINTED.some(([first, last]) => code >= first && code <= last)) {
      strange += 1;
    }
  }
  return strange <= all * ILLEGIBLE_SHARE;
}
