/** The worker is killed in the middle of its work, again and again: nothing is lost, nothing is done twice. */
import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startMailSink, twice, type MailSink } from '../support/mail-sink.ts';
import { allSettled, noticeRows, rectiflowOwing, workerSettings } from '../support/owed-notices.ts';
import { report } from '../support/report.ts';
import {
  describeWithPostgres,
  describeWithRedis,
  freshServerDatabase,
} from '../support/services.ts';
import { keepWorkerRunning, type RestartedWorker } from '../support/worker-process.ts';

/** Ten times as much in the nightly run. By day still more than the relay tells of at a time. */
const figures =
  process.env['NIGHTLY'] === undefined
    ? { notices: 800, kills: 10 }
    : { notices: 10_000, kills: 200 };
const limits = { concurrency: 5, leaseSeconds: 6, stopSeconds: 10 } as const;
/** A busy machine may need minutes for what takes half a minute. */
const patienceMs = 15 * figures.kills * 1_000;
const timeout = 2 * patienceMs;
/** What a worker has in hand when it is killed may never come as a mail. */
const mailsAtLeast = figures.notices - figures.kills * limits.concurrency;
const mailsPerKill = Math.floor(mailsAtLeast / (figures.kills + 1));

/** What the ledger and the mail server say in the end; the lists are of notice ids. */
interface Aftermath {
  readonly notices: number;
  readonly kills: number;
  readonly sentOrUnknown: number;
  /** Not sent, and not known to be in doubt. */
  readonly lost: readonly string[];
  readonly seenTwice: readonly string[];
  readonly handedOverAgain: readonly string[];
  /** The server never said "250", and yet the ledger says sent. */
  readonly sentUnanswered: readonly string[];
  readonly moreUnknownThanInHand: boolean;
  readonly lastExit: number | null;
  readonly verified: boolean;
}
const unscathed: Aftermath = {
  notices: figures.notices,
  kills: figures.kills,
  sentOrUnknown: figures.notices,
  lost: [],
  seenTwice: [],
  handedOverAgain: [],
  sentUnanswered: [],
  moreUnknownThanInHand: false,
  lastExit: 0,
  verified: true,
};

const fire = `${figures.kills} × kill -9 during ${figures.notices} notices`;

describeWithPostgres(`${fire}, the queue on PostgreSQL`, () => {
  test('none is lost, and none is sent twice', { timeout }, async () => {
    expect(await dispatchUnderFire('PostgreSQL')).toEqual(unscathed);
  });
});

describeWithPostgres(fire, () => {
  describeWithRedis('the queue on Redis', (redisUrl) => {
    test('none is lost, and none is sent twice', { timeout }, async () => {
      expect(await dispatchUnderFire('Redis', redisUrl)).toEqual(unscathed);
    });
  });
});

async function dispatchUnderFire(queue: string, redisUrl?: string): Promise<Aftermath> {
  const databaseUrl = await freshServerDatabase(`kill nine ${queue}`);
  // The queue's keys begin with the schema: one of its own, as others use this Redis too.
  const schema = new URL(databaseUrl).pathname.slice(1).slice(-20);
  await using rectiflow = await rectiflowOwing(figures.notices, { databaseUrl, schema });
  const smtp = await startMailSink();
  const began = performance.now();
  const worker = await keepWorkerRunning(
    workerSettings({ databaseUrl, schema, redisUrl, smtpUrl: smtp.url, ...limits }),
  );
  const unanswered = killAsMailsCome(smtp, worker);
  const isOver = (): Promise<boolean> => {
    worker.assertAlive();
    return allSettled(rectiflow);
  };
  await eventually(isOver, { timeoutMs: patienceMs });
  const seconds = Math.round((performance.now() - began) / 1_000);
  const lastExit = await worker.stop();
  await smtp.close();

  const rows = await noticeRows(rectiflow);
  const came = new Set(smtp.seen);
  const ids = (those: typeof rows): string[] => those.map(({ id }) => id);
  const sent = ids(rows.filter(({ state }) => state === 'sent'));
  const unknown = ids(rows.filter(({ state }) => state === 'unknown'));
  const lost = ids(rows.filter(({ id, state }) => state !== 'unknown' && !came.has(id)));
  const seenTwice = twice(smtp.seen);
  report(`kill -9 with the queue on ${queue}`, {
    notices: rows.length,
    kills: worker.kills,
    sent: sent.length,
    unknown: unknown.length,
    unknownButSeen: unknown.filter((id) => came.has(id)).length,
    seenTwice: seenTwice.length,
    lost: lost.length,
    seconds,
  });
  const { ok } = await rectiflow.verify();
  return {
    notices: rows.length,
    kills: worker.kills,
    sentOrUnknown: sent.length + unknown.length,
    lost: lost,
    seenTwice: seenTwice,
    handedOverAgain: ids(rows.filter(({ attempts }) => attempts !== 1)),
    sentUnanswered: unanswered.filter((id) => sent.includes(id)),
    moreUnknownThanInHand: unknown.length > figures.kills * limits.concurrency,
    lastExit,
    verified: ok,
  };
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
      setImmediate(() => void worker.killNine());
    } else {
      unanswered.push(noticeId);
      await worker.killNine();
    }
  });
  return unanswered;
}
