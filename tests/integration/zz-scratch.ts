import { test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startMailSink } from '../support/mail-sink.ts';
import { allSettled, rectiflowOwing, workerSettings } from '../support/owed-notices.ts';
import { freshServerDatabase } from '../support/services.ts';
import { startWorkerProcess } from '../support/worker-process.ts';
import { startRedis } from '../support/redis.ts';

test('sigterm with redis gone', { timeout: 600_000 }, async () => {
  const databaseUrl = await freshServerDatabase(`scratch`);
  const schema = new URL(databaseUrl).pathname.slice(-20);
  await using rectiflow = await rectiflowOwing(400, { databaseUrl, schema });
  const smtp = await startMailSink();
  const redis = await startRedis();
  const w = await startWorkerProcess(workerSettings({ databaseUrl, schema, smtpUrl: smtp.url, concurrency: 5, redisUrl: redis.url, stopSeconds: 3 }));
  await eventually(() => smtp.seen.length >= 150, { timeoutMs: 60_000 });
  await redis.crash();
  console.info('crashed at', smtp.seen.length);
  await new Promise((r) => setTimeout(r, 3000));
  console.info('then', smtp.seen.length, await rectiflow.notices.counts());
  const t = performance.now();
  console.info(await Promise.race([w.kill('SIGTERM'), new Promise((r) => setTimeout(r, 100_000, 'timeout'))]), performance.now() - t, w.said.slice(-5));
  console.info('then', smtp.seen.length, await rectiflow.notices.counts());
  await smtp.close();
  await redis.stop();
});
