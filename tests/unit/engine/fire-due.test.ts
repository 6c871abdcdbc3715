import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Rung } from '../../../machines/events.ts';
import type { Slot } from '../../../machines/words.ts';
import { fireDue } from '../../../src/engine/fire-due.ts';
import type { Ledger } from '../../../src/engine/ports.ts';
import type { SendPorts } from '../../../src/engine/send.ts';
import type { Database } from '../../../src/store/open-database.ts';
import { migratedMemoryDatabase } from '../../support/memory-database.ts';
import {
  aMeasure,
  approvePlan,
  claim,
  clocksOf,
  close,
  contents,
  dayMs,
  fireAt,
  fireUntil,
  give,
  history,
  hourMs,
  inspector,
  minuteMs,
  noticesOf,
  opened,
  openCase,
  owner,
  pause,
  plan,
  resume,
  seniorInspector,
  setMeasures,
  shanghai,
  start,
  submitPlan,
  wholeLife,
  wipe,
  work,
  type EngineCase,
} from './engine-case.ts';

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

function withLedger(changed: (ledger: Ledger) => Partial<Ledger>): SendPorts {
  const { ports } = engineCase;
  return { ...ports, ledger: { ...ports.ledger, ...changed(ports.ledger) } };
}

interface Firing {
  readonly at: number;
  readonly clockNo: number;
  readonly clock: string;
  readonly dueAt: number;
  readonly rungs: readonly Rung[];
  readonly by: unknown;
}

async function firings(id: string): Promise<Firing[]> {
  return (await history(engineCase, id)).flatMap(({ event, at, by }) =>
    event.type === 'CLOCK_DUE' ? [{ ...event, at, by }] : [],
  );
}

async function rungNames(id: string): Promise<string[][]> {
  return (await firings(id)).map(({ rungs }) => rungs.map(({ rung }) => rung));
}

/** The reminders of clocks, with the people they are for. */
async function reminders(id: string) {
  const notices = await noticesOf(engineCase, id);
  return notices
    .filter(({ clock_no }) => clock_no !== null)
    .map(({ seq, template, person_id, rungs }) => ({ seq, template, person: person_id, rungs }));
}

/** Reads the due clocks, and does something before they are fired. */
function afterReading(meanwhile: () => Promise<unknown>): SendPorts {
  return withLedger((ledger) => ({
    async dueClocks(...args) {
      const due = await ledger.dueClocks(...args);
      await meanwhile();
      return due;
    },
  }));
}

/** At every rung: how long it has been since somebody was last told, and that somebody is told now. */
async function expectNeverSilent(id: string, days: number): Promise<void> {
  const end = engineCase.clock.at + days * dayMs;
  let last = engineCase.clock.at;
  let known = (await reminders(id)).length;
  for (;;) {
    const due = await engineCase.engine.nextDueAt();
    expect(due).not.toBeNull();
    if (due === null || due > end) break;
    await fireAt(engineCase, Math.max(due, engineCase.clock.at));
    const told = (await reminders(id)).length;
    expect(told).toBeGreaterThan(known);
    expect(due - last).toBeLessThanOrEqual(10 * dayMs);
    known = told;
    last = due;
  }
  expect(end - last).toBeLessThanOrEqual(10 * dayMs);
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
    expect(await firings(id)).toEqual([
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
    expect(await reminders(id)).toEqual([
      { seq: 2, template: 'reminder', person: 'he', rungs: ['T-20'] },
    ]);
  });

  test('does not fire a millisecond early', async () => {
    const { id } = await opened(engineCase.engine);
    expect(await fireAt(engineCase, shanghai('2024-03-11T09:00') - 1)).toMatchObject({ fired: 0 });
    expect(await firings(id)).toEqual([]);
  });

  test('fires each rung at its time, through the whole ladder and on, week by week', async () => {
    const { id } = await opened(engineCase.engine);
    await fireUntil(engineCase, shanghai('2024-05-20T00:00'));
    const fired = await firings(id);
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
    for (const { template, person } of await reminders(id)) {
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

describe('downtime', () => {
  test('of 400 days is one event that names every rung, and one notice per person', async () => {
    const { id } = await opened(engineCase.engine);
    const back = start + 400 * dayMs;
    expect(await fireAt(engineCase, back)).toMatchObject({ fired: 1, stale: 0, failed: [] });
    const [event, ...more] = await firings(id);
    expect(more).toEqual([]);
    const names = event?.rungs.map(({ rung }) => rung) ?? [];
    const listed = ['T-20', 'T-10', 'T-3', 'T-1', 'T0', 'T+1', 'T+5', 'T+15', 'T+30'];
    expect(names.slice(0, 9)).toEqual(listed);
    expect(names.slice(9)).toEqual(names.slice(9).map((_, week) => `overdue-weekly-${week + 1}`));
    const last = event?.rungs.at(-1)?.at ?? 0;
    expect(back - last).toBeLessThan(7 * dayMs);
    const told = await reminders(id);
    const persons = told.map(({ person }) => person);
    expect(persons).toHaveLength(4);
    expect(new Set(persons)).toEqual(new Set(['cao', 'he', 'shen', 'zhou']));
    for (const { rungs, person } of told) {
      const addressed = event?.rungs.filter(({ to }) => to.some((slot) => holder[slot] === person));
      expect(rungs).toEqual(addressed?.map(({ rung }) => rung));
    }
  });

  const holder: Readonly<Record<Slot, string>> = {
    actionOwner: 'he',
    leadOfficial: 'shen',
    accountableExecutive: 'zhou',
    verifier: 'lu',
    steeringGroup: 'cao',
  };

  test('whoever holds several posts gets one notice for all of it', async () => {
    const { directory } = engineCase;
    await directory.put({
      posts: [
        { code: 'vice-principal', title: '校长', holder: 'zhou' },
        { code: 'steering', title: '组长', holder: 'zhou' },
      ],
    });
    const { id } = await opened(engineCase.engine);
    await fireAt(engineCase, start + 400 * dayMs);
    const told = await reminders(id);
    expect(told.map(({ person, template }) => [person, template])).toEqual([
      ['he', 'overdue'],
      ['zhou', 'overdue'],
    ]);
    const of = (who: string) => told.find(({ person }) => person === who)?.rungs ?? [];
    expect(of('zhou')).toEqual(
      expect.arrayContaining(['T-10', 'T+15', 'T+30', 'overdue-weekly-1']),
    );
    expect(of('zhou')).not.toContain('T-20');
  });

  test('loses no rung: stopping anywhere on the way, the history names the same rungs at the same times', async () => {
    const until = start + 200 * dayMs;
    const { id: awake } = await opened(engineCase.engine);
    await fireUntil(engineCase, until);
    const withoutDowntime = (await firings(awake)).flatMap(({ rungs }) => rungs);
    await using other = await openCase();
    const { id: asleep } = await opened(other.engine);
    for (const day of [11, 12, 47, 47.5, 120, 200]) await fireAt(other, start + day * dayMs);
    const withDowntime = (await history(other, asleep)).flatMap(({ event }) =>
      event.type === 'CLOCK_DUE' ? event.rungs : [],
    );
    expect(withDowntime).toEqual(withoutDowntime);
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
      expect(await firings(id)).toHaveLength(1);
      const people = (await reminders(id)).map(({ person }) => person);
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
    const ports = withLedger((ledger) => ({
      load: async (...args) => ({ ...(await ledger.load(...args)), finding: null }),
    }));
    expect(await fireDue(ports)).toMatchObject({ fired: 0, stale: 1, failed: [] });
  });

  test('overtaken between its decision and its write changes nothing', async () => {
    const { id } = await opened(engineCase.engine);
    engineCase.clock.moveTo(shanghai('2024-03-11T09:00'));
    const ports = withLedger((ledger) => ({
      async save(write) {
        await give(engineCase.engine, id, owner, claim);
        return ledger.save(write);
      },
    }));
    expect(await fireDue(ports)).toMatchObject({ fired: 0, stale: 1, failed: [] });
    expect(await firings(id)).toEqual([]);
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
    for (const id of others) expect(await firings(id)).toHaveLength(1);
    expect(await firings(spoilt)).toEqual([]);
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

describe('a pause', () => {
  test('moves the due instant by exactly the time held, and nothing fires meanwhile', async () => {
    const { id } = await opened(engineCase.engine);
    const heldAt = start + 5 * dayMs + 3 * hourMs + 7 * minuteMs + 11;
    const heldMs = 33 * dayMs + 5 * hourMs + 1;
    await fireUntil(engineCase, heldAt);
    await give(engineCase.engine, id, owner, pause);
    expect(await fireAt(engineCase, heldAt + heldMs)).toMatchObject({ fired: 0, nextDueAt: null });
    await give(engineCase.engine, id, owner, resume);
    const [clock] = await clocksOf(engineCase, id);
    expect(clock).toMatchObject({
      state: 'running',
      dueAt: shanghai('2024-04-01T00:00') + heldMs,
      nextRung: 0,
    });
  });

  test('each rung fires once per clock, however often it is held and released', async () => {
    const { id } = await opened(engineCase.engine);
    for (let turn = 0; turn < 12; turn += 1) {
      await fireUntil(engineCase, engineCase.clock.at + 4 * dayMs + 13 * hourMs);
      await give(engineCase.engine, id, owner, pause);
      await fireUntil(engineCase, engineCase.clock.at + 2 * dayMs + 19 * hourMs);
      await give(engineCase.engine, id, owner, resume);
    }
    await fireUntil(engineCase, engineCase.clock.at + 60 * dayMs);
    const names = (await rungNames(id)).flat();
    expect(new Set(names).size).toBe(names.length);
    const listed = ['T-20', 'T-10', 'T-3', 'T-1', 'T0', 'T+1', 'T+5', 'T+15', 'T+30'];
    expect(names.slice(0, listed.length + 1)).toEqual([...listed, 'overdue-weekly-1']);
  });

  test('of the plan while it is being checked: the time of the checker is not charged to the unit', async () => {
    const { id } = await opened(engineCase.engine);
    await give(engineCase.engine, id, owner, claim, setMeasures, submitPlan);
    await fireUntil(engineCase, start + 25 * dayMs);
    const meanwhile = (await firings(id)).map(({ clock }) => clock);
    expect(new Set(meanwhile)).toEqual(new Set(['verify']));
    await give(engineCase.engine, id, inspector, { type: 'RETURN_PLAN', reason: '措施不具体' });
    const [clock] = await clocksOf(engineCase, id);
    expect(clock).toMatchObject({
      kind: 'plan',
      dueAt: shanghai('2024-04-01T00:00') + 25 * dayMs,
    });
  });
});

describe('what is owed before a period began', () => {
  test('is not owed: a short period begins with the first rung ahead', async () => {
    const { id } = await opened(engineCase.engine, { class: 'immediate' });
    await fireUntil(engineCase, start + 10 * dayMs);
    expect(await rungNames(id)).toEqual([['T-3'], ['T-1'], ['T0'], ['T+1']]);
  });

  test('a plan that names a day already past is chased from then on, not from that day on', async () => {
    const { id } = await opened(engineCase.engine);
    const past = { ...setMeasures, measures: [aMeasure(1, '2024-02-25')] } as typeof setMeasures;
    await give(engineCase.engine, id, owner, claim, past, submitPlan);
    await give(engineCase.engine, id, inspector, approvePlan);
    await fireUntil(engineCase, start + 20 * dayMs);
    expect(await rungNames(id)).toEqual([['T+15']]);
  });
});

describe('an open finding', () => {
  test('once overdue is chased every week, and never falls silent', async () => {
    const { id } = await opened(engineCase.engine);
    await fireUntil(engineCase, shanghai('2024-04-30T09:00'));
    await expectNeverSilent(id, 150);
    const times = (await firings(id)).slice(-15).map(({ at }) => at);
    for (const [index, at] of times.slice(1).entries()) {
      expect(at - (times[index] ?? 0)).toBe(7 * dayMs);
    }
  });

  test.each<[string, (id: string) => Promise<void>]>([
    [
      'contested',
      (id) => give(engineCase.engine, id, owner, { type: 'CONTEST', reason: '情况不属实' }),
    ],
    [
      'with its plan in review',
      (id) => give(engineCase.engine, id, owner, claim, setMeasures, submitPlan),
    ],
    [
      'in review',
      async (id) => {
        await plan(engineCase, id);
        await give(engineCase.engine, id, owner, ...work);
      },
    ],
    [
      'awaiting closure',
      async (id) => {
        await plan(engineCase, id);
        await give(engineCase.engine, id, owner, ...work);
        await give(engineCase.engine, id, inspector, { type: 'APPROVE' });
      },
    ],
  ])('%s, it is the checker who is chased', async (_stage, lead) => {
    const { id } = await opened(engineCase.engine);
    await lead(id);
    const before = (await reminders(id)).length;
    await expectNeverSilent(id, 60);
    const told = (await reminders(id)).slice(before);
    expect(new Set(told.map(({ person }) => person))).toEqual(new Set(['lu', 'cao']));
  });

  test('once struck off is chased no more', async () => {
    const { id } = await opened(engineCase.engine);
    await fireUntil(engineCase, start + 45 * dayMs);
    await give(engineCase.engine, id, inspector, { type: 'WITHDRAW', reason: '重复登记' });
    expect(await engineCase.engine.nextDueAt()).toBeNull();
  });

  test('once closed is looked at again half a year later, and not chased before', async () => {
    const { id } = await opened(engineCase.engine);
    await wholeLife(engineCase, id);
    expect(await engineCase.engine.nextDueAt()).toBe(shanghai('2024-08-18T09:00'));
    await fireUntil(engineCase, shanghai('2024-08-28T12:00'));
    const told = await reminders(id);
    expect(told.map(({ person, rungs }) => [person, rungs])).toEqual([
      ['lu', ['R-10']],
      ['lu', ['R0']],
    ]);
  });
});

describe('a public notice', () => {
  test('ends when its window has run out, and the finding goes back to the checker', async () => {
    const { id } = await opened(engineCase.engine, { class: 'continuing' });
    await plan(engineCase, id);
    await give(engineCase.engine, id, owner, ...work);
    await give(engineCase.engine, id, inspector, { type: 'APPROVE' });
    await give(engineCase.engine, id, seniorInspector, { type: 'APPROVE' });
    await give(engineCase.engine, id, inspector, { type: 'OPEN_PUBLIC_NOTICE' });
    const shut = await engineCase.engine.send({ findingId: id, event: close, by: inspector });
    expect(shut).toMatchObject({ kind: 'refused' });
    await fireUntil(engineCase, start + 9 * dayMs);
    const { finding, clocks } = await engineCase.ports.ledger.load(id, null);
    expect(finding?.snapshot.value.lifecycle).toEqual({ verified: 'awaitingClosure' });
    expect(clocks.map(({ kind, state }) => [kind, state])).toEqual([['verify', 'running']]);
    expect((await reminders(id)).map(({ template, person }) => [template, person])).toEqual([
      ['public-notice-ended', 'lu'],
    ]);
    await give(engineCase.engine, id, inspector, close);
  });
});
