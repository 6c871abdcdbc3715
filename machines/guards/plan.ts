/** Conditions of planning: a plan that can be carried out, checked, and answered for. */
import type { FindingContext, Given } from '../finding-context.ts';
import type { Measure } from '../measure.ts';
import { asked } from './asked.ts';

export const planStateGuards = {
  planHasMeasures: ({ measures }: FindingContext) => measures.length > 0,
  /** Every measure has unit, person, date, acceptance criterion and the kinds of evidence it will show. */
  measuresComplete: ({ measures }: FindingContext) =>
    measures.length > 0 && measures.every(isComplete),
  /** 五落实: besides those, funding and contingency plan, where the rule set asks for them. */
  fiveAssurancesMet: ({ gates, measures }: FindingContext) =>
    !gates.fiveAssurances ||
    measures.every((m) => m.funding !== null && m.contingencyPlan !== null),
  planMayBeSkipped: ({ gates }: FindingContext) => gates.planMayBeSkipped,
  /** An approved plan is fixed; without one, or after reopening, measures may be set while working. */
  planOpenToChange: ({ plan, cycle }: FindingContext) => plan !== 'approved' || cycle > 1,
  /** Fails closed: where nobody is set to check the plan, nobody may approve it. */
  planCheckerAppointed: ({ slots }: FindingContext) => slots.verifier !== undefined,
  /** 责任明确: a person answers for it, and an official above them. */
  responsibilityIsClear: (context: FindingContext) =>
    !asked(context, 'planReviewFor') ||
    (context.slots.actionOwner !== undefined && context.slots.leadOfficial !== undefined),
  /** 措施有针对性: each measure differs from the others, and its criterion is not the measure said again. */
  measuresAreToThePoint: (context: FindingContext) =>
    !asked(context, 'planReviewFor') ||
    (context.measures.every((m) => m.acceptanceCriterion !== m.text) &&
      new Set(context.measures.map(({ text }) => text)).size === context.measures.length),
  rootCauseNamed: (context: FindingContext) =>
    !asked(context, 'rootCauseFor') || context.cause !== undefined,
  /** 签字背书 for the plan as it stands. */
  planAttested: (context: FindingContext) =>
    !asked(context, 'attestationFor') || isAttested(context, 'plan'),
  /** 签字背书 for the result of this cycle. */
  resultAttested: (context: FindingContext) =>
    !asked(context, 'attestationFor') || isAttested(context, 'result'),
} as const;

export const planEventGuards = {
  classIsNew: (context: FindingContext, event: Given) =>
    event.type === 'RECLASSIFY' && event.class !== context.class,
  /** 时限合理: no measure is due before the day the plan is approved. */
  measureDatesLieAhead: (context: FindingContext, event: Given) =>
    event.type !== 'APPROVE_PLAN' ||
    !asked(context, 'planReviewFor') ||
    datesOf(context).every((day) => event.today !== undefined && day >= event.today),
  /** 时限合理: nor after the period the rules give. */
  measureDatesAreWithinPeriod: (context: FindingContext, event: Given) =>
    event.type !== 'APPROVE_PLAN' ||
    !asked(context, 'planReviewFor') ||
    datesOf(context).every((day) => event.lastDay !== undefined && day <= event.lastDay),
  /** 第一责任人 signs, nobody for them but whom they have delegated to. */
  signsAsHead: (_context: FindingContext, event: Given) =>
    (event.type === 'ATTEST_PLAN' || event.type === 'ATTEST_RESULT') &&
    event.holds?.includes('accountableExecutive') === true,
} as const;

function isAttested({ attestations = [], cycle }: FindingContext, matter: 'plan' | 'result') {
  return attestations.some((each) => each.matter === matter && each.cycle === cycle);
}

function datesOf({ measures }: FindingContext): readonly string[] {
  return measures.flatMap(({ dueDate }) => (dueDate === null ? [] : [dueDate]));
}

function isComplete(measure: Measure): boolean {
  return (
    measure.unit !== null &&
    measure.person !== null &&
    measure.dueDate !== null &&
    measure.acceptanceCriterion !== null &&
    measure.evidenceKinds.length > 0
  );
}
