/** Collects the numbered measures of one progress block, whichever list marks it uses. */
import { fold } from '../text/lines.ts';
import { NEXT, readMark } from '../text/numbering.ts';
import type { Mark, MarkStyle } from '../text/numbering.ts';
import { joinLines } from '../text/sentences.ts';

export interface ListedMeasure {
  /** The printed number in Arabic digits; null where the measure carries none. */
  readonly no: string | null;
  readonly line: number;
  readonly text: string;
}

export type ReportNumbering = (
  line: number,
  problem: 'gap' | 'duplicate',
  expected: number,
  found: number,
) => void;

interface Entry {
  readonly no: string | null;
  readonly line: number;
  readonly parts: string[];
}

/**
 * The first mark decides the style; marks of other styles inside a measure are part of its text
 * (一是…二是… inside (1)). A mark counts at the head of a line, or after the end of a statement
 * when its number is the next one.
 */
export class MeasureList {
  #style: MarkStyle | null = null;
  #last = 0;
  readonly #entries: Entry[] = [];
  readonly #lead: Entry = { no: null, line: 0, parts: [] };
  readonly #report: ReportNumbering;

  constructor(report: ReportNumbering) {
    this.#report = report;
  }

  get style(): MarkStyle | null {
    return this.#style;
  }

  /** Whether the mark is the next number of this list; an empty list is open to any first mark. */
  continuesWith(mark: Mark): boolean {
    return (this.#style ?? mark.style) === mark.style && mark.value === this.#last + 1;
  }

  /** Text before the first measure; all of it where nothing is numbered. */
  get lead(): string {
    return joinLines(this.#lead.parts);
  }

  get measures(): ListedMeasure[] {
    return this.#entries.map(({ no, line, parts }) => ({
      no,
      line,
      text: withoutSeparator(joinLines(parts)),
    }));
  }

  /** Adds one line, or the part of a line after the label. */
  feed(line: number, text: string): void {
    const folded = fold(text);
    let from = 0;
    for (const at of candidates(folded)) {
      if (at < from) continue;
      const mark = readMark(folded, at);
      if (mark === null || !this.#accepts(mark, folded, at, line)) continue;
      this.#append(text.slice(from, at));
      this.#style = mark.style;
      this.#last = mark.value === NEXT ? this.#last + 1 : mark.value;
      this.#entries.push({ no: String(this.#last), line, parts: [] });
      from = at + mark.length;
    }
    this.#append(text.slice(from));
  }

  #append(text: string): void {
    const part = text.trim();
    if (part !== '') (this.#entries.at(-1) ?? this.#lead).parts.push(part);
  }

  #accepts(mark: Mark, folded: string, at: number, line: number): boolean {
    if (!LIST_STYLES.has(mark.style) || !isListBoundary(mark.style, folded, at)) return false;
    if (this.#style !== null && mark.style !== this.#style) return false;
    const expected = this.#last + 1;
    if (mark.style === 'bullet') return at === 0 || this.#style === 'bullet';
    if (mark.style === 'sequence') return mark.value === NEXT ? this.#last > 0 : this.#last === 0;
    if (mark.value === expected) return true;
    const isAtStart = at === 0;
    const isStrong = isAtStart || (mark.style !== 'item' && /[。;]/.test(previousInk(folded, at)));
    const problem = mark.value > expected ? 'gap' : 'duplicate';
    const isNear = mark.value > this.#last - 1 && mark.value <= this.#last + 3;
    // (1) again at the head of a line begins a further list of the same finding.
    const restarts = isAtStart && mark.value === 1;
    if (!isStrong || !(restarts || (isNear && mark.value > 1))) return false;
    if (!isAtStart && this.#style === null) return false;
    this.#report(line, problem, expected, mark.value);
    return true;
  }
}

/** The semicolon parts a measure from the next; it is not part of either. */
const withoutSeparator = (text: string): string =>
  fold(text.slice(-1)) === ';' ? text.slice(0, -1) : text;

const LIST_STYLES: ReadonlySet<MarkStyle> = new Set([
  'leaf',
  'half',
  'item',
  'ordinal',
  'circled',
  'chapter',
  'section',
  'sequence',
  'bullet',
]);

// Where a mark may begin: cheap to find, checked in full by readMark.
const CANDIDATE =
  /\((?=\s?[\d一二三四五六七八九十])|[①-⒛㈠-㈩]|\d{1,3}\s?[.、)]|[一二三四五六七八九十]{1,3}[是、]|[其第](?=[一二三四五六七八九十])|[●•■◆▲▪◇□☆★※○◎]|—{2}|--|-\s|首先|其次|再[次者]|此外|另外|最后/g;

function* candidates(folded: string): Generator<number> {
  for (const match of folded.matchAll(CANDIDATE)) yield match.index;
}

function isListBoundary(style: MarkStyle, folded: string, at: number): boolean {
  if (at === 0) return true;
  const before = previousInk(folded, at);
  if (/[。;:!?…]/.test(before)) return true;
  if (style === 'item' || style === 'section') return false;
  if (/[”)\]\s]/.test(before) || folded.charAt(at - 1) === ' ') return true;
  return style === 'ordinal' && /[,、]/.test(before);
}

/** The nearest character before `at` that is not a space. */
function previousInk(folded: string, at: number): string {
  let position = at - 1;
  while (position > 0 && folded.charAt(position) === ' ' && at - position < 8) position -= 1;
  return folded.charAt(position);
}
