import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Effect } from '../../../machines/effects.ts';
import type { LedgerEvent, ClockRow } from '../../../src/engine/ports.ts';
import { clockRowsAfter, timetableOf, type Timing } from '../../../src/engine/clock-rows.ts';
import { rungAt } from '../../../src/engine/rungs.ts';
import { createDayCalendar } from '../../../src/calendar/day-calendar.ts';
import { createPolicyBook } from '../../../src/policy/policy-book.ts';
import { dayMs, hourMs, shanghai, start } from './engine-case.ts';

const calendar = createDayCalendar('Asia/Shanghai');
const policies = createPolicyBook(calendar);
const policy = policies.get(policies.current);
const timing: Timing = { policy, class: 'phased', calendar, now: start };

const claimed: LedgerEvent = { type: 'CLAIM' };
const startPlan: Effect = { kind: 'clock.start', clockNo: 1, clock: 'plan', dueDate: null };

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
    dueAt: running.dueAt,
    rungs: rungs.map((rung) => ({ rung, at: start, template: 'reminder', to: ['actionOwner'] })),
  };
}

describe('a clock that starts', () => {
  test('runs by the rule of its kind and class, to the end of the last day of its period', () => {
    expect(running).toEqual({
      no: 1,
      kind: 'plan',
      ruleId: 'phased-plan-30d',
      policy: { id: 'cn-inspection', version: 1 },
      unit: 'day',
      startedAt: start,
      dueAt: shanghai('2024-04-01T00:00'),
      provisional: false,
      state: 'running',
      remainderMs: null,
      nextRung: 0,
      nextAt: shanghai('2024-03-11T09:00'),
    });
  });

  test('goes by the class of its finding', () => {
    const [row] = clockRowsAfter([], claimed, [startPlan], { ...timing, class: 'immediate' });
    expect(row).toMatchObject({
      ruleId: 'immediate-plan-7d',
      dueAt: shanghai('2024-03-09T00:00'),
    });
  });

  test('the day a plan names binds over the period, and the clock says so', () => {
    const row = rowAfter([], [{ ...startPlan, clock: 'execute', dueDate: '2024-05-20' }]);
    expect(row).toMatchObject({
      kind: 'execute',
      ruleId: 'plan-due-date',
      dueAt: shanghai('2024-05-21T00:00'),
    });
  });

  test('rungs that lie before a short period began are not owed', () => {
    const [row] = clockRowsAfter([], claimed, [startPlan], { ...timing, class: 'immediate' });
    // Due on 8 March: T-20 and T-10 would have been before it began on the 1st; T-3 is the first.
    expect(row).toMatchObject({ nextRung: 2, nextAt: shanghai('2024-03-05T09:00') });
  });

  test('a day already past when it starts is reminded of from the next rung on', () => {
    const row = rowAfter([], [{ ...startPlan, dueDate: '2024-02-26' }]);
    expect(row.dueAt).toBe(shanghai('2024-02-27T00:00'));
    expect(row).toMatchObject({ nextRung: 6, nextAt: shanghai('2024-03-02T09:00') });
  });

  test('a policy without the cadence that its rule names is a bug, not a guess', () => {
    const broken = { ...policy, cadences: {} };
    expect(() => clockRowsAfter([], claimed, [startPlan], { ...timing, policy: broken })).toThrow(
      'policy names no cadence "rectification"',
    );
  });
});

describe('a clock that ends', () => {
  test.each(['met', 'void'] as const)('is %s, and nothing of it is armed any more', (outcome) => {
    const row = rowAfter([running], [{ kind: 'clock.stop', clockNo: 1, outcome }]);
    expect(row).toEqual({ ...running, state: outcome, nextAt: null });
  });

  test('while held, forgets its remainder', () => {
    const held = rowAfter([running], [{ kind: 'clock.hold', clockNo: 1 }]);
    const row = rowAfter([held], [{ kind: 'clock.stop', clockNo: 1, outcome: 'void' }]);
    expect(row).toEqual({ ...running, state: 'void', nextAt: null, remainderMs: null });
  });
});

describe('a clock that is held', () => {
  test('keeps its exact remainder, and fires nothing', () => {
    const now = start + 3 * dayMs + 1;
    const held = rowAfter([running], [{ kind: 'clock.hold', clockNo: 1 }], now);
    expect(held).toEqual({
      ...running,
      state: 'held',
      remainderMs: running.dueAt - now,
      nextAt: null,
    });
  });

  test('past its due instant, keeps how far past', () => {
    const now = running.dueAt + 5_000;
    const held = rowAfter([running], [{ kind: 'clock.hold', clockNo: 1 }], now);
    expect(held.remainderMs).toBe(-5_000);
  });

  test('released, is due later by exactly the time it was held', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 60 * dayMs }),
        fc.integer({ min: 0, max: 400 * dayMs }),
        (ranMs, heldMs) => {
          const heldAt = start + ranMs;
          const held = rowAfter([running], [{ kind: 'clock.hold', clockNo: 1 }], heldAt);
          const release: Effect = { kind: 'clock.release', clockNo: 1 };
          const released = rowAfter([held], [release], heldAt + heldMs);
          expect(released).toMatchObject({
            state: 'running',
            remainderMs: null,
            nextRung: running.nextRung,
            dueAt: running.dueAt + heldMs,
          });
          expect(released.nextAt).toBe(rungAt(timetableOf(released, timing), released.nextRung));
        },
      ),
    );
  });

  test('held and released again and again, is due later by the sum of the times', () => {
    let row = running;
    let now = start;
    let heldMs = 0;
    for (const [ran, held] of [
      [hourMs, 5 * hourMs],
      [7 * hourMs, 1],
      [12_345, 40 * dayMs],
    ] as const) {
      now += ran;
      row = rowAfter([row], [{ kind: 'clock.hold', clockNo: 1 }], now);
      now += held;
      heldMs += held;
      row = rowAfter([row], [{ kind: 'clock.release', clockNo: 1 }], now);
    }
    expect(row.dueAt).toBe(running.dueAt + heldMs);
    expect(row.nextRung).toBe(running.nextRung);
  });
});

describe('a clock that has fired', () => {
  test('has the rungs it reported behind it, and the one after them armed', () => {
    const row = rowAfter([running], [], start, reported('T-20', 'T-10'));
    expect(row).toEqual({ ...running, nextRung: 2, nextAt: shanghai('2024-03-28T09:00') });
  });

  test('and is ended by the same event, is ended', () => {
    const stop: Effect = { kind: 'clock.stop', clockNo: 1, outcome: 'met' };
    const row = rowAfter([running], [stop], start, reported('T-20'));
    expect(row).toEqual({ ...running, nextRung: 1, state: 'met', nextAt: null });
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
      [
        { kind: 'clock.hold', clockNo: 1 },
        startVerify,
        { kind: 'clock.stop', clockNo: 2, outcome: 'met' },
        { kind: 'clock.release', clockNo: 1 },
      ],
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
