/** Redis runs out of memory in the middle of the work: commands never notice, and what is owed goes out once there is room. */
import { setTimeout as pause } from 'node:timers/promises';
import { beforeAll, expect, test } from 'vitest';
import { fillRedis, freeRedis, isFull } from '../support/fill-redis.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { startReminding, type Outcome, type Reminding } from '../support/reminding.ts';
import { report } from '../support/report.ts';
import {
  describeWithPostgres,
  describeWithRedis,
  freshServerDatabase,
} from '../support/services.ts';

/** By day the worker tells again sooner, and the shortage is over sooner. */
const figures =
  process.env['NIGHTLY'] === undefined
    ? { findings: 10, commands: 5, fullMillis: 1_500, settings: tellingAgainAfter(2) }
    : { findings: 1_000, commands: 500, fullMillis: 120_000, settings: {} };
const noticesPerFinding = 2;
const drainMillisMax = 5 * 60_000;
/** A busy machine may need minutes for what takes seconds. */
const timeout = 2 * drainMillisMax + 2 * figures.fullMillis;

/** What was seen while it was full, and what has come of it. */
interface Found extends Shortage {
  readonly drainMs: number;
  readonly outcome: Outcome;
  readonly exit: number | null;
  readonly verified: boolean;
}

describeWithPostgres('Redis is full, and may not evict', () => {
  describeWithRedis('the queue on Redis', () => {
    let found: Found;
    beforeAll(async () => {
      found = await runShortOnce();
    }, timeout);

    test('commands are accepted, the worker complains, and all goes out when there is room', () => {
      expect(found).toMatchObject({
        acceptedSteps: 2 * figures.commands,
        wasFullToTheEnd: true,
        workerComplained: true,
        outcome: {
          sent: (figures.findings + figures.commands) * noticesPerFinding,
          otherwise: 0,
          seenTwice: 0,
          lost: 0,
        },
        exit: 0,
        verified: true,
      });
      // What was told of before may still have gone out.
      const owedMeanwhile = figures.commands * noticesPerFinding;
      expect(found.owedInTheEnd).toBeGreaterThanOrEqual(owedMeanwhile);
      expect(found.drainMs).toBeLessThanOrEqual(drainMillisMax);
    });

    test('whoever asks whether the service is ready is told that it is so in part', () => {
      expect(found.readiness).toBe('degraded');
    });
  });
});

async function runShortOnce(): Promise<Found> {
  const redis = await startRedis(['--maxmemory', '32mb']);
  try {
    const databaseUrl = await freshServerDatabase('redis full');
    const { settings } = figures;
    await using reminding = await startReminding({ databaseUrl, redisUrl: redis.url, settings });
    const shortage = await runShort(redis, reminding);
    await freeRedis(redis.url);
    const freedAt = performance.now();
    await reminding.settled(2 * drainMillisMax);
    const drainMs = Math.round(performance.now() - freedAt);
    const outcome = await reminding.outcome();
    const { acceptedSteps, owedInTheEnd } = shortage;
    report('Redis full', { acceptedSteps, owedInTheEnd, drainMs, sent: outcome.sent });
    const exit = await reminding.worker.kill('SIGTERM');
    const { ok: verified } = await reminding.rectiflow.verify();
    return { ...shortage, drainMs, outcome, exit, verified };
  } finally {
    await redis.stop();
  }
}

interface Shortage {
  readonly acceptedSteps: number;
  readonly wasFullToTheEnd: boolean;
  readonly workerComplained: boolean;
  /** What the service says of itself, where it says anything. */
  readonly readiness: unknown;
  /** Notices nobody has in hand. */
  readonly owedInTheEnd: number;
}

/** Fills Redis while mails go out, gives commands, and stays so for a while. */
async function runShort(redis: RedisServer, reminding: Reminding): Promise<Shortage> {
  const { worker, rectiflow, url } = reminding;
  const filled = reminding.whenMailsCame(figures.findings, () => fillRedis(redis.url));
  await reminding.owe(figures.findings);
  await filled;
  const heard = worker.said.length;
  let acceptedSteps = 0;
  for (let at = 0; at < figures.commands; at += 1) {
    const statuses = (await reminding.command()).map(({ status }) => status);
    acceptedSteps += statuses.filter((status) => status === 200 || status === 201).length;
  }
  await pause(figures.fullMillis);
  const ready = (await (await fetch(`${url}/ready`)).json()) as Record<string, unknown>;
  const { planned } = await rectiflow.dispatches.counts();
  return {
    acceptedSteps,
    wasFullToTheEnd: await isFull(redis.url),
    workerComplained: worker.said.slice(heard).some(isQueueTrouble),
    readiness: ready['status'],
    owedInTheEnd: planned,
  };
}

function isQueueTrouble(line: string): boolean {
  return line.includes('queue connection trouble');
}

function tellingAgainAfter(seconds: number): Readonly<Record<string, string>> {
  return {
    RECTIFLOW_QUEUE_TICK_SECONDS: '1',
    RECTIFLOW_QUEUE_REHINT_SECONDS: String(seconds),
    RECTIFLOW_QUEUE_LOCK_SECONDS: String(seconds),
  };
}
