import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, type IntakeLimits } from '../../../../src/intake/formats/limits.ts';
import { readXlsx } from '../../../../src/intake/formats/xlsx.ts';
import type { Table } from '../../../../src/intake/source.ts';
import {
  textRows,
  withChanged,
  workbookFile,
  workbookParts,
  type WorkbookXml,
} from '../../../support/workbooks.ts';
import { zipFile } from '../../../support/zip-file.ts';
import { cellsOf, refusalOf, tableIn } from './reading.ts';

const sheetOf = (rows: string, more: Partial<WorkbookXml> = {}): Promise<Table> =>
  tableIn(readXlsx, workbookFile({ sheets: [{ name: '台账', rows }], ...more }));

/** What one numeric cell shows in a format. */
async function shown(value: number | string, format: number | string, is1904 = false) {
  const rows = `<row r="1"><c r="A1" s="0"><v>${value}</v></c><c r="B1" t="inlineStr"><is><t>x</t></is></c></row>`;
  const { rows: read } = await sheetOf(rows, { formats: [format], is1904 });
  return read[0]?.cells[0];
}

const refused = (workbook: WorkbookXml, limits: Partial<IntakeLimits> = {}) =>
  refusalOf(readXlsx, workbookFile(workbook), limits);

describe('readXlsx', () => {
  test('keeps the numbers of rows, and the places of cells', async () => {
    const rows =
      '<row r="3"><c r="B3"><v>1</v></c></row><row r="7"><c r="A7"><v>2</v></c><c r="D7"><v>3</v></c></row>';
    expect((await sheetOf(rows)).rows).toEqual([
      { line: 3, cells: ['', '1'] },
      { line: 7, cells: ['2', '', '', '3'] },
    ]);
  });

  test('counts rows and cells that carry no number of their own', async () => {
    const rows = '<row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>';
    expect((await sheetOf(rows)).rows).toEqual([
      { line: 1, cells: ['1', '2'] },
      { line: 2, cells: ['3'] },
    ]);
  });

  test('reads shared texts, runs of them, and leaves readings above characters out', async () => {
    const strings =
      '<si><t>整改</t></si>' +
      '<si><r><t>责</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 任人</t></r></si>' +
      '<si><t>漢字</t><rPh sb="0" eb="2"><t>かんじ</t></rPh><phoneticPr fontId="1"/></si>';
    const rows =
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>99</v></c></row>';
    expect(cellsOf(await sheetOf(rows, { strings }))).toEqual([['整改', '责 任人', '漢字']]);
  });

  test('shows the results of formulas as they were last worked out', async () => {
    const rows =
      '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A2&amp;"项"</f><v>3项</v></c><c r="C1"><f>NOW()</f></c><c r="D1" t="b"><v>1</v></c><c r="E1" t="b"><v>0</v></c><c r="F1" t="e"><v>#REF!</v></c><c r="G1" t="inlineStr"><is><t>完</t></is></c></row>';
    expect(cellsOf(await sheetOf(rows))).toEqual([['2', '3项', '', 'TRUE', 'FALSE', '', '完']]);
  });

  test('decodes entities and characters that XML cannot hold', async () => {
    const rows =
      '<row r="1"><c t="inlineStr"><is><t>a&lt;b&amp;c_x000D_&#10;d&#x4e00;</t></is></c></row>';
    expect(cellsOf(await sheetOf(rows))).toEqual([['a<b&c\r\nd一']]);
  });

  test('knows elements by their local names, whatever their prefix', async () => {
    const parts = withChanged(
      workbookParts({ sheets: [{ name: 'a', rows: '' }] }),
      'xl/worksheets/sheet1.xml',
      () =>
        '<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="2"><x:c r="A2"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>',
    );
    expect((await tableIn(readXlsx, zipFile(parts))).rows).toEqual([{ line: 2, cells: ['5'] }]);
  });

  test('reads hidden rows, leaves hidden sheets out and says so', async () => {
    const row = '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row>';
    const bytes = workbookFile({
      sheets: [
        { name: '甲', rows: row },
        { name: '底稿', state: 'hidden', rows: row },
        { name: '空', rows: '' },
        { name: '宏', state: 'veryHidden', rows: row },
        { name: '乙', rows: row },
      ],
    });
    const result = await readXlsx(bytes, DEFAULT_LIMITS);
    if (!result.ok) throw new Error(result.error.message);
    expect(result.source.blocks.map((block) => block.kind === 'table' && block.name)).toEqual([
      '甲',
      '乙',
    ]);
    expect(
      result.questions.map(({ code, message }) => [code, /“(.+)”/.exec(message)?.[1]]),
    ).toEqual([
      ['sheet_hidden', '底稿'],
      ['sheet_hidden', '宏'],
    ]);
  });

  test('gives merged cells by their place among the rows that hold something', async () => {
    const rows =
      '<row r="2"><c r="A2"><v>1</v></c><c r="B2"><v>2</v></c></row><row r="4"><c r="B4"><v>3</v></c></row>';
    const file = workbookFile({
      sheets: [{ name: 'a', rows, merges: ['A2:A5', 'B2:C3', 'D9:E10', 'nonsense', 'A4:A5'] }],
    });
    expect((await tableIn(readXlsx, file)).merges).toEqual([
      { top: 0, left: 0, bottom: 1, right: 0 },
      { top: 0, left: 1, bottom: 0, right: 2 },
    ]);
  });
});

describe('numbers', () => {
  test.each([
    ['0.30000000000000004', 0, '0.3'],
    ['45473', 0, '45473'],
    ['440101199001011000', 0, '440101199001011000'],
    ['1E-7', 0, '0.0000001'],
    ['-5', 0, '-5'],
    ['0.16', 9, '16%'],
    ['0.1605', 10, '16.05%'],
    ['1.005', 2, '1.01'],
    ['-1234.5', 4, '-1,234.50'],
    ['1234567', 3, '1,234,567'],
    ['7', '000', '007'],
    ['3', '"第"0"号"', '第3号'],
    ['12.5', '0.0"万元"', '12.5万元'],
    ['1234.5', '¥#,##0.00;[Red]-¥#,##0.00', '¥1,234.50'],
    ['-0.001', '0.00', '0.00'],
    ['0', '0;-0;"无"', '无'],
    ['-3', '0;(0)', '(3)'],
    ['1500000', '0.0,,"百万"', '1.5百万'],
    ['0.5', '#.##', '.5'],
    ['12345678', '0000-0000', '1234-5678'],
    ['0.5', '# ?/?', '0.5'],
    ['5', '@', '5'],
    ['1.5', 46, '36:00:00'],
  ])('%s in the format %j shows %s', async (value, format, text) => {
    expect(await shown(value, format)).toBe(text);
  });

  test('any whole number in a plain format is itself, with the digits a workbook keeps', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: -1e14, max: 1e14 }), async (value) => {
        expect(await shown(value, 0)).toBe(String(value));
        expect(await shown(value, '0')).toBe(String(value));
      }),
      { numRuns: 50 },
    );
  });
});

describe('dates', () => {
  test.each([
    [45473, 14, '2024-06-30'],
    [45473.5, 22, '2024-06-30 12:00'],
    [45473.5, 14, '2024-06-30 12:00'],
    [45473.604168, 'yyyy/m/d h:mm:ss', '2024-06-30 14:30'],
    [45473.999999, 'yyyy-mm-dd hh:mm', '2024-07-01'],
    [0.5, 'h:mm', '12:00'],
    [45444, 'yyyy"年"m"月"', '2024-06'],
    [45444, 57, '2024-06'],
    [45450, 57, '2024-06-07'],
    [45473, 31, '2024-06-30'],
    [45473, '[$-804]yyyy"年"m"月"d"日";@', '2024-06-30'],
    [45473, 'm"月"d"日"', '2024-06-30'],
    [45292, 'yyyy"年"', '2024'],
    [45473, '[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy', '2024-06-30'],
    [1, 14, '1900-01-01'],
    [59, 14, '1900-02-28'],
    [60, 14, '1900-02-29'],
    [61, 14, '1900-03-01'],
    [2_958_465, 14, '9999-12-31'],
    [2_958_466, 14, '2958466'],
    [-1, 14, '-1'],
  ])('%d in the format %j is %s', async (value, format, text) => {
    expect(await shown(value, format)).toBe(text);
  });

  test('a reference to an empty cell is no date', async () => {
    expect(await shown(0, 14)).toBe('');
  });

  test('days are counted from 1904 where the workbook says so', async () => {
    expect(await shown(0, 14, true)).toBe('1904-01-01');
    expect(await shown(45473 - 1462, 14, true)).toBe('2024-06-30');
  });

  test('ISO dates in cells are read as dates', async () => {
    const rows =
      '<row r="1"><c r="A1" t="d"><v>2024-06-30T00:00:00</v></c><c r="B1" t="d"><v>2024-06-30T14:30:00</v></c></row>';
    expect(cellsOf(await sheetOf(rows))).toEqual([['2024-06-30', '2024-06-30 14:30']]);
  });

  test('every day from 1900-03-01 on counts one more than the day before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 61, max: 2_958_465 }), async (serial) => {
        const expected = new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);
        expect(await shown(serial, 14)).toBe(expected);
      }),
      { numRuns: 50 },
    );
  });
});

describe('limits', () => {
  const bomb = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>';

  test('a cell at the far corner is refused', async () => {
    expect(await refused({ sheets: [{ name: 'a', rows: bomb }] })).toBe('unsafe_archive');
  });

  test('a far row costs nothing, and an empty far cell is none', async () => {
    const rows = '<row r="1048576"><c r="A1048576"><v>1</v></c><c r="XFD1048576" s="1"/></row>';
    expect((await sheetOf(rows)).rows).toEqual([{ line: 1_048_576, cells: ['1'] }]);
  });

  test.each([
    ['rows', 2],
    ['cells', 5],
    ['columns', 1],
  ])('more %s than the limit are refused, exactly as many are taken', async (limit, most) => {
    const sheets = [{ name: 'a', rows: textRows(Array.from({ length: 3 }, () => ['x', 'y'])) }];
    expect(await refused({ sheets }, { [limit]: most })).toBe('unsafe_archive');
    expect(await refused({ sheets }, { [limit]: most + 1 })).toBeNull();
  });

  test('rows that reach far to the right count with what stands before them', async () => {
    const rows = Array.from(
      { length: 60 },
      (_, row) => `<row r="${row + 1}"><c r="IV${row + 1}"><v>1</v></c></row>`,
    ).join('');
    expect(await refused({ sheets: [{ name: 'a', rows }] }, { cells: 100 })).toBe('unsafe_archive');
  });

  test('a merged cell over the whole sheet is held to what there is', async () => {
    const sheets = [{ name: 'a', rows: textRows([['x'], ['y']]), merges: ['A1:XFD1048576'] }];
    expect((await tableIn(readXlsx, workbookFile({ sheets }))).merges).toEqual([
      { top: 0, left: 0, bottom: 1, right: 16_383 },
    ]);
  });
});

describe('what is no workbook', () => {
  test.each<[string, string, Uint8Array]>([
    ['file_damaged', 'no archive', Buffer.from('台账')],
    ['format_unknown', 'an archive without one', zipFile([{ name: 'a.txt', content: 'x' }])],
    ['empty_document', 'one without cells', workbookFile({ sheets: [{ name: 'a', rows: '' }] })],
    [
      'empty_document',
      'one whose sheets are hidden',
      workbookFile({ sheets: [{ name: 'a', state: 'hidden', rows: textRows([['x']]) }] }),
    ],
  ])('%s: %s', async (code, _what, bytes) => {
    expect(await refusalOf(readXlsx, bytes)).toBe(code);
  });

  test('a sheet that breaks off, or declares entities, is refused as damaged', async () => {
    const whole = workbookParts({ sheets: [{ name: 'a', rows: textRows([['x']]) }] });
    const withSheet = (change: (content: string) => string) =>
      zipFile(withChanged(whole, 'xl/worksheets/sheet1.xml', change));
    const cut = withSheet((content) => content.slice(0, -30));
    const laughs = withSheet((content) =>
      content.replace('<worksheet', '<!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet'),
    );
    expect(await refusalOf(readXlsx, cut)).toBe('file_damaged');
    expect(await refusalOf(readXlsx, laughs)).toBe('file_damaged');
  });

  test('any bytes in the parts are read or refused, never thrown at', async () => {
    const whole = workbookParts({ sheets: [{ name: 'a', rows: textRows([['x', 1]]) }] });
    await fc.assert(
      fc.asyncProperty(
        fc.nat(whole.length - 1),
        fc.nat(400),
        fc.string({ maxLength: 8 }),
        async (part, at, put) => {
          const changed = withChanged(
            whole,
            whole[part]?.name ?? '',
            (content) => content.slice(0, at) + put + content.slice(at + put.length),
          );
          const result = await readXlsx(zipFile(changed), DEFAULT_LIMITS);
          expect(typeof result.ok).toBe('boolean');
        },
      ),
      { numRuns: 300 },
    );
  });
});
