/** Turns lines into headings, labels and text: the pieces every outlined form is built from. */
import { breaksOff, endsFinding, isPaywall } from '../text/boilerplate.ts';
import { findLabels } from '../readings/labels.ts';
import type { Label } from '../readings/labels.ts';
import { fold, lineAt, type Line } from '../text/lines.ts';
import { findBareSections } from '../text/bare-sections.ts';
import { readCaseNumber } from '../text/case-number.ts';
import { NEXT, readMark } from '../text/numbering.ts';
import { isQuotedHeading } from '../text/quoted-heading.ts';
import type { Mark, MarkStyle } from '../text/numbering.ts';
import { parseNumeral } from '../text/numerals.ts';

/** Numbers that head a line; the others are read where a list is expected. */
const HEADING_STYLES = [
  'section',
  'chapter',
  'item',
  'leaf',
  'half',
  'circled',
  'part',
  'case',
] as const satisfies MarkStyle[];
export type HeadingStyle = (typeof HEADING_STYLES)[number];

interface At {
  readonly source: Line;
  readonly text: string;
}

export type Token =
  | (At & {
      readonly kind: 'heading';
      readonly style: HeadingStyle;
      readonly mark: Mark;
      /** The line as printed, number included. */
      readonly printed: string;
    })
  | (At & { readonly kind: 'label'; readonly label: Label })
  | (At & { readonly kind: 'text' })
  /** Ends the finding before it; its text belongs to the document as a whole. */
  | (At & { readonly kind: 'remark' })
  /** The text is cut off here; a notice of the site itself is not part of any finding. */
  | (At & { readonly kind: 'cut' });

export function tokenise(lines: readonly Line[]): Token[] {
  const bare = findBareSections(lines);
  const numbersParts = lines.filter(numbersField).length >= LEAST_NUMBERED_FIELDS;
  return lines.flatMap((line, index) => {
    const length = bare.get(index);
    return length === undefined ? tokensOf(line, numbersParts) : [bareSection(line, length)];
  });
}

const LEAST_NUMBERED_FIELDS = 2;

/** 2.整改措施:…; 3.责任人:…: the numbers count the fields of a finding. */
function numbersField({ folded }: Line): boolean {
  const length = readMark(folded)?.length ?? 0;
  const [first] = length === 0 ? [] : findLabels(folded, length);
  return first !== undefined && first.start === length && first.kind !== 'problem';
}

function bareSection(source: Line, length: number): Token {
  const value = parseNumeral(source.folded.slice(0, length)) ?? 1;
  const text = source.text.slice(length).trim();
  const mark = { style: 'section', value, length } as const;
  return { kind: 'heading', style: 'section', mark, source, text, printed: source.text };
}

function numberAlone(source: Line, style: HeadingStyle, mark: Mark): Token {
  const printed = source.text.slice(0, mark.length).trim();
  return { kind: 'heading', style, mark, source, text: '', printed };
}

/** 针对“…”问题的整改情况: no number, and yet the heading of a finding. */
function quotedHeading(source: Line): Token {
  const mark = { style: 'case', value: NEXT, length: 0 } as const;
  const { text } = source;
  return { kind: 'heading', style: 'case', mark, source, text, printed: text };
}

/** 受理编号:D3…: opens a case, wherever it stands. */
function caseOpening(source: Line, length: number): Token {
  const text = source.text.slice(0, length);
  const mark = { style: 'case', value: NEXT, length } as const;
  return { kind: 'heading', style: 'case', mark, source, text, printed: text };
}

function tokensOf(line: Line, numbersParts = false): Token[] {
  const { text, folded } = line;
  const filed = readCaseNumber(folded);
  if (filed === null) return tokensUnfiled(line, numbersParts);
  const rest = text.slice(filed.length).replace(/^[\s,;，；。]+/, '');
  // Nothing is filed under two numbers: a second one is text.
  const after =
    rest === '' ? [] : tokensUnfiled({ ...line, text: rest, folded: fold(rest) }, false);
  return [caseOpening(line, filed.length), ...after];
}

function tokensUnfiled(line: Line, numbersParts: boolean): Token[] {
  const { text, folded } = line;
  if (isPaywall(folded)) return [{ kind: 'cut', source: line, text: '' }];
  if (/^[….\s]+$/.test(folded)) return [{ kind: 'cut', source: line, text: '' }];
  const cut: Token[] = breaksOff(folded) ? [{ kind: 'cut', source: line, text }] : [];
  const mark = readHeadingMark(folded);
  if (mark !== null && isHeadingStyle(mark.style)) {
    const { style } = mark;
    const canNumberParts = style !== 'section' && style !== 'chapter' && style !== 'part';
    const labels = findLabels(folded, mark.length).filter(
      // 二、整改情况: is the heading of a section.
      ({ start }) => canNumberParts || start > mark.length,
    );
    // (2)整改情况: numbers the parts of a finding; the label counts, not the number.
    const [first] = labels;
    if (first?.start === mark.length) {
      const parts = [...pieces(line, labels), ...cut];
      // 1.存在问题:… is the finding's number.
      const opens = first.kind === 'problem' && !numbersParts;
      return opens ? [numberAlone(line, style, mark), ...parts] : parts;
    }
    const entries = labels.length === 0 ? entriesInLine(line, mark) : [];
    if (entries.length > 1) return entries.flatMap((entry) => tokensOf(entry, numbersParts));
    const end = labels[0]?.start ?? text.length;
    const heading = text.slice(mark.length, end).trim();
    return [
      {
        kind: 'heading',
        style,
        mark,
        source: line,
        text: heading,
        printed: text.slice(0, end).trim(),
      },
      ...pieces(line, labels),
      ...cut,
    ];
  }
  if (mark === null && isQuotedHeading(folded)) return [quotedHeading(line)];
  const labels = findLabels(folded);
  if (labels.length === 0) {
    const kind = endsFinding(folded) ? 'remark' : 'text';
    return [{ kind, source: line, text }, ...cut];
  }
  const before = text.slice(0, labels[0]?.start).trim();
  const lead: Token[] = before === '' ? [] : [{ kind: 'text', source: line, text: before }];
  return [...lead, ...pieces(line, labels), ...cut];
}

/** ①…。②…: the entries of a list that shares one line, each as a line; none where there is one entry only. */
function entriesInLine(line: Line, { style, value, length }: Mark): Line[] {
  const starts = [0];
  for (const match of line.folded.matchAll(/[。;]\s{0,4}/g)) {
    const at = match.index + match[0].length;
    if (at <= length) continue;
    const mark = readMark(line.folded, at);
    if (mark?.style === style && mark.value === value + starts.length) starts.push(at);
  }
  if (starts.length === 1) return [];
  return starts.map((from, index) => {
    const text = line.text.slice(from, starts[index + 1]).trim();
    return lineAt(line.number, text);
  });
}

/** 第一,食堂管理方面 heads a chapter; 第一,修订制度; is an entry of a list in running text. */
function readHeadingMark(folded: string): Mark | null {
  const mark = readMark(folded);
  if (mark?.style !== 'ordinal' || !folded.startsWith('第')) return mark;
  const heading = folded.slice(mark.length);
  return /^[^,。;:]{2,30}(?:方面|问题|领域)$/.test(heading) ? { ...mark, style: 'part' } : mark;
}

const isHeadingStyle = (style: MarkStyle): style is HeadingStyle =>
  HEADING_STYLES.some((known) => known === style);

/** Each label with the text up to the next; neighbouring persons and dates stay one piece. */
function pieces(source: Line, labels: readonly Label[]): Token[] {
  const { text, folded } = source;
  const tokens: Token[] = [];
  for (let position = 0; position < labels.length; position += 1) {
    const label = labels[position];
    if (label === undefined) break;
    const isAttributes = label.kind === 'attributes';
    if (isAttributes) position = lastNeighbour(labels, position);
    const end = labels[position + 1]?.start ?? text.length;
    const from = isAttributes ? label.start : label.end;
    const stop = isAttributes ? endOfAttributes(folded, labels[position]?.end ?? from, end) : end;
    const printed = text.slice(from, stop).trim();
    if (label.kind === 'problem' && announcesList(printed)) {
      tokens.push({ kind: 'label', label, source, text: '' });
      tokens.push(...tokensOf({ ...source, text: printed, folded: fold(printed) }));
      continue;
    }
    tokens.push({ kind: 'label', label, source, text: printed });
    const after = text.slice(stop, end).trim();
    if (after !== '') tokens.push({ kind: 'text', source, text: after });
  }
  return tokens;
}

/** 存在的问题:1.…: the list begins on the label's line. */
function announcesList(text: string): boolean {
  const mark = readMark(fold(text));
  return mark?.value === 1;
}

function lastNeighbour(labels: readonly Label[], position: number): number {
  let last = position;
  while (labels[last + 1]?.kind === 'attributes') last += 1;
  return last;
}

/** Names and dates end with their sentence; what follows is text again. */
function endOfAttributes(folded: string, from: number, end: number): number {
  const stop = folded.slice(from, end).indexOf('。');
  return stop === -1 ? end : from + stop + 1;
}
