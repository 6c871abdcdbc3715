/** Calls for dispatches: answered when all are in hand, so many of which are delivered at a time. */
import { EventEmitter, once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Channel, Message } from '../../../src/channels/channel.ts';
import { RectiflowError } from '../../../src/errors.ts';
import type { DispatchBook } from '../../../src/store/dispatch-book.ts';
import { createDeliveries } from '../../../workers/deliveries.ts';
import type { WorkerLog } from '../../../workers/log.ts';
import { places } from '../../../workers/places.ts';
import { bookOfEachAlone } from '../../support/each-alone.ts';
import { eventually } from '../../support/eventually.ts';
import { forEachTest } from '../engine/case-hooks.ts';
import { opened, openCase } from '../engine/engine-case.ts';

const concurrency = 2;

const engineCase = forEachTest(openCase);
let dispatches: DispatchBook;
let dispatchIds: string[];

beforeEach(async () => {
  const { engine, database } = engineCase;
  dispatches = bookOfEachAlone(database.store);
  for (let no = 0; no < 4; no += 1) await opened(engine);
  const { rows } = await database.store.query<{ id: string }>('select id from notice order by id');
  dispatchIds = rows.map(({ id }) => id);
});

/** A mail server that answers when it is told to. */
function slowChannel() {
  const told = new EventEmitter();
  const messages: Message[] = [];
  const channel: Channel = {
    name: 'slow',
    async handOver(message) {
      messages.push(message);
      await once(told, 'answer');
      return { outcome: 'sent' };
    },
    close: async () => undefined,
  };
  return { channel, messages, answer: () => told.emit('answer') };
}

function logged() {
  const lines: object[] = [];
  const keep = (fields: object, message: string) => void lines.push({ ...fields, message });
  const log: WorkerLog = { info: keep, warn: keep, error: keep };
  return { lines, log };
}

function deliveriesTo(
  channel: Channel,
  book: DispatchBook,
  log: WorkerLog,
  stuckMs: number | null = null,
) {
  const ports = {
    dispatches: book,
    channelOf: () => channel,
    now: () => engineCase.engine.now(),
    zone: 'Asia/Shanghai',
    leaseMs: 60_000,
    inTurn: places(concurrency),
    fromAddress: 'rectiflow@school.example',
  };
  return createDeliveries(ports, { concurrency, stuckMs, log });
}

async function statesOf(): Promise<Readonly<Record<string, number>>> {
  const { rows } = await engineCase.database.store.query<{ state: string; count: number }>(
    'select state, count(*)::int as count from dispatch group by state',
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
}

describe('a call for many dispatches', () => {
  test('has twice as many in hand as are handed over at a time, and is answered with the last in hand', async () => {
    const { channel, messages, answer } = slowChannel();
    const deliveries = deliveriesTo(channel, dispatches, logged().log);
    let answered = false;
    const call = deliveries.answer({ dispatchIds }).then(() => (answered = true));
    await eventually(() => messages.length === concurrency);
    await eventually(async () => (await statesOf())['claimed'] === concurrency);
    // Eight are called for, two are handed over, two are at hand, and four wait.
    expect(dispatchIds).toHaveLength(8);
    expect(await statesOf()).toMatchObject({ handingOver: 2, claimed: 2, planned: 4 });
    expect(answered).toBe(false);
    for (const soFar of [4, 6]) {
      answer();
      await eventually(() => messages.length === soFar);
    }
    await call;
    // The mail server has not taken the last of them yet: that keeps no call.
    expect((await statesOf())['sent']).toBeLessThan(8);
    const settled = deliveries.settled();
    answer();
    await eventually(() => messages.length === 8);
    answer();
    await settled;
    expect(await statesOf()).toEqual({ sent: 8 });
  });

  test('delivers the others where one cannot be, and says which and why, by ids and codes', async () => {
    const { lines, log } = logged();
    const [broken = ''] = dispatchIds;
    const failing: DispatchBook = {
      ...dispatches,
      async claim(id, ...rest) {
        if (id !== broken) return dispatches.claim(id, ...rest);
        throw new RectiflowError('database_unreachable', { message: 'at db.example' });
      },
    };
    const channel: Channel = {
      name: 'quick',
      handOver: async () => ({ outcome: 'sent' }),
      close: async () => undefined,
    };
    const deliveries = deliveriesTo(channel, failing, log);
    await deliveries.answer({ dispatchIds });
    await deliveries.settled();
    expect(await statesOf()).toEqual({ planned: 1, sent: 7 });
    const message = 'a dispatch could not be delivered';
    const err = 'RectiflowError';
    expect(lines).toContainEqual({
      dispatchId: broken,
      err,
      code: 'database_unreachable',
      message,
    });
  });

  test('that this worker cannot get on with is left to others, but for what it has in hand', async () => {
    const { channel, messages, answer } = slowChannel();
    const deliveries = deliveriesTo(channel, dispatches, logged().log, 500);
    const asked = { limit: 10, rehintMs: 60_000, channels: ['mail'], perCall: 20 };
    expect(await dispatches.takeHints(asked)).toHaveLength(8);
    await deliveries.answer({ dispatchIds });
    expect(messages).toHaveLength(concurrency);
    const left: string[] = [];
    await eventually(async () => {
      left.push(...(await dispatches.takeHints(asked)).map(({ id }) => id));
      return left.length > 0;
    });
    // What nothing has ended before is taken without a reserve: two are handed over, six are left.
    expect(new Set(left)).toEqual(new Set(dispatchIds.slice(concurrency)));
    // It does not come back to them once it gets on.
    const settled = deliveries.settled();
    answer();
    await settled;
    expect(await statesOf()).toEqual({ sent: 2, planned: 6 });
  });

  test('is kept by a worker that is slow and gets on', async () => {
    const messages: Message[] = [];
    const channel: Channel = {
      name: 'slow',
      async handOver(message) {
        await pause(400);
        messages.push(message);
        return { outcome: 'sent' };
      },
      close: async () => undefined,
    };
    // The last is in hand after two turns of the server, the first of which alone is shorter.
    const deliveries = deliveriesTo(channel, dispatches, logged().log, 700);
    const asked = { limit: 10, rehintMs: 60_000, channels: ['mail'], perCall: 20 };
    await dispatches.takeHints(asked);
    await deliveries.answer({ dispatchIds });
    await deliveries.settled();
    expect(messages).toHaveLength(8);
    expect(await dispatches.takeHints(asked)).toEqual([]);
  });

  test('for none, as an older release may have left it, is answered', async () => {
    const { channel, messages } = slowChannel();
    const deliveries = deliveriesTo(channel, dispatches, logged().log);
    await deliveries.answer({});
    await deliveries.settled();
    expect(messages).toEqual([]);
  });
});
