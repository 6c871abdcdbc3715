/** Makes a Redis that may not evict run out of memory, and gives it room again. */
import { Redis } from 'ioredis';

const fillerKey = 'filler';
const fillerBytes = 100_000;

/** Resolves when it takes nothing more. */
export async function fillRedis(url: string): Promise<void> {
  await onRedis(url, async (redis) => {
    while (await takes(redis, fillerBytes));
    // Half of that is all it may have: the buffers of clients that come and go make no room for a call.
    const memory = /^maxmemory:(\d+)/m.exec(await redis.info('memory'))?.[1];
    await redis.config('SET', 'maxmemory', Math.floor(Number(memory) / 2));
  });
}

/** Whether it refuses a few bytes for want of memory. */
export function isFull(url: string): Promise<boolean> {
  return onRedis(url, async (redis) => !(await takes(redis, 1)));
}

/** Lets go of what it was filled with. */
export async function freeRedis(url: string): Promise<void> {
  await onRedis(url, (redis) => redis.del(fillerKey));
}

async function takes(redis: Redis, bytes: number): Promise<boolean> {
  try {
    await redis.rpush(fillerKey, '*'.repeat(bytes));
    return true;
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('OOM')) return false;
    throw error;
  }
}

async function onRedis<T>(url: string, act: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url);
  try {
    return await act(redis);
  } finally {
    redis.disconnect();
  }
}
