import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeText, IntakeDocument, readDocument } from '../../../src/intake/index.ts';

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
      { numRuns: 1_000 },
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
    '存在以下问题:',
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

/** In milliseconds, for a hundred thousand characters on a busy machine. */
const SOON = 5_000;

describe('a hundred thousand characters of prose or of short lines', () => {
  const reading = (text: string): number => {
    const start = performance.now();
    expect(typeof readDocument(text).ok).toBe('boolean');
    return performance.now() - start;
  };
  const long = (piece: string): string => piece.repeat(Math.ceil(100_000 / piece.length));

  test.each([
    '首先,',
    '存在以下问题:\n',
    '责任人:\n',
    '序号|问题|整改措施|\n',
    '二存在的不足\n',
    '第一,食堂方面\n',
    '除个别学校外,',
    '但是个别学校',
    '1.存在问题:甲。\n',
    '整改状态:整改中\n',
  ])('of %j end soon', (piece) => {
    expect(reading(long(piece))).toBeLessThan(SOON);
    expect(reading(`督查报告\n${long(piece)}`)).toBeLessThan(SOON);
  });
});
