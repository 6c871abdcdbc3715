import { isWorkday } from 'chinese-days';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { calendarLayerSchema } from '../../../src/calendar/calendar-data.ts';
import { cnStateCouncil } from '../../../src/calendar/cn-state-council.ts';
import { report } from '../../support/report.ts';
import { calendarOf, china, everyDay, onward } from './calendars.ts';

const years = [2020, 2021, 2022, 2023, 2024, 2025, 2026];
const days = everyDay('2020-01-01', '2026-12-31');

interface Published {
  readonly date: string;
  readonly name: string;
  readonly type: 'public_holiday' | 'transfer_workday';
}

const published = new Map(
  years.flatMap((year) => {
    const file = `../../../node_modules/holiday-calendar/data/CN/${year}.json`;
    const text = readFileSync(new URL(file, import.meta.url), 'utf8');
    const { dates } = JSON.parse(text) as { dates: readonly Published[] };
    return dates.map((one) => [one.date, one] as const);
  }),
);

/** Monday to Friday work, by nobody's data. */
const worksByWeek = (day: string) => ![0, 6].includes(new Date(day).getUTCDay());

/** 国庆节、中秋节 and 国庆节和中秋节 are the same two. */
const holidaysIn = (name: string) =>
  name
    .replace('补班', '')
    .split(/[、和]/)
    .toSorted();

describe('the State Council’s calendar, day by day from 2020 to 2026', () => {
  test('works and rests as two independent sources say, on each of 2,557 days', () => {
    const differences = days.filter((day) => {
      const { working } = china.standingOf(day);
      const type = published.get(day)?.type;
      const theirs = type === undefined ? worksByWeek(day) : type === 'transfer_workday';
      return working !== theirs || working !== isWorkday(day);
    });
    report('Chinese working days against holiday-calendar and chinese-days', {
      days: days.length,
      differing: differences.length,
    });
    expect(days).toHaveLength(2557);
    expect(differences).toEqual([]);
  });

  test('every day a source names is named here, with the same holidays', () => {
    const differing = [...published.values()].filter(({ date, name, type }) => {
      const standing = china.standingOf(date);
      const [ours, theirs] = [holidaysIn(standing.name ?? ''), holidaysIn(name)];
      if (type === 'public_holiday') {
        return standing.reason !== 'holiday' || ours.join() !== theirs.join();
      }
      // A workday that makes up for two holidays at once is put down to one of them.
      return standing.reason !== 'makeUpWorkday' || !theirs.every((one) => ours.includes(one));
    });
    expect(published.size).toBeGreaterThan(200);
    expect(differing).toEqual([]);
  });

  test('every named day cites its notice, and no other day cites any', () => {
    const notices = cnStateCouncil.kind === 'base' ? cnStateCouncil.notices : [];
    const sources = new Set(notices.map(({ source }) => source));
    expect(sources.size).toBe(8);
    for (const day of days) {
      const { name, source, reason, known } = china.standingOf(day);
      const named = reason === 'holiday' || reason === 'makeUpWorkday';
      expect({ day, known, cited: sources.has(source ?? ''), name: name !== null }).toEqual({
        day,
        known: true,
        cited: named,
        name: named,
      });
    }
  });

  test('a notice is numbered by the year it was issued in, and links to its text', () => {
    const layer = calendarLayerSchema.parse(cnStateCouncil);
    for (const { source, issued, url } of layer.kind === 'base' ? layer.notices : []) {
      expect(source).toMatch(new RegExp(`^国办发明电〔${issued.slice(0, 4)}〕\\d+号$`));
      expect(url).toMatch(/^https:\/\/www\.gov\.cn\//);
    }
  });
});

describe('weekend days that work (调休上班)', () => {
  test.each([
    [2020, ['01-19', '04-26', '05-09', '06-28', '09-27', '10-10']],
    [2021, ['02-07', '02-20', '04-25', '05-08', '09-18', '09-26', '10-09']],
    [2022, ['01-29', '01-30', '04-02', '04-24', '05-07', '10-08', '10-09']],
    [2023, ['01-28', '01-29', '04-23', '05-06', '06-25', '10-07', '10-08']],
    [2024, ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12']],
    [2025, ['01-26', '02-08', '04-27', '09-28', '10-11']],
    [2026, ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10']],
  ])('in %d are exactly those of its notices', (year, expected) => {
    const working = days
      .filter((day) => day.startsWith(String(year)) && !worksByWeek(day))
      .filter((day) => china.standingOf(day).working);
    expect(working.map((day) => day.slice(5))).toEqual(expected);
    for (const day of working) {
      expect(china.standingOf(day)).toMatchObject({ reason: 'makeUpWorkday', working: true });
      // The Friday before leads to it, and it counts as one day.
      expect(china.dayAfter(onward(day, -1), 1, 'workday').day).toBe(day);
      expect(china.daysBetween(onward(day, -1), day, 'workday')).toBe(1);
    }
  });
});

describe('single days', () => {
  test.each([
    ['2020-01-30', 'holiday', '春节', '国办发明电〔2019〕16号'],
    ['2020-01-31', 'holiday', '春节', '国办发明电〔2020〕1号'],
    // Was a make-up workday until the holiday was made longer.
    ['2020-02-01', 'holiday', '春节', '国办发明电〔2020〕1号'],
    ['2020-02-02', 'holiday', '春节', '国办发明电〔2020〕1号'],
    ['2020-02-03', 'weekday', null, null],
    ['2022-12-31', 'holiday', '元旦', '国办发明电〔2022〕16号'],
    // New Year's Eve was left to the units to give: it is a working day.
    ['2024-02-09', 'weekday', null, null],
    ['2026-10-04', 'holiday', '国庆节', '国办发明电〔2025〕7号'],
    ['2026-10-10', 'makeUpWorkday', '国庆节', '国办发明电〔2025〕7号'],
    ['2026-10-17', 'weekend', null, null],
  ])('%s is a %s', (day, reason, name, source) => {
    expect(china.standingOf(day)).toMatchObject({ reason, name, source, known: true });
  });

  test('without the amendment of 2020, the first of February is a working Saturday', () => {
    const layer = calendarLayerSchema.parse(cnStateCouncil);
    const notices = layer.kind === 'base' ? layer.notices : [];
    const before = calendarOf({ ...layer, notices: notices.filter((_, index) => index !== 1) });
    expect(before.standingOf('2020-02-01')).toMatchObject({ working: true, name: '春节' });
  });
});

describe('beyond the last notice', () => {
  test('the table says how far it reaches', () => {
    expect(china.horizon).toBe('2026-12-31');
    expect(china.version).toBe('cn@2026');
  });

  test('a holiday table that ends does not silently become weekends only: its days are guesses, and say so', () => {
    // 1 January is a holiday every year; no notice says so for 2027 yet.
    expect(china.standingOf('2027-01-01')).toEqual({
      working: true,
      reason: 'weekday',
      name: null,
      source: null,
      known: false,
    });
    for (const day of [...everyDay('2027-01-01', '2028-12-31'), '2019-12-31', '1970-01-01']) {
      expect(china.standingOf(day)).toMatchObject({
        known: false,
        source: null,
        working: worksByWeek(day),
      });
      expect(china.dayAfter(day, 1, 'workday').provisional || day < '2020').toBe(true);
      expect(china.dayAfter(day, -1, 'workday').provisional || day === '2027-01-01').toBe(true);
      expect(china.roll(day, 'next').provisional).toBe(true);
    }
  });
});
