/** What holds a plan back from approval, and a result from review. */
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import type { MeasurePlan } from '../../../machines/measure.ts';
import { aMeasure, give, oldLedger, sample, submit, wholePlan, workOn } from './school-case.ts';
import { answer, findingAt, play, stageOf } from './school-stages.ts';

const working = findingAt('working');
const drop = (no: number) =>
  give({ type: 'ADVANCE_MEASURE', no, step: 'DROP', note: '该设备已报废' });

describe('a plan up for approval', () => {
  const gaps: readonly (readonly [string, Partial<MeasurePlan>])[] = [
    ['a unit', { unit: null }],
    ['a person', { person: null }],
    ['a date', { dueDate: null }],
    ['an acceptance criterion', { acceptanceCriterion: null }],
    ['the kinds of evidence', { evidenceKinds: [] }],
  ];
  test.each(gaps)('is refused while one measure lacks %s', (_what, gap) => {
    const plan = [aMeasure(1), aMeasure(2, gap)];
    expect(answer(findingAt('planInReview', { plan }), sample('APPROVE_PLAN'))).toMatchObject({
      guard: 'measuresComplete',
    });
  });

  test.each([['funding'], ['contingencyPlan']] as const)(
    'under five assurances is refused while one measure lacks %s',
    (missing) => {
      const whole = { funding: '已列入预算', contingencyPlan: '停用并疏散' };
      const plan = [aMeasure(1, whole), aMeasure(2, { ...whole, [missing]: null })];
      const inPlanReview5 = findingAt('planInReview', { plan, gates: { fiveAssurances: true } });
      expect(answer(inPlanReview5, sample('APPROVE_PLAN'))).toMatchObject({
        guard: 'fiveAssurancesMet',
      });
    },
  );
});

describe('a result up for review', () => {
  test('may leave out measures that were dropped, but not all of them', () => {
    const oneLeft = play(working, ...workOn([aMeasure(1)]), drop(2));
    expect(stageOf(play(oneLeft, submit))).toBe('inReview');
    expect(answer(play(working, drop(1), drop(2)), submit)).toMatchObject({
      guard: 'measuresDone',
    });
  });

  test('waits for a measure that is still under way', () => {
    const underWay = play(
      working,
      ...workOn([aMeasure(1)]),
      give({ type: 'ADVANCE_MEASURE', no: 2, step: 'START' }),
    );
    expect(answer(underWay, submit)).toMatchObject({ guard: 'measuresDone' });
  });

  test('needs every kind of evidence the plan names, each on its own measure', () => {
    const plan = [aMeasure(1, { evidenceKinds: ['document', 'photo'] }), aMeasure(2)];
    const begun = findingAt('working', { plan });
    const [complete, asDocument] = workOn(plan);
    const misplaced = workOn([aMeasure(2, { evidenceKinds: ['document', 'photo'] })]);
    expect(
      answer(play(begun, complete as Given, asDocument as Given, ...misplaced), submit),
    ).toMatchObject({ guard: 'evidencePresent' });
    expect(stageOf(play(begun, ...workOn(plan), submit))).toBe('inReview');
  });

  test.each(['SUBMIT', 'ADVANCE_MEASURE', 'SET_MEASURES'] as const)(
    'may be made with %s by an import, which then counts as nobody',
    (type) => {
      const from = {
        SUBMIT: play(working, ...workOn(wholePlan)),
        ADVANCE_MEASURE: working,
        SET_MEASURES: findingAt('claimed'),
      }[type];
      const imported = play(from, { ...sample(type), by: oldLedger });
      expect(imported.context.makers).toEqual(from.context.makers);
    },
  );
});
