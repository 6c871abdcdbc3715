import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newFinding, type FindingContext } from '../../../machines/finding-context.ts';
import { firstFailing, type GuardName } from '../../../machines/finding-guards.ts';
import type { Gates } from '../../../machines/gates.ts';
import { gradeSchema, type EvidenceKind, type Grade } from '../../../machines/words.ts';
import { planGapsOf } from '../../../src/rounds/plan-gaps.ts';
import { policy } from '../engine/engine-case.ts';

const by = { kind: 'person', id: 'lu', unit: 'inspectorate' } as const;
const approval = {
  type: 'APPROVE_PLAN',
  today: '2024-03-01',
  lastDay: '2024-04-30',
  by,
  at: Date.UTC(2024, 2, 1),
} as const;

/** What an approval asks of the plan itself, as the machine has it. */
const reviewed: readonly GuardName[] = [
  'planHasMeasures',
  'measuresComplete',
  'fiveAssurancesMet',
  'responsibilityIsClear',
  'measuresAreToThePoint',
  'rootCauseNamed',
  'measureDatesLieAhead',
  'measureDatesAreWithinPeriod',
  'planAttested',
];

const texts = fc.constantFrom('修订办法', '组织培训', '公开结果');
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 6 });
const measure = fc.record({
  text: texts,
  unit: orNull(fc.constant('school')),
  person: orNull(fc.constant('he')),
  dueDate: orNull(fc.constantFrom('2024-02-29', '2024-03-01', '2024-04-30', '2024-05-01')),
  acceptanceCriterion: orNull(fc.oneof(texts, fc.constant('已印发'))),
  evidenceKinds: fc.subarray<EvidenceKind>(['document', 'photo'], { maxLength: 1 }),
  funding: orNull(fc.constant('无需资金')),
  contingencyPlan: orNull(fc.constant('先行封闭')),
});
const grades = fc.option(fc.subarray<Grade>([...gradeSchema.options], { minLength: 1 }), {
  nil: undefined,
});

const context: fc.Arbitrary<FindingContext> = fc
  .record({
    measures: fc.array(measure, { maxLength: 3 }),
    slots: fc.subarray(['actionOwner', 'leadOfficial', 'verifier'] as const),
    grade: fc.option(fc.constantFrom(...gradeSchema.options), { nil: undefined }),
    caused: fc.boolean(),
    attested: fc.boolean(),
    fiveAssurances: fc.boolean(),
    planReviewFor: grades,
    rootCauseFor: grades,
    attestationFor: grades,
  })
  .map(({ measures, slots, grade, caused, attested, ...asked }) => {
    const gates = { ...policy.classes.phased.gates, ...asked, planMayBeSkipped: false } as Gates;
    const opened = newFinding({
      class: 'phased',
      gates,
      responsibleUnit: 'school',
      slots: Object.fromEntries(slots.map((slot) => [slot, slot])),
      measures: measures.map((one, at) => ({ ...one, no: at + 1 })),
      targets: [],
      ...(grade !== undefined && { grade }),
    });
    const cause = { category: 'rules', text: '制度未修订' };
    const signed = { matter: 'plan' as const, cycle: 1, by: { persons: ['zhou'], unit: null } };
    const given = { ...(caused && { cause }), ...(attested && { attestations: [signed] }) };
    return Object.assign(opened, given);
  });

const everything: Partial<Gates> = {
  planReviewFor: [...gradeSchema.options],
  rootCauseFor: [...gradeSchema.options],
  attestationFor: [...gradeSchema.options],
};

describe('gaps in a plan', () => {
  test('that are required stand in the way of its approval, and nothing else about the plan does', () => {
    fc.assert(
      fc.property(context, (finding) => {
        const required = planGapsOf(finding, approval).filter((gap) => gap.required);
        const others = required.filter(({ code }) => code !== 'notApproved');
        expect(others.length === 0).toBe(firstFailing(reviewed, finding, approval) === null);
        expect(required.length - others.length).toBe(1);
      }),
    );
  });

  test('are the same whatever the rule set asks for: only whether they are required differs', () => {
    fc.assert(
      fc.property(context, (finding) => {
        const strict = { ...finding, gates: { ...finding.gates, ...everything } };
        const bare = (found: FindingContext) =>
          planGapsOf(found, approval).map(({ code, measureNos }) => ({ code, measureNos }));
        expect(bare(finding)).toEqual(bare(strict));
        expect(planGapsOf(strict, approval).every(({ required }) => required)).toBe(true);
      }),
    );
  });

  test('each stand once, in one order, and name measures that are there', () => {
    fc.assert(
      fc.property(context, (finding) => {
        const gaps = planGapsOf(finding, approval);
        const codes = gaps.map(({ code }) => code);
        expect(new Set(codes).size).toBe(codes.length);
        const nos = new Set(finding.measures.map(({ no }) => no));
        expect(gaps.every(({ measureNos }) => measureNos.every((no) => nos.has(no)))).toBe(true);
      }),
    );
  });

  test('of an approved plan are no matter of dates, nor of a cycle it was not signed in', () => {
    fc.assert(
      fc.property(context, fc.integer({ min: 1, max: 5 }), (finding, cycle) => {
        const approved: FindingContext = { ...finding, plan: 'approved', cycle };
        const before = planGapsOf(finding, approval).filter(
          ({ code }) => code !== 'notApproved' && !code.startsWith('date'),
        );
        expect(planGapsOf(approved, approval)).toEqual(before);
      }),
    );
  });
});
