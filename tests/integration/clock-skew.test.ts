/** A worker's clock is wrong, or goes wrong: what is due, and who holds what, is the database's to say. */
import { describe, expect, test } from 'vitest';
import { inTransaction } from '../../src/store/pool.ts';
import { aftermathOf, reported, type Aftermath } from '../support/aftermath.ts';
import {
  makeClocksDue,
  makeNoticesDue,
  putOffNotices,
  setClocksAhead,
} from '../support/due-soon.ts';
import { eventually } from '../support/eventually.ts';
import { allSettled } from '../support/owed-notices.ts';
import { viewQueue } from '../support/queue-view.ts';
import { report } from '../support/report.ts';
import { describeWithPostgres, describeWithRedis } from '../support/services.ts';
import { clockOff, clockThatJumps, jumpClock } from '../support/shifted-clock.ts';
import { concurrency, isReady, startShiftedRun, type ShiftedRun } from '../support/shifted-run.ts';
import type { WorkerProcess } from '../support/worker-process.ts';

const second = 1_000;
const day = 86_400 * second;
const figures = {
  /** Word of opened findings. As much again is owed when their clocks are due. */
  opening: 16,
  /** Some mails come due about when the clock jumps: when so many of them have come. */
  before: { leadMs: 0.3 * second, spreadMs: 1.5 * second },
  beforeJump: 3,
  /** The others come due after it, late enough to tell by what clock they were sent. */
  after: { leadMs: 1.5 * second, spreadMs: second },
  /** How long a mail is kept waiting at most: the sender's own patience is 30 s. */
  waitMsMax: 20 * second,
  /** How much earlier than due a mail may come. */
  earlyMsMax: second,
  /** How much later at most, of a timer set long ago. */
  lateMsMax: 60 * second,
  /** A busy machine may need minutes for what takes seconds. */
  patienceMs: 120 * second,
} as const;
const timeout = 3 * figures.patienceMs;
const patience = { timeoutMs: figures.patienceMs };

const shifts = [
  { name: '+60 s', ms: 60 * second },
  { name: '-60 s', ms: -60 * second },
  { name: '+1 day', ms: day },
  { name: '-1 h', ms: -3_600 * second },
] as const;
type Shift = (typeof shifts)[number];
const atOnce = { leadMs: 0, spreadMs: 0 } as const;
const farthest = shifts.filter(({ ms }) => Math.abs(ms) > 60 * second);

/** Where the queue is; without an address, on PostgreSQL. */
interface Place {
  readonly queue: string;
  readonly redisUrl: string | undefined;
  /** The clocks that jump: by day all of them with one queue, the farthest with the other. */
  readonly jumps: readonly Shift[];
}

/** Mails that come due: of the openings, and of as many findings' clocks. */
const unscathed: Aftermath = {
  sent: 2 * figures.opening,
  notSent: [],
  early: [],
  seenTwice: [],
  handedOverAgain: [],
  firings: figures.opening / 2,
  firedAgain: [],
  exits: [0],
  nodeWarnings: [],
  verified: true,
};
const unscathedBoth: Aftermath = { ...unscathed, exits: [0, 0] };

describeWithPostgres('with the queue on PostgreSQL', () => {
  const jumps = process.env['NIGHTLY'] === undefined ? farthest : shifts;
  suite({ queue: 'PostgreSQL', redisUrl: undefined, jumps });
});
describeWithPostgres('with findings on PostgreSQL', () => {
  describeWithRedis('and the queue on Redis', (redisUrl) =>
    suite({ queue: 'Redis', redisUrl, jumps: shifts }),
  );
});

function suite(place: Place): void {
  test('a clock that is wrong from the start: no start, and no mail', { timeout }, async () => {
    await using run = await startShiftedRun({ ...place, name: 'refused', notices: 2 });
    const refusals = await Promise.all(shifts.map((shift) => refusalOf(run, shift, place)));
    expect(refusals).toEqual(shifts.map(({ name }) => ({ name, code: 1, namesSkew: true })));
    expect(run.smtp.seen).toEqual([]);
    expect(await run.rectiflow.dispatches.counts()).toMatchObject({ planned: 2, claimed: 0 });
    // The same notices and settings: the clock was all that was wrong.
    await run.startWorker({});
    await run.whileWorking(eventually(() => allSettled(run.rectiflow), patience));
    expect(run.smtp.seen).toHaveLength(2);
  });

  describe('while mails come due', () => {
    test.concurrent.for(place.jumps)(
      'a clock that jumps $name: nothing early, nothing twice, nothing left',
      { timeout },
      async (shift) => {
        expect(await jumpAlone(shift, place)).toEqual(unscathed);
      },
    );

    test.concurrent.for(farthest)(
      'a clock that jumps $name beside a right one: neither takes what the other has in hand',
      { timeout },
      async (shift) => {
        expect(await jumpBeside(shift, place)).toEqual(unscathedBoth);
      },
    );

    test.concurrent(
      'two clocks as far apart as is let pass: nothing early, nothing twice, nothing left',
      { timeout },
      async () => {
        expect(await barelyApart(place)).toEqual(unscathedBoth);
      },
    );

    test.concurrent(
      'kill -9 under a clock that has jumped +1 day: the next worker sends what was called for',
      { timeout },
      async () => {
        const openings = { ...unscathed, sent: figures.opening, firings: 0 };
        expect(await killedAfterJump(day, place)).toEqual(openings);
      },
    );

    test.concurrent(
      'a rung 400 days ahead: the queue is told of it when it is near, and it comes in time',
      { timeout },
      async () => {
        await using run = await startShiftedRun({ ...place, name: 'far ahead', notices: 2 });
        const { held, lateMsMax, ...aftermath } = await comesFromFar(run, place);
        expect(held.whenFar).toEqual([]);
        expect(held.whenNear.map((at) => Math.abs(at - held.nearAt) < 5 * second)).toEqual([true]);
        expect(held.afterwards).toEqual(held.whenNear);
        expect(aftermath).toEqual({ ...unscathed, sent: 4, firings: 1 });
        expect(lateMsMax).toBeLessThan(figures.lateMsMax);
      },
    );
  });
}

async function refusalOf(run: ShiftedRun, { name, ms }: Shift, { queue }: Place) {
  const began = performance.now();
  const worker = await run.startWorker(clockOff(ms));
  let ended = false;
  void worker.exited.finally(() => {
    ended = true;
  });
  await eventually(() => ended || isReady(worker), patience);
  const code = ended ? await worker.exited : 'started';
  report(`clock ${name} off at the start, queue on ${queue}`, {
    exit: String(code),
    seconds: secondsSince(began),
  });
  return { name, code, namesSkew: worker.said.some((line) => line.startsWith('clock_skew: ')) };
}

async function jumpAlone(shift: Shift, place: Place): Promise<Aftermath> {
  await using run = await startRunWithMails(place, 'alone', 1);
  const worker = await run.startWorker(clockThatJumps(shift.ms));
  const what = `clock jumps ${shift.name}, queue on ${place.queue}`;
  return await mailsComeDue(run, what, [worker], worker);
}

/** More mails than one worker takes are kept waiting: each of the two has some of them in hand. */
const inBothHands = concurrency + 1;
async function jumpBeside(shift: Shift, place: Place): Promise<Aftermath> {
  await using run = await startRunWithMails(place, 'beside', inBothHands);
  const steady = await run.startWorker({});
  const worker = await run.startWorker(clockThatJumps(shift.ms));
  const what = `clock jumps ${shift.name} beside a right one, queue on ${place.queue}`;
  return await mailsComeDue(run, what, [steady, worker], worker);
}

async function barelyApart(place: Place): Promise<Aftermath> {
  await using run = await startRunWithMails(place, 'apart', inBothHands);
  const workers = [await run.startWorker(clockOff(1_500)), await run.startWorker(clockOff(-1_500))];
  return await mailsComeDue(run, `clocks 1.5 s off either way, queue on ${place.queue}`, workers);
}

async function startRunWithMails(
  place: Place,
  name: string,
  mailsKeptWaiting: number,
): Promise<ShiftedRun> {
  const options = { name, notices: figures.opening, mailsKeptWaiting };
  const run = await startShiftedRun({ ...place, ...options });
  await putOffNotices(run.rectiflow);
  return run;
}

/** Some mails are in hand all the while; others come due, the clock of `jumping` jumps, others come due. */
async function mailsComeDue(
  run: ShiftedRun,
  what: string,
  workers: readonly WorkerProcess[],
  jumping?: WorkerProcess,
): Promise<Aftermath> {
  const { rectiflow, smtp, mailsKeptWaiting } = run;
  const came = (count: number) =>
    run.whileWorking(eventually(() => smtp.seen.length >= count, patience));
  await run.whileWorking(eventually(() => workers.every(isReady), patience));
  const inHand = await makeNoticesDue(rectiflow, { ...atOnce, take: mailsKeptWaiting });
  await came(mailsKeptWaiting);
  const began = performance.now();
  const quarter = figures.opening / 4;
  const notices = await makeNoticesDue(rectiflow, { ...figures.before, take: quarter });
  const clocks = await makeClocksDue(rectiflow, { ...figures.before, take: quarter });
  await came(mailsKeptWaiting + figures.beforeJump);
  if (jumping !== undefined) await jumpClock(jumping, figures.patienceMs);
  const beforeJump = smtp.seen.length;
  const moreNotices = await makeNoticesDue(rectiflow, figures.after);
  const moreClocks = await makeClocksDue(rectiflow, { ...figures.after, skip: quarter });
  const due = new Map([...inHand, ...notices, ...clocks, ...moreNotices, ...moreClocks]);
  const waitedLong = () => performance.now() - began > figures.waitMsMax;
  const othersDone = async () => waitedLong() || (await standing(run)).toCome === 0;
  await run.whileWorking(eventually(othersDone, patience));
  run.answerMails();
  const allDone = async () => (await standing(run)).settled === unscathed.sent;
  await run.whileWorking(eventually(allDone, patience));
  const seconds = secondsSince(began);
  return reported(what, await aftermathOf(run, due, figures.earlyMsMax), { beforeJump, seconds });
}

/** How many of the notices there will be are yet to be taken up, and how many are settled. */
async function standing({ rectiflow }: ShiftedRun) {
  const { handingOver, sent, failed, unknown, suppressed } = await rectiflow.dispatches.counts();
  const settled = sent + failed + unknown + suppressed;
  return { toCome: unscathed.sent - handingOver - settled, settled };
}

/** It dies when its queue has given it calls, and before it has claimed anything by them. */
async function killedAfterJump(jumpMs: number, place: Place): Promise<Aftermath> {
  await using run = await startShiftedRun({ ...place, name: 'killed', notices: figures.opening });
  const { rectiflow, smtp } = run;
  await putOffNotices(rectiflow);
  const worker = await run.startWorker(clockThatJumps(jumpMs));
  const first = await makeNoticesDue(rectiflow, { ...atOnce, take: 1 });
  const firstSent = async () => (await rectiflow.dispatches.counts()).sent === 1;
  await run.whileWorking(eventually(firstSent, patience));
  await jumpClock(worker, figures.patienceMs);
  await using queue = viewQueue(rectiflow, 'dispatch', place.redisUrl);
  const due = await inTransaction(rectiflow.database.store, async (client) => {
    // Whoever is to claim a notice has to read to whom it goes.
    await client.query('lock table person in access exclusive mode');
    const others = await makeNoticesDue(rectiflow, atOnce);
    await run.whileWorking(eventually(async () => (await queue.active()) > 1, patience));
    await worker.kill('SIGKILL');
    return new Map([...first, ...others]);
  });
  const began = performance.now();
  expect(smtp.seen).toHaveLength(1);
  await run.startWorker({ RECTIFLOW_QUEUE_REHINT_SECONDS: '1' });
  await run.whileWorking(eventually(() => allSettled(rectiflow), patience));
  const seconds = secondsSince(began);
  const what = `kill -9 under a clock that jumped, queue on ${place.queue}`;
  return reported(what, await aftermathOf(run, due, figures.earlyMsMax), { seconds });
}

/** Ticks as far apart as they may be: the queue may hold a call that long, and no other look helps. */
const slowTicks = {
  RECTIFLOW_QUEUE_TICK_SECONDS: '300',
  RECTIFLOW_QUEUE_LEASE_SECONDS: '300',
} as const;

/** The only clock's rung lies 400 days ahead, then a little, and then it comes. */
async function comesFromFar(run: ShiftedRun, place: Place) {
  const { rectiflow, smtp } = run;
  await setClocksAhead(rectiflow, 400);
  const worker = await run.startWorker({ ...clockThatJumps(-400 * day), ...slowTicks });
  await run.whileWorking(eventually(() => smtp.seen.length === 2, patience));
  await using queue = viewQueue(rectiflow, 'clock', place.redisUrl);
  const lookAgain = async () => {
    await run.whileWorking(queue.call(figures.patienceMs));
    return await queue.heldUntil();
  };
  const whenFar = await lookAgain();

  const near = await makeClocksDue(rectiflow, { ...atOnce, leadMs: 100 * second });
  const whenNear = await lookAgain();
  // From here on that call, too, is 400 days ahead by the worker's own clock.
  await jumpClock(worker, figures.patienceMs);
  const due = await makeClocksDue(rectiflow, { ...atOnce, leadMs: 2 * second });
  await lookAgain();
  const allSent = async () => (await rectiflow.dispatches.counts()).sent === 4;
  await run.whileWorking(eventually(allSent, patience));
  const afterwards = await lookAgain();
  const aftermath = await aftermathOf(run, due, figures.earlyMsMax);
  const what = `rung from 400 days ahead, queue on ${place.queue}`;
  return {
    ...reported(what, aftermath, { heldWhenFar: whenFar.length }),
    lateMsMax: Math.max(...aftermath.lateMs),
    held: { whenFar, whenNear, afterwards, nearAt: Math.max(...near.values()) },
  };
}

function secondsSince(began: number): number {
  return Math.round((performance.now() - began) / 100) / 10;
}
