/** Knows the numbering styles of official documents, in half and full width. */
import { parseNumeral } from './numerals.ts';

/**
 * `section` 一、 · `chapter` (一) · `item` 1. · `leaf` (1) and 1.1、 · `half` 1) and 1.1.1、 · `circled` ① · `ordinal` 一是 · `part` 第一,…方面 and 第一方面:… · `case` 问题3: ·
 * `sequence` 首先, 其次: a word that only says "the next one" has the value {@link NEXT}.
 * Any of them but `ordinal` can head a chapter or a finding; which stands above which is the
 * document's own choice.
 */
export type MarkStyle =
  | 'section'
  | 'chapter'
  | 'item'
  | 'leaf'
  | 'half'
  | 'part'
  | 'circled'
  | 'ordinal'
  | 'case'
  | 'bullet'
  | 'sequence';

/** The value of 其次, 再次, 最后 and their kin, and of bullets. */
export const NEXT = 0;

export interface Mark {
  readonly style: MarkStyle;
  readonly value: number;
  /** Characters the mark takes up, with the spaces after it. */
  readonly length: number;
}

/** The mark that stands at `at` in a folded text, or null. */
export function readMark(folded: string, at = 0): Mark | null {
  const glyph = readGlyph(folded, at) ?? readSequenceWord(folded, at) ?? readBullet(folded, at);
  if (glyph !== null) return glyph;
  for (const { style, pattern } of PATTERNS) {
    pattern.lastIndex = at;
    const match = pattern.exec(folded);
    const value = parseNumeral(match?.[1] ?? '');
    if (match !== null && value !== null && value > 0) {
      return { style, value, length: match[0].length };
    }
  }
  return null;
}

const NUMERAL = '[一二三四五六七八九十]{1,3}';
const GAP = '\\s{0,4}';

// After "1." a digit usually means a decimal (3.5万元). It is still a list number before a year
// (3.2022-2025年), before a second decimal point (4.3.5万元) and before
// things that are only counted whole (1.2名保安).
const WHOLE_NUMBER_FOLLOWS =
  '\\d{4}(?:年|[-—–~至./])|\\d{1,3}(?:[名人所家位处次项条份间台班]|个(?!百分点|小时|月)|月(?:份|\\d)|\\.\\d{1,3}(?![\\d.]))';

const NUMBER = '\\d{1,3}|[一二三四五六七八九十]{1,3}';

const PATTERNS: readonly { readonly style: MarkStyle; readonly pattern: RegExp }[] = [
  { style: 'chapter', pattern: new RegExp(`\\(\\s?(${NUMERAL})\\s?\\)[、.]?${GAP}`, 'y') },
  { style: 'leaf', pattern: new RegExp(`\\(\\s?(\\d{1,3})\\s?\\)[、.]?${GAP}`, 'y') },
  { style: 'half', pattern: new RegExp(`(\\d{1,2})\\)[、.]?${GAP}`, 'y') },
  { style: 'ordinal', pattern: new RegExp(`(${NUMERAL})是(?![否非])${GAP}`, 'y') },
  { style: 'ordinal', pattern: new RegExp(`其([一二三四五六七八九十])(?:是|[,、:])${GAP}`, 'y') },
  { style: 'ordinal', pattern: new RegExp(`第(${NUMERAL})[,、:]${GAP}`, 'y') },
  { style: 'section', pattern: new RegExp(`(${NUMERAL})\\s?[、.]${GAP}`, 'y') },
  { style: 'section', pattern: new RegExp(`第(${NUMERAL})(?:部分|章)[、:.]?${GAP}`, 'y') },
  { style: 'part', pattern: new RegExp(`第(${NUMERAL})方面[:、,]${GAP}`, 'y') },
  {
    style: 'case',
    pattern: new RegExp(
      `\\[?(?:反馈|存在|发现|具体|主要)?(?:(?:问题|隐患|事项|信访件|案件|交办件)(?:描述|内容|表现|之)?|序号\\s?:?)\\s?\\(?(${NUMBER})\\)?\\s?(?:\\]\\s?:?|[:、.]|$)${GAP}`,
      'y',
    ),
  },
  { style: 'leaf', pattern: new RegExp(`\\d{1,2}\\.(\\d{1,2})、${GAP}`, 'y') },
  { style: 'half', pattern: new RegExp(`\\d{1,2}\\.\\d{1,2}\\.(\\d{1,2})、${GAP}`, 'y') },
  {
    style: 'item',
    // "1、2、3、" inside a sentence is a row of page or list numbers, not a heading.
    pattern: new RegExp(
      `(\\d{1,3})\\s?(?:、(?!\\s?\\d{1,3}、)|\\.(?!\\d)|\\.(?=${WHOLE_NUMBER_FOLLOWS}))${GAP}`,
      'y',
    ),
  },
];

const BULLET = /(?:[●•■◆▲▪◇□☆★※○◎]|—{2}|--|-(?=\s))\s{0,4}(?=[^\s\d—-]|\d{1,4}[年月])/y;

function readBullet(folded: string, at: number): Mark | null {
  BULLET.lastIndex = at;
  const match = BULLET.exec(folded);
  return match === null ? null : { style: 'bullet', value: NEXT, length: match[0].length };
}

const SEQUENCE = /(首先|其次|再次|再者|此外|另外|最后)[,、:]\s{0,4}/y;

function readSequenceWord(folded: string, at: number): Mark | null {
  SEQUENCE.lastIndex = at;
  const match = SEQUENCE.exec(folded);
  if (match === null) return null;
  return { style: 'sequence', value: match[1] === '首先' ? 1 : NEXT, length: match[0].length };
}

// Unicode's ready-made numbers: first code point, how many there are, and what they stand for.
const GLYPHS: readonly (readonly [first: number, count: number, style: MarkStyle])[] = [
  [0x2460, 20, 'circled'],
  [0x2474, 20, 'leaf'],
  [0x2488, 20, 'item'],
  [0x3220, 10, 'chapter'],
];

function readGlyph(folded: string, at: number): Mark | null {
  const code = folded.charCodeAt(at);
  for (const [first, count, style] of GLYPHS) {
    if (code >= first && code < first + count) {
      let length = 1;
      while (length < 5 && folded.charAt(at + length) === ' ') length += 1;
      return { style, value: code - first + 1, length };
    }
  }
  return null;
}
