/** Goes down the rows of a table and gathers those of each finding. */
import { fold } from '../text/lines.ts';
import type { ReadContext } from '../forms/form.ts';
import { asAbove, type AsAbove } from './as-above.ts';
import { onOneLine, plainNumber } from './cell-lists.ts';
import type { ColumnMapping, ColumnMeaning } from './column-mapping.ts';
import { headerAt, type Header } from './find-header.ts';
import { isCoveredFromAbove, type GridRow } from './grid.ts';
import {
  headingIn,
  isBlank,
  isColumnNumbers,
  isExample,
  isLoneText,
  isNote,
  isTotal,
} from './row-kinds.ts';
import { hasColumn, type LedgerRecord } from './records.ts';
import { meaningOfHeader, SURE } from './header-meaning.ts';

export interface Scanned {
  readonly records: readonly LedgerRecord[];
  /** Every header met, in order; one that is repeated on the next page once. */
  readonly headers: readonly Header[];
  /** Notes below the ledger: who filled it in, when. */
  readonly notes: readonly GridRow[];
}

/** From the row below the first header on. */
export function scanRows(
  rows: readonly GridRow[],
  first: Header,
  mappings: readonly ColumnMapping[],
  { warn }: ReadContext,
): Scanned {
  const isMerged = rows.slice(first.bottom + 1).some(({ merged }) => merged !== null);
  const scan = new Scan(first, isMerged, warn);
  for (let at = first.bottom + 1; at < rows.length; at += 1) {
    const row = rows[at];
    if (row === undefined || isBlank(row)) continue;
    const header = mayBeHeader(row, scan.header) ? headerAt(rows, at, mappings) : null;
    if (header === null) scan.take(row);
    else {
      scan.begin(header);
      at = header.bottom;
    }
  }
  return scan;
}

const LONGEST_HEADER_CELL = 60;
const FINDINGS: ReadonlySet<string> = new Set(['finding', 'description']);

/** Cheap to say of most rows: a header has short cells, and one of them names the findings. */
function mayBeHeader({ own }: GridRow, { columns }: Header): boolean {
  if (own.some((text) => text.length > LONGEST_HEADER_CELL || /^[\d０-９]+[.．、]?$/.test(text)))
    return false;
  const repeats = columns.some(
    ({ index, name, meaning }) => meaning === 'finding' && own[index] === name,
  );
  if (repeats) return true;
  return own.some((text) => {
    const guess = text === '' ? null : meaningOfHeader([text]);
    return guess !== null && FINDINGS.has(guess.meaning) && guess.score >= SURE;
  });
}

/** 1, 1.2, (3), 2024-07, 一: numbers of findings, as opposed to words. */
const NUMBER_LIKE = /\d|^\(?[一二三四五六七八九十]{1,3}\)?[、.]?$/;
/** Written where a check has found nothing. */
const NOTHING_FOUND =
  /^(?:[/\\—–-]{1,4}|无|没有|暂无|未发现(?:问题|隐患|异常)?|无(?:问题|隐患|异常)|正常|合格|符合(?:要求)?|n\/?a|none)$/i;
/** What two rows of one finding have in common where nothing is merged. */
const IDENTIFYING: ReadonlySet<string> = new Set([
  'no',
  'item',
  'finding',
  'inspected',
  'location',
]);
/** What a row may hold without saying anything of a finding. */
const BESIDE: ReadonlySet<string> = new Set(['no', 'aspect', 'ignored']);

const placesOf = (columns: Header['columns']): string =>
  columns.map(({ index, meaning }) => `${index}${meaning}`).join();

class Scan implements Scanned {
  readonly records: LedgerRecord[] = [];
  readonly headers: Header[] = [];
  readonly notes: GridRow[] = [];
  header: Header;
  readonly #warn: ReadContext['warn'];
  #heading: LedgerRecord['aspect'] = null;
  #aspect: LedgerRecord['aspect'] = null;
  #no: string | null = null;
  #isInNotes = false;
  #isClosed = true;
  readonly #isMerged: boolean;
  #above: AsAbove;

  constructor(first: Header, isMerged: boolean, warn: ReadContext['warn']) {
    this.header = first;
    this.#isMerged = isMerged;
    this.#above = asAbove(first.columns, isMerged);
    this.headers.push(first);
    this.#warn = warn;
  }

  begin(header: Header): void {
    this.#isInNotes = false;
    // Printed once more, or in another language: the first one names the columns.
    if (placesOf(header.columns) === placesOf(this.header.columns)) return;
    const isTurned = header.fingerprint === this.header.fingerprint;
    this.header = header;
    this.#above = asAbove(header.columns, this.#isMerged);
    if (isTurned) return;
    this.headers.push(header);
    [this.#heading, this.#aspect, this.#no] = [null, null, null];
    this.#isClosed = true;
  }

  take(given: GridRow): void {
    const { columns } = this.header;
    if (isExample(given)) {
      this.#isClosed = true;
      return;
    }
    if (isTotal(given) || isColumnNumbers(given) || this.#isNothing(given)) return;
    if (isNote(given, columns) || (this.#isInNotes && isLoneText(given))) {
      this.#isInNotes = true;
      this.notes.push(given);
      return;
    }
    this.#isInNotes = false;
    const heading = headingIn(given, columns);
    if (heading !== null) {
      this.#heading = { title: heading, line: given.line };
      [this.#aspect, this.#isClosed] = [null, true];
      return;
    }
    this.#add(this.#above.spell(given));
  }

  #add(row: GridRow): void {
    const startsHere = this.#startsFinding(row);
    const isItsOwn = this.#hasOwnNumber(row) || this.#own(row, 'aspect') !== '';
    const continues = !this.#isClosed && (!isItsOwn || this.#isUnderMerged(row, 'finding'));
    const says = this.header.columns.some(
      ({ index, meaning }) => !BESIDE.has(meaning) && (row.own[index] ?? '') !== '',
    );
    if (startsHere && this.#repeats(row)) this.records.at(-1)?.rows.push(row);
    else if (startsHere) this.#start(row);
    else if (says && continues) this.records.at(-1)?.rows.push(row);
    else if (says) this.#noteMissing(row);
    else this.#noteAspect(row);
  }

  #isNothing(row: GridRow): boolean {
    return NOTHING_FOUND.test(fold(this.#own(row, 'finding')).replace(/[。.]$/, ''));
  }

  /** Programs write the number and the finding out in every row where people merge cells. */
  #repeats(row: GridRow): boolean {
    const last = this.records.at(-1);
    if (this.#isClosed || last === undefined || !this.#hasOwnNumber(row)) return false;
    const first = last.rows[0]?.own ?? [];
    return this.header.columns.every(
      ({ index, meaning }) =>
        !IDENTIFYING.has(meaning) || (row.own[index] ?? '') === (first[index] ?? ''),
    );
  }

  /** A finding's text of its own; its description where the column of findings is left empty. */
  #startsFinding(row: GridRow): boolean {
    if (this.#own(row, 'finding') !== '') return true;
    if (this.#isUnderMerged(row, 'finding')) return false;
    return this.#hasOwnNumber(row) && this.#own(row, 'description', 'item') !== '';
  }

  #start(row: GridRow): void {
    this.#noteAspect(row);
    const printed = plainNumber(this.#own(row, 'no'));
    const isBelow = printed === '' && this.#isUnderMerged(row, 'no');
    if (printed !== '') this.#no = printed;
    this.records.push({
      rows: [row],
      columns: this.header.columns,
      aspect: this.#aspect ?? this.#heading,
      no: printed === '' ? (isBelow ? this.#no : null) : printed,
      sharesNo: isBelow,
    });
    this.#isClosed = false;
  }

  #noteAspect(row: GridRow): void {
    const title = onOneLine(this.#own(row, 'aspect'));
    if (title !== '') this.#aspect = { title, line: row.line };
  }

  #noteMissing({ line }: GridRow): void {
    this.#isClosed = true;
    this.#warn(
      line,
      'row_without_finding',
      `第${line}行没有写明问题，未读入 / Row ${line} names no finding and was not read`,
    );
  }

  #isUnderMerged(row: GridRow, asked: ColumnMeaning): boolean {
    return this.header.columns.some(
      ({ index, meaning }) => meaning === asked && isCoveredFromAbove(row, index),
    );
  }

  #hasOwnNumber(row: GridRow): boolean {
    return hasColumn(this.header.columns, 'no') && NUMBER_LIKE.test(fold(this.#own(row, 'no')));
  }

  #own(row: GridRow, ...meanings: readonly string[]): string {
    for (const { index, meaning } of this.header.columns) {
      const text = row.own[index] ?? '';
      if (text !== '' && meanings.includes(meaning)) return text;
    }
    return '';
  }
}
