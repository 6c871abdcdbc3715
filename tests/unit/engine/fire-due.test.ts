import { describe, expect, test } from 'vitest';
import { fireDue } from '../../../src/engine/fire-due.ts';
import { addLayer } from '../../../src/store/calendar-layers.ts';
import type { DueClock, EnginePorts } from '../../../src/engine/ports.ts';
import { forEachTest } from './case-hooks.ts';
import {
  fireAt,
  fireUntil,
  give,
  inspector,
  opened,
  openCase,
  owner,
  pause,
  shanghai,
  withLedger,
} from './engine-case.ts';
import { contents, firingsOf, history, remindersOf, verified } from './ledger-reading.ts';

const engineCase = forEachTest(openCase);

/** Takes the due clocks, and does something before they are fired. */
function afterTaking(meanwhile: (due: readonly DueClock[]) => Promise<unknown>): EnginePorts {
  return withLedger(engineCase, (ledger) => ({
    async takeDueClocks(...args) {
      const due = await ledger.takeDueClocks(...args);
      await meanwhile(due);
      return due;
    },
  }));
}

/** As if half a minute had passed by the database's clock. */
async function leasesLapse(): Promise<void> {
  await engineCase.database.store.query(
    `update clock set taken_until = now() - interval '1 ms' where taken_until is not null`,
  );
}

async function breachesOf(id: string) {
  const { finding } = await engineCase.ports.ledger.load(id, null);
  return finding?.snapshot.context.breaches;
}

test('after each batch somebody hears that there is something to tell, and before nothing is', async () => {
  await opened(engineCase.engine);
  await opened(engineCase.engine);
  engineCase.clock.moveTo(shanghai('2024-03-02T09:00'));
  const heard: number[] = [];
  let notices = 0;
  const counting = withLedger(engineCase, (ledger) => ({
    async save(write) {
      notices += write.notices.length;
      return ledger.save(write);
    },
  }));
  const onFired = () => void heard.push(notices);
  await fireDue(counting, { batchSize: 1, onFired });
  expect(heard).toEqual([1, 2]);
  await fireDue(counting, { batchSize: 1, onFired });
  expect(heard).toEqual([1, 2]);
});

describe('a clock that is due', () => {
  test('fires as an event of its finding, by the rule it runs under', async () => {
    const { id } = await opened(engineCase.engine);
    const at = shanghai('2024-03-02T09:00');
    expect(await fireAt(engineCase, at)).toEqual({
      fired: 1,
      stale: 0,
      failed: [],
      nextDueAt: shanghai('2024-03-12T09:00'),
    });
    expect(await firingsOf(engineCase, id)).toEqual([
      {
        type: 'CLOCK_DUE',
        at,
        by: { kind: 'system', rule: 'phased-plan-30d' },
        clockNo: 1,
        clock: 'plan',
        mode: 'enforcing',
        dueAt: shanghai('2024-04-02T00:00'),
        rungs: [{ rung: 'T-30', at, template: 'reminder', to: ['actionOwner'] }],
      },
    ]);
    expect(await remindersOf(engineCase, id)).toEqual([
      { seq: 2, template: 'reminder', person: 'he', rungs: ['T-30'] },
    ]);
  });

  test('does not fire a millisecond early', async () => {
    const { id } = await opened(engineCase.engine);
    expect(await fireAt(engineCase, shanghai('2024-03-02T09:00') - 1)).toMatchObject({ fired: 0 });
    expect(await firingsOf(engineCase, id)).toEqual([]);
  });

  test('fires each rung at its time, through the whole ladder and on, week by week', async () => {
    const { id } = await opened(engineCase.engine);
    await fireUntil(engineCase, shanghai('2024-05-27T00:00'));
    const fired = await firingsOf(engineCase, id);
    expect(fired.map(({ rungs, at }) => [rungs.map(({ rung }) => rung), at])).toEqual([
      [['T-30'], shanghai('2024-03-02T09:00')],
      [['T-20'], shanghai('2024-03-12T09:00')],
      [['T-10'], shanghai('2024-03-22T09:00')],
      [['T-3'], shanghai('2024-03-29T09:00')],
      [['T-1'], shanghai('2024-03-31T09:00')],
      [['T0'], shanghai('2024-04-01T09:00')],
      [['due'], shanghai('2024-04-02T00:00')],
      [['T+1'], shanghai('2024-04-02T09:00')],
      // The Qingming festival is from the 4th to the 6th, and Sunday the 7th works for it.
      [['T+5'], shanghai('2024-04-09T09:00')],
      [['T+14'], shanghai('2024-04-15T09:00')],
      [['T+15'], shanghai('2024-04-16T09:00')],
      [['T+21'], shanghai('2024-04-22T09:00')],
      [['T+28'], shanghai('2024-04-29T09:00')],
      [['T+30'], shanghai('2024-05-01T09:00')],
      [['T+35'], shanghai('2024-05-06T09:00')],
      [['overdue-weekly-1'], shanghai('2024-05-13T09:00')],
      [['overdue-weekly-2'], shanghai('2024-05-20T09:00')],
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

  test('its due instant passing is a breach, written down at that instant and told to nobody', async () => {
    const { id } = await opened(engineCase.engine);
    const dueAt = shanghai('2024-04-02T00:00');
    await fireAt(engineCase, dueAt - 1);
    expect(await breachesOf(id)).toEqual([]);
    const told = await remindersOf(engineCase, id);
    await fireAt(engineCase, dueAt);
    expect(await breachesOf(id)).toEqual([{ clock: 'plan', clockNo: 1, dueAt, lifted: false }]);
    expect((await firingsOf(engineCase, id)).at(-1)).toMatchObject({
      at: dueAt,
      rungs: [{ rung: 'due', at: dueAt, to: [] }],
    });
    expect(await remindersOf(engineCase, id)).toEqual(told);
  });

  test('a breach is remembered once, however long it lasts', async () => {
    const { id } = await opened(engineCase.engine);
    await fireUntil(engineCase, shanghai('2024-06-20T00:00'));
    expect(await breachesOf(id)).toHaveLength(1);
  });

  test('an advisory clock that passes its date reminds, and is no breach', async () => {
    const { id } = await opened(engineCase.engine);
    await give(engineCase.engine, id, owner, pause);
    await fireUntil(engineCase, shanghai('2024-06-20T00:00'));
    const fired = await firingsOf(engineCase, id);
    expect(fired.map(({ clock }) => clock)).toEqual(fired.map(() => 'pause'));
    expect(fired.flatMap(({ rungs }) => rungs.map(({ rung }) => rung))).toContain('due');
    expect(await breachesOf(id)).toEqual([]);
  });

  test('fires at the engine’s time when the database’s clock is elsewhere', async () => {
    await opened(engineCase.engine);
    const { databaseNow } = await engineCase.ports.ledger.moment();
    expect(databaseNow).toBeGreaterThan(shanghai('2024-03-11T09:00'));
    expect(await engineCase.engine.fireDue()).toMatchObject({ fired: 0 });
  });
});

describe('firing twice', () => {
  test('a second run finds nothing left to fire', async () => {
    await opened(engineCase.engine);
    await fireAt(engineCase, shanghai('2024-03-22T09:00'));
    const before = await contents(engineCase.database);
    expect(await engineCase.engine.fireDue()).toMatchObject({ fired: 0, stale: 0, failed: [] });
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('two runs at once fire each clock once, and owe each notice once', async () => {
    const ids: string[] = [];
    for (let no = 0; no < 8; no += 1) ids.push((await opened(engineCase.engine)).id);
    engineCase.clock.moveTo(shanghai('2024-04-16T12:00'));
    const runs = await Promise.all(
      [1, 2, 3].map(() => engineCase.engine.fireDue({ batchSize: 3 })),
    );
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
    [
      'was fired by somebody else, the lease having run out,',
      async () => {
        await leasesLapse();
        await engineCase.engine.fireDue();
      },
    ],
    ['has been held', (id) => give(engineCase.engine, id, owner, pause)],
    [
      'has ended',
      (id) => give(engineCase.engine, id, inspector, { type: 'WITHDRAW', reason: '重复登记' }),
    ],
  ])('that %s after it was taken changes nothing', async (_why, meanwhile) => {
    const { id } = await opened(engineCase.engine);
    engineCase.clock.moveTo(shanghai('2024-03-11T09:00'));
    let before: unknown;
    const ports = afterTaking(async () => {
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

  test('overtaken between its decision and its write is decided anew, on what there is now', async () => {
    const { id } = await opened(engineCase.engine);
    engineCase.clock.moveTo(shanghai('2024-03-11T09:00'));
    let first = true;
    const ports = withLedger(engineCase, (ledger) => ({
      async save(write) {
        if (first)
          await give(engineCase.engine, id, inspector, { type: 'WITHDRAW', reason: '重复' });
        first = false;
        return ledger.save(write);
      },
    }));
    // Somebody gave a command; what was due before it was written down with it, by them.
    expect(await fireDue(ports)).toMatchObject({ fired: 0, stale: 1, failed: [] });
    expect((await history(engineCase, id)).map(({ event }) => event.type)).toEqual([
      'OPENED',
      'CLOCK_DUE',
      'WITHDRAW',
    ]);
  });

  test('overtaken again and again is left to the next run', async () => {
    const { id } = await opened(engineCase.engine);
    engineCase.clock.moveTo(shanghai('2024-03-11T09:00'));
    const outrun = withLedger(engineCase, () => ({ save: async () => false }));
    expect(await fireDue(outrun)).toMatchObject({ fired: 0, stale: 1, failed: [] });
    expect(await firingsOf(engineCase, id)).toEqual([]);
    await leasesLapse();
    expect(await engineCase.engine.fireDue()).toMatchObject({ fired: 1 });
  });
});

describe('two sweeps at once', () => {
  test('share the clocks that are due: what one has taken, the other leaves alone', async () => {
    for (let no = 0; no < 9; no += 1) await opened(engineCase.engine);
    engineCase.clock.moveTo(shanghai('2024-03-11T09:00'));
    const taken: DueClock[] = [];
    const sweep = async () => {
      const ports = afterTaking(async (due) => taken.push(...due));
      return fireDue(ports, { batchSize: 2 });
    };
    const runs = await Promise.all([sweep(), sweep()]);
    expect(taken).toHaveLength(9);
    expect(new Set(taken.map(({ findingId }) => findingId)).size).toBe(9);
    expect(runs.map(({ stale, failed }) => [stale, failed])).toEqual([
      [0, []],
      [0, []],
    ]);
    expect(runs.reduce((sum, { fired }) => sum + fired, 0)).toBe(9);
  });

  test('a clock whose worker dies with it is taken by another when its lease has run out', async () => {
    const { id } = await opened(engineCase.engine);
    engineCase.clock.moveTo(shanghai('2024-03-11T09:00'));
    const dying = afterTaking(() => Promise.reject(new Error('killed')));
    await expect(fireDue(dying)).rejects.toThrow('killed');
    expect(await engineCase.engine.fireDue()).toMatchObject({ fired: 0, stale: 0 });
    await leasesLapse();
    expect(await engineCase.engine.fireDue()).toMatchObject({ fired: 1 });
    expect(await firingsOf(engineCase, id)).toHaveLength(1);
  });

  test('a clock that has fired can be taken again at once, should it be due again', async () => {
    const { id } = await opened(engineCase.engine);
    await fireAt(engineCase, shanghai('2024-03-02T09:00'));
    await fireAt(engineCase, shanghai('2024-03-12T09:00'));
    expect(await firingsOf(engineCase, id)).toHaveLength(2);
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
    const run = await engineCase.engine.fireDue({ batchSize: 2 });
    expect(run).toMatchObject({ fired: 4, stale: 0 });
    expect(run.failed).toEqual([
      { findingId: spoilt, clockNo: 1, why: expect.stringContaining(why) as unknown },
    ]);
    for (const id of others) expect(await firingsOf(engineCase, id)).toHaveLength(1);
    expect(await firingsOf(engineCase, spoilt)).toEqual([]);
    // It stays due, and is tried and named again when its lease has run out.
    expect(await engineCase.engine.fireDue()).toMatchObject({ fired: 0, failed: [] });
    await leasesLapse();
    expect(await engineCase.engine.fireDue()).toMatchObject({ fired: 0, failed: run.failed });
  });
});

describe('clocks none of which can be fired', () => {
  test('are each named once, and end the run, even where their leases run out in it', async () => {
    for (let no = 0; no < 4; no += 1) await opened(engineCase.engine);
    await engineCase.database.store.query('update finding set policy_version = 9');
    engineCase.clock.moveTo(shanghai('2024-03-11T09:00'));
    const slow = withLedger(engineCase, (ledger) => ({
      async takeDueClocks(...asked) {
        await leasesLapse();
        return ledger.takeDueClocks(...asked);
      },
    }));
    const { fired, failed } = await fireDue(slow, { batchSize: 2 });
    expect(fired).toBe(0);
    const named = new Set(failed.map(({ findingId }) => findingId));
    expect([failed.length, named.size]).toEqual([2, 2]);
  });
});

describe('a calendar loaded since a rung was armed', () => {
  const stopOfTeaching = {
    kind: 'addition',
    id: 'school',
    version: 1,
    title: '示例学校校历',
    holidays: [{ name: '停课', from: '2024-04-08', to: '2024-04-09' }],
  };

  test('does not take back a rung in working days that has come: it is told as it was armed', async () => {
    const { id } = await opened(engineCase.engine);
    await fireUntil(engineCase, shanghai('2024-04-03T00:00'));
    await addLayer(engineCase.database.store, stopOfTeaching, owner, engineCase.clock.at);
    const at = shanghai('2024-04-09T09:00');
    expect(await fireAt(engineCase, at)).toMatchObject({
      fired: 1,
      failed: [],
      nextDueAt: shanghai('2024-04-15T09:00'),
    });
    expect((await firingsOf(engineCase, id)).at(-1)?.rungs).toMatchObject([{ rung: 'T+5', at }]);
    expect(await verified(engineCase)).toMatchObject({ ok: true });
  });
});

describe('any number of due clocks', () => {
  test.each([1, 2, 7, 8, 200])('is fired in one run, %d at a time', async (batchSize) => {
    for (let no = 0; no < 8; no += 1) await opened(engineCase.engine);
    engineCase.clock.moveTo(shanghai('2024-03-11T09:00'));
    expect(await engineCase.engine.fireDue({ batchSize })).toMatchObject({ fired: 8, stale: 0 });
  });

  test('the run says when the next rung of any clock is due', async () => {
    expect(await engineCase.engine.fireDue()).toMatchObject({ nextDueAt: null });
    await opened(engineCase.engine);
    await opened(engineCase.engine, { class: 'immediate' });
    expect(await engineCase.engine.nextDueAt()).toBe(shanghai('2024-03-02T09:00'));
    const run = await fireAt(engineCase, shanghai('2024-03-02T09:00'));
    expect(run.nextDueAt).toBe(shanghai('2024-03-05T09:00'));
  });
});
