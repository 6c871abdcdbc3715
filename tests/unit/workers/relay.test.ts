import { beforeEach, describe, expect, test } from 'vitest';
import { queueConfigSchema } from '../../../src/config-schema.ts';
import type { DispatchBook } from '../../../src/store/dispatch-book.ts';
import { openQueues, type Hint, type Queues } from '../../../workers/queues.ts';
import { relay } from '../../../workers/relay.ts';
import { bookOfEachAlone } from '../../support/each-alone.ts';
import { eventually } from '../../support/eventually.ts';
import { forEachTest } from '../engine/case-hooks.ts';
import { opened, openCase, start } from '../engine/engine-case.ts';

const rehintMs = 30_000;

const engineCase = forEachTest(openCase);
let dispatches: DispatchBook;

beforeEach(async () => {
  dispatches = bookOfEachAlone(engineCase.database.store);
});

/** A queue that only keeps what it is told. */
function recording(): Queues & { readonly told: Hint[] } {
  const told: Hint[] = [];
  return {
    told,
    async hint(queue, hints) {
      expect(queue).toBe('dispatch');
      told.push(...hints);
    },
    work: async () => undefined,
    close: async () => undefined,
  };
}

async function planned(): Promise<string[]> {
  const { rows } = await engineCase.database.store.query<{ id: string }>(
    `select id from notice where state = 'planned' order by id`,
  );
  return rows.map(({ id }) => id);
}

describe('the relay', () => {
  test('tells the queue of every dispatch, by its id alone', async () => {
    await opened(engineCase.engine);
    const queues = recording();
    expect(await relay({ dispatches, queues, rehintMs, channels: ['mail'] })).toBe(2);
    const ids = await planned();
    expect(queues.told.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
      ids.map((id) => ({ id: `dispatch-${id}-0-0`, data: { dispatchId: id } })),
    );
  });

  test('tells it once, until the time is over in which a queue may know', async () => {
    await opened(engineCase.engine);
    const queues = recording();
    await relay({ dispatches, queues, rehintMs, channels: ['mail'] });
    expect(await relay({ dispatches, queues, rehintMs, channels: ['mail'] })).toBe(0);
    await engineCase.database.store.query(
      `update dispatch set hinted_at = now() - interval '31 seconds'`,
    );
    expect(await relay({ dispatches, queues, rehintMs, channels: ['mail'] })).toBe(2);
    // Told again under the same id: a queue that still knows makes one call of it.
    expect(new Set(queues.told.map(({ id }) => id)).size).toBe(2);
  });

  test('tells of a dispatch anew when it was claimed and given back', async () => {
    await opened(engineCase.engine);
    const queues = recording();
    await relay({ dispatches, queues, rehintMs, channels: ['mail'] });
    const [id = ''] = await planned();
    await dispatches.claim(id, 60_000, start);
    await engineCase.database.store.query(
      `update dispatch set lease_until = now() - interval '1 second' where id = $1`,
      [id],
    );
    await dispatches.endLapsedLeases(start);
    expect(await relay({ dispatches, queues, rehintMs, channels: ['mail'] })).toBe(1);
    expect(queues.told.at(-1)).toEqual({ id: `dispatch-${id}-1-0`, data: { dispatchId: id } });
  });

  test('tells of a dispatch anew when nobody answered for it in ten times that time', async () => {
    await opened(engineCase.engine);
    const queues = recording();
    const idsToldAfter = async (seconds: number): Promise<Set<string>> => {
      await engineCase.database.store.query(
        `update dispatch set hinted_at = null, ready_at = now() - $1::int * interval '1 second'`,
        [seconds],
      );
      queues.told.length = 0;
      await relay({ dispatches, queues, rehintMs, channels: ['mail'] });
      return new Set(queues.told.map(({ id }) => id));
    };
    const atOnce = await idsToldAfter(0);
    expect(await idsToldAfter(290)).toEqual(atOnce);
    const anew = await idsToldAfter(301);
    const muchLater = await idsToldAfter(30 * 86_400);
    expect(new Set([...atOnce, ...anew, ...muchLater]).size).toBe(6);
  });

  test('of nothing owed tells nothing', async () => {
    const queues = recording();
    expect(await relay({ dispatches, queues, rehintMs, channels: ['mail'] })).toBe(0);
    expect(queues.told).toEqual([]);
  });

  test('tells of all of them, however many', async () => {
    const { id } = await opened(engineCase.engine);
    await engineCase.database.store.query(
      `insert into notice (id, finding_id, seq, template, slot, person_id, rungs, dedupe_key, state,
         owed_at, gather_at)
       select gen_random_uuid(), $1, 1, 'reminder', 'actionOwner', 'he', '{}', 'many-' || no, 'planned',
         now(), now()
       from generate_series(1, 1200) as no`,
      [id],
    );
    const queues = recording();
    expect(await relay({ dispatches, queues, rehintMs, channels: ['mail'] })).toBe(1_202);
    expect(new Set(queues.told.map((hint) => hint.id)).size).toBe(1_202);
  });

  test('leaves them owed when the queue cannot be told, and tells it later', async () => {
    await opened(engineCase.engine);
    const deaf: Queues = { ...recording(), hint: () => Promise.reject(new Error('no queue')) };
    await expect(relay({ dispatches, queues: deaf, rehintMs, channels: ['mail'] })).rejects.toThrow(
      'no queue',
    );
    expect(await planned()).toHaveLength(2);
    await engineCase.database.store.query(
      `update dispatch set hinted_at = now() - interval '31 seconds'`,
    );
    expect(await relay({ dispatches, queues: recording(), rehintMs, channels: ['mail'] })).toBe(2);
  });

  test('wakes a worker on a real queue for each of them', async () => {
    await opened(engineCase.engine);
    const trouble: Error[] = [];
    const queues = await openQueues({
      on: { pool: engineCase.database.queue },
      schema: engineCase.database.schema,
      config: queueConfigSchema.parse({ stopSeconds: 1 }),
      onError: (error) => trouble.push(error),
    });
    try {
      const called: string[] = [];
      await queues.work('dispatch', async ({ dispatchId = '' }) => void called.push(dispatchId), 2);
      await relay({ dispatches, queues, rehintMs, channels: ['mail'] });
      await eventually(() => called.length === 2);
      expect(new Set(called)).toEqual(new Set(await planned()));
      expect(trouble).toEqual([]);
    } finally {
      await queues.close();
    }
  });
});
