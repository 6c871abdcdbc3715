import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { LightMyRequestResponse } from 'fastify';
import { explain } from '../../../src/cli/commands/calendar.ts';
import type { PrintedPeriod } from '../../../src/day-words.ts';
import { countReasonTerms } from '../../../src/glossary.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { documentOf, expectDocumented } from './documented.ts';
import { openApp, type OpenApp } from './open-app.ts';

const explaining = 'GET /calendar/explain';
const noonOf = (day: string) => Date.parse(`${day}T12:00:00+08:00`);

let open: OpenApp;
beforeAll(async () => {
  open = await openApp({}, { clock: createVirtualClock(noonOf('2026-03-02')) });
});
afterAll(() => open[Symbol.asyncDispose]());

async function ask(query: string): Promise<LightMyRequestResponse> {
  const answer = await open.app.inject(`/calendar/explain?${query}`);
  expectDocumented(open.app, explaining, answer);
  return answer;
}

async function explained(query: string): Promise<PrintedPeriod> {
  const answer = await ask(query);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

describe('GET /calendar', () => {
  test('says what is counted by, and how far it reaches', async () => {
    const { horizon } = open.rectiflow.calendar;
    const answer = await open.app.inject('/calendar');
    expectDocumented(open.app, 'GET /calendar', answer);
    expect(answer.json()).toEqual({
      version: expect.stringMatching(/^cn@\d+$/u),
      zone: 'Asia/Shanghai',
      horizon,
      warning: null,
    });
  });

  test('warns from the 60th day before its data ends, and is no failure of the service', async () => {
    const clock = createVirtualClock(0);
    await using later = await openApp({}, { clock });
    const daysLeft = [
      ['2026-10-31', null],
      ['2026-11-01', 60],
      ['2026-12-31', 0],
      ['2027-01-01', -1],
      ['2031-01-01', -1462],
    ] as const;
    for (const [day, left] of daysLeft) {
      clock.moveTo(noonOf(day));
      const answer = await later.app.inject('/calendar');
      expectDocumented(later.app, 'GET /calendar', answer);
      const warning = left === null ? null : { horizon: '2026-12-31', daysLeft: left };
      expect({ day, ...answer.json<object>() }).toMatchObject({ day, warning });
      expect((await later.app.inject('/healthz')).statusCode).toBe(200);
    }
  });

  test('takes up what another process has loaded', async () => {
    await using other = await openApp();
    const layer = { kind: 'addition', id: 'school', version: 4, title: '校历' };
    await other.rectiflow.database.store.query(
      `insert into calendar_layer (id, version, data, loaded_at, loaded_by)
       values ('school', 4, $1::jsonb, now(), '{}')`,
      [JSON.stringify(layer)],
    );
    const answer = await other.app.inject('/calendar');
    expect(answer.json<{ version: string }>().version).toMatch(/^cn@\d+\+school@4$/u);
  });
});

describe('GET /calendar/explain', () => {
  test('counts working days past two holidays and over a make-up Saturday', async () => {
    const { days, ...rest } = await explained('from=2026-09-24&days=8');
    expect(rest).toMatchObject({
      due: '2026-10-13',
      dueAt: '2026-10-14T00:00:00.000+08:00',
      provisional: false,
      from: '2026-09-24',
      count: 8,
      unit: 'workday',
      roll: 'next',
    });
    expect(days.map(({ date }) => date)).toHaveLength(20);
    const counted = days.filter((day) => day.counted);
    expect(counted.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(days.find(({ date }) => date === '2026-10-10')).toMatchObject({
      number: 6,
      code: 'makeUpWorkday',
      name: '国庆节',
    });
    const nationalDay = days.find(({ date }) => date === '2026-10-01');
    expect(nationalDay).toMatchObject({ number: null, code: 'holiday', known: true });
    expect(nationalDay?.reason).toBe(`法定节假日:国庆节(${nationalDay?.source}) / public holiday`);
  });

  test.each([
    ['from=2028-02-28&days=1&unit=day&roll=none', '2028-02-29'],
    ['from=2027-02-28&days=1&unit=day&roll=none', '2027-03-01'],
    ['from=2025-12-31&days=1&unit=day&roll=none', '2026-01-01'],
    // 2026-01-01 to 03 are off, and Sunday the 4th is worked for them.
    ['from=2025-12-31&days=1&unit=day&roll=next', '2026-01-04'],
    ['from=2025-12-31&days=1&unit=day&roll=previous', '2025-12-31'],
    ['from=2025-12-31&days=1', '2026-01-04'],
    ['from=1970-01-01&days=1&unit=day&roll=none', '1970-01-02'],
    ['from=2999-12-31&days=3660&unit=day&roll=none', '3010-01-08'],
  ])('?%s is due on %s', async (query, due) => {
    const { dueAt, ...period } = await explained(query);
    expect(period.due).toBe(due);
    expect(Date.parse(dueAt)).toBe(Date.parse(`${due}T24:00:00+08:00`));
    expect(period.days.map(({ date }) => date)).toContain(due);
  });

  test('marks a date that was counted past the horizon, on the day and on the whole', async () => {
    const { due, provisional, days } = await explained('from=2026-12-31&days=1');
    expect({ due, provisional }).toEqual({ due: '2027-01-01', provisional: true });
    expect(days.map(({ known }) => known)).toEqual([true, false]);
    expect(days.at(-1)?.reason).toContain('暂定');
    expect((await explained('from=2026-12-30&days=1')).provisional).toBe(false);
  });

  test('gives what `rectiflow calendar explain --json` prints', async () => {
    const written: string[] = [];
    const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      written.push(String(text));
      return true;
    });
    const asked = { from: '2026-09-24', days: 30, unit: 'day', roll: 'previous' } as const;
    try {
      await explain({ ...asked, json: true });
    } finally {
      stdout.mockRestore();
    }
    const answer = await ask(new URLSearchParams({ ...asked, days: '30' }).toString());
    expect(answer.body).toBe(written.join('').trim());
  });

  test.each([
    ['days=1', 'from'],
    ['from=&days=1', 'from'],
    ['from=2026-02-30&days=1', 'from'],
    ['from=2027-02-29&days=1', 'from'],
    ['from=20260101&days=1', 'from'],
    ['from=2026-01-01T00:00:00Z&days=1', 'from'],
    ['from=1969-12-31&days=1', 'from'],
    ['from=3000-01-01&days=1', 'from'],
    ['from=2026-01-01%00&days=1', 'from'],
    ['from=2026-01-01', 'days'],
    ['from=2026-01-01&days=', 'days'],
    ['from=2026-01-01&days=0', 'days'],
    ['from=2026-01-01&days=-1', 'days'],
    ['from=2026-01-01&days=1.5', 'days'],
    ['from=2026-01-01&days=3661', 'days'],
    ['from=2026-01-01&days=9999999', 'days'],
    ['from=2026-01-01&days=1e999', 'days'],
    ['from=2026-01-01&days=ten', 'days'],
    ['from=2026-01-01&days=1&days=2', 'days'],
    ['from=2026-01-01&days=1&unit=week', 'unit'],
    ['from=2026-01-01&days=1&unit=', 'unit'],
    ['from=2026-01-01&days=1&roll=back', 'roll'],
    ['from=2026-01-01&days=1&hold=1', ''],
    ['from=2026-01-01&days=1&__proto__=1', ''],
  ])('answers 400 to ?%s', async (query, path) => {
    const answer = await ask(query);
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'request_invalid',
      problems: expect.arrayContaining([expect.objectContaining({ in: 'query', path })]),
    });
  });

  test('answers 422 where nobody ever works again on the way', async () => {
    const closed = {
      kind: 'addition',
      id: 'closed',
      version: 1,
      title: '停办',
      holidays: [{ name: '停办', from: '2027-01-01', to: '2040-12-31' }],
    };
    await using other = await openApp({}, { calendars: [closed] });
    const answer = await other.app.inject('/calendar/explain?from=2026-12-31&days=1');
    expectDocumented(other.app, explaining, answer);
    expect(answer.json()).toMatchObject({
      status: 422,
      code: 'calendar_not_covered',
      problems: [{ in: 'query', path: '' }],
    });
    const before = await other.app.inject('/calendar/explain?from=2026-12-30&days=1');
    expect(before.json()).toMatchObject({ due: '2026-12-31' });
  });

  test('documents every reason a day may have', () => {
    const { schemas } = documentOf(open.app).components;
    const { enum: codes } = schemas['CountReason'] as { enum: string[] };
    expect(codes.toSorted()).toEqual(Object.keys(countReasonTerms).toSorted());
  });
});
