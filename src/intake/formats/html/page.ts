/** Puts the text of a web page into lines and tables, element by element. */
import type { Piece } from '../block-list.ts';
import { isFrame, layOut, textOf, unframed, type Cell } from '../grid.ts';
import type { IntakeLimits } from '../limits.ts';
import type { Attributes } from '../xml.ts';
import { BLOCKS, isHidden } from './elements.ts';
import { openLine, type OpenLine } from './line.ts';
import { openList, type OpenList } from './lists.ts';

/** Where lines are put: the page, a cell, the caption of a table. */
interface Container {
  readonly pieces: Piece[];
  readonly line: OpenLine;
  /** The number of a list item that has no text yet. */
  label: string;
}

interface OpenTable {
  readonly rows: Cell[][];
  row: Cell[] | null;
  spans: Pick<Cell, 'across' | 'down'>;
  name: string | null;
}

export interface PageReader {
  open(name: string, attributes: Attributes): void;
  /** Throws TableTooLarge. */
  close(name: string): void;
  text(text: string): void;
  pieces(): readonly Piece[];
  /** Whether there are pictures on the page. */
  pictured(): boolean;
}

export function createPageReader(limits: IntakeLimits): PageReader {
  const page = openContainer();
  const containers = [page];
  const tables: OpenTable[] = [];
  const lists: OpenList[] = [];
  let [hidden, preserved, pictured] = [0, 0, false];
  const here = (): Container => containers.at(-1) ?? page;
  const closeContainer = (): readonly Piece[] => {
    const closed = containers.length > 1 ? containers.pop() : undefined;
    if (closed !== undefined) endLine(closed);
    return closed?.pieces ?? [];
  };
  return {
    open(name, attributes) {
      if (hidden > 0 || isHidden(name, attributes)) {
        hidden += 1;
        return;
      }
      pictured ||= name === 'img';
      if (name === 'br') here().line.breakLine();
      if (BLOCKS.has(name)) endLine(here());
      if (name === 'pre') preserved += 1;
      else if (name === 'ol' || name === 'ul') lists.push(openList(name, attributes));
      else if (name === 'li') here().label = lists.at(-1)?.next(attributes) ?? '';
      else if (name === 'table') tables.push({ rows: [], row: null, spans: ONE, name: null });
      else if (opensContainer(name, tables.at(-1), attributes)) containers.push(openContainer());
    },
    close(name) {
      if (hidden > 0) {
        hidden -= 1;
        return;
      }
      if (BLOCKS.has(name)) endLine(here());
      if (name === 'pre') preserved -= 1;
      else if (name === 'ol' || name === 'ul') lists.pop();
      else if (name === 'td' || name === 'th' || name === 'caption') {
        if (tables.length > 0) closeCell(name, tables.at(-1), closeContainer());
      } else if (name === 'table') addAll(here().pieces, closeTable(tables.pop(), limits));
    },
    text(text) {
      if (hidden === 0) here().line.add(text, preserved > 0);
    },
    pieces() {
      endLine(page);
      return page.pieces;
    },
    pictured: () => pictured,
  };
}

const ONE = { across: 1, down: 1 };

const openContainer = (): Container => ({ pieces: [], line: openLine(), label: '' });

function endLine(container: Container): void {
  const text = container.line.take();
  if (text === '') return;
  container.pieces.push(container.label + text);
  container.label = '';
}

/** Tells the table of a row or a cell that opens; true for a cell or a caption. */
function opensContainer(
  name: string,
  table: OpenTable | undefined,
  { colspan, rowspan }: Attributes,
): boolean {
  if (table === undefined) return false;
  if (name === 'tr') {
    table.row = [];
    table.rows.push(table.row);
  }
  if (name === 'td' || name === 'th') {
    table.spans = { across: spanOf(colspan) || 1, down: spanOf(rowspan) || TO_THE_END };
  }
  return name === 'td' || name === 'th' || name === 'caption';
}

const TO_THE_END = 65_534;
const spanOf = (printed = '1'): number => {
  const span = Number.parseInt(printed, 10);
  return span >= 0 ? Math.min(span, TO_THE_END) : 1;
};

function closeCell(name: string, table: OpenTable | undefined, pieces: readonly Piece[]): void {
  if (table === undefined) return;
  if (name === 'caption') {
    table.name = textOf(pieces) || null;
    return;
  }
  if (table.row === null) {
    table.row = [];
    table.rows.push(table.row);
  }
  table.row.push({ pieces, ...table.spans });
}

function closeTable(table: OpenTable | undefined, limits: IntakeLimits): readonly Piece[] {
  if (table === undefined) return [];
  const { name, rows } = table;
  const caption = name === null ? [] : [name];
  return isFrame(rows) ? [...caption, ...unframed(rows)] : [layOut(name, rows, limits)];
}

function addAll(pieces: Piece[], more: readonly Piece[]): void {
  for (const piece of more) pieces.push(piece);
}
