import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  endOfCount,
  heldFrom,
  releasedOn,
  remainingOn,
  runningDayAfter,
} from '../../../../src/engine/clocks/count.ts';
import type { ClockCount, Hold } from '../../../../src/engine/ports.ts';
import { china, everyDay, onward } from '../../calendar/calendars.ts';
import {
  anyCalendar,
  anyCount,
  anyDay,
  anyUnit,
  counts,
  holdsAround,
  walkedEnd,
  walkedRoll,
} from './naive-count.ts';

const anyDays = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -40, max: 90 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 400 }) },
);

/** Twenty days from 2 March 2026, a Monday. */
function aCount(given: Partial<ClockCount> = {}): ClockCount {
  return { afterDay: '2026-03-02', days: 20, unit: 'day', roll: 'none', holds: [], ...given };
}

const dueDay = (given: Partial<ClockCount>) => endOfCount(aCount(given), china).day;

describe('the end of a count', () => {
  test('does not count the day it begins after', () => {
    expect(dueDay({ days: 1 })).toBe('2026-03-03');
    expect(dueDay({ days: 1, unit: 'workday', afterDay: '2026-03-06' })).toBe('2026-03-09');
  });

  test('moves off a day that does not work, as its rule says', () => {
    // 22 March is a Sunday.
    expect(['none', 'next', 'previous'].map((roll) => dueDay({ roll } as never))).toEqual([
      '2026-03-22',
      '2026-03-23',
      '2026-03-20',
    ]);
    // The last day of the spring festival is a Monday, and the day after it works.
    expect(dueDay({ afterDay: '2026-02-13', days: 10, roll: 'next' })).toBe('2026-02-24');
    // A Sunday on which everybody works to make up for a holiday.
    expect(dueDay({ afterDay: '2026-09-13', days: 7, roll: 'next' })).toBe('2026-09-20');
  });

  test.each<[string, Hold[], string]>([
    ['before anything is counted', [{ from: '2026-02-20', until: '2026-03-03' }], '2026-03-22'],
    ['from the day it begins', [{ from: '2026-03-02', until: '2026-03-05' }], '2026-03-24'],
    ['for a day in the middle', [{ from: '2026-03-10', until: '2026-03-11' }], '2026-03-23'],
    ['on its last day', [{ from: '2026-03-22', until: '2026-03-30' }], '2026-03-30'],
    ['after its last day', [{ from: '2026-03-23', until: '2026-03-30' }], '2026-03-22'],
    [
      'twice, the second time within what the first has added',
      [
        { from: '2026-03-20', until: '2026-03-25' },
        { from: '2026-03-26', until: '2026-04-01' },
      ],
      '2026-04-02',
    ],
    ['and still is', [{ from: '2026-03-10', until: null }], '2026-03-22'],
  ])('leaves out the days on which the clock stood still: %s', (_when, holds, due) => {
    expect(dueDay({ holds })).toBe(due);
  });

  test('in working days, a pause over days off moves nothing', () => {
    const holds = [{ from: '2026-03-07', until: '2026-03-09' }];
    expect(dueDay({ unit: 'workday', holds })).toBe(dueDay({ unit: 'workday' }));
  });

  test('a date that was moved and then paused over is the day on which the clock runs again', () => {
    // The count ends on Sunday the 22nd, the date is Monday the 23rd.
    const [roll, until] = ['next', '2026-03-26'] as const;
    expect(dueDay({ roll, holds: [{ from: '2026-03-23', until }] })).toBe('2026-03-26');
    // Running again on a Saturday.
    const saturday = { from: '2026-03-23', until: '2026-03-28' };
    expect(dueDay({ roll, holds: [saturday] })).toBe('2026-03-30');
    expect(dueDay({ roll, holds: [{ from: '2026-03-24', until }] })).toBe('2026-03-23');
  });

  test('a date that would be moved back into a pause stays where it is', () => {
    // One day left on Friday the 20th; running again on Sunday the 22nd.
    const holds = [{ from: '2026-03-20', until: '2026-03-22' }];
    expect(dueDay({ days: 18, holds, roll: 'previous' })).toBe('2026-03-22');
  });

  test('crosses leap days and years', () => {
    expect(dueDay({ afterDay: '2024-02-01', days: 365 })).toBe('2025-01-31');
    expect(dueDay({ afterDay: '2025-02-01', days: 365 })).toBe('2026-02-01');
    expect(dueDay({ afterDay: '2026-03-02', days: -60 })).toBe('2026-01-01');
  });

  test('is provisional only where the calendar had a say in it and did not know', () => {
    const given: Partial<ClockCount>[] = [
      { days: 1, unit: 'workday' },
      { days: 2, unit: 'workday' },
      { days: 2, roll: 'next' },
      { days: 2 },
    ];
    const ends = given.map((each) =>
      endOfCount(aCount({ afterDay: '2026-12-30', ...each }), china),
    );
    expect(ends.map(({ provisional }) => provisional)).toEqual([false, true, true, false]);
  });

  test('is what somebody finds who counts on paper, whatever the count', () => {
    fc.assert(
      fc.property(anyCalendar, anyCount(anyDays), (calendar, count) => {
        const nominal = walkedEnd(count, calendar);
        const rolled = walkedRoll(nominal.day, count, calendar);
        expect(endOfCount(count, calendar)).toEqual({
          nominal: nominal.day,
          day: rolled.day,
          provisional: nominal.provisional || rolled.provisional,
        });
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('the running day so many days on or back', () => {
  const anyWay = anyDay.chain((day) => fc.tuple(fc.constant(day), holdsAround(day)));

  test('is what somebody finds who counts on paper', () => {
    fc.assert(
      fc.property(anyCalendar, anyWay, anyDays, anyUnit, (calendar, way, days, unit) => {
        const [afterDay, holds] = way;
        expect(runningDayAfter(afterDay, days, unit, holds, calendar)).toEqual(
          walkedEnd({ afterDay, days, unit, holds }, calendar),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  test('back and on again from a day that counts is that day', () => {
    const anyLength = fc.integer({ min: 1, max: 90 });
    fc.assert(
      fc.property(anyCalendar, anyWay, anyLength, anyUnit, (calendar, way, days, unit) => {
        const [day, holds] = way;
        fc.pre(counts(day, { unit, holds }, calendar));
        const back = runningDayAfter(day, -days, unit, holds, calendar);
        expect(runningDayAfter(back.day, days, unit, holds, calendar).day).toBe(day);
      }),
    );
  });
});

/** Turned by the functions under test, one after the other. */
function turned({ afterDay }: ClockCount, turns: readonly number[]): readonly Hold[] {
  return turns.reduce<readonly Hold[]>(
    (holds, after, no) =>
      no % 2 === 0
        ? heldFrom(onward(afterDay, after), holds)
        : releasedOn(onward(afterDay, after), holds),
    [],
  );
}

/** By the turns alone: held at the end of that day. */
function heldAtEndOf(day: string, { afterDay }: ClockCount, turns: readonly number[]): boolean {
  return turns.filter((after) => onward(afterDay, after) <= day).length % 2 === 1;
}

describe('a clock that is held and released, however often', () => {
  /** Days (after the beginning) on which it is turned: held, released, held, released… */
  const anyTurns = fc
    .array(fc.nat(80), { maxLength: 16 })
    .map((days) => days.toSorted((a, b) => a - b));
  const anyLife = fc.record({
    count: anyCount(fc.integer({ min: 1, max: 60 })),
    turns: anyTurns.map((days) => (days.length % 2 === 0 ? days : days.slice(1))),
  });

  test('runs for exactly the days of its period: none is dropped and none counts twice', () => {
    fc.assert(
      fc.property(anyCalendar, anyLife, (calendar, { count: given, turns }) => {
        const count = { ...given, holds: turned(given, turns) };
        const { nominal } = endOfCount(count, calendar);
        const ran = everyDay(onward(count.afterDay, 1), nominal).filter(
          (day) =>
            !heldAtEndOf(day, count, turns) &&
            (count.unit === 'day' || calendar.standingOf(day).working),
        );
        expect(ran).toHaveLength(count.days);
        expect(ran.at(-1)).toBe(nominal);
      }),
      { numRuns: 1_000 },
    );
  });

  test('holds that are over follow one another in time, and each is at least a day long', () => {
    fc.assert(
      fc.property(anyLife, ({ count, turns }) => {
        const holds = turned(count, turns);
        expect(holds.every(({ from, until }) => until !== null && from < until)).toBe(true);
        const next = (no: number) => holds[no + 1]?.from ?? '9999-12-31';
        expect(holds.every(({ until }, no) => (until ?? '') <= next(no))).toBe(true);
      }),
    );
  });

  test('held and released on one day, it has not been held', () => {
    const before = [{ from: '2026-03-10', until: '2026-03-12' }];
    expect(releasedOn('2026-03-12', heldFrom('2026-03-12', before))).toEqual(before);
  });
});

describe('what is left of a count', () => {
  test('is all of it on the day it begins, today included from then on, and nothing the day after', () => {
    const count = aCount();
    const left = (day: string) => remainingOn(day, count, china);
    expect(
      ['2026-03-02', '2026-03-03', '2026-03-22', '2026-03-23', '2026-03-24'].map(left),
    ).toEqual([20, 20, 1, 0, -1]);
  });

  test('in working days, is nothing until a working day has passed unused', () => {
    const count = aCount({ days: 4, unit: 'workday' });
    const left = (day: string) => remainingOn(day, count, china);
    // It ends on Friday the 6th.
    expect(everyDay('2026-03-06', '2026-03-11').map(left)).toEqual([1, 0, 0, 0, -1, -2]);
  });

  test('goes down by one with each day that counts, and with no other', () => {
    const anyMoment = fc.tuple(anyCount(fc.integer({ min: 1, max: 60 })), fc.nat(120));
    fc.assert(
      fc.property(anyCalendar, anyMoment, (calendar, [given, after]) => {
        const today = onward(given.afterDay, after);
        // As it is known on that day: later holds are still to come, and today the clock runs.
        const holds = given.holds.filter(({ until }) => until !== null && until <= today);
        const count = { ...given, holds };
        const nominal = walkedEnd(count, calendar).day;
        const counted = (from: string, to: string) =>
          everyDay(from, to).filter((day) => counts(day, count, calendar)).length;
        const begun = after === 0 ? onward(today, 1) : today;
        const expected =
          nominal >= onward(today, -1)
            ? counted(begun, nominal)
            : 0 - counted(onward(nominal, 1), onward(today, -1));
        expect(remainingOn(today, count, calendar)).toBe(expected);
      }),
      { numRuns: 1_000 },
    );
  });

  test('is what the clock still gets when it is held on that day and released on any later one', () => {
    const anyPause = fc.tuple(anyCount(fc.integer({ min: 1, max: 60 })), fc.nat(60), fc.nat(200));
    fc.assert(
      fc.property(anyCalendar, anyPause, (calendar, [given, ran, held]) => {
        const today = onward(given.afterDay, ran);
        const before = given.holds.filter(({ until }) => until !== null && until <= today);
        const left = remainingOn(today, { ...given, holds: before }, calendar);
        fc.pre(left > 0);
        const again = onward(today, held);
        const holds = releasedOn(again, heldFrom(today, before));
        expect(remainingOn(again, { ...given, holds }, calendar)).toBe(left);
      }),
      { numRuns: 1_000 },
    );
  });
});
