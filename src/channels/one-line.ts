/** Makes people's words safe to stand in a mail: nothing in them can end a line or turn its direction. */

/** Format characters are invisible and may reorder text; only the joiners belong to a script's spelling. */
const formatCharacters = /(?![\u200c\u200d])\p{Cf}/gu;
const lineEnds = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/gu;
const otherControls = /(?!\n)[\p{Cc}\p{Zl}\p{Zp}]/gu;
const loneSurrogates = /\p{Cs}/gu;

/** One line: controls and line separators become spaces, bidi overrides and the like are dropped. */
export function oneLine(text: string): string {
  return plainLines(text).replaceAll(/\s+/gu, ' ').trim();
}

/** The same, keeping line breaks (as `\n`) and single empty lines. */
export function plainLines(text: string): string {
  return text
    .replaceAll(lineEnds, '\n')
    .replaceAll(otherControls, ' ')
    .replaceAll(formatCharacters, '')
    .replaceAll(loneSurrogates, '\uFFFD')
    .replaceAll(/\n{3,}/gu, '\n\n')
    .trim();
}

/** At most `max` characters (code points), the last one an ellipsis where something was cut. */
export function shortened(text: string, max: number): string {
  const characters = Array.from(text);
  if (characters.length <= max) return text;
  return `${characters
    .slice(0, max - 1)
    .join('')
    .trimEnd()}…`;
}
