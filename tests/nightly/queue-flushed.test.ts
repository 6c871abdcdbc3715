/** The queue's Redis is emptied under a worker that has very many messages to send. */
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import type { Rectiflow } from '../../src/index.ts';
import { eventually } from '../support/eventually.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import { allSettled, noticeRows, workerSettings } from '../support/owed-notices.ts';
import { viewQueue } from '../support/queue-view.ts';
import { startRedis } from '../support/redis.ts';
import { report } from '../support/report.ts';
import {
  describeWithPostgres,
  describeWithRedis,
  freshServerDatabase,
} from '../support/services.ts';
import { waitingDispatches } from '../support/waiting-dispatches.ts';
import { startWorkerProcess } from '../support/worker-process.ts';
import { rectiflowWithDispatches } from './bulk-dispatches.ts';

const nightly = process.env['NIGHTLY'] !== undefined;
/** `flushAt`: as soon as so many mails have come. */
const figures = nightly
  ? { dispatches: 100_000, people: 1_000, flushAt: [5_000, 20_000, 40_000] }
  : { dispatches: 3_000, people: 50, flushAt: [100, 800] };
/** By night as often as the queue is told in service; by day more often, not to wait for half a minute. */
const rhythm: Record<string, string> = nightly
  ? {
      RECTIFLOW_QUEUE_TICK_SECONDS: '5',
      RECTIFLOW_QUEUE_REHINT_SECONDS: '30',
      RECTIFLOW_QUEUE_LOCK_SECONDS: '30',
    }
  : {};
const limits = { concurrency: 20, leaseSeconds: 90, stopSeconds: 10 } as const;
const minuteMs = 60_000;
/** A busy machine may need minutes for what takes seconds. */
const patienceMs = nightly ? 40 * minuteMs : 2 * minuteMs;
const timeout = 2 * patienceMs;
const schema = 'rectiflow';

describeWithPostgres(`FLUSHALL with ${figures.dispatches} messages to send`, () => {
  describeWithRedis('the queue on Redis', () => {
    test(
      'every hint is there again within a minute, none is lost and none is sent twice',
      { timeout },
      async () => {
        const databaseUrl = await freshServerDatabase('queue flushed');
        await using rectiflow = await rectiflowWithDispatches({ databaseUrl, schema, ...figures });
        const smtp = await startMailSink();
        const redis = await startRedis();
        const wiring = { databaseUrl, schema, redisUrl: redis.url, smtpUrl: smtp.url, ...limits };
        const worker = await startWorkerProcess({ ...workerSettings(wiring), ...rhythm });
        const flushes: Flush[] = [];
        const began = performance.now();
        for (const count of figures.flushAt) {
          await eventually(() => smtp.seen.length >= count, { timeoutMs: patienceMs });
          flushes.push(await flushed(rectiflow, redis.url));
        }
        await eventually(() => allSettled(rectiflow), { timeoutMs: patienceMs });
        const seconds = Math.round((performance.now() - began) / 1_000);
        const exit = await worker.kill('SIGTERM');
        await Promise.all([smtp.close(), redis.stop()]);

        for (const flush of flushes) report('FLUSHALL', { ...flush });
        report('FLUSHALL, all told', { dispatches: figures.dispatches, seconds });
        expect(await outcome(rectiflow, smtp)).toEqual({
          sent: figures.dispatches,
          others: 0,
          lost: 0,
          seenTwice: 0,
          handedOverAgain: 0,
        });
        expect(exit).toBe(0);
        for (const { pending, detectedMs, rebuiltMs } of flushes) {
          expect(pending).toBeGreaterThan(0);
          expect(detectedMs).toBeLessThanOrEqual(minuteMs);
          expect(rebuiltMs).toBeLessThanOrEqual(minuteMs);
        }
        const { ok } = await rectiflow.verify();
        expect(ok).toBe(true);
      },
    );
  });
});

/** Times are since the queue was emptied. */
interface Flush {
  /** Messages nobody had in hand when the last hint was back. */
  readonly pending: number;
  /** Until the first call was made again. */
  readonly detectedMs: number;
  /** Until every message that waits stood in the queue. */
  readonly rebuiltMs: number;
}

async function flushed(rectiflow: Rectiflow, redisUrl: string): Promise<Flush> {
  await using queue = viewQueue(rectiflow, 'dispatch', redisUrl);
  const patience = { timeoutMs: patienceMs };
  await emptied(redisUrl);
  const began = performance.now();
  await eventually(async () => (await queue.calledIds()).size > 0, patience);
  const detectedMs = Math.round(performance.now() - began);
  let pending = 0;
  await eventually(async () => {
    const waiting = await waitingDispatches(rectiflow, queue);
    pending = waiting.all;
    return waiting.uncalled === 0;
  }, patience);
  return { pending, detectedMs, rebuiltMs: Math.round(performance.now() - began) };
}

async function emptied(redisUrl: string): Promise<void> {
  const connection = new Redis(redisUrl);
  try {
    await connection.flushall();
  } finally {
    connection.disconnect();
  }
}

async function outcome(rectiflow: Rectiflow, smtp: MailSink) {
  const rows = await noticeRows(rectiflow);
  const came = new Set(smtp.seen);
  const sent = rows.filter(({ state }) => state === 'sent');
  return {
    sent: sent.length,
    others: rows.length - sent.length,
    lost: rows.filter(({ id }) => !came.has(id)).length,
    seenTwice: smtp.seen.length - came.size,
    handedOverAgain: rows.filter(({ attempts }) => attempts !== 1).length,
  };
}
