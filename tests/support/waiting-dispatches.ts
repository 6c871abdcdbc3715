/** What waits to be sent, beside the calls for it in a queue on Redis. */
import type { Queue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { Rectiflow } from '../../src/index.ts';
import type { CallData } from '../../workers/queues.ts';

export interface WaitingDispatches {
  /** Messages nobody has in hand. */
  readonly all: number;
  /** Of them those that no call in the queue is for. */
  readonly uncalled: number;
}

export async function waitingDispatches(
  rectiflow: Rectiflow,
  queue: Queue,
  connection: Redis,
): Promise<WaitingDispatches> {
  // The queue first: what is sent in between is missing in neither.
  return countWaiting(rectiflow, await calledIds(queue, connection));
}

/** The dispatches that calls in the queue are for. */
async function calledIds(queue: Queue, connection: Redis): Promise<ReadonlySet<string>> {
  const lists = ['wait', 'active'].map((list) => connection.lrange(queue.toKey(list), 0, -1));
  const calls = (await Promise.all(lists)).flat();
  const reading = connection.pipeline();
  for (const id of calls) reading.hget(queue.toKey(id), 'data');
  const read = (await reading.exec()) ?? [];
  return new Set(read.flatMap(([, data]) => (typeof data === 'string' ? idsIn(data) : [])));
}

function idsIn(data: string): readonly string[] {
  const { dispatchIds = [] } = JSON.parse(data) as CallData;
  return dispatchIds;
}

async function countWaiting({ database }: Rectiflow, called: ReadonlySet<string>) {
  const { rows } = await database.store.query<{ readonly id: string }>(
    `select id from dispatch where state = 'planned'`,
  );
  return { all: rows.length, uncalled: rows.filter(({ id }) => !called.has(id)).length };
}
