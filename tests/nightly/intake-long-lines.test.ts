/** Texts of one hundred thousand characters, made of one thing: no reader takes longer than their length allows. */
import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { sourceOf } from '../../src/intake/formats/source-of.ts';
import { readDocument } from '../../src/intake/read-document.ts';
import { docxFile, escaped, paragraph } from '../support/docx-file.ts';
import { report } from '../support/report.ts';

const LENGTH = 100_000;
/** By day a busy machine is given time; what grows with the square of the length takes more still. */
const NIGHTLY = process.env['NIGHTLY'] !== undefined;
const limits = NIGHTLY ? { parseMs: 100, readMs: 1_000 } : { parseMs: 2_000, readMs: 8_000 };
/** By day every fifth of the pieces. */
const everyNth = NIGHTLY ? 1 : 5;
const TRIES = 3;

const ALL_PIECES = [
  '&',
  '<',
  '9',
  'a',
  '一',
  '一、',
  '（一）',
  '1.',
  '(1)',
  ' ',
  ' 1',
  'a\n',
  '一\n',
  '下一步,我将继续。\n',
  '\t',
  '、',
  '。',
  '，',
  '：',
  '“',
  '(',
  '（',
  '【',
  '关于',
  '问题',
  '方面',
  '整改',
  '责任人:',
  '2024年',
  '3月',
  '已完成',
  '未',
  '正在',
  '12万元',
  '达到90%以上',
  '除',
  '对',
  '的',
  '巡察',
  '移交',
  '电话',
  'a@',
  '010-',
  '/',
  '\\',
  '"',
  "'",
  ',',
  ';',
  '=',
  '-',
  '—',
  '.',
  '…',
  '\u200b',
  '\u3000',
  '&amp;',
  '&amp',
  '<p>',
  '</p>',
  '<br>',
  '<td>',
  '<!--',
  '<a href="',
];

const PIECES = ALL_PIECES.filter((_, at) => at % everyNth === 0);
/** Fifty thousand rows are long work for whoever reads tables, however linear. */
const ON_ONE_LINE = PIECES.filter((piece) => !piece.includes('\n'));

const repeated = (piece: string): string =>
  piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH);
const named = (piece: string): [string, string] => [JSON.stringify(piece), repeated(piece)];
const OPENING = `关于巡察整改进展情况的报告\n一、整改情况\n(一)关于安全方面问题\n1.锁坏了。`;

async function quickest(run: () => unknown, enough: number): Promise<number> {
  let best = Infinity;
  for (let tries = 0; tries < TRIES && best > enough; tries += 1) {
    const began = performance.now();
    await run();
    best = Math.min(best, performance.now() - began);
  }
  return best;
}

describe('a reader of a format', () => {
  test.each(ON_ONE_LINE.map(named))('takes no longer over %s', async (_, text) => {
    const files: [string, Buffer][] = [
      ['a.txt', Buffer.from(text)],
      ['a.html', Buffer.from(`<html><p>${text}`)],
      ['b.html', Buffer.from(`<html><table><tr><td>${text}`)],
      ['a.csv', Buffer.from(`a,b\n${text}`)],
      ['a.docx', docxFile(paragraph(escaped(text)))],
    ];
    for (const [file, bytes] of files) {
      const ms = await quickest(() => sourceOf(bytes, { file }), limits.parseMs);
      expect({ file, inTime: ms <= limits.parseMs, ms }).toMatchObject({ inTime: true });
    }
  });
});

describe('the reader of documents', () => {
  test.each(PIECES.map(named))('takes no longer over %s', async (piece, text) => {
    const within = `${OPENING}${text}\n整改进展:(1)换锁。${text}`;
    const alone = await quickest(() => readDocument(text), limits.readMs);
    const inside = await quickest(() => readDocument(within), limits.readMs);
    report(piece, { alone: `${Math.round(alone)} ms`, inside: `${Math.round(inside)} ms` });
    // A hundred thousand lines are long work, however linear.
    const most = text.includes('\n') ? 2 * limits.readMs : limits.readMs;
    expect(alone).toBeLessThanOrEqual(most);
    expect(inside).toBeLessThanOrEqual(most);
  });
});
