import { describe, expect, test } from 'vitest';
import { printedClock, printedPeriod, type PeriodAsked } from '../../src/day-words.ts';
import { explainClock } from '../../src/engine/clocks/explain.ts';
import { createWorkCalendar } from '../../src/calendar/work-calendar.ts';
import { shippedName } from '../support/shipped-policies.ts';
import { addition, base, calendarOf, china } from './calendar/calendars.ts';
import { shanghai } from './engine/engine-case.ts';
import { openedItem } from './engine/rehearsal/rehearsal-case.ts';

const period = (given: Partial<PeriodAsked>, calendar = china) =>
  printedPeriod({ from: '2026-09-24', days: 8, unit: 'workday', roll: 'next', ...given }, calendar);
const reasonsOf = (given: Partial<PeriodAsked>, calendar = china) =>
  Object.fromEntries(period(given, calendar).days.map(({ date, reason }) => [date, reason]));

describe('a period counted out', () => {
  test('leaves out the day it begins on, weekends and holidays, and counts make-up workdays', () => {
    const { due, dueAt, provisional, count, unit, roll, from, calendar, days } = period({});
    expect({ due, dueAt, provisional, count, unit, roll, from, calendar }).toEqual({
      due: '2026-10-13',
      dueAt: '2026-10-14T00:00:00.000+08:00',
      provisional: false,
      count: 8,
      unit: 'workday',
      roll: 'next',
      from: '2026-09-24',
      calendar: 'cn@2026',
    });
    expect(
      days.flatMap(({ date, number }) => (number === null ? [] : [`${number} ${date}`])),
    ).toEqual([
      '1 2026-09-28',
      '2 2026-09-29',
      '3 2026-09-30',
      '4 2026-10-08',
      '5 2026-10-09',
      '6 2026-10-10',
      '7 2026-10-12',
      '8 2026-10-13',
    ]);
    expect(days.every(({ counted, number }) => counted === (number !== null))).toBe(true);
  });

  test('says why a day counts or does not, with the holiday and the document that says so', () => {
    const reasons = reasonsOf({});
    expect(reasons).toMatchObject({
      '2026-09-24': '开始的当日不计入(民法典第二百零一条) / the day it begins on is not counted',
      '2026-09-25': '法定节假日:中秋节(国办发明电〔2025〕7号) / public holiday',
      '2026-09-28': '工作日 / weekday',
      '2026-10-10': '调休上班:国庆节(国办发明电〔2025〕7号) / make-up working day',
      '2026-10-11': '休息日 / weekend',
    });
  });

  test('names the holiday that its last day falls into, and where it moves to', () => {
    const thirty = { from: '2026-09-02', days: 30, unit: 'day' } as const;
    expect(period(thirty)).toMatchObject({ due: '2026-10-08', provisional: false });
    const reasons = reasonsOf(thirty);
    expect(reasons['2026-10-02']).toBe('自然日:国庆节(国办发明电〔2025〕7号) / calendar day');
    expect(reasons['2026-10-07']).toBe(
      '最后一日非工作日,顺延(民法典第二百零三条):国庆节(国办发明电〔2025〕7号) / no working day: the last day moves on',
    );
    expect(reasons['2026-10-08']).toBe('顺延至此 / the last day moves here');
    expect(period({ ...thirty, roll: 'previous' })).toMatchObject({ due: '2026-09-30' });
    expect(period({ ...thirty, roll: 'none' })).toMatchObject({ due: '2026-10-02' });
  });

  test('marks as a guess what hangs on holidays that are not published', () => {
    const workdays = { from: '2026-12-30', days: 3 };
    expect(period(workdays)).toMatchObject({ due: '2027-01-04', provisional: true });
    expect(reasonsOf(workdays)).toMatchObject({
      '2026-12-31': '工作日 / weekday',
      '2027-01-01': '工作日,暂定:节假日安排未公布 / weekday, provisional',
      '2027-01-02': '休息日,暂定:节假日安排未公布 / weekend, provisional',
    });
  });

  test('marks no day as a guess that counts whatever it is', () => {
    const days = { from: '2027-01-04', days: 3, unit: 'day', roll: 'none' } as const;
    expect(period(days)).toMatchObject({ due: '2027-01-07', provisional: false });
    expect(Object.values(reasonsOf(days)).join(' ')).not.toContain('暂定');
    // Where the last day has to be a working day, the date itself is a guess.
    expect(period({ ...days, roll: 'next' })).toMatchObject({ provisional: true });
    expect(period({ ...days, from: '2027-01-06', roll: 'next' })).toMatchObject({
      due: '2027-01-11',
      provisional: true,
    });
    expect(reasonsOf({ ...days, from: '2027-01-06', roll: 'next' })['2027-01-10']).toBe(
      '最后一日非工作日,顺延(民法典第二百零三条),暂定:节假日安排未公布 / no working day: the last day moves on, provisional',
    );
  });

  test('names the organisation’s own days, and the addition where no document is given', () => {
    const school = calendarOf(
      base(),
      addition({
        holidays: [
          { name: '校庆', from: '2026-05-20', to: '2026-05-20', source: '校〔2026〕8号' },
          { name: '停课', from: '2026-05-21', to: '2026-05-21' },
        ],
        workdays: [{ day: '2026-05-23', name: '补课' }],
      }),
    );
    expect(reasonsOf({ from: '2026-05-19', days: 2 }, school)).toMatchObject({
      '2026-05-20': '本单位休息日:校庆(校〔2026〕8号) / day off of the organisation',
      '2026-05-21': '本单位休息日:停课(示例学校校历) / day off of the organisation',
      '2026-05-23': '本单位工作日:补课(示例学校校历) / working day of the organisation',
    });
  });

  test('is printed in the zone of its calendar', () => {
    const berlin = createWorkCalendar({ zone: 'Europe/Berlin', layers: [base()] });
    expect(period({ from: '2026-03-27', days: 1 }, berlin)).toMatchObject({
      due: '2026-03-30',
      dueAt: '2026-03-31T00:00:00.000+02:00',
    });
  });

  test('of one day is that day', () => {
    const { days } = period({ from: '2026-09-24', days: 1, unit: 'day', roll: 'none' });
    expect(days.map(({ date, counted }) => [date, counted])).toEqual([
      ['2026-09-24', false],
      ['2026-09-25', true],
    ]);
  });
});

test('a day on which the clock stood still is no guess, whatever the calendar knows', () => {
  const [row] = openedItem({ at: shanghai('2026-12-20T10:00') }).clocks;
  if (row === undefined) throw new Error('an opened finding has a clock');
  const holds = [{ from: '2027-01-04', until: '2027-01-06' }];
  const { days } = printedClock(explainClock({ ...row, holds }, china), china);
  expect(days.find(({ date }) => date === '2027-01-05')).toEqual({
    date: '2027-01-05',
    counted: false,
    number: null,
    reason: '暂停,不计入 / the clock stood still',
    code: 'held',
    name: null,
    source: null,
    known: false,
  });
});

test('a clock is printed with all its instants, and its policy by name', () => {
  const [row] = openedItem({ at: shanghai('2026-09-01T10:00') }).clocks;
  if (row === undefined) throw new Error('an opened finding has a clock');
  const earlier = { ...row, dueAt: row.dueAt - 86_400_000, calendar: 'cn@2025' };
  const printed = printedClock(explainClock(earlier, china), china);
  expect(printed).toMatchObject({
    policy: shippedName('cn-inspection'),
    startedAt: '2026-09-01T10:00:00.000+08:00',
    due: '2026-10-08',
    dueAt: '2026-10-09T00:00:00.000+08:00',
    recorded: {
      dueAt: '2026-10-08T00:00:00.000+08:00',
      provisional: false,
      calendar: 'cn@2025',
    },
    calendar: 'cn@2026',
  });
  expect(printed.days[0]).toMatchObject({ date: '2026-09-01', code: 'firstDay' });
});
