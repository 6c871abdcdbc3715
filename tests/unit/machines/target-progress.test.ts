/** How targets stand on a day: met, expected, behind, and by how much. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { behindSchedule, progressOf } from '../../../machines/target-progress.ts';
import { targetMet } from '../../../machines/target.ts';
import {
  anyDay,
  anyObservations,
  anyTarget,
  aTarget,
  classSize,
  dailyObservations,
  kindergartens,
  observed,
  printingCut,
  privatePupils,
  publicShare,
  staffRatio,
} from './target-cases.ts';

describe('what the documents report', () => {
  test('a cut of 16 % does not meet a target of at least 20 %, whatever was said to be put right', () => {
    expect(targetMet(printingCut, [observed('2023-12-31', 16)])).toBe(false);
    expect(targetMet(printingCut, [observed('2023-12-31', 20)])).toBe(true);
  });

  test('one member of staff to 14 children is not between 1:5 and 1:7, nor is one to 4', () => {
    expect(targetMet(staffRatio, [observed('2023-12-31', 14)])).toBe(false);
    expect(targetMet(staffRatio, [observed('2023-12-31', 4)])).toBe(false);
    expect(targetMet(staffRatio, [observed('2023-12-31', 6.5)])).toBe(true);
  });

  test('a public share without a day is never behind, and met once it is 57 %', () => {
    const progress = progressOf(publicShare, [observed('2022-09-01', 14)], '2999-12-31');
    expect(progress).toMatchObject({ met: false, behind: false, expected: null, lag: null });
    expect(targetMet(publicShare, [observed('2026-09-01', 57)])).toBe(true);
  });

  test('a class of 50 does not meet at most 25', () => {
    expect(targetMet(classSize, [observed('2023-09-01', 50)])).toBe(false);
    expect(targetMet(classSize, [observed('2023-09-01', 25)])).toBe(true);
  });

  test('a share due by the end of August with no result given is behind from September on', () => {
    expect(progressOf(privatePupils, [], '2022-08-31')).toEqual({
      latest: null,
      met: false,
      expected: null,
      behind: false,
      lag: null,
      nextMilestone: { date: '2022-08-31', value: 5 },
    });
    expect(progressOf(privatePupils, [], '2022-09-01')).toEqual({
      latest: null,
      met: false,
      expected: 5,
      behind: true,
      lag: null,
      nextMilestone: null,
    });
  });

  test('4 of 17 projects begun in 2022, where 10 were planned, are 6 behind in 2023', () => {
    const begun = [observed('2022-09-01', 4)];
    expect(progressOf(kindergartens, begun, '2022-12-31')).toMatchObject({
      behind: false,
      expected: null,
      nextMilestone: { date: '2022-12-31', value: 10 },
    });
    expect(progressOf(kindergartens, begun, '2023-01-12')).toEqual({
      latest: { on: '2022-09-01', value: 4 },
      met: false,
      expected: 10,
      behind: true,
      lag: 6,
      nextMilestone: { date: '2023-12-31', value: 11 },
    });
  });

  test('17 projects built year by year as planned are never behind', () => {
    const asPlanned = kindergartens.milestones.map(({ date, value }) => observed(date, value));
    for (const day of ['2022-12-31', '2023-01-01', '2024-02-29', '2025-12-31', '2026-01-01']) {
      expect(progressOf(kindergartens, asPlanned, day).behind).toBe(false);
    }
    expect(targetMet(kindergartens, asPlanned)).toBe(true);
  });
});

describe('the latest observation', () => {
  test('is the one of the latest day, in whatever order they were recorded', () => {
    const given = [observed('2023-12-31', 16), observed('2023-06-30', 25)];
    expect(progressOf(printingCut, given, '2024-01-01').latest).toEqual({
      on: '2023-12-31',
      value: 16,
    });
  });

  test('of one day is the one recorded last', () => {
    const [wrong, corrected] = [observed('2023-12-31', 16), observed('2023-12-31', 26)];
    expect(targetMet(printingCut, [wrong, corrected])).toBe(true);
    expect(targetMet(printingCut, [corrected, wrong])).toBe(false);
  });

  test('of another target is none of this one', () => {
    expect(targetMet(printingCut, [observed('2023-12-31', 99, 2)])).toBe(false);
  });

  test('takes back what an earlier one had reached', () => {
    const relapsed = [observed('2022-12-01', 10), observed('2023-03-01', 8)];
    expect(progressOf(kindergartens, relapsed, '2023-03-01')).toMatchObject({
      behind: true,
      lag: 2,
    });
  });

  test('is looked for up to the day asked about, and on that day', () => {
    const given = [observed('2023-02-01', 10)];
    expect(progressOf(kindergartens, given, '2023-01-31')).toMatchObject({
      latest: null,
      behind: true,
    });
    expect(progressOf(kindergartens, given, '2023-02-01').behind).toBe(false);
  });
});

describe('a milestone', () => {
  test('lasts to the end of its day', () => {
    const given = [observed('2022-09-01', 4)];
    expect(progressOf(kindergartens, given, '2022-12-31').behind).toBe(false);
    expect(progressOf(kindergartens, given, '2023-01-01').behind).toBe(true);
  });

  test('on the due date is told once', () => {
    const days = ['2024-12-31', '2025-01-01', '2025-12-31', '2026-01-01'];
    expect(days.map((day) => progressOf(kindergartens, [], day).nextMilestone?.value)).toEqual([
      15,
      17,
      17,
      undefined,
    ]);
  });

  test('asks for its figure after the last of them, where no due date is set', () => {
    const open = aTarget({ milestones: [{ date: '2022-12-31', value: 10 }] });
    expect(progressOf(open, [observed('2024-01-01', 9)], '2024-01-01')).toMatchObject({
      expected: 10,
      behind: true,
      lag: 1,
      nextMilestone: null,
    });
  });

  const falling = aTarget({
    ...staffRatio,
    dueDate: '2024-12-31',
    milestones: [{ date: '2023-12-31', value: 10 }],
  });
  test.each([
    ['12, above it', 12, 2],
    ['10, as planned', 10, 0],
    ['6, within the range already', 6, 0],
    ['4, past the range: it is not slow', 4, 0],
  ])('on the way down to a range is judged from above: %s', (_what, value, lag) => {
    expect(progressOf(falling, [observed('2023-12-31', value)], '2024-01-01')).toMatchObject({
      behind: lag > 0,
      lag,
    });
  });

  test('on the way up to a range is judged from below', () => {
    const rising = { ...falling, baseline: 1, milestones: [{ date: '2023-12-31', value: 3 }] };
    const lagOf = (value: number) =>
      progressOf(rising, [observed('2023-12-31', value)], '2024-01-01').lag;
    expect([2, 3, 6, 9].map(lagOf)).toEqual([1, 0, 0, 0]);
  });

  test('within a range asks for the whole of it', () => {
    const within = { ...falling, milestones: [{ date: '2023-12-31', value: 6 }] };
    const lagOf = (value: number) =>
      progressOf(within, [observed('2023-12-31', value)], '2024-01-01').lag;
    expect([4, 5, 7, 9].map(lagOf)).toEqual([1, 0, 0, 2]);
  });
});

describe('past the due date', () => {
  test('a range is asked for on both sides', () => {
    const due = { ...staffRatio, dueDate: '2023-12-31' };
    const after = (value: number) => progressOf(due, [observed('2023-12-31', value)], '2024-01-01');
    expect([14, 8, 7, 5, 4].map((value) => after(value).lag)).toEqual([7, 1, 0, 0, 1]);
    expect([14, 8, 7, 5, 4].map((value) => after(value).behind)).toEqual([
      true,
      true,
      false,
      false,
      true,
    ]);
  });

  test.each([
    ['from above its upper end', { baseline: 14 }, 7],
    ['from below its lower end', { baseline: 2 }, 5],
    ['from within the figure it began with', { baseline: 6 }, 6],
    ['without a baseline its lower end', { baseline: null }, 5],
    [
      'from a milestone within that milestone',
      { baseline: 14, milestones: [{ date: '2023-06-30', value: 6.5 }] },
      6.5,
    ],
  ])('a range is expected to come %s', (_what, given, expected) => {
    const due = aTarget({ ...staffRatio, ...given, dueDate: '2023-12-31' });
    expect(progressOf(due, [], '2024-01-01').expected).toBe(expected);
  });

  test('a baseline that was enough already does not raise what is asked for', () => {
    const coverage = aTarget({ baseline: 86, value: 80, dueDate: '2025-12-31' });
    expect(progressOf(coverage, [observed('2025-12-31', 81)], '2026-01-01')).toMatchObject({
      expected: 80,
      behind: false,
      lag: 0,
    });
  });

  test('a shortfall is told without the noise of subtraction', () => {
    const share = aTarget({ value: 0.3, dueDate: '2023-12-31' });
    expect(progressOf(share, [observed('2023-12-31', 0.1)], '2024-01-01').lag).toBe(0.2);
  });
});

describe('a straight line', () => {
  const line = aTarget({
    ...publicShare,
    dueDate: '2025-01-01',
    curve: 'linear',
    milestones: [{ date: '2023-01-01', value: 27 }],
  });
  const expectedOn = (day: string, startOn: string | null, given = {}) =>
    progressOf({ ...line, ...given }, [], day, startOn).expected;

  test('leads from the baseline over each milestone to the target', () => {
    // 365 days to the milestone, then 731: 2024 is a leap year.
    const start = '2022-01-01';
    expect(expectedOn(start, start)).toBe(14);
    expect(expectedOn('2022-03-15', start)).toBeCloseTo(14 + (13 * 73) / 365, 12);
    expect(expectedOn('2023-01-01', start)).toBe(27);
    expect(expectedOn('2024-01-01', start)).toBeCloseTo(27 + (30 * 365) / 731, 12);
    expect(expectedOn('2025-01-01', start)).toBe(57);
    expect(expectedOn('2999-12-31', start)).toBe(57);
  });

  test('says nothing before it begins', () => {
    expect(expectedOn('2021-12-31', '2022-01-01')).toBeNull();
  });

  test('begins with the first milestone where the baseline or the start is not known', () => {
    for (const [startOn, given] of [
      [null, {}],
      ['2022-01-01', { baseline: null }],
    ] as const) {
      expect(expectedOn('2022-12-31', startOn, given)).toBeNull();
      expect(expectedOn('2023-01-01', startOn, given)).toBe(27);
      expect(expectedOn('2024-01-01', startOn, given)).toBeCloseTo(27 + (30 * 365) / 731, 12);
    }
  });

  test('takes no notice of a start that its first milestone has overtaken', () => {
    for (const startOn of ['2023-01-01', '2023-06-30', '2026-01-01']) {
      expect(expectedOn('2022-12-31', startOn)).toBeNull();
      expect(expectedOn('2023-01-01', startOn)).toBe(27);
      expect(expectedOn('2025-01-01', startOn)).toBe(57);
    }
  });

  test('has nowhere to lead without milestones and a due date', () => {
    expect(expectedOn('2024-01-01', '2022-01-01', { milestones: [], dueDate: null })).toBeNull();
  });

  test('tells how far one is short of it, though nothing has been missed yet', () => {
    const halfWay = { ...line, baseline: 0, value: 20, milestones: [], dueDate: '2022-01-21' };
    expect(
      progressOf(halfWay, [observed('2022-01-10', 7)], '2022-01-11', '2022-01-01'),
    ).toMatchObject({ expected: 10, lag: 3, behind: false });
  });
});

describe('a finding', () => {
  const late = { ...privatePupils, no: 2 };

  test('is behind schedule when any of its targets is', () => {
    expect(behindSchedule([publicShare, late], [], '2022-09-01')).toBe(true);
    expect(behindSchedule([publicShare, late], [], '2022-08-31', '2022-01-01')).toBe(false);
    expect(behindSchedule([publicShare, late], [observed('2022-08-31', 5, 2)], '2022-09-01')).toBe(
      false,
    );
  });

  test('without targets is never behind', () => {
    expect(behindSchedule([], [observed('2022-08-31', 5)], '2999-12-31')).toBe(false);
  });
});

describe('any target', () => {
  const anyStart = fc.option(anyDay);

  test('is met or not whatever the order in which different days were recorded', () => {
    const anyOrder = dailyObservations.chain((given) =>
      fc.tuple(
        fc.constant(given),
        fc.shuffledSubarray(given, { minLength: given.length, maxLength: given.length }),
      ),
    );
    fc.assert(
      fc.property(anyTarget, anyOrder, (target, [given, shuffled]) => {
        expect(targetMet(target, shuffled)).toBe(targetMet(target, given));
      }),
    );
  });

  test('stands the same whatever is measured after the day asked about, or for other targets', () => {
    fc.assert(
      fc.property(anyTarget, anyObservations, anyDay, anyStart, (target, given, day, start) => {
        const known = given.filter(({ on, targetNo }) => on <= day && targetNo === target.no);
        expect(progressOf(target, given, day, start)).toEqual(
          progressOf(target, known, day, start),
        );
      }),
    );
  });

  test('is not behind up to the day of its first milestone, or its due date where it has none', () => {
    fc.assert(
      fc.property(anyTarget, anyObservations, anyDay, anyStart, (target, given, day, start) => {
        const first = target.milestones[0]?.date ?? target.dueDate;
        const { behind } = progressOf(target, given, day, start);
        expect(behind && (first === null || day <= first)).toBe(false);
      }),
    );
  });

  test('that was never measured is behind from the day after its first milestone on', () => {
    fc.assert(
      fc.property(anyTarget, anyDay, (target, day) => {
        const first = target.milestones[0]?.date ?? target.dueDate;
        expect(progressOf(target, [], day).behind).toBe(first !== null && day > first);
      }),
    );
  });

  test('that is met is neither behind nor short', () => {
    fc.assert(
      fc.property(anyTarget, anyObservations, anyDay, anyStart, (target, given, day, start) => {
        const { met, behind, lag } = progressOf(target, given, day, start);
        expect(met && (behind || (lag ?? 0) > 0)).toBe(false);
      }),
    );
  });

  test('that is behind with something measured is short by more than nothing', () => {
    fc.assert(
      fc.property(anyTarget, anyObservations, anyDay, anyStart, (target, given, day, start) => {
        const { latest, behind, lag } = progressOf(target, given, day, start);
        expect(behind && latest !== null && (lag ?? 0) <= 0).toBe(false);
        expect(lag ?? 0).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('in steps is behind exactly when it is short of what is expected', () => {
    fc.assert(
      fc.property(anyTarget, anyObservations, anyDay, (given, observations, day) => {
        const target = { ...given, curve: 'steps' } as const;
        const { latest, expected, behind, lag } = progressOf(target, observations, day);
        expect(behind).toBe(expected !== null && (latest === null || (lag ?? 0) > 0));
      }),
    );
  });

  test('that is behind stays behind until something new is measured', () => {
    fc.assert(
      fc.property(anyTarget, anyObservations, anyDay, anyDay, (target, given, one, other) => {
        const [before, after] = one < other ? [one, other] : [other, one];
        const known = given.filter(({ on }) => on <= before);
        const wasBehind = progressOf(target, known, before).behind;
        expect(wasBehind && !progressOf(target, known, after).behind).toBe(false);
      }),
    );
  });

  test('on a straight line asks for a figure between its neighbours', () => {
    fc.assert(
      fc.property(anyTarget, anyDay, anyDay, (given, day, startOn) => {
        const target = { ...given, curve: 'linear' } as const;
        const { expected, nextMilestone } = progressOf(target, [], day, startOn);
        const before =
          target.milestones.findLast(({ date }) => date < day)?.value ??
          (startOn <= day ? target.baseline : null);
        if (expected === null || nextMilestone === null || before === null) return;
        const [low, high] = [before, nextMilestone.value].toSorted((one, other) => one - other);
        expect(expected).toBeGreaterThanOrEqual(low ?? NaN);
        expect(expected).toBeLessThanOrEqual(high ?? NaN);
      }),
    );
  });

  test('stands the same when at least and at most, rising and falling change places', () => {
    const mirrored = { atLeast: 'atMost', atMost: 'atLeast', exactly: 'exactly' } as const;
    const anyOneSided = anyTarget.filter(({ comparator }) => comparator !== 'between');
    fc.assert(
      fc.property(anyOneSided, anyObservations, anyDay, anyStart, (target, given, day, start) => {
        const { comparator, baseline, milestones } = target;
        const mirror = aTarget({
          ...target,
          comparator: mirrored[comparator === 'between' ? 'exactly' : comparator],
          baseline: baseline === null ? null : -baseline,
          value: -target.value,
          milestones: milestones.map(({ date, value }) => ({ date, value: -value })),
        });
        const reflected = given.map((each) => ({ ...each, value: -each.value }));
        const { met, behind, lag } = progressOf(target, given, day, start);
        expect(progressOf(mirror, reflected, day, start)).toMatchObject({ met, behind, lag });
      }),
    );
  });
});
