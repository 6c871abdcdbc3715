/**
 * The trap: pausing drops or doubles days. The rule: between the day a period begins, which does not
 * count, and its last day, the days on which the clock ran are exactly as many as were given: a day
 * is the pause's where the clock stood still at its end. Of working days, so many working days.
 */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import type { FindingCommandInput } from '../../../machines/events.ts';
import type { DayUnit } from '../../../machines/words.ts';
import { everyDay, onward } from '../../unit/calendar/calendars.ts';
import { give, opened, owner, pause, resume, shanghai } from '../../unit/engine/engine-case.ts';
import { pushedByWholeDays, pushedFromFirstPause } from './naive/pausing.ts';
import { lastDay, openProduct, planWithin, running } from './product.ts';

/** Local times in Shanghai, each later than the one before: paused, resumed, paused, … */
type Times = readonly string[];

interface Period {
  readonly begins: string;
  readonly days: number;
  readonly unit: DayUnit;
  readonly pauses: Times;
}

/** The last day of each period. */
type LastDays = (periods: readonly Period[]) => Promise<readonly string[]>;

/** What the State Council's notices of 2026 take from and give to the weeks of these tests. */
const paper = {
  off: [
    ...everyDay('2026-04-04', '2026-04-06'),
    ...everyDay('2026-05-01', '2026-05-05'),
    ...everyDay('2026-06-19', '2026-06-21'),
    ...everyDay('2026-09-25', '2026-09-27'),
    ...everyDay('2026-10-01', '2026-10-07'),
  ],
  on: ['2026-05-09', '2026-09-20', '2026-10-10'],
};

function works(day: string): boolean {
  if (paper.on.includes(day)) return true;
  return !paper.off.includes(day) && ![0, 6].includes(new Date(day).getUTCDay());
}

function pairs(times: Times): (readonly [from: string, until: string])[] {
  return times.flatMap((from, no) => (no % 2 === 0 ? [[from, times[no + 1] ?? ''] as const] : []));
}

/** Whether the clock ran at the end of that day, and the day is one of those to be counted. */
function counts(day: string, { unit, pauses }: Period): boolean {
  const stood = pairs(pauses).some(
    ([from, until]) => from.slice(0, 10) <= day && day < until.slice(0, 10),
  );
  return !stood && (unit === 'day' || works(day));
}

/** Days too many, or too few: or the last is none of those that count. */
type Wrong = number | 'ends on a day off';

async function wrongBy(lastDays: LastDays, periods: readonly Period[]): Promise<Wrong[]> {
  const ends = await lastDays(periods);
  expect(ends).toHaveLength(periods.length);
  return periods.map((period, no): Wrong => {
    const last = ends[no] ?? '';
    if (!counts(last, period)) return 'ends on a day off';
    const days = everyDay(onward(period.begins.slice(0, 10), 1), last);
    return days.filter((day) => counts(day, period)).length - period.days;
  });
}

/** Where the period ends that is never paused, on paper: the naive versions are not to blame for that. */
function endUnpaused(period: Period): string {
  let [day, left] = [period.begins.slice(0, 10), period.days];
  while (left > 0) {
    day = onward(day, 1);
    if (counts(day, { ...period, pauses: [] })) left -= 1;
  }
  return day;
}

function naive(pushed: typeof pushedByWholeDays): LastDays {
  return async (periods) =>
    periods.map((period) => {
      const held = pairs(period.pauses).map(([from, until]) => {
        return { from: shanghai(from), until: shanghai(until) };
      });
      return pushed(endUnpaused(period), held);
    });
}

/** All of them in one ledger, each event at its time. */
const rectiflow: LastDays = async (periods) => {
  const kinds = new Map(periods.map(({ days, unit }) => [`p-${days}-${unit}`, { days, unit }]));
  const policies = [...kinds].map(([name, period]) => planWithin(name, period));
  const begun = periods.map(({ begins }) => begins).toSorted();
  await using product = await openProduct({ at: shanghai(begun[0] ?? ''), policies });
  const ids = new Map<number, string>();
  const happens = periods.flatMap(({ begins, pauses }, no) => [
    { at: begins, no, event: null },
    ...pauses.map((at, turn) => ({ at, no, event: turn % 2 === 0 ? pause : resume })),
  ]) satisfies { at: string; no: number; event: FindingCommandInput | null }[];
  for (const { at, no, event } of happens.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    product.clock.moveTo(shanghai(at));
    const { days, unit } = periods[no] ?? expect.fail('no such period');
    if (event === null) {
      ids.set(no, (await opened(product.engine, { policy: `p-${days}-${unit}@1` })).id);
    } else {
      await give(product.engine, ids.get(no) ?? '', owner, event);
    }
  }
  const ends: string[] = [];
  for (const no of periods.keys()) {
    ends.push(lastDay((await running(product, ids.get(no) ?? '', 'plan')).dueAt));
  }
  return ends;
};

const workdays = (pauses: Times, begins = '2026-03-02T10:00'): Period => {
  return { begins, days: 20, unit: 'workday', pauses };
};

/** Twenty working days from 2 March, or over 国庆节, and their last day. */
const cases: readonly (readonly [string, Period, string])[] = [
  ['never', workdays([]), '2026-03-30'],
  ['within one day', workdays(['2026-03-10T10:00', '2026-03-10T16:00']), '2026-03-30'],
  ['one night', workdays(['2026-03-10T17:00', '2026-03-11T09:00']), '2026-03-31'],
  ['a weekend', workdays(['2026-03-06T17:00', '2026-03-09T09:00']), '2026-03-31'],
  ['only the weekend', workdays(['2026-03-07T09:00', '2026-03-09T09:00']), '2026-03-30'],
  [
    'the holiday week',
    workdays(['2026-09-30T17:00', '2026-10-08T09:00'], '2026-09-14T10:00'),
    '2026-10-19',
  ],
  [
    'three times: a weekend, a night, three days',
    workdays([
      '2026-03-06T17:00',
      '2026-03-09T09:00',
      '2026-03-10T17:00',
      '2026-03-11T09:00',
      '2026-03-17T08:00',
      '2026-03-20T08:00',
    ]),
    '2026-04-07',
  ],
  [
    'twice on one day, the second time over night',
    workdays(['2026-03-10T09:00', '2026-03-10T10:00', '2026-03-10T14:00', '2026-03-11T14:00']),
    '2026-03-31',
  ],
  [
    'two nights, one after the other',
    workdays(['2026-03-10T17:00', '2026-03-11T09:00', '2026-03-11T17:00', '2026-03-12T09:00']),
    '2026-04-01',
  ],
  [
    'calendar days, a weekend',
    {
      begins: '2026-03-02T10:00',
      days: 30,
      unit: 'day',
      pauses: ['2026-03-06T17:00', '2026-03-09T09:00'],
    },
    '2026-04-04',
  ],
];

/** The cases that the rule does not hold for, and by how much. */
async function wrongCases(lastDays: LastDays): Promise<Record<string, Wrong>> {
  const periods = cases.map(([, period]) => period);
  const wrong = await wrongBy(lastDays, periods);
  const named = wrong.map((days, no): [string, Wrong] => [cases[no]?.[0] ?? '', days]);
  return Object.fromEntries(named.filter(([, days]) => days !== 0));
}

/** Up to five pauses within seven weeks, at any minute. */
const anyPeriod: fc.Arbitrary<Period> = fc
  .record({
    begins: fc.nat(150 * 1440),
    days: fc.constantFrom(5, 12, 20, 45),
    unit: fc.constantFrom<DayUnit>('day', 'workday'),
    gaps: fc.array(
      fc.tuple(fc.integer({ min: 1, max: 3 * 1440 }), fc.integer({ min: 1, max: 6 * 1440 })),
      {
        minLength: 1,
        maxLength: 5,
      },
    ),
  })
  .map(({ begins: minute, days, unit, gaps }) => {
    let at = minute;
    const times = gaps.flat().map((gap) => localTime((at += gap)));
    return { begins: localTime(minute), days, unit, pauses: times };
  });

function localTime(minute: number): string {
  return new Date(Date.parse('2026-03-02') + minute * 60_000).toISOString().slice(0, 16);
}

describe('the hours of a pause, kept as whole days', () => {
  test('drop what is over, and make working days out of a weekend', async () => {
    expect(await wrongCases(naive(pushedByWholeDays))).toEqual({
      'one night': -1,
      'a weekend': 1,
      'only the weekend': 2,
      'the holiday week': 4,
      'three times: a weekend, a night, three days': 'ends on a day off',
      'two nights, one after the other': -2,
      'calendar days, a weekend': -1,
    });
  });
});

describe('a pause counted from the first one', () => {
  test('doubles, when paused again, what was made up for already', async () => {
    expect(await wrongCases(naive(pushedFromFirstPause))).toEqual({
      'within one day': 1,
      'a weekend': 2,
      'only the weekend': 2,
      'the holiday week': 'ends on a day off',
      'three times: a weekend, a night, three days': 10,
      'twice on one day, the second time over night': 2,
      'two nights, one after the other': 1,
    });
  });
});

describe('rectiflow', () => {
  const drawn = fc.sample(anyPeriod, { numRuns: 60, seed: 20_260_302 });
  let ends: readonly string[] = [];
  beforeAll(async () => {
    ends = await rectiflow([...cases.map(([, period]) => period), ...drawn]);
  }, 300_000);

  test('has the days that were given, neither more nor less, however it is paused', async () => {
    expect(await wrongCases(async () => ends.slice(0, cases.length))).toEqual({});
    expect(ends.slice(0, cases.length)).toEqual(cases.map(([, , last]) => last));
  });

  test('has them whenever and however often it is paused', async () => {
    const wrong = await wrongBy(async () => ends.slice(cases.length), drawn);
    expect(wrong).toEqual(drawn.map(() => 0));
  });
});
