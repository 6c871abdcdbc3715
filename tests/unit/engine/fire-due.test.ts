import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fireDue } from '../../../src/engine/fire-due.ts';
import type { SendPorts } from '../../../src/engine/send.ts';
import type { Database } from '../../../src/store/open-database.ts';
import { migratedMemoryDatabase } from '../../support/memory-database.ts';
import {
  claim,
  fireAt,
  fireUntil,
  give,
  inspector,
  opened,
  openCase,
  owner,
  pause,
  shanghai,
  wipe,
  type EngineCase,
  withLedger,
} from './engine-case.ts';
import { contents, firingsOf, remindersOf } from './ledger-reading.ts';

let database: Database;
let engineCase: EngineCase;

beforeAll(async () => {
  database = await migratedMemoryDatabase();
});
beforeEach(async () => {
  await wipe(database);
  engineCase = await openCase({ database });
});
afterAll(() => database.close());

/** Reads the due clocks, and does something before they are fired. */
function afterReading(meanwhile: () => Promise<unknown>): SendPorts {
  return withLedger(engineCase, (ledger) => ({
    async dueClocks(...args) {
      const due = await ledger.dueClocks(...args);
      await meanwhile();
      return due;
    },
  }));
}

describe('a clock that is due', () => {
  test('fires as an event of its finding, by the rule it runs under', async () => {
    const { id } = await opened(engineCase.engine);
    const at = shanghai('2024-03-11T09:00');
    expect(await fireAt(engineCase, at)).toEqual({
      fired: 1,
      stale: 0,
      failed: [],
      nextDueAt: shanghai('2024-03-21T09:00'),
    });
    expect(await firingsOf(engineCase, id)).toEqual([
      {
        type: 'CLOCK_DUE',
        at,
        by: { kind: 'system', rule: 'phased-plan-30d' },
        clockNo: 1,
        clock: 'plan',
        dueAt: shanghai('2024-04-01T00:00'),
        rungs: [{ rung: 'T-20', at, template: 'reminder', to: ['actionOwner'] }],
      },
    ]);
    expect(await remindersOf(engineCase, id)).toEqual([
      { seq: 2, template: 'reminder', person: 'he', rungs: ['T-20'] },
    ]);
  });

  test('does not fire a millisecond early', async () => {
    const { id } = await opened(engineCase.engine);
    expect(await fireAt(engineCase, shanghai('2024-03-11T09:00') - 1)).toMatchObject({ fired: 0 });
    expect(await firingsOf(engineCase, id)).toEqual([]);
  });

  test('fires each rung at its time, through the whole ladder and on, week by week', async () => {
    const { id } = await opened(engineCase.engine);
    await fireUntil(engineCase, shanghai('2024-05-20T00:00'));
    const fired = await firingsOf(engineCase, id);
    expect(fired.map(({ rungs, at }) => [rungs.map(({ rung }) => rung), at])).toEqual([
      [['T-20'], shanghai('2024-03-11T09:00')],
      [['T-10'], shanghai('2024-03-21T09:00')],
      [['T-3'], shanghai('2024-03-28T09:00')],
      [['T-1'], shanghai('2024-03-30T09:00')],
      [['T0'], shanghai('2024-03-31T09:00')],
      [['T+1'], shanghai('2024-04-01T09:00')],
      [['T+5'], shanghai('2024-04-05T09:00')],
      [['T+15'], shanghai('2024-04-15T09:00')],
      [['T+30'], shanghai('2024-04-30T09:00')],
      [['overdue-weekly-1'], shanghai('2024-05-07T09:00')],
      [['overdue-weekly-2'], shanghai('2024-05-14T09:00')],
    ]);
    const told = new Map<string, Set<string | null>>();
    for (const { template, person } of await remindersOf(engineCase, id)) {
      told.set(template, (told.get(template) ?? new Set()).add(person));
    }
    expect(Object.fromEntries(told)).toEqual({
      reminder: new Set(['he', 'shen']),
      'due-today': new Set(['he', 'shen']),
      'reminder-notice': new Set(['he', 'shen']),
      'oversight-order': new Set(['he', 'shen', 'zhou']),
      circular: new Set(['zhou', 'cao']),
      'summons-proposed': new Set(['zhou', 'cao']),
      overdue: new Set(['he', 'shen', 'zhou']),
    });
  });

  test('its due instant passing is a breach, remembered once', async () => {
    const { id } = await opened(engineCase.engine);
    await fireUntil(engineCase, shanghai('2024-04-20T00:00'));
    const { finding } = await engineCase.ports.ledger.load(id, null);
    expect(finding?.snapshot.context.breaches).toEqual([
      { clock: 'plan', clockNo: 1, dueAt: shanghai('2024-04-01T00:00') },
    ]);
  });

  test('fires at the engine’s time when the database’s clock is elsewhere', async () => {
    await opened(engineCase.engine);
    const databaseNow = await engineCase.ports.ledger.databaseNow();
    expect(databaseNow).toBeGreaterThan(shanghai('2024-03-11T09:00'));
    expect(await engineCase.engine.fireDue()).toMatchObject({ fired: 0 });
  });
});

describe('firing twice', () => {
  test('a second run finds nothing left to fire', async () => {
    await opened(engineCase.engine);
    await fireAt(engineCase, shanghai('2024-03-21T09:00'));
    const before = await contents(engineCase.database);
    expect(await engineCase.engine.fireDue()).toMatchObject({ fired: 0, stale: 0, failed: [] });
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('two runs at once fire each clock once, and owe each notice once', async () => {
    const ids: string[] = [];
    for (let no = 0; no < 8; no += 1) ids.push((await opened(engineCase.engine)).id);
    engineCase.clock.moveTo(shanghai('2024-04-15T12:00'));
    const runs = await Promise.all([1, 2, 3].map(() => engineCase.engine.fireDue({ pageSize: 3 })));
    expect(runs.reduce((sum, { fired }) => sum + fired, 0)).toBe(8);
    for (const { failed } of runs) expect(failed).toEqual([]);
    for (const id of ids) {
      expect(await firingsOf(engineCase, id)).toHaveLength(1);
      const people = (await remindersOf(engineCase, id)).map(({ person }) => person);
      expect(people).toHaveLength(4);
      expect(new Set(people)).toEqual(new Set(['cao', 'he', 'shen', 'zhou']));
    }
  });
});

describe('a stale clock', () => {
  test.each<[string, (id: string) => Promise<unknown>]>([
    ['was fired by somebody else', () => engineCase.engine.fireDue()],
    ['has been held', (id) => give(engineCase.engine, id, owner, pause)],
    [
      'has ended',
      (id) => give(engineCase.engine, id, inspector, { type: 'WITHDRAW', reason: '重复登记' }),
    ],
  ])('that %s meanwhile changes nothing', async (_why, meanwhile) => {
    const { id } = await opened(engineCase.engine);
    engineCase.clock.moveTo(shanghai('2024-03-11T09:00'));
    let before: unknown;
    const ports = afterReading(async () => {
      await meanwhile(id);
      before = await contents(engineCase.database);
    });
    expect(await fireDue(ports)).toMatchObject({ fired: 0, stale: 1, failed: [] });
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('of a finding that is gone changes nothing', async () => {
    await opened(engineCase.engine);
    engineCase.clock.moveTo(shanghai('2024-03-11T09:00'));
    const ports = withLedger(engineCase, (ledger) => ({
      load: async (...args) => ({ ...(await ledger.load(...args)), finding: null }),
    }));
    expect(await fireDue(ports)).toMatchObject({ fired: 0, stale: 1, failed: [] });
  });

  test('overtaken between its decision and its write changes nothing', async () => {
    const { id } = await opened(engineCase.engine);
    engineCase.clock.moveTo(shanghai('2024-03-11T09:00'));
    const ports = withLedger(engineCase, (ledger) => ({
      async save(write) {
        await give(engineCase.engine, id, owner, claim);
        return ledger.save(write);
      },
    }));
    expect(await fireDue(ports)).toMatchObject({ fired: 0, stale: 1, failed: [] });
    expect(await firingsOf(engineCase, id)).toEqual([]);
    // It is still due, and the next run fires it.
    expect(await engineCase.engine.fireDue()).toMatchObject({ fired: 1 });
  });
});

describe('a clock that cannot be fired', () => {
  test.each<[string, string, string]>([
    [
      'its finding cites a policy nobody has',
      'update finding set policy_version = 9 where id = $1',
      'No such policy version',
    ],
    [
      'its finding is of rules nobody has',
      'update finding set machine_version = 9 where id = $1',
      'state_unreadable: no finding rules of version 9',
    ],
    [
      'the rules say it does not run',
      `update finding set snapshot = jsonb_set(snapshot, '{context,clocks}', '[]') where id = $1`,
      'event_refused: clockIsRunning',
    ],
  ])('because %s, is named and keeps no other waiting', async (_why, sql, why) => {
    const ids: string[] = [];
    for (let no = 0; no < 5; no += 1) ids.push((await opened(engineCase.engine)).id);
    const [spoilt = '', ...others] = ids;
    await engineCase.database.store.query(sql, [spoilt]);
    engineCase.clock.moveTo(shanghai('2024-03-11T09:00'));
    const run = await engineCase.engine.fireDue({ pageSize: 2 });
    expect(run).toMatchObject({ fired: 4, stale: 0 });
    expect(run.failed).toEqual([
      { findingId: spoilt, clockNo: 1, why: expect.stringContaining(why) as unknown },
    ]);
    for (const id of others) expect(await firingsOf(engineCase, id)).toHaveLength(1);
    expect(await firingsOf(engineCase, spoilt)).toEqual([]);
    // It stays due, and is tried and named again.
    expect(await engineCase.engine.fireDue()).toMatchObject({ fired: 0, failed: run.failed });
  });
});

describe('any number of due clocks', () => {
  test.each([1, 2, 7, 8, 200])('is fired in one run, in pages of %d', async (pageSize) => {
    for (let no = 0; no < 8; no += 1) await opened(engineCase.engine);
    engineCase.clock.moveTo(shanghai('2024-03-11T09:00'));
    expect(await engineCase.engine.fireDue({ pageSize })).toMatchObject({ fired: 8, stale: 0 });
  });

  test('the run says when the next rung of any clock is due', async () => {
    expect(await engineCase.engine.fireDue()).toMatchObject({ nextDueAt: null });
    await opened(engineCase.engine);
    await opened(engineCase.engine, { class: 'immediate' });
    expect(await engineCase.engine.nextDueAt()).toBe(shanghai('2024-03-05T09:00'));
    const run = await fireAt(engineCase, shanghai('2024-03-05T09:00'));
    expect(run.nextDueAt).toBe(shanghai('2024-03-07T09:00'));
  });
});
