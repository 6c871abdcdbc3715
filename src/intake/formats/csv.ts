/** Reads CSV files, whichever separator they use. */
import { Buffer } from 'node:buffer';
import { unguardFormula } from '../../spreadsheet-text.ts';
import { BeyondLimits, tableGatherer } from '../sheets/gather-table.ts';
import type { Table } from '../source.ts';
import { decodeText } from './bytes.ts';
import type { IntakeLimits } from './limits.ts';
import { refusal, type SourceResult } from './refusal.ts';

/**
 * One table; each row has the line it begins on. Comma, semicolon or tab, whichever parts the lines
 * most evenly. Never throws on any bytes.
 */
export async function readCsv(bytes: Uint8Array, limits: IntakeLimits): Promise<SourceResult> {
  const decoded = decodeText(bytes, { maxBytes: limits.file });
  if (!decoded.ok) return decoded;
  try {
    const table = await csvTable(decoded.text, limits);
    if (table.rows.length > 0) return { ok: true, source: { format: 'csv', blocks: [table] } };
    return refusal('empty_document', '文件没有内容', 'The file holds nothing');
  } catch (error) {
    if (!(error instanceof BeyondLimits)) return unclosedQuote();
    return refusal(
      'too_large',
      `表格过大：${error.chinese}`,
      `The table is too large: ${error.english}`,
    );
  }
}

const unclosedQuote = (): SourceResult =>
  refusal(
    'file_damaged',
    '有引号没有闭合，无法分出各行',
    'A quotation mark is never closed, so that no rows can be told',
  );

/** Throws {@link BeyondLimits}, and an error of the parser where a quotation mark is never closed. */
export async function csvTable(text: string, limits: IntakeLimits): Promise<Table> {
  const { parse } = await import('csv-parse/sync');
  const { separator, skipped } = separatorOf(text);
  const bytes = Buffer.from(text);
  const lineAt = lineCounter(bytes);
  const { listener, table } = tableGatherer(limits, { filled: 0, places: 0 });
  let start = 0;
  parse(bytes, {
    delimiter: separator,
    record_delimiter: ['\r\n', '\n', '\r'],
    relax_column_count: true,
    // A mark within a cell (5" pipe) is a character like any other.
    relax_quotes: true,
    on_record: (cells: string[], { bytes: end }) => {
      const line = lineAt(start);
      start = end;
      if (line > skipped) {
        for (const [at, cell] of cells.entries()) listener.cell(line, at + 1, plainText(cell));
      }
      return null;
    },
  });
  return table('');
}

/** Without what was put around a text so that no program changes it: '=1+1, ="007". */
function plainText(cell: string): string {
  const [, kept] = /^="((?:[^"]|"")*)"$/.exec(cell) ?? [];
  return kept === undefined ? unguardFormula(cell) : kept.replaceAll('""', '"');
}

/** The line, from 1, on which the byte at a growing offset stands. */
function lineCounter(bytes: Buffer): (offset: number) => number {
  let at = 0;
  let line = 1;
  return (offset) => {
    for (; at < offset; at += 1) {
      const isPair = bytes[at] === 0x0d && bytes[at + 1] === 0x0a;
      if (bytes[at] === 0x0a || (bytes[at] === 0x0d && !isPair)) line += 1;
    }
    return line;
  };
}

type Separator = ',' | ';' | '\t';
const SEPARATORS: readonly Separator[] = [',', ';', '\t'];
const LOOKED_AT = 64 * 1024;

/** `skipped` lines at the beginning say nothing but which separator there is (sep=;). */
function separatorOf(text: string): { separator: Separator; skipped: number } {
  const said = /^sep=([,;\t])(?:\r|\n)/.exec(text)?.[1];
  const separator = SEPARATORS.find((each) => each === said);
  if (separator !== undefined) return { separator, skipped: 1 };
  const scores = SEPARATORS.map(
    (each) => [each, evenness(text.slice(0, LOOKED_AT), each)] as const,
  );
  const [best] = scores.toSorted(([, a], [, b]) => b - a);
  return { separator: best?.[0] ?? ',', skipped: 0 };
}

/** Cells in all lines that have as many as most lines do; titles and notes have others. */
function evenness(text: string, separator: Separator): number {
  const lines = new Map<number, number>();
  let count = 0;
  let isQuoted = false;
  const endLine = (): void => {
    if (count > 0) lines.set(count, (lines.get(count) ?? 0) + 1);
    count = 0;
  };
  for (const char of text) {
    if (char === '"') isQuoted = !isQuoted;
    else if (isQuoted) continue;
    else if (char === separator) count += 1;
    else if (char === '\n' || char === '\r') endLine();
  }
  endLine();
  return Math.max(0, ...Array.from(lines, ([cells, times]) => cells * times));
}
