/**
 * What engine.send costs beside the bare writing of the same rows, what the pure step costs, and the due sweep;
 * then how fast documents are read, and how fast notices are sent.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { openRectiflow } from '../dist/src/index.js';
import { advance } from '../dist/machines/step.js';
import { bareWriters } from './bare-sql.mjs';
import { dueSweep, sweepOptions } from './due-sweep.mjs';
import { lifeOf, people } from './life.mjs';

// A slip on the command line is told at once, not after the first figures.
const sweep = sweepOptions(process.argv.slice(2));
const findings = 60;
const rounds = 5;
const schema = `bench_${randomUUID().slice(0, 8)}`;
const databaseUrl = process.env.DATABASE_URL || undefined;
const rectiflow = await openRectiflow({ databaseUrl, schema, migrations: 'apply' });
const { store } = rectiflow.database;

try {
  await rectiflow.directory.put({ people });
  const { rows } = await store.query('select version()');
  console.log(
    `${databaseUrl === undefined ? 'PGlite in memory' : 'server'}: ${rows[0].version.split(' on ')[0]}`,
  );
  console.log(
    `${rounds} rounds, each of ${findings} findings × ${lifeOf(0).length} transitions, per way of writing\n`,
  );
  for (const clients of databaseUrl === undefined ? [1] : [1, 8]) await compare(clients);
  pureStep();
} finally {
  await store.query(`drop schema "${schema}" cascade`);
  await rectiflow.close();
}
await dueSweep({ databaseUrl, ...sweep });
// In processes of their own: their memory is one of the figures.
for (const name of ['intake-text.mjs', 'intake-sheet.mjs', 'notices.mjs']) {
  const script = fileURLToPath(new URL(name, import.meta.url));
  console.log('');
  const { status } = spawnSync(process.execPath, [script], { stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
}

/** Engine, six statements and one statement in turn, so that a slow minute hits all three alike. */
async function compare(clients) {
  const rates = { engine: [], six: [], one: [] };
  for (let round = 0; round < rounds; round += 1) {
    const { rate, writes } = await throughEngine(clients);
    rates.engine.push(rate);
    const writers = bareWriters(store);
    for (const way of ['six', 'one']) rates[way].push(await bare(clients, writes, writers[way]));
  }
  const [engine, six, one] = ['engine', 'six', 'one'].map((way) => median(rates[way]));
  console.log(`${clients} client(s), transitions per second, median of ${rounds}`);
  line('engine.send', engine);
  line('bare SQL, six statements in a transaction', six);
  line('bare SQL, one statement', one);
  const ratios = (other) =>
    median(rates.engine.map((rate, index) => rate / rates[other][index])).toFixed(2);
  console.log(
    `  ratio to six statements: ${ratios('six')}   ratio to one statement: ${ratios('one')}\n`,
  );
}

/** Runs the lives through the engine, and keeps what each transition wrote. */
async function throughEngine(clients) {
  const ids = await openSet();
  const writes = new Map(ids.map((id) => [id, []]));
  const query = store.query;
  store.query = (text, params) => {
    if (text.includes('update finding set')) writes.get(params[0])?.push({ text, params });
    return query.call(store, text, params);
  };
  const rate = await timed(clients, ids, async (id) => {
    for (const { event, by } of lifeOf(0)) {
      const answer = await rectiflow.engine.send({ findingId: id, event, by });
      if (answer.kind !== 'accepted') throw new Error(JSON.stringify(answer));
    }
  });
  store.query = query;
  return { rate, writes: [...writes.values()] };
}

/** Writes the same rows for another set of findings, without reading or deciding anything. */
async function bare(clients, writes, write) {
  const ids = await openSet();
  const work = new Map(
    ids.map((id, index) => [id, writes[index].map((each) => forFinding(each, id))]),
  );
  return timed(clients, ids, async (id) => {
    for (const each of work.get(id)) await write(each);
  });
}

async function openSet() {
  const round = `B-${randomUUID().slice(0, 8)}`;
  const slots = { actionOwner: 'wang', leadOfficial: 'chen', verifier: 'li' };
  const set = Array.from({ length: findings }, (_, index) => ({
    round,
    title: `finding ${index}`,
    slots,
  }));
  const opened = await rectiflow.engine.openAll(set, { kind: 'import', document: 'bench' });
  return opened.map(({ id }) => id);
}

function forFinding({ text, params }, id) {
  const [from] = params;
  const moved = params.map((param) =>
    typeof param === 'string' ? param.replaceAll(from, id) : param,
  );
  const notices = JSON.parse(moved[9]);
  for (const notice of notices) notice.id = randomUUID();
  moved[9] = JSON.stringify(notices);
  return { text, params: moved };
}

async function timed(clients, ids, work) {
  const queue = [...ids];
  const started = performance.now();
  const client = async () => {
    for (let id = queue.pop(); id !== undefined; id = queue.pop()) await work(id);
  };
  await Promise.all(Array.from({ length: clients }, client));
  return (ids.length * lifeOf(0).length * 1000) / (performance.now() - started);
}

function pureStep() {
  const { snapshot, event } = lifeOf.sample();
  const steps = 20_000;
  const rates = [];
  for (let round = 0; round < rounds; round += 1) {
    const started = performance.now();
    for (let step = 0; step < steps; step += 1) advance(1, snapshot, event);
    rates.push((steps * 1000) / (performance.now() - started));
  }
  console.log(`pure step, restore + transition per second, median of ${rounds}`);
  line('machines/step.ts advance', median(rates));
}

function line(name, rate) {
  console.log(`  ${name.padEnd(44)} ${String(Math.round(rate)).padStart(8)}`);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}
