/** Targets: what may be said of one, and which figures meet it. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  meets,
  observationSchema,
  targetListSchema,
  targetSchema,
} from '../../../machines/target.ts';
import {
  anyTarget,
  aTarget,
  classSize,
  kindergartens,
  observed,
  printingCut,
  privatePupils,
  publicShare,
  staffRatio,
} from './target-cases.ts';

const plain = { no: 1, name: '压减率', unit: '%', comparator: 'atLeast', value: 20 };
const fails = (given: object) => {
  const { error } = targetSchema.safeParse({ ...plain, ...given });
  return error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ?? [];
};
const milestones = (...values: number[]) => ({
  milestones: values.map((value, index) => ({ date: `202${index}-12-31`, value })),
});

const twoOn = (date: string) => [
  { date: '2022-12-31', value: 10 },
  { date, value: 11 },
];
const dueOn = (dueDate: string, value: number) =>
  fails({ dueDate, milestones: [{ date: '2022-12-31', value }] });
const numbered = (...numbers: number[]) =>
  targetListSchema.safeParse(numbers.map((no) => aTarget({ no })));

describe('a target', () => {
  test('may leave everything open but its number, name, unit and figure', () => {
    expect(targetSchema.parse(plain)).toEqual({
      ...plain,
      baseline: null,
      upTo: null,
      dueDate: null,
      milestones: [],
      curve: 'steps',
    });
  });

  test.each([
    ['an unknown member', { weight: 1 }],
    ['a number that is not one', { no: 0 }],
    ['an empty name', { name: ' ' }],
    ['an empty unit', { unit: '' }],
    ['a unit that is a sentence', { unit: '个'.repeat(41) }],
    ['a comparator nobody knows', { comparator: 'about' }],
    ['a curve nobody knows', { curve: 'parabola' }],
    ['a day that does not exist', { dueDate: '2023-02-29' }],
    ['a text for a figure', { value: '20' }],
    ['no figure at all', { value: Number.NaN }],
    ['an infinite figure', { value: Infinity }],
    ['a figure beyond any count', { value: 1e12 + 1 }],
    ['a baseline beyond any count', { baseline: -1e12 - 1 }],
    ['more milestones than ten years have months', milestones(...Array<number>(121).fill(1))],
  ])('is refused with %s', (_what, given) => {
    expect(targetSchema.safeParse({ ...plain, ...given }).success).toBe(false);
  });

  test('takes figures up to a million millions either way', () => {
    expect(fails({ value: 1e12, baseline: -1e12 })).toEqual([]);
  });

  test('keeps what people write, and drops the noise of binary arithmetic', () => {
    expect(aTarget({ value: 0.1 + 0.2 }).value).toBe(0.3);
    expect(aTarget({ value: 1 - 0.9 }).value).toBe(0.1);
    expect(aTarget({ value: ((1.25 - 1) / 1.25) * 100 }).value).toBe(20);
    expect(aTarget({ value: 999_999_999_999.995 }).value).toBe(999_999_999_999.995);
    expect(aTarget({ value: 19.9999999999999 }).value).toBe(19.9999999999999);
  });

  test('has an upper end above its value exactly when it is a range', () => {
    const range = { comparator: 'between', value: 5 };
    expect(fails({ ...range, upTo: 7 })).toEqual([]);
    expect(fails({ ...range, upTo: 5 })).toEqual(['upTo must lie above value']);
    expect(fails(range)).toEqual(['upTo "between" needs its upper end']);
    expect(fails({ upTo: 30 })).toEqual(['upTo belongs to "between" only']);
  });
});

describe('the milestones of a target', () => {
  test('come in order of days, one for each', () => {
    expect(fails({ milestones: twoOn('2023-01-01') })).toEqual([]);
    for (const date of ['2022-12-31', '2022-12-30']) {
      expect(fails({ milestones: twoOn(date) })).toEqual([
        'milestones.1.date must be in order of days',
      ]);
    }
  });

  test('lie before the due date, or on it with the target itself', () => {
    expect(dueOn('2023-01-01', 19)).toEqual([]);
    expect(dueOn('2022-12-31', 20)).toEqual([]);
    expect(dueOn('2022-12-31', 19)).toEqual([
      'milestones.0.value must be the target itself on the due date',
    ]);
    expect(dueOn('2022-12-30', 20)).toEqual(['milestones.0.date must not lie after the due date']);
  });

  const range = { comparator: 'between', value: 5, upTo: 7 };
  test.each([
    ['rise to at least', { ...milestones(5, 10, 20) }],
    ['may stand still', { ...milestones(10, 10, 15) }],
    ['rise from the baseline', { baseline: 5, ...milestones(5, 10) }],
    [
      'need not rise from a baseline that is enough already',
      { baseline: 86, ...milestones(18, 20) },
    ],
    ['fall to at most', { comparator: 'atMost', baseline: 50, ...milestones(40, 25) }],
    ['fall into a range from above', { ...range, baseline: 14, ...milestones(10, 7, 5) }],
    ['rise into a range from below', { ...range, baseline: 1, ...milestones(4, 5, 7) }],
    ['may come from either side where no baseline is known', { ...range, ...milestones(10, 8) }],
    ['reach an exact figure from above', { comparator: 'exactly', ...milestones(30, 20) }],
    ['reach an exact figure from below', { comparator: 'exactly', ...milestones(10, 20) }],
  ])('%s', (_what, given) => {
    expect(fails(given)).toEqual([]);
  });

  test.each([
    ['fall on the way to at least', { ...milestones(15, 10) }],
    ['rise on the way to at most', { comparator: 'atMost', ...milestones(30, 40) }],
    ['begin below the baseline', { baseline: 14, ...milestones(10, 15) }],
    ['fall to at least from beyond it', { ...milestones(30, 25) }],
    ['rise to at most from beyond it', { comparator: 'atMost', ...milestones(10, 15) }],
    ['go past at least', { ...milestones(10, 21) }],
    ['go past at most', { comparator: 'atMost', ...milestones(30, 19) }],
    ['go through a range', { ...range, ...milestones(10, 4) }],
    ['set out away from a range', { ...range, baseline: 14, ...milestones(15) }],
    ['turn round on the way to a range', { ...range, ...milestones(14, 8, 9) }],
    ['go past an exact figure', { comparator: 'exactly', ...milestones(10, 21) }],
  ])('are refused when they %s', (_what, given) => {
    expect(fails(given)).toEqual(['milestones must move towards the target, not past it']);
  });

  test('of any target that keeps the rules are read back as they were', () => {
    fc.assert(
      fc.property(anyTarget, (target) => {
        expect(targetSchema.parse(target)).toEqual(target);
      }),
    );
  });
});

describe('the targets of a finding', () => {
  test('have each number once, and the complaint says which is given again', () => {
    expect(numbered(2, 1, 3).success).toBe(true);
    expect(numbered(7, 1, 7).error?.issues).toMatchObject([
      { path: [2, 'no'], message: 'target numbers must be unique; 7 is given twice' },
    ]);
  });

  test('may be none, and are at most 50', () => {
    const many = Array.from({ length: 51 }, (_each, index) => index + 1);
    expect(numbered().success).toBe(true);
    expect(numbered(...many.slice(1)).success).toBe(true);
    expect(numbered(...many).success).toBe(false);
  });
});

describe('an observation', () => {
  test('names its target, day and figure; proof and note may be missing', () => {
    const bare = { targetNo: 1, on: '2023-06-30', value: 16 };
    expect(observationSchema.parse(bare)).toEqual({ ...bare, evidenceId: null });
    const full = { ...bare, evidenceId: 'photo-1', note: '财务室台账' };
    expect(observationSchema.parse(full)).toEqual(full);
  });

  test.each([
    ['a target that is no number', { targetNo: 0 }],
    ['a day that does not exist', { on: '2023-06-31' }],
    ['no figure', { value: Number.NaN }],
    ['an infinite figure', { value: -Infinity }],
    ['a figure beyond any count', { value: -1e13 }],
    ['an empty note', { note: '' }],
    ['an unknown member', { by: 'chen' }],
  ])('is refused with %s', (_what, given) => {
    expect(observationSchema.safeParse({ ...observed('2023-06-30', 16), ...given }).success).toBe(
      false,
    );
  });
});

describe('the figures that meet', () => {
  test.each([
    ['a cut of at least 20 %', printingCut, [20, 20.01, 100], [16, 19.999999, -20]],
    ['a ratio of 1:5 to 1:7', staffRatio, [5, 6.5, 7], [14, 7.01, 4.99]],
    ['a public share of at least 57 %', publicShare, [57, 100], [14, 56.9]],
    ['classes of at most 25', classSize, [25, 0], [50, 26]],
    ['a private share of at most 5 %', privatePupils, [5, 4.99, 0], [5.01, 14]],
    ['17 projects', kindergartens, [17, 18], [16]],
    ['exactly one', aTarget({ comparator: 'exactly', value: 1 }), [1], [0, 2, 1.001]],
  ])('%s are these and no others', (_what, target, enough, short) => {
    expect(enough.filter((figure) => !meets(target, figure))).toEqual([]);
    expect(short.filter((figure) => meets(target, figure))).toEqual([]);
  });
});
