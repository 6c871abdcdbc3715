import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clockRowsAfter } from '../../../../src/engine/clocks/rows.ts';
import { endOfCount } from '../../../../src/engine/clocks/count.ts';
import { explainClock, explainCount } from '../../../../src/engine/clocks/explain.ts';
import type { ClockCount } from '../../../../src/engine/ports.ts';
import { shippedRef } from '../../../support/shipped-policies.ts';
import { addition, base, calendarOf, china, onward } from '../../calendar/calendars.ts';
import { policy, start } from '../engine-case.ts';
import { anyCalendar, anyCount, stoodStill } from './naive-count.ts';

/** Three working days from Wednesday, 30 September 2026, the day before National Day. */
function aCount(given: Partial<ClockCount> = {}): ClockCount {
  return { afterDay: '2026-09-30', days: 3, unit: 'workday', roll: 'next', holds: [], ...given };
}

const told = (count: ClockCount) =>
  explainCount(count, china).days.map(({ date, number, reason }) => [date, number, reason]);

describe('why a date is what it is', () => {
  test('in working days: every day, counted or not, with what it was', () => {
    expect(told(aCount())).toEqual([
      ['2026-09-30', null, 'firstDay'],
      ...[1, 2, 3, 4, 5, 6, 7].map((day) => [`2026-10-0${day}`, null, 'holiday']),
      ['2026-10-08', 1, 'weekday'],
      ['2026-10-09', 2, 'weekday'],
      ['2026-10-10', 3, 'makeUpWorkday'],
    ]);
  });

  test('in days: each of them counts, until the date moves on to a working day', () => {
    // 3 October is in the holiday: the date is the 8th.
    expect(told(aCount({ unit: 'day' }))).toEqual([
      ['2026-09-30', null, 'firstDay'],
      ['2026-10-01', 1, 'anyDay'],
      ['2026-10-02', 2, 'anyDay'],
      ['2026-10-03', 3, 'anyDay'],
      ...[4, 5, 6, 7].map((day) => [`2026-10-0${day}`, null, 'rolledPast']),
      ['2026-10-08', null, 'rolledTo'],
    ]);
  });

  test('a pause: no day of it counts, whatever it was, nor can it be the last', () => {
    const holds = [
      { from: '2026-10-02', until: '2026-10-04' },
      { from: '2026-10-08', until: '2026-10-09' },
    ];
    expect(told(aCount({ unit: 'day', holds }))).toEqual([
      ['2026-09-30', null, 'firstDay'],
      ['2026-10-01', 1, 'anyDay'],
      ['2026-10-02', null, 'held'],
      ['2026-10-03', null, 'held'],
      ['2026-10-04', 2, 'anyDay'],
      ['2026-10-05', 3, 'anyDay'],
      ['2026-10-06', null, 'rolledPast'],
      ['2026-10-07', null, 'rolledPast'],
      ['2026-10-08', null, 'held'],
      ['2026-10-09', null, 'rolledTo'],
    ]);
  });

  test('a date moved back: the days counted go past it', () => {
    const { due, days } = explainCount(aCount({ unit: 'day', roll: 'previous' }), china);
    expect(due).toBe('2026-09-30');
    expect(days.map(({ number, reason }) => [number, reason])).toEqual([
      [null, 'firstDay'],
      [1, 'rolledBack'],
      [2, 'rolledBack'],
      [3, 'rolledBack'],
    ]);
  });

  test('a holiday is named, and so is the document that says so', () => {
    const { days } = explainCount(aCount(), china);
    expect(days[1]).toMatchObject({ name: '国庆节', source: '国办发明电〔2025〕7号', known: true });
    expect(days.at(-1)).toMatchObject({ name: '国庆节', source: '国办发明电〔2025〕7号' });
    expect(days[8]).toMatchObject({ name: null, source: null, known: true });
  });

  test('an organisation’s own days are told from those of the country', () => {
    const school = addition({
      holidays: [{ name: '校庆', from: '2026-10-09', to: '2026-10-09' }],
      workdays: [{ day: '2026-10-11', name: '补课' }],
    });
    const covers = { from: '2026-01-01', to: '2026-12-31' };
    const { days, calendar } = explainCount(aCount(), calendarOf(base({ covers }), school));
    const of = (date: string) => days.find((day) => day.date === date);
    expect(of('2026-10-09')).toBeUndefined();
    expect(of('2026-10-05')).toMatchObject({ number: 3, reason: 'weekday' });
    expect(calendar).toBe('base@1+school@3');
    const later = explainCount(aCount({ days: 8 }), calendarOf(base({ covers }), school)).days;
    expect(
      later.slice(-3).map(({ date, number, reason, name }) => [date, number, reason, name]),
    ).toEqual([
      ['2026-10-10', null, 'weekend', null],
      ['2026-10-11', 7, 'organisationWorkday', '补课'],
      ['2026-10-12', 8, 'weekday', null],
    ]);
  });

  test('days that the calendar does not know are said to be so, and the date to be provisional', () => {
    const { days, provisional } = explainCount(aCount({ afterDay: '2026-12-30' }), china);
    expect(provisional).toBe(true);
    expect(days.map(({ date, known }) => [date, known])).toEqual([
      ['2026-12-30', true],
      ['2026-12-31', true],
      ['2027-01-01', false],
      ['2027-01-02', false],
      ['2027-01-03', false],
      ['2027-01-04', false],
    ]);
  });

  test('a day agreed on that had passed already is nothing to count', () => {
    const past = aCount({ days: -2, unit: 'day', roll: 'none' });
    const { due, days } = explainCount(past, china);
    expect(due).toBe('2026-09-28');
    expect(days.some(({ counted }) => counted)).toBe(false);
  });
});

describe('for any count and any calendar', () => {
  const anyDays = fc.integer({ min: 1, max: 120 });

  test('walking the days ends where the count ends', () => {
    fc.assert(
      fc.property(anyCalendar, anyCount(anyDays), (calendar, count) => {
        const { due, dueAt, provisional, days } = explainCount(count, calendar);
        const { nominal, day, provisional: expected } = endOfCount(count, calendar);
        expect([due, dueAt, provisional]).toEqual([day, calendar.endOf(day), expected]);
        expect(days.findLast(({ counted }) => counted)?.date).toBe(nominal);
        expect(days.at(-1)?.date).toBe(due > nominal ? due : nominal);
      }),
    );
  });

  test('the days that count are numbered from 1 to the number of days, and no other has a number', () => {
    fc.assert(
      fc.property(anyCalendar, anyCount(anyDays), (calendar, count) => {
        const { days } = explainCount(count, calendar);
        const numbers = days.flatMap(({ number }) => (number === null ? [] : [number]));
        expect(numbers).toEqual(Array.from({ length: count.days }, (_, index) => index + 1));
        for (const { counted, number } of days) expect(counted).toBe(number !== null);
      }),
    );
  });

  test('every day from the first to the last is there, each with a reason that is true', () => {
    fc.assert(
      fc.property(anyCalendar, anyCount(anyDays), (calendar, count) => {
        const { days, due } = explainCount(count, calendar);
        for (const [index, { date, counted, reason }] of days.entries()) {
          expect(date).toBe(onward(days[0]?.date ?? '', index));
          const { working, reason: standing } = calendar.standingOf(date);
          const held = stoodStill(date, count.holds);
          const isTrue: Record<string, boolean> = {
            firstDay: date <= count.afterDay,
            held,
            anyDay: count.unit === 'day' && !held,
            rolledPast: !held && !working,
            rolledTo: date === due,
            rolledBack: !held && !working && date > due,
            [standing]: count.unit === 'workday' && !held,
          };
          expect([date, reason, isTrue[reason]]).toEqual([date, reason, true]);
          const countable = working || count.unit === 'day';
          expect(!counted || (countable && !held && date > count.afterDay)).toBe(true);
        }
      }),
    );
  });
});

describe('the explanation of a clock', () => {
  const timing = { policy, class: 'phased', calendar: china, now: start } as const;
  const basis = { kind: 'rule' } as const;
  const [row] = clockRowsAfter(
    [],
    { type: 'CLAIM' },
    [{ kind: 'clock.start', clockNo: 3, clock: 'verify', basis, follows: null }],
    timing,
  );
  if (row === undefined) throw new Error('a clock was expected');

  test('names its rule, its policy and its inputs, and counts them out to the date on record', () => {
    expect(explainClock(row, china)).toMatchObject({
      clockNo: 3,
      kind: 'verify',
      rule: 'verify-10wd',
      policy: shippedRef('cn-inspection'),
      mode: 'enforcing',
      state: 'running',
      follows: null,
      startedAt: start,
      count: { afterDay: '2024-03-01', days: 10, unit: 'workday', roll: 'next', holds: [] },
      due: '2024-03-15',
      dueAt: row.dueAt,
      recorded: { dueAt: row.dueAt, provisional: false, calendar: 'cn@2026' },
    });
  });

  test('under a calendar loaded since, says both what it counts now and what is on record', () => {
    const now = calendarOf(
      base({
        version: 2,
        covers: { from: '2024-01-01', to: '2024-12-31' },
        notices: [
          {
            source: '示例〔2024〕1号',
            issued: '2024-03-01',
            holidays: [{ name: '停课', from: '2024-03-13', to: '2024-03-13' }],
          },
        ],
      }),
    );
    expect(explainClock(row, now)).toMatchObject({
      due: '2024-03-18',
      calendar: 'base@2',
      recorded: { dueAt: row.dueAt, provisional: false, calendar: 'cn@2026' },
    });
  });
});
