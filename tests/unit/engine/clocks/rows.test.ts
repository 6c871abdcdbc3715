import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Effect } from '../../../../machines/effects.ts';
import type { LedgerEvent, ClockRow } from '../../../../src/engine/ports.ts';
import { clockRowsAfter, timetableOf, type Timing } from '../../../../src/engine/clocks/rows.ts';
import { rungAt } from '../../../../src/engine/clocks/rungs.ts';
import { shippedRef } from '../../../support/shipped-policies.ts';
import { base, calendarOf, china, onward } from '../../calendar/calendars.ts';
import { dayMs, hourMs, policy, shanghai, start } from '../engine-case.ts';

const timing: Timing = { policy, class: 'phased', calendar: china, now: start };

const claimed: LedgerEvent = { type: 'CLAIM' };
const rule = { kind: 'rule' } as const;
type Start = Extract<Effect, { kind: 'clock.start' }>;
const startPlan: Start = {
  kind: 'clock.start',
  clockNo: 1,
  clock: 'plan',
  basis: rule,
  follows: null,
};
const hold: Effect = { kind: 'clock.hold', clockNo: 1 };
const release: Effect = { kind: 'clock.release', clockNo: 1 };

function rowAfter(
  rows: readonly ClockRow[],
  effects: readonly Effect[],
  now = start,
  event = claimed,
) {
  const [row, ...others] = clockRowsAfter(rows, event, effects, { ...timing, now });
  if (row === undefined || others.length > 0) throw new Error('one row was expected');
  return row;
}

const running = rowAfter([], [startPlan]);

function reported(...rungs: readonly string[]): LedgerEvent {
  return {
    type: 'CLOCK_DUE',
    clockNo: 1,
    clock: 'plan',
    mode: 'enforcing',
    dueAt: running.dueAt,
    rungs: rungs.map((rung) => ({ rung, at: start, template: 'reminder', to: ['actionOwner'] })),
  };
}

describe('a clock that starts', () => {
  test('runs by the rule of its kind and class, to the end of the last day of its period, and keeps the whole count', () => {
    // Thirty days after 1 March are 31 March, a Sunday: the date goes on to Monday.
    expect(running).toEqual({
      no: 1,
      kind: 'plan',
      ruleId: 'phased-plan-30d',
      policy: shippedRef('cn-inspection'),
      mode: 'enforcing',
      follows: null,
      startedAt: start,
      afterDay: '2024-03-01',
      days: 30,
      unit: 'day',
      roll: 'next',
      holds: [],
      dueAt: shanghai('2024-04-02T00:00'),
      provisional: false,
      calendar: 'cn@2026',
      state: 'running',
      remaining: null,
      nextRung: 0,
      nextAt: shanghai('2024-03-02T09:00'),
    });
  });

  test('goes by the class of its finding', () => {
    const [row] = clockRowsAfter([], claimed, [startPlan], { ...timing, class: 'immediate' });
    expect(row).toMatchObject({
      ruleId: 'immediate-plan-7d',
      dueAt: shanghai('2024-03-09T00:00'),
    });
  });

  test('counts working days where its rule says so', () => {
    const row = rowAfter([], [{ ...startPlan, clock: 'verify' }]);
    expect(row).toMatchObject({
      ruleId: 'verify-10wd',
      unit: 'workday',
      dueAt: shanghai('2024-03-16T00:00'),
    });
  });

  test('is only reminded of where its rule does not enforce it', () => {
    expect(rowAfter([], [{ ...startPlan, clock: 'report' }]).mode).toBe('advisory');
  });

  test('the day a plan names binds over the period, is not moved, and the clock says so', () => {
    const basis = { kind: 'day', day: '2024-05-19' } as const;
    const row = rowAfter([], [{ ...startPlan, clock: 'execute', basis }]);
    expect(row).toMatchObject({
      kind: 'execute',
      ruleId: 'agreed-day',
      // A Sunday.
      dueAt: shanghai('2024-05-20T00:00'),
    });
  });

  test('rungs that lie before a short period began are not owed', () => {
    const [row] = clockRowsAfter([], claimed, [startPlan], { ...timing, class: 'immediate' });
    // Due on 8 March: T-30 to T-10 would have been before it began on the 1st; T-3 is the first.
    expect(row).toMatchObject({ nextRung: 3, nextAt: shanghai('2024-03-05T09:00') });
  });

  test('a day already past when it starts is on record at once, and reminded of from the next rung on', () => {
    const row = rowAfter([], [{ ...startPlan, basis: { kind: 'day', day: '2024-02-25' } }]);
    const dueAt = shanghai('2024-02-26T00:00');
    expect(row).toMatchObject({ dueAt, nextRung: 6, nextAt: dueAt });
    const due = { rung: 'due', at: dueAt, template: 'due', to: [] };
    const clock = { clockNo: 1, clock: 'plan', mode: 'enforcing', dueAt } as const;
    const fired = clockRowsAfter([row], { type: 'CLOCK_DUE', ...clock, rungs: [due] }, [], timing);
    // Due on a Sunday: five working days later is Friday at 09:00, which is an hour before it began.
    expect(fired).toMatchObject([{ nextRung: 9, nextAt: shanghai('2024-03-10T09:00') }]);
  });

  test('past the days its calendar knows, says that its date may move', () => {
    const calendar = calendarOf(base({ covers: { from: '2024-01-01', to: '2024-03-10' } }));
    const of = (clock: Start['clock']) =>
      clockRowsAfter([], claimed, [{ ...startPlan, clock }], { ...timing, calendar })[0];
    expect(of('verify')).toMatchObject({ provisional: true, calendar: 'base@1' });
    const immediate = { ...timing, calendar, class: 'immediate' } as const;
    expect(clockRowsAfter([], claimed, [startPlan], immediate)[0]).toMatchObject({
      provisional: false,
    });
  });

  test('a policy without the cadence that its rule names is a bug, not a guess', () => {
    const broken = { ...policy, cadences: {} };
    expect(() => clockRowsAfter([], claimed, [startPlan], { ...timing, policy: broken })).toThrow(
      'policy names no cadence "rectification"',
    );
  });
});

describe('a clock that ends', () => {
  test.each(['met', 'void'] as const)(
    'is %s, keeps what it had left, and nothing of it is armed any more',
    (outcome) => {
      const stop: Effect = { kind: 'clock.stop', clockNo: 1, outcome };
      const row = rowAfter([running], [stop], start + 2 * dayMs);
      expect(row).toEqual({ ...running, state: outcome, remaining: 29, nextAt: null });
    },
  );

  test('while held, has what it had left when it was held', () => {
    const held = rowAfter([running], [hold], start + 10 * dayMs);
    const stop: Effect = { kind: 'clock.stop', clockNo: 1, outcome: 'void' };
    const row = rowAfter([held], [stop], start + 50 * dayMs);
    expect(row).toEqual({ ...held, state: 'void' });
    expect(row.remaining).toBe(21);
  });
});

const later = (a: string, b: string) => (a > b ? a : b);
const daysFrom = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / dayMs;

describe('a clock that is held', () => {
  test('keeps the days it has left, today included, and fires nothing', () => {
    const now = start + 3 * dayMs + 1;
    expect(rowAfter([running], [hold], now)).toEqual({
      ...running,
      state: 'held',
      holds: [{ from: '2024-03-04', until: null }],
      remaining: 28,
      nextAt: null,
    });
  });

  test('days after its count ended, keeps how many', () => {
    // Its count ended on 31 March, and its date was 1 April.
    expect(rowAfter([running], [hold], shanghai('2024-04-01T12:00')).remaining).toBe(0);
    expect(rowAfter([running], [hold], shanghai('2024-04-05T12:00')).remaining).toBe(-4);
  });

  test('and released on the same day has not been held at all', () => {
    const held = rowAfter([running], [hold], shanghai('2024-03-04T00:00'));
    expect(rowAfter([held], [release], shanghai('2024-03-05T00:00') - 1)).toEqual(running);
  });

  test('released, is due later by the days it was held, to the end of a working day', () => {
    const at = fc.integer({ min: 0, max: 60 * dayMs });
    fc.assert(
      fc.property(at, fc.integer({ min: 0, max: 400 * dayMs }), (ranMs, heldMs) => {
        const [heldAt, releasedAt] = [start + ranMs, start + ranMs + heldMs];
        const held = rowAfter([running], [hold], heldAt);
        const released = rowAfter([held], [release], releasedAt);
        const [heldOn, releasedOn] = [china.dayOf(heldAt), china.dayOf(releasedAt)];
        // The day it began on is not counted: held on that day, it loses nothing of it.
        const days = heldOn === releasedOn ? 0 : daysFrom(later(heldOn, '2024-03-02'), releasedOn);
        const dueDay = '2024-04-01';
        const nominal = heldOn > '2024-03-31' ? releasedOn : onward('2024-03-31', days);
        const due = days === 0 || heldOn > dueDay ? dueDay : china.roll(nominal, 'next').day;
        expect(released).toMatchObject({
          state: 'running',
          remaining: null,
          nextRung: running.nextRung,
          dueAt: china.endOf(due),
        });
        expect(released.nextAt).toBe(rungAt(timetableOf(released, timing), released.nextRung));
      }),
    );
  });

  test('held and released again and again, is due later by the sum of the days', () => {
    let row = running;
    let now = start;
    for (const [ran, held] of [
      [hourMs, 5 * hourMs],
      [7 * hourMs, dayMs],
      [12_345, 40 * dayMs],
      [dayMs, 2 * dayMs],
    ] as const) {
      now += ran;
      row = rowAfter([row], [hold], now);
      now += held;
      row = rowAfter([row], [release], now);
    }
    // Within the first day, nothing; then one, forty and two days: 31 March becomes 13 May, a Monday.
    expect(row.holds).toHaveLength(3);
    expect(row.dueAt).toBe(shanghai('2024-05-14T00:00'));
    expect(row.nextRung).toBe(running.nextRung);
  });

  test('on the day it is due, has that day left when it runs again', () => {
    // The count ended on Sunday, and the date went on to Monday: the whole of Monday was its last day.
    const held = rowAfter([running], [hold], shanghai('2024-04-01T18:00'));
    const released = rowAfter([held], [release], shanghai('2024-04-03T09:00'));
    expect(released.dueAt).toBe(shanghai('2024-04-04T00:00'));
  });
});

describe('a clock that carries on another', () => {
  const stopped = rowAfter(
    [running],
    [{ kind: 'clock.stop', clockNo: 1, outcome: 'met' }],
    start + 20 * dayMs,
  );
  const second = { ...startPlan, clockNo: 2, follows: 1 };

  test('goes on with what the other had left, from today', () => {
    const now = start + 60 * dayMs;
    const row = rowAfter([stopped], [{ ...second, basis: { kind: 'remainder', of: 1 } }], now);
    // Eleven days, 30 April among them: 10 May.
    expect(row).toMatchObject({ no: 2, follows: 1, dueAt: shanghai('2024-05-11T00:00') });
  });

  test('takes the place of one that is held, and is held as well', () => {
    const held = rowAfter([running], [hold], start + 3 * dayMs);
    const again: Effect = { ...second, basis: { kind: 'again', of: 1 } };
    const stop: Effect = { kind: 'clock.stop', clockNo: 1, outcome: 'void' };
    const now = start + 8 * dayMs;
    const rows = clockRowsAfter([held], claimed, [again, stop], {
      ...timing,
      class: 'immediate',
      now,
    });
    expect(rows).toMatchObject([
      { no: 2, state: 'held', holds: held.holds, days: 7, remaining: 5, nextAt: null },
      { no: 1, state: 'void', remaining: 28 },
    ]);
    const [row] = rows;
    if (row === undefined) throw new Error('a row was expected');
    const released = rowAfter([row], [{ kind: 'clock.release', clockNo: 2 }], now);
    // Held on the 4th with five days left, running again on the 9th: those are its five days.
    expect(released.dueAt).toBe(shanghai('2024-03-14T00:00'));
  });

  test('is due anew where it is longer, and its reminders begin anew', () => {
    const now = start + 15 * dayMs;
    const row = rowAfter(
      [running],
      [{ ...second, basis: { kind: 'longer', of: 1, days: 30 } }],
      now,
    );
    expect(row).toMatchObject({
      afterDay: '2024-03-01',
      days: 60,
      dueAt: shanghai('2024-05-01T00:00'),
      nextRung: 0,
      nextAt: shanghai('2024-03-31T09:00'),
    });
  });
});

describe('a calendar loaded since', () => {
  const known = calendarOf(base({ covers: { from: '2024-01-01', to: '2024-12-31' } }));
  const recount: Effect = { kind: 'clock.recount', clockNo: 1 };
  const startVerify: Effect = { ...startPlan, clock: 'verify' };
  const [counted] = clockRowsAfter([], claimed, [startVerify], { ...timing, calendar: known });
  if (counted === undefined) throw new Error('a row was expected');
  const closedTwoDays = calendarOf(
    base({
      version: 2,
      covers: { from: '2024-01-01', to: '2024-12-31' },
      notices: [
        {
          source: '示例〔2024〕1号',
          issued: '2024-03-01',
          holidays: [{ name: '停课', from: '2024-03-12', to: '2024-03-13' }],
        },
      ],
    }),
  );

  function recounted(row: ClockRow): ClockRow | undefined {
    return clockRowsAfter([row], claimed, [recount], { ...timing, calendar: closedTwoDays })[0];
  }

  test('moves the date and the rung that is armed, and nothing else', () => {
    const row = recounted(counted);
    expect(row).toEqual({
      ...counted,
      dueAt: counted.dueAt + 4 * dayMs,
      calendar: 'base@2',
      nextAt: counted.nextAt === null ? null : counted.nextAt + 4 * dayMs,
    });
  });

  test('moves the date of a held clock, which stays held', () => {
    const [held] = clockRowsAfter([counted], claimed, [hold], { ...timing, calendar: known });
    if (held === undefined) throw new Error('a row was expected');
    expect(recounted(held)).toEqual({
      ...held,
      dueAt: held.dueAt + 4 * dayMs,
      calendar: 'base@2',
    });
  });
});

describe('a clock that has fired', () => {
  test('has the rungs it reported behind it, and the one after them armed', () => {
    const row = rowAfter([running], [], start, reported('T-30', 'T-20'));
    expect(row).toEqual({ ...running, nextRung: 2, nextAt: shanghai('2024-03-22T09:00') });
  });

  test('and is ended by the same event, is ended', () => {
    const stop: Effect = { kind: 'clock.stop', clockNo: 1, outcome: 'met' };
    const row = rowAfter([running], [stop], start, reported('T-30'));
    expect(row).toEqual({ ...running, nextRung: 1, state: 'met', remaining: 30, nextAt: null });
  });

  test('but is not among the rows, is left alone', () => {
    expect(clockRowsAfter([], reported('T-20'), [], timing)).toEqual([]);
  });
});

describe('the rows one event changes', () => {
  test('are in their final form, one row per clock, whatever the number of effects', () => {
    const startVerify: Effect = { ...startPlan, clockNo: 2, clock: 'verify' };
    const rows = clockRowsAfter(
      [running],
      claimed,
      [hold, startVerify, { kind: 'clock.stop', clockNo: 2, outcome: 'met' }, release],
      timing,
    );
    expect(rows.map(({ no, state }) => [no, state])).toEqual([
      [1, 'running'],
      [2, 'met'],
    ]);
  });

  test('are only those it touches', () => {
    const other = { ...running, no: 2 };
    expect(rowAfter([running, other], [{ kind: 'clock.hold', clockNo: 2 }]).no).toBe(2);
  });

  test('notices change no clock', () => {
    const owe: Effect = {
      kind: 'notice.owe',
      template: 'assigned',
      to: 'actionOwner',
      clockNo: null,
      rungs: [],
    };
    expect(clockRowsAfter([running], claimed, [owe], timing)).toEqual([]);
  });

  test('a clock that was never started cannot be held: that is a bug', () => {
    expect(() => rowAfter([], [{ kind: 'clock.hold', clockNo: 9 }])).toThrow(
      'clock 9 was never started',
    );
  });
});
