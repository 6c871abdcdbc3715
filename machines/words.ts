/** The field's closed word lists, shared by events, effects, policies and storage (DOMAIN glossary). */
import { z } from 'zod';

/** How soon a finding can be put right: 立行立改, 分阶段整改, 持续整改. */
export const rectificationClassSchema = z.enum(['immediate', 'phased', 'continuing']);
export type RectificationClass = z.infer<typeof rectificationClassSchema>;

/** A post on one finding: 责任人, 责任领导, 第一责任人, 核查人, 整改工作领导小组. */
export const slotSchema = z.enum([
  'actionOwner',
  'leadOfficial',
  'accountableExecutive',
  'verifier',
  'steeringGroup',
]);
export type Slot = z.infer<typeof slotSchema>;

/** What is being timed: drawing up the plan, carrying it out, checking, public notice, reporting, 回头看. */
export const clockKindSchema = z.enum(['plan', 'execute', 'verify', 'notice', 'report', 'recheck']);
export type ClockKind = z.infer<typeof clockKindSchema>;

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

/** Why a checker sends a finding back. */
export const returnReasonSchema = z.enum([
  'evidenceMissing',
  'evidenceInsufficient',
  'measureIncomplete',
  'ineffective',
  'objection',
  'other',
]);
export type ReturnReason = z.infer<typeof returnReasonSchema>;

/** Why a closed finding is opened again: 反弹, failed 回头看, objection. */
export const reopenReasonSchema = z.enum(['relapse', 'failedRecheck', 'objection']);
export type ReopenReason = z.infer<typeof reopenReasonSchema>;

/** A code for a person or a post, resolved by the directory when something is addressed to it. */
export const partySchema = z.string().trim().min(1).max(120);

/** A calendar day, `YYYY-MM-DD`, in the organisation's zone. */
export const daySchema = z.iso.date();

/** An instant: milliseconds since 1970-01-01T00:00:00Z. */
export const instantSchema = z.int().nonnegative();

/** A text people wrote: trimmed, never empty, at most 20,000 characters. */
export const textSchema = z.string().trim().min(1).max(20_000);
