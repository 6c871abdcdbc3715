/** Places in a worksheet as files name them: C5, A1:D2. */

export interface CellPlace {
  /** Both counted from 1. */
  readonly row: number;
  readonly column: number;
}

export interface CellArea {
  readonly from: CellPlace;
  readonly to: CellPlace;
}

const LAST_ROW = 1_048_576;
const LAST_COLUMN = 16_384;

/** Null where it names no place that a worksheet can have. */
export function cellPlace(reference: string): CellPlace | null {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at += 1) {
    const letter = reference.charCodeAt(at) & ~0x20;
    if (letter < 0x41 || letter > 0x5a) break;
    column = column * 26 + letter - 0x40;
    if (column > LAST_COLUMN) return null;
  }
  const digits = reference.slice(at);
  if (column === 0 || !/^\d{1,7}$/.test(digits)) return null;
  const row = Number(digits);
  return row >= 1 && row <= LAST_ROW ? { row, column } : null;
}

export function cellArea(reference: string): CellArea | null {
  const [first = '', second = first] = reference.replaceAll('$', '').split(':');
  const [a, b] = [cellPlace(first), cellPlace(second)];
  if (a === null || b === null) return null;
  return {
    from: { row: Math.min(a.row, b.row), column: Math.min(a.column, b.column) },
    to: { row: Math.max(a.row, b.row), column: Math.max(a.column, b.column) },
  };
}
