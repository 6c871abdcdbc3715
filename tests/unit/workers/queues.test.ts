import { expect, test } from 'vitest';
import { queueConfigSchema } from '../../../src/config-schema.ts';
import { openQueues } from '../../../workers/queues.ts';
import { eventually } from '../../support/eventually.ts';
import { startRedis } from '../../support/redis.ts';
import { describeWithRedis } from '../../support/services.ts';

const config = queueConfigSchema.parse({ stopSeconds: 1 });

describeWithRedis('queues on Redis', () => {
  test('say when a Redis they had lost is back, whenever it is, and no more once they close', async () => {
    const redis = await startRedis();
    let back = 0;
    const queues = await openQueues({
      on: { redisUrl: redis.url },
      schema: 'rectiflow',
      config,
      onError: () => undefined,
      onBack: () => (back += 1),
    });
    try {
      const answered: string[] = [];
      await queues.work(
        'dispatch',
        async ({ dispatchIds = [] }) => void answered.push(...dispatchIds),
        1,
      );
      const call = (id: string) => queues.hint('dispatch', [{ id, data: { dispatchIds: [id] } }]);
      await call('before');
      await eventually(() => answered.includes('before'));
      expect(back).toBe(0);
      for (const outage of ['first', 'second']) {
        const before = back;
        await redis.crash();
        await redis.restart();
        await eventually(() => back > before);
        await eventually(() => call(outage));
        await eventually(() => answered.includes(outage));
      }
      const sofar = back;
      await redis.crash();
      const closed = queues.close();
      await redis.restart();
      await closed;
      expect(back).toBe(sofar);
    } finally {
      await queues.close();
      await redis.stop();
    }
  });
});
