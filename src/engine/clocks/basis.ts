/** What a new clock counts from: its rule, a day people agreed on, or the clock it carries on. */
import type { ClockBasis } from '../../../machines/effects.ts';
import type { Period } from '../../../machines/words.ts';
import { remainingOn } from './count.ts';
import type { ClockRule } from '../policy.ts';
import type { Calendar } from '../calendar-port.ts';
import type { ClockCount, ClockRow } from '../ports.ts';

export interface Beginning {
  readonly count: ClockCount;
  readonly ruleId: string;
}

/** Cited where a clock runs until a day that people agreed on. */
export const agreedDayRule = 'agreed-day';

export function beginningOf(
  basis: ClockBasis,
  rule: ClockRule,
  today: string,
  calendar: Calendar,
  rowOf: (no: number) => ClockRow | null,
): Beginning {
  const fresh = (period: Period): ClockCount => ({
    // 民法典 201: the day on which the period begins is not counted.
    afterDay: today,
    ...period,
    roll: rule.roll,
    holds: [],
  });
  switch (basis.kind) {
    case 'rule':
      return { count: fresh(rule.period), ruleId: rule.id };
    case 'period':
      return { count: fresh(basis.period), ruleId: rule.id };
    case 'day': {
      // It is no period: today is the first of the days until then.
      const afterDay = calendar.dayAfter(today, -1, 'day').day;
      const days = calendar.daysBetween(afterDay, basis.day, 'day');
      const count = { afterDay, days, unit: 'day', roll: 'none', holds: [] } as const;
      return { count, ruleId: agreedDayRule };
    }
    case 'remainder':
      return remainderOf(known(rowOf(basis.of), basis.of), today, calendar);
    case 'longer': {
      const row = known(rowOf(basis.of), basis.of);
      const count = { ...countOf(row), days: row.days + basis.days };
      return { count, ruleId: row.ruleId };
    }
    case 'again': {
      const row = known(rowOf(basis.of), basis.of);
      // A day people agreed on binds over the period of any class.
      if (row.ruleId === agreedDayRule) {
        return { count: countOf(row), ruleId: row.ruleId };
      }
      const { afterDay, holds } = row;
      const count = { ...fresh(rule.period), afterDay, holds };
      return { count, ruleId: rule.id };
    }
  }
}

/** What was left goes on with today; whoever comes back too late still gets the one day. */
function remainderOf(row: ClockRow, today: string, calendar: Calendar): Beginning {
  const left = row.remaining ?? remainingOn(today, countOf(row), calendar);
  const count: ClockCount = {
    afterDay: calendar.dayAfter(today, -1, 'day').day,
    days: Math.max(left, 1),
    unit: row.unit,
    roll: row.roll,
    holds: [],
  };
  return { count, ruleId: row.ruleId };
}

export function countOf({ afterDay, days, unit, roll, holds }: ClockRow): ClockCount {
  return { afterDay, days, unit, roll, holds };
}

function known(row: ClockRow | null, no: number): ClockRow {
  if (row === null) throw new TypeError(`clock ${no} was never started`);
  return row;
}
