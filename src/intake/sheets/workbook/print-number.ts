/** Numbers as the cell shows them. */
import type { NumberFormat } from './number-format.ts';
import { printSerial, twoDigits } from './serial-dates.ts';

/** A cell's number in its format; of a date that cannot be, the bare number. */
export function printNumber(value: number, format: NumberFormat, is1904: boolean): string {
  switch (format.kind) {
    case 'plain': {
      return plainNumber(value);
    }
    case 'date': {
      const { shown, isLocal } = format;
      const printed = printSerial(value, is1904, shown);
      // Elsewhere the same format shows the day: one that is not the first was meant.
      const whole = isLocal ? printSerial(value, is1904, 'day') : null;
      const lost = whole !== null && whole !== '' && !whole.endsWith('-01');
      return (lost ? whole : printed) ?? plainNumber(value);
    }
    case 'elapsed': {
      return elapsed(value, format.seconds);
    }
    case 'pattern': {
      return patterned(value, format.sections);
    }
  }
}

/** Without the noise of binary arithmetic: 0.30000000000000004 is 0.3. */
function plainNumber(value: number): string {
  const figure = Number(value.toPrecision(15));
  const printed = String(figure);
  if (!printed.includes('e')) return printed;
  return Math.abs(figure) < 1 ? withoutZeros(figure.toFixed(20)) : printed;
}

/** Without the zeros at the end of its decimals. */
function withoutZeros(printed: string): string {
  let end = printed.length;
  while (printed[end - 1] === '0') end -= 1;
  return printed.slice(0, end);
}

function elapsed(value: number, withSeconds: boolean): string {
  const seconds = Math.round(value * 86_400);
  if (!Number.isSafeInteger(seconds) || seconds < 0) return plainNumber(value);
  const minutes = `${Math.floor(seconds / 3_600)}:${twoDigits(Math.floor(seconds / 60) % 60)}`;
  return withSeconds ? `${minutes}:${twoDigits(seconds % 60)}` : minutes;
}

function patterned(value: number, sections: readonly string[]): string {
  const [positive = '', negative, zero] = sections;
  if (value === 0) return inSection(0, zero ?? positive);
  if (value > 0) return inSection(value, positive);
  if (negative !== undefined && negative !== '') return inSection(-value, negative);
  const printed = inSection(-value, positive);
  // What rounds to nothing has no sign.
  return /[1-9]/.test(printed) ? `-${printed}` : printed;
}

interface Piece {
  /** `digit`: 0, # or ?. Commas and points are told from those in quotes. */
  readonly kind: 'literal' | 'digit' | 'point' | 'comma';
  readonly text: string;
}

/** `value` is not negative. */
function inSection(value: number, section: string): string {
  const pieces = piecesOf(section);
  const lastDigit = pieces.findLastIndex(({ kind }) => kind === 'digit');
  if (lastDigit === -1) return pieces.map(({ text }) => text).join('');
  const point = pieces.findIndex(({ kind }) => kind === 'point');
  const whole = point === -1 ? pieces : pieces.slice(0, point);
  const decimals = point === -1 ? [] : pieces.slice(point + 1);
  const lastWhole = whole.findLastIndex(({ kind }) => kind === 'digit');
  const thousands = pieces.filter(
    ({ kind }, at) =>
      kind === 'comma' && at > lastWhole && (point === -1 || at < point || at > lastDigit),
  ).length;
  const percents = pieces.filter(({ kind, text }) => kind === 'literal' && text === '%').length;
  const places = decimals.filter(({ kind }) => kind === 'digit').length;
  const scaled = Number((value * 100 ** percents).toPrecision(15)) / 1_000 ** thousands;
  const [units = '0', fraction = ''] = rounded(scaled, places).split('.');
  const grouped = whole.slice(0, lastWhole).some(({ kind }) => kind === 'comma');
  const printedFraction = fractionDigits(fraction, decimals);
  const hasPoint = point !== -1 && /\d/.test(printedFraction);
  return `${wholeDigits(units, whole, grouped)}${hasPoint ? '.' : ''}${printedFraction}`.trim();
}

/** Halves go up, as decimals: 1.005 to two places is 1.01. */
function rounded(value: number, places: number): string {
  const shown = Math.min(places, 15);
  const shifted = Number((value * 10 ** shown).toPrecision(15));
  if (!Number.isSafeInteger(Math.round(shifted))) return value.toFixed(shown);
  const digits = String(Math.round(shifted)).padStart(shown + 1, '0');
  return shown === 0 ? digits : `${digits.slice(0, -shown)}.${digits.slice(-shown)}`;
}

/** From the right, so that the first place takes all digits that are left. */
function wholeDigits(units: string, pieces: readonly Piece[], grouped: boolean): string {
  const digits = units === '0' ? '' : units;
  const first = pieces.findIndex(({ kind }) => kind === 'digit');
  let taken = 0;
  let printed = '';
  const put = (digit: string): void => {
    if (grouped && taken > 0 && taken % 3 === 0) printed = `,${printed}`;
    printed = digit + printed;
    taken += 1;
  };
  for (const [back, { kind, text }] of pieces.toReversed().entries()) {
    if (kind === 'literal') printed = text + printed;
    if (kind !== 'digit') continue;
    const isFirst = pieces.length - 1 - back === first;
    const shown = isFirst ? Math.max(1, digits.length - taken) : 1;
    for (let count = 0; count < shown; count += 1) {
      if (taken < digits.length) put(digits.charAt(digits.length - 1 - taken));
      else if (text === '0') put('0');
    }
  }
  return printed;
}

function fractionDigits(fraction: string, pieces: readonly Piece[]): string {
  const significant = withoutZeros(fraction).length;
  let at = 0;
  let printed = '';
  for (const { kind, text } of pieces) {
    if (kind === 'literal') printed += text;
    if (kind !== 'digit') continue;
    if (at < significant || text === '0') printed += fraction.charAt(at) || '0';
    at += 1;
  }
  return printed;
}

function piecesOf(section: string): Piece[] {
  return Array.from(section.matchAll(PIECE), ([piece]): Piece => {
    if (/^[0#?]$/.test(piece)) return { kind: 'digit', text: piece };
    if (piece === '.') return { kind: 'point', text: piece };
    if (piece === ',') return { kind: 'comma', text: '' };
    return { kind: 'literal', text: printedAs(piece) };
  });
}

const PIECE = /"[^"]*"?|\\.|\[[^\]]*\]?|[_*].|./gsu;

/** Quotes and escapes print what is in them; colours, widths and fillers print nothing. */
function printedAs(piece: string): string {
  if (piece.startsWith('"')) return piece.replaceAll('"', '');
  if (piece.startsWith('\\')) return piece.slice(1);
  if (piece.startsWith('_') || piece.startsWith('*')) return '';
  if (!piece.startsWith('[')) return piece;
  return /^\[\$([^\-\]]*)/.exec(piece)?.[1] ?? '';
}
