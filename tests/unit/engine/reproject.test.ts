import { beforeEach, describe, expect, test } from 'vitest';
import type { Actor } from '../../../machines/actor.ts';
import { movesUnder, reproject } from '../../../src/engine/reproject.ts';
import type { EnginePorts } from '../../../src/engine/ports.ts';
import type { PortfolioItem } from '../../../src/engine/rehearsal/life.ts';
import { addLayer } from '../../../src/store/calendar-layers.ts';
import { portfolio } from '../../../src/store/portfolio.ts';
import { addition, calendarOf } from '../calendar/calendars.ts';
import { cnStateCouncil } from '../../../src/calendar/cn-state-council.ts';
import { forEachTest } from './case-hooks.ts';
import {
  dayMs,
  fireAt,
  give,
  opened,
  openCase,
  owner,
  pause,
  plan,
  resume,
  shanghai,
  wholeLife,
  withLedger,
} from './engine-case.ts';
import { clocksOf, contents, firingsOf, history, noticesOf, verified } from './ledger-reading.ts';

const registrar: Actor = { kind: 'person', id: 'registrar', unit: null };
const approval = { by: 'director', reason: '放假安排公布前登记的逾期,不应计入' };
const endOf = (day: string) => shanghai(`${day}T00:00`) + dayMs;

/** Friday; plans of 30 days end on Sunday, 20 December 2026, and are due on the Monday after. */
const start = shanghai('2026-11-20T10:00');

/** Days off on which plans opened at `start` are due: they move to Monday, 28 December. */
const closed = addition({
  version: 1,
  holidays: [{ name: '年末休息', from: '2026-12-21', to: '2026-12-25' }],
});
/** The days after the old date are off, but for the date itself: only rungs in working days move. */
const closedAfterwards = addition({
  version: 1,
  holidays: [{ name: '年末休息', from: '2026-12-22', to: '2026-12-25' }],
});

const engineCase = forEachTest(openCase);

beforeEach(async () => {
  engineCase.clock.moveTo(start);
});

async function load(layer: Record<string, unknown>): Promise<void> {
  const { id, version } = layer;
  const named = { ...layer, id: String(id), version: Number(version) };
  await addLayer(engineCase.database.store, named, registrar, engineCase.clock.at);
}

const run = (agreed: typeof approval | null = null, ports: EnginePorts = engineCase.ports) =>
  reproject(ports, portfolio(engineCase.database.store), registrar, agreed);

async function movesOf(findingId: string) {
  const events = await history(engineCase, findingId);
  return events.flatMap(({ event, by, at }) =>
    event.type === 'CLOCK_MOVED' ? [{ ...event, by, at }] : [],
  );
}

async function stored(): Promise<PortfolioItem[]> {
  const items: PortfolioItem[] = [];
  for await (const item of portfolio(engineCase.database.store)) items.push(item);
  return items;
}

async function expectVerified(): Promise<void> {
  expect(await verified(engineCase)).toMatchObject({ ok: true });
}

const movesWith = async (layer: unknown, now = engineCase.clock.at) =>
  (await stored()).flatMap((item) =>
    movesUnder(calendarOf(cnStateCouncil, layer), item, engineCase.ports.policies, now),
  );

describe('what a calendar would move', () => {
  test('is nothing where it counts the same', async () => {
    await opened(engineCase.engine);
    expect(await movesWith(addition({ holidays: [] }))).toEqual([]);
  });

  test('is a date, with the rung that is armed', async () => {
    const { id, number } = await opened(engineCase.engine);
    expect(await movesWith(closed)).toEqual([
      {
        findingId: id,
        number,
        clockNo: 1,
        clock: 'plan',
        from: {
          dueAt: endOf('2026-12-21'),
          provisional: false,
          nextAt: shanghai('2026-11-21T09:00'),
        },
        to: {
          dueAt: endOf('2026-12-28'),
          provisional: false,
          nextAt: shanghai('2026-11-28T09:00'),
        },
        liftsBreach: false,
      },
    ]);
  });

  test('may be a rung in working days alone', async () => {
    const { id } = await opened(engineCase.engine);
    for (const at of ['2026-12-20T09:00', '2026-12-22T09:00']) {
      await fireAt(engineCase, shanghai(at));
    }
    const [move, ...more] = await movesWith(closedAfterwards);
    expect(more).toEqual([]);
    expect(move).toMatchObject({
      findingId: id,
      from: { dueAt: endOf('2026-12-21'), nextAt: shanghai('2026-12-28T09:00') },
      to: { dueAt: endOf('2026-12-21'), nextAt: shanghai('2027-01-01T09:00') },
      liftsBreach: false,
    });
  });

  test('may be that a date becomes certain', async () => {
    engineCase.clock.moveTo(shanghai('2026-12-10T10:00'));
    await opened(engineCase.engine);
    const covers = { from: '2020-01-01', to: '2027-12-31' };
    const longer = { ...cnStateCouncil, version: 2027, covers };
    const moves = (await stored()).flatMap((item) =>
      movesUnder(calendarOf(longer), item, engineCase.ports.policies, engineCase.clock.at),
    );
    expect(moves).toMatchObject([
      {
        from: { dueAt: endOf('2027-01-11'), provisional: true },
        to: { dueAt: endOf('2027-01-11'), provisional: false },
      },
    ]);
  });

  test('is held clocks as well, which have no next rung', async () => {
    const { id } = await opened(engineCase.engine);
    await give(engineCase.engine, id, owner, pause);
    const moves = await movesWith(closed);
    expect(moves.find(({ clock }) => clock === 'plan')).toMatchObject({
      from: { dueAt: endOf('2026-12-21'), nextAt: null },
      to: { dueAt: endOf('2026-12-28'), nextAt: null },
    });
  });

  test('is no clock that has ended', async () => {
    const { id } = await opened(engineCase.engine);
    await plan(engineCase, id);
    const moves = await movesWith(closed);
    expect(moves.filter(({ clock }) => clock === 'plan' || clock === 'verify')).toEqual([]);
  });

  test('lifts a breach where its date would lie ahead again, whether or not it is on record yet', async () => {
    await opened(engineCase.engine);
    const passed = shanghai('2026-12-22T01:00');
    // No worker has come by.
    expect(await movesWith(closed, passed)).toMatchObject([{ liftsBreach: true }]);
    await fireAt(engineCase, passed);
    expect(await movesWith(closed, passed)).toMatchObject([{ liftsBreach: true }]);
    expect(await movesWith(closed, endOf('2026-12-28'))).toMatchObject([{ liftsBreach: false }]);
  });
});

describe('counting clocks anew', () => {
  test('moves each clock with one event, which says from where to where and by what calendar', async () => {
    const ids = [await opened(engineCase.engine), await opened(engineCase.engine)];
    await load(closed);
    const { moved, awaitingApproval, missed } = await run();
    expect([moved.length, awaitingApproval, missed]).toEqual([2, [], []]);
    for (const { id } of ids) {
      expect(await movesOf(id)).toEqual([
        {
          type: 'CLOCK_MOVED',
          clockNo: 1,
          clock: 'plan',
          from: { dueAt: endOf('2026-12-21'), provisional: false },
          to: { dueAt: endOf('2026-12-28'), provisional: false },
          calendar: 'cn@2026+school@1',
          approval: null,
          by: registrar,
          at: start,
        },
      ]);
      expect(await clocksOf(engineCase, id)).toMatchObject([
        {
          dueAt: endOf('2026-12-28'),
          calendar: 'cn@2026+school@1',
          nextAt: shanghai('2026-11-28T09:00'),
        },
      ]);
      const told = (await noticesOf(engineCase, id)).filter(
        ({ template }) => template === 'due-moved',
      );
      expect(new Set(told.map(({ person_id }) => person_id))).toEqual(new Set(['he', 'shen']));
      expect(told).toHaveLength(2);
    }
    await expectVerified();
  });

  test('is done once: a second time there is nothing left', async () => {
    await opened(engineCase.engine);
    await load(closed);
    await run();
    const before = await contents(engineCase.database);
    expect(await run()).toEqual({ moved: [], awaitingApproval: [], missed: [] });
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('moves nothing, and writes nothing, where the calendar is the same', async () => {
    await opened(engineCase.engine);
    const before = await contents(engineCase.database);
    expect(await run(approval)).toEqual({ moved: [], awaitingApproval: [], missed: [] });
    expect(await contents(engineCase.database)).toEqual(before);
  });

  test('tells nobody where only a reminder moves', async () => {
    const { id } = await opened(engineCase.engine);
    for (const at of ['2026-12-20T09:00', '2026-12-22T09:00']) {
      await fireAt(engineCase, shanghai(at));
    }
    await load(closedAfterwards);
    const notices = await noticesOf(engineCase, id);
    expect((await run()).moved).toHaveLength(1);
    expect(await noticesOf(engineCase, id)).toEqual(notices);
    expect(await clocksOf(engineCase, id)).toMatchObject([
      { nextAt: shanghai('2027-01-01T09:00') },
    ]);
  });

  test('moves a held clock, which goes on with what was left of it', async () => {
    const { id } = await opened(engineCase.engine);
    await give(engineCase.engine, id, owner, pause);
    await load(closed);
    const { moved } = await run();
    expect(moved.map(({ clock }) => clock)).toContain('plan');
    const [held] = await clocksOf(engineCase, id);
    expect(held).toMatchObject({ state: 'held', dueAt: endOf('2026-12-28'), nextAt: null });
    engineCase.clock.moveTo(start + 2 * dayMs);
    await give(engineCase.engine, id, owner, resume);
    // Two days later than Sunday, the 20th, and off until Monday, the 28th.
    expect((await clocksOf(engineCase, id))[0]).toMatchObject({ dueAt: endOf('2026-12-28') });
  });

  test('moves the re-inspection of a closed finding', async () => {
    const { id } = await opened(engineCase.engine);
    await wholeLife(engineCase, id);
    // 180 days after 20 November: Wednesday, 19 May 2027.
    await load(addition({ holidays: [{ name: '校庆', from: '2027-05-19', to: '2027-05-19' }] }));
    expect((await run()).moved).toMatchObject([
      {
        clock: 'recheck',
        from: { dueAt: endOf('2027-05-19') },
        to: { dueAt: endOf('2027-05-20') },
      },
    ]);
    await expectVerified();
  });
});

/** Breached for want of a plan; the new calendar has it due a week later. */
async function breached(): Promise<string> {
  const { id } = await opened(engineCase.engine);
  await fireAt(engineCase, shanghai('2026-12-22T01:00'));
  await load(closed);
  return id;
}
const breachesOf = async (id: string) =>
  (await engineCase.ports.ledger.load(id, null)).finding?.snapshot.context.breaches;

describe('a breach on record', () => {
  const breach = { clock: 'plan', clockNo: 1, dueAt: endOf('2026-12-21'), lifted: false };

  test('keeps its clock where it is until somebody approves', async () => {
    const id = await breached();
    const clocks = await clocksOf(engineCase, id);
    for (const { moved, awaitingApproval } of [await run(), await run()]) {
      expect([moved, awaitingApproval]).toMatchObject([[], [{ findingId: id, liftsBreach: true }]]);
    }
    expect(await movesOf(id)).toEqual([]);
    expect(await clocksOf(engineCase, id)).toEqual(clocks);
    expect(await breachesOf(id)).toEqual([breach]);
  });

  test('is lifted with an approval, which the history keeps, and stays readable', async () => {
    const id = await breached();
    const { moved, awaitingApproval } = await run(approval);
    expect([moved.length, awaitingApproval]).toEqual([1, []]);
    expect(await movesOf(id)).toMatchObject([{ approval, by: registrar }]);
    expect(await breachesOf(id)).toEqual([{ ...breach, lifted: true }]);
    expect(await clocksOf(engineCase, id)).toMatchObject([{ dueAt: endOf('2026-12-28') }]);
    await expectVerified();
  });

  test('that was lifted is no pass for the new date: it is breached in its turn', async () => {
    const id = await breached();
    await run(approval);
    await fireAt(engineCase, shanghai('2026-12-30T01:00'));
    await fireAt(engineCase, shanghai('2027-01-10T09:00'));
    expect(await breachesOf(id)).toEqual([
      { ...breach, lifted: true },
      { ...breach, dueAt: endOf('2026-12-28') },
    ]);
    await expectVerified();
  });

  test('that no worker has written down yet is written down first, and waits like any other', async () => {
    const { id } = await opened(engineCase.engine);
    await load(closed);
    engineCase.clock.moveTo(shanghai('2026-12-22T01:00'));
    expect(await run()).toMatchObject({ moved: [], awaitingApproval: [{ findingId: id }] });
    expect(await breachesOf(id)).toEqual([breach]);
    const [firing, ...more] = await firingsOf(engineCase, id);
    expect(more).toEqual([]);
    expect(firing?.rungs.map(({ rung }) => rung)).toContain('due');
    expect((await run(approval)).moved).toHaveLength(1);
    expect(await breachesOf(id)).toEqual([{ ...breach, lifted: true }]);
    await expectVerified();
  });

  test('needs no approval where the new date has passed as well', async () => {
    const id = await breached();
    engineCase.clock.moveTo(shanghai('2026-12-30T08:00'));
    const { moved, awaitingApproval } = await run();
    expect([moved.length, awaitingApproval]).toEqual([1, []]);
    expect(await movesOf(id)).toMatchObject([{ approval: null }]);
    expect(await breachesOf(id)).toEqual([breach]);
  });

  test('of one finding keeps no other waiting', async () => {
    const id = await breached();
    const { id: other } = await opened(engineCase.engine, { class: 'immediate' });
    await load(
      addition({
        ...closed,
        version: 2,
        holidays: [{ name: '年末休息', from: '2026-12-21', to: '2026-12-31' }],
      }),
    );
    const { moved, awaitingApproval } = await run();
    expect(moved.map(({ findingId }) => findingId)).toEqual([other]);
    expect(awaitingApproval.map(({ findingId }) => findingId)).toEqual([id]);
  });
});

describe('a run that is disturbed', () => {
  test('is taken up by the next one where it was cut off', async () => {
    const ids: string[] = [];
    while (ids.length < 4) ids.push((await opened(engineCase.engine)).id);
    await load(closed);
    let left = 2;
    const cutOff = withLedger(engineCase, (ledger) => ({
      save: (write) => {
        left -= 1;
        if (left < 0) throw new Error('the power is gone');
        return ledger.save(write);
      },
    }));
    await expect(run(null, cutOff)).rejects.toThrow('the power is gone');
    const halfway = await Promise.all(ids.map(movesOf));
    expect(halfway.map(({ length }) => length)).toEqual([1, 1, 0, 0]);

    const { moved } = await run();
    expect(moved.map(({ findingId }) => findingId)).toEqual(ids.slice(2));
    const all = await Promise.all(ids.map(movesOf));
    expect(all.map(({ length }) => length)).toEqual([1, 1, 1, 1]);
    await expectVerified();
  });

  test('decides anew where somebody else was first', async () => {
    const { id } = await opened(engineCase.engine);
    await load(closed);
    let raced = false;
    const racing = withLedger(engineCase, (ledger) => ({
      save: async (write) => {
        if (!raced) {
          raced = true;
          await give(engineCase.engine, id, owner, { type: 'CLAIM' });
        }
        return ledger.save(write);
      },
    }));
    expect((await run(null, racing)).moved).toHaveLength(1);
    const events = (await history(engineCase, id)).map(({ event }) => event.type);
    expect(events).toEqual(['OPENED', 'CLAIM', 'CLOCK_MOVED']);
    await expectVerified();
  });

  test('gives up after some attempts, and says so: a second run takes it up', async () => {
    const { id } = await opened(engineCase.engine);
    await load(closed);
    let attempts = 0;
    const losing = withLedger(engineCase, () => ({
      save: async () => {
        attempts += 1;
        return false;
      },
    }));
    expect(await run(null, losing)).toMatchObject({ moved: [], missed: [{ findingId: id }] });
    expect(attempts).toBe(5);
    expect((await run()).moved).toHaveLength(1);
  });

  test('takes up the calendar that somebody loads meanwhile, and never moves a date back', async () => {
    const ids = [await opened(engineCase.engine), await opened(engineCase.engine)];
    await load(closed);
    let saves = 0;
    const meanwhile = withLedger(engineCase, (ledger) => ({
      save: async (write) => {
        saves += 1;
        const saved = await ledger.save(write);
        const holidays = [{ name: '年末休息', from: '2026-12-21', to: '2026-12-31' }];
        if (saves === 1) await load({ ...closed, version: 2, holidays });
        return saved;
      },
    }));
    await run(null, meanwhile);
    await run();
    const versions = await Promise.all(
      ids.map(async ({ id }) => (await movesOf(id)).map(({ calendar }) => calendar)),
    );
    expect(versions).toEqual([['cn@2026+school@1', 'cn@2026+school@2'], ['cn@2026+school@2']]);
  });

  test('passes over a finding that is as the new calendar has it by now', async () => {
    await opened(engineCase.engine);
    await load(closed);
    const items = await stored();
    await run();
    async function* asRead() {
      yield* items;
    }
    const again = await reproject(engineCase.ports, asRead(), registrar, null);
    expect(again).toEqual({ moved: [], awaitingApproval: [], missed: [] });
  });
});
