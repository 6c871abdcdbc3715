/** Reads names that stand one after another: 张三、李四、王某. */
import { bareNameAt } from './bare-names.ts';
import { nameAt, type Trust } from './name-at.ts';
import { surnameAt } from './surnames.ts';

/** A stretch of the text; `end` exclusive. */
export interface ListedName {
  readonly start: number;
  readonly end: number;
  /** 张某 as it stands in the text. */
  readonly isMasked: boolean;
}

/** So many names are taken as one list; what follows is looked at anew. */
const LONGEST_LIST = 40;

/** The names from a place on, as far as `parts` keeps them together. */
export function namesInRow(
  text: string,
  from: number,
  { trust, parts }: { readonly trust: Trust; readonly parts: RegExp },
): ListedName[] {
  const list: ListedName[] = [];
  let at = from;
  while (list.length < LONGEST_LIST) {
    const masked = maskedAt(text, at);
    const length = masked || nameAt(text, at, trust) || bareNameAt(text, at);
    if (length === 0) break;
    list.push({ start: at, end: at + length, isMasked: masked > 0 });
    const next = nextInRow(text, at + length, parts);
    if (next === null) break;
    at = next;
  }
  return list;
}

/** Where the next of a list may begin, behind a name that ends at a place; null where the list ends there. */
export function nextInRow(text: string, end: number, parts: RegExp): number | null {
  if (!parts.test(text.charAt(end))) return null;
  let at = end + 1;
  while (text.charAt(at) === ' ') at += 1;
  return at;
}

/** Length of 张某, 张某某 or 某某某 at a place; 0 where none stands there. */
export function maskedAt(text: string, at: number): number {
  const surname = surnameAt(text, at)?.length ?? 0;
  let end = at + surname;
  while (text.charAt(end) === '某' && end < at + surname + 3) end += 1;
  const marks = end - at - surname;
  return marks > 1 || (marks === 1 && surname > 0) ? end - at : 0;
}
