/**
 * What one organisation's hanging mail server costs another: two organisations (schemas) in one process,
 * each with workers and a mail server of its own. The server of one answers, or trickles for ever.
 *
 * node bench/tarpit.mjs [--notices 300] [--rounds 5] with DATABASE_URL, and REDIS_URL for the queues on Redis
 */
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:net';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { createSmtpChannel } from '../dist/src/channels/smtp.js';
import { queueConfigSchema } from '../dist/src/config-schema.js';
import { openRectiflow } from '../dist/src/index.js';
import { startWorkers } from '../dist/workers/index.js';

const { values } = parseArgs({
  options: {
    notices: { type: 'string', default: '300' },
    rounds: { type: 'string', default: '5' },
  },
});
const notices = Number(values.notices);
const databaseUrl = process.env.DATABASE_URL || undefined;
const redisUrl = process.env.REDIS_URL || undefined;
const from = { name: 'bench', address: 'bench@rectiflow.example' };
const sending = { window: null, digestAt: null, spreadMinutes: 0, perDay: null, perWeek: null };
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

if (databaseUrl === undefined) {
  console.log(
    'Left out: it takes a PostgreSQL server (DATABASE_URL), as the embedded database is one organisation’s.',
  );
  process.exit(0);
}
const sinks = [
  fork(new URL('mail-sink.mjs', import.meta.url)),
  fork(new URL('mail-sink.mjs', import.meta.url)),
];
const [one, other] = await Promise.all(
  sinks.map(async (sink) => (await once(sink, 'message'))[0].port),
);

/** Says one byte every twenty seconds, and never ends a line. */
const tarpit = createServer((socket) => {
  const drip = setInterval(() => socket.write('2'), 20_000);
  socket.on('close', () => clearInterval(drip)).on('error', () => undefined);
});
await once(tarpit.listen(0, '127.0.0.1'), 'listening');

try {
  console.log(
    `${notices} notices of one organisation, beside another with as many; milliseconds per hand-over\n`,
  );
  const ratios = [];
  for (let round = 1; round <= Number(values.rounds); round += 1) {
    const healthy = await p95Beside(other);
    const hanging = await p95Beside(tarpit.address().port);
    ratios.push(hanging / healthy);
    console.log(
      `  round ${round}: p95 beside a healthy one ${healthy.toFixed(1)}   beside one that hangs ${hanging.toFixed(1)}   ratio ${(hanging / healthy).toFixed(2)}`,
    );
  }
  console.log(
    `\n  ratio, median: ${ratios.toSorted((a, b) => a - b)[Math.floor(ratios.length / 2)].toFixed(2)}`,
  );
} finally {
  for (const sink of sinks) sink.disconnect();
  tarpit.close();
}
process.exit(0);

/** The 95th percentile of one organisation's hand-overs while the other sends to that port. */
async function p95Beside(port) {
  const took = [];
  const measured = await organisation(one, took);
  const beside = await organisation(port, []);
  while (took.length < notices) await pause(5);
  await Promise.all([measured.stop(), beside.stop()]);
  return took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.95)];
}

async function organisation(port, took) {
  const schema = `bench_${randomUUID().slice(0, 8)}`;
  const rectiflow = await openRectiflow({ databaseUrl, schema, migrations: 'apply', sending });
  await fill(rectiflow);
  const smtp = createSmtpChannel({
    url: `smtp://127.0.0.1:${port}`,
    from,
    maxConnections: 5,
    timeouts: { totalMs: 1_000 },
  });
  const channel = {
    ...smtp,
    async handOver(message) {
      const began = performance.now();
      const result = await smtp.handOver(message);
      took.push(performance.now() - began);
      return result;
    },
  };
  const workers = await startWorkers({
    rectiflow,
    channels: { mail: channel },
    queuesOn: redisUrl === undefined ? { pool: rectiflow.database.queue } : { redisUrl },
    config: queueConfigSchema.parse({ concurrency: 5, tickSeconds: 1, stopSeconds: 2 }),
    fromAddress: from.address,
    log: silent,
  });
  return {
    async stop() {
      await workers.close();
      await rectiflow.database.store.query(`drop schema "${schema}" cascade`);
      await rectiflow.close();
    },
  };
}

/** Word of as many findings, to a person each. */
async function fill({ directory, engine }) {
  const people = Array.from({ length: notices }, (_, no) => ({
    id: `p${no}`,
    name: `Person ${no}`,
    email: `p${no}@bench.example`,
    unit: null,
  }));
  await directory.put({ people });
  await engine.openAll(
    people.map(({ id }, no) => ({
      round: 'BENCH',
      title: `Finding ${no}`,
      slots: { actionOwner: id, leadOfficial: id },
    })),
    { kind: 'import', document: 'bench' },
  );
}
