/** A Redis that may evict keys is refused; one that cannot be asked is used, and that is said. */
import { describe, expect, test } from 'vitest';
import { queueConfigSchema } from '../../src/config-schema.ts';
import { openQueues } from '../../workers/queues.ts';
import { startRedis } from '../support/redis.ts';
import { describeWithRedis } from '../support/services.ts';

const config = queueConfigSchema.parse({ stopSeconds: 1 });

/** Opens queues on a Redis started so, and closes them; what was complained of meanwhile. */
async function openedOn(args: readonly string[]): Promise<readonly string[]> {
  const redis = await startRedis(args);
  const complaints: string[] = [];
  try {
    const on = { redisUrl: redis.url };
    const onError = (error: Error) => void complaints.push(error.message);
    const queues = await openQueues({ on, schema: 'rectiflow', config, onError });
    await queues.close();
    return complaints;
  } finally {
    await redis.stop();
  }
}

describeWithRedis('a Redis', () => {
  test.each(['allkeys-lru', 'volatile-ttl', 'allkeys-random'])(
    'that evicts by %s is refused, and says what to set',
    async (policy) => {
      await expect(openedOn(['--maxmemory-policy', policy])).rejects.toMatchObject({
        code: 'redis_evicts',
        message: expect.stringContaining('noeviction') as unknown,
      });
    },
  );

  test('that keeps what it has is used without a word', async () => {
    expect(await openedOn([])).toEqual([]);
  });

  test('that does not say what it does is used, and that is told', async () => {
    expect(await openedOn(['--rename-command', 'CONFIG', ''])).toEqual([
      'the eviction policy of Redis cannot be told',
    ]);
  });
});

describe('a Redis that cannot be reached', () => {
  test('is waited for: what is owed stands in the database', async () => {
    const complaints: string[] = [];
    const queues = await openQueues({
      on: { redisUrl: 'redis://127.0.0.1:1' },
      schema: 'rectiflow',
      config,
      onError: (error) => complaints.push(error.message),
    });
    await queues.close();
    expect(complaints).toContain('the eviction policy of Redis cannot be told');
  });
});
