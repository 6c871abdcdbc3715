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

/** The dispatches the queue was told of, in order. */
function toldOf({ told }: { readonly told: readonly Hint[] }): readonly string[] {
  return told.flatMap(({ data }) => data.dispatchIds ?? []);
}

/** As if so much time had passed since the queue was told, and nobody had come. */
async function passes(seconds: number): Promise<void> {
  await engineCase.database.store.query(
    `update dispatch set hinted_at = hinted_at - $1::int * interval '1 second',
       ready_at = ready_at - $1::int * interval '1 second'`,
    [seconds],
  );
}

async function planned(): Promise<string[]> {
  const { rows } = await engineCase.database.store.query<{ id: string }>(
    `select id from notice where state = 'planned' order by id`,
  );
  return rows.map(({ id }) => id);
}

describe('the relay', () => {
  test('tells the queue of what is new in one call, by ids alone', async () => {
    await opened(engineCase.engine);
    const queues = recording();
    expect(await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 })).toBe(2);
    expect(queues.told).toEqual([
      {
        id: expect.stringMatching(/^dispatches-[0-9a-f]{64}-0$/u) as unknown,
        data: { dispatchIds: expect.any(Array) as unknown },
      },
    ]);
    expect(new Set(toldOf(queues))).toEqual(new Set(await planned()));
  });

  test('makes the same call of the same dispatches', async () => {
    await opened(engineCase.engine);
    const queues = recording();
    await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 });
    await dispatches.forgetHints();
    await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 });
    expect(queues.told).toHaveLength(2);
    expect(queues.told[1]).toEqual(queues.told[0]);
  });

  test('tells it once, until the time is over in which a queue may know', async () => {
    await opened(engineCase.engine);
    const queues = recording();
    await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 });
    expect(await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 })).toBe(0);
    await passes(31);
    expect(await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 })).toBe(2);
  });

  test('tells again of what nobody took in that time, always in the same call', async () => {
    await opened(engineCase.engine);
    const queues = recording();
    const ports = { dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 };
    await relay(ports);
    for (let round = 1; round <= 2; round += 1) {
      // They come later, and are called for by themselves.
      await opened(engineCase.engine);
      await passes(31);
      await relay(ports);
    }
    const [first, ...later] = queues.told;
    expect(later.filter(({ id }) => id === first?.id)).toEqual([first, first]);
    // A queue that still knows makes one call of it.
    expect(new Set(queues.told.map(({ id }) => id)).size).toBe(3);
    expect(toldOf(queues)).toHaveLength(2 + 4 + 6);
  });

  test('calls for a part of a call by another name: the queue may have lost the rest', async () => {
    await opened(engineCase.engine);
    await opened(engineCase.engine);
    const queues = recording();
    const ports = { dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 };
    await relay(ports);
    const [one = ''] = await planned();
    for (const which of ['<>', '=']) {
      await engineCase.database.store.query(
        `update dispatch set hinted_at = hinted_at - interval '31 seconds' where id ${which} $1`,
        [one],
      );
      await relay(ports);
    }
    const [whole, most, rest] = queues.told.map(({ data }) => data.dispatchIds?.length);
    expect([whole, most, rest]).toEqual([4, 3, 1]);
    expect(new Set(queues.told.map(({ id }) => id)).size).toBe(3);
  });

  test('tells of a dispatch anew when it was claimed and given back', async () => {
    await opened(engineCase.engine);
    const queues = recording();
    await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 });
    const [id = ''] = await planned();
    for (let time = 1; time <= 2; time += 1) {
      await dispatches.claim(id, 60_000, start);
      await engineCase.database.store.query(
        `update dispatch set lease_until = now() - interval '1 second' where id = $1`,
        [id],
      );
      await dispatches.endLapsedLeases(start);
      expect(await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 })).toBe(
        1,
      );
    }
    // By itself: it may be what cost its worker.
    const [, ...anew] = queues.told;
    expect(anew.map(({ data }) => data)).toEqual([{ dispatchIds: [id] }, { dispatchIds: [id] }]);
    // And by another name each time: who died over it may still hold the call of before.
    expect(new Set(queues.told.map((call) => call.id)).size).toBe(3);
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
      await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 });
      return new Set(queues.told.map(({ id }) => id));
    };
    await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 });
    const again = await idsToldAfter(31);
    expect(await idsToldAfter(290)).toEqual(again);
    const anew = await idsToldAfter(301);
    const muchLater = await idsToldAfter(30 * 86_400);
    expect(new Set([...again, ...anew, ...muchLater]).size).toBe(3);
  });

  test('of nothing owed tells nothing', async () => {
    const queues = recording();
    expect(await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 })).toBe(0);
    expect(queues.told).toEqual([]);
  });

  test('tells of all of them, however many, twenty in a call', async () => {
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
    expect(await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 })).toBe(
      1_202,
    );
    expect(new Set(toldOf(queues)).size).toBe(1_202);
    expect(toldOf(queues)).toHaveLength(1_202);
    expect(new Set(queues.told.map((call) => call.id)).size).toBe(queues.told.length);
    // Read 500 at first, then 2,000 at a time: 25 and 36 calls.
    expect(queues.told.map(({ data }) => data.dispatchIds?.length)).toEqual([
      ...Array.from({ length: 60 }, () => 20),
      2,
    ]);
  });

  test('leaves them owed when the queue cannot be told, and tells it later', async () => {
    await opened(engineCase.engine);
    const deaf: Queues = { ...recording(), hint: () => Promise.reject(new Error('no queue')) };
    await expect(
      relay({ dispatches, queues: deaf, rehintMs, channels: ['mail'], perCall: 20 }),
    ).rejects.toThrow('no queue');
    expect(await planned()).toHaveLength(2);
    await engineCase.database.store.query(
      `update dispatch set hinted_at = now() - interval '31 seconds'`,
    );
    expect(
      await relay({ dispatches, queues: recording(), rehintMs, channels: ['mail'], perCall: 20 }),
    ).toBe(2);
  });

  test('wakes a worker on a real queue for all of them', async () => {
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
      await queues.work(
        'dispatch',
        async ({ dispatchIds = [] }) => void called.push(...dispatchIds),
        2,
      );
      await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall: 20 });
      await eventually(() => called.length === 2);
      expect(new Set(called)).toEqual(new Set(await planned()));
      expect(trouble).toEqual([]);
    } finally {
      await queues.close();
    }
  });
});
