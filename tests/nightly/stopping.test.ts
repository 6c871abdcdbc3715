/** A worker is asked to stop while it cannot: a service has gone, or a mail takes its time. It stops all the same. */
import type { Socket } from 'node:net';
import { describe, expect, test } from 'vitest';
import type { Rectiflow } from '../../src/index.ts';
import { startRawSmtp } from '../integration/smtp-faults.ts';
import { messageIdIn } from '../integration/smtp-ledger.ts';
import { eventually } from '../support/eventually.ts';
import { startMailSink, twice } from '../support/mail-sink.ts';
import {
  allSettled,
  noticeRows,
  rectiflowOwing,
  workerSettings,
  type NoticeRow,
} from '../support/owed-notices.ts';
import { startRedis } from '../support/redis.ts';
import { report } from '../support/report.ts';
import {
  describeWithPostgres,
  describeWithRedis,
  freshServerDatabase,
} from '../support/services.ts';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process.ts';
import { queueConfigSchema } from '../../src/config-schema.ts';
import { breakableWayTo, type Break } from './breakable-way.ts';

const second = 1_000;
const nightly = process.env['NIGHTLY'] !== undefined;
const concurrency = 4;
const shipped = queueConfigSchema.parse({});
/** So many are handed over at the same time, and of as many it may not yet be written down. */
const inHandMax = 2 * concurrency;
/** By night as in service, by day as short as may be. */
const limits = nightly
  ? { concurrency, leaseSeconds: shipped.leaseSeconds, stopSeconds: shipped.stopSeconds }
  : { concurrency, leaseSeconds: 3, stopSeconds: 1 };
const rhythm: Record<string, string> = nightly
  ? {
      RECTIFLOW_QUEUE_TICK_SECONDS: String(shipped.tickSeconds),
      RECTIFLOW_QUEUE_REHINT_SECONDS: String(shipped.rehintSeconds),
      RECTIFLOW_QUEUE_LOCK_SECONDS: String(shipped.lockSeconds),
    }
  : {};
const figures = {
  notices: 24,
  /** The service breaks when so many mails have come; those then in hand end only afterwards. */
  inTheMiddle: 8,
  exitMsMax: 10 * second,
  recoveredMsMax: 60 * second,
  /** How long one mail keeps the worker: less than a hand-over may take at most, which is 45 s. */
  slowMailMs: nightly ? 40 * second : 4 * second,
  exitMsMaxWithMail: 70 * second,
} as const;
/** Whoever has not ended by then is late already, and does not end by itself. */
const givesUpMs = nightly ? 180 * second : 15 * second;
const patience = { timeoutMs: nightly ? 300 * second : 90 * second } as const;
const timeout = 3 * patience.timeoutMs;

const breaks = [
  { service: 'Redis', queue: 'Redis', how: 'refuses' },
  { service: 'Redis', queue: 'Redis', how: 'is silent' },
  { service: 'PostgreSQL', queue: 'Redis', how: 'refuses' },
  { service: 'PostgreSQL', queue: 'Redis', how: 'is silent' },
  { service: 'PostgreSQL', queue: 'PostgreSQL', how: 'refuses' },
  { service: 'PostgreSQL', queue: 'PostgreSQL', how: 'is silent' },
] as const satisfies readonly { service: string; queue: string; how: Break }[];
type Case = (typeof breaks)[number];

describeWithPostgres('SIGTERM', () => {
  describeWithRedis('of a worker in the middle of its work', () => {
    test.concurrent.for(breaks)(
      'while $service $how (queue on $queue): it ends within ten seconds, and what it held is had again within a minute',
      { timeout },
      async (broken) => {
        const { exitMs, recoveredMs, ...rest } = await stoppedWithout(broken);
        expect(rest).toEqual({
          endsByItself: true,
          unsettled: 0,
          lost: 0,
          seenTwice: 0,
          inDoubtBeyondHand: 0,
          verified: true,
        });
        expect(exitMs).toBeLessThanOrEqual(figures.exitMsMax);
        expect(recoveredMs).toBeLessThanOrEqual(figures.recoveredMsMax);
      },
    );
  });

  describe('of a worker with one mail in hand', () => {
    test.concurrent(
      'that takes long: it waits for the answer, writes it down and ends',
      { timeout },
      async () => {
        const slow = answerAfter(figures.slowMailMs);
        const { exitMs, recoveredMs, ...rest } = await stoppedOverOneMail(slow);
        expect(rest).toEqual({ exit: 0, held: ['sent', 'planned'], after: ['sent', 'sent'] });
        expect(exitMs).toBeLessThanOrEqual(figures.slowMailMs + figures.exitMsMax);
        expect(exitMs).toBeLessThanOrEqual(figures.exitMsMaxWithMail);
        expect(recoveredMs).toBeLessThanOrEqual(figures.recoveredMsMax);
      },
    );

    test.concurrent(
      'that never ends: it gives up at the limit, says that nobody knows, and ends',
      { timeout },
      async ({ skip }) => {
        // The limit of one hand-over, which no setting shortens.
        skip(!nightly, 'takes most of a minute: nightly only');
        const endless = answerAfter(Infinity);
        const { exitMs, recoveredMs, ...rest } = await stoppedOverOneMail(endless);
        expect(rest).toEqual({
          exit: 0,
          held: ['unknown', 'planned'],
          after: ['unknown', 'sent'],
        });
        expect(exitMs).toBeLessThanOrEqual(figures.exitMsMaxWithMail);
        expect(recoveredMs).toBeLessThanOrEqual(figures.recoveredMsMax);
      },
    );
  });
});

/** Breaks the service under a worker with mails in hand, has it stop, mends the service, starts another. */
async function stoppedWithout({ service, queue, how }: Case) {
  const databaseUrl = await freshServerDatabase(`stopping ${service} ${queue}`);
  const schema = 'rectiflow';
  const [rectiflow, smtp, redis] = await Promise.all([
    rectiflowOwing(figures.notices, { databaseUrl, schema }),
    startMailSink(),
    startRedis(),
  ]);
  const toRedis = await breakableWayTo(redis.url);
  const toDatabase = await breakableWayTo(databaseUrl);
  const way = service === 'Redis' ? toRedis : toDatabase;
  const settings = {
    ...workerSettings({
      databaseUrl: toDatabase.url,
      schema,
      redisUrl: queue === 'Redis' ? toRedis.url : undefined,
      smtpUrl: smtp.url,
      ...limits,
    }),
    ...rhythm,
  };
  const worker = await startWorkerProcess(settings);
  const { code, exitMs } = await new Promise<Exit>((resolve, reject) => {
    let breaking: Promise<void> | undefined;
    smtp.onMail(async () => {
      if (smtp.seen.length < figures.inTheMiddle) return;
      // The mails in hand are answered while the service is away.
      breaking ??= way.break(how).then(() => resolve(stopped(worker)), reject);
      await breaking;
    });
  });
  const { claimed, handingOver } = await rectiflow.dispatches.counts();
  await way.mend();
  const recoveredMs = await recovered(rectiflow, settings);
  const rows = await noticeRows(rectiflow);
  const { ok: verified } = await rectiflow.verify();
  await Promise.all([toRedis.close(), toDatabase.close(), smtp.close()]);
  await Promise.all([redis.stop(), rectiflow.close()]);

  const unknown = rows.filter(({ state }) => state === 'unknown').length;
  const came = new Set(smtp.seen);
  report(`SIGTERM while ${service} ${how}, queue on ${queue}`, {
    exit: String(code),
    exitMs,
    held: claimed + handingOver,
    recoveredMs,
    sent: rows.filter(({ state }) => state === 'sent').length,
    unknown,
  });
  return {
    endsByItself: code !== null,
    exitMs,
    recoveredMs,
    unsettled: rows.filter(({ state }) => state !== 'sent' && state !== 'unknown').length,
    lost: rows.filter(({ id, state }) => state === 'sent' && !came.has(id)).length,
    seenTwice: twice(smtp.seen).length,
    inDoubtBeyondHand: Math.max(0, unknown - inHandMax),
    verified,
  };
}

interface Exit {
  /** Null where it had to be killed. */
  readonly code: number | null;
  readonly exitMs: number;
}

async function stopped(worker: WorkerProcess): Promise<Exit> {
  const began = performance.now();
  const watch = setTimeout(() => void worker.kill('SIGKILL'), givesUpMs);
  const code = await worker.kill('SIGTERM');
  clearTimeout(watch);
  return { code, exitMs: Math.round(performance.now() - began) };
}

/** How long another worker takes until nothing is owed any more; Infinity where our patience ends before. */
async function recovered(
  rectiflow: Rectiflow,
  settings: Readonly<Record<string, string>>,
): Promise<number> {
  const began = performance.now();
  const worker = await startWorkerProcess(settings);
  const settled = eventually(() => allSettled(rectiflow), patience);
  const recoveredMs = await settled.then(
    () => Math.round(performance.now() - began),
    () => Infinity,
  );
  await worker.kill('SIGTERM');
  return recoveredMs;
}

/** One of two mails is in hand when it is asked to stop; another worker is left the rest. */
async function stoppedOverOneMail(act: (socket: Socket) => void) {
  const databaseUrl = await freshServerDatabase('stopping mail');
  const schema = 'rectiflow';
  await using rectiflow = await rectiflowOwing(2, { databaseUrl, schema });
  const smtp = await startRawSmtp({ fault: { at: 'dot', act } });
  const wiring = { databaseUrl, schema, smtpUrl: smtp.url, ...limits };
  const settings = {
    ...workerSettings({ ...wiring, concurrency: 1, leaseSeconds: shipped.leaseSeconds }),
    ...rhythm,
  };
  const worker = await startWorkerProcess(settings);
  await eventually(() => smtp.bodies.length === 1, patience);
  const { code: exit, exitMs } = await stopped(worker);
  const held = await states(rectiflow);
  smtp.mend();
  const recoveredMs = await recovered(rectiflow, settings);
  const after = await states(rectiflow);
  await smtp.close();
  report('SIGTERM over a slow mail', {
    exit: String(exit),
    exitMs,
    became: held.join(' + '),
    recoveredMs,
    afterwards: after.join(' + '),
  });
  expect(twice(smtp.bodies.map(messageIdIn))).toEqual([]);
  return { exit, exitMs, held, recoveredMs, after };
}

/** What has been handed over stands first. */
async function states(rectiflow: Rectiflow): Promise<NoticeRow['state'][]> {
  const rows = await noticeRows(rectiflow);
  return rows.map(({ state }) => state).toSorted((one, two) => order(one) - order(two));
}

function order(state: NoticeRow['state']): number {
  return ['unknown', 'sent'].indexOf(state) >>> 0;
}

/** The server says every second that it is still at it, and after so long that it has taken the mail. */
function answerAfter(ms: number): (socket: Socket) => void {
  return (socket) => {
    const began = performance.now();
    const timer = setInterval(() => {
      if (performance.now() - began < ms) socket.write('250-2.0.0 Still at it\r\n');
      else {
        clearInterval(timer);
        socket.write('250 2.0.0 Taken\r\n');
      }
    }, second);
    socket.on('close', () => clearInterval(timer));
  };
}
