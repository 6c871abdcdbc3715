/**
 * What it takes to read a large sheet: a workbook of 100,000 rows and 8 columns and a CSV file of 20 MB,
 * each in a process of its own. The files are made in another, whose memory is not counted.
 */
import { spawnSync } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';

const rowCount = 100_000;
const csvBytes = 20 * 1024 * 1024;
const mostMegabytes = 300;

const header = [
  '序号',
  '方面',
  '存在问题',
  '整改措施',
  '责任单位',
  '责任人',
  '整改时限',
  '整改状态',
];
const numerals = ['一', '二', '三', '四', '五', '六', '七'];
const statuses = ['已完成', '整改中', '未完成', '已完成并长期坚持'];

const [task, file] = process.argv.slice(2);
if (task === 'make') await make(file);
else if (task === 'read') await read(file);
else await compare();

async function compare() {
  const folder = await mkdtemp(join(tmpdir(), 'rectiflow-bench-'));
  try {
    console.log(
      'file            size   rows     cells  rows/s  findings/s  peak RSS reading  with findings',
    );
    const files = [`ledger-${rowCount}.xlsx`, 'ledger-20mb.csv'].map((name) => join(folder, name));
    const peaks = files.map((path) => {
      inChild('make', path);
      const figures = JSON.parse(inChild('read', path));
      console.log(lineOf(path, figures));
      return figures.readingMb;
    });
    console.log(
      `goal: at most ${mostMegabytes} MB to read the workbook: ${peaks[0] <= mostMegabytes ? 'met' : 'missed'}`,
    );
  } finally {
    await rm(folder, { recursive: true });
  }
}

function inChild(...args) {
  const { status, stdout } = spawnSync(
    process.execPath,
    [fileURLToPath(import.meta.url), ...args],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      encoding: 'utf8',
    },
  );
  if (status !== 0) throw new Error(`${args[0]} ended with ${status}`);
  return stdout;
}

function lineOf(path, figures) {
  const { bytes, rows, cells, readingMs, readingMb, findings, findingsMs, wholeMb } = figures;
  const columns = [
    path.endsWith('.xlsx') ? 'xlsx' : 'csv',
    `${(bytes / 1024 / 1024).toFixed(1)} MB`.padStart(16),
    String(rows).padStart(7),
    String(cells).padStart(10),
    String(Math.round((rows * 1000) / readingMs)).padStart(8),
    String(Math.round((findings * 1000) / findingsMs)).padStart(12),
    `${readingMb} MB`.padStart(18),
    `${wholeMb} MB`.padStart(15),
  ];
  return columns.join('');
}

/** Reads as an upload is read, then makes findings of the rows. */
async function read(path) {
  const { DEFAULT_LIMITS } = await import('../dist/src/intake/formats/limits.js');
  const reader = path.endsWith('.xlsx')
    ? (await import('../dist/src/intake/formats/xlsx.js')).readXlsx
    : (await import('../dist/src/intake/formats/csv.js')).readCsv;
  const { readTables } = await import('../dist/src/intake/sheets/read-tables.js');
  const bytes = await readFile(path);
  const begun = performance.now();
  const result = await reader(bytes, DEFAULT_LIMITS);
  if (!result.ok) throw new Error(result.error.message);
  const readingMs = performance.now() - begun;
  const readingMb = peakMegabytes();
  const { rows } = result.source.blocks[0];
  const cells = rows.reduce((sum, row) => sum + row.cells.filter((cell) => cell !== '').length, 0);
  const from = performance.now();
  const reading = readTables(result.source.blocks);
  if (!reading.ok) throw new Error(reading.error.message);
  console.log(
    JSON.stringify({
      bytes: (await stat(path)).size,
      rows: rows.length,
      cells,
      readingMs,
      readingMb,
      findings: reading.document.listed.findings,
      findingsMs: performance.now() - from,
      wholeMb: peakMegabytes(),
    }),
  );
}

function peakMegabytes() {
  return Math.round(process.resourceUsage().maxRSS / 1024);
}

async function make(path) {
  if (path.endsWith('.csv')) {
    const { csvText } = await import('../dist/src/spreadsheet-text.js');
    await writeFile(path, csvFile(csvText));
    return;
  }
  const { writeXlsxStream } = await import('hucre/xlsx');
  const columns = header.map((name) => ({ header: name }));
  const stream = writeXlsxStream(ledgerRows(rowCount), { name: '整改台账', columns });
  await pipeline(Readable.fromWeb(stream), createWriteStream(path));
}

/** As many rows as fit. */
function csvFile(csvText) {
  const lines = [csvText([header])];
  let size = Buffer.byteLength(lines[0]);
  for (const row of ledgerRows(Number.POSITIVE_INFINITY)) {
    const cells = row.map((value) =>
      value instanceof Date ? value.toISOString().slice(0, 10) : value,
    );
    const line = csvText([cells]).slice(1);
    size += Buffer.byteLength(line);
    if (size > csvBytes) break;
    lines.push(line);
  }
  return lines.join('');
}

/** The same rows every time. */
function* ledgerRows(count) {
  for (let at = 0; at < count; at += 1) {
    yield [
      at + 1,
      `（${numerals[at % 7]}）关于第${(at % 7) + 1}类问题方面`,
      `食堂管理不规范。第${at}次检查发现进货台账登记不完整，共涉及${at % 97}笔。`,
      `1.完善管理制度，明确第${at}项责任；\n2.开展专题培训${(at % 5) + 1}次；\n3.每月检查。`,
      `教育体育局第${at % 50}科`,
      `张三${at % 90}`,
      new Date(Date.UTC(2026, 0, 1 + (at % 300))),
      statuses[at % statuses.length],
    ];
  }
}
