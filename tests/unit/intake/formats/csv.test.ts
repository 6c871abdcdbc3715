import { Buffer } from 'node:buffer';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../../src/intake/formats/csv.ts';
import { DEFAULT_LIMITS } from '../../../../src/intake/formats/limits.ts';
import { cellsOf, refusalOf, tableIn } from './reading.ts';

const read = (text: string) => tableIn(readCsv, Buffer.from(text));
const cells = async (text: string) => cellsOf(await read(text));

describe('readCsv', () => {
  test('gives each row the line it begins on, and leaves blank rows out', async () => {
    const text = '序号,问题\r\n\r\n1,"门锁\r\n坏了"\n,\n2,"a\rb"\r3,c\n';
    expect((await read(text)).rows).toEqual([
      { line: 1, cells: ['序号', '问题'] },
      { line: 3, cells: ['1', '门锁\r\n坏了'] },
      { line: 6, cells: ['2', 'a\rb'] },
      { line: 8, cells: ['3', 'c'] },
    ]);
  });

  test.each([
    [',', '整改台账\n序号,问题,措施\n1,"a;b;c;d","x\ty"\n2,e;f,g'],
    [';', '整改台账\n序号;问题;措施\n1;a,b,c;"x\ty"\n2;e,f;g'],
    ['\t', '整改台账\n序号\t问题\t措施\n1\ta,b;c\t"x;y"\n2\te,f\tg'],
  ])('finds %j as the separator, whatever else stands in the cells', async (_separator, text) => {
    const rows = await cells(text);
    expect(rows.map((row) => row.length)).toEqual([1, 3, 3, 3]);
    expect(rows[1]).toEqual(['序号', '问题', '措施']);
  });

  test('follows a first line that names the separator', async () => {
    expect(await read('sep=;\r\na,b;c\r\n')).toMatchObject({
      rows: [{ line: 2, cells: ['a,b', 'c'] }],
    });
  });

  test('takes quotation marks within a cell as they are', async () => {
    expect(await cells('a,5" 水管,"他说""好"""\nb,c,d')).toEqual([
      ['a', '5" 水管', '他说"好"'],
      ['b', 'c', 'd'],
    ]);
  });

  test('takes off what was put before a text so that no program changes it', async () => {
    expect(await cells(`'=1+1,'-5%,'＋86,"=""007""",'引号\n1,2,3,4,5`)).toEqual([
      ['=1+1', '-5%', '＋86', '007', "'引号"],
      ['1', '2', '3', '4', '5'],
    ]);
  });

  test('reads GB18030 and UTF-16 as people save them', async () => {
    const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('问题,措施', 'utf16le')]);
    const gb18030 = Buffer.from('cecacce22cb4ebcaa9', 'hex');
    for (const bytes of [utf16, gb18030, Buffer.from('\uFEFF问题,措施')]) {
      expect(cellsOf(await tableIn(readCsv, bytes))).toEqual([['问题', '措施']]);
    }
  });

  test.each([
    ['empty_document', ''],
    ['empty_document', ',,\n , \n'],
    ['file_damaged', '序号,问题\n1,"门锁坏了\n2,x'],
    ['binary_content', 'a,b\u0000c'],
  ])('refuses with %s: %j', async (code, text) => {
    expect(await refusalOf(readCsv, Buffer.from(text))).toBe(code);
  });

  test.each([
    ['rows', 2],
    ['cells', 5],
    ['columns', 1],
  ])('refuses more %s than the limit as too large', async (limit, most) => {
    const bytes = Buffer.from('a,b\nc,d\ne,f\n');
    expect(await refusalOf(readCsv, bytes, { [limit]: most })).toBe('too_large');
    expect(await refusalOf(readCsv, bytes, { [limit]: most + 1 })).toBeNull();
  });

  test('any bytes are read or refused, never thrown at', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        expect(typeof (await readCsv(bytes, DEFAULT_LIMITS)).ok).toBe('boolean');
      }),
    );
  });
});
