/** What a plan is held against where its grade is reviewed, and what the first responsible person signs for. */
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import { guardHolds } from '../../../machines/finding-guards.ts';
import { gradeSchema } from '../../../machines/words.ts';
import { head } from './acts.ts';
import {
  aMeasure,
  give,
  inspector,
  observe,
  owner,
  person,
  reopen,
  sample,
  sampleEvents,
  submit,
  wholePlan,
  workOn,
  type Setup,
} from './school-case.ts';
import { answer, findingAt, play, stageOf } from './school-stages.ts';
import { aTarget } from './target-cases.ts';

const onePlan = [aMeasure(1)];
const approve = (today?: string, lastDay?: string) =>
  give({ type: 'APPROVE_PLAN', today, lastDay }, inspector);
const inTime = approve('2024-03-11', '2024-12-31');
const reviewed = (given: Setup = {}) =>
  findingAt('planInReview', {
    plan: onePlan,
    grade: 'serious',
    gates: { planReviewFor: ['serious', 'major'] },
    ...given,
  });

describe('the review of a plan', () => {
  test.each(gradeSchema.options)('is for the grades it is asked of: %s', (grade) => {
    const step = answer(reviewed({ plan: wholePlan, grade }), inTime);
    expect(step.kind).toBe(grade === 'ordinary' ? 'accepted' : 'refused');
  });

  test('takes a finding without a grade for an ordinary one', () => {
    const plain = { plan: wholePlan, gates: { planReviewFor: ['ordinary'] } } satisfies Setup;
    expect(answer(findingAt('planInReview', plain), inTime)).toMatchObject({
      guard: 'measuresAreToThePoint',
    });
  });

  test.each([['actionOwner'], ['leadOfficial']] as const)(
    'finds responsibility unclear without an %s',
    (vacant) => {
      const slots = { actionOwner: 'chen', leadOfficial: 'lin', verifier: 'wang' };
      const others = Object.fromEntries(Object.entries(slots).filter(([slot]) => slot !== vacant));
      expect(answer(reviewed({ slots: others }), inTime)).toMatchObject({
        guard: 'responsibilityIsClear',
      });
      expect(answer(reviewed({ slots }), inTime).kind).toBe('accepted');
    },
  );

  test('finds a criterion that repeats its measure beside the point', () => {
    const plan = [aMeasure(1, { acceptanceCriterion: aMeasure(1).text })];
    expect(answer(reviewed({ plan }), inTime)).toMatchObject({ guard: 'measuresAreToThePoint' });
  });

  test.each([
    ['on the day of the approval', '2024-06-30', 'accepted'],
    ['the day before it', '2024-07-01', 'refused'],
  ])('takes a measure due %s: %s', (_when, today, kind) => {
    expect(answer(reviewed(), approve(today, '2024-12-31')).kind).toBe(kind);
  });

  test.each([
    ['on the last day of the period', '2024-06-30', 'accepted'],
    ['the day after it', '2024-06-29', 'refused'],
  ])('takes a measure due %s: %s', (_when, lastDay, kind) => {
    expect(answer(reviewed(), approve('2024-03-11', lastDay)).kind).toBe(kind);
  });

  test('leaves measures without a date to the condition that asks for one', () => {
    const plan = [aMeasure(1, { dueDate: null })];
    const undated = reviewed({ plan });
    expect(answer(undated, inTime)).toMatchObject({ guard: 'measuresComplete' });
    expect(guardHolds('measureDatesLieAhead', undated.context, approve())).toBe(true);
  });

  test('fails closed where the calendar has said nothing', () => {
    expect(answer(reviewed(), approve())).toMatchObject({ guard: 'measureDatesLieAhead' });
    expect(answer(reviewed(), approve('2024-03-11'))).toMatchObject({
      guard: 'measureDatesAreWithinPeriod',
    });
    expect(answer(reviewed({ grade: 'ordinary' }), approve()).kind).toBe('accepted');
  });
});

describe('the root cause', () => {
  const asked = { gates: { rootCauseFor: ['ordinary'] } } satisfies Setup;

  test('named once is named for the plan and for the result', () => {
    const claimed = play(findingAt('claimed', asked), give(sampleEvents.SET_CAUSE));
    expect(claimed.context.cause).toEqual({ category: 'execution', text: '制度执行不到位' });
    const planned = play(
      claimed,
      give({ type: 'SET_MEASURES', measures: [...wholePlan] }),
      give({ type: 'SUBMIT_PLAN' }),
      approve(),
    );
    const inReview = play(planned, give({ type: 'START' }), ...workOn(wholePlan), submit);
    expect(stageOf(inReview)).toBe('inReview');
  });

  test('is asked for at the latest with the result where the plan was skipped', () => {
    const gates = { ...asked.gates, planMayBeSkipped: true };
    const done = play(
      findingAt('claimed', { gates }),
      give({ type: 'SET_MEASURES', measures: [...wholePlan] }),
      give({ type: 'START' }),
      ...workOn(wholePlan),
    );
    expect(answer(done, submit)).toMatchObject({ guard: 'rootCauseNamed' });
    expect(answer(play(done, give(sampleEvents.SET_CAUSE)), submit).kind).toBe('accepted');
  });
});

describe('the signature of the first responsible person', () => {
  const asked = { gates: { attestationFor: ['ordinary'] } } satisfies Setup;
  const signPlan = give(sampleEvents.ATTEST_PLAN, head);
  const signResult = give(sampleEvents.ATTEST_RESULT, head);
  const toSign = findingAt('planInReview', asked);
  const signed = play(toSign, signPlan);
  const done = play(signed, approve(), give({ type: 'START' }), ...workOn(wholePlan));

  test('is theirs or their delegate’s: who holds another post, or none, signs nothing', () => {
    for (const holds of [[], ['leadOfficial' as const], undefined]) {
      expect(answer(toSign, give({ type: 'ATTEST_PLAN', holds }, head))).toMatchObject({
        guard: 'signsAsHead',
      });
    }
    const delegate = { kind: 'delegate', id: 'he', actingFor: 'xu', unit: null } as const;
    expect(answer(toSign, { ...signPlan, by: delegate }).kind).toBe('accepted');
  });

  test('makes a maker of them, and of their unit', () => {
    for (const by of [head, person('he', 'school-office')]) {
      expect(answer(signed, { ...approve(), by })).toMatchObject({ guard: 'checkerIsNotMaker' });
    }
  });

  test('under a plan is given anew once the plan has been sent back', () => {
    const again = play(signed, sample('RETURN_PLAN'), give({ type: 'SUBMIT_PLAN' }));
    expect(answer(again, approve())).toMatchObject({ guard: 'planAttested' });
    expect(answer(play(again, signPlan), approve()).kind).toBe('accepted');
  });

  test.each([
    ['a measure done anew', give({ type: 'ADVANCE_MEASURE', no: 1, step: 'REDO' })],
    ['another piece of evidence', sample('ATTACH_EVIDENCE')],
  ])('under a result does not cover %s', (_what, change) => {
    const changed = play(done, signResult, { ...change, by: owner });
    const complete = play(changed, ...(change.type === 'ADVANCE_MEASURE' ? [redone] : []));
    expect(answer(complete, submit)).toMatchObject({ guard: 'resultAttested' });
    expect(answer(play(complete, signResult), submit).kind).toBe('accepted');
  });
  const redone: Given = give({ type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE' });

  test('under a result does not cover a figure measured afterwards, but for the checker’s', () => {
    const targeted = play(
      findingAt('planInReview', { ...asked, targets: [aTarget()] }),
      signPlan,
      approve(),
      give({ type: 'START' }),
      ...workOn(wholePlan),
      observe(20),
      signResult,
    );
    expect(answer(play(targeted, observe(21)), submit)).toMatchObject({ guard: 'resultAttested' });
    const inReview = play(targeted, submit, observe(22, inspector));
    expect(inReview.context.attestations?.map(({ matter }) => matter)).toEqual(['plan', 'result']);
  });

  test('under a result is given anew after a return and after reopening', () => {
    const returned = play(done, signResult, submit, sample('RETURN'));
    expect(answer(returned, submit)).toMatchObject({ guard: 'resultAttested' });
    const closed = play(
      returned,
      signResult,
      submit,
      sample('APPROVE'),
      { ...sample('APPROVE'), by: person('zhao') },
      sample('CLOSE'),
    );
    const again = play(closed, reopen, ...workOn(wholePlan, 2));
    expect(answer(again, submit)).toMatchObject({ guard: 'resultAttested' });
  });
});
