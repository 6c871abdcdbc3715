import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText, IntakeDocument } from '../../../src/intake/index.ts';
import { readDocument } from '../../../src/intake/read-document.ts';
import { contentOf, toFullWidth, withFullWidthDigits } from './printing.ts';

const PIECES = [
  '一、',
  '(一)',
  '(二)',
  '1.',
  '2、',
  '3.2022-2025年',
  '(1)',
  '①',
  '一是',
  '二是',
  '整改情况:',
  '整改进展',
  '整改结果:',
  '责任领导:张三',
  '(整改时限:X月底前)',
  '。',
  '\uff0c',
  ';',
  '\n',
  '\n\n',
  '\r\n',
  ' ',
  '“',
  '”',
  '《',
  '(',
  ')',
  '问题',
  '不到位',
  '此问题已整改到位',
  '正在推进',
  '已完成',
  '反馈12个方面',
  '2024年6月30日',
  '关于',
  '报告',
  '根据',
  '……',
  '|',
  '问题描述:',
  '受理编号:X2024',
  '首先,',
  '其次,',
  '●',
  '——',
  '问题1:',
  '第一,',
  '责令你单位于2024年3月20日前整改',
  '存在以下问题:',
  '整改要求:',
  '责任人:\n',
  '序号|问题|整改措施|',
  '附件',
  '公示',
  '经检查,发现',
  '除个别学校外',
  '存在的问题',
  '二存在的不足',
  '整改状態',
  '\u0000',
  '\ud800',
  '😀',
];

const ink = (printed: string): number => printed.replaceAll(/\s/g, '').length;

/** The night has time for more. */
const byDay = process.env['NIGHTLY'] === undefined ? 4 : 1;

describe('any text', () => {
  test('is read or refused, never thrown at', () => {
    const texts = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(fc.constantFrom(...PIECES), { maxLength: 120 }).map((pieces) => pieces.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const result = readDocument(text);
        const isSound = result.ok
          ? IntakeDocument.safeParse(result.document).success
          : result.error.message !== '';
        expect(isSound).toBe(true);
      }),
      { numRuns: 1_000 / byDay },
    );
  });

  test('any bytes are read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const decoded = decodeText(bytes);
        const result = decoded.ok ? readDocument(decoded.text) : decoded;
        expect(typeof result.ok).toBe('boolean');
      }),
    );
  });

  test('no text grows on the way: measures are parts of the document', () => {
    const texts = fc
      .array(fc.constantFrom(...PIECES), { maxLength: 120 })
      .map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        const result = readDocument(text);
        if (!result.ok) return;
        const measures = result.document.aspects.flatMap(({ findings }) =>
          findings.flatMap((finding) => finding.measures.map((measure) => measure.text)),
        );
        expect(measures.reduce((sum, measure) => sum + ink(measure), 0)).toBeLessThanOrEqual(
          ink(text),
        );
      }),
    );
  });
});

describe('lines of a hundred thousand characters', () => {
  const heading = '二、整改情况\n(一)关于安全方面问题\n1.锁坏了。无人修。\n';

  test.each([
    '1',
    '(',
    '((',
    '(1)',
    '1.',
    '。1.',
    '一是',
    '整改',
    '整改完成',
    '责任领导:',
    '(责任领导:',
    '“',
    '。',
    '的',
    '2024年',
    '不到位学校',
    '其次,',
    '|',
    '第一,',
    '责令你单位于2024年3月20日前整改',
    '经检查,发现',
    '一、',
    '、',
  ])('of %j end in a result', (piece) => {
    const long = piece.repeat(Math.ceil(100_000 / piece.length));
    expect(readDocument(long).ok).toBe(false);
    expect(readDocument(`${heading}整改进展:(1)换锁。${long}`)).toMatchObject({ ok: true });
    expect(readDocument(`${heading.slice(0, -1)}${long}\n整改进展:(1)换锁。`)).toMatchObject({
      ok: true,
    });
  });
});

/** In milliseconds, on a busy machine. */
const SOON = 5_000;

const reading = (text: string): number => {
  const start = performance.now();
  expect(typeof readDocument(text).ok).toBe('boolean');
  return performance.now() - start;
};

const run = (piece: string, length: number): string =>
  piece.repeat(Math.ceil(length / piece.length));

describe('long runs of one piece', () => {
  test.each([
    '首先,',
    '●',
    '——',
    '公示',
    '附件',
    '整改要求:',
    '第一,食堂方面\n',
    '除个别学校外,',
    '但是个别学校',
    '整改状态:整改中\n',
  ])('of %j, a hundred thousand characters, end soon', (piece) => {
    expect(reading(run(piece, 100_000))).toBeLessThan(SOON);
    expect(reading(`督查报告\n学校很好,${run(piece, 100_000)}`)).toBeLessThan(SOON);
  });

  // Each line is tried as the beginning of a header as long as all that follow.
  test.each(['责任人:\n', '整改时限:\n'])(
    'of %j, column names on thousands of lines, end soon',
    (piece) => {
      expect(reading(run(piece, 4_000))).toBeLessThan(1_000);
    },
  );

  // All that stands before each colon is read again.
  test('of 问题1: end soon', () => {
    expect(reading(run('问题1:', 30_000))).toBeLessThan(1_000);
  });

  // One call inside the other for each number, and one list inside the other for each 1.
  test.each(['受理编号:X2024,', '1.存在问题:甲。\n'])('of %j are not thrown at', (piece) => {
    expect(typeof readDocument(run(piece, 60_000)).ok).toBe('boolean');
  });
});

const read = (text: string): unknown => {
  const result = readDocument(text);
  return result.ok ? contentOf(result.document) : [result.error.code, result.error.line];
};

describe('printed in another way, any text is read alike', () => {
  // The width of a page is told by its widest line, which has the same width in every print.
  const WIDEST =
    '督查组走访了城南小学和城北医院,查看了食堂、宿舍、门诊、药房以及档案室,听取了负责人介绍,并查阅了有关台账。';
  // Pieces whose characters have a twin of the other width, and none a line break inside.
  const lines = fc
    .array(
      fc.constantFrom(
        '一、存在的问题',
        '(一)关于安全方面问题',
        '1.门卫脱岗。',
        '2.灭火器过期,无人更换。',
        '(1)更换;(2)登记。',
        '整改情况:一是排班。二是培训。',
        '整改措施:(1)更换。',
        '责任人:甲某;整改时限:2024年6月底前。',
        '受理编号:X2024-01,反映夜间噪声。',
        '检查发现以下问题:',
        '提出如下整改要求:',
        '此问题已整改到位。',
        '城南小学消毒柜损坏。',
        '三、下一步打算',
      ),
      { minLength: 1, maxLength: 14 },
    )
    .map((all) => [WIDEST, ...all].join('\n'));

  test.each([
    ['in full width', toFullWidth],
    ['with digits in full width', withFullWidthDigits],
    ['with CR LF', (text: string) => text.replaceAll('\n', '\r\n')],
    ['with CR', (text: string) => text.replaceAll('\n', '\r')],
    [
      'with a mark at its head and spaces around its lines',
      (text: string) => `\ufeff${text.replaceAll('\n', ' \n\u3000')}`,
    ],
  ])('%s', (_how, reprinted) => {
    fc.assert(
      fc.property(lines, (text) => {
        expect(read(reprinted(text))).toEqual(read(text));
      }),
      { numRuns: 300 / byDay },
    );
  });
});
