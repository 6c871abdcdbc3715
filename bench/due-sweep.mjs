/**
 * What firing a batch of due clocks costs beside a few and beside many that are not due yet.
 *
 * node bench/due-sweep.mjs [--sizes 10000,100000,1000000] [--batches 100] with DATABASE_URL
 */
import { realpathSync } from 'node:fs';
import { availableParallelism, loadavg } from 'node:os';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { countedIn, dropLedger, makeDue, openSweepLedger } from './sweep-ledger.mjs';

const batchSize = 200;
const warmUps = 5;
const parts = {
  batch: 'batch: all of it, and when the next is due',
  take: '  taking the clocks',
  read: '  reading their findings',
  write: '  writing what follows',
};

/** Prints the figures, or why there are none. */
export async function dueSweep({ databaseUrl, sizes, batches }) {
  console.log(`due sweep: batches of ${batchSize} due clocks\n`);
  if (databaseUrl === undefined) {
    console.log(
      '  left out: it is about the plans and pages of a server that many share; set DATABASE_URL\n',
    );
    return;
  }
  const ledgers = [];
  try {
    for (const size of sizes) ledgers.push(await filled(databaseUrl, size));
    await settled(ledgers[0]);
    busy('before');
    // A batch of each size in turn, so that a slow minute hits all alike.
    for (let no = 1; no <= warmUps + batches; no += 1) {
      for (const ledger of ledgers) {
        const timed = await oneBatch(ledger);
        if (no > warmUps) ledger.timed.push(timed);
      }
    }
    busy('after');
    console.log('');
    for (const ledger of ledgers) report(ledger);
    compare(ledgers[0], ledgers.at(-1));
  } finally {
    for (const ledger of ledgers) await dropLedger(ledger);
  }
}

/** `--sizes` in findings, and `--batches` per size, from the command line. */
export function sweepOptions(args) {
  const options = { sizes: { type: 'string' }, batches: { type: 'string' } };
  const { values } = parseArgs({ args, options });
  const { sizes = '10000,100000,1000000', batches = '100' } = values;
  return {
    sizes: sizes
      .split(',')
      .map((size) => atLeast(size, batchSize * 5))
      .toSorted((a, b) => a - b),
    batches: atLeast(batches, 30),
  };
}

function atLeast(text, least) {
  const value = Number(text);
  if (Number.isSafeInteger(value) && value >= least) return value;
  throw new Error(`${text} is not a whole number of at least ${least}`);
}

async function filled(databaseUrl, size) {
  const started = performance.now();
  const ledger = await openSweepLedger(databaseUrl, size);
  const { findings, clocks, bytes } = await countedIn(ledger.store);
  const seconds = Math.round((performance.now() - started) / 1000);
  console.log(
    `  filled: ${findings} open findings, ${clocks} clocks running, none due, ` +
      `${Math.round(bytes / 1e6)} MB, in ${seconds} s`,
  );
  return Object.assign(ledger, { timed: [], statements: timedStatements(ledger.store) });
}

/** What filling left to be written is written first. */
async function settled({ store }) {
  await store
    .query('checkpoint')
    .catch(({ message }) => console.log(`  no checkpoint: ${message}`));
}

/** How much else this machine has to do: single figures mean little without it. */
function busy(when) {
  console.log(`  ${when}: load ${loadavg()[0].toFixed(1)} on ${availableParallelism()} cores`);
}

/** One batch, from taking it to knowing what is due next: milliseconds by part, and the clocks fired. */
async function oneBatch({ rectiflow, store, copies, statements }) {
  await makeDue(store, copies, batchSize);
  statements.clear();
  const started = performance.now();
  const { fired, stale, failed } = await rectiflow.engine.fireDue({ batchSize });
  const batch = performance.now() - started;
  // More than were made due: the day has brought others, which is no trouble.
  if (fired < batchSize || stale > 0 || failed.length > 0) {
    throw new Error(`fired ${fired}, stale ${stale}, failed ${JSON.stringify(failed.slice(0, 3))}`);
  }
  // The first take finds the batch, the last one nothing more.
  const [take] = statements.get('clocks_take');
  const [read, write] = ['finding_load_many', 'finding_save_many'].map((name) =>
    sum(statements.get(name) ?? []),
  );
  return { batch, take, read, write, fired };
}

/** How long each run of a statement took (ms), by the name it begins with. */
function timedStatements(store) {
  const times = new Map();
  const query = store.query;
  store.query = async (text, params) => {
    const started = performance.now();
    const result = await query.call(store, text, params);
    const name = /^\s*\/\* (\w+) \*\//.exec(text)?.[1] ?? 'other';
    times.set(name, [...(times.get(name) ?? []), performance.now() - started]);
    return result;
  };
  return times;
}

function report({ size, timed }) {
  const fired = sum(timed.map((each) => each.fired));
  console.log(`${size} findings pending: ${fired} clocks fired in ${timed.length} batches, ms`);
  for (const [part, said] of Object.entries(parts)) {
    const [middle, high] = [50, 99].map((percent) =>
      percentile(timed, part, percent).toFixed(1).padStart(9),
    );
    console.log(`  ${said.padEnd(44)} p50 ${middle}   p99 ${high}`);
  }
  console.log('');
}

function compare(least, most) {
  if (least === most) return;
  console.log(`ratio ${most.size} : ${least.size}`);
  for (const [part, said] of Object.entries(parts)) {
    const [middle, high] = [50, 99].map((percent) => {
      const [few, many] = [least, most].map(({ timed }) => percentile(timed, part, percent));
      return (many / few).toFixed(2).padStart(9);
    });
    console.log(`  ${said.padEnd(44)} p50 ${middle}   p99 ${high}`);
  }
  console.log('');
}

/** The smallest value that so many percent of the values do not exceed. */
function percentile(timed, part, percent) {
  const values = timed.map((each) => each[part]).toSorted((a, b) => a - b);
  return values[Math.ceil((values.length * percent) / 100) - 1];
}

function sum(values) {
  return values.reduce((total, value) => total + value, 0);
}

if (realpathSync(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const databaseUrl = process.env.DATABASE_URL || undefined;
  await dueSweep({ databaseUrl, ...sweepOptions(process.argv.slice(2)) });
}
