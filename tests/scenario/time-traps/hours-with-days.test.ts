/**
 * The trap: hours compared with days. The rule: days are the calendar's. A period ends with the end
 * of its last day, whatever the hour it was given at, and however many hours its days have.
 */
import { DateTime, IANAZone } from 'luxon';
import { describe, expect, test } from 'vitest';
import type { Period } from '../../../machines/words.ts';
import { hourMs, minuteMs, opened } from '../../unit/engine/engine-case.ts';
import { dueAfterHours, dueAfterMidnight } from './naive/hours.ts';
import { germanDays, openProduct, planWithin, running } from './product.ts';

interface Given {
  readonly zone: string;
  /** Local time. */
  readonly begins: string;
  readonly period: Period;
}

/** When each is due, epoch ms. */
type DueDates = (all: readonly Given[]) => Promise<readonly number[]>;

const workdays = (days: number) => ({ days, unit: 'workday' }) as const;
const days = (count: number) => ({ days: count, unit: 'day' }) as const;
const given = (zone: string, begins: string, period: Period): Given => ({ zone, begins, period });
const [shanghai, berlin, santiago] = ['Asia/Shanghai', 'Europe/Berlin', 'America/Santiago'];

/** Why it is of interest, what is given where, and the first moment after it; each zone in order of time. */
const onPaper: readonly (readonly [string, Given, string])[] = [
  ['Monday to Wednesday', given(shanghai, '2026-03-06T00:00', workdays(3)), '2026-03-12T00:00'],
  ['given at 16:00', given(shanghai, '2026-03-06T16:00', workdays(3)), '2026-03-12T00:00'],
  ['given at 23:59', given(shanghai, '2026-03-06T23:59', workdays(3)), '2026-03-12T00:00'],
  // Thursday, Friday, and the Saturday that is worked for the holiday week.
  ['over 国庆节', given(shanghai, '2026-09-30T16:00', workdays(3)), '2026-10-11T00:00'],
  ['a day of 23 hours', given(berlin, '2026-03-28T12:00', days(1)), '2026-03-30T00:00'],
  ['over Easter', given(berlin, '2026-04-02T16:00', workdays(3)), '2026-04-10T00:00'],
  ['a day of 25 hours', given(berlin, '2026-10-24T12:00', days(1)), '2026-10-26T00:00'],
  [
    'before a day that begins at 01:00',
    given(santiago, '2026-09-04T10:00', days(1)),
    '2026-09-06T01:00',
  ],
];

/** By how many hours each is wrong: negative where people are given less than their days. */
async function hoursWrong(dueDates: DueDates): Promise<Record<string, number>> {
  const due = await dueDates(onPaper.map(([, each]) => each));
  expect(due).toHaveLength(onPaper.length);
  const wrong = onPaper.map(([why, { zone }, over], no): [string, number] => [
    why,
    ((due[no] ?? Number.NaN) - instantOf(over, zone)) / hourMs,
  ]);
  return Object.fromEntries(wrong.filter(([, hours]) => hours !== 0));
}

function instantOf(local: string, zone: string): number {
  return DateTime.fromISO(local, { zone }).toMillis();
}

const offsetIn = (zone: string) => (at: number) => IANAZone.create(zone).offset(at) * minuteMs;

const naiveHours: DueDates = async (all) =>
  all.map(({ zone, begins, period }) =>
    dueAfterHours({ begins: instantOf(begins, zone), days: period.days }),
  );

const naiveMidnight: DueDates = async (all) =>
  all.map(({ zone, begins, period }) =>
    dueAfterMidnight({ begins: instantOf(begins, zone), days: period.days }, offsetIn(zone)),
  );

/** A plan clock of that period for each, in one ledger per zone. */
const rectiflow: DueDates = async (all) => {
  const due = new Map<Given, number>();
  for (const zone of new Set(all.map((each) => each.zone))) {
    const here = all.filter((each) => each.zone === zone);
    const periods = new Map(here.map(({ period }) => [`${period.days}-${period.unit}`, period]));
    const policies = [...periods].map(([name, period]) => planWithin(name, period));
    await using product = await openProduct({
      at: instantOf(here[0]?.begins ?? '', zone),
      zone,
      policies,
      calendars: zone === berlin ? [germanDays] : [],
    });
    for (const each of here) {
      product.clock.moveTo(instantOf(each.begins, zone));
      const policy = `${each.period.days}-${each.period.unit}@1`;
      const { id } = await opened(product.engine, { policy });
      due.set(each, Date.parse((await running(product, id, 'plan')).dueAt));
    }
  }
  return all.map((each) => due.get(each) ?? Number.NaN);
};

describe('a period in hours', () => {
  test('takes away from three working days the hour of day, the weekend and the holiday', async () => {
    expect(await hoursWrong(naiveHours)).toEqual({
      'Monday to Wednesday': -72,
      'given at 16:00': -56,
      'given at 23:59': -48 - 1 / 60,
      'over 国庆节': -176,
      'a day of 23 hours': -11,
      'over Easter': -104,
      'a day of 25 hours': -13,
      'before a day that begins at 01:00': -14,
    });
  });

  test('counted from midnight is still an hour off wherever clocks are changed', async () => {
    expect(await hoursWrong(naiveMidnight)).toEqual({
      'Monday to Wednesday': -48,
      'given at 16:00': -48,
      'given at 23:59': -48,
      'over 国庆节': -168,
      'a day of 23 hours': 1,
      'over Easter': -96,
      'a day of 25 hours': -1,
    });
  });
});

describe('rectiflow', () => {
  test('gives every day that was promised, to its end, in every zone', async () => {
    expect(await hoursWrong(rectiflow)).toEqual({});
  });
});
