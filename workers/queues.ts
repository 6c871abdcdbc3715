/** The only file that builds queues: BullMQ on Redis or on the database, behind three verbs. */
import { createPostgresBackend, Queue, withBackend, Worker, type WorkerOptions } from 'bullmq';
import type { Redis, RedisOptions } from 'ioredis';
import type { Pool, QueueConfig } from '../src/index.ts';
import { assertKeepsKeys } from './redis-policy.ts';
import { within } from './within.ts';

/** Wake-up calls for the clock worker, and for those who deliver. */
export type QueueName = 'clock' | 'dispatch';

/** A wake-up call. What is owed stands in the database. */
export interface Hint {
  /** The same id is one call, for as long as the queue still has it. */
  readonly id: string;
  readonly data: CallData;
  readonly delayMs?: number;
}

/** What a call carries: ids, and nothing else. */
export interface CallData {
  readonly dispatchIds?: readonly string[];
}

export interface Queues {
  /** Calls. Calls lost by the queue are made again by whoever owes them. */
  hint(queue: QueueName, hints: readonly Hint[]): Promise<void>;
  /** Starts answering calls in this process, up to `concurrency` at a time. */
  work(
    queue: QueueName,
    answer: (data: CallData) => Promise<void>,
    concurrency: number,
  ): Promise<void>;
  /** Takes no more calls and waits for those under way, at most `config.stopSeconds`. */
  close(): Promise<void>;
}

export interface QueuesOptions {
  /** Where the queues live: a Redis server, or the pool kept for them in the database. */
  readonly on: { readonly redisUrl: string } | { readonly pool: Pool };
  /** The PostgreSQL schema: each organisation has its own queues. */
  readonly schema: string;
  readonly config: QueueConfig;
  /** Told of errors between calls, e.g. a connection that broke. */
  readonly onError: (error: Error) => void;
  /**
   * Told when a Redis that was lost is there again, once for each connection by which calls are made:
   * it may have forgotten them. The database forgets none.
   */
  readonly onBack?: () => void;
}

/** From one attempt to reach a Redis that has gone to the next, at most. */
const reconnectMillisMax = 1_000;
const reconnectMillisStep = 50;

/** A worker that dies twice on one job must not lose it: the row says when enough is enough. */
const stallsMax = 1_000;

/** The ledger keeps what happened; a queue that kept it too would only fill up. */
const forget = { removeOnComplete: { count: 0 }, removeOnFail: { count: 0 } };

export async function openQueues(options: QueuesOptions): Promise<Queues> {
  const { schema, config, onError } = options;
  let closing = false;
  const onBack = () => {
    if (!closing) options.onBack?.();
  };
  const built =
    'pool' in options.on
      ? onDatabase(options.on.pool)
      : await onRedis({ url: options.on.redisUrl, prefix: schema, onError, onBack });
  const nameOf = (queue: QueueName) => `${schema}-${queue}`;
  const queues = { clock: built.queue(nameOf('clock')), dispatch: built.queue(nameOf('dispatch')) };
  const workers: ReturnType<Built['worker']>[] = [];
  for (const queue of Object.values(queues)) queue.on('error', onError);
  return {
    async hint(queue, hints) {
      if (hints.length === 0) return;
      await queues[queue].addBulk(
        hints.map(({ id, data, delayMs = 0 }) => ({
          name: queue,
          data,
          opts: { jobId: id, delay: delayMs, ...forget },
        })),
      );
    },
    async work(queue, answer, concurrency) {
      const worker = built.worker(nameOf(queue), (job) => answer(job.data), {
        concurrency,
        lockDuration: config.lockSeconds * 1_000,
        stalledInterval: config.lockSeconds * 1_000,
        maxStalledCount: stallsMax,
        ...forget,
      });
      worker.on('error', onError);
      workers.push(worker);
      await worker.waitUntilReady();
    },
    async close() {
      closing = true;
      const closed = [...workers, ...Object.values(queues)].map((each) => each.close());
      // What waits for a Redis that cannot be reached would wait for ever: it is cut off in the end.
      await within(config.stopSeconds * 1_000, Promise.allSettled(closed));
      built.end();
    },
  };
}

type Answer = (job: { data: CallData }) => Promise<void>;
type Errors = { on(event: 'error', listener: (error: Error) => void): unknown };
type WorkOptions = Omit<WorkerOptions, 'connection'>;

interface Built {
  queue(name: string): Pick<Queue, 'addBulk' | 'close'> & Errors;
  worker(
    name: string,
    answer: Answer,
    options: WorkOptions,
  ): Pick<Worker, 'close' | 'waitUntilReady'> & Errors;
  /** Lets go of every connection made here, whatever still waits on it. */
  end(): void;
}

function onDatabase(pool: Pool): Built {
  const classes = withBackend(createPostgresBackend);
  return {
    queue: (name) => new classes.Queue(name, { connection: pool }),
    worker: (name, answer, options) =>
      new classes.Worker(name, answer, { ...options, connection: pool }),
    end: () => undefined,
  };
}

interface RedisPlace extends Required<Pick<QueuesOptions, 'onError' | 'onBack'>> {
  readonly url: string;
  /** Begins the names of all keys. */
  readonly prefix: string;
}

async function onRedis({ url, prefix, onError, onBack }: RedisPlace): Promise<Built> {
  const { Redis } = await import('ioredis');
  const connections: Redis[] = [];
  class Connection extends Redis {
    /** Each BullMQ worker makes itself a second connection this way: it is ours to end, too. */
    override duplicate(override?: Partial<RedisOptions>): Redis {
      return kept(new Connection({ ...this.options, ...override, replyMapping: 'legacy' }));
    }

    override disconnect(reconnect = false): void {
      // Between two attempts to connect, ioredis would only drop the next one: whoever waits for a
      // command, or for the end, would wait for ever. While it waits to be used, it says goodbye.
      if (!reconnect && this.status === 'reconnecting') this.status = 'wait';
      super.disconnect(reconnect);
    }
  }
  const kept = (connection: Redis) => {
    connections.push(connection);
    // BullMQ reports its connections' errors itself, but no longer once it closes.
    return connection.on('error', () => undefined);
  };
  const connect = (forWorker: boolean) =>
    // A call that cannot be made now is made again by the sweep; a worker waits for its Redis.
    kept(new Connection(url, { maxRetriesPerRequest: forWorker ? null : 1, retryStrategy }));
  const end = () => {
    const open = connections.filter(({ status }) => status !== 'end');
    for (const connection of open) connection.disconnect();
  };
  try {
    const known = await assertKeepsKeys(connect(false));
    if (!known) onError(new Error('the eviction policy of Redis cannot be told'));
  } catch (error) {
    end();
    throw error;
  }
  return {
    queue: (name) => new Queue(name, { connection: whenBack(connect(false), onBack), prefix }),
    worker: (name, answer, options) =>
      new Worker(name, answer, { ...options, connection: connect(true), prefix }),
    end,
  };
}

/** Without it the attempts would come ever more seldom: word waits for them. In ms. */
function retryStrategy(attempts: number): number {
  return Math.min(attempts * reconnectMillisStep, reconnectMillisMax);
}

/** Tells whenever the connection is ready again; the first time it is only ready. */
function whenBack(connection: Redis, onBack: () => void): Redis {
  let wasReady = false;
  return connection.on('ready', () => {
    if (wasReady) onBack();
    wasReady = true;
  });
}
