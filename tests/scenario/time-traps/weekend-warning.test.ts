/**
 * The trap: the warning of a period that crosses a weekend, computed at 00:00. The rule: a warning
 * one working day ahead comes on the last working day before the date, and at the hour at which
 * people read their mail.
 */
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { Cadence } from '../../../src/engine/policy.ts';
import { onward } from '../../unit/calendar/calendars.ts';
import { fireUntil, opened } from '../../unit/engine/engine-case.ts';
import { warningAt } from './naive/day-before.ts';
import { germanDays, openProduct, planWithin } from './product.ts';

const [shanghai, berlin] = ['Asia/Shanghai', 'Europe/Berlin'];

/** The zone, the last day of a period, and when to warn one working day ahead; each zone in order of time. */
const cases: readonly (readonly [zone: string, dueDay: string, warning: string])[] = [
  // The Sunday is worked for 元旦: then it is the day.
  [shanghai, '2026-01-05', 'Sun 2026-01-04 09:00'],
  // 春节 is from the 15th to the 23rd, and its first Saturday is worked.
  [shanghai, '2026-02-24', 'Sat 2026-02-14 09:00'],
  [shanghai, '2026-03-16', 'Fri 2026-03-13 09:00'],
  [shanghai, '2026-03-18', 'Tue 2026-03-17 09:00'],
  // After 清明节, from Saturday to Monday.
  [shanghai, '2026-04-07', 'Fri 2026-04-03 09:00'],
  [shanghai, '2026-10-08', 'Wed 2026-09-30 09:00'],
  [shanghai, '2026-10-10', 'Fri 2026-10-09 09:00'],
  // Clocks are changed within the weekend: nine o’clock stays nine o’clock.
  [berlin, '2026-03-30', 'Fri 2026-03-27 09:00'],
  [berlin, '2026-04-07', 'Thu 2026-04-02 09:00'],
  [berlin, '2026-10-26', 'Fri 2026-10-23 09:00'],
];

interface Given {
  readonly zone: string;
  readonly dueDay: string;
}

/** When the warning for each is given, epoch ms. */
type Warnings = (all: readonly Given[]) => Promise<readonly number[]>;

/** The warnings that come at another time than they should, by last day. */
async function wrongWarnings(warnings: Warnings): Promise<Record<string, string>> {
  const at = await warnings(cases.map(([zone, dueDay]) => ({ zone, dueDay })));
  expect(at).toHaveLength(cases.length);
  const wrong = cases.flatMap(([zone, dueDay, warning], no) => {
    const said = DateTime.fromMillis(at[no] ?? Number.NaN, { zone }).toFormat(
      'ccc yyyy-MM-dd HH:mm',
    );
    return said === warning ? [] : [[`${zone} ${dueDay}`, said] as const];
  });
  return Object.fromEntries(wrong);
}

const naive: Warnings = async (all) =>
  all.map(({ zone, dueDay }) =>
    warningAt({ dueDay, warnDaysBefore: 1 }, (day) => DateTime.fromISO(day, { zone }).toMillis()),
  );

const warned: Cadence = {
  rungs: [
    { rung: 'W-1', offset: -1, unit: 'workday', template: 'reminder', to: ['actionOwner'] },
    { rung: 'W0', offset: 0, unit: 'day', template: 'due-today', to: ['actionOwner'] },
  ],
  repeat: { rung: 'late', every: 7, unit: 'day', template: 'overdue', to: ['actionOwner'] },
};
const fortnight = planWithin('fortnight', { days: 14, unit: 'day' }, warned);

/** A finding for each, opened a fortnight before; and then everything that comes due is fired as it comes. */
const rectiflow: Warnings = async (all) => {
  const at = new Map<string, number>();
  for (const zone of new Set(all.map((each) => each.zone))) {
    const opening = (dueDay: string) =>
      DateTime.fromISO(`${onward(dueDay, -14)}T10:00`, { zone }).toMillis();
    const days = all.filter((each) => each.zone === zone).map(({ dueDay }) => dueDay);
    await using product = await openProduct({
      at: opening(days[0] ?? ''),
      zone,
      policies: [fortnight],
      calendars: zone === berlin ? [germanDays] : [],
    });
    const ids = new Map<string, string>();
    for (const dueDay of days) {
      await fireUntil(product, opening(dueDay));
      ids.set(dueDay, (await opened(product.engine, { policy: 'fortnight@1' })).id);
    }
    await fireUntil(product, opening(onward(days.at(-1) ?? '', 14)));
    for (const [dueDay, id] of ids) {
      const notices = await product.rectiflow.findings.notices(id);
      const [first, ...more] = notices.filter(({ rungs }) => rungs.includes('W-1'));
      expect(more).toEqual([]);
      at.set(`${zone} ${dueDay}`, Date.parse(first?.owedAt ?? ''));
    }
  }
  return all.map(({ zone, dueDay }) => at.get(`${zone} ${dueDay}`) ?? Number.NaN);
};

describe('a warning a day before the date, from midnight', () => {
  test('comes in the middle of the night, and on the weekend or holiday before', async () => {
    expect(await wrongWarnings(naive)).toEqual({
      'Asia/Shanghai 2026-01-05': 'Sun 2026-01-04 00:00',
      'Asia/Shanghai 2026-02-24': 'Mon 2026-02-23 00:00',
      'Asia/Shanghai 2026-03-16': 'Sun 2026-03-15 00:00',
      'Asia/Shanghai 2026-03-18': 'Tue 2026-03-17 00:00',
      'Asia/Shanghai 2026-04-07': 'Mon 2026-04-06 00:00',
      'Asia/Shanghai 2026-10-08': 'Wed 2026-10-07 00:00',
      'Asia/Shanghai 2026-10-10': 'Fri 2026-10-09 00:00',
      'Europe/Berlin 2026-03-30': 'Sat 2026-03-28 23:00',
      'Europe/Berlin 2026-04-07': 'Mon 2026-04-06 00:00',
      'Europe/Berlin 2026-10-26': 'Sun 2026-10-25 01:00',
    });
  });
});

describe('rectiflow', () => {
  test('warns on the last working day before, at nine in the morning', async () => {
    expect(await wrongWarnings(rectiflow)).toEqual({});
  });
});
