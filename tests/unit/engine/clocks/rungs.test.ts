import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { endOfCount } from '../../../../src/engine/clocks/count.ts';
import { dueRung, type Cadence } from '../../../../src/engine/policy.ts';
import {
  firstAfter,
  passedBy,
  placeOf,
  rungAt,
  type Timetable,
} from '../../../../src/engine/clocks/rungs.ts';
import { china, onward } from '../../calendar/calendars.ts';
import { shanghai } from '../engine-case.ts';
import { anyCalendar, anyDay, anyUnit, holdsAround, walkedEnd } from './naive-count.ts';

const rung = (
  name: string,
  offset: number,
  unit: Cadence['rungs'][number]['unit'] = 'day',
): Cadence['rungs'][number] => ({
  rung: name,
  offset,
  unit,
  template: `template-${name}`,
  to: ['actionOwner'],
});

const cadence: Cadence = {
  rungs: [rung('T-3', -3), rung('T0', 0), rung('T+5', 5)],
  repeat: {
    rung: 'weekly',
    every: 7,
    unit: 'day',
    template: 'overdue',
    to: ['actionOwner', 'leadOfficial'],
  },
};

/** Due at the end of 31 March: its due day is the 31st. */
const timetable: Timetable = {
  cadence,
  dueAt: shanghai('2024-04-01T00:00'),
  holds: [],
  sendAt: '09:00',
  calendar: china,
};

const namesOf = (given: Cadence, places: readonly number[]) =>
  places.map((place) => placeOf(given, place).rung);

describe('the places of a cadence', () => {
  test('are its rungs in order, the moment it is due among them, and then its repetition, counted from 1 without end', () => {
    expect(namesOf(cadence, [0, 1, 2, 3, 4, 5, 104])).toEqual([
      'T-3',
      'T0',
      'due',
      'T+5',
      'weekly-1',
      'weekly-2',
      'weekly-101',
    ]);
  });

  test('the moment it is due tells nobody: it is there to be written down', () => {
    expect(placeOf(cadence, 2)).toEqual({ rung: dueRung, template: dueRung, to: [], legs: [] });
  });

  test('a repeated place lies so many turns after the last rung, with the text and people of the repetition', () => {
    expect(placeOf(cadence, 6)).toMatchObject({
      rung: 'weekly-3',
      template: 'overdue',
      to: ['actionOwner', 'leadOfficial'],
    });
    expect(rungAt(timetable, 6)).toBe(shanghai(`${onward('2024-04-05', 3 * 7)}T09:00`));
  });

  test('a cadence of repetition alone counts its turns from the due day', () => {
    const alone = { ...cadence, rungs: [] };
    expect(namesOf(alone, [0, 1, 2])).toEqual(['due', 'weekly-1', 'weekly-2']);
    const table = { ...timetable, cadence: alone };
    expect(rungAt(table, 1)).toBe(shanghai('2024-04-07T09:00'));
  });

  test('a cadence that ends after the date has its date before it', () => {
    const after = { ...cadence, rungs: [rung('T+5', 5), rung('T+9', 9)] };
    expect(namesOf(after, [0, 1, 2, 3])).toEqual(['due', 'T+5', 'T+9', 'weekly-1']);
  });

  test('a cadence that ends before the date repeats up to it and on: the date waits for nobody', () => {
    const early = { ...cadence, rungs: [rung('T-20', -20)] };
    expect(namesOf(early, [0, 1, 2, 3, 4])).toEqual([
      'T-20',
      'weekly-1',
      'weekly-2',
      'due',
      'weekly-3',
    ]);
    const inWorkdays = { ...early, rungs: [rung('T-10', -10, 'workday')] };
    expect(namesOf(inWorkdays, [0, 1, 2])).toEqual(['T-10', 'due', 'weekly-1']);
  });

  test('no two places have the same name', () => {
    const names = Array.from({ length: 500 }, (_, place) => placeOf(cadence, place).rung);
    expect(new Set(names).size).toBe(500);
  });
});

describe('when a rung fires', () => {
  test.each([
    [0, '2024-03-28T09:00'],
    [1, '2024-03-31T09:00'],
    [2, '2024-04-01T00:00'],
    [3, '2024-04-05T09:00'],
    [4, '2024-04-12T09:00'],
    [5, '2024-04-19T09:00'],
  ])('place %d fires at %s local time', (place, local) => {
    expect(rungAt(timetable, place)).toBe(shanghai(local));
  });

  test('the offset is counted from the due day, also when the due instant lies within that day', () => {
    const midday = { ...timetable, dueAt: shanghai('2024-03-31T15:20') };
    expect(rungAt(midday, 1)).toBe(shanghai('2024-03-31T09:00'));
  });

  test('the hour is the one the policy sends at, but the date is due when it is due', () => {
    const afternoon = { ...timetable, sendAt: '16:45' };
    expect(rungAt(afternoon, 0)).toBe(shanghai('2024-03-28T16:45'));
    expect(rungAt(afternoon, 2)).toBe(timetable.dueAt);
  });

  test('a rung in working days leaves out days off, one in days does not', () => {
    const mixed = { ...cadence, rungs: [rung('T-3', -3, 'workday'), rung('T+5', 5, 'workday')] };
    // Due on Sunday the 31st; 4 to 6 April are the Qingming festival, and the 7th works for it.
    const table = { ...timetable, cadence: mixed };
    const times = [0, 1, 2, 3].map((place) => rungAt(table, place));
    expect(times).toEqual([
      shanghai('2024-03-27T09:00'),
      timetable.dueAt,
      shanghai('2024-04-08T09:00'),
      shanghai('2024-04-15T09:00'),
    ]);
  });

  test('days on which the clock stood still are left out before the date and after it', () => {
    const holds = [
      { from: '2024-03-25', until: '2024-03-30' },
      { from: '2024-04-03', until: '2024-04-13' },
    ];
    const table = { ...timetable, holds };
    const times = [0, 1, 2, 3, 4].map((place) => rungAt(table, place));
    expect(times).toEqual([
      // 30, and before the pause 24 and 23.
      shanghai('2024-03-23T09:00'),
      shanghai('2024-03-31T09:00'),
      shanghai('2024-04-01T00:00'),
      // 1, 2, and after the pause 13, 14 and 15.
      shanghai('2024-04-15T09:00'),
      shanghai('2024-04-22T09:00'),
    ]);
  });

  test('comes so many running days from the due day, whatever was paused and whatever the calendar', () => {
    const anyWay = anyDay.chain((day) => fc.tuple(fc.constant(day), holdsAround(day)));
    const anyOffset = fc.integer({ min: -60, max: 60 });
    fc.assert(
      fc.property(anyCalendar, anyWay, anyOffset, anyUnit, (calendar, way, offset, unit) => {
        const [afterDay, holds] = way;
        const one = { ...cadence, rungs: [rung('T', offset, unit)] };
        const table = {
          ...timetable,
          cadence: one,
          calendar,
          holds,
          dueAt: calendar.endOf(afterDay),
        };
        const place = [0, 1].find((each) => placeOf(one, each).rung === 'T') ?? -1;
        const { day } = walkedEnd({ afterDay, days: offset, unit, holds }, calendar);
        expect(rungAt(table, place)).toBe(calendar.timeOn(day, '09:00'));
      }),
    );
  });
});

describe('the first rung that a clock owes', () => {
  test('is the first one after the clock began', () => {
    expect(firstAfter(timetable, 0, shanghai('2024-03-28T08:59'))).toBe(0);
    expect(firstAfter(timetable, 0, shanghai('2024-03-28T09:01'))).toBe(1);
  });

  test('a rung at the very instant is no longer ahead', () => {
    expect(firstAfter(timetable, 0, shanghai('2024-03-28T09:00'))).toBe(1);
  });

  test('a clock that begins long after its due day begins in the repetition', () => {
    expect(firstAfter(timetable, 0, shanghai('2024-04-20T00:00'))).toBe(6);
  });

  test('it is never before the place it looks from', () => {
    expect(firstAfter(timetable, 2, shanghai('2024-01-01T00:00'))).toBe(2);
  });
});

describe('the rungs that have passed', () => {
  test('are none before the first one fires', () => {
    expect(passedBy(timetable, 0, shanghai('2024-03-28T08:59'))).toEqual([]);
  });

  test('include the one firing now', () => {
    expect(passedBy(timetable, 0, shanghai('2024-03-28T09:00'))).toEqual([
      {
        rung: 'T-3',
        at: shanghai('2024-03-28T09:00'),
        template: 'template-T-3',
        to: ['actionOwner'],
      },
    ]);
  });

  test('leave out those before the place they are asked from', () => {
    const names = passedBy(timetable, 2, shanghai('2024-04-12T09:00')).map((each) => each.rung);
    expect(names).toEqual(['due', 'T+5', 'weekly-1']);
  });

  test('name the moment the clock was due, to the millisecond', () => {
    const names = (now: number) => passedBy(timetable, 2, now).map((each) => each.rung);
    expect(names(timetable.dueAt - 1)).toEqual([]);
    expect(names(timetable.dueAt)).toEqual(['due']);
  });

  test('keep their own list of posts: a later change of the policy does not reach them', () => {
    const [passed] = passedBy(timetable, 0, shanghai('2024-03-28T09:00'));
    passed?.to.push('verifier');
    expect(cadence.rungs[0]?.to).toEqual(['actionOwner']);
  });
});

const roughly = (offset: number, unit: 'day' | 'workday') =>
  unit === 'day' ? offset : (offset * 7) / 5;

describe('over any cadence', () => {
  const anyCadence = fc
    .record({
      offsets: fc.uniqueArray(fc.integer({ min: -60, max: 60 }), { minLength: 1, maxLength: 8 }),
      every: fc.integer({ min: 1, max: 40 }),
    })
    .map(({ offsets, every }): Cadence => ({
      rungs: offsets.toSorted((a, b) => a - b).map((offset) => rung(`T${offset}`, offset)),
      repeat: { ...cadence.repeat, every },
    }));
  const anyInstant = fc
    .integer({ min: -120, max: 500 })
    .chain((day) =>
      fc
        .integer({ min: 0, max: 86_399_999 })
        .map((ms) => shanghai('2024-03-31T00:00') + day * 86_400_000 + ms),
    );

  test('asking twice in a row is asking once: no rung is lost between two instants, and none is told twice', () => {
    fc.assert(
      fc.property(anyCadence, anyInstant, anyInstant, (given, a, b) => {
        const table = { ...timetable, cadence: given };
        const [first, second] = [Math.min(a, b), Math.max(a, b)];
        const before = passedBy(table, 0, first);
        const after = passedBy(table, before.length, second);
        expect([...before, ...after]).toEqual(passedBy(table, 0, second));
      }),
    );
  });

  test('rungs come in order of time, and the first after an instant is the one not yet passed', () => {
    fc.assert(
      fc.property(anyCadence, anyInstant, (given, now) => {
        const table = { ...timetable, cadence: given };
        const passed = passedBy(table, 0, now);
        expect(firstAfter(table, 0, now)).toBe(passed.length);
        const times = passed.map(({ at }) => at);
        expect(times).toEqual(times.toSorted((x, y) => x - y));
        expect(new Set(times).size).toBe(times.length);
        expect(rungAt(table, passed.length)).toBeGreaterThan(now);
      }),
    );
  });

  test('there is always a next one, at most one repetition away', () => {
    fc.assert(
      fc.property(anyCadence, anyInstant, (given, now) => {
        const table = { ...timetable, cadence: given };
        const passed = passedBy(table, 0, now);
        fc.pre(passed.some(({ rung: name }) => name === given.rungs.at(-1)?.rung));
        const next = rungAt(table, passed.length);
        expect(next - now).toBeLessThanOrEqual(given.repeat.every * 86_400_000);
      }),
    );
  });

  /** Rungs in both units, in order of time as far as that can be said without a calendar. */
  const anyMixedCadence = fc
    .uniqueArray(fc.tuple(fc.integer({ min: -40, max: 40 }), anyUnit), {
      minLength: 1,
      maxLength: 6,
      selector: ([offset, unit]) => roughly(offset, unit),
    })
    .map((all) => all.toSorted((a, b) => roughly(...a) - roughly(...b)))
    .map((all): Cadence => ({
      rungs: all.map(([offset, unit]) => rung(`${offset} ${unit}`, offset, unit)),
      repeat: { ...cadence.repeat, unit: 'workday', every: 4 },
    }));
  /** What is due on some day, after pauses. */
  const anyTable = fc
    .tuple(anyMixedCadence, anyCalendar, anyDay)
    .chain(([given, calendar, afterDay]) =>
      holdsAround(afterDay).map((holds): Timetable => {
        const count = { afterDay, days: 25, unit: 'day', roll: 'next', holds } as const;
        const dueAt = calendar.endOf(endOfCount(count, calendar).day);
        return { cadence: given, calendar, holds, dueAt, sendAt: '09:00' };
      }),
    );

  test('in both units and over any pauses, every rung comes once, in its order, and none before its time', () => {
    fc.assert(
      fc.property(anyTable, fc.array(fc.nat(120), { maxLength: 12 }), (table, days) => {
        const from = onward(table.calendar.dayOf(table.dueAt - 1), -70);
        const told: string[] = [];
        for (const after of days.toSorted((a, b) => a - b)) {
          const now = table.calendar.timeOn(onward(from, after), '12:00');
          const passed = passedBy(table, told.length, now);
          for (const { at } of passed) expect(at).toBeLessThanOrEqual(now);
          told.push(...passed.map((each) => each.rung));
        }
        expect(told).toEqual(namesOf(table.cadence, [...told.keys()]));
      }),
    );
  });

  test('the moment the clock is due is never kept waiting by another rung', () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const passed = passedBy(table, 0, table.dueAt);
        const due = passed.filter((each) => each.rung === dueRung);
        expect(due).toMatchObject([{ at: table.dueAt, to: [] }]);
        expect(passedBy(table, 0, table.dueAt - 1).map((each) => each.rung)).not.toContain(dueRung);
      }),
    );
  });
});
