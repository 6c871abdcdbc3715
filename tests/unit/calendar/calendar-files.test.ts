import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCalendarLayer } from '../../../src/calendar/calendar-files.ts';
import { calendarLayerSchema } from '../../../src/calendar/calendar-data.ts';
import { cnStateCouncil } from '../../../src/calendar/cn-state-council.ts';
import { calendarOf, china, everyDay } from './calendars.ts';

const sample = (name: string) =>
  fileURLToPath(new URL(`../../../samples/calendars/${name}`, import.meta.url));

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rectiflow-calendar-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('the sample calendars', () => {
  test('a school’s own days lie over the State Council’s', async () => {
    const layer = await readCalendarLayer(sample('school-example.yaml'));
    const school = calendarOf(cnStateCouncil, layer);
    expect(school.version).toBe('cn@2026+school-example@1');
    expect(school.standingOf('2026-05-20')).toMatchObject({
      working: false,
      name: '校庆日',
      source: '示例校〔2026〕8号',
    });
    const changed = everyDay('2026-01-01', '2026-12-31').filter(
      (day) => school.standingOf(day).working !== china.standingOf(day).working,
    );
    expect(changed).toEqual(['2026-05-20', ...everyDay('2026-07-27', '2026-07-31'), '2026-08-29']);
    expect(layer).toMatchObject({
      terms: [
        { from: '2026-03-02', to: '2026-07-10' },
        { from: '2026-08-31', to: '2027-01-22' },
      ],
    });
  });

  test('a base of another place has its own holidays, and no make-up workdays', async () => {
    const germany = calendarOf(await readCalendarLayer(sample('de-2026.yaml')));
    const off = everyDay('2026-01-01', '2026-12-31').filter(
      (day) => germany.standingOf(day).reason === 'holiday',
    );
    // Easter of 2026 is on 5 April; the others are fixed, or counted from it.
    const easter = Date.parse('2026-04-05');
    const fromEaster = (days: number) =>
      new Date(easter + days * 86_400_000).toISOString().slice(0, 10);
    expect(off).toEqual([
      '2026-01-01',
      fromEaster(-2),
      fromEaster(1),
      '2026-05-01',
      fromEaster(39),
      fromEaster(50),
      '2026-10-03',
      '2026-12-25',
      '2026-12-26',
    ]);
    expect(germany.dayAfter('2026-12-23', 2, 'workday')).toEqual({
      day: '2026-12-28',
      provisional: false,
    });
    expect(germany.horizon).toBe('2026-12-31');
    expect(germany.standingOf('2025-12-25').known).toBe(false);
  });
});

describe('a calendar file', () => {
  test('may be JSON: the shipped table, written out and read, is itself', async () => {
    const path = write('cn.json', JSON.stringify(cnStateCouncil, null, 1));
    await expect(readCalendarLayer(path)).resolves.toEqual(
      calendarLayerSchema.parse(cnStateCouncil),
    );
  });

  test('that is broken is refused with file, line, path and reason, one line for each problem', async () => {
    const path = write(
      'broken.yaml',
      [
        'kind: base',
        'id: broken',
        'version: one',
        'title: 坏的日历',
        'weekend: [6, 8]',
        'covers: { from: 2026-01-01, to: 2026-12-31 }',
        'notices:',
        '  - source: 甲号',
        '    issued: 2025-11-31',
        '    holidays:',
        '      - { name: 元旦, from: 2026-01-01 }',
        '    wrkdays: []',
      ].join('\n'),
    );
    await expect(readCalendarLayer(path)).rejects.toMatchObject({
      code: 'calendar_invalid',
      message: [
        '日历数据不可用 / the calendar is not usable:',
        `${path}:3: version: Invalid input: expected number, received string`,
        `${path}:5: weekend.1: Too big: expected number to be <=7`,
        `${path}:9: notices.0.issued: Invalid ISO date`,
        `${path}:11: notices.0.holidays.0.to: Invalid input: expected string, received undefined`,
        `${path}:12: notices.0.wrkdays: no such field`,
      ].join('\n  '),
    });
  });

  test('whose days contradict each other is refused at the line of the second', async () => {
    const path = write(
      'contradictory.yaml',
      [
        'kind: addition',
        'id: school',
        'version: 1',
        'title: 校历',
        'holidays:',
        '  - { name: 校庆日, from: 2026-05-20, to: 2026-05-20 }',
        'workdays:',
        '  - day: 2026-05-20',
        '    name: 值班',
      ].join('\n'),
    );
    await expect(readCalendarLayer(path)).rejects.toThrow(
      `${path}:8: workdays.0.day: 2026-05-20 is both a holiday ("校庆日") and a workday`,
    );
  });

  test('of another kind, or of none, is refused by its kind', async () => {
    await expect(readCalendarLayer(write('roof.yaml', 'id: x\nkind: roof\n'))).rejects.toThrow(
      'roof.yaml:2: kind: must be "base" or "addition"',
    );
    await expect(readCalendarLayer(write('none.yaml', 'id: x\n'))).rejects.toThrow(
      'none.yaml:1: kind: must be "base" or "addition"',
    );
  });
});
