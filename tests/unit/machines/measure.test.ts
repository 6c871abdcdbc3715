/** One measure: which steps it takes from where, and what a plan may say of it. */
import { getShortestPaths } from 'xstate/graph';
import { describe, expect, test } from 'vitest';
import {
  completionOf,
  measureListSchema,
  measureMachine,
  measureSchema,
  measureStepSchema,
  stepMeasure,
  type MeasureState,
  type MeasureStep,
} from '../../../machines/measure.ts';
import { aMeasure } from './school-case.ts';

const table: Readonly<Record<MeasureState, Partial<Record<MeasureStep, MeasureState>>>> = {
  agreed: { START: 'inProgress', COMPLETE: 'done', DROP: 'dropped' },
  inProgress: { COMPLETE: 'done', DROP: 'dropped' },
  done: { REDO: 'inProgress' },
  dropped: { REDO: 'inProgress' },
};
const states = Object.keys(table) as MeasureState[];

describe('a measure', () => {
  const steps = states.flatMap((state) =>
    measureStepSchema.options.map((step) => ({ state, step, to: table[state][step] ?? null })),
  );
  test.each(steps)('that is $state answers $step with $to', ({ state, step, to }) => {
    expect(stepMeasure(state, step)).toBe(to);
  });

  test('reaches every one of its states', () => {
    const events = measureStepSchema.options.map((type) => ({ type }));
    const reached = getShortestPaths(measureMachine, { events }).map(({ state }) => state.value);
    expect(new Set(reached)).toEqual(new Set(states));
  });

  test('done or dropped can always be taken up again: no state is a dead end', () => {
    for (const state of states) {
      expect(measureStepSchema.options.some((step) => stepMeasure(state, step) !== null)).toBe(
        true,
      );
    }
  });
});

describe('what a plan says of a measure', () => {
  test('may leave everything open but its number and text', () => {
    expect(measureSchema.parse({ no: 1, text: ' 修订办法 ' })).toEqual({
      no: 1,
      text: '修订办法',
      unit: null,
      person: null,
      dueDate: null,
      acceptanceCriterion: null,
      evidenceKinds: [],
      funding: null,
      contingencyPlan: null,
    });
  });

  test.each([
    ['an unknown member', { budget: 1 }],
    ['a number that is not one', { no: 0 }],
    ['an empty text', { text: '   ' }],
    ['a day that does not exist', { dueDate: '2024-02-30' }],
    ['a kind of evidence nobody knows', { evidenceKinds: ['rumour'] }],
    ['a state of its own choosing', { state: 'done' }],
    ['no weight at all', { weight: 0 }],
    ['a weight that counts against it', { weight: -1 }],
    ['a weight beyond measure', { weight: 1_000_001 }],
    ['a weight that is no number', { weight: Number.NaN }],
  ])('is refused with %s', (_what, given) => {
    expect(measureSchema.safeParse({ ...aMeasure(1), ...given }).success).toBe(false);
  });

  test.each([0.1, 1, 1_000_000])('may give it the weight %d', (weight) => {
    expect(measureSchema.parse(aMeasure(1, { weight }))).toEqual(aMeasure(1, { weight }));
  });

  test('numbers each measure of a finding once', () => {
    expect(measureListSchema.safeParse([aMeasure(1), aMeasure(2)]).success).toBe(true);
    expect(measureListSchema.safeParse([aMeasure(1), aMeasure(1)]).error?.issues).toMatchObject([
      { message: 'measure numbers must be unique' },
    ]);
  });

  test('holds at most 200 measures', () => {
    const many = Array.from({ length: 201 }, (_each, index) => aMeasure(index + 1));
    expect(measureListSchema.safeParse(many.slice(1)).success).toBe(true);
    expect(measureListSchema.safeParse(many).success).toBe(false);
  });
});

const measure = (state: MeasureState, weight?: number) => ({
  ...aMeasure(1, weight === undefined ? {} : { weight }),
  state,
});

describe('how far measures are', () => {
  test('is nothing of nothing where there are none, or all are dropped', () => {
    const nothing = { done: 0, of: 0, weightDone: 0, weight: 0 };
    expect(completionOf([])).toEqual(nothing);
    expect(completionOf([measure('dropped', 9)])).toEqual(nothing);
  });

  test('counts those not dropped, each as heavy as it is said to be, and one where nothing is said', () => {
    const measures = [measure('done', 5), measure('agreed', 3), measure('dropped', 90)];
    const more = [measure('inProgress'), measure('done')];
    expect(completionOf([...measures, ...more])).toEqual({
      done: 2,
      of: 4,
      weightDone: 6,
      weight: 10,
    });
  });
});
