/** Reads the text of a Word document, or of its notes, in the order it is printed. */
import type { Piece } from '../block-list.ts';
import type { Attributes, XmlHandler } from '../xml.ts';
import type { OpenParagraph } from './paragraph.ts';
import { createPrintout, type PrintContext, type Printout } from './printout.ts';
import { createSkipping } from './skipping.ts';
import { isOn } from './styles.ts';
import { symbolText } from './symbols.ts';

export interface BodyContext extends PrintContext {
  /** The text of a note, as it is to be printed; null where there is none. */
  readonly note: (kind: 'footnote' | 'endnote', id: string) => string | null;
}

export interface BodyReader {
  readonly handler: Required<XmlHandler>;
  /** To be asked for when all has been handled. */
  pieces(): readonly Piece[];
}

export function createBodyReader(context: BodyContext): BodyReader {
  const skipping = createSkipping();
  const printout = createPrintout(context);
  const path: string[] = [];
  let hidden = false;
  return {
    handler: {
      open(name, attributes) {
        const parent = path.at(-1) ?? '';
        if (!skipping.opens(name, parent)) return;
        path.push(name);
        if (name === 'w:showingPlcHdr') skipping.placeholder();
        else if (name === 'w:vanish') hidden ||= path.at(-3) === 'w:r' && isOn(attributes['val']);
        else if (parent === 'w:r' && !hidden) inRun(name, attributes, printout, context);
        else if (isTableProperty(parent)) printout.table()?.property(name, attributes);
        else if (parent === 'w:pPr' || path.at(-3) === 'w:pPr') {
          inParagraph(name, attributes, printout.paragraph());
        } else opened(name, printout);
      },
      close(name) {
        if (!skipping.closes()) return;
        path.pop();
        if (name === 'w:r') hidden = false;
        closed(name, printout);
      },
      text(text) {
        const name = path.at(-1);
        if ((name !== 'w:t' && name !== 'm:t') || hidden) return;
        printout.paragraph()?.parts.push(text);
      },
    },
    pieces: () => printout.pieces(),
  };
}

const isTableProperty = (parent: string): boolean =>
  parent === 'w:tblPr' || parent === 'w:trPr' || parent === 'w:tcPr';

function opened(name: string, printout: Printout): void {
  if (name === 'w:p') printout.openParagraph();
  else if (name === 'w:tbl') printout.openTable();
  else if (name === 'w:tr') printout.table()?.openRow();
  else if (name === 'w:tc') printout.openCell();
  else if (name === 'w:txbxContent') printout.openFrame();
}

function closed(name: string, printout: Printout): void {
  if (name === 'w:p') printout.closeParagraph();
  else if (name === 'w:tbl') printout.closeTable();
  else if (name === 'w:tr') printout.table()?.closeRow();
  else if (name === 'w:tc') printout.closeCell();
  else if (name === 'w:txbxContent') printout.closeFrame();
}

function inRun(
  name: string,
  { font, char, id = '' }: Attributes,
  printout: Printout,
  { note }: BodyContext,
): void {
  const paragraph = printout.paragraph();
  if (name === 'w:tab' || name === 'w:ptab') paragraph?.parts.push('\t');
  else if (name === 'w:cr' || name === 'w:br') paragraph?.parts.push('\n');
  else if (name === 'w:noBreakHyphen') paragraph?.parts.push('-');
  else if (name === 'w:sym') paragraph?.parts.push(symbolText(font, char));
  else if (name === 'w:footnoteReference' || name === 'w:endnoteReference') {
    const text = note(name === 'w:footnoteReference' ? 'footnote' : 'endnote', id);
    if (text !== null) paragraph?.after.push(text);
  }
}

function inParagraph(
  name: string,
  { val = '' }: Attributes,
  paragraph: OpenParagraph | undefined,
): void {
  if (paragraph === undefined) return;
  if (name === 'w:pStyle') paragraph.style = val;
  else if (name === 'w:numId') paragraph.place.numId = val;
  else if (name === 'w:ilvl') paragraph.place.level = Number.parseInt(val, 10) || 0;
  else if (name === 'w:del' || name === 'w:moveFrom') paragraph.endDeleted = true;
}
