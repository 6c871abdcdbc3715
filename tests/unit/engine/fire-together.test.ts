import { describe, expect, test } from 'vitest';
import { fireDue } from '../../../src/engine/fire-due.ts';
import { fireTogether } from '../../../src/engine/fire-together.ts';
import type { EnginePorts, Ledger } from '../../../src/engine/ports.ts';
import { forEachTest } from './case-hooks.ts';
import {
  give,
  inspector,
  opened,
  openCase,
  owner,
  plan,
  shanghai,
  slots,
  withLedger,
  type EngineCase,
} from './engine-case.ts';
import { firingsOf, history, remindersOf, verified } from './ledger-reading.ts';

const engineCase = forEachTest(openCase);

const planDue = shanghai('2024-04-16T12:00');

async function openedMany(count: number, { engine } = engineCase): Promise<string[]> {
  const ids: string[] = [];
  for (let no = 0; no < count; no += 1) ids.push((await opened(engine)).id);
  return ids;
}

/** The ports over the real ledger, and its verbs in the order they were called. */
function noting(): { ports: EnginePorts; calls: string[] } {
  const calls: string[] = [];
  const ports = withLedger(engineCase, (ledger) => ({
    load: (...args) => (calls.push('load'), ledger.load(...args)),
    loadMany: (...args) => (calls.push('loadMany'), ledger.loadMany(...args)),
    save: (...args) => (calls.push('save'), ledger.save(...args)),
    saveMany: (...args) => (calls.push('saveMany'), ledger.saveMany(...args)),
  }));
  return { ports, calls };
}

function withSaveMany(saveMany: Ledger['saveMany']): EnginePorts {
  return withLedger(engineCase, () => ({ saveMany }));
}

describe('clocks that are due together', () => {
  test('are read at once and written at once', async () => {
    await openedMany(5);
    engineCase.clock.moveTo(planDue);
    const { ports, calls } = noting();
    expect(await fireDue(ports)).toMatchObject({ fired: 5, stale: 0, failed: [] });
    expect(calls).toEqual(['loadMany', 'saveMany']);
  });

  test('leave the same histories and notices as when they are fired one by one', async () => {
    await using other = await openCase();
    const oneByOne = await storiesFired(other, 1);
    expect(await storiesFired(engineCase, 200)).toEqual(oneByOne);
    expect(oneByOne.map(({ firings, told }) => [firings.length, told.length])).toEqual(
      oneByOne.map(() => [1, 4]),
    );
    expect(await verified(engineCase)).toMatchObject({ ok: true });
  });

  test('ask the directory once, whoever is to be told', async () => {
    await openedMany(3);
    await opened(engineCase.engine, { slots: { ...slots, actionOwner: 'shen' } });
    engineCase.clock.moveTo(planDue);
    const asked: (readonly string[])[] = [];
    const { directory } = engineCase.ports;
    const ports: EnginePorts = {
      ...engineCase.ports,
      directory: {
        async resolve(parties, at) {
          asked.push(parties);
          return directory.resolve(parties, at);
        },
      },
    };
    expect(await fireDue(ports)).toMatchObject({ fired: 4 });
    expect(asked).toHaveLength(1);
    expect(new Set(asked[0]).size).toBe(asked[0]?.length);
  });

  test('of one finding fire one after the other, the one due longest first', async () => {
    const { id } = await opened(engineCase.engine);
    await plan(engineCase, id);
    await give(engineCase.engine, id, owner, { type: 'START' });
    const clocks = (await engineCase.ports.ledger.load(id, null)).clocks;
    expect(clocks.map(({ kind, state }) => [kind, state])).toEqual([
      ['execute', 'running'],
      ['report', 'running'],
    ]);
    engineCase.clock.moveTo(shanghai('2024-09-01T12:00'));
    expect(await engineCase.engine.fireDue()).toMatchObject({ fired: 2, stale: 0, failed: [] });
    const inOrder = clocks.toSorted((a, b) => (a.nextAt ?? 0) - (b.nextAt ?? 0));
    const firings = await firingsOf(engineCase, id);
    expect(firings.map(({ clockNo }) => clockNo)).toEqual(inOrder.map(({ no }) => no));
  });

  test('are none where none is due', async () => {
    const { ports, calls } = noting();
    const [id = ''] = await openedMany(1);
    const early = await fireTogether(ports, [{ findingId: id, clockNo: 1 }]);
    expect([early, calls]).toEqual([new Set(), ['loadMany']]);
  });
});

describe('what cannot be fired together', () => {
  test('is left as it was where somebody was first, and the others are fired', async () => {
    const [first = '', ...others] = await openedMany(3);
    engineCase.clock.moveTo(planDue);
    const { ledger } = engineCase.ports;
    const ports = withSaveMany(async (writes) => {
      await give(engineCase.engine, first, inspector, { type: 'WITHDRAW', reason: '重复登记' });
      return ledger.saveMany(writes);
    });
    expect(await fireDue(ports)).toMatchObject({ fired: 2, stale: 1, failed: [] });
    const types = (await history(engineCase, first)).map(({ event }) => event.type);
    expect(types).toEqual(['OPENED', 'CLOCK_DUE', 'WITHDRAW']);
    for (const id of others) expect(await firingsOf(engineCase, id)).toHaveLength(1);
  });

  test('is fired one by one where the write fails as a whole', async () => {
    const ids = await openedMany(3);
    engineCase.clock.moveTo(planDue);
    const ports = withSaveMany(() => Promise.reject(new Error('deadlock detected')));
    expect(await fireDue(ports)).toMatchObject({ fired: 3, stale: 0, failed: [] });
    for (const id of ids) expect(await firingsOf(engineCase, id)).toHaveLength(1);
  });

  test('does not keep the others from being written with one statement', async () => {
    const [spoilt = ''] = await openedMany(4);
    await engineCase.database.store.query('update finding set policy_version = 9 where id = $1', [
      spoilt,
    ]);
    engineCase.clock.moveTo(planDue);
    const { ports, calls } = noting();
    const run = await fireDue(ports);
    expect(run).toMatchObject({ fired: 3, stale: 0 });
    expect(run.failed.map(({ findingId }) => findingId)).toEqual([spoilt]);
    expect(calls).toEqual(['loadMany', 'saveMany', 'load']);
  });
});

/** What four findings have to tell when all have been fired at one instant, so many at a time. */
async function storiesFired(on: EngineCase, batchSize: number) {
  const ids = await openedMany(4, on);
  on.clock.moveTo(planDue);
  expect(await on.engine.fireDue({ batchSize })).toMatchObject({ fired: 4 });
  return Promise.all(
    ids.map(async (id) => ({
      firings: await firingsOf(on, id),
      told: await remindersOf(on, id),
      clocks: (await on.ports.ledger.load(id, null)).clocks,
    })),
  );
}
