import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createDayCalendar } from '../../../src/calendar/day-calendar.ts';
import type { Cadence } from '../../../src/engine/policy.ts';
import {
  firstAfter,
  passedBy,
  placeOf,
  rungAt,
  type Timetable,
} from '../../../src/engine/rungs.ts';
import { shanghai } from './engine-case.ts';

const rung = (name: string, offset: number): Cadence['rungs'][number] => ({
  rung: name,
  offset,
  unit: 'day',
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
  sendAt: '09:00',
  calendar: createDayCalendar('Asia/Shanghai'),
};

describe('the places of a cadence', () => {
  test('are its rungs in order, and then its repetition, counted from 1 without end', () => {
    const names = [0, 1, 2, 3, 4, 103].map((place) => placeOf(cadence, place).rung);
    expect(names).toEqual(['T-3', 'T0', 'T+5', 'weekly-1', 'weekly-2', 'weekly-101']);
  });

  test('a repeated place lies so many turns after the last rung, with the text and people of the repetition', () => {
    expect(placeOf(cadence, 5)).toEqual({
      rung: 'weekly-3',
      offset: 5 + 3 * 7,
      unit: 'day',
      template: 'overdue',
      to: ['actionOwner', 'leadOfficial'],
    });
  });

  test('a cadence of repetition alone counts its turns from the due day', () => {
    const alone = { ...cadence, rungs: [] };
    expect([0, 1].map((place) => placeOf(alone, place).offset)).toEqual([7, 14]);
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
    [2, '2024-04-05T09:00'],
    [3, '2024-04-12T09:00'],
    [4, '2024-04-19T09:00'],
  ])('place %d fires at %s local time', (place, local) => {
    expect(rungAt(timetable, place)).toBe(shanghai(local));
  });

  test('the offset is counted from the due day, also when the due instant lies within that day', () => {
    const midday = { ...timetable, dueAt: shanghai('2024-03-31T15:20') };
    expect(rungAt(midday, 1)).toBe(shanghai('2024-03-31T09:00'));
  });

  test('the hour is the one the policy sends at', () => {
    expect(rungAt({ ...timetable, sendAt: '16:45' }, 0)).toBe(shanghai('2024-03-28T16:45'));
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
    expect(firstAfter(timetable, 0, shanghai('2024-04-20T00:00'))).toBe(5);
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
    expect(names).toEqual(['T+5', 'weekly-1']);
  });

  test('keep their own list of posts: a later change of the policy does not reach them', () => {
    const [passed] = passedBy(timetable, 0, shanghai('2024-03-28T09:00'));
    passed?.to.push('verifier');
    expect(cadence.rungs[0]?.to).toEqual(['actionOwner']);
  });
});

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
        if (passed.length < given.rungs.length) return;
        const next = rungAt(table, passed.length);
        expect(next - now).toBeLessThanOrEqual(given.repeat.every * 86_400_000);
      }),
    );
  });
});
