import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PrintedClock, PrintedDay } from '../../../src/day-words.ts';
import type { Accounts } from '../../../src/engine/clocks/accounts.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, owner, type OpenApp } from './open-app.ts';

const nobody = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
const instant = (day: string, time = '12:00') => Date.parse(`${day}T${time}:00+08:00`);
const printed = (day: string, time = '00:00') => `${day}T${time}:00.000+08:00`;
/** A Friday; no holiday before April. */
const clock = createVirtualClock(instant('2026-03-06'));

let open: OpenApp;
beforeAll(async () => {
  open = await openApp({}, { clock });
});
afterAll(() => open[Symbol.asyncDispose]());

async function clockOf(id: string, no: number): Promise<PrintedClock> {
  const answer = await open.app.inject(`/findings/${id}/clocks/${no}`);
  expectDocumented(open.app, 'GET /findings/{id}/clocks/{no}', answer);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

async function accountsOf(id: string): Promise<Accounts> {
  const answer = await open.app.inject(`/findings/${id}/accounts`);
  expectDocumented(open.app, 'GET /findings/{id}/accounts', answer);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

const withCode = (days: readonly PrintedDay[], code: PrintedDay['code']) =>
  days.filter((day) => day.code === code).map(({ date }) => date);

describe('a finding that was paused, and whose deadline was extended', () => {
  let id: string;
  beforeAll(async () => {
    id = await open.open();
    await open.send(id, { type: 'CLAIM', responsibleUnit: 'finance-office' }, owner);
  });

  test('has a clock that says by which rule it runs, and when it was due from the start', async () => {
    const { days, ...why } = await clockOf(id, 1);
    expect(why).toMatchObject({
      clockNo: 1,
      kind: 'plan',
      rule: 'phased-plan-30d',
      policy: shippedName('cn-inspection'),
      mode: 'enforcing',
      state: 'running',
      follows: null,
      startedAt: printed('2026-03-06', '12:00'),
      // 30 days end on Sunday 2026-04-05, and Qingming lasts until the day after.
      due: '2026-04-07',
      dueAt: printed('2026-04-08'),
      provisional: false,
      recorded: { dueAt: printed('2026-04-08'), provisional: false, calendar: 'cn@2026' },
      count: { afterDay: '2026-03-06', days: 30, unit: 'day', roll: 'next', holds: [] },
      calendar: 'cn@2026',
    });
    expect(days.filter(({ counted }) => counted)).toHaveLength(30);
    expect(days[0]).toMatchObject({ date: '2026-03-06', code: 'firstDay' });
    expect(days.at(-1)).toMatchObject({ date: '2026-04-07', code: 'rolledTo' });
  });

  test('shows the days of a pause as days that do not count', async () => {
    clock.moveTo(instant('2026-03-10'));
    await open.send(id, { type: 'PAUSE', reason: '等待上级批复' }, inspector);
    expect(await clockOf(id, 1)).toMatchObject({
      state: 'held',
      count: { holds: [{ from: '2026-03-10', until: null }] },
    });
    clock.moveTo(instant('2026-03-13'));
    await open.send(id, { type: 'RESUME', note: '批复已下达' }, inspector);
    const { count, days, due, dueAt, recorded } = await clockOf(id, 1);
    expect(count.holds).toEqual([{ from: '2026-03-10', until: '2026-03-13' }]);
    expect(withCode(days, 'held')).toEqual(['2026-03-10', '2026-03-11', '2026-03-12']);
    expect({ due, dueAt }).toEqual({ due: '2026-04-08', dueAt: printed('2026-04-09') });
    expect(recorded.dueAt).toBe(dueAt);
  });

  test('has a clock of its own after an extension, which names the one it follows', async () => {
    const extension = { rule: 'fixed', until: '2026-04-30' } as const;
    const event = {
      type: 'EXTEND',
      clock: 'plan',
      extension,
      reason: '设备采购须重新招标',
    } as const;
    expect((await open.send(id, event, inspector)).statusCode).toBe(200);
    const finding = (await open.app.inject(`/findings/${id}`)).json<{
      clocks: { no: number; kind: string; state: string }[];
    }>();
    const no = finding.clocks.find(({ kind, state }) => kind === 'plan' && state === 'running')?.no;
    expect(await clockOf(id, no ?? 0)).toMatchObject({
      follows: 1,
      due: '2026-04-30',
      dueAt: printed('2026-05-01'),
    });
    // What has ended is explained as well.
    expect(await clockOf(id, 1)).toMatchObject({ state: 'void', due: '2026-04-08' });
  });

  test('has each day on one account, and they add up', async () => {
    clock.moveTo(instant('2026-03-16'));
    const { days, total, unit, verifier, paused, nonWorking, ...rest } = await accountsOf(id);
    expect(rest).toEqual({ from: '2026-03-06', until: '2026-03-16', offLedger: 0 });
    expect({ total, unit, verifier, paused, nonWorking }).toEqual({
      total: 11,
      unit: 4,
      verifier: 0,
      paused: 3,
      nonWorking: 4,
    });
    const on = (day: string) => days.find((each) => each.day === day)?.account;
    expect(['2026-03-07', '2026-03-09', '2026-03-10', '2026-03-12', '2026-03-13'].map(on)).toEqual([
      'nonWorking',
      'unit',
      'paused',
      'paused',
      'unit',
    ]);
    expect(unit + verifier + paused + nonWorking).toBe(days.length);
  });
});

test('every due date that is shown says whether it is provisional', async () => {
  clock.moveTo(instant('2026-12-15'));
  // 30 days end on Thursday 2027-01-14, a year whose holidays nobody has published.
  const id = await open.open({ round: 'XC-2026', title: '年末反馈' });
  const number = 'XC-2026-01-001';
  const { items } = (await open.app.inject('/findings?round=XC-2026')).json<{ items: object[] }>();
  expect(items).toMatchObject([{ number, dueAt: printed('2027-01-15'), dueProvisional: true }]);
  const finding = await open.app.inject(`/findings/${id}`);
  expect(finding.json()).toMatchObject({
    dueProvisional: true,
    clocks: [{ dueAt: printed('2027-01-15'), provisional: true }],
  });
  const { days, ...why } = await clockOf(id, 1);
  expect(why).toMatchObject({ provisional: true, recorded: { provisional: true } });
  expect(days.find(({ known }) => !known)?.date).toBe('2027-01-01');
});

describe('what is not there', () => {
  let id: string;
  beforeAll(async () => {
    id = await open.open();
  });

  test.each(['2', '2147483647'])('a clock number %s nobody gave is 404', async (no) => {
    const answer = await open.app.inject(`/findings/${id}/clocks/${no}`);
    expectDocumented(open.app, 'GET /findings/{id}/clocks/{no}', answer);
    expect(answer.json()).toMatchObject({ status: 404, code: 'clock_not_found' });
  });

  test.each(['clocks/1', 'accounts'])('%s of no finding is 404', async (what) => {
    const answer = await open.app.inject(`/findings/${nobody}/${what}`);
    const operation = `GET /findings/{id}/${what.replace('1', '{no}')}`;
    expectDocumented(open.app, operation, answer);
    expect(answer.json()).toMatchObject({ status: 404, code: 'finding_not_found' });
  });

  test.each(['0', '-1', '1.5', 'one', '%00', '2147483648', '9999999999999999999', 'NaN'])(
    'a clock number %s is 400',
    async (no) => {
      const answer = await open.app.inject(`/findings/${id}/clocks/${no}`);
      expectDocumented(open.app, 'GET /findings/{id}/clocks/{no}', answer);
      const { status, problems } = answer.json<{ status: number; problems: object[] }>();
      expect(status).toBe(400);
      expect(problems[0]).toMatchObject({ in: 'path', path: 'no' });
    },
  );

  test.each(['XC-2024-01-001', '%00', 'null', '1'])('a finding id %s is 400', async (wrong) => {
    for (const [url, operation] of [
      [`/findings/${wrong}/clocks/1`, 'GET /findings/{id}/clocks/{no}'],
      [`/findings/${wrong}/accounts`, 'GET /findings/{id}/accounts'],
    ] as const) {
      const answer = await open.app.inject(url);
      expectDocumented(open.app, operation, answer);
      expect(answer.json()).toMatchObject({ status: 400, problems: [{ in: 'path', path: 'id' }] });
    }
  });
});

describe('a finding whose date passed unmet', () => {
  test('keeps the date as it was, printed like every other', async () => {
    const id = await open.open({ title: '逾期未报方案' });
    const { dueAt } = await clockOf(id, 1);
    clock.moveTo(Date.parse(dueAt) + 60_000);
    await open.rectiflow.engine.fireDue();
    const answer = await open.app.inject(`/findings/${id}`);
    expectDocumented(open.app, 'GET /findings/{id}', answer);
    expect(answer.json()).toMatchObject({
      overdue: true,
      breaches: [{ clock: 'plan', clockNo: 1, dueAt, lifted: false }],
    });
  });
});
