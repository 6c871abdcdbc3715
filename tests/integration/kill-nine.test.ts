/** The worker is killed in the middle of its work, again and again: nothing is lost, nothing is done twice. */
import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startMailSink, twice, type MailSink } from '../support/mail-sink.ts';
import {
  allSettled,
  noticeRows,
  rectiflowOwing,
  workerSettings,
  type NoticeRow,
} from '../support/owed-notices.ts';
import { report } from '../support/report.ts';
import {
  describeWithPostgres,
  describeWithRedis,
  freshServerDatabase,
} from '../support/services.ts';
import { keepWorkerRunning, type RestartedWorker } from '../support/worker-process.ts';

const figures = { notices: 2_000, kills: 20, concurrency: 5 } as const;
/** A busy machine may need minutes for what takes half a minute. */
const patienceMs = 300_000;
const timeout = 2 * patienceMs;
const mailsPerKill = Math.floor(figures.notices / (figures.kills + 1));

describeWithPostgres('2,000 notices and 20 × kill -9, the queue on PostgreSQL', () => {
  test('none is lost and none is sent twice', { timeout }, () => survive('PostgreSQL'));
});

describeWithPostgres('2,000 notices and 20 × kill -9', () => {
  describeWithRedis('the queue on Redis', (redisUrl) => {
    test('none is lost and none is sent twice', { timeout }, () => survive('Redis', redisUrl));
  });
});

async function survive(queue: string, redisUrl?: string): Promise<void> {
  const databaseUrl = await freshServerDatabase(`kill nine ${queue}`);
  // The queue's keys begin with the schema: one of its own, as others use this Redis too.
  const schema = new URL(databaseUrl).pathname.slice(1).slice(-20);
  const { notices, kills, concurrency } = figures;
  await using rectiflow = await rectiflowOwing(notices, { databaseUrl, schema });
  const smtp = await startMailSink();
  const { url: smtpUrl } = smtp;
  const began = performance.now();
  const worker = await keepWorkerRunning(
    workerSettings({ databaseUrl, schema, redisUrl, smtpUrl, concurrency }),
  );
  const unanswered = killAsMailsCome(smtp, worker);
  const isOver = (): Promise<boolean> => {
    worker.assertAlive();
    return allSettled(rectiflow);
  };
  await eventually(isOver, { timeoutMs: patienceMs });
  const seconds = Math.round((performance.now() - began) / 1_000);
  expect(await worker.stop()).toBe(0);
  await smtp.close();

  const rows = await noticeRows(rectiflow);
  const { sent, unknown, lost } = tally(rows, smtp);
  const seenTwice = twice(smtp.seen);
  report(`kill -9, queue on ${queue}`, {
    notices: rows.length,
    kills: worker.kills,
    sent: sent.length,
    unknown: unknown.length,
    unknownButSeen: unknown.filter(({ id }) => smtp.seen.includes(id)).length,
    seenTwice: seenTwice.length,
    lost: lost.length,
    seconds,
  });
  expect(worker.kills).toBe(kills);
  expect(rows).toHaveLength(notices);
  expect(sent.length + unknown.length).toBe(notices);
  expect(lost).toEqual([]);
  expect(seenTwice).toEqual([]);
  // Each was handed over once, and by one worker.
  expect(rows.filter(({ attempts }) => attempts !== 1)).toEqual([]);
  expect(unknown.length).toBeLessThanOrEqual(kills * concurrency);
  // What the server took but could not answer for is never called sent.
  expect(unknown.map(({ id }) => id)).toEqual(expect.arrayContaining(unanswered));
  expect(await rectiflow.verify()).toMatchObject({ ok: true, findings: notices / 2 });
}

/**
 * Kills the worker each time so many more mails have come in whole: by turns before the server
 * answers, so that nobody can know, and right after, while the worker is about to write it down.
 * Gives the notices it was killed over before an answer, as they come to be known.
 */
function killAsMailsCome(smtp: MailSink, worker: RestartedWorker): readonly string[] {
  const unanswered: string[] = [];
  let due = 0;
  smtp.onMail(async (noticeId) => {
    if (due === figures.kills || smtp.seen.length < (due + 1) * mailsPerKill) return;
    due += 1;
    if (due % 2 === 0) {
      setImmediate(worker.killNine);
    } else {
      unanswered.push(noticeId);
      await worker.killNine();
    }
  });
  return unanswered;
}

function tally(rows: readonly NoticeRow[], { seen }: MailSink) {
  const came = new Set(seen);
  const sent = rows.filter(({ state }) => state === 'sent');
  const unknown = rows.filter(({ state }) => state === 'unknown');
  const lost = rows.filter(({ id, state }) => !came.has(id) && state !== 'unknown');
  return { sent, unknown, lost };
}
