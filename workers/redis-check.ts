/** Whether a Redis takes writes: one that is full, or is a replica, answers all the same and takes no call. */

export interface RedisCheck {
  /**
   * Resolves when Redis took a write, rejects within some 2 seconds when it did not. Whoever asks
   * while one is under way gets the answer to that one.
   */
  readonly takesWrites: () => Promise<void>;
  /** Lets go of the connection; what is under way fails. */
  close(): void;
}

const answerMillisMax = 2_000;
const keptSeconds = 60;

/** Connects when first asked. The key written has the prefix that all keys of the queues have. */
export async function openRedisCheck(url: string, prefix: string): Promise<RedisCheck> {
  const { Redis } = await import('ioredis');
  const redis = new Redis(url, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    retryStrategy: () => 200,
    connectTimeout: answerMillisMax,
    commandTimeout: answerMillisMax,
    // A Redis that has gone without a word is looked for anew.
    socketTimeout: answerMillisMax,
  });
  // Whoever asks is told, and nobody else.
  redis.on('error', () => undefined);
  let underWay: Promise<void> | null = null;
  const write = async (): Promise<void> => {
    try {
      await redis.set(`${prefix}:ready`, '1', 'EX', keptSeconds);
    } finally {
      underWay = null;
    }
  };
  return {
    takesWrites: () => (underWay ??= write()),
    close: () => redis.disconnect(),
  };
}
