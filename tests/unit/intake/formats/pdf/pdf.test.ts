import { Buffer } from 'node:buffer';
import { deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readPdf } from '../../../../../src/intake/formats/pdf.ts';
import { DEFAULT_LIMITS } from '../../../../../src/intake/formats/limits.ts';
import { pdfFile, printedPage, stream, type PdfPage } from '../../../../support/pdf-file.ts';
import { linesIn, refusalOf } from '../reading.ts';

const LINES = ['关于安全方面问题 abc 12.5%', '1.门锁坏了'];
const PAGE = printedPage(LINES);
const lines = (...pages: readonly PdfPage[]) => linesIn(readPdf, pdfFile(pages));
const placed = (x: number, text: string, y = 100) => ({ text, x, y, size: 10 });
const column = (x: number, name: string): PdfPage =>
  [0, 1, 2, 3].map((line) => ({ text: `${name}栏${line}行`, x, y: 120 + line * 20 }));

describe('the text of a PDF file', () => {
  test.each(['named', 'gbk', 'mapped'] as const)('is read from a %s font', async (font) => {
    expect(await linesIn(readPdf, pdfFile([PAGE], { font, compressed: true }))).toEqual(LINES);
  });

  test('has the characters that look like their radicals under their own code', async () => {
    expect(await lines(printedPage(['⼀、⻔锁坏了,校⻓\uf9dc⺠⻅⻝⻚\u2e80']))).toEqual([
      '一、门锁坏了,校长隆民见食页\u2e80',
    ]);
  });

  test.each([90, 180, 270])('is the same on pages turned by %i degrees', async (rotate) => {
    expect(await linesIn(readPdf, pdfFile([PAGE], { rotate }))).toEqual(LINES);
  });

  test('is read along its own direction, and stamps across it are left out', async () => {
    const upwards = PAGE.map(({ text, y }) => ({ text, x: y, y: 500, turned: 90 }));
    expect(await lines(upwards)).toEqual(LINES);
    const stamp = { text: '机密', x: 200, y: 400, turned: 45, size: 60 };
    expect(await lines([...PAGE, stamp])).toEqual(LINES);
  });

  test('comes line by line whatever the order it was written in', async () => {
    expect(await lines(PAGE.toReversed())).toEqual(LINES);
  });

  test('has tabs between cells, spaces between words, and nothing between pieces of a word', async () => {
    const table = [placed(72, '序号'), placed(150, '问题'), placed(400, '时限')];
    const words = [placed(72, '整改', 130), placed(96, '台账', 130), placed(116, '完', 130.5)];
    expect(await lines([...table, ...words])).toEqual(['序号\t问题\t时限', '整改 台账完']);
  });

  test('parts paragraphs where the page leaves room', async () => {
    const far = { text: '二、打算', x: 72, y: 200 };
    expect(await lines([...printedPage(['一、情况', '甲', '乙']), far])).toEqual([
      '一、情况',
      '甲',
      '乙',
      '',
      '二、打算',
    ]);
  });

  test('is read column by column, and tables are read across', async () => {
    const title = { text: '通栏的标题通栏的标题通栏的标题', x: 72, y: 90 };
    const read = await lines([title, ...column(72, '左'), ...column(320, '右')]);
    expect(read.join(' ')).toBe(
      '通栏的标题通栏的标题通栏的标题 左栏0行 左栏1行 左栏2行 左栏3行 右栏0行 右栏1行 右栏2行 右栏3行',
    );
    const cells = [0, 1, 2, 3].flatMap((row) =>
      ['甲', '乙'].map((text, at) => ({
        text: `${text}${row}`,
        x: 72 + at * 200,
        y: 100 + row * 20,
      })),
    );
    expect(await lines(cells)).toEqual(['甲0\t乙0', '甲1\t乙1', '甲2\t乙2', '甲3\t乙3']);
  });

  test('leaves out running heads, feet and page numbers, and keeps the head of a table once', async () => {
    const pages = Array.from({ length: 4 }, (_, at) => [
      { text: at % 2 === 0 ? '青石县第三小学' : '整改报告', x: 200, y: 50 },
      ...['序号', '问题', '时限'].map((text, cell) => ({ text, x: 72 + cell * 100, y: 70 })),
      ...printedPage([`第${at + 1}页的正文`, '同样的正文'], { y: 200 }),
      { text: `— ${at + 1} —`, x: 290, y: 800 },
    ]);
    expect((await lines(...pages)).filter((line) => line !== '')).toEqual([
      '序号\t问题\t时限',
      ...[1, 2, 3, 4].flatMap((page) => [`第${page}页的正文`, '同样的正文']),
    ]);
  });

  test('has a question where a page has none', async () => {
    const result = await readPdf(pdfFile([PAGE, PAGE, []], { pictures: true }), DEFAULT_LIMITS);
    expect(result).toMatchObject({
      ok: true,
      questions: [{ code: 'pages_without_text', about: 'document', line: 1 }],
    });
    expect(await readPdf(pdfFile([PAGE]), DEFAULT_LIMITS)).toMatchObject({ questions: [] });
  });
});

describe('a PDF file is refused', () => {
  const bomb = (layers: number): Buffer => {
    let packed: Buffer = Buffer.alloc(3_000_000);
    for (let layer = 0; layer < layers; layer += 1) packed = deflateSync(packed);
    const filters = '/FlateDecode'.repeat(layers);
    return pdfFile([PAGE], { objects: [stream(packed, false, `/Filter[${filters}]`)] });
  };

  test.each<[string, string, Uint8Array]>([
    ['no_text_layer', 'a scan', pdfFile([[], []], { pictures: true })],
    ['no_text_layer', 'glyphs of unknown meaning', pdfFile([PAGE], { font: 'bare' })],
    ['file_encrypted', 'a password', pdfFile([PAGE], { encrypted: true })],
    ['file_damaged', 'no more than its first bytes', Buffer.from('%PDF-1.7\n')],
    ['file_damaged', 'no pages', pdfFile([])],
  ])('with %s: %s', async (code, _what, bytes) => {
    expect(await refusalOf(readPdf, bytes)).toBe(code);
  });

  test.each([1, 2, 3])('where %i layers of packing hide more than the limit', async (layers) => {
    const bytes = bomb(layers);
    expect(bytes.length).toBeLessThan(30_000);
    expect(await refusalOf(readPdf, bytes, { unpacked: 2_999_999 })).toBe('unsafe_archive');
    expect(await refusalOf(readPdf, bytes, { unpacked: 4_000_000 })).toBe(null);
  });

  test('where many streams are too much together', async () => {
    const objects = Array.from({ length: 20 }, () => stream(Buffer.alloc(100_000), true));
    const bytes = pdfFile([PAGE], { objects });
    expect(await refusalOf(readPdf, bytes, { unpacked: 1_900_000 })).toBe('unsafe_archive');
    expect(await refusalOf(readPdf, bytes, { unpacked: 2_100_000 })).toBe(null);
  });
});
