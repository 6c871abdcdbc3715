/** What waits to be sent, beside the calls for it in a queue. */
import type { Rectiflow } from '../../src/index.ts';
import type { QueueView } from './queue-view.ts';

export interface WaitingDispatches {
  /** Messages nobody has in hand. */
  readonly all: number;
  /** Of them those that no call in the queue is for. */
  readonly uncalled: number;
}

export async function waitingDispatches(
  { database }: Rectiflow,
  queue: QueueView,
): Promise<WaitingDispatches> {
  // The queue first: what is sent in between is missing in neither.
  const called = await queue.calledIds();
  const { rows } = await database.store.query<{ readonly id: string }>(
    `select id from dispatch where state = 'planned'`,
  );
  return { all: rows.length, uncalled: rows.filter(({ id }) => !called.has(id)).length };
}
