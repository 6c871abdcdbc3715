import { test, inject } from 'vitest';
import { Client } from 'pg';
import { eventually } from '../support/eventually.ts';
import { startMailSink } from '../support/mail-sink.ts';
import { allSettled, rectiflowOwing, workerSettings } from '../support/owed-notices.ts';
import { freshServerDatabase } from '../support/services.ts';
import { startWorkerProcess } from '../support/worker-process.ts';
import { readFileSync } from 'node:fs';

const cpu = (pid: number) => {
  const f = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ');
  return (Number(f[11]) + Number(f[12])) / 100;
};
(globalThis as any).NODEARGS = ['--cpu-prof', '--cpu-prof-dir=/tmp/prof'];
const which = (process.env['W'] ?? 'redis-5').split('-');
test.each([[which[0], Number(which[1])]])('%s %s', { timeout: 600_000 }, async (q, concurrency) => {
  const databaseUrl = await freshServerDatabase(`scratch ${q}`);
  const schema = new URL(databaseUrl).pathname.slice(-20);
  const r = inject('services').redis as { url: string };
  let t = performance.now();
  const self0 = process.cpuUsage();
  await using rectiflow = await rectiflowOwing(2000, { databaseUrl, schema });
  console.info(q, 'open', performance.now() - t, process.cpuUsage(self0));
  const smtp = await startMailSink();
  const admin = new Client({ connectionString: databaseUrl });
  await admin.connect();
  const w = await startWorkerProcess(
    workerSettings({
      databaseUrl,
      schema,
      smtpUrl: smtp.url,
      concurrency,
      redisUrl: q === 'redis' ? r.url : undefined,
    }),
  );
  t = performance.now();
  const self1 = process.cpuUsage();
  await eventually(() => smtp.seen.length > 0, { timeoutMs: 60_000 });
  console.info(q, concurrency, 'first mail', performance.now() - t, 'cpu', cpu((w as any).pid));
  const t1 = performance.now();
  await eventually(() => smtp.seen.length >= 2000, { timeoutMs: 300_000 });
  console.info(
    q,
    concurrency,
    'all mail',
    performance.now() - t1,
    'cpu',
    cpu((w as any).pid),
    'self',
    process.cpuUsage(self1),
    (await admin.query(`select xact_commit from pg_stat_database where datname=current_database()`))
      .rows,
  );
  await eventually(() => allSettled(rectiflow));
  await admin.end();
  t = performance.now();
  console.info(await w.kill('SIGTERM'), performance.now() - t);
  await smtp.close();
});
