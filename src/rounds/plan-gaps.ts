/** 整改方案审核: what a plan does not meet yet, by the guards that its approval will go by. */
import type { FindingContext, GivenOf } from '../../machines/finding-context.ts';
import { asked } from '../../machines/guards/asked.ts';
import { planEventGuards, planStateGuards } from '../../machines/guards/plan.ts';
import { gradeSchema } from '../../machines/words.ts';

export const planGapCodes = [
  'noPlan',
  'notApproved',
  'measureIncomplete',
  'responsibilityUnclear',
  'criterionRepeatsMeasure',
  'sameMeasureTwice',
  'rootCauseMissing',
  'attestationMissing',
  'dateBeforeToday',
  'dateAfterPeriod',
] as const;
export type PlanGapCode = (typeof planGapCodes)[number];

export interface PlanGap {
  readonly code: PlanGapCode;
  /** The rule set asks for it: without it the plan is not approved, or no work begun. */
  readonly required: boolean;
  /** The measures it is about; empty where it is about the plan as a whole. */
  readonly measureNos: readonly number[];
}

type Approval = GivenOf<'APPROVE_PLAN'>;

/** `approval`: the approval as it would be given now. */
export function planGapsOf(context: FindingContext, approval: Approval): readonly PlanGap[] {
  const gaps = [
    ...standingGaps(context),
    ...measureGaps(context),
    ...reviewGaps(context, approval),
  ];
  return gaps.toSorted((a, b) => planGapCodes.indexOf(a.code) - planGapCodes.indexOf(b.code));
}

const gap = (
  code: PlanGapCode,
  required: boolean,
  of: FindingContext['measures'] = [],
): PlanGap => {
  return { code, required, measureNos: of.map(({ no }) => no) };
};

function standingGaps(context: FindingContext): PlanGap[] {
  const required = !planStateGuards.planMayBeSkipped(context);
  return [
    ...(planStateGuards.planHasMeasures(context) ? [] : [gap('noPlan', required)]),
    ...(context.plan === 'approved' ? [] : [gap('notApproved', required)]),
  ];
}

/** Each measure by itself: the guards see it alone. */
function measureGaps(context: FindingContext): PlanGap[] {
  const required = !planStateGuards.planMayBeSkipped(context);
  const failing = (holds: (alone: FindingContext) => boolean) =>
    context.measures.filter((measure) => !holds({ ...context, measures: [measure] }));
  const { measuresComplete, fiveAssurancesMet, measuresAreToThePoint } = planStateGuards;
  const incomplete = failing((alone) => measuresComplete(alone) && fiveAssurancesMet(alone));
  const repeating = failing((alone) => measuresAreToThePoint(inFull(alone)));
  const twice = sameTwice(context);
  const isAsked = asked(context, 'planReviewFor');
  return [
    ...(incomplete.length === 0 ? [] : [gap('measureIncomplete', required, incomplete)]),
    ...(repeating.length === 0 ? [] : [gap('criterionRepeatsMeasure', isAsked, repeating)]),
    ...(twice.length === 0 ? [] : [gap('sameMeasureTwice', isAsked, twice)]),
  ];
}

/** Without their criteria the guard looks at how they differ, and at nothing else. */
function sameTwice(context: FindingContext): FindingContext['measures'] {
  const bare = context.measures.map((measure) => ({ ...measure, acceptanceCriterion: null }));
  const differ = (measures: FindingContext['measures']) =>
    planStateGuards.measuresAreToThePoint(inFull({ ...context, measures }));
  if (differ(bare)) return [];
  return bare.filter((one) => bare.some((other) => other.no !== one.no && !differ([one, other])));
}

function reviewGaps(context: FindingContext, approval: Approval): PlanGap[] {
  // A plan is signed for before it is approved, which happens in the first cycle.
  const full = inFull({ ...context, cycle: context.plan === 'approved' ? 1 : context.cycle });
  const { responsibilityIsClear, rootCauseNamed, planAttested } = planStateGuards;
  const review = asked(context, 'planReviewFor');
  return [
    ...(responsibilityIsClear(full) ? [] : [gap('responsibilityUnclear', review)]),
    ...(rootCauseNamed(full) ? [] : [gap('rootCauseMissing', asked(context, 'rootCauseFor'))]),
    ...(planAttested(full) ? [] : [gap('attestationMissing', asked(context, 'attestationFor'))]),
    // Of an approved plan the dates were judged on the day of its approval.
    ...(context.plan === 'approved' ? [] : dateGaps(full, approval, review)),
  ];
}

function dateGaps(full: FindingContext, approval: Approval, required: boolean): PlanGap[] {
  const failing = (holds: (context: FindingContext, event: Approval) => boolean) =>
    full.measures.filter((measure) => !holds({ ...full, measures: [measure] }, approval));
  const early = failing(planEventGuards.measureDatesLieAhead);
  const late = failing(planEventGuards.measureDatesAreWithinPeriod);
  return [
    ...(early.length === 0 ? [] : [gap('dateBeforeToday', required, early)]),
    ...(late.length === 0 ? [] : [gap('dateAfterPeriod', required, late)]),
  ];
}

/** As if everything were asked of every grade. */
function inFull(context: FindingContext): FindingContext {
  const everyGrade = [...gradeSchema.options];
  const gates = {
    ...context.gates,
    planReviewFor: everyGrade,
    rootCauseFor: everyGrade,
    attestationFor: everyGrade,
  };
  return { ...context, gates };
}
