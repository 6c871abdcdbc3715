/** A worker stands still in the middle of its work, others go on without it, and then it comes back. */
import { expect, test } from 'vitest';
import type { Rectiflow } from '../../src/index.ts';
import { eventually } from '../support/eventually.ts';
import { startMailSink, twice, type MailSink } from '../support/mail-sink.ts';
import { allSettled, noticeRows, rectiflowOwing, workerSettings } from '../support/owed-notices.ts';
import { report } from '../support/report.ts';
import {
  describeWithPostgres,
  describeWithRedis,
  freshServerDatabase,
} from '../support/services.ts';
import { startWorkerProcess, type WorkerProcess } from '../support/worker-process.ts';

const second = 1_000;
const nightly = process.env['NIGHTLY'] !== undefined;
/** By day it stands still until its lease has run out and was noticed, and no longer. */
const figures = nightly
  ? { notices: 200, leaseSeconds: 60, stillMs: 90 * second }
  : { notices: 12, leaseSeconds: 4, stillMs: 0 };
const concurrency = 3;
const patience = { timeoutMs: nightly ? 300 * second : 60 * second } as const;
const timeout = 4 * patience.timeoutMs;

/** Where the queue is; without an address, on PostgreSQL. */
interface Place {
  readonly queue: string;
  readonly redisUrl: string | undefined;
}

describeWithPostgres('a worker that stands still, the queue on PostgreSQL', () => {
  suite({ queue: 'PostgreSQL', redisUrl: undefined });
});
describeWithPostgres('a worker that stands still', () => {
  describeWithRedis('the queue on Redis', (redisUrl) => suite({ queue: 'Redis', redisUrl }));
});

/** By day each of the two on one of the queues. */
function suite(place: Place): void {
  test(
    'between a mail and its answer: nobody sends it again unasked, and what it says when it comes back is too late',
    { timeout },
    async ({ skip }) => {
      skip(!nightly && place.redisUrl === undefined, 'by day on Redis only');
      await using run = await startRun(place);
      const { rectiflow, smtp } = run;
      const answers = holdAnswers(smtp);
      const zombie = await run.startWorker();
      await eventually(() => smtp.seen.length >= concurrency, patience);
      const inHand = [...smtp.seen];
      const untilAt = standStill(zombie);
      const other = await run.startWorker();
      await eventually(() => allIn(rectiflow, inHand, 'unknown'), patience);
      // Somebody decides on one of them: it goes out under another fence, and is on its way when the first comes back.
      const [again = '', ...doubtful] = inHand;
      const resent = await rectiflow.decideDispatch({
        dispatchId: again,
        decision: 'resend',
        by: { kind: 'person', id: 'lead', unit: null },
        reason: 'asked for',
      });
      await eventually(() => timesSeen(smtp, again) === 2, patience);
      const before = await rowsOf(rectiflow, inHand);
      await eventually(() => performance.now() >= untilAt, patience);
      answers.first.release();
      void zombie.kill('SIGCONT');
      await eventually(() => isSubset(inHand, cameTooLate(zombie)), patience);
      const after = await rowsOf(rectiflow, inHand);
      answers.again.release();
      await eventually(() => allSettled(rectiflow), patience);
      const exits = await Promise.all([zombie, other].map((worker) => worker.kill('SIGTERM')));

      const outcome = await outcomeOf(run);
      report(`SIGSTOP over ${concurrency} mails, queue on ${place.queue}`, {
        ...outcome,
        verified: String(outcome.verified),
        tooLate: cameTooLate(zombie).length,
      });
      expect(resent).toMatchObject({ kind: 'accepted' });
      expect(before).toEqual(
        [
          ...doubtful.map((id) => ({ id, state: 'unknown', fence: 1, attempts: 1 })),
          { id: again, state: 'handingOver', fence: 2, attempts: 2 },
        ].toSorted(byId),
      );
      // It was told "250" for each of them, and has written down nothing.
      expect(after).toEqual(before);
      expect(outcome).toEqual({
        sent: figures.notices - doubtful.length,
        unknown: doubtful.length,
        others: 0,
        lost: 0,
        seenTwice: 1,
        verified: true,
      });
      expect(timesSeen(smtp, again)).toBe(2);
      expect(exits).toEqual([0, 0]);
    },
  );

  test(
    'between its claim and the mail: another sends it, and it does not when it comes back',
    { timeout },
    async ({ skip }) => {
      skip(!nightly && place.redisUrl !== undefined, 'by day on PostgreSQL only');
      await using run = await startRun(place);
      const { rectiflow, smtp } = run;
      // Once some have been sent, others are claimed in reserve. While the next are not answered, they
      // wait for their places: of them nothing is said.
      const answers = holdAnswers(smtp, { after: concurrency });
      const zombie = await run.startWorker();
      await eventually(() => smtp.seen.length >= 2 * concurrency, patience);
      await eventually(async () => (await claimed(rectiflow)).length >= concurrency, patience);
      const untilAt = standStill(zombie);
      const inHand = await claimed(rectiflow);
      const other = await run.startWorker();
      await eventually(() => allSettled(rectiflow), patience);
      const mailsBefore = smtp.seen.length;
      await eventually(() => performance.now() >= untilAt, patience);
      answers.first.release();
      void zombie.kill('SIGCONT');
      await eventually(() => isSubset(inHand, cameTooLate(zombie)), patience);
      const rows = await rowsOf(rectiflow, inHand);
      const exits = await Promise.all([zombie, other].map((worker) => worker.kill('SIGTERM')));

      const outcome = await outcomeOf(run);
      report(`SIGSTOP over ${inHand.length} claims, queue on ${place.queue}`, {
        ...outcome,
        verified: String(outcome.verified),
        tooLate: cameTooLate(zombie).length,
      });
      expect(mailsBefore).toBe(figures.notices);
      expect(rows).toEqual(inHand.map((id) => ({ id, state: 'sent', fence: 2, attempts: 1 })));
      expect(outcome).toEqual({
        sent: figures.notices - concurrency,
        unknown: concurrency,
        others: 0,
        lost: 0,
        seenTwice: 0,
        verified: true,
      });
      expect(exits).toEqual([0, 0]);
    },
  );
}

interface Run extends AsyncDisposable {
  readonly rectiflow: Rectiflow;
  readonly smtp: MailSink;
  startWorker(): Promise<WorkerProcess>;
}

async function startRun({ redisUrl }: Place): Promise<Run> {
  const databaseUrl = await freshServerDatabase('zombie');
  // The queue's keys begin with the schema: one of its own, as others use this Redis too.
  const schema = new URL(databaseUrl).pathname.slice(1).slice(-20);
  const [rectiflow, smtp] = await Promise.all([
    rectiflowOwing(figures.notices, { databaseUrl, schema }),
    startMailSink(),
  ]);
  const { leaseSeconds } = figures;
  const limits = { concurrency, leaseSeconds, stopSeconds: 10 };
  const settings = workerSettings({ databaseUrl, schema, redisUrl, smtpUrl: smtp.url, ...limits });
  const workers: WorkerProcess[] = [];
  return {
    rectiflow,
    smtp,
    async startWorker() {
      const worker = await startWorkerProcess(settings);
      workers.push(worker);
      return worker;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.kill('SIGKILL')));
      await Promise.all([smtp.close(), rectiflow.close()]);
    },
  };
}

/** Stops the process where it is; until when it is to stand still at least (by `performance.now`). */
function standStill(worker: WorkerProcess): number {
  void worker.kill('SIGSTOP');
  return performance.now() + figures.stillMs;
}

interface Gate {
  readonly open: Promise<void>;
  release(): void;
}

function createGate(): Gate {
  let letGo: (() => void) | undefined;
  const open = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { open, release: () => letGo?.() };
}

/**
 * Holds back what the first mails after so many are answered, and what those are that come again;
 * answers all others.
 */
function holdAnswers(
  smtp: MailSink,
  { after = 0 }: { readonly after?: number } = {},
): { readonly first: Gate; readonly again: Gate } {
  const [first, again] = [createGate(), createGate()];
  smtp.onMail((id) => {
    const place = smtp.seen.length - after;
    if (place > 0 && place <= concurrency) return first.open;
    return timesSeen(smtp, id) > 1 ? again.open : undefined;
  });
  return { first, again };
}

function timesSeen({ seen }: MailSink, id: string): number {
  return seen.filter((each) => each === id).length;
}

/** The dispatches whose outcome the worker was not let write down. */
function cameTooLate({ said }: WorkerProcess): readonly string[] {
  return said
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as { dispatchId?: string; delivery?: string })
    .flatMap(({ dispatchId, delivery }) => (delivery === 'lost' ? [dispatchId ?? ''] : []));
}

function isSubset(some: readonly string[], all: readonly string[]): boolean {
  return some.every((each) => all.includes(each));
}

interface Row {
  readonly id: string;
  readonly state: string;
  readonly fence: number;
  readonly attempts: number;
}

async function rowsOf({ database }: Rectiflow, ids: readonly string[]): Promise<readonly Row[]> {
  const { rows } = await database.store.query<Row>(
    'select id, state, fence, attempts from dispatch where id = any ($1) order by id',
    [ids],
  );
  return rows;
}

function byId(one: Row, two: Row): number {
  return one.id < two.id ? -1 : 1;
}

async function allIn(rectiflow: Rectiflow, ids: readonly string[], state: string) {
  return (await rowsOf(rectiflow, ids)).every((row) => row.state === state);
}

async function claimed({ database }: Rectiflow): Promise<readonly string[]> {
  const { rows } = await database.store.query<{ readonly id: string }>(
    `select id from dispatch where state = 'claimed' order by id`,
  );
  return rows.map(({ id }) => id);
}

async function outcomeOf({ rectiflow, smtp }: Run) {
  const rows = await noticeRows(rectiflow);
  const inState = (wanted: string): number => rows.filter(({ state }) => state === wanted).length;
  const [sent, unknown] = [inState('sent'), inState('unknown')];
  const { ok: verified } = await rectiflow.verify();
  return {
    sent,
    unknown,
    others: rows.length - sent - unknown,
    lost: rows.filter(({ id }) => timesSeen(smtp, id) === 0).length,
    seenTwice: twice(smtp.seen).length,
    verified,
  };
}
