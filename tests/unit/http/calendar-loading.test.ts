import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, type OpenApp } from './open-app.ts';
import { sent } from './sent.ts';
import { storedRows } from './stored-rows.ts';

const by = inspector;
const approval = { by: 'wang-fang', reason: '放假安排公布前登记的逾期' };
const noonOf = (day: string) => Date.parse(`${day}T12:00:00+08:00`);
const ends = (day: string) => `${day}T00:00:00.000+08:00`;

/** Days off that the plan's deadline runs into: 30 days from 2026-11-20 end on Sunday 2026-12-20. */
const closedAtYearEnd = (version: number) => ({
  kind: 'addition',
  id: 'school',
  version,
  title: '示例学校校历',
  holidays: [{ name: '年末休息', from: '2026-12-21', to: '2026-12-24' }],
});

interface Move {
  from: { dueAt: string };
  to: { dueAt: string; provisional: boolean };
  liftsBreach: boolean;
}
interface Loaded {
  version: string;
  moved: Move[];
  awaitingApproval: Move[];
  missed: Move[];
}

describe('loading calendar data over HTTP', () => {
  let woken = 0;
  const onAccepted = () => {
    woken += 1;
  };
  const clock = createVirtualClock(noonOf('2026-11-20'));
  let open: OpenApp;
  let id: string;
  beforeAll(async () => {
    open = await openApp({ onAccepted }, { clock });
    id = await open.open();
  });
  beforeEach(() => {
    woken = 0;
  });
  afterAll(() => open[Symbol.asyncDispose]());

  const clockOf = async () => {
    const answer = await open.app.inject(`/findings/${id}`);
    return answer.json<{ clocks: object[] }>().clocks[0];
  };

  test('a preview says what would move, and writes nothing', async () => {
    const before = await storedRows(open.rectiflow);
    const answer = await sent(open, '/calendar/preview', closedAtYearEnd(1));
    expect(answer.json()).toMatchObject({
      from: { version: 'cn@2026', horizon: '2026-12-31' },
      to: { version: 'cn@2026+school@1', horizon: '2026-12-31' },
      moves: [
        {
          findingId: id,
          clockNo: 1,
          clock: 'plan',
          from: { dueAt: ends('2026-12-22'), provisional: false },
          to: { dueAt: ends('2026-12-26'), provisional: false },
          liftsBreach: false,
        },
      ],
    });
    expect(await storedRows(open.rectiflow)).toEqual(before);
    expect(await clockOf()).toMatchObject({ dueAt: ends('2026-12-22'), calendar: 'cn@2026' });
    expect(woken).toBe(0);
  });

  test('a load moves the clocks, with an event in the chain, and wakes the host', async () => {
    const answer = await sent(open, '/calendar', { layer: closedAtYearEnd(1), by });
    const { version, moved, awaitingApproval, missed } = answer.json<Loaded>();
    expect(version).toBe('cn@2026+school@1');
    expect(moved.map(({ to }) => to.dueAt)).toEqual([ends('2026-12-26')]);
    expect([...awaitingApproval, ...missed]).toEqual([]);
    expect(await clockOf()).toMatchObject({ dueAt: ends('2026-12-26'), calendar: version });
    const history = await open.app.inject(`/findings/${id}/history`);
    expect(history.json<{ items: object[] }>().items.at(-1)).toMatchObject({
      type: 'CLOCK_MOVED',
      by,
      event: { calendar: version, approval: null },
    });
    expect(woken).toBe(1);
    expect(await open.rectiflow.verify()).toMatchObject({ ok: true, firstBad: null });
  });

  test('a version that is loaded already is refused, and nothing is written', async () => {
    const before = await storedRows(open.rectiflow);
    for (const [url, body, path] of [
      ['/calendar', { layer: closedAtYearEnd(1), by }, 'layer.version'],
      ['/calendar/preview', closedAtYearEnd(1), 'version'],
    ] as const) {
      const answer = await sent(open, url, body);
      expect(answer.json()).toMatchObject({
        status: 422,
        code: 'calendar_invalid',
        problems: [{ in: 'body', path, message: 'must be above 1, the version in use' }],
      });
    }
    expect(await storedRows(open.rectiflow)).toEqual(before);
    expect(woken).toBe(0);
  });

  test('what was breached moves ahead again only with an approval', async () => {
    clock.moveTo(noonOf('2026-12-28'));
    await open.rectiflow.engine.fireDue();
    const longer = {
      ...closedAtYearEnd(2),
      holidays: [{ name: '年末休息', from: '2026-12-21', to: '2026-12-31' }],
    };
    const loaded = (await sent(open, '/calendar', { layer: longer, by })).json<Loaded>();
    expect(loaded.moved).toEqual([]);
    expect(loaded.awaitingApproval).toMatchObject([
      { to: { dueAt: ends('2027-01-02'), provisional: true }, liftsBreach: true },
    ]);
    expect(await clockOf()).toMatchObject({ dueAt: ends('2026-12-26'), provisional: false });

    // On record is what it was; what the calendar in use counts is told beside it.
    const why = await open.app.inject(`/findings/${id}/clocks/1`);
    expectDocumented(open.app, 'GET /findings/{id}/clocks/{no}', why);
    expect(why.json()).toMatchObject({
      dueAt: ends('2027-01-02'),
      provisional: true,
      calendar: 'cn@2026+school@2',
      recorded: { dueAt: ends('2026-12-26'), provisional: false, calendar: 'cn@2026+school@1' },
    });

    const again = await sent(open, '/calendar/reproject', { by, approval: null });
    expect(again.json<Loaded>().awaitingApproval).toHaveLength(1);
    const approved = await sent(open, '/calendar/reproject', { by, approval });
    expect(approved.json<Loaded>()).toMatchObject({ awaitingApproval: [], missed: [] });
    expect(approved.json<Loaded>().moved).toHaveLength(1);
    expect(woken).toBe(3);

    const finding = await open.app.inject(`/findings/${id}`);
    expectDocumented(open.app, 'GET /findings/{id}', finding);
    expect(finding.json()).toMatchObject({
      overdue: false,
      dueProvisional: true,
      breaches: [{ clockNo: 1, lifted: true }],
    });
    const list = await open.app.inject('/findings');
    expect(list.json()).toMatchObject({
      items: [{ dueAt: ends('2027-01-02'), dueProvisional: true }],
    });
    const nothingLeft = await sent(open, '/calendar/reproject', { by });
    expect(nothingLeft.json<Loaded>()).toMatchObject({
      moved: [],
      awaitingApproval: [],
      missed: [],
    });
  });

  test('the notice of another year carries the horizon on', async () => {
    const notice = {
      kind: 'notice',
      of: 'cn',
      version: 2027,
      coversTo: '2027-12-31',
      notices: [
        {
          source: '国办发明电〔2026〕×号(示例)',
          issued: '2026-11-06',
          holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
        },
      ],
    };
    const preview = await sent(open, '/calendar/preview', notice);
    expect(preview.json()).toMatchObject({
      to: { version: 'cn@2027+school@2', horizon: '2027-12-31' },
      moves: [{ to: { dueAt: ends('2027-01-05'), provisional: false } }],
    });
    await sent(open, '/calendar', { layer: notice, by });
    const finding = await open.app.inject(`/findings/${id}`);
    expect(finding.json()).toMatchObject({ dueAt: ends('2027-01-05'), dueProvisional: false });
    const calendar = await open.app.inject('/calendar');
    expect(calendar.json()).toMatchObject({ horizon: '2027-12-31', warning: null });
  });
});

const failToWake = () => {
  throw new Error('no worker here');
};

test('a host that fails to wake changes nothing about what was loaded', async () => {
  await using open = await openApp({ onAccepted: failToWake });
  const loaded = await sent(open, '/calendar', { layer: closedAtYearEnd(1), by });
  expect(loaded.json()).toMatchObject({ version: 'cn@2026+school@1' });
  expect((await sent(open, '/calendar/reproject', { by })).statusCode).toBe(200);
});
