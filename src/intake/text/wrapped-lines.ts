/** Closes up paragraphs that a printer or a PDF broke into lines of one width. */
import { isPageFurniture } from './boilerplate.ts';
import { readCaseNumber } from './case-number.ts';
import { endsLikeTitle } from '../readings/finding-title.ts';
import { findLabels } from '../readings/labels.ts';
import { fold, lineAt, type Line } from './lines.ts';
import { readMark } from './numbering.ts';
import { isFinished } from './sentences.ts';
import { isTorn } from './torn.ts';

// Widths in columns: a Chinese character takes two. A printed page holds some 40 characters a
// line; a text with longer lines was not broken.
const WIDEST_PAGE = 120;
const FULL_LINE_SHARE = 0.7;

/** Joined lines keep the number of their first. Page numbers are dropped, wherever they stand. */
export function rejoinWrapped(printed: readonly Line[]): Line[] {
  const lines = printed.filter(({ folded }) => !isPageFurniture(folded));
  const width = lines.reduce((widest, { text }) => Math.max(widest, columnsOf(text)), 0);
  const isBroken = width <= WIDEST_PAGE;
  const furniture = new Set(printed.map(({ number }) => number));
  for (const { number } of lines) furniture.delete(number);

  const paragraphs: { first: Line; pieces: string[] }[] = [];
  let lastItem = 0;
  let previous: Line | null = null;
  for (const line of lines) {
    const open = paragraphs.at(-1);
    const follows = previous !== null && isNext(previous.number, line.number, furniture);
    const torn = follows && previous !== null ? tornByPage(previous, line, lastItem) : null;
    const mark = readMark(line.folded);
    if (torn === null && mark?.style === 'item') lastItem = mark.value;
    if (open !== undefined && torn !== null) {
      open.pieces.push(torn);
    } else if (
      open !== undefined &&
      previous !== null &&
      isBroken &&
      follows &&
      (continues(previous, line, width) || listGoesOn(open.pieces, line, width))
    ) {
      open.pieces.push(line.text);
    } else {
      paragraphs.push({ first: line, pieces: [line.text] });
    }
    previous = line;
  }
  return paragraphs.map(({ first, pieces }) => {
    if (pieces.length === 1) return first;
    const text = pieces.join('');
    return lineAt(first.number, text);
  });
}

/**
 * A page number between the halves of a sentence, on a line of its own or glued to the second half
 * (2、到明显提升): what goes on behind it, or null where nothing was torn.
 */
function tornByPage(previous: Line, line: Line, lastItem: number): string | null {
  if (isTorn(previous.folded, line.folded)) return line.text;
  const isInSentence = /[,。;]/.test(previous.folded) && !endsLikeTitle(previous.text);
  if (!isInSentence || isFinished(previous.text)) return null;
  if (line.number > previous.number + 1 && !opensSomething(line.folded)) return line.text;
  const glued = /^(\d{1,3})、(?=[^\d\s])/.exec(line.folded);
  const number = Number(glued?.[1]);
  if (number === 1 || number === lastItem + 1) return null;
  return glued === null || PARTS_OF_LIST.test(previous.folded)
    ? null
    : line.text.slice(glued[0].length);
}

/** Behind these a number counts. */
const PARTS_OF_LIST = /[:;、]$|(?:方面|问题|情况|措施|如下)$/;

function columnsOf(text: string): number {
  let columns = 0;
  for (let at = 0; at < text.length; at += 1) columns += text.charCodeAt(at) < 0x2000 ? 1 : 2;
  return columns;
}

/** Nothing but page numbers stands between the two lines. */
function isNext(before: number, number: number, furniture: ReadonlySet<number>): boolean {
  let between = before + 1;
  while (between < number && furniture.has(between)) between += 1;
  return between === number;
}

function continues(previous: Line, line: Line, width: number): boolean {
  if (columnsOf(previous.text) < width * FULL_LINE_SHARE) return false;
  if (isInBrackets(previous.folded)) return true;
  if (readCaseNumber(previous.folded)?.length === previous.folded.length) return false;
  const isTitle = endsLikeTitle(previous.text) && !previous.folded.includes('。');
  return !isTitle && !isFinished(previous.text) && !opensSomething(line.folded);
}

/** …采取以下措施:1.…;2.…; and 3.… at the head of the next line: an entry of the same list. */
function listGoesOn(pieces: readonly string[], { folded }: Line, width: number): boolean {
  const last = pieces.at(-1) ?? '';
  const mark = readMark(folded);
  if (mark === null || mark.value < 2 || /[。!?:：！？]$/.test(last)) return false;
  if (columnsOf(last) < width * FULL_LINE_SHARE) return false;
  const paragraph = fold(pieces.slice(-LONGEST_ENTRY).join(''));
  if (readMark(fold(pieces[0] ?? ''))?.style === mark.style) return false;
  return Array.from(paragraph.matchAll(/[:;。]\s?/g)).some(({ index, 0: stop }) => {
    const entry = readMark(paragraph, index + stop.length);
    return entry?.style === mark.style && entry.value === mark.value - 1;
  });
}

/** In printed lines. */
const LONGEST_ENTRY = 12;

const opensSomething = (folded: string): boolean =>
  readMark(folded) !== null || findLabels(folded)[0]?.start === 0;

const isInBrackets = (folded: string): boolean => folded.lastIndexOf('(') > folded.lastIndexOf(')');
