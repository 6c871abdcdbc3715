/** Files of every format that are as large as they may be. */
import { Buffer } from 'node:buffer';
import { docxParts, paragraph } from './docx-file.ts';
import { pdfFile, printedPage } from './pdf-file.ts';
import { sheetParts, sheetRows } from './sheet-file.ts';
import { zipFile, type ZipPart } from './zip-file.ts';

const OPENING = [
  '青石县第三小学党支部关于巡察整改进展情况的报告',
  '按照县委统一部署,2024年3月1日至3月31日,县委第一巡察组对青石县第三小学党支部进行了巡察,2024年4月20日反馈了意见。',
  '一、整改工作基本情况',
  '反馈意见指出3个方面5个问题。',
  '二、反馈问题整改情况',
];
const FINDINGS_PER_ASPECT = 30;
const NUMERALS = '一二三四五六七八九十';

/** The lines of a report, again and again the same but for their numbers. */
function* reportLines(): Generator<string> {
  yield* OPENING;
  for (let aspect = 0; ; aspect += 1) {
    yield `(${NUMERALS.charAt(aspect % NUMERALS.length)})关于安全方面问题`;
    for (let finding = 1; finding <= FINDINGS_PER_ASPECT; finding += 1) {
      yield `${finding}.第${aspect}号门卫室的锁坏了,无人及时维修,存在安全隐患。`;
      yield '整改进展:';
      yield `(1)已更换门锁,并建立了巡查登记制度,由第${finding}组专人负责。`;
      yield '(2)长期坚持,每月检查一次。';
    }
  }
}

/** As many as `take` makes of the bytes; what each line becomes adds up to that. */
function linesFor(bytes: number, written: (line: string) => string): string[] {
  const lines: string[] = [];
  let size = 0;
  for (const line of reportLines()) {
    size += Buffer.byteLength(written(line));
    if (size > bytes) break;
    lines.push(written(line));
  }
  return lines;
}

const ledger = (row: number): string[] => [
  `${row}`,
  `第${row}号门卫室的锁坏了,无人及时维修,存在安全隐患。`,
  '更换门锁,建立巡查登记制度,由专人负责。',
  '张三',
  `2024年5月${1 + (row % 30)}日`,
  '已完成',
];
const stored = (parts: readonly ZipPart[]): Buffer =>
  zipFile(parts.map(({ name, content }) => ({ name, content, deflate: false })));

export function largeFiles(bytes: number): { name: string; bytes: Buffer }[] {
  const head = ['序号', '存在问题', '整改措施', '责任人', '整改时限', '整改状态'];
  const csvRow = Buffer.byteLength(`"${ledger(10_000).join('","')}"\n`);
  const rows = Array.from({ length: Math.floor((bytes - 1_000) / csvRow) }, (_, at) =>
    ledger(at + 1),
  );
  const quoted = [head, ...rows].map((cells) => `"${cells.join('","')}"`).join('\n');
  const body = linesFor(bytes - 10_000, (line) => paragraph(line)).join('');
  const sheet = sheetRows([head, ...rows.slice(0, Math.floor(rows.length / 3))]);
  const printed = linesFor(bytes / 3, (line) => line);
  const pages = Array.from({ length: Math.min(Math.ceil(printed.length / 30), 2_000) }, (_, at) =>
    printedPage(printed.slice(at * 30, at * 30 + 30)),
  );
  return [
    { name: 'large.txt', bytes: Buffer.from(linesFor(bytes, (line) => `${line}\n`).join('')) },
    {
      name: 'large.html',
      bytes: Buffer.from(linesFor(bytes, (line) => `<p>${line}</p>\n`).join('')),
    },
    {
      name: 'large.docx',
      bytes: stored(docxParts({ body })),
    },
    { name: 'large.pdf', bytes: pdfFile(pages) },
    { name: 'large.csv', bytes: Buffer.from(quoted) },
    {
      name: 'large.xlsx',
      bytes: stored(sheetParts(sheet)),
    },
  ];
}
