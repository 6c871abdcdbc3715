/** Leaves out what is printed on every page: running heads and feet, and the numbers of pages. */
import type { PageLine } from './page-lines.ts';

/** As a share of the page's height, from its top and from its bottom: 26 mm of A4. */
const MARGIN = 0.088;
const FEWEST_PAGES = 2;
/** Heads of left and right pages may differ: half of the pages, less one at the beginning. */
const SHARE = 0.4;
/** Lines of so many cells, without figures, are heads of a table. */
const CELLS_OF_TABLE = 3;

const PAGE_NUMBER =
  /^(?:[-—–─·\s]{0,4}\d{1,4}[-—–─·\s]{0,4}|第\s?\d{1,4}\s?页.{0,12}|\d{1,4}\s?\/\s?\d{1,4}|page\s\d{1,4}(?:\sof\s\d{1,4})?|[ivxlc]{1,6})$/i;

export interface PrintedPage {
  readonly lines: readonly PageLine[];
  readonly height: number;
}

export function withoutFurniture(pages: readonly PrintedPage[]): PageLine[][] {
  const repeated = repeatedKeys(pages);
  const seen = new Set<string>();
  return pages.map(({ lines, height }) => {
    const kept = lines.filter((line) => {
      const text = line.text.trim();
      const isPageNumber = isInMargin(line, height) && PAGE_NUMBER.test(text);
      const isRepeated = isInMargin(line, height) && repeated.has(keyOf(text));
      return !isPageNumber && (!isRepeated || isTableHead(text));
    });
    const first = kept.find(({ text }) => text.trim() !== '');
    // The head of a table is printed again on each page; it stands where the table begins.
    const isAgain = first !== undefined && isTableHead(first.text) && seen.has(first.text);
    for (const { text } of kept) if (isTableHead(text)) seen.add(text);
    return isAgain ? kept.filter((line) => line !== first) : kept;
  });
}

const isTableHead = (text: string): boolean =>
  text.split('\t').length >= CELLS_OF_TABLE && !/\d/.test(text);

function repeatedKeys(pages: readonly PrintedPage[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { lines, height } of pages) {
    const margins = lines.filter((line) => isInMargin(line, height));
    for (const key of new Set(margins.map(({ text }) => keyOf(text)))) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  const enough = Math.max(FEWEST_PAGES, pages.length * SHARE);
  return new Set([...counts].filter(([, count]) => count >= enough).map(([key]) => key));
}

const isInMargin = ({ y }: PageLine, height: number): boolean =>
  y < height * MARGIN || y > height * (1 - MARGIN);

/** The same on all pages, whatever page it numbers. */
const keyOf = (text: string): string => text.replaceAll(/\s+/g, '').replaceAll(/\d+/g, '#');
