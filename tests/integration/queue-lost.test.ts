/** The queue is wiped, or goes away, or the worker is asked to stop: the rows know what is owed. */
import { Redis } from 'ioredis';
import { expect, test } from 'vitest';
import type { SendAnswer } from '../../src/index.ts';
import { startDispatch, type Dispatch } from '../support/dispatch.ts';
import { eventually } from '../support/eventually.ts';
import { twice } from '../support/mail-sink.ts';
import { noticeRows } from '../support/owed-notices.ts';
import { viewQueue } from '../support/queue-view.ts';
import { report } from '../support/report.ts';
import { describeWithPostgres, describeWithRedis } from '../support/services.ts';
import { waitingDispatches } from '../support/waiting-dispatches.ts';
import type { WorkerProcess } from '../support/worker-process.ts';

const figures = {
  notices: 200,
  inTheMiddle: 75,
  concurrency: 5,
  leaseSeconds: 60,
  stopSeconds: 3,
  /** A busy machine may need minutes for what takes seconds. */
  patienceMs: 120_000,
} as const;
const timeout = 3 * figures.patienceMs;
const allSent = { sent: figures.notices, unknown: 0, failed: 0, seenTwice: 0, lost: 0 };
const nobodyHolds = { claimed: 0, handingOver: 0, unknown: 0, failed: 0 };

describeWithPostgres(`in the middle of a dispatch of ${figures.notices} notices`, () => {
  describeWithRedis('with the queue on Redis', () => {
    test('FLUSHALL: every hint is made again from the rows', { timeout }, async () => {
      await using dispatch = await startDispatch('flushall', figures);
      const worker = await dispatch.startWorker();
      await dispatch.whenMailsCame(figures.inTheMiddle, async () => {
        await flushAll(dispatch);
        await everyHintIsBack(dispatch);
      });
      await dispatch.over();
      expect(await worker.kill('SIGTERM')).toBe(0);
      expect(await outcome(dispatch, 'FLUSHALL under a worker')).toEqual(allSent);
    });

    test('FLUSHALL after kill -9: the next worker starts from the rows', { timeout }, async () => {
      const leaseSeconds = 6;
      await using dispatch = await startDispatch('flushall dead', { ...figures, leaseSeconds });
      const worker = await dispatch.startWorker();
      await dispatch.whenMailsCame(figures.inTheMiddle, () => worker.kill('SIGKILL'));
      await flushAll(dispatch);
      await dispatch.startWorker();
      await dispatch.over();
      const { sent, unknown, ...rest } = await outcome(dispatch, 'FLUSHALL after kill -9');
      expect(rest).toEqual({ failed: 0, seenTwice: 0, lost: 0 });
      expect(sent + unknown).toBe(figures.notices);
      expect(unknown).toBeLessThanOrEqual(figures.concurrency);
    });

    test(
      'Redis dies and comes back empty: commands never stop, work goes on',
      { timeout },
      async () => {
        await using dispatch = await startDispatch('redis restarted', figures);
        const worker = await dispatch.startWorker();
        await dispatch.whenMailsCame(figures.inTheMiddle, () => dispatch.redis.crash());
        expect(await claimAny(dispatch)).toMatchObject({ kind: 'accepted' });
        await dispatch.redis.restart();
        await dispatch.over();
        expect(await worker.kill('SIGTERM')).toBe(0);
        expect(await outcome(dispatch, 'Redis restarted empty')).toEqual(allSent);
      },
    );

    test(
      'SIGTERM: what is under way is finished, the rest is left to be had',
      { timeout },
      async () => {
        await using dispatch = await startDispatch('sigterm', figures);
        const worker = await dispatch.startWorker();
        await dispatch.whenMailsCame(figures.inTheMiddle, async () => {
          void worker.kill('SIGTERM');
        });
        expect(await afterStop(dispatch, worker, 'SIGTERM')).toEqual(allSent);
      },
    );

    test(
      'SIGTERM while a mail server is slow: what became of it is written down',
      { timeout },
      async () => {
        await using dispatch = await startDispatch('sigterm slow', figures);
        const worker = await dispatch.startWorker();
        await dispatch.whenMailsCame(figures.inTheMiddle, async () => {
          void worker.kill('SIGTERM');
          // It has given up on its queue, and waits for the mail server alone.
          await nobodyIsConnected(dispatch);
        });
        expect(await afterStop(dispatch, worker, 'SIGTERM, slow mail server')).toEqual(allSent);
      },
    );

    test('SIGTERM while Redis cannot be reached: it stops all the same', { timeout }, async () => {
      await using dispatch = await startDispatch('sigterm without redis', figures);
      const worker = await dispatch.startWorker();
      await dispatch.whenMailsCame(figures.inTheMiddle, async () => {
        await dispatch.redis.crash();
        void worker.kill('SIGTERM');
      });
      await worker.exited;
      await dispatch.redis.restart();
      expect(await afterStop(dispatch, worker, 'SIGTERM, no Redis')).toEqual(allSent);
    });
  });
});

/** It ends by itself and holds nothing; what another worker then makes of all the rest. */
async function afterStop(dispatch: Dispatch, worker: WorkerProcess, what: string) {
  expect(await worker.exited).toBe(0);
  const counts = await dispatch.rectiflow.dispatches.counts();
  expect(counts).toMatchObject(nobodyHolds);
  expect(counts.planned).toBeGreaterThan(0);
  await dispatch.startWorker();
  await dispatch.over();
  return outcome(dispatch, what);
}

async function claimAny({ rectiflow: { engine, findings } }: Dispatch): Promise<SendAnswer> {
  const [finding] = await findings.list({ limit: 1 }, await engine.now());
  const by = { kind: 'person', id: 'owner', unit: null } as const;
  return engine.send({ findingId: finding?.id ?? '', event: { type: 'CLAIM' }, by });
}

async function flushAll(dispatch: Dispatch): Promise<void> {
  await onRedis(dispatch, (redis) => redis.flushall());
}

/** There is a call for every notice that is owed and in nobody's hands. */
async function everyHintIsBack({ rectiflow, redis }: Dispatch): Promise<void> {
  await using queue = viewQueue(rectiflow, 'dispatch', redis.url);
  await eventually(
    async () => {
      const waiting = await waitingDispatches(rectiflow, queue);
      expect(waiting.all).toBeGreaterThan(0);
      expect(waiting.uncalled).toBe(0);
    },
    { timeoutMs: figures.patienceMs },
  );
}

async function nobodyIsConnected(dispatch: Dispatch): Promise<void> {
  await onRedis(dispatch, async (redis) => {
    const onlyUs = async () =>
      String(await redis.client('LIST'))
        .trim()
        .split('\n').length === 1;
    await eventually(onlyUs, { timeoutMs: figures.patienceMs });
  });
}

async function onRedis(
  { redis }: Dispatch,
  act: (connection: Redis) => Promise<unknown>,
): Promise<void> {
  const connection = new Redis(redis.url);
  try {
    await act(connection);
  } finally {
    connection.disconnect();
  }
}

async function outcome({ rectiflow, smtp }: Dispatch, what: string) {
  const rows = await noticeRows(rectiflow);
  const came = new Set(smtp.seen);
  const inState = (wanted: string): number => rows.filter(({ state }) => state === wanted).length;
  const found = {
    sent: inState('sent'),
    unknown: inState('unknown'),
    failed: inState('failed'),
    seenTwice: twice(smtp.seen).length,
    lost: rows.filter(({ id, state }) => !came.has(id) && state !== 'unknown').length,
  };
  report(what, found);
  return found;
}
