/** Cuts running text into sentences and clauses without tearing quotations apart. */
import { fold } from './lines.ts';

/** A stretch of a text, `end` exclusive, closing punctuation included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

const FULL_STOP = /[。!?\n]/;
const SENTENCE_END = /[。!?;\n]/;
const CLAUSE_END = /[。!?;\n,]/;
const OPENING = '“‘《(「[';
const CLOSING = '”’》)」]';

/** Sentences end at 。！？ and line breaks. */
export const fullSentences = (text: string): Span[] => cut(text, FULL_STOP);

/** As {@link fullSentences}, and at ； too: the entries of a list are statements of their own. */
export const statements = (text: string): Span[] => cut(text, SENTENCE_END);

/** The parts of a sentence between commas. */
export const clauses = (text: string): Span[] => cut(text, CLAUSE_END);

/** The text without the punctuation and space that close it. */
export function withoutEnd(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s。;,:、!?]/.test(fold(text.charAt(end - 1)))) end -= 1;
  return text.slice(0, end);
}

/**
 * Joins lines that belong to one paragraph. A line that stops in mid-sentence was broken by the
 * printer and is closed up; a finished sentence keeps its line break.
 */
export function joinLines(parts: readonly string[]): string {
  return parts
    .map((part, index) => {
      const previous = parts[index - 1];
      return previous !== undefined && isFinished(previous) ? `\n${part}` : part;
    })
    .join('');
}

/** Whether a line stops where a statement may stop. */
export const isFinished = (line: string): boolean => /[。;:!?…”)\]]/.test(fold(line.slice(-1)));

function cut(text: string, ending: RegExp): Span[] {
  const folded = fold(text);
  const nested = cutOutsideQuotes(folded, ending);
  // A quotation mark that is never closed would swallow everything after it.
  return nested ?? cutEverywhere(folded, ending);
}

function cutOutsideQuotes(folded: string, ending: RegExp): Span[] | null {
  const spans: Span[] = [];
  let start = 0;
  let depth = 0;
  for (let at = 0; at < folded.length; at += 1) {
    if (isIdeograph(folded.charCodeAt(at))) continue;
    const char = folded.charAt(at);
    if (OPENING.includes(char)) depth += 1;
    else if (CLOSING.includes(char)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && ending.test(char)) {
      spans.push({ start, end: at + 1 });
      start = at + 1;
    }
  }
  if (depth > 0) return null;
  if (start < folded.length) spans.push({ start, end: folded.length });
  return spans;
}

/** Most characters are, and no mark is. */
const isIdeograph = (code: number): boolean => code >= 0x3400 && code <= 0x9fff;

function cutEverywhere(folded: string, ending: RegExp): Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (let at = 0; at < folded.length; at += 1) {
    if (isIdeograph(folded.charCodeAt(at)) || !ending.test(folded.charAt(at))) continue;
    spans.push({ start, end: at + 1 });
    start = at + 1;
  }
  if (start < folded.length) spans.push({ start, end: folded.length });
  return spans;
}

/** The place behind the last of these marks; 0 where none stands in the text. */
export const behindLast = (text: string, marks: string): number =>
  Math.max(...Array.from(marks, (mark) => text.lastIndexOf(mark))) + 1;
