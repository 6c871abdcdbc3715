/** Redis dies without persistence, again and again: commands never notice, and word goes out soon after it is back. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startRedis, type RedisServer } from '../support/redis.ts';
import { startReminding, type Reminding } from '../support/reminding.ts';
import { report } from '../support/report.ts';
import {
  describeWithPostgres,
  describeWithRedis,
  freshServerDatabase,
} from '../support/services.ts';

const tickSeconds = 'RECTIFLOW_QUEUE_TICK_SECONDS';
/** The longer Redis is away, the less often its clients might look for it. By day a backlog is found sooner. */
const figures =
  process.env['NIGHTLY'] === undefined
    ? { restarts: 1, downMillisMax: 500, backlogs: 1, backlogTick: { [tickSeconds]: '1' } }
    : { restarts: 20, downMillisMax: 20_000, backlogs: 5, backlogTick: {} };
const noticesPerFinding = 2;
const backlog = { findings: 30, inTheMiddle: 20 } as const;
const firstMillisMax = 5_000;
/** A busy machine may need minutes for what takes seconds. */
const patienceMs = 120_000;
const timeout = figures.restarts * (2 * patienceMs + figures.downMillisMax);

describeWithPostgres('Redis is killed and comes back empty', () => {
  describeWithRedis('the queue on Redis', () => {
    test(
      `${figures.restarts} times: commands are accepted all along, and word of them goes out soon after`,
      { timeout },
      async () => {
        const outages = await outlive(
          { what: 'idle', times: figures.restarts, settings: {} },
          async ({ redis, reminding, downMs }) => {
            await redis.crash();
            const answers = await reminding.command();
            await pause(downMs);
            return answers.map(({ status }) => status);
          },
        );
        expect(outages.accepted).toEqual(outages.firstMs.map(() => [201, 200]));
        expect(outages.outcome).toEqual(allSent(figures.restarts));
        expect(Math.max(...outages.firstMs)).toBeLessThanOrEqual(firstMillisMax);
      },
    );

    test(
      `${figures.backlogs} times with calls in it: the first of them is soon made again`,
      { timeout },
      async () => {
        const outages = await outlive(
          { what: 'backlog', times: figures.backlogs, settings: figures.backlogTick },
          async ({ redis, reminding, downMs }) => {
            const count = reminding.smtp.seen.length + backlog.inTheMiddle;
            const died = reminding.whenMailsCame(count, () => redis.crash());
            await reminding.owe(backlog.findings);
            await died;
            await pause(downMs);
            return [];
          },
        );
        expect(outages.outcome).toEqual(allSent(figures.backlogs * backlog.findings));
        expect(Math.max(...outages.firstMs)).toBeLessThanOrEqual(firstMillisMax);
      },
    );
  });
});

const allSent = (findings: number) => {
  return { sent: findings * noticesPerFinding, otherwise: 0, seenTwice: 0, lost: 0 };
};

interface Outage {
  readonly redis: RedisServer;
  readonly reminding: Reminding;
  /** How long Redis is to be away. */
  readonly downMs: number;
}

interface Outages {
  readonly what: string;
  readonly times: number;
  /** Of the worker. */
  readonly settings: Readonly<Record<string, string>>;
}

/** Has Redis killed so often by `die`, and brings it back; what the outages had in them, and came to. */
async function outlive(
  { what, times, settings }: Outages,
  die: (outage: Outage) => Promise<readonly number[]>,
) {
  const redis = await startRedis();
  try {
    const databaseUrl = await freshServerDatabase(`redis restarts ${what}`);
    await using reminding = await startReminding({ databaseUrl, redisUrl: redis.url, settings });
    const [accepted, firstMs]: [(readonly number[])[], number[]] = [[], []];
    for (let at = 1; at <= times; at += 1) {
      const downMs = (figures.downMillisMax * at) / times;
      accepted.push(await die({ redis, reminding, downMs }));
      firstMs.push(await firstMailAfter(redis, reminding));
      await reminding.settled(patienceMs);
    }
    const rounded = firstMs.map(Math.round);
    report(`Redis restarted empty, ${what}`, {
      restarts: times,
      firstMailSoonestMs: Math.min(...rounded),
      firstMailLatestMs: Math.max(...rounded),
    });
    const outcome = await reminding.outcome();
    expect(await reminding.worker.kill('SIGTERM')).toBe(0);
    return { accepted, firstMs, outcome };
  } finally {
    await redis.stop();
  }
}

/** Brings Redis back; from then to the first mail, in ms. */
async function firstMailAfter(redis: RedisServer, { arrivedAt }: Reminding): Promise<number> {
  await redis.restart();
  const backAt = Date.now();
  const since = () => [...arrivedAt.values()].filter((at) => at >= backAt);
  await eventually(() => since().length > 0, { timeoutMs: patienceMs });
  return Math.min(...since()) - backAt;
}
