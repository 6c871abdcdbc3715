/** What of a Word document has been printed so far: paragraphs go to the body, a cell or a frame. */
import type { Piece } from '../block-list.ts';
import type { IntakeLimits } from '../limits.ts';
import type { Numbering } from './numbering.ts';
import { openParagraph, textIn, type OpenParagraph } from './paragraph.ts';
import type { Styles } from './styles.ts';
import { openTable, type OpenTable } from './tables.ts';

export interface PrintContext {
  readonly styles: Styles;
  readonly numbering: Numbering;
  readonly limits: IntakeLimits;
}

interface Container {
  readonly pieces: Piece[];
  readonly inCell: boolean;
  /** A paragraph whose end was struck out. */
  open: OpenParagraph | null;
}

export interface Printout {
  openParagraph(): void;
  closeParagraph(): void;
  paragraph(): OpenParagraph | undefined;
  openTable(): void;
  /** Throws TableTooLarge. */
  closeTable(): void;
  table(): OpenTable | undefined;
  openCell(): void;
  closeCell(): void;
  openFrame(): void;
  /** What stands in a frame is printed after the paragraph it hangs on. */
  closeFrame(): void;
  pieces(): readonly Piece[];
}

export function createPrintout(context: PrintContext): Printout {
  const body: Container = { pieces: [], inCell: false, open: null };
  const containers = [body];
  const paragraphs: OpenParagraph[] = [];
  const tables: OpenTable[] = [];
  const here = (): Container => containers.at(-1) ?? body;
  const openContainer = (inCell: boolean): void => {
    containers.push({ pieces: [], inCell, open: null });
  };
  const closeContainer = (): readonly Piece[] => {
    const closed = containers.length > 1 ? containers.pop() : undefined;
    return closed === undefined ? [] : allOf(closed, context);
  };
  return {
    openParagraph() {
      paragraphs.push(here().open ?? openParagraph());
    },
    closeParagraph() {
      const closed = paragraphs.pop();
      if (closed === undefined) return;
      const container = here();
      container.open = closed.endDeleted ? { ...closed, endDeleted: false } : null;
      if (!closed.endDeleted) finish(closed, container, context);
    },
    paragraph: () => paragraphs.at(-1),
    openTable() {
      tables.push(openTable());
    },
    closeTable() {
      addAll(here().pieces, tables.pop()?.close(context.limits) ?? []);
    },
    table: () => tables.at(-1),
    openCell() {
      tables.at(-1)?.openCell();
      openContainer(true);
    },
    closeCell() {
      tables.at(-1)?.closeCell(closeContainer());
    },
    openFrame: () => openContainer(false),
    closeFrame() {
      const pieces = closeContainer();
      addAll(paragraphs.at(-1)?.after ?? here().pieces, pieces);
    },
    pieces: () => allOf(body, context),
  };
}

function allOf(container: Container, context: PrintContext): readonly Piece[] {
  if (container.open !== null) finish(container.open, container, context);
  container.open = null;
  return container.pieces;
}

function finish(
  paragraph: OpenParagraph,
  { pieces, inCell }: Container,
  { styles, numbering }: PrintContext,
): void {
  const { place, style, after } = paragraph;
  const text = textIn(paragraph);
  const label = numbering.next(place, style);
  // Columns of running numbers consist of nothing but those; elsewhere a bare number is a slip.
  const bare = text.trim() === '';
  if (!styles.isContents(style)) pieces.push(bare && !inCell ? text : label + text);
  addAll(pieces, after);
}

function addAll(pieces: Piece[], more: readonly Piece[]): void {
  for (const piece of more) pieces.push(piece);
}
