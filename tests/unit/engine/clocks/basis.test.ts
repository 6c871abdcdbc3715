import { describe, expect, test } from 'vitest';
import type { ClockBasis } from '../../../../machines/effects.ts';
import { agreedDayRule, beginningOf, countOf } from '../../../../src/engine/clocks/basis.ts';
import { endOfCount } from '../../../../src/engine/clocks/count.ts';
import type { ClockCount, ClockRow } from '../../../../src/engine/ports.ts';
import { china, onward } from '../../calendar/calendars.ts';
import { policy } from '../engine-case.ts';

const rule = policy.classes.phased.clocks.execute;

/** Ninety days from Monday, 2 March 2026, of which ten were a pause. */
const other: ClockRow = {
  no: 1,
  kind: 'execute',
  ruleId: 'some-rule-90d',
  policy: { id: 'some-policy', version: 7 },
  mode: 'enforcing',
  follows: null,
  startedAt: china.timeOn('2026-03-02', '10:00'),
  afterDay: '2026-03-02',
  days: 90,
  unit: 'day',
  roll: 'previous',
  holds: [{ from: '2026-03-10', until: '2026-03-20' }],
  dueAt: china.endOf('2026-06-10'),
  provisional: false,
  calendar: china.version,
  state: 'running',
  remaining: null,
  nextRung: 0,
  nextAt: china.timeOn('2026-05-11', '09:00'),
};

function beginning(basis: ClockBasis, today: string, row: ClockRow | null = other) {
  return beginningOf(basis, rule, today, china, (no) => (no === 1 ? row : null));
}

const lastDay = (count: ClockCount) => endOfCount(count, china).day;

describe('what a clock counts from', () => {
  test('its rule: the period of the rule, from the day after today', () => {
    expect(beginning({ kind: 'rule' }, '2026-04-01')).toEqual({
      ruleId: 'phased-execute-90d',
      count: { afterDay: '2026-04-01', days: 90, unit: 'day', roll: 'next', holds: [] },
    });
  });

  test('a period that was agreed on: from the day after today, moved as the rule says', () => {
    const period = { days: 5, unit: 'workday' } as const;
    const { count, ruleId } = beginning({ kind: 'period', period }, '2026-04-01');
    expect(ruleId).toBe('phased-execute-90d');
    expect(count).toEqual({ afterDay: '2026-04-01', ...period, roll: 'next', holds: [] });
  });

  test.each([
    ['ahead', '2026-05-17'],
    ['ahead, a day off', '2026-05-03'],
    ['of today', '2026-04-01'],
    ['of yesterday', '2026-03-31'],
    ['long past', '2024-02-29'],
    ['far ahead', '2999-12-31'],
  ])('a day that was agreed on, %s: its end, wherever it falls', (_where, day) => {
    const { count, ruleId } = beginning({ kind: 'day', day }, '2026-04-01');
    expect(ruleId).toBe(agreedDayRule);
    expect(endOfCount(count, china)).toEqual({ nominal: day, day, provisional: false });
  });

  test('of a day that was agreed on, today is left, should the clock be held today', () => {
    const { count } = beginning({ kind: 'day', day: '2026-04-01' }, '2026-04-01');
    const holds = [{ from: '2026-04-01', until: '2026-04-20' }];
    expect(lastDay({ ...count, holds })).toBe('2026-04-20');
  });

  describe('what another had left', () => {
    const remainder = { kind: 'remainder', of: 1 } as const;

    test('goes on with today, by the other’s rule, without the other’s pauses', () => {
      const ended = { ...other, state: 'met', remaining: 12, nextAt: null } as const;
      const { count, ruleId } = beginning(remainder, '2026-07-01', ended);
      expect(ruleId).toBe('some-rule-90d');
      expect(count).toEqual({
        afterDay: '2026-06-30',
        days: 12,
        unit: 'day',
        roll: 'previous',
        holds: [],
      });
    });

    test.each([0, -40])('is today where there was nothing left (%d)', (remaining) => {
      const ended = { ...other, state: 'met', remaining, roll: 'none' } as const;
      const { count } = beginning(remainder, '2026-07-01', ended);
      expect(lastDay(count)).toBe('2026-07-01');
    });

    test('of one that runs is what it has left today', () => {
      // It ends on 10 June: today, and two days more.
      expect(beginning(remainder, '2026-06-08').count.days).toBe(3);
    });
  });

  test('so many days more than another: from where that began, pauses and all', () => {
    const { count, ruleId } = beginning({ kind: 'longer', of: 1, days: 30 }, '2026-04-01');
    expect(ruleId).toBe('some-rule-90d');
    expect(count).toEqual({ ...countOf(other), days: 120 });
    const roll = 'none';
    expect(lastDay({ ...count, roll })).toBe(onward(lastDay({ ...countOf(other), roll }), 30));
  });

  test('its own rule, from where another began: what was paused stays paused', () => {
    const { count, ruleId } = beginning({ kind: 'again', of: 1 }, '2026-04-01');
    expect(ruleId).toBe('phased-execute-90d');
    const { afterDay, holds } = other;
    expect(count).toEqual({ ...rule.period, roll: rule.roll, afterDay, holds });
  });

  test('from where another began, but a day that was agreed on binds under any rule', () => {
    const agreed = { ...other, ruleId: agreedDayRule };
    expect(beginning({ kind: 'again', of: 1 }, '2026-04-01', agreed)).toEqual({
      ruleId: agreedDayRule,
      count: countOf(agreed),
    });
  });

  test.each(['remainder', 'longer', 'again'] as const)(
    '%s of a clock that was never started: that is a bug, not a guess',
    (kind) => {
      const basis = { kind, of: 9, days: 1 } as ClockBasis;
      expect(() => beginning(basis, '2026-04-01')).toThrow('clock 9 was never started');
    },
  );
});
