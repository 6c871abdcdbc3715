/** The cells of one worksheet, as its XML is read. */
import { unguardFormula } from '../../../spreadsheet-text.ts';
import type { XmlHandler } from '../../formats/xml.ts';
import type { ZipEntry } from '../../formats/zip-directory.ts';
import { cellArea, cellPlace, type CellArea } from './cell-references.ts';
import type { NumberFormat } from './number-format.ts';
import { readPart, standalone, unescaped, type Attributes } from './part-xml.ts';
import { printNumber } from './print-number.ts';
import { printIsoCell } from './serial-dates.ts';
import { richText } from './shared-strings.ts';

export interface CellReading {
  readonly strings: readonly string[];
  readonly formats: readonly NumberFormat[];
  readonly is1904: boolean;
}

export interface SheetListener {
  /** A cell that shows something; row and column counted from 1. */
  readonly cell: (row: number, column: number, text: string) => void;
  readonly merge: (area: CellArea) => void;
}

/** Tells of cells in the order of the file, of merged ones behind them. */
export const readSheetCells = (
  entry: ZipEntry,
  reading: CellReading,
  listener: SheetListener,
): Promise<void> => readPart(entry, cellHandler(reading, listener));

function cellHandler(reading: CellReading, { cell, merge }: SheetListener): XmlHandler {
  const inline = richText();
  let row = 0;
  let column = 0;
  let type = '';
  let style = '';
  let value = '';
  let isValue = false;
  let isInCell = false;

  const beginRow = ({ r }: Attributes): void => {
    const printed = Number(r ?? '');
    row = Number.isSafeInteger(printed) && printed > 0 ? printed : row + 1;
    column = 0;
  };
  const beginCell = ({ r, t = 'n', s = '' }: Attributes): void => {
    const place = r === undefined ? null : cellPlace(r);
    // A damaged file can have cells outside every row.
    if (row === 0) row = 1;
    column = place?.column ?? column + 1;
    type = t;
    style = s;
    value = '';
    isInCell = true;
    inline.begin();
  };
  const endCell = (): void => {
    isInCell = false;
    const shown = shownText({ type, style, value, inline: inline.text() }, reading);
    if (shown !== '') cell(row, column, shown);
  };
  return {
    open: (name, attributes) => {
      if (name === 'c') beginCell(attributes);
      else if (name === 'row') beginRow(attributes);
      else if (name === 'mergeCell') {
        const area = cellArea(attributes['ref'] ?? '');
        if (area !== null) merge(area);
      } else if (isInCell) {
        if (name === 'v') isValue = true;
        else inline.open(name);
      }
    },
    close: (name) => {
      if (!isInCell) return;
      if (name === 'v') isValue = false;
      else if (name === 'c') endCell();
      else inline.close(name);
    },
    text: (text) => {
      if (isValue) value += text;
      else if (isInCell) inline.take(text);
    },
  };
}

interface StoredCell {
  readonly type: string;
  readonly style: string;
  readonly value: string;
  readonly inline: string;
}

/** What a person sees in the cell; '' for an error, and for a formula that was never worked out. */
function shownText(
  { type, style, value, inline }: StoredCell,
  { strings, formats, is1904 }: CellReading,
): string {
  switch (type) {
    case 's': {
      return unguardFormula(strings[Number(value)] ?? '');
    }
    case 'inlineStr': {
      return unguardFormula(standalone(unescaped(inline)));
    }
    case 'str': {
      return standalone(unescaped(value));
    }
    case 'b': {
      return value === '1' || value === 'true' ? 'TRUE' : value === '' ? '' : 'FALSE';
    }
    case 'd': {
      return printIsoCell(value);
    }
    case 'e': {
      return '';
    }
    default: {
      const figure = value.trim() === '' ? Number.NaN : Number(value);
      if (Number.isNaN(figure)) return standalone(value.trim());
      return printNumber(figure, formats[Number(style)] ?? { kind: 'plain' }, is1904);
    }
  }
}
