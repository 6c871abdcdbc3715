import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import { cnStateCouncil } from '../../../src/calendar/cn-state-council.ts';
import { createWorkCalendar } from '../../../src/calendar/work-calendar.ts';
import { RectiflowError } from '../../../src/errors.ts';
import { china, everyDay, inZone, onward } from './calendars.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Zones that put their clocks forward by an hour, by half an hour, at midnight, back to midnight, back over it, and not at all. */
const zones = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'America/Havana',
  'Atlantic/Azores',
  'Africa/Cairo',
  'Africa/Casablanca',
  'America/Nuuk',
  'America/St_Johns',
  'Asia/Beirut',
  'Pacific/Chatham',
];
const calendars = new Map(zones.map((zone) => [zone, inZone(zone)]));
const inKnownZone = (zone: string) => calendars.get(zone) ?? inZone(zone);

/** An instant written with its offset. */
const at = (iso: string) => Date.parse(iso);
const anyInstant = fc.integer({ min: 0, max: at('2999-12-31T00:00Z') });

describe('the zone', () => {
  test.each(zones)('%s is known', (zone) => {
    expect(inKnownZone(zone)).toMatchObject({ zone });
  });

  test.each(['', 'Shanghai', 'Asia/Nowhere', '+08', 'local', 'UTC+8 ', '../etc'])(
    '"%s" stops the start, with the name in the message',
    (zone) => {
      const start = () => createWorkCalendar({ zone, layers: [cnStateCouncil] });
      expect(start).toThrow(RectiflowError);
      expect(start).toThrow(`没有这个时区 / no such time zone: "${zone}"`);
      expect(start).toThrow(expect.objectContaining({ code: 'config_invalid' }) as Error);
    },
  );
});

describe('a day in Shanghai', () => {
  test.each([
    ['2024-03-01T00:00:00.000+08:00', '2024-03-01'],
    ['2024-03-01T23:59:59.999+08:00', '2024-03-01'],
    ['2024-02-29T16:00:00.000Z', '2024-03-01'],
    ['2024-02-29T15:59:59.999Z', '2024-02-29'],
    ['1970-01-01T00:00:00.000Z', '1970-01-01'],
  ])('%s belongs to %s', (instant, day) => {
    expect(china.dayOf(at(instant))).toBe(day);
  });

  test('ends at 24:00', () => {
    expect(china.endOf('2024-02-29')).toBe(at('2024-03-01T00:00:00+08:00'));
    expect(china.endOf('2024-12-31')).toBe(at('2025-01-01T00:00:00+08:00'));
    expect(china.endOf('2999-12-31')).toBe(at('2999-12-31T16:00:00Z'));
  });

  test('has its times of day, to the minute', () => {
    expect(china.timeOn('2024-02-29', '09:00')).toBe(at('2024-02-29T09:00+08:00'));
    expect(china.timeOn('2024-02-29', '00:00')).toBe(at('2024-02-29T00:00+08:00'));
    expect(china.timeOn('2024-02-29', '23:59')).toBe(at('2024-02-29T23:59+08:00'));
  });

  test.each(['', '9:00', '24:00', '09:60', '09:00:00', '-1:00', 'noon'])(
    'has no time "%s"',
    (time) => {
      expect(() => china.timeOn('2024-02-29', time)).toThrow(`not a time of day, HH:MM: "${time}"`);
    },
  );

  test('instants are printed with the offset, to the millisecond', () => {
    expect(china.print(at('2024-02-29T16:00:00.007Z'))).toBe('2024-03-01T00:00:00.007+08:00');
    expect(inZone('America/St_Johns').print(at('2024-07-01T00:00:00Z'))).toBe(
      '2024-06-30T21:30:00.000-02:30',
    );
    expect(inZone('UTC').print(0)).toBe('1970-01-01T00:00:00.000+00:00');
  });
});

/** Where our day and print differ from another clock's; empty when they agree. */
function differences(zone: string, instant: number): string[] {
  const calendar = inKnownZone(zone);
  const local = DateTime.fromMillis(instant, { zone });
  const [day, print] = [
    local.toFormat('yyyy-MM-dd'),
    local.toFormat("yyyy-MM-dd'T'HH:mm:ss.SSSZZ"),
  ];
  const same = calendar.dayOf(instant) === day && calendar.print(instant) === print;
  return same ? [] : [`${zone} ${print}: ${calendar.dayOf(instant)}, ${calendar.print(instant)}`];
}

describe('any instant', () => {
  const anyZone = fc.constantFrom(...zones, 'UTC', 'Africa/Monrovia', 'Pacific/Apia');
  test('is on the day, and is printed, as the wall clock there shows it', () => {
    const agree = fc.property(anyZone, anyInstant, (zone, instant) => {
      expect(differences(zone, instant)).toEqual([]);
    });
    fc.assert(agree, { numRuns: 3_000 });
  });

  test.each(zones)('the same holds around every change of the clocks in %s', (zone) => {
    const start = at('2023-12-01T00:00Z');
    const wrong: string[] = [];
    let compared = 0;
    const offset = (instant: number) => DateTime.fromMillis(instant, { zone }).offset;
    for (let hour = 0; hour < 400 * 24; hour += 1) {
      const instant = start + hour * hourMs;
      if (offset(instant) === offset(instant + hourMs)) continue;
      for (let minute = -65; minute <= 125; minute += 1) {
        for (const ms of [0, -1]) {
          compared += 1;
          wrong.push(...differences(zone, instant + minute * 60_000 + ms));
        }
      }
    }
    expect(wrong).toEqual([]);
    // Only Shanghai leaves its clocks alone.
    expect(compared > 0).toBe(zone !== 'Asia/Shanghai');
  });
});

describe.each(zones)('over 400 days in %s', (zone) => {
  const calendar = inKnownZone(zone);
  const days = everyDay('2024-01-15', onward('2024-01-15', 399));

  test('a day ends with the first instant of the next', () => {
    let before = calendar.endOf('2024-01-14');
    for (const day of days) {
      const end = calendar.endOf(day);
      expect(calendar.dayOf(end - 1)).toBe(day);
      expect(calendar.dayOf(end)).toBe(onward(day, 1));
      expect(calendar.dayOf(before)).toBe(day);
      expect(Math.abs(end - before - dayMs)).toBeLessThanOrEqual(hourMs);
      before = end;
    }
  });

  test.each(['00:00', '00:30', '02:30', '09:00', '23:30', '23:59'])(
    'there is exactly one %s a day, on that day, each later than the last',
    (time) => {
      expect(days).toHaveLength(400);
      let before = Number.NEGATIVE_INFINITY;
      for (const day of days) {
        const instant = calendar.timeOn(day, time);
        expect(calendar.dayOf(instant)).toBe(day);
        expect(instant).toBeGreaterThan(before);
        // It is that time, unless the clocks leave it out on that day.
        const meant = DateTime.fromISO(`${day}T${time}`, { zone });
        const shown = calendar.print(instant).slice(11, 16);
        const exists = meant.toFormat('yyyy-MM-dd HH:mm') === `${day} ${time}`;
        expect(shown === time).toBe(exists);
        before = instant;
      }
    },
  );
});

test.each(zones)('a day has its end in %s, whatever the year', (zone) => {
  const calendar = inKnownZone(zone);
  fc.assert(
    fc.property(
      fc.integer({ min: at('2012-01-01T00:00Z'), max: 32_000_000_000_000 }),
      (instant) => {
        const day = calendar.dayOf(instant);
        const end = calendar.endOf(day);
        expect(end).toBeGreaterThan(instant);
        expect(end - instant).toBeLessThanOrEqual(dayMs + hourMs);
        expect(calendar.dayOf(end)).toBe(onward(day, 1));
        expect(calendar.dayOf(end - 1)).toBe(day);
      },
    ),
    { numRuns: 300 },
  );
});

describe('where clocks are changed', () => {
  test.each([
    // The hour from 00:00 to 01:00 was left out on 10 March: that day began at 01:00.
    ['America/Havana', '2024-03-09', '2024-03-10T01:00-04:00'],
    ['America/Havana', '2024-03-10', '2024-03-11T00:00-04:00'],
    // At 01:00 on 3 November clocks went back: that day had two midnights, and began with the first.
    ['America/Havana', '2024-11-02', '2024-11-03T00:00-04:00'],
    ['America/Havana', '2024-11-03', '2024-11-04T00:00-05:00'],
    // In Berlin the day has 23 hours and then, in autumn, 25.
    ['Europe/Berlin', '2024-03-31', '2024-04-01T00:00+02:00'],
    ['Europe/Berlin', '2024-10-27', '2024-10-28T00:00+01:00'],
    // On Lord Howe half an hour.
    ['Australia/Lord_Howe', '2024-10-06', '2024-10-07T00:00+11:00'],
    // At 24:00 clocks went back to 23:00 of the same day: its midnight is the second one.
    ['Asia/Beirut', '2024-10-26', '2024-10-27T00:00+02:00'],
    // The day lost its last hour: at 23:00 it was midnight.
    ['America/Nuuk', '2024-03-30', '2024-03-31T00:00-01:00'],
    // Samoa crossed the date line: the 30th was left out whole, and ends when it begins.
    ['Pacific/Apia', '2011-12-29', '2011-12-31T00:00+14:00'],
    ['Pacific/Apia', '2011-12-30', '2011-12-31T00:00+14:00'],
  ])('in %s the end of %s is %s', (zone, day, end) => {
    expect(inZone(zone).endOf(day)).toBe(at(end));
  });

  test.each([
    // Left out: the first instant after the gap.
    ['Europe/Berlin', '2024-03-31', '02:00', '2024-03-31T03:00+02:00'],
    ['Europe/Berlin', '2024-03-31', '02:30', '2024-03-31T03:00+02:00'],
    ['Europe/Berlin', '2024-03-31', '03:00', '2024-03-31T03:00+02:00'],
    ['Europe/Berlin', '2024-03-31', '01:59', '2024-03-31T01:59+01:00'],
    ['Australia/Lord_Howe', '2024-10-06', '02:15', '2024-10-06T02:30+11:00'],
    ['America/Havana', '2024-03-10', '00:30', '2024-03-10T01:00-04:00'],
    // Twice: the first of the two.
    ['Europe/Berlin', '2024-10-27', '02:30', '2024-10-27T02:30+02:00'],
    ['America/Havana', '2024-11-03', '00:00', '2024-11-03T00:00-04:00'],
    ['America/Havana', '2024-11-03', '00:30', '2024-11-03T00:30-04:00'],
    ['Asia/Beirut', '2024-10-26', '23:30', '2024-10-26T23:30+03:00'],
    // Left out to the end of the day: the last minute it had.
    ['America/Nuuk', '2024-03-30', '23:30', '2024-03-30T22:59-02:00'],
    // A day left out whole has no time at all: the first instant after it.
    ['Pacific/Apia', '2011-12-30', '09:00', '2011-12-31T00:00+14:00'],
  ])('in %s on %s at %s is %s', (zone, day, time, instant) => {
    expect(inZone(zone).timeOn(day, time)).toBe(at(instant));
  });
});
