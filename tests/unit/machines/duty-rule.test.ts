/** The rule of a duty as people write it: what is filled in, and what is refused. */
import { describe, expect, test } from 'vitest';
import { dutyRuleSchema, type DutyRuleInput } from '../../../machines/duty-rule.ts';

const daily: DutyRuleInput = { rhythm: { kind: 'daily' } };

/** Where the rule is wrong; nothing where it is not. */
function faults(rule: unknown): string[] {
  return (dutyRuleSchema.safeParse(rule).error?.issues ?? []).map(({ path }) => path.join('.'));
}

describe('a rule', () => {
  test('says by itself all that is left out but the first day', () => {
    expect(dutyRuleSchema.parse(daily)).toEqual({
      rhythm: { kind: 'daily' },
      at: '08:00',
      withinTerms: false,
      nonWorking: 'keep',
      until: null,
      doneWithin: { days: 0, unit: 'day' },
    });
  });

  test.each<[string, DutyRuleInput['rhythm']]>([
    ['每日陪餐', { kind: 'daily' }],
    ['每个工作日', { kind: 'workdays' }],
    ['每周五集中学习', { kind: 'weekly', weekdays: [5] }],
    ['旬岗位自查', { kind: 'tenDays', on: 'last' }],
    ['每月初培训', { kind: 'monthly', day: 1 }],
    ['月集中检查', { kind: 'monthly', day: 'last' }],
    ['每月进行两次自查', { kind: 'twiceMonthly', days: [15, 'last'] }],
    ['每学期考试', { kind: 'termly', on: 'last' }],
    ['每年一次的运动会', { kind: 'yearly', month: 10, day: 31 }],
  ])('says %s', (_what, rhythm) => {
    expect(faults({ rhythm })).toEqual([]);
  });

  test.each<[string, object, string]>([
    ['no rhythm', { rhythm: undefined }, 'rhythm'],
    ['a rhythm nobody keeps', { rhythm: { kind: 'hourly' } }, 'rhythm.kind'],
    ['a week without a day', { rhythm: { kind: 'weekly', weekdays: [] } }, 'rhythm.weekdays'],
    ['a day twice', { rhythm: { kind: 'weekly', weekdays: [1, 1] } }, 'rhythm.weekdays'],
    ['an eighth day', { rhythm: { kind: 'weekly', weekdays: [8] } }, 'rhythm.weekdays.0'],
    ['day 0 of a month', { rhythm: { kind: 'monthly', day: 0 } }, 'rhythm.day'],
    ['day 32 of a month', { rhythm: { kind: 'monthly', day: 32 } }, 'rhythm.day'],
    ['one day twice a month', { rhythm: { kind: 'twiceMonthly', days: [5, 5] } }, 'rhythm.days'],
    [
      'two days the wrong way round',
      { rhythm: { kind: 'twiceMonthly', days: ['last', 31] } },
      'rhythm.days',
    ],
    ['a thirteenth month', { rhythm: { kind: 'yearly', month: 13, day: 1 } }, 'rhythm.month'],
    ['a time that is none', { at: '24:00' }, 'at'],
    ['an end before its beginning', { from: '2026-03-02', until: '2026-03-01' }, 'until'],
    ['a day that is none', { from: '2026-02-29' }, 'from'],
    ['less than no time', { doneWithin: { days: -1, unit: 'day' } }, 'doneWithin.days'],
    ['years to do it in', { doneWithin: { days: 367, unit: 'day' } }, 'doneWithin.days'],
  ])('is refused with %s', (_what, part, path) => {
    expect(faults({ ...daily, ...part })).toEqual([path]);
  });

  test('may begin and end on one day', () => {
    expect(faults({ ...daily, from: '2026-03-01', until: '2026-03-01' })).toEqual([]);
  });

  test('is refused with a member nobody knows', () => {
    expect(dutyRuleSchema.safeParse({ ...daily, every: 2 }).success).toBe(false);
  });
});
