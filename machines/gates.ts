/** What the rule set asks of a finding of one class, as data the guards read. */
import { z } from 'zod';
import { periodSchema, slotSchema } from './words.ts';

/** What the policy asks of a finding of this class, frozen when the finding is opened. */
export const gatesSchema = z.strictObject({
  /** 五落实: each measure also names its funding and its contingency plan. */
  fiveAssurances: z.boolean(),
  /** 立行立改: work may start without an approved plan. */
  planMayBeSkipped: z.boolean(),
  /** The slot that checks at each level, lowest first. Empty means nobody may verify: it fails closed. */
  verificationLevels: z.array(slotSchema).max(9),
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
});
export type Gates = z.infer<typeof gatesSchema>;
