import { Buffer } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { readXlsx as readNaively, writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { csvTable } from '../../src/intake/formats/csv.ts';
import { DEFAULT_LIMITS } from '../../src/intake/formats/limits.ts';
import { readXlsx } from '../../src/intake/formats/xlsx.ts';
import { csvText, guardFormula, unguardFormula } from '../../src/spreadsheet-text.ts';

const TRIGGERS = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '\n',
  '\0',
  '＝',
  '＋',
  '－',
  '＠',
  '﹦',
  '﹢',
  '﹣',
  '﹫',
];
const SPACES = ['', ' ', '\u3000', '\u00a0', '\u200b', '\ufeff', '\u2028', '\u001f', '  \u3000 '];

/** Texts in which everything that matters here is frequent. */
const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc
    .array(fc.constantFrom(...TRIGGERS, ...SPACES, "'", '"', ',', ';', 'A1', '整改', '1'), {
      maxLength: 6,
    })
    .map((pieces) => pieces.join('')),
);

/** Whether a program that passes over what cannot be seen would find a formula. */
function looksLikeFormula(text: string): boolean {
  const seen = text.replace(/^[\s\p{Cf}\p{Cc}]+/u, '');
  return /^[\t\r\n\0]/.test(text) || TRIGGERS.some((trigger) => seen.startsWith(trigger));
}

describe('guardFormula', () => {
  test.each(TRIGGERS.flatMap((trigger) => SPACES.map((space) => [`${space}${trigger}`])))(
    'keeps %j from being a formula',
    (beginning) => {
      const guarded = guardFormula(`${beginning}cmd|' /C calc'!A0`);
      expect(looksLikeFormula(guarded)).toBe(false);
      expect(guarded.startsWith("'")).toBe(true);
    },
  );

  test.each(['整改', '', '1.完善制度', "it's", "'quoted'", '3-5', 'a=b', '（一）'])(
    'leaves %j as it is',
    (text) => {
      expect(guardFormula(text)).toBe(text);
      expect(unguardFormula(text)).toBe(text);
    },
  );

  test('takes every text back to what it was, and lets none through that is a formula', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const guarded = guardFormula(text);
        expect(unguardFormula(guarded)).toBe(text);
        expect(looksLikeFormula(guarded)).toBe(false);
      }),
      { numRuns: 2_000 },
    );
  });
});

const rowsOf = fc.array(fc.array(texts, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 4,
});

/** Rows as far as they hold anything: cells of blanks at the end are not kept. */
const filled = (rows: readonly (readonly string[])[]): string[][] =>
  rows.flatMap((row) => {
    const cells = row.map((text) => (text.trim() === '' ? '' : text));
    const last = cells.findLastIndex((text) => text !== '');
    return last === -1 ? [] : [cells.slice(0, last + 1)];
  });

/** Half of a surrogate pair cannot be written to any file. */
const wellFormed = (text: string): string => Buffer.from(text).toString();

describe('csvText', () => {
  test('is read back as it was written, and holds no formula for other readers', async () => {
    await fc.assert(
      fc.asyncProperty(rowsOf, async (rows) => {
        const written = csvText(rows);
        const naive = parse(Buffer.from(written), { bom: true, relax_column_count: true });
        for (const text of naive.flat()) expect(looksLikeFormula(text)).toBe(false);
        // The separator is found by its use, which a cell or two do not settle.
        const said = `sep=,\r\n${written.slice(1)}`;
        const { rows: read } = await csvTable(said, DEFAULT_LIMITS);
        const expected = filled(rows.map((row) => row.map((text) => wellFormed(text))));
        expect(read.map(({ cells }) => cells)).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });

  test('writes numbers as numbers, also those below nothing', () => {
    expect(csvText([[-1.5, 'x', null, true]])).toBe('\uFEFF-1.5,x,,true\r\n');
  });
});

describe('texts in workbooks', () => {
  test('are read back as they were written, and are no formulas for other readers', async () => {
    // XML cannot hold the others.
    const printable = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd]*$/;
    const cells = texts.filter((text) => printable.test(text));
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 8 }), async (column) => {
        const rows = column.map((text, at) => [`r${at}`, guardFormula(text)]);
        const bytes = await writeXlsx({ sheets: [{ name: 'a', rows }] });
        const naive = await readNaively(bytes);
        for (const [, text] of naive.sheets[0]?.rows ?? []) {
          expect(looksLikeFormula(String(text ?? ''))).toBe(false);
        }
        const read = await readXlsx(bytes, DEFAULT_LIMITS);
        const [table] = read.ok ? read.source.blocks : [];
        const back = table?.kind === 'table' ? table.rows.map((row) => row.cells[1] ?? '') : [];
        expect(back).toEqual(column.map((text) => (text.trim() === '' ? '' : text)));
      }),
      { numRuns: 100 },
    );
  });
});
