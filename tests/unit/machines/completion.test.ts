/** When the measures are done, as the rule set has it: all of them, any one, or so much of their weight. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { stateGuards } from '../../../machines/finding-guards.ts';
import type { Gates } from '../../../machines/gates.ts';
import type { MeasurePlan, MeasureState } from '../../../machines/measure.ts';
import { aMeasure, approvals, close, give, migrated, submit, workOn } from './school-case.ts';
import { answer, findingAt, play, stageOf } from './school-stages.ts';

type Completion = Gates['completion'];
const any: Completion = { rule: 'any' };
const weighted = (percent: number): Completion => ({ rule: 'weighted', percent });

const plan = [
  aMeasure(1, { weight: 60 }),
  aMeasure(2, { weight: 30 }),
  aMeasure(3, { weight: 10 }),
];
const working = (completion: Completion, ofPlan: readonly MeasurePlan[] = plan) =>
  findingAt('working', {
    plan: ofPlan,
    gates: completion === undefined ? {} : { completion },
  });
const carryOut = (...nos: readonly number[]) => workOn(plan.filter(({ no }) => nos.includes(no)));
const drop = (no: number) =>
  give({ type: 'ADVANCE_MEASURE', no, step: 'DROP', note: '该设备已报废' });
const bare = (no: number) => give({ type: 'ADVANCE_MEASURE', no, step: 'COMPLETE' });

describe('a result may be handed in', () => {
  test.each([
    ['all', undefined, [1, 2, 3]],
    ['any one', any, [3]],
    ['60 % of the weight', weighted(60), [1]],
    ['90 % of the weight', weighted(90), [1, 2]],
    ['91 % of the weight', weighted(91), [1, 2, 3]],
    ['1 % of the weight', weighted(1), [3]],
    ['all of the weight', weighted(100), [1, 2, 3]],
  ] as const)('once %s is done, and no sooner', (_what, completion, nos) => {
    const sooner = play(working(completion), ...carryOut(...nos.slice(0, -1)));
    expect(answer(sooner, submit)).toMatchObject({ guard: 'measuresDone' });
    const done = play(working(completion), ...carryOut(...nos));
    expect(stageOf(play(done, submit))).toBe('inReview');
  });

  test.each([['any one', any] as const, ['1 % of the weight', weighted(1)] as const])(
    'under %s never with nothing done, though all else is dropped',
    (_what, completion) => {
      const from = working(completion);
      for (const before of [from, play(from, drop(1)), play(from, drop(1), drop(2), drop(3))]) {
        expect(answer(before, submit)).toMatchObject({ guard: 'measuresDone' });
      }
    },
  );

  test('with what is dropped weighing nothing', () => {
    const third = play(working(weighted(75)), ...carryOut(2));
    expect(answer(third, submit)).toMatchObject({ guard: 'measuresDone' });
    expect(stageOf(play(third, drop(1), submit))).toBe('inReview');
  });

  test('with a measure without a weight as heavy as one of weight 1', () => {
    const light = [aMeasure(1), aMeasure(2, { weight: 1 })];
    const half = (percent: number) => play(working(weighted(percent), light), ...carryOut(1));
    expect(stageOf(play(half(50), submit))).toBe('inReview');
    expect(answer(half(50.1), submit)).toMatchObject({ guard: 'measuresDone' });
  });

  test.each([['any one', any] as const, ['half', weighted(50)] as const])(
    'under %s with evidence of what is done, and of nothing else',
    (_what, completion) => {
      const shown = play(working(completion), ...carryOut(1));
      expect(stageOf(play(shown, submit))).toBe('inReview');
      expect(answer(play(shown, bare(2)), submit)).toMatchObject({ guard: 'evidencePresent' });
    },
  );
});

test('a finding is closed as rectified with measures undone where the rules have it so', () => {
  const closed = play(working(any), ...carryOut(3), submit, ...approvals, close);
  expect(closed.context.disposition).toBe('rectified');
  expect(closed.context.measures.map(({ state }) => state)).toEqual(['agreed', 'agreed', 'done']);
});

test('other rules ask for what they ask for: the same result may do under them, or do no more', () => {
  const done = play(working(undefined), ...carryOut(1));
  const easier = play(done, migrated({ completion: weighted(60) }));
  expect(stageOf(play(easier, submit))).toBe('inReview');
  expect(answer(play(easier, migrated()), submit)).toMatchObject({ guard: 'measuresDone' });
});

test('weights in tenths are weighed as if they were whole', () => {
  const states: readonly MeasureState[] = ['agreed', 'inProgress', 'done', 'dropped'];
  const tenths = fc.array(
    fc.record({ tenths: fc.integer({ min: 1, max: 40 }), state: fc.constantFrom(...states) }),
    { maxLength: 8 },
  );
  const { context } = working(any);
  fc.assert(
    fc.property(tenths, fc.integer({ min: 1, max: 100 }), (list, percent) => {
      const sumOf = (...wanted: readonly MeasureState[]) =>
        list
          .filter(({ state }) => wanted.includes(state))
          .reduce((sum, each) => sum + each.tenths, 0);
      const done = sumOf('done');
      const expected = done > 0 && done * 100 >= sumOf('done', 'agreed', 'inProgress') * percent;
      const measures = list.map(({ tenths: weight, state }, index) => ({
        ...aMeasure(index + 1, { weight: weight / 10 }),
        state,
      }));
      const gates = { ...context.gates, completion: weighted(percent) };
      expect(stateGuards.measuresDone({ ...context, measures, gates })).toBe(expected);
    }),
    {
      examples: [
        [
          [
            { tenths: 3, state: 'done' },
            { tenths: 1, state: 'agreed' },
            { tenths: 2, state: 'agreed' },
          ],
          50,
        ],
      ],
    },
  );
});
