import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRectiflow, type Rectiflow } from '../../src/rectiflow.ts';
import { createVirtualClock, type VirtualClock } from '../../src/virtual-clock.ts';
import { migratedDump } from '../support/memory-database.ts';
import { shippedRef } from '../support/shipped-policies.ts';
import { addition } from './calendar/calendars.ts';
import {
  aFinding,
  accepted,
  dayMs,
  give,
  inspector,
  owner,
  pause,
  people,
  posts,
  resume,
  shanghai,
  wholeLife,
} from './engine/engine-case.ts';

const endOf = (day: string) => shanghai(`${day}T00:00`) + dayMs;
const nobody = '00000000-0000-7000-8000-000000000000';

let rectiflow: Rectiflow;
let clock: VirtualClock;

beforeAll(async () => {
  clock = createVirtualClock(shanghai('2026-09-01T10:00'));
  rectiflow = await openRectiflow({ clock, loadDataDir: await migratedDump() });
  await rectiflow.directory.put({ people, posts });
});
afterAll(() => rectiflow.close());

async function opened(): Promise<string> {
  const finding = aFinding({ round: 'XC-2026' });
  return accepted(await rectiflow.engine.open({ finding, by: inspector })).id;
}

describe('why a clock is due when it is', () => {
  test('is told with rule, policy, inputs and every day', async () => {
    const id = await opened();
    const told = await rectiflow.times.explainClock(id, 1);
    expect(told).toMatchObject({
      clockNo: 1,
      kind: 'plan',
      rule: 'phased-plan-30d',
      policy: shippedRef('cn-inspection'),
      mode: 'enforcing',
      state: 'running',
      startedAt: clock.at,
      count: { afterDay: '2026-09-01', days: 30, unit: 'day', roll: 'next', holds: [] },
      // The thirtieth day is 1 October: the National Day week (民法典 203).
      due: '2026-10-08',
      dueAt: endOf('2026-10-08'),
      recorded: { dueAt: endOf('2026-10-08'), provisional: false, calendar: 'cn@2026' },
    });
    expect(told?.days.filter(({ counted }) => counted)).toHaveLength(30);
    const finding = await rectiflow.findings.get(id, clock.at);
    expect(finding?.clocks[0]?.dueAt).toBe(rectiflow.calendar.print(told?.dueAt ?? 0));
  });

  test('is told of an ended clock as well; of none that there is not', async () => {
    const id = await opened();
    await wholeLife(rectiflow, id);
    expect(await rectiflow.times.explainClock(id, 1)).toMatchObject({ kind: 'plan', state: 'met' });
    expect(await rectiflow.times.explainClock(id, 99)).toBeNull();
    expect(await rectiflow.times.explainClock(nobody, 1)).toBeNull();
  });

  test('is told by the calendar of this moment, beside the date on record', async () => {
    const id = await opened();
    const told = await rectiflow.times.explainClock(id, 1);
    const holidays = [{ name: '校庆', from: '2026-10-08', to: '2026-10-08' }];
    await rectiflow.calendarLoading.load(addition({ holidays }), inspector);
    const after = await rectiflow.times.explainClock(id, 1);
    expect(after).toMatchObject({
      due: '2026-10-09',
      calendar: 'cn@2026+school@3',
      recorded: { dueAt: endOf('2026-10-09'), calendar: 'cn@2026+school@3' },
    });
    expect(told?.due).toBe('2026-10-08');
    await rectiflow.calendarLoading.load(addition({ version: 4, holidays: [] }), inspector);
  });
});

describe('who had a finding on which day', () => {
  test('adds up to all the days of its life', async () => {
    clock.moveTo(shanghai('2026-10-12T10:00'));
    const id = await opened();
    clock.moveTo(shanghai('2026-10-14T10:00'));
    await give(rectiflow.engine, id, owner, pause);
    clock.moveTo(shanghai('2026-10-19T10:00'));
    await give(rectiflow.engine, id, owner, resume);
    clock.moveTo(shanghai('2026-10-20T10:00'));
    const accounts = await rectiflow.times.accounts(id);
    expect(accounts).toMatchObject({
      from: '2026-10-12',
      until: '2026-10-20',
      total: 9,
      unit: 4,
      verifier: 0,
      paused: 5,
      nonWorking: 0,
      offLedger: 0,
    });
    expect(accounts?.days.map(({ day }) => day.slice(8)).join(' ')).toBe(
      '12 13 14 15 16 17 18 19 20',
    );
  });

  test('is told of a finding, and of nothing else that has events', async () => {
    expect(await rectiflow.times.accounts(nobody)).toBeNull();
    const round = await rectiflow.engine.openRound({ code: 'XC-2026', by: inspector });
    expect(await rectiflow.findings.history(round.id)).not.toBeNull();
    expect(await rectiflow.times.accounts(round.id)).toBeNull();
  });
});
