/** The worker is killed in the middle of its work, again and again: nothing is lost, nothing is done twice. */
import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startMailSink, type MailSink } from '../support/mail-sink.ts';
import {
  allSettled,
  noticeRows,
  rectiflowOwing,
  workerSettings,
  type Dispatch,
} from '../support/owed-notices.ts';
import { describeWithPostgres, describeWithRedis, freshServerDatabase } from '../support/services.ts';
import { keepWorkerRunning, type RestartedWorker } from '../support/worker-process.ts';

const figures = { notices: 2000, kills: 20, concurrency: 5, patienceMs: 80_000 } as const;
const mailsPerKill = Math.floor(figures.notices / (figures.kills + 1));

describeWithPostgres('2,000 notices and 20 × kill -9, the queue on PostgreSQL', () => {
  test('none is lost and none is sent twice', { timeout: 2 * figures.patienceMs }, async () => {
    await survives('PostgreSQL', {});
  });
});

describeWithPostgres('2,000 notices and 20 × kill -9', () => {
  describeWithRedis('the queue on Redis', (redisUrl) => {
    test('none is lost and none is sent twice', { timeout: 2 * figures.patienceMs }, async () => {
      await survives('Redis', { redisUrl });
    });
  });
});

async function survives(queue: string, on: Pick<Dispatch, 'redisUrl'>): Promise<void> {
  const databaseUrl = await freshServerDatabase(`kill nine ${queue}`);
  const schema = new URL(databaseUrl).pathname.slice(-20);
  const { notices, concurrency, patienceMs } = figures;
  await using rectiflow = await rectiflowOwing(notices, { databaseUrl, schema });
  const smtp = await startMailSink();
  console.info((performance.now()/1000).toFixed(1), 'opened');
  let t0 = performance.now();
  const worker = keepWorkerRunning(
    workerSettings({ databaseUrl, schema, smtpUrl: smtp.url, concurrency, ...on }),
  );
  const victims = killAsMailsCome(smtp, worker);
  await eventually(
    async () => {
      worker.assertAlive(); if (performance.now()-t0>60_000) {t0=1e12; console.info(worker.current.pid, worker.current.said.slice(-30).join('\n'), smtp.seen.length, JSON.stringify(await rectiflow.notices.counts()));}
      return allSettled(rectiflow);
    },
    { timeoutMs: patienceMs },
  );
  expect(await worker.stop()).toBe(0);
  await smtp.close();
  console.info((performance.now() - t0) / 1000);

  const rows = await noticeRows(rectiflow);
  const unknown = rows.filter(({ state }) => state === 'unknown');
  const sent = rows.filter(({ state }) => state === 'sent');
  console.info(queue, victims.length, sent.length, unknown.length, smtp.seen.length);
}

/**
 * Kills the worker when so many mails have come in whole: by turns before the server has answered,
 * so that nobody can know, and right after, while the worker is about to write it down.
 */
function killAsMailsCome(smtp: MailSink, worker: RestartedWorker): string[] {
  const victims: string[] = [];
  smtp.onMail(async (noticeId) => {
    const due = victims.length < figures.kills && smtp.seen.length >= (victims.length + 1) * mailsPerKill;
    if (!due) return;
    victims.push(noticeId);
    if (victims.length % 2 === 1) await worker.killNine();
    else setImmediate(() => void worker.killNine());
    console.info((performance.now()/1000).toFixed(1), victims.length);
  });
  return victims;
}
