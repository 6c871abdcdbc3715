/** What a number format makes of a number: a date, an elapsed time, or figures in a pattern. */
import type { ShownDate } from './serial-dates.ts';

export type NumberFormat =
  | { readonly kind: 'plain' }
  | {
      readonly kind: 'date';
      readonly shown: ShownDate;
      /** The same number of the format means other dates in other countries' programs. */
      readonly isLocal: boolean;
    }
  | { readonly kind: 'elapsed'; readonly seconds: boolean }
  | { readonly kind: 'pattern'; readonly sections: readonly string[] };

const PLAIN: NumberFormat = { kind: 'plain' };
const dated = (shown: ShownDate, isLocal = false): NumberFormat => ({
  kind: 'date',
  shown,
  isLocal,
});
const day = dated('day');
const time = dated(null);
const month = dated('month');
const localMonth = dated('month', true);

const pattern = (...sections: string[]): NumberFormat => ({ kind: 'pattern', sections });
const accounting = (figures: string): NumberFormat =>
  pattern(`_(* ${figures}_)`, `_(* \\(${figures}\\)`, '_(* "-"_)');

// The formats a file refers to by number alone. 27 to 36 and 50 to 58 are those of Chinese programs.
const BUILT_IN: ReadonlyMap<number, NumberFormat> = new Map([
  [1, pattern('0')],
  [2, pattern('0.00')],
  [3, pattern('#,##0')],
  [4, pattern('#,##0.00')],
  [9, pattern('0%')],
  [10, pattern('0.00%')],
  [14, day],
  [15, day],
  [16, day],
  [17, month],
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id) => [id, time] as const),
  [22, day],
  ...[27, 36, 50, 52, 57].map((id) => [id, localMonth] as const),
  ...[28, 29, 30, 31, 51, 53, 54, 58].map((id) => [id, day] as const),
  ...[37, 38].map((id) => [id, pattern('#,##0', '(#,##0)')] as const),
  ...[39, 40].map((id) => [id, pattern('#,##0.00', '(#,##0.00)')] as const),
  [41, accounting('#,##0')],
  [42, accounting('#,##0')],
  [43, accounting('#,##0.00')],
  [44, accounting('#,##0.00')],
  [46, { kind: 'elapsed', seconds: true }],
]);

/** A format that is referred to by number and that the file does not spell out. */
export const builtInFormat = (id: number): NumberFormat => BUILT_IN.get(id) ?? PLAIN;

/** A format as a file spells it out: `yyyy"年"m"月"`, `0.0%`, `#,##0.00;[Red]-#,##0.00`. */
export function readFormat(code: string): NumberFormat {
  if (code.length > LONGEST_CODE) return PLAIN;
  const sections = sectionsOf(code);
  const bare = bareText(sections[0] ?? '').trim();
  if (/^(?:general|g\/通用格式|@)?$/i.test(bare)) {
    return sections.length > 1 && !/general|@/i.test(code) ? pattern(...sections) : PLAIN;
  }
  if (/\[(?:h+|m+|s+)\]/i.test(bare)) return { kind: 'elapsed', seconds: /s/i.test(bare) };
  const shown = shownDate(bare);
  if (shown !== undefined) return dated(shown);
  // Conditions choose a section by rules of their own; fractions and powers are printed plain.
  const isUnusual = /\[[<>=]|[0#?]\s*\/\s*[0-9#?]|e[+-]/i.test(code);
  return isUnusual || !/[0#?]/.test(bare) ? PLAIN : pattern(...sections);
}

const LONGEST_CODE = 400;

/** Parts for positive, negative and no amounts, and for texts; quoted semicolons part nothing. */
function sectionsOf(code: string): string[] {
  const sections = [''];
  for (const [piece] of code.matchAll(/"[^"]*"?|\\.|\[[^\]]*\]?|./gsu)) {
    if (piece === ';') sections.push('');
    else sections[sections.length - 1] += piece;
  }
  return sections;
}

/** The section without what is printed as it stands; elapsed times keep their brackets. */
const bareText = (section: string): string =>
  section
    .replaceAll(/"[^"]*"?|\\.|[_*]./gsu, '')
    .replaceAll(/\[(?!(?:h+|m+|s+)\])[^\]]*\]?/gi, '')
    .replaceAll(/AM\/PM|A\/P/gi, '');

/** Undefined where it is no format of dates. */
function shownDate(bare: string): ShownDate | undefined {
  // An m that stands by hours or seconds is minutes.
  const dateOnly = bare
    .replaceAll(/h[^a-z]{0,20}m{1,2}(?!m)/gi, 'h')
    .replaceAll(/m{1,2}(?=[^a-z]{0,20}s)/gi, '');
  const hasYear = /y|e(?![+-])|[bg]{1,2}(?=\s*y|e)/i.test(dateOnly);
  const hasMonth = /m/i.test(dateOnly);
  const hasDay = /d|a{3,4}/i.test(dateOnly);
  // Figures, but not the parts of a second.
  if (/[0#?]/.test(bare.replaceAll(/s\.0+/gi, ''))) return undefined;
  if (hasDay) return 'day';
  if (hasMonth) return 'month';
  if (hasYear) return 'year';
  return /[hs]/i.test(bare) ? null : undefined;
}
