/** Lists inside one cell: 1.… 2.…, ①…②…, or a line for each. */
import { MeasureList } from '../readings/measures.ts';
import { fold } from '../text/lines.ts';
import { isFinished, joinLines } from '../text/sentences.ts';
import { readMark } from '../text/numbering.ts';

export interface ListedText {
  /** The printed number in Arabic digits; null where there is none. */
  readonly no: string | null;
  readonly text: string;
}

export interface CellList {
  /** What stands before the first number; all of it where nothing is numbered. */
  readonly lead: string;
  readonly items: readonly ListedText[];
  /** Counted as 一是…二是…, which runs on within one statement. */
  readonly isRunning: boolean;
}

export function listIn(text: string, line: number): CellList {
  const lines = linesOf(text);
  const bullets = bulleted(lines);
  if (bullets !== null) return { lead: '', items: bullets, isRunning: false };
  const list = new MeasureList(ignore);
  for (const each of lines) list.feed(line, each);
  const items = list.measures.map(({ no, text: item }) => ({ no, text: item }));
  return { lead: list.lead, items, isRunning: list.style === 'ordinal' };
}

/** As {@link listIn}; without numbers, lines that are whole statements are an item each. */
export function statementsIn(text: string, line: number): CellList & { readonly byLine: boolean } {
  const list = listIn(text, line);
  const lines = linesOf(text);
  if (list.items.length > 0 || lines.length < 2 || !lines.every(isFinished)) {
    return { ...list, byLine: false };
  }
  const items = lines.map((each) => ({ no: null, text: each }));
  return { lead: '', items, isRunning: false, byLine: true };
}

/** The lines of a cell as one, with `between` in the place of each break. */
export const onOneLine = (text: string, between = ''): string =>
  text.includes('\n')
    ? text
        .split('\n')
        .flatMap((each) => each.trim() || [])
        .join(between)
    : text;

/** Lines broken within a sentence closed up. */
export const joined = (text: string): string => joinLines(linesOf(text));

/** A number of its own before the text (3.食堂…), as long as it opens no list. */
export function takeMark(text: string): { readonly mark: string | null; readonly rest: string } {
  const folded = fold(text);
  const mark = readMark(folded);
  const isHeading = mark !== null && HEADING.has(mark.style) && mark.length < text.length;
  if (!isHeading) return { mark: null, rest: text };
  return { mark: plainNumber(folded.slice(0, mark.length)), rest: text.slice(mark.length) };
}

/** `1.` is `1`, `（一）` is `(一)`. */
export function plainNumber(printed: string): string {
  const plain = fold(printed)
    .replaceAll(/\s/g, '')
    .replace(/[、.。,:;]{1,5}$/, '');
  // 1.0 is how some programs write out a whole number.
  return /^\((\d+)\)$|^(\d+)\.0+$/.exec(plain)?.slice(1).find(Boolean) ?? plain;
}

const HEADING: ReadonlySet<string> = new Set(['section', 'chapter', 'item', 'leaf', 'circled']);

function linesOf(text: string): string[] {
  // ①…②… is printed without anything between; the signs serve no other purpose in a cell.
  const parted = (/^\s*①/.test(text) ? text.replaceAll(/(?=[②-⑳])/g, '\n') : text).replaceAll(
    NAMED_MEASURE,
    '\n$1、',
  );
  // 1.换锁 2.登记 on one line.
  const apart = /^\s*1\s?[.、．]/.test(parted) ? parted.replaceAll(NEXT_ITEM, '\n') : parted;
  const lines = apart.split('\n').flatMap((each) => each.trim() || []);
  const isCounted = lines.length > 1 && lines.every((each, at) => countOf(each) === at + 1);
  return isCounted ? lines.map((each) => each.replace(/\s+/, '、')) : lines;
}

/** 措施1：… 措施二：… */
const NAMED_MEASURE = /(?:整改)?(?:措施|举措)([一二三四五六七八九十]{1,3}|\d{1,2})\s?[:：]/g;

const NEXT_ITEM = /(?<![ \u3000])[ \u3000]{1,40}(?=\d{1,2}\s?[.、．]\s?[^\d\s])/g;

/** 1 完善制度, without a point. */
const countOf = (line: string): number => Number(/^(\d{1,2})\s+\D/.exec(fold(line))?.[1] ?? 0);

const BULLET = /^[•·●○■□◆◇▪▲★*－—-]\s*(?=\S)/;

function bulleted(lines: readonly string[]): ListedText[] | null {
  if (lines.length < 2 || !lines.every((each) => BULLET.test(each))) return null;
  return lines.map((each) => ({ no: null, text: each.replace(BULLET, '') }));
}

const ignore = (): void => undefined;
