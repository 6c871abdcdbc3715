import { describe, expect, test } from 'vitest';
import type { Actor } from '../../machines/actor.ts';
import { createCalendarLoading } from '../../src/calendar-loading.ts';
import { createLiveCalendar } from '../../src/calendar/live-calendar.ts';
import { readLayers } from '../../src/store/calendar-layers.ts';
import { portfolio } from '../../src/store/portfolio.ts';
import { addition, base } from './calendar/calendars.ts';
import { notice, openProcess, registrar } from './calendar/process.ts';
import { forEachTest } from './engine/case-hooks.ts';
import { dayMs, fireAt, opened, shanghai } from './engine/engine-case.ts';
import { clocksOf, contents, history, verified } from './engine/ledger-reading.ts';

const approval = { by: 'director', reason: '放假安排公布前登记的逾期,不应计入' };
const endOf = (day: string) => shanghai(`${day}T00:00`) + dayMs;

const one = forEachTest(({ database }) => openProcess(database));

async function loadedRows() {
  const { rows } = await one.database.store.query(
    `select id, version, to_char(loaded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI') as at,
       loaded_by as by from calendar_layer order by revision`,
  );
  return rows;
}

async function expectVerified(): Promise<void> {
  expect(await verified(one)).toMatchObject({ ok: true });
}

describe('a preview', () => {
  test('says what would move and by what calendar, and writes nothing', async () => {
    const { id } = await opened(one.engine);
    const before = await contents(one.database);
    const { from, to, moves } = await one.loading.preview(notice);
    expect(from).toEqual({ version: 'cn@2026', horizon: '2026-12-31' });
    expect(to).toEqual({ version: 'cn@2027', horizon: '2027-12-31' });
    expect(moves).toMatchObject([
      {
        findingId: id,
        from: { dueAt: endOf('2027-01-11'), provisional: true },
        to: { dueAt: endOf('2027-01-13'), provisional: false },
        liftsBreach: false,
      },
    ]);
    expect(await contents(one.database)).toEqual(before);
    expect(await loadedRows()).toEqual([]);
    expect(one.version()).toBe('cn@2026');
  });

  test('is what the load then does', async () => {
    await opened(one.engine);
    await opened(one.engine, { class: 'immediate' });
    const { moves } = await one.loading.preview(notice);
    expect((await one.loading.load(notice, registrar)).moved).toEqual(moves);
  });
});

describe('a load', () => {
  test('is kept with who loaded it and when, and moves what it counts otherwise', async () => {
    const { id } = await opened(one.engine);
    expect(await one.loading.load(notice, registrar)).toMatchObject({
      version: 'cn@2027',
      horizon: '2027-12-31',
      moved: [{ findingId: id, clockNo: 1 }],
      awaitingApproval: [],
      missed: [],
    });
    expect(await loadedRows()).toEqual([
      { id: 'cn', version: 2027, at: '2026-12-10T02:00', by: registrar },
    ]);
    expect(await clocksOf(one, id)).toMatchObject([
      { dueAt: endOf('2027-01-13'), provisional: false, calendar: 'cn@2027' },
    ]);
    expect((await history(one, id)).at(-1)).toMatchObject({
      by: registrar,
      event: {
        type: 'CLOCK_MOVED',
        from: { dueAt: endOf('2027-01-11'), provisional: true },
        to: { dueAt: endOf('2027-01-13'), provisional: false },
        calendar: 'cn@2027',
      },
    });
    await expectVerified();
  });

  test('makes later findings count by it', async () => {
    await one.loading.load(notice, registrar);
    const { id } = await opened(one.engine);
    expect(await clocksOf(one, id)).toMatchObject([
      { dueAt: endOf('2027-01-13'), provisional: false, calendar: 'cn@2027' },
    ]);
  });

  test('of an addition lies over what was loaded before', async () => {
    const { id } = await opened(one.engine);
    await one.loading.load(notice, registrar);
    const holidays = [{ name: '校庆', from: '2027-01-13', to: '2027-01-13' }];
    const { version, moved } = await one.loading.load(addition({ holidays }), registrar);
    expect(version).toBe('cn@2027+school@3');
    expect(moved).toMatchObject([{ findingId: id, to: { dueAt: endOf('2027-01-14') } }]);
    const next = addition({ version: 4, holidays: [] });
    expect((await one.loading.load(next, registrar)).moved).toMatchObject([
      { to: { dueAt: endOf('2027-01-13') } },
    ]);
    await expectVerified();
  });

  test('leaves breaches to somebody who approves, in the load itself or later', async () => {
    const { id } = await opened(one.engine);
    await fireAt(one, shanghai('2027-01-12T01:00'));
    const { moved, awaitingApproval } = await one.loading.load(notice, registrar);
    expect([moved.length, awaitingApproval.length]).toEqual([0, 1]);
    expect((await one.loading.reproject(registrar)).awaitingApproval).toEqual(awaitingApproval);
    const done = await one.loading.reproject(registrar, approval);
    expect(done).toMatchObject({ moved: awaitingApproval, awaitingApproval: [], missed: [] });
    expect((await history(one, id)).at(-1)).toMatchObject({
      event: { type: 'CLOCK_MOVED', approval },
    });
    const again = await one.loading.reproject(registrar, approval);
    expect(again).toMatchObject({ moved: [], awaitingApproval: [], missed: [] });
    await expectVerified();
  });

  test('with an approval at once moves breached clocks with the others', async () => {
    await opened(one.engine);
    await fireAt(one, shanghai('2027-01-12T01:00'));
    const { moved, awaitingApproval } = await one.loading.load(notice, registrar, approval);
    expect([moved.length, awaitingApproval.length]).toEqual([1, 0]);
  });

  test('that was cut off after it was written down is taken up by a reprojection', async () => {
    const ids = [await opened(one.engine), await opened(one.engine)].map(({ id }) => id);
    const { store } = one.database;
    async function* breaking() {
      for await (const item of portfolio(store)) {
        if (item.finding.id === ids[1]) throw new Error('the power is gone');
        yield item;
      }
    }
    const calendar = createLiveCalendar({ zone: 'Asia/Shanghai', read: () => readLayers(store) });
    let turn = 0;
    const cutOff = createCalendarLoading({ ...one.ports, calendar }, store, () => {
      turn += 1;
      return turn === 1 ? portfolio(store) : breaking();
    });
    await expect(cutOff.load(notice, registrar)).rejects.toThrow('the power is gone');
    const dues = async () =>
      Promise.all(ids.map(async (id) => (await clocksOf(one, id))[0]?.dueAt));
    expect(await dues()).toEqual([endOf('2027-01-13'), endOf('2027-01-11')]);
    expect(await one.loading.reproject(registrar)).toMatchObject({
      version: 'cn@2027',
      moved: [{ findingId: ids[1] }],
    });
    expect(await dues()).toEqual([endOf('2027-01-13'), endOf('2027-01-13')]);
    await expectVerified();
  });
});

describe('a second process', () => {
  test('counts by what another loaded from its next decision on', async () => {
    const two = await openProcess(one.database);
    await opened(two.engine);
    expect(two.version()).toBe('cn@2026');
    await one.loading.load(notice, registrar);
    expect(two.version()).toBe('cn@2026');
    const { id } = await opened(two.engine);
    expect(two.version()).toBe('cn@2027');
    expect(await clocksOf(two, id)).toMatchObject([{ calendar: 'cn@2027' }]);
  });

  test('previews over what another loaded', async () => {
    const two = await openProcess(one.database);
    await one.loading.load(notice, registrar);
    const { from, moves } = await two.loading.preview(addition());
    expect(from).toEqual({ version: 'cn@2027', horizon: '2027-12-31' });
    expect(moves).toEqual([]);
    await expect(two.loading.load(notice, registrar)).rejects.toMatchObject({
      code: 'calendar_invalid',
    });
  });

  test('that starts anew has all that was loaded', async () => {
    await one.loading.load(notice, registrar);
    await one.loading.load(addition(), registrar);
    const later = await openProcess(one.database);
    await later.engine.now();
    expect(later.version()).toBe('cn@2027+school@3');
  });
});

describe('what is refused, before anything is written', () => {
  const refusals = {
    'a notice of a version that is not above the one in use': { ...notice, version: 2026 },
    'a notice for another base': { ...notice, of: 'de' },
    'a notice of a year without its holidays': {
      ...notice,
      notices: [{ ...notice.notices[0], holidays: [] }],
    },
    'a notice that skips a year': { ...notice, coversTo: '2028-12-31' },
    'a notice of days it does not cover': { ...notice, coversTo: '2027-01-05' },
    'a base of a version that is not above the one in use': base({ id: 'cn', version: 2026 }),
    'an addition that runs backwards': addition({
      holidays: [{ name: '校庆', from: '2027-01-13', to: '2027-01-12' }],
    }),
    'a day that does not exist': addition({
      holidays: [{ name: '校庆', from: '2027-02-29', to: '2027-02-29' }],
    }),
    'something of no kind': { kind: 'week' },
    nothing: null,
    'a list': [notice],
  };
  test.each(Object.entries(refusals))('%s', async (_what, layer) => {
    await opened(one.engine);
    const before = await contents(one.database);
    const refused = { code: 'calendar_invalid' };
    await expect(one.loading.preview(layer)).rejects.toMatchObject(refused);
    await expect(one.loading.load(layer, registrar, approval)).rejects.toMatchObject(refused);
    expect(await contents(one.database)).toEqual(before);
    expect(await loadedRows()).toEqual([]);
    expect(one.version()).toBe('cn@2026');
  });

  test('a layer by which a clock could not be counted at all', async () => {
    await opened(one.engine);
    const holidays = [{ name: '停摆', from: '2026-12-01', to: '2040-12-31' }];
    const layer = addition({ holidays });
    await expect(one.loading.load(layer, registrar)).rejects.toMatchObject({
      code: 'calendar_not_covered',
    });
    expect(await loadedRows()).toEqual([]);
    expect(one.version()).toBe('cn@2026');
  });

  test.each([
    ['nobody', { kind: 'person', id: ' ', unit: null }, null],
    ['a kind of actor there is none of', { kind: 'ghost', id: 'x' }, null],
    ['an approval without a reason', registrar, { by: 'director', reason: '' }],
    ['an approval by nobody', registrar, { by: '', reason: '同意' }],
  ])('%s as the one who loads it', async (_what, by, agreed) => {
    const { loading } = one;
    const refused = { code: 'request_invalid', detail: { problems: [expect.anything()] } };
    await expect(loading.load(notice, by as Actor, agreed)).rejects.toMatchObject(refused);
    await expect(loading.reproject(by as Actor, agreed)).rejects.toMatchObject(refused);
    expect(await loadedRows()).toEqual([]);
  });
});
