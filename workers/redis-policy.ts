/** A Redis that may throw keys away loses calls and locks without a word: it is refused at the start. */
import type { Redis } from 'ioredis';
import { RectiflowError } from '../src/index.ts';

/**
 * Throws `redis_evicts` where the server's eviction policy is any but `noeviction`. False when it
 * cannot be told: the server does not let us ask, or cannot be reached yet.
 */
export async function assertKeepsKeys(redis: Pick<Redis, 'config'>): Promise<boolean> {
  const policy = await redis.config('GET', 'maxmemory-policy').then(valueOf, () => null);
  if (policy === null) return false;
  if (policy === 'noeviction') return true;
  throw new RectiflowError('redis_evicts', {
    policy,
    message:
      `Redis 的 maxmemory-policy 为 ${policy},内存不足时会丢弃队列内容,须设为 noeviction。 / ` +
      `Redis has the maxmemory-policy ${policy} and would drop queue entries when it runs short of memory: set it to noeviction.`,
  });
}

/** `CONFIG GET` answers name and value in turn. */
function valueOf(answer: unknown): string | null {
  const value: unknown = Array.isArray(answer) ? answer[1] : null;
  return typeof value === 'string' ? value : null;
}
