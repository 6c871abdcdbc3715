/**
 * How fast the text of inspection documents is read, and whether the time grows with the length alone.
 *
 * node bench/intake-text.mjs [--sizes 0.25,1,5,20] [--shapes report,blocks,table,one-line] [--rounds 3] after npm run build
 *
 * A text of more than a megabyte is read once: it is an average in itself.
 */
import { Buffer } from 'node:buffer';
import { availableParallelism, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { readDocument } from '../dist/src/intake/read-document.js';
import { documentOf, documentsOf, shapes } from './intake-documents.mjs';

const MB = 1024 * 1024;
/** What takes longer than this says enough of the sizes beyond it. */
const patienceMs = 120_000;

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '0.25,1,5,20' },
    shapes: { type: 'string', default: shapes.join(',') },
    rounds: { type: 'string', default: '3' },
  },
});
const sizes = values.sizes.split(',').map(Number);
const chosen = values.shapes.split(',');
const rounds = Number(values.rounds);
if (sizes.some((size) => !(size > 0))) throw new Error('--sizes takes megabytes: 0.25,1,5');
const unknown = chosen.filter((shape) => !shapes.includes(shape));
if (unknown.length > 0) throw new Error(`no such shape: ${unknown.join(', ')}`);

console.log(
  `reading text, MB of UTF-8 per second, median of ${rounds}; ${availableParallelism()} cores, load ${loadavg()[0].toFixed(1)}\n`,
);
// The first readings pay for the compiler.
for (const shape of chosen) readAll(documentsOf(shape, MB / 4));
for (const shape of chosen) {
  measure(`${shape}: one document`, (bytes) => [documentOf(shape, bytes)]);
  measure(`${shape}: documents of 12 KB`, (bytes) => documentsOf(shape, bytes), [1]);
}

/** A line for each size, and how the time per MB at the largest stands to that at 1 MB. */
function measure(what, documentsFor, of = sizes) {
  console.log(what);
  const perMb = new Map();
  for (const size of of) {
    const documents = documentsFor(size * MB);
    const mb = documents.reduce((sum, { text }) => sum + Buffer.byteLength(text), 0) / MB;
    const listed = documents.reduce((sum, document) => sum + document.listed, 0);
    const runs = [];
    let findings = 0;
    for (let round = 0; round < (size > 1 ? 1 : rounds); round += 1) {
      const started = performance.now();
      findings = readAll(documents);
      runs.push(performance.now() - started);
    }
    const ms = median(runs);
    perMb.set(size, ms / mb);
    const rate = ((mb * 1000) / ms).toFixed(2).padStart(7);
    console.log(
      `  ${`${size} MB`.padStart(8)}  ${rate} MB/s  ${ms.toFixed(0).padStart(7)} ms  ${String(findings).padStart(6)} of ${listed} findings`,
    );
    if (ms > patienceMs) {
      console.log('  larger ones left out: this took too long already');
      break;
    }
  }
  ratio(perMb);
}

function ratio(perMb) {
  const largest = [...perMb.keys()].at(-1);
  const base = perMb.get(1);
  if (base === undefined || largest === undefined || largest <= 1) return console.log('');
  console.log(
    `  time per MB, ${largest} MB : 1 MB = ${(perMb.get(largest) / base).toFixed(2)} (1 is linear)\n`,
  );
}

/** How many findings were read. */
function readAll(documents) {
  return documents.reduce((sum, { text }) => {
    const result = readDocument(text);
    return sum + (result.ok ? result.document.listed.findings : 0);
  }, 0);
}

function median(all) {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
}
