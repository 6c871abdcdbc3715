/** The field's closed word lists, shared by events, effects, policies and storage (DOMAIN glossary). */
import { z } from 'zod';

/** How soon a finding can be put right: 立行立改, 分阶段整改, 持续整改. */
export const rectificationClassSchema = z.enum(['immediate', 'phased', 'continuing']);
export type RectificationClass = z.infer<typeof rectificationClassSchema>;

/**
 * A post on one finding: 责任人, 责任领导, 第一责任人, 核查人, 整改工作领导小组, 包案领导, 配合单位, and
 * the level above that a finding is referred to.
 */
export const slotSchema = z.enum([
  'actionOwner',
  'leadOfficial',
  'accountableExecutive',
  'verifier',
  'steeringGroup',
  'caseSponsor',
  'supportingUnit',
  'higherLevel',
]);
export type Slot = z.infer<typeof slotSchema>;

/**
 * What is being timed: drawing up the plan, carrying it out, checking, public notice, reporting, 回头看,
 * a pause, a referral upwards.
 */
export const clockKindSchema = z.enum([
  'plan',
  'execute',
  'verify',
  'notice',
  'report',
  'recheck',
  'pause',
  'referral',
]);
export type ClockKind = z.infer<typeof clockKindSchema>;

/** Passing an enforcing clock's due date is a breach; an advisory one only reminds. */
export const clockModeSchema = z.enum(['enforcing', 'advisory']);
export type ClockMode = z.infer<typeof clockModeSchema>;

/** How serious a finding is: 一般, 较重, 严重. Rule sets ask more of the graver ones. */
export const gradeSchema = z.enum(['ordinary', 'serious', 'major']);
export type Grade = z.infer<typeof gradeSchema>;

/** Why a finding left the ledger. Only `rectified` went through verification. */
export const dispositionSchema = z.enum([
  'rectified',
  'withdrawn',
  'transferred',
  'merged',
  'accepted',
]);
export type Disposition = z.infer<typeof dispositionSchema>;

/** What kind of proof a piece of evidence is. */
export const evidenceKindSchema = z.enum(['document', 'photo', 'data', 'publication']);
export type EvidenceKind = z.infer<typeof evidenceKindSchema>;

/** How somebody checks: on the spot, by papers, by figures. */
export const verificationMethodSchema = z.enum(['onSite', 'document', 'data']);
export type VerificationMethod = z.infer<typeof verificationMethodSchema>;

/** 原因类别: knowing and willing, rules missing, not carried out, not supervised, not able, no means, history, outside. */
export const causeCategorySchema = z.enum([
  'awareness',
  'rules',
  'execution',
  'supervision',
  'capability',
  'resources',
  'history',
  'external',
  'other',
]);

export type CauseCategory = z.infer<typeof causeCategorySchema>;

/** Why more time is asked for. */
export const extensionReasonSchema = z.enum([
  'dependsOnOthers',
  'procurement',
  'funding',
  'construction',
  'forceMajeure',
  'scopeChanged',
  'other',
]);

/** The criteria of a plan's review (双鸭山宝山区): every issue answered, targeted, responsibility, dates. */
export const planCriterionSchema = z.enum([
  'answersFinding',
  'targeted',
  'responsibility',
  'dates',
]);

/** What a ladder may propose to people and never does by itself: 约谈, 通报, 挂牌督办, 问责. */
export const humanDecisionSchema = z.enum([
  'summons',
  'circular',
  'specialOversight',
  'accountability',
]);
export type HumanDecision = z.infer<typeof humanDecisionSchema>;

/** 三色预警 and 橙: in rising order. */
export const warningSchema = z.enum(['blue', 'yellow', 'orange', 'red']);
export type Warning = z.infer<typeof warningSchema>;

/** 双公开: to the members inside, to the public. */
export const disclosureChannelSchema = z.enum(['internal', 'public']);
export type DisclosureChannel = z.infer<typeof disclosureChannelSchema>;

/** Why something is not published: 涉密, 未结案, 易炒作, 易引发群体信访, 高度敏感. */
export const withholdingGroundSchema = z.enum([
  'secret',
  'pendingCase',
  'hype',
  'massPetition',
  'sensitive',
]);

/** 回头看: what was found. */
export const recheckResultSchema = z.enum(['held', 'partlyHeld', 'notHeld']);
export type RecheckResult = z.infer<typeof recheckResultSchema>;

/** Why a checker sends a finding back. */
export const returnReasonSchema = z.enum([
  'evidenceMissing',
  'evidenceInsufficient',
  'measureIncomplete',
  'ineffective',
  'objection',
  'other',
]);

/** Why a closed finding is opened again: 反弹, failed 回头看, objection. */
export const reopenReasonSchema = z.enum(['relapse', 'failedRecheck', 'objection']);

/** NUL, or half of a surrogate pair: JSON can carry them, PostgreSQL cannot store them. */
const unstorable = /\0|\p{Surrogate}/u;

/** A text of 1 to `max` characters that can be stored, trimmed. */
export function storedText(max: number) {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !unstorable.test(text), {
      message: 'must not contain NUL or half of a surrogate pair',
    });
}

/** A code for a person or a post, resolved by the directory when something is addressed to it. */
export const partySchema = storedText(120);

/**
 * Instants begin in 1970, and a deadline centuries ago or ahead is a slip of the pen. (It would also
 * be a costly one: every reminder since then is counted out.)
 */
const [firstDay, lastDay] = ['1970-01-01', '2999-12-31'];

/** A calendar day, `YYYY-MM-DD`, in the organisation's zone. */
export const daySchema = z.iso.date().refine((day) => day >= firstDay && day <= lastDay, {
  message: `must lie between ${firstDay} and ${lastDay}`,
});

/** What a period is counted in: every day, or working days only. */
export const dayUnitSchema = z.enum(['day', 'workday']);
export type DayUnit = z.infer<typeof dayUnitSchema>;

/** A number of days, in one unit or the other. */
export const periodSchema = z.strictObject({ days: z.int().min(1).max(3660), unit: dayUnitSchema });
export type Period = z.infer<typeof periodSchema>;

/** Names one version of one policy. */
export const policyRefSchema = z.strictObject({ id: partySchema, version: z.int().positive() });

/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export const instantSchema = z.int().nonnegative();

/** A text people wrote: trimmed, never empty, at most 20,000 characters. */
export const textSchema = storedText(20_000);
