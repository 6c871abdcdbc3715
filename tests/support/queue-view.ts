/** A queue as its workers see it, on either service: for a test to look into, and to call by. */
import { createPostgresBackend, Queue, withBackend } from 'bullmq';
import type { Rectiflow } from '../../src/index.ts';
import type { CallData, QueueName } from '../../workers/queues.ts';
import { eventually } from './eventually.ts';

export interface QueueView extends AsyncDisposable {
  /** How many calls are being answered, or their worker has died over them. */
  active(): Promise<number>;
  /** The dispatches that calls are for, answered just now or waiting. */
  calledIds(): Promise<ReadonlySet<string>>;
  /** Until when the calls for later are held, epoch ms by the clock of the worker that made them. */
  heldUntil(): Promise<readonly number[]>;
  /** Makes a call; resolves when nothing is left to answer but the calls for later. */
  call(timeoutMs: number): Promise<void>;
}

export function viewQueue(
  { database: { schema, queue: pool } }: Rectiflow,
  name: QueueName,
  redisUrl: string | undefined,
): QueueView {
  const full = `${schema}-${name}`;
  const queue =
    redisUrl === undefined
      ? new (withBackend(createPostgresBackend).Queue)(full, { connection: pool })
      : new Queue(full, { connection: { url: redisUrl }, prefix: schema });
  return {
    active: () => queue.getJobCountByTypes('active'),
    async calledIds() {
      const jobs = await queue.getJobs(['wait', 'active']);
      return new Set(jobs.flatMap(({ data }) => (data as CallData).dispatchIds ?? []));
    },
    async heldUntil() {
      const jobs = await queue.getJobs(['delayed']);
      return jobs.map(({ timestamp, delay }) => timestamp + delay);
    },
    async call(timeoutMs) {
      await queue.add(name, {}, { removeOnComplete: true });
      const answered = async () => (await queue.getJobCountByTypes('wait', 'active')) === 0;
      await eventually(answered, { timeoutMs });
    },
    [Symbol.asyncDispose]: () => queue.close(),
  };
}
