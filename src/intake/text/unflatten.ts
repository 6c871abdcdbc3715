/** Gives back the line breaks of a document that was printed on one line, or on a few. */
import { findLabels } from '../readings/labels.ts';
import { lineAt, type Line } from './lines.ts';
import { readMark } from './numbering.ts';
import type { MarkStyle } from './numbering.ts';

/**
 * A line that holds the headings of several chapters, or the progress of two findings or more, was
 * flattened; it is broken where breaks must have been. All pieces keep the line's number. Other lines
 * pass unchanged.
 */
export function unflatten(lines: readonly Line[]): Line[] {
  return lines.flatMap((line) => {
    if (line.folded.length < SHORTEST) return [line];
    const headings = headingsIn(line.folded);
    const labels = labelsIn(line.folded);
    const isOneLine =
      isFlattened(headings, labels) || listsParagraphs(line.folded, headings, labels);
    return isOneLine ? breakUp(line, headings) : [line];
  });
}

/** A shorter line holds one paragraph at most. */
const SHORTEST = 40;

interface Heading {
  readonly at: number;
  readonly style: MarkStyle;
  readonly value: number;
}

// Where a number may stand that was at the head of a line: behind a full stop, a bracket, a space.
const BOUNDARY = /^$|[。!?…)\]”\s]$|(?:方面|问题|情况|打算)$/;
/** A chapter's own number, (一) or 一、, hardly stands in the middle of a sentence. */
const OF_CHAPTERS = /[^\d一二三四五六七八九十之第]/;
const CANDIDATE =
  /[(（]\s?[\d一二三四五六七八九十]|[①-⒛㈠-㈩]|\d{1,3}\s?[.、)]|[一二三四五六七八九十]{1,3}\s?[、.]|(?<=^|[。!?;\s])问题(?=\s?[\d一二三四五六七八九十])/g;

function headingsIn(folded: string): Heading[] {
  const headings: Heading[] = [];
  const expected = new Map<MarkStyle, number>();
  for (const { index: at } of folded.matchAll(CANDIDATE)) {
    const mark = readMark(folded, at);
    if (mark === null || !HEADS.has(mark.style)) continue;
    const { style, value } = mark;
    const before = folded.slice(Math.max(0, at - 2), at);
    if (style === 'case' && !/^$|[。!?;\s]$/.test(before)) continue;
    const goesOn = value === (expected.get(style) ?? 1) || value === 1;
    const isChapter = (style === 'chapter' || style === 'section') && goesOn;
    if (!BOUNDARY.test(before) && !(isChapter && OF_CHAPTERS.test(before.slice(-1)))) continue;
    expected.set(style, value + 1);
    headings.push({ at, style, value });
  }
  // 一、二、三年级: a row, and no headings.
  return headings.filter(({ at }, index) => {
    const next = headings[index + 1]?.at ?? Number.POSITIVE_INFINITY;
    const before = headings[index - 1]?.at ?? Number.NEGATIVE_INFINITY;
    return next - at > SHORTEST_HEADING && at - before > SHORTEST_HEADING;
  });
}

const SHORTEST_HEADING = 3;

const HEADS: ReadonlySet<MarkStyle> = new Set([
  'section',
  'chapter',
  'item',
  'leaf',
  'half',
  'circled',
  'case',
]);

const labelsIn = (folded: string): number[] =>
  findLabels(folded)
    .filter(({ kind }) => kind === 'progress' || kind === 'problem')
    .map(({ start }) => start);

/** Two chapters that follow one another, or two findings with what has come of them. */
function isFlattened(headings: readonly Heading[], labels: readonly number[]): boolean {
  if (headings.length >= 2 && labels.length >= 2) return true;
  return (['section', 'chapter'] as const).some((style) => {
    const values = headings.filter((heading) => heading.style === style).map(({ value }) => value);
    return values.some((value, index) => index > 0 && value === (values[index - 1] ?? 0) + 1);
  });
}

/** Several numbered paragraphs, each of some sentences, and no label among them. */
function listsParagraphs(
  folded: string,
  headings: readonly Heading[],
  labels: readonly number[],
): boolean {
  if (labels.length > 0) return false;
  const listed = headings.filter(({ at }) => at === 0 || !/[;,]/.test(folded.charAt(at - 1)));
  const goesOn = listed.some(({ style, value }, index) => {
    const before = listed[index - 1];
    return before?.style === style && before.value + 1 === value;
  });
  return goesOn && folded.length / listed.length >= LONG_PARAGRAPH;
}

/** An entry of a list in running text is shorter. */
const LONG_PARAGRAPH = 60;

/** Behind a title the opening words; behind the last finding what was handed over. */
const OTHER_BREAKS =
  /(?<=报告|通\s{0,4}报)(?=\s{0,4}(?:根据|按照))|(?<=。\s{0,4})(?=(?:[^。,]{0,16}巡[察视]组|巡[察视]期间)[^。,]{0,20}移交)/g;
/** White space that no figure or Latin word stands beside was a line break. */
const GAP = /(?<=[^\x20-\x7e])\s+(?=[^\x20-\x7e])|(?<=[。;:!?,])\s+(?=\S)/g;

function breakUp({ number, text, folded }: Line, headings: readonly Heading[]): Line[] {
  const cuts = new Set([0, ...headings.map(({ at }) => at)]);
  for (const match of folded.matchAll(OTHER_BREAKS)) cuts.add(match.index);
  for (const match of folded.matchAll(GAP)) {
    if (!isInBrackets(folded, match.index)) cuts.add(match.index + match[0].length);
  }
  const starts = [...cuts].toSorted((a, b) => a - b);
  return starts.flatMap((start, position) => {
    const piece = text.slice(start, starts[position + 1] ?? text.length).trim();
    return piece === '' ? [] : [lineAt(number, piece)];
  });
}

/** (牵头领导:甲某 责任部门:办公室): a gap in brackets parts names, not lines. */
function isInBrackets(folded: string, at: number): boolean {
  const before = folded.slice(Math.max(0, at - LONGEST_BRACKET), at);
  const after = folded.slice(at, at + LONGEST_BRACKET);
  return /\([^()]*$/.test(before) && /^[^()]*\)/.test(after);
}

/** In characters, on either side of a gap. */
const LONGEST_BRACKET = 80;
