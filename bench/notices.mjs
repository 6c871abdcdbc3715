/**
 * Notices per second, from due clocks to their acceptance by a mail server, beside bare BullMQ and a
 * nodemailer pool that send the same mails. Both send each mail to a person of its own.
 *
 * node bench/notices.mjs [--notices 2000] [--rounds 3] [--concurrency 20] with DATABASE_URL, and REDIS_URL for the queue on Redis
 */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createPostgresBackend, Queue, withBackend, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { createTransport } from 'nodemailer';
import { createSmtpChannel } from '../dist/src/channels/smtp.js';
import { queueConfigSchema } from '../dist/src/config-schema.js';
import { openRectiflow } from '../dist/src/index.js';
import { startWorkers } from '../dist/workers/index.js';

const from = { name: 'bench', address: 'bench@rectiflow.example' };
const { values } = parseArgs({
  options: {
    notices: { type: 'string', default: '2000' },
    rounds: { type: 'string', default: '3' },
    concurrency: { type: 'string', default: '20' },
  },
});
/** Hand-overs at the same time, and connections to the mail server, on both sides. */
const concurrency = Number(values.concurrency);
const notices = Number(values.notices);
const databaseUrl = process.env.DATABASE_URL || undefined;
const redisUrl = process.env.REDIS_URL || undefined;
/** Everybody gets one mail: nothing is gathered, nothing waits. */
const sending = { window: null, digestAt: null, spreadMinutes: 0, perDay: null, perWeek: null };
const silent = { info: () => undefined, warn: () => undefined, error: console.error };

const sink = fork(new URL('mail-sink.mjs', import.meta.url));
const [{ port }] = await once(sink, 'message');
const smtpUrl = `smtp://127.0.0.1:${port}`;
let taken = 0;
sink.on('message', (message) => {
  taken = message.taken;
});

try {
  const place = `${databaseUrl === undefined ? 'PGlite' : 'PostgreSQL'}, queue on ${redisUrl === undefined ? 'the database' : 'Redis'}`;
  console.log(`${notices} notices, ${concurrency} at a time; ${place}\n`);
  const ratios = [];
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    const { ours, mails } = await throughRectiflow();
    const bare = await throughBare(mails);
    ratios.push(ours / bare);
    const ratio = (ours / bare).toFixed(2);
    console.log(
      `  round ${round}: rectiflow ${ours.toFixed(0)}/s   bare ${bare.toFixed(0)}/s   ratio ${ratio}`,
    );
  }
  console.log(`\n  ratio, median: ${median(ratios).toFixed(2)}`);
} finally {
  sink.disconnect();
}

/** Fires clocks that are all due, and waits for the last mail. Also gives the mails, to be sent the other way. */
async function throughRectiflow() {
  const schema = `bench_${randomUUID().slice(0, 8)}`;
  const rectiflow = await openRectiflow({ databaseUrl, schema, migrations: 'apply', sending });
  const { store, queue } = rectiflow.database;
  try {
    await fill(rectiflow);
    const smtp = createSmtpChannel({ url: smtpUrl, from, maxConnections: concurrency });
    const mails = [];
    const channel = {
      ...smtp,
      handOver(message) {
        mails.push(message);
        return smtp.handOver(message);
      },
    };
    const before = taken;
    const started = performance.now();
    const workers = await startWorkers({
      rectiflow,
      channels: { mail: channel },
      queuesOn: redisUrl === undefined ? { pool: queue } : { redisUrl },
      config: queueConfigSchema.parse({ concurrency, tickSeconds: 1 }),
      fromAddress: from.address,
      log: silent,
    });
    await until(() => taken - before >= notices);
    const ours = rate(started);
    await workers.close();
    return { ours, mails };
  } finally {
    if (databaseUrl !== undefined) await store.query(`drop schema "${schema}" cascade`);
    await rectiflow.close();
  }
}

/** As many findings, each of a person of its own, whose first reminder is due; all other word is taken as told. */
async function fill({ directory, engine, database: { store } }) {
  const people = Array.from({ length: notices }, (_, no) => ({
    id: `p${no}`,
    name: `Person ${no}`,
    email: `p${no}@bench.example`,
    unit: null,
  }));
  await directory.put({ people });
  const findings = people.map(({ id }, no) => ({
    round: 'BENCH',
    title: `Finding ${no}`,
    slots: { actionOwner: id },
  }));
  for (let at = 0; at < notices; at += 500) {
    await engine.openAll(findings.slice(at, at + 500), { kind: 'import', document: 'bench' });
  }
  await store.query(`update notice set state = 'suppressed'`);
  await store.query(`update clock set due_at = now() + interval '29 days', next_at = now()`);
}

/** One queue of whole mails, one worker, one pool of connections. */
async function throughBare(mails) {
  const name = `bare-${randomUUID().slice(0, 8)}`;
  const rectiflow = redisUrl === undefined ? await openRectiflow(bareDatabase(name)) : null;
  const bullmq = rectiflow === null ? { Queue, Worker } : withBackend(createPostgresBackend);
  const connect = () =>
    rectiflow?.database.queue ?? new Redis(redisUrl, { maxRetriesPerRequest: null });
  const connections = [connect(), connect()];
  const queue = new bullmq.Queue(name, { connection: connections[0] });
  const pool = createTransport({
    host: '127.0.0.1',
    port,
    pool: true,
    maxConnections: concurrency,
    maxMessages: Infinity,
    ignoreTLS: true,
  });
  const opts = { removeOnComplete: true };
  await queue.addBulk(mails.map((mail) => ({ name: 'mail', data: mail, opts })));
  const before = taken;
  const started = performance.now();
  const send = ({ data: { to, subject, text, html, messageId } }) =>
    pool.sendMail({
      from,
      to: { name: to.name, address: to.address },
      subject,
      text,
      html,
      messageId,
    });
  const worker = new bullmq.Worker(name, send, { connection: connections[1], concurrency });
  await until(() => taken - before >= mails.length);
  const bare = rate(started);
  await worker.close();
  await queue.close();
  pool.close();
  if (rectiflow === null) for (const connection of connections) connection.disconnect();
  await rectiflow?.close();
  return bare;
}

function bareDatabase(name) {
  return { databaseUrl, schema: name.replaceAll('-', '_'), migrations: 'apply' };
}

function rate(started) {
  return (notices * 1_000) / (performance.now() - started);
}

async function until(holds) {
  while (!holds()) await pause(5);
}

function median(values_) {
  return values_.toSorted((a, b) => a - b)[Math.floor(values_.length / 2)];
}
