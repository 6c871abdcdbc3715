/** What the rule set asks of a finding of one class, as data the guards read. */
import { z } from 'zod';
import { gradeSchema, periodSchema, slotSchema, verificationMethodSchema } from './words.ts';

/** The grades a condition is asked of; a finding without a grade is an ordinary one. */
const gradesSchema = z.array(gradeSchema).min(1);

/**
 * One level of verification: a post, whose holder is whoever the host lets check; or several posts, of
 * which all, any one or so many must sign, each by somebody who holds it.
 */
const levelSchema = z.union([
  slotSchema,
  z
    .strictObject({
      of: z
        .array(slotSchema)
        .min(1)
        .refine((slots) => new Set(slots).size === slots.length, 'must name each post once'),
      need: z.union([z.enum(['all', 'any']), z.int().positive()]),
    })
    .refine(({ of, need }) => typeof need === 'string' || need <= of.length, {
      path: ['need'],
      message: 'must not be more than there are posts',
    }),
]);
export type VerificationLevel = z.infer<typeof levelSchema>;

/** 延期审批: asked for first, and granted by a post that rises with each one. */
const extensionGateSchema = z.strictObject({
  for: gradesSchema,
  /** Who grants the first, the second …; the last one any further. Empty: nobody can, it fails closed. */
  approvers: z.array(slotSchema).max(9),
  /** Posts that may let it be asked for and granted after the date; what they do is marked as such. */
  overrideBy: z.array(slotSchema).max(9),
});

/** What the policy asks of a finding of this class, frozen when the finding is opened. */
export const gatesSchema = z.strictObject({
  /** 五落实: each measure also names its funding and its contingency plan. */
  fiveAssurances: z.boolean(),
  /** 立行立改: work may start without an approved plan. */
  planMayBeSkipped: z.boolean(),
  /** Who checks at each level, lowest first. Empty means nobody may verify: it fails closed. */
  verificationLevels: z.array(levelSchema).max(9),
  /** 公示: closure waits for a public notice window. */
  publicNotice: z.boolean(),
  /** 回头看: closing starts a re-inspection clock. */
  recheck: z.boolean(),
  /** Closing by accepting the risk is allowed at all. */
  riskAcceptance: z.boolean(),
  /** While work is under way, a progress report is due again and again. */
  progressReports: z.boolean(),
  /** How often clocks of one kind may be extended. */
  extensionsMax: z.int().min(0).max(99),
  /** The time a reopened finding gets: a fresh period, what was left of the last one, or a fixed one. */
  reopening: z.discriminatedUnion('rule', [
    z.strictObject({ rule: z.literal('fresh') }),
    z.strictObject({ rule: z.literal('remainder') }),
    z.strictObject({ rule: z.literal('fixed'), period: periodSchema }),
  ]),
  // What follows came later: findings opened before have gates without it, and it asks nothing of them.
  /** When the measures are done: all of them (without it), any one, or so much of their weight. */
  completion: z
    .discriminatedUnion('rule', [
      z.strictObject({ rule: z.literal('any') }),
      z.strictObject({ rule: z.literal('weighted'), percent: z.number().min(1).max(100) }),
    ])
    .optional(),
  /** 方案审核: responsibility is clear, measures are to the point, dates lie ahead and within the period. */
  planReviewFor: gradesSchema.optional(),
  /** 原因分析: the plan names the root cause. */
  rootCauseFor: gradesSchema.optional(),
  /** 签字背书: the first responsible person signs for the plan and for the result. */
  attestationFor: gradesSchema.optional(),
  extension: extensionGateSchema.optional(),
  /** Ways of checking of which each is used by the time the last level has approved. */
  verificationMethods: z
    .strictObject({ for: gradesSchema, of: z.array(verificationMethodSchema).min(1) })
    .optional(),
  /** Whose holder may let a maker check after all; left out: nobody may. */
  separationWaivedBy: slotSchema.optional(),
  /** A risk is accepted until its day: then the finding is open again by itself. */
  acceptanceExpires: z.boolean().optional(),
  /** 举一反三: before closure the unit has looked for the same elsewhere. */
  similarCheckFor: gradesSchema.optional(),
  /** 建章立制: before closure there is a rule or mechanism that keeps it from coming back. */
  mechanismFor: gradesSchema.optional(),
  /** 双公开: before closure it is decided what is published, inside and to the public. */
  disclosureFor: gradesSchema.optional(),
  /** Out of a hundred closed findings, so many drawn by lot are re-inspected where `recheck` asks for none. */
  recheckPercent: z.int().min(1).max(100).optional(),
  /** A matter the unit cannot put right may be referred upwards. */
  referral: z.boolean().optional(),
  /** How often one deadline's ladder waits for a promise, and how many days off that may be. */
  promises: z
    .strictObject({ max: z.int().min(0).max(20), daysMax: z.int().min(1).max(366) })
    .optional(),
});
export type Gates = z.infer<typeof gatesSchema>;
