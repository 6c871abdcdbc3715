import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openRedisCheck, type RedisCheck } from '../../../workers/redis-check.ts';
import { eventually } from '../../support/eventually.ts';
import { fillRedis, freeRedis } from '../../support/fill-redis.ts';
import { startRedis, type RedisServer } from '../../support/redis.ts';
import { describeWithRedis } from '../../support/services.ts';

/** What it promises, with room for a busy machine. */
const answerMillisMax = 5_000;

describeWithRedis('the check of a Redis', () => {
  let redis: RedisServer;
  beforeAll(async () => {
    redis = await startRedis(['--maxmemory', '32mb']);
  });
  afterAll(() => redis.stop());

  async function withCheck(use: (check: RedisCheck) => Promise<void>): Promise<void> {
    const check = await openRedisCheck(redis.url, 'school');
    try {
      await use(check);
    } finally {
      check.close();
    }
  }

  async function asked<T>(ask: (connection: Redis) => Promise<T>): Promise<T> {
    const connection = new Redis(redis.url);
    try {
      return await ask(connection);
    } finally {
      connection.disconnect();
    }
  }

  test('connects when it is asked, and leaves one key that expires', async () => {
    await asked((connection) => connection.flushall());
    await withCheck(async ({ takesWrites }) => {
      expect(await asked((connection) => connection.keys('*'))).toEqual([]);
      await takesWrites();
      await takesWrites();
      expect(await asked((connection) => connection.keys('*'))).toEqual(['school:ready']);
      const seconds = await asked((connection) => connection.ttl('school:ready'));
      expect(seconds).toBeGreaterThan(0);
      expect(seconds).toBeLessThanOrEqual(60);
    });
  });

  test('fails while the Redis is full, though it answers, and passes when there is room', async () => {
    await withCheck(async (check) => {
      await check.takesWrites();
      await fillRedis(redis.url);
      await expect(check.takesWrites()).rejects.toThrow('OOM');
      await freeRedis(redis.url);
      await eventually(() => check.takesWrites());
    });
  });

  test('fails in time while the Redis is gone, and passes when it is back', async () => {
    await withCheck(async (check) => {
      await check.takesWrites();
      await redis.crash();
      expect(await timeToFail(check)).toBeLessThan(answerMillisMax);
      await redis.restart();
      await eventually(() => check.takesWrites());
    });
  });

  test('fails in time while the Redis is silent, one at a time, and passes when it speaks', async () => {
    await withCheck(async (check) => {
      await check.takesWrites();
      process.kill(redis.pid, 'SIGSTOP');
      try {
        const first = check.takesWrites();
        expect(check.takesWrites()).toBe(first);
        await expect(first).rejects.toBeInstanceOf(Error);
        expect(await timeToFail(check)).toBeLessThan(answerMillisMax);
      } finally {
        process.kill(redis.pid, 'SIGCONT');
      }
      await eventually(() => check.takesWrites());
    });
  });

  test('lets go of its connection, whatever is under way', async () => {
    const check = await openRedisCheck(redis.url, 'school');
    await check.takesWrites();
    check.close();
    await expect(check.takesWrites()).rejects.toBeInstanceOf(Error);
    await eventually(async () => {
      const clients = await asked((connection) => connection.client('LIST'));
      expect(String(clients).trim().split('\n')).toHaveLength(1);
    });
  });

  test('of a Redis that was never there fails in time', async () => {
    const check = await openRedisCheck('redis://127.0.0.1:1', 'school');
    expect(await timeToFail(check)).toBeLessThan(answerMillisMax);
    check.close();
  });
});

/** In ms. */
async function timeToFail({ takesWrites }: RedisCheck): Promise<number> {
  const began = performance.now();
  await expect(takesWrites()).rejects.toBeInstanceOf(Error);
  return performance.now() - began;
}
