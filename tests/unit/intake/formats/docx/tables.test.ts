import { describe, expect, test } from 'vitest';
import { readDocx } from '../../../../../src/intake/formats/docx.ts';
import {
  cell,
  docxFile,
  list,
  listDefinition,
  paragraph,
  row,
  table,
} from '../../../../support/docx-file.ts';
import { blocksIn, cellsOf, refusalOf, tableIn } from '../reading.ts';

const inTable = (body: string, numbering?: string) =>
  tableIn(readDocx, docxFile({ body, ...(numbering === undefined ? {} : { numbering }) }));

describe('tables of a Word document', () => {
  test('stand where they stand in the text, with rows numbered as lines', async () => {
    const body =
      paragraph('整改台账') +
      table(row(cell('序号'), cell('问题')), row(cell('1'), cell('门锁坏了'))) +
      paragraph('完');
    expect(await blocksIn(readDocx, docxFile(body))).toEqual([
      { kind: 'text', line: 1, text: '整改台账' },
      {
        kind: 'table',
        name: null,
        rows: [
          { line: 2, cells: ['序号', '问题'] },
          { line: 3, cells: ['1', '门锁坏了'] },
        ],
        merges: [],
      },
      { kind: 'text', line: 4, text: '完' },
    ]);
  });

  test('keep cells that stretch, across and down, as merges', async () => {
    const merged = await inTable(
      table(
        row(cell('序号', '<w:vMerge w:val="restart"/>'), cell('整改', '<w:gridSpan w:val="2"/>')),
        row(cell('', '<w:vMerge/>'), cell('措施'), cell('时限')),
        row(cell('1'), cell('换锁'), cell('3月')),
      ),
    );
    expect(cellsOf(merged)).toEqual([
      ['序号', '整改', ''],
      ['', '措施', '时限'],
      ['1', '换锁', '3月'],
    ]);
    expect(merged.merges).toEqual(
      [
        { top: 0, left: 1, bottom: 0, right: 2 },
        { top: 0, left: 0, bottom: 1, right: 0 },
      ].toSorted((a, b) => a.left - b.left),
    );
  });

  test('read old ways of merging, rows that begin later, and rows struck out', async () => {
    const struck = '<w:tr><w:trPr><w:del w:id="1"/></w:trPr><w:tc><w:p/></w:tc></w:tr>';
    const later = `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${cell('乙')}${cell('丙')}</w:tr>`;
    const read = await inTable(
      table(
        row(cell('甲', '<w:hMerge w:val="restart"/>'), cell('', '<w:hMerge/>'), cell('丁')),
        struck,
        later,
      ),
    );
    expect(cellsOf(read)).toEqual([
      ['甲', '', '丁'],
      ['', '乙', '丙'],
    ]);
  });

  test('have the numbers of lists, also where nothing else is in the cell', async () => {
    const numbering = listDefinition(0, [['decimal', '%1']]) + list(1, 0);
    const number = cell(paragraph('', { list: [1, 0] }));
    const read = await inTable(table(row(number, cell('甲')), row(number, cell('乙'))), numbering);
    expect(cellsOf(read)).toEqual([
      ['1', '甲'],
      ['2', '乙'],
    ]);
  });

  test('have paragraphs of a cell, and rows of a table in it, as lines', async () => {
    const inner = table(row(cell('a'), cell('b')), row(cell('c'), cell('d')));
    const rows = Array.from({ length: 5 }, (_, at) => row(cell(`${at}`), cell('x')));
    const read = await inTable(
      table(...rows, row(cell(paragraph('一') + paragraph('二')), cell(inner + paragraph('')))),
    );
    expect(cellsOf(read).at(-1)).toEqual(['一\n二', 'a\tb\nc\td']);
  });

  test('are text where they only frame it', async () => {
    const body = table(row(cell(paragraph('一、情况') + paragraph('二、打算'))));
    expect(await blocksIn(readDocx, docxFile(body))).toEqual([
      { kind: 'text', line: 1, text: '一、情况\n二、打算' },
    ]);
  });

  test('are refused beyond the limits', async () => {
    const wide = docxFile(table(row(cell('a'), cell('b', '<w:gridSpan w:val="16000"/>'))));
    const long = docxFile(table(...Array.from({ length: 9 }, () => row(cell('a'), cell('b')))));
    expect(await refusalOf(readDocx, wide)).toBe('too_large');
    expect(await refusalOf(readDocx, long)).toBe(null);
    expect(await refusalOf(readDocx, long, { rows: 8 })).toBe('too_large');
    expect(await refusalOf(readDocx, long, { cells: 17 })).toBe('too_large');
  });
});
