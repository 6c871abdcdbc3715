/** Files are read in threads of their own: whatever happens there, an answer comes and the process goes on. */
import { Buffer } from 'node:buffer';
import { describe, expect, test } from 'vitest';
import { readFile } from '../../src/intake/isolation/read-file.ts';
import { readBuilt } from '../support/built-reader.ts';
import { cell, docxFile, paragraph, row, table } from '../support/docx-file.ts';
import { stallingFile } from '../support/malformed-files.ts';
import { pdfFile, printedPage } from '../support/pdf-file.ts';
import { sheetFile, sheetRows } from '../support/sheet-file.ts';

const REPORT = `青石县第三小学党支部关于巡察整改进展情况的报告
按照县委统一部署,2024年3月1日至3月31日,县委第一巡察组对青石县第三小学党支部进行了巡察,2024年4月20日反馈了意见。
一、整改工作基本情况
反馈意见指出3个方面5个问题。
二、反馈问题整改情况
(一)关于安全方面问题
1.门卫室的锁坏了。无人维修。
整改进展:(1)已更换门锁。`;
const LEDGER = [
  ['序号', '存在问题', '整改措施', '责任人', '整改时限'],
  ['1', '门卫室的锁坏了', '更换门锁', '张三', '2024年5月31日'],
];
const lines = REPORT.split('\n');
const text = Buffer.from(REPORT);
const stalls = stallingFile();

const read = (bytes: Uint8Array, options = {}) => readFile(bytes, options);
const code = (value: string) => ({ ok: false, error: { code: value } });

describe('a file of each format', () => {
  test.each<[string, Uint8Array]>([
    ['a.txt', text],
    ['a.html', Buffer.from(lines.map((line) => `<p>${line}</p>`).join(''))],
    ['a.docx', docxFile(lines.map((line) => paragraph(line)).join(''))],
    ['a.pdf', pdfFile([printedPage(lines)])],
    ['a.xlsx', sheetFile(sheetRows(LEDGER))],
    ['a.csv', Buffer.from(LEDGER.map((cells) => cells.join(',')).join('\n'))],
    ['b.docx', docxFile(table(...LEDGER.map((cells) => row(...cells.map((each) => cell(each))))))],
  ])('is read: %s', async (file, bytes) => {
    expect(await read(bytes, { file })).toMatchObject({
      ok: true,
      document: { file, listed: { findings: 1, measures: 1 } },
    });
  });
});

test('a ledger of thousands of findings arrives whole, each aspect in its order', async () => {
  const rows = Array.from({ length: 4_001 }, (_, at) => [
    String(at + 1),
    at < 1_500 ? '安全方面' : '财务方面',
    `第${at + 1}号灭火器缺失`,
    '补齐',
  ]);
  const csv = [['序号', '方面', '存在问题', '整改措施'], ...rows].map((cells) => cells.join(','));
  const answer = await read(Buffer.from(csv.join('\n')), { file: 'a.csv' });
  const aspects = answer.ok ? answer.document.aspects : [];
  expect(aspects.map(({ findings }) => findings.map(({ title }) => title))).toEqual([
    rows.slice(0, 1_500).map(([, , title]) => title),
    rows.slice(1_500).map(([, , title]) => title),
  ]);
});

describe('what goes wrong in the thread', () => {
  test('ends at the time limit, and other files are read meanwhile', async () => {
    const late = read(stalls.bytes, { limits: { timeMs: 1_000 } });
    expect(await read(text)).toMatchObject({ ok: true });
    expect(await late).toMatchObject(code('took_too_long'));
    expect(await read(text)).toMatchObject({ ok: true });
  });

  test('ends at the memory limit', async () => {
    const words = Array.from({ length: 400_000 }, (_, at) => `<p>第${at}行`).join('');
    const limits = { memoryMb: 16 };
    expect(await read(Buffer.from(words), { limits })).toMatchObject(code('unsafe_archive'));
    expect(await read(text, { limits })).toMatchObject({ ok: true });
  });

  test('is an answer without anything of the file in it', async () => {
    const answer = await read(docxFile(paragraph('不该出现的文字')).subarray(0, 900), {
      file: '秘密.docx',
    });
    expect(answer).toMatchObject(code('file_damaged'));
    expect(JSON.stringify(answer)).not.toMatch(/不该出现|秘密/);
  });

  test('needs no thread where there is nothing to read, or too much', async () => {
    expect(await read(new Uint8Array())).toMatchObject(code('empty_document'));
    expect(await read(text, { limits: { file: 5 } })).toMatchObject(code('too_large'));
  });
});

describe('whoever asks', () => {
  test('keeps the bytes, also those of a shared buffer', async () => {
    const shared = Buffer.from(`前${REPORT}后`);
    const part = shared.subarray(3, -3);
    expect(await read(part)).toMatchObject({ ok: true });
    expect(part.toString()).toBe(REPORT);
  });

  test('gets an answer for each of many files asked for at once', async () => {
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, at) => read(text, { file: `${at}` })),
    );
    expect(answers.map((answer) => answer.ok && answer.document.file)).toEqual(
      answers.map((_, at) => `${at}`),
    );
  });

  test('can give up, waiting or being read, and the others are read', async () => {
    const giveUp = new AbortController();
    const { signal } = giveUp;
    const given = [1, 2, 3, 4].map(() => read(stalls.bytes, { signal }));
    const other = read(text);
    giveUp.abort(new Error('enough'));
    const settled = await Promise.allSettled(given);
    expect(settled.map((each) => each.status === 'rejected' && String(each.reason))).toEqual(
      given.map(() => 'Error: enough'),
    );
    expect(await other).toMatchObject({ ok: true });
    await expect(read(text, { signal })).rejects.toThrow('enough');
  });

  test('is told at once of limits that are none', async () => {
    await expect(read(text, { limits: { timeMs: -1 } })).rejects.toThrow(/timeMs/);
  });

  test('is not kept from ending by threads without work', async () => {
    const { outcomes, endedMs } = await readBuilt([{ name: 'a.txt', bytes: text }]);
    expect(outcomes).toMatchObject([{ code: null }]);
    // An idle thread would be kept for ten seconds.
    expect(endedMs).toBeLessThan(8_000);
  });
});
