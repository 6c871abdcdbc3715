/** The slots of a rule: each once, in order, for ever, wherever a calendar moves their days. */
import * as fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import {
  dutyRuleSchema,
  type DutyRule,
  type DutyRuleInput,
  type Rhythm,
  type Term,
} from '../../../../machines/duty-rule.ts';
import type { TaskSlot } from '../../../../machines/duty-events.ts';
import { cnStateCouncil } from '../../../../src/calendar/cn-state-council.ts';
import { createWorkCalendar } from '../../../../src/calendar/work-calendar.ts';
import type { Raised } from '../../../../src/engine/duties/days.ts';
import {
  almanacOf,
  nextSlot,
  slotsAfter,
  slotsBetween,
  waitsForTerms,
  type Almanac,
} from '../../../../src/engine/duties/slots.ts';

const zone = 'Asia/Shanghai';
const china = createWorkCalendar({ zone, layers: [cnStateCouncil] });
const terms: readonly Term[] = [
  { name: '2025秋', from: '2025-09-01', to: '2026-01-23' },
  { name: '2026春', from: '2026-03-02', to: '2026-07-10' },
  { name: '2026秋', from: '2026-09-01', to: '2027-01-22' },
];
const almanac: Almanac = { calendar: china, terms };
const nothing: Raised = { raisedThrough: null, termsRaised: [] };

function rule(rhythm: Rhythm, given: Partial<DutyRuleInput> = {}): DutyRule {
  return { from: '2026-01-01', ...dutyRuleSchema.parse({ rhythm, ...given }) } as DutyRule;
}

const shanghai = (local: string) => Date.parse(`${local}+08:00`);
const endOf = (day: string) => shanghai(`${day}T00:00`) + 86_400_000;

/** Names and days of the slots up to the end of a day. */
function until(day: string, given: DutyRule, using = almanac): [string, string][] {
  const slots = slotsBetween(given, using, nothing, endOf(day));
  return slots.map((slot) => [slot.slot, china.dayOf(slot.at)]);
}
const days = (slots: readonly [string, string][]) => slots.map(([, day]) => day);

describe('the days of a rhythm', () => {
  test('every day is every day, at its time', () => {
    const slots = slotsBetween(
      rule({ kind: 'daily' }, { at: '07:30' }),
      almanac,
      nothing,
      shanghai('2026-01-03T07:30'),
    );
    expect(slots).toEqual(
      ['2026-01-01', '2026-01-02', '2026-01-03'].map((day) => ({
        slot: day,
        day,
        at: shanghai(`${day}T07:30`),
        dueAt: endOf(day),
        provisional: false,
      })),
    );
  });

  test('working days are those of the calendar: holidays out, make-up workdays in', () => {
    const given = rule({ kind: 'workdays' }, { from: '2026-02-12' });
    // The Spring Festival of 2026 is from 15 to 23 February; Saturdays 14 and 28 are worked.
    expect(days(until('2026-02-28', given))).toEqual([
      '2026-02-12',
      '2026-02-13',
      '2026-02-14',
      '2026-02-24',
      '2026-02-25',
      '2026-02-26',
      '2026-02-27',
      '2026-02-28',
    ]);
  });

  test('of the week are those named, 1 being Monday, in whatever order they are named', () => {
    const given = rule({ kind: 'weekly', weekdays: [5, 1] });
    expect(days(until('2026-01-12', given))).toEqual([
      '2026-01-02',
      '2026-01-05',
      '2026-01-09',
      '2026-01-12',
    ]);
  });

  test('of the 旬 are its first or its last', () => {
    expect(
      until('2026-03-21', rule({ kind: 'tenDays', on: 'first' }, { from: '2026-02-10' })),
    ).toEqual([
      ['2026-02-中旬', '2026-02-11'],
      ['2026-02-下旬', '2026-02-21'],
      ['2026-03-上旬', '2026-03-01'],
      ['2026-03-中旬', '2026-03-11'],
      ['2026-03-下旬', '2026-03-21'],
    ]);
    expect(
      until('2026-03-10', rule({ kind: 'tenDays', on: 'last' }, { from: '2026-02-10' })),
    ).toEqual([
      ['2026-02-上旬', '2026-02-10'],
      ['2026-02-中旬', '2026-02-20'],
      ['2026-02-下旬', '2026-02-28'],
      ['2026-03-上旬', '2026-03-10'],
    ]);
  });

  test.each([
    [31, ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']],
    ['last', ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30']],
    [30, ['2026-01-30', '2026-02-28', '2026-03-30', '2026-04-30']],
    [1, ['2026-01-01', '2026-02-01', '2026-03-01', '2026-04-01']],
  ] as const)('of the month are day %s, or the last day of a shorter month', (day, expected) => {
    const slots = until('2026-04-30', rule({ kind: 'monthly', day }));
    expect(slots).toEqual(expected.map((one) => [one.slice(0, 7), one]));
  });

  test('twice a month are two slots also where a short month has one day for both', () => {
    expect(until('2026-03-31', rule({ kind: 'twiceMonthly', days: [29, 31] }))).toEqual([
      ['2026-01(1)', '2026-01-29'],
      ['2026-01(2)', '2026-01-31'],
      ['2026-02(1)', '2026-02-28'],
      ['2026-02(2)', '2026-02-28'],
      ['2026-03(1)', '2026-03-29'],
      ['2026-03(2)', '2026-03-31'],
    ]);
  });

  test('of the term are its first or its last, under the term’s name', () => {
    expect(until('2027-12-31', rule({ kind: 'termly', on: 'first' }))).toEqual([
      ['2026春', '2026-03-02'],
      ['2026秋', '2026-09-01'],
    ]);
    expect(until('2027-12-31', rule({ kind: 'termly', on: 'last' }))).toEqual([
      ['2025秋', '2026-01-23'],
      ['2026春', '2026-07-10'],
      ['2026秋', '2027-01-22'],
    ]);
  });

  test('of the year are the one day, in a common year the last of February for the 29th', () => {
    const given = rule({ kind: 'yearly', month: 2, day: 29 });
    expect(until('2029-01-01', given)).toEqual([
      ['2026', '2026-02-28'],
      ['2027', '2027-02-28'],
      ['2028', '2028-02-29'],
    ]);
  });

  test('begin on the first day and end with the last, both included', () => {
    const given = { from: '2026-01-05', until: '2026-01-12' };
    expect(days(until('2026-12-31', rule({ kind: 'weekly', weekdays: [1] }, given)))).toEqual([
      '2026-01-05',
      '2026-01-12',
    ]);
    const short = { from: '2026-01-05', until: '2026-01-09' };
    expect(until('2026-12-31', rule({ kind: 'monthly', day: 10 }, short))).toEqual([]);
  });

  test('go on to the end of the ledger’s days and not beyond', () => {
    const given = rule({ kind: 'daily' }, { from: '2999-12-30' });
    const far = slotsBetween(given, almanac, nothing, Date.UTC(3100, 0));
    expect(far.map(({ slot }) => slot)).toEqual(['2999-12-30', '2999-12-31']);
    expect(nextSlot(given, almanac, { ...nothing, raisedThrough: far[1] ?? null })).toBeNull();
  });
});

describe('a day that is no working day', () => {
  const first: Rhythm = { kind: 'monthly', day: 1 };
  const from = '2026-04-15';

  // 1 to 5 May 2026 are holidays, 9 May is worked for them; 1 August is a Saturday.
  test.each([
    ['keep', ['2026-05-01', '2026-06-01', '2026-07-01', '2026-08-01']],
    ['next', ['2026-05-06', '2026-06-01', '2026-07-01', '2026-08-03']],
    ['previous', ['2026-04-30', '2026-06-01', '2026-07-01', '2026-07-31']],
    ['skip', ['2026-06-01', '2026-07-01']],
  ] as const)('is handled by the rule: %s', (nonWorking, expected) => {
    const slots = until('2026-08-15', rule(first, { from, nonWorking }));
    expect(days(slots)).toEqual(expected);
  });

  test('and always left out is not waited for to the end of time', () => {
    // The Sundays that are worked for a holiday: those of 2026 are known, and no later ones.
    const given = rule({ kind: 'weekly', weekdays: [7] }, { nonWorking: 'skip' });
    let asked = 0;
    const calendar = {
      ...china,
      standingOf(day: string) {
        asked += 1;
        return china.standingOf(day);
      },
    };
    const sundays = [...slotsAfter(given, { calendar, terms }, nothing)].map(({ day }) => day);
    expect(sundays).toEqual(['2026-01-04', '2026-09-20']);
    expect(asked).toBeLessThan((11 * 366) / 7);
  });

  test('keeps the name of its slot when it is moved to another month', () => {
    const slots = until('2026-08-15', rule(first, { from, nonWorking: 'previous' }));
    expect(slots[0]).toEqual(['2026-05', '2026-04-30']);
  });

  test('moved onto another slot’s day stays a slot of its own', () => {
    const given = rule({ kind: 'daily' }, { from: '2026-04-30', nonWorking: 'next' });
    expect(until('2026-05-06', given)).toEqual([
      ['2026-04-30', '2026-04-30'],
      ['2026-05-01', '2026-05-06'],
      ['2026-05-02', '2026-05-06'],
      ['2026-05-03', '2026-05-06'],
      ['2026-05-04', '2026-05-06'],
      ['2026-05-05', '2026-05-06'],
      ['2026-05-06', '2026-05-06'],
    ]);
  });
});

describe('terms', () => {
  test('hold a daily duty to their days', () => {
    const given = rule({ kind: 'daily' }, { from: '2026-01-22', withinTerms: true });
    expect(days(until('2026-03-04', given))).toEqual([
      '2026-01-22',
      '2026-01-23',
      '2026-03-02',
      '2026-03-03',
      '2026-03-04',
    ]);
  });

  test('are asked of the day the task is moved to', () => {
    // 1 March 2026 is a Sunday before the term, 11 July a Saturday after it.
    const given = { from: '2026-03-01', nonWorking: 'next', withinTerms: true } as const;
    expect(until('2026-03-31', rule({ kind: 'monthly', day: 1 }, given))).toEqual([
      ['2026-03', '2026-03-02'],
    ]);
    const back = { from: '2026-07-01', nonWorking: 'previous', withinTerms: true } as const;
    expect(until('2026-08-31', rule({ kind: 'monthly', day: 11 }, back))).toEqual([
      ['2026-07', '2026-07-10'],
    ]);
  });

  test('that have all passed, or none entered, leave a duty waiting', () => {
    const given = rule({ kind: 'daily' }, { withinTerms: true });
    const ended: Raised = { ...nothing, raisedThrough: { slot: '2027-01-22', day: '2027-01-22' } };
    expect(nextSlot(given, almanac, ended)).toBeNull();
    expect(nextSlot(given, { ...almanac, terms: [] }, nothing)).toBeNull();
    expect(waitsForTerms(given, almanac)).toBe(true);
    expect(waitsForTerms({ ...given, until: '2027-01-22' }, almanac)).toBe(false);
    expect(waitsForTerms({ ...given, until: '2027-01-23' }, almanac)).toBe(true);
    expect(waitsForTerms(rule({ kind: 'termly', on: 'last' }), almanac)).toBe(true);
    expect(waitsForTerms(rule({ kind: 'daily' }), { terms: [] })).toBe(false);
  });

  test('entered late are made up for, and none is raised twice when its days move', () => {
    const given = rule({ kind: 'termly', on: 'first' });
    const raised: Raised = {
      raisedThrough: { slot: '2026秋', day: '2026-09-01' },
      termsRaised: ['2026秋'],
    };
    const later = { ...almanac, terms: terms.map((term) => ({ ...term, from: '2026-09-07' })) };
    const slots = slotsBetween(given, later, raised, endOf('2026-12-31'));
    expect(slots.map(({ slot }) => slot).toSorted()).toEqual(['2025秋', '2026春']);
  });

  test('named by several calendars are when the last one says', () => {
    const calendar = Object.assign(Object.create(china) as typeof china, {
      terms: [...terms, { name: '2026春', from: '2026-02-23', to: '2026-07-03' }],
    });
    const found = almanacOf(calendar).terms.filter(({ name }) => name === '2026春');
    expect(found).toEqual([{ name: '2026春', from: '2026-02-23', to: '2026-07-03' }]);
  });
});

/** The day the first task is due, and whether that is provisional. */
function dueDay(given: Partial<DutyRuleInput>) {
  const slot = nextSlot(rule({ kind: 'daily' }, given), almanac, nothing);
  return [china.dayOf((slot?.dueAt ?? 0) - 1), slot?.provisional];
}

describe('the time to do a task in', () => {
  test('is counted from the day it is raised on, to the end of the last day', () => {
    const from = '2026-04-30';
    expect(dueDay({ from })).toEqual(['2026-04-30', false]);
    expect(dueDay({ from, doneWithin: { days: 3, unit: 'day' } })).toEqual(['2026-05-03', false]);
    expect(dueDay({ from, doneWithin: { days: 3, unit: 'workday' } })).toEqual([
      '2026-05-08',
      false,
    ]);
  });

  test('is provisional where it was counted by days the calendar does not vouch for', () => {
    const doneWithin = { days: 5, unit: 'workday' } as const;
    expect(dueDay({ from: '2026-12-30', doneWithin })[1]).toBe(true);
    expect(dueDay({ from: '2027-03-02', nonWorking: 'skip' })[1]).toBe(true);
    expect(dueDay({ from: '2027-03-02', nonWorking: 'next' })[1]).toBe(true);
    expect(dueDay({ from: '2027-03-02' })[1]).toBe(false);
  });
});

test('a time that clocks leave out that day is still a time on that day', () => {
  // In Beirut clocks went from 24:00 to 01:00 at the end of 28 March 2026's day.
  const calendar = createWorkCalendar({ zone: 'Asia/Beirut', layers: [cnStateCouncil] });
  const given = rule({ kind: 'daily' }, { from: '2026-03-27', at: '00:00' });
  const slots = slotsBetween(given, { calendar, terms: [] }, nothing, Date.UTC(2026, 2, 31));
  expect(slots.map(({ slot, at }) => [slot, calendar.dayOf(at)])).toEqual(
    ['2026-03-27', '2026-03-28', '2026-03-29', '2026-03-30', '2026-03-31'].map((d) => [d, d]),
  );
});

describe('for four hundred years, when all dates have come round', () => {
  const from = '2000-01-01';
  const to = shanghai('2400-01-01T00:00') - 1;
  const months = 400 * 12;

  function all(rhythm: Rhythm): TaskSlot[] {
    return slotsBetween(rule(rhythm, { from }), almanac, nothing, to);
  }

  test.each(['first', 'last'] as const)('every month has three 旬, on their %s days', (on) => {
    const slots = all({ kind: 'tenDays', on });
    expect(slots).toHaveLength(months * 3);
    for (const { slot, day } of slots) {
      const date = DateTime.fromISO(day);
      const end = date.daysInMonth ?? 0;
      const [first, last] = {
        上旬: [1, 10],
        中旬: [11, 20],
        下旬: [21, end],
      }[slot.slice(8)] ?? [0, 0];
      expect([slot.slice(0, 7), date.day]).toEqual([
        day.slice(0, 7),
        on === 'first' ? first : last,
      ]);
    }
  });

  test('every month has one last day and two half-monthly ones', () => {
    const last = all({ kind: 'monthly', day: 'last' });
    expect(last).toHaveLength(months);
    expect(last.every(({ day }) => DateTime.fromISO(day).plus({ days: 1 }).day === 1)).toBe(true);
    expect(all({ kind: 'twiceMonthly', days: [15, 31] })).toHaveLength(months * 2);
  });

  test('the weekdays are those of the calendar', () => {
    const sundays = all({ kind: 'weekly', weekdays: [7] });
    expect(sundays).toHaveLength(20_871);
    expect(sundays.every(({ day }) => DateTime.fromISO(day).weekday === 7)).toBe(true);
  });

  test('every day is there', () => {
    expect(all({ kind: 'daily' })).toHaveLength(146_097);
  });
});

const dayIn2025To2028 = fc
  .integer({ min: 0, max: 1200 })
  .map((offset) => DateTime.fromISO('2025-06-01').plus({ days: offset }).toISODate() ?? '');
const monthDay = fc.oneof(fc.integer({ min: 1, max: 31 }), fc.constant('last' as const));
const anyRhythm: fc.Arbitrary<Rhythm> = fc.oneof(
  fc.constant({ kind: 'daily' } as const),
  fc.constant({ kind: 'workdays' } as const),
  fc.record({
    kind: fc.constant('weekly' as const),
    weekdays: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
  }),
  fc.record({ kind: fc.constant('tenDays' as const), on: fc.constantFrom('first', 'last') }),
  fc.record({ kind: fc.constant('monthly' as const), day: monthDay }),
  fc.uniqueArray(fc.integer({ min: 1, max: 32 }), { minLength: 2, maxLength: 2 }).map((two) => {
    const [a = 1, b = 2] = two.toSorted((x, y) => x - y);
    return { kind: 'twiceMonthly' as const, days: [a, b === 32 ? 'last' : b] as [number, number] };
  }),
  fc.record({ kind: fc.constant('termly' as const), on: fc.constantFrom('first', 'last') }),
  fc.record({
    kind: fc.constant('yearly' as const),
    month: fc.integer({ min: 1, max: 12 }),
    day: monthDay,
  }),
);
const anyRule = fc
  .record({
    rhythm: anyRhythm,
    from: dayIn2025To2028,
    until: fc.option(dayIn2025To2028),
    at: fc.constantFrom('00:00', '08:00', '23:59'),
    withinTerms: fc.boolean(),
    nonWorking: fc.constantFrom('keep', 'next', 'previous', 'skip'),
    doneWithin: fc.record({
      days: fc.integer({ min: 0, max: 20 }),
      unit: fc.constantFrom('day', 'workday'),
    }),
  })
  .filter(({ from, until: last }) => last === null || from <= last)
  .map(({ rhythm, ...given }) => rule(rhythm, given));
const anyCalendar = fc
  .constantFrom('Asia/Shanghai', 'America/Sao_Paulo', 'Asia/Beirut', 'Pacific/Kiritimati', 'UTC')
  .map((name) => createWorkCalendar({ zone: name, layers: [cnStateCouncil] }));

/** What the slots raised leave behind. */
function after(raised: Raised, slots: readonly TaskSlot[], { rhythm }: DutyRule): Raised {
  const named = rhythm.kind === 'termly' ? slots.map(({ slot }) => slot) : [];
  return {
    raisedThrough: slots.at(-1) ?? raised.raisedThrough,
    termsRaised: [...raised.termsRaised, ...named],
  };
}

describe('any rule under any calendar', () => {
  const start = Date.UTC(2025, 5, 1);
  const hours = 24 * 365 * 3;

  test('raises the slots of one single pass, whenever it is looked at: none twice, none skipped', () => {
    const looks = fc.array(fc.integer({ min: 0, max: hours }), { maxLength: 30 });
    fc.assert(
      fc.property(anyRule, anyCalendar, looks, (given, calendar, at) => {
        const using = { calendar, terms };
        const last = start + hours * 3_600_000;
        const instants = [...at.map((hour) => start + hour * 3_600_000), last];
        let raised = nothing;
        const found: TaskSlot[] = [];
        for (const now of instants.toSorted((a, b) => a - b)) {
          const slots = slotsBetween(given, using, raised, now);
          expect(slots.every((slot) => slot.at <= now)).toBe(true);
          found.push(...slots);
          raised = after(raised, slots, given);
          expect(nextSlot(given, using, raised)?.at ?? Infinity).toBeGreaterThan(now);
        }
        expect(found).toEqual(slotsBetween(given, using, nothing, last));
        expect(new Set(found.map(({ slot }) => slot)).size).toBe(found.length);
      }),
    );
  });

  test('never goes back in time, and gives each task until after it was raised', () => {
    fc.assert(
      fc.property(anyRule, anyCalendar, (given, calendar) => {
        let before: TaskSlot | null = null;
        for (const slot of slotsAfter(given, { calendar, terms }, nothing)) {
          if (slot.at > Date.UTC(2029, 0)) break;
          expect(slot.dueAt).toBeGreaterThan(slot.at);
          expect(slot.at).toBeGreaterThanOrEqual(before?.at ?? 0);
          before = slot;
        }
      }),
    );
  });

  test('moves no slot’s name and loses none when holidays are added while it runs', () => {
    const holidays = fc.uniqueArray(dayIn2025To2028, { maxLength: 40 });
    fc.assert(
      fc.property(anyRule, holidays, fc.integer({ min: 0, max: hours }), (given, off, hour) => {
        fc.pre(
          given.nonWorking !== 'skip' && given.rhythm.kind !== 'workdays' && !given.withinTerms,
        );
        const changed = createWorkCalendar({
          zone,
          layers: [
            cnStateCouncil,
            {
              kind: 'addition',
              id: 'school',
              version: 1,
              title: '校历',
              holidays: off.map((day) => ({ name: '放假', from: day, to: day })),
            },
          ],
        });
        const [change, last] = [start + hour * 3_600_000, start + (hours + 999) * 3_600_000];
        const first = slotsBetween(given, almanac, nothing, change);
        const raised = after(nothing, first, given);
        const rest = slotsBetween(given, { calendar: changed, terms }, raised, last);
        const found = [...first, ...rest].map(({ slot }) => slot);
        const whole = slotsBetween(given, { calendar: changed, terms }, nothing, last);
        expect(new Set(found).size).toBe(found.length);
        for (const { slot } of whole) expect(found).toContain(slot);
      }),
    );
  });
});
