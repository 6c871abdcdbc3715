/** One run of a checklist, as somebody hands it in: every item has exactly one result. */
import { z } from 'zod';
import { actorSchema } from '../../machines/actor.ts';
import { daySchema, partySchema, slotSchema, storedText } from '../../machines/words.ts';
import { roundCodeSchema } from '../engine/finding-to-open.ts';
import { policyNameSchema } from '../engine/policy.ts';
import { checklistSchema } from './checklist.ts';

/** Note and reason together are the description of a finding. */
const remarkSchema = storedText(8_000);

export const resultSchema = z
  .strictObject({
    no: z.int().positive(),
    result: z.enum(['met', 'failed', 'notApplicable']),
    /** What was seen. */
    note: remarkSchema.optional(),
    /** Why it cannot be put right at once: its finding gets the longer period. */
    reason: remarkSchema.optional(),
  })
  .superRefine(({ no, result, note, reason }, context) => {
    const refuse = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message });
    if (result === 'failed' && note === undefined) {
      refuse('note', `item ${no} has failed: a note says what was seen`);
    }
    if (result !== 'failed' && reason !== undefined) {
      refuse('reason', `item ${no} has not failed: there is nothing to put off`);
    }
  });
export type ItemResult = z.infer<typeof resultSchema>;

/** What is the same of every result. */
export const runCircumstances = {
  /** The day it was looked at. */
  on: daySchema,
  /** Who holds which post on the findings it opens. */
  slots: z.partialRecord(slotSchema, partySchema).default({}),
  /** The rule set to open them under. Without it, the current one. */
  policy: policyNameSchema.optional(),
};

export const resultListSchema = z.array(resultSchema).max(500);

export const runShape = {
  checklist: checklistSchema,
  /** The inspection round's code. A round that does not exist yet is opened with it. */
  round: roundCodeSchema,
  /** The unit that was looked at. */
  unit: partySchema,
  ...runCircumstances,
  results: resultListSchema,
};
type RunContent = z.infer<z.ZodObject<typeof runShape>>;

/** What results must be besides: one of each item, and of no other. */
export function checkResults(
  { checklist, results }: Pick<RunContent, 'checklist' | 'results'>,
  context: z.core.$RefinementCtx,
): void {
  const refuse = (path: PropertyKey[], message: string) =>
    context.addIssue({ code: 'custom', path: ['results', ...path], message });
  const asked = new Set(checklist.items.map(({ no }) => no));
  const given = new Set<number>();
  for (const [index, { no }] of results.entries()) {
    if (!asked.has(no)) refuse([index, 'no'], `the checklist has no item ${no}`);
    else if (given.has(no)) refuse([index, 'no'], `item ${no} has two results`);
    given.add(no);
  }
  const missing = [...asked].filter((no) => !given.has(no));
  if (missing.length > 0) refuse([], `no result for item ${missing.join(', ')}`);
}

export const runSchema = z
  .strictObject({
    ...runShape,
    by: actorSchema,
    /** The same key with the same run is recorded once, and answered the same each time. */
    idempotencyKey: storedText(200).optional(),
  })
  .superRefine(checkResults);
/** A run, as somebody hands it in. */
export type RunToRecord = z.input<typeof runSchema>;
export type CheckedRun = z.output<typeof runSchema>;
