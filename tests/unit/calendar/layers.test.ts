import { describe, expect, test } from 'vitest';
import { cnStateCouncil } from '../../../src/calendar/cn-state-council.ts';
import { addition, base, calendarOf, china, everyDay, refusalOf } from './calendars.ts';

const notice = (changes: Record<string, unknown> = {}) => ({
  source: '甲号',
  issued: '2025-11-04',
  ...changes,
});
const holiday = (name: string, from: string, to = from) => ({ name, from, to });

describe('a calendar', () => {
  test('is named by its layers and their versions, in the order they lie', () => {
    const over = addition({ id: 'campus', version: 12 });
    expect(calendarOf(cnStateCouncil, addition()).version).toBe('cn@2026+school@3');
    expect(calendarOf(addition(), cnStateCouncil, over).version).toBe('cn@2026+school@3+campus@12');
    expect(calendarOf(base()).version).toBe('base@1');
  });

  test('reaches as far as its base; additions do not move the horizon', () => {
    const later = addition({ holidays: [holiday('元旦', '2027-01-01')] });
    expect(calendarOf(cnStateCouncil, later).horizon).toBe('2026-12-31');
  });

  test('with no weekend and no holiday works every day', () => {
    const calendar = calendarOf(base({ weekend: [] }));
    for (const day of everyDay('2026-01-01', '2026-12-31')) {
      expect(calendar.standingOf(day)).toEqual({
        working: true,
        reason: 'weekday',
        name: null,
        source: null,
        known: true,
      });
    }
    expect(calendar.dayAfter('2026-01-01', 364, 'workday')).toEqual({
      day: '2026-12-31',
      provisional: false,
    });
  });

  test('takes the weekend its base names', () => {
    const calendar = calendarOf(base({ weekend: [5, 6] }));
    // Friday and Saturday off, Sunday works.
    const days = ['2026-03-06', '2026-03-07', '2026-03-08'];
    const reasons = days.map((day) => calendar.standingOf(day).reason);
    expect(reasons).toEqual(['weekend', 'weekend', 'weekday']);
  });
});

describe('an addition', () => {
  const school = calendarOf(
    cnStateCouncil,
    addition({
      holidays: [
        { ...holiday('校庆日', '2026-05-20'), source: '校办〔2026〕3号' },
        holiday('寒假轮休', '2026-10-10', '2026-10-11'),
      ],
      workdays: [{ day: '2026-10-01', name: '值班' }],
      terms: [holiday('第二学期', '2026-03-02', '2026-07-10')],
    }),
    addition({ id: 'campus', workdays: [{ day: '2026-10-11', name: '开放日' }] }),
  );

  test('closes a working day, a make-up workday and a day of the weekend', () => {
    expect(school.standingOf('2026-05-20')).toEqual({
      working: false,
      reason: 'organisationHoliday',
      name: '校庆日',
      source: '校办〔2026〕3号',
      known: true,
    });
    expect(school.standingOf('2026-10-10')).toMatchObject({
      working: false,
      reason: 'organisationHoliday',
      source: '示例学校校历',
    });
  });

  test('opens a public holiday', () => {
    expect(china.standingOf('2026-10-01')).toMatchObject({ working: false, name: '国庆节' });
    expect(school.standingOf('2026-10-01')).toMatchObject({
      working: true,
      reason: 'organisationWorkday',
      name: '值班',
    });
  });

  test('is overruled by one that lies higher', () => {
    expect(school.standingOf('2026-10-11')).toMatchObject({ working: true, name: '开放日' });
  });

  test('changes no other day; terms change none', () => {
    const changed = everyDay('2020-01-01', '2027-12-31').filter(
      (day) => JSON.stringify(school.standingOf(day)) !== JSON.stringify(china.standingOf(day)),
    );
    expect(changed).toEqual(['2026-05-20', '2026-10-01', '2026-10-10', '2026-10-11']);
  });

  test('may name days far away, and the days between stay unknown', () => {
    const far = calendarOf(base(), addition({ holidays: [holiday('千年庆', '2999-12-31')] }));
    expect(far.standingOf('2999-12-31')).toMatchObject({ working: false, known: true });
    expect(far.standingOf('2500-06-01').known).toBe(false);
    expect(far.dayAfter('2999-12-30', 1, 'workday')).toEqual({
      day: '3000-01-01',
      provisional: true,
    });
  });
});

describe('a later notice', () => {
  const amended = calendarOf(
    base({
      notices: [
        notice({
          holidays: [holiday('节', '2026-03-02', '2026-03-04')],
          workdays: [{ day: '2026-03-07', name: '节' }],
        }),
        notice({
          source: '乙号',
          issued: '2026-02-01',
          holidays: [holiday('节', '2026-03-05', '2026-03-07')],
          workdays: [{ day: '2026-03-02', name: '节' }],
        }),
      ],
    }),
  );

  test('wins over an earlier one, day by day', () => {
    const told = everyDay('2026-03-01', '2026-03-08').map((day) => {
      const { working, source } = amended.standingOf(day);
      return [day.slice(8), working, source];
    });
    expect(told).toEqual([
      ['01', false, null],
      ['02', true, '乙号'],
      ['03', false, '甲号'],
      ['04', false, '甲号'],
      ['05', false, '乙号'],
      ['06', false, '乙号'],
      ['07', false, '乙号'],
      ['08', false, null],
    ]);
  });
});

describe('layers that cannot be used are refused, each slip with its place', () => {
  test.each([
    ['no layer', [], ['one layer of kind "base" is needed; there are 0']],
    ['no base', [addition()], ['one layer of kind "base" is needed; there are 0']],
    [
      'two bases',
      [base(), base({ id: 'other' })],
      ['one layer of kind "base" is needed; there are 2'],
    ],
    ['one name for two', [base(), addition({ id: 'base' })], ['two layers are named "base"']],
    ['another kind', [{ kind: 'roof' }], ['layers.0.kind: must be "base" or "addition"']],
    ['nothing', [null], ['layers.0: Invalid input: expected object, received null']],
    [
      'a name that would break the version',
      [base({ id: 'cn@1+x' })],
      ['layers.0.id: must be letters, digits, ".", "_" and "-"'],
    ],
    [
      'a week off',
      [base({ weekend: [1, 2, 3, 4, 5, 6, 7] })],
      ['layers.0.weekend: leaves no working day'],
    ],
    [
      'a day twice in the weekend',
      [base({ weekend: [6, 6] })],
      ['layers.0.weekend: names a day twice'],
    ],
    ['an unknown field', [base({ holidays: [] })], ['layers.0: Unrecognized key: "holidays"']],
    [
      'a coverage that runs backwards',
      [base({ covers: { from: '2026-12-31', to: '2026-01-01' } })],
      ['layers.0.covers.to: 2026-01-01 lies before 2026-12-31'],
    ],
    [
      'a link that is none',
      [base({ notices: [notice({ url: 'javascript:alert(1)' })] })],
      ['layers.0.notices.0.url: Invalid URL'],
    ],
    [
      'days outside the coverage',
      [
        base({
          notices: [
            notice({
              holidays: [
                holiday('元旦', '2025-12-31', '2026-01-01'),
                holiday('新年', '2027-01-01'),
              ],
              workdays: [{ day: '2027-01-02', name: '新年' }],
            }),
          ],
        }),
      ],
      [
        'layers.0.notices.0.holidays.0.from: 2025-12-31 lies outside the days covered, 2026-01-01 to 2026-12-31',
        'layers.0.notices.0.holidays.1.from: 2027-01-01 lies outside the days covered, 2026-01-01 to 2026-12-31',
        'layers.0.notices.0.workdays.0.day: 2027-01-02 lies outside the days covered, 2026-01-01 to 2026-12-31',
      ],
    ],
    [
      'a holiday that runs backwards',
      [base({ notices: [notice({ holidays: [holiday('节', '2026-03-04', '2026-03-02')] })] })],
      ['layers.0.notices.0.holidays.0.to: 2026-03-02 lies before 2026-03-04'],
    ],
    [
      'a day that is both',
      [
        base({
          notices: [
            notice({
              holidays: [holiday('节', '2026-03-07', '2026-03-09')],
              workdays: [{ day: '2026-03-08', name: '节' }],
            }),
          ],
        }),
      ],
      ['layers.0.notices.0.workdays.0.day: 2026-03-08 is both a holiday ("节") and a workday'],
    ],
    [
      'two holidays that claim one day',
      [
        base({
          notices: [
            notice({
              holidays: [
                holiday('甲节', '2026-03-02', '2026-03-04'),
                holiday('乙节', '2026-03-04'),
              ],
            }),
          ],
        }),
      ],
      ['layers.0.notices.0.holidays.1.name: "乙节" has a day that is already "甲节"'],
    ],
    [
      'a make-up workday that works anyway',
      [base({ notices: [notice({ workdays: [{ day: '2026-03-04', name: '节' }] })] })],
      ['layers.0.notices.0.workdays.0.day: 2026-03-04 is a working day without it'],
    ],
    [
      'notices out of order, and one given twice',
      [base({ notices: [notice({ issued: '2026-02-01' }), notice({ issued: '2026-01-01' })] })],
      [
        'layers.0.notices.1.source: "甲号" is given twice',
        'layers.0.notices.1.issued: notices must be in the order they were issued',
      ],
    ],
    [
      'slips of an addition',
      [
        base(),
        addition({
          holidays: [holiday('校庆日', '2026-05-20')],
          workdays: [
            { day: '2026-05-20', name: '值班' },
            { day: '2026-05-23', name: '值班' },
            { day: '2026-05-23', name: '补课' },
          ],
          terms: [holiday('学期', '2026-07-10', '2026-03-02'), holiday('学期', '2026-09-01')],
        }),
      ],
      [
        'layers.1.terms.0.to: 2026-03-02 lies before 2026-07-10',
        'layers.1.terms.1.name: "学期" is given twice',
        'layers.1.workdays.0.day: 2026-05-20 is both a holiday ("校庆日") and a workday',
        'layers.1.workdays.2.name: 2026-05-23 is already "值班"',
      ],
    ],
    [
      'holidays that never end',
      [
        base(),
        addition({
          holidays: [
            holiday('一', '1970-01-01', '2999-12-31'),
            holiday('一', '1970-01-01', '2999-12-31'),
          ],
        }),
      ],
      ['layers.1: its holidays are 752400 days long; 400000 at most'],
    ],
    [
      'days that do not exist',
      [base({ covers: { from: '2026-02-29', to: '1969-12-31' } })],
      [
        'layers.0.covers.from: Invalid ISO date',
        'layers.0.covers.to: must lie between 1970-01-01 and 2999-12-31',
      ],
    ],
    [
      'days that do not exist, deeper down',
      [
        base({
          notices: [
            notice({
              holidays: [holiday('节', '2026-02-30', '9999-01-01')],
              workdays: [{ day: '第一天', name: '节' }],
            }),
          ],
        }),
        addition({ holidays: [holiday('节', '2026-2-3')], terms: [holiday('学期', '')] }),
      ],
      [
        'layers.0.notices.0.holidays.0.from: Invalid ISO date',
        'layers.0.notices.0.holidays.0.to: must lie between 1970-01-01 and 2999-12-31',
        'layers.0.notices.0.workdays.0.day: Invalid ISO date',
        'layers.0.notices.0.workdays.0.day: must lie between 1970-01-01 and 2999-12-31',
        'layers.1.holidays.0.from: Invalid ISO date',
        'layers.1.holidays.0.to: Invalid ISO date',
        'layers.1.terms.0.from: Invalid ISO date',
        'layers.1.terms.0.from: must lie between 1970-01-01 and 2999-12-31',
        'layers.1.terms.0.to: Invalid ISO date',
        'layers.1.terms.0.to: must lie between 1970-01-01 and 2999-12-31',
      ],
    ],
  ])('%s', (_case, layers, lines) => {
    expect(refusalOf(...layers)).toEqual(lines);
  });

  test('to say the same of a day twice is no slip', () => {
    const twice = base({
      notices: [
        notice({
          holidays: [holiday('节', '2026-03-02', '2026-03-04'), holiday('节', '2026-03-04')],
          workdays: [
            { day: '2026-03-07', name: '节' },
            { day: '2026-03-07', name: '节' },
          ],
        }),
      ],
    });
    expect(calendarOf(twice).standingOf('2026-03-04').working).toBe(false);
  });
});
