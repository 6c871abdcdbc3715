/** Commands of planning: who answers for it, what will be done, why it came about, who signs for it. */
import { z } from 'zod';
import { gatesSchema } from '../gates.ts';
import { measureListSchema } from '../measure.ts';
import { targetListSchema } from '../target.ts';
import {
  causeCategorySchema,
  daySchema,
  periodSchema,
  planCriterionSchema,
  policyRefSchema,
  rectificationClassSchema,
  textSchema,
} from '../words.ts';
import { assignment, holding, noted, reasoned } from './members.ts';

export const reclassified = {
  type: z.literal('RECLASSIFY'),
  class: rectificationClassSchema,
  ...reasoned,
};

export const approvePlan = z.strictObject({ type: z.literal('APPROVE_PLAN'), ...noted });

/** 签字背书: the first responsible person signs for the truth of the plan, or of the result. */
export const attestPlan = z.strictObject({ type: z.literal('ATTEST_PLAN'), ...noted });
export const attestResult = z.strictObject({ type: z.literal('ATTEST_RESULT'), ...noted });

export const planCommands = [
  z.strictObject({ type: z.literal('CLAIM'), ...assignment }),
  z.strictObject({ type: z.literal('ASSIGN'), ...assignment }),
  z.strictObject({ type: z.literal('CONTEST'), ...reasoned }),
  z.strictObject({ type: z.literal('UPHOLD_CONTEST'), ...reasoned }),
  z.strictObject({ type: z.literal('DISMISS_CONTEST'), ...reasoned }),
  z.strictObject({
    type: z.literal('SET_MEASURES'),
    measures: measureListSchema.min(1),
  }),
  z.strictObject({ type: z.literal('SET_TARGETS'), targets: targetListSchema }),
  /** 原因分析: the root cause, as the plan names it. */
  z.strictObject({
    type: z.literal('SET_CAUSE'),
    category: causeCategorySchema,
    text: textSchema,
  }),
  z.strictObject({
    type: z.literal('SUBMIT_PLAN'),
    /** How often the unit will report on progress; without it the rule says. */
    reportEvery: periodSchema.optional(),
    ...noted,
  }),
  z.strictObject({
    type: z.literal('RETURN_PLAN'),
    /** Which criteria of the review it does not meet. */
    criteria: z.array(planCriterionSchema).max(4).optional(),
    ...reasoned,
  }),
] as const;

/** Another version of its rules: what the finding was held to, and what it is held to from now on. */
export const migrated = z.strictObject({
  type: z.literal('MIGRATE'),
  /** Names the findings that were migrated together, so that they can be taken back together. */
  batch: z.uuid(),
  policy: policyRefSchema,
  gates: gatesSchema,
  ...reasoned,
  ...holding,
});

/** What the calendar adds to an approval, so that the rules can judge the plan's dates. */
export const planDates = {
  /** The day of the approval. */
  today: daySchema.optional(),
  /** The last day of the period that the rules give. */
  lastDay: daySchema.optional(),
};
