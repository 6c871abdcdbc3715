/** What somebody hands in to open a finding, checked. */
import { z } from 'zod';
import { measureListSchema } from '../../machines/measure.ts';
import { childModeSchema, originSchema } from '../../machines/origin.ts';
import { targetListSchema } from '../../machines/target.ts';
import {
  gradeSchema,
  partySchema,
  rectificationClassSchema,
  slotSchema,
  storedText,
  textSchema,
} from '../../machines/words.ts';
import { policyNameSchema } from './policy.ts';

export const roundCodeSchema = z
  .string()
  .regex(/^[A-Za-z0-9\u4e00-\u9fff][A-Za-z0-9\u4e00-\u9fff_-]{0,39}$/u, {
    message: 'must be 1 to 40 letters, digits, hyphens, e.g. XC-2024',
  });

export const findingToOpenSchema = z.strictObject({
  /** The inspection round's code. A round that does not exist yet is opened with it. */
  round: roundCodeSchema,
  aspect: z
    .strictObject({ no: z.int().min(1).max(99), title: textSchema })
    .nullable()
    .default(null),
  /** How the document numbers it, e.g. `2(1)`. */
  sourceNo: storedText(40).nullable().default(null),
  title: textSchema,
  description: textSchema.nullable().default(null),
  class: rectificationClassSchema.default('phased'),
  /** The rule set to open it under, e.g. `cn-safety-hazard@1`. Without it, the current one. */
  policy: policyNameSchema.optional(),
  responsibleUnit: partySchema.nullable().default(null),
  slots: z.partialRecord(slotSchema, partySchema).default({}),
  measures: measureListSchema.default([]),
  targets: targetListSchema.default([]),
  grade: gradeSchema.optional(),
  origin: originSchema.optional(),
  /** The finding it is a part of, by number or id: it has to be open. */
  parent: z
    .strictObject({ finding: partySchema, mode: childModeSchema.default('stands') })
    .optional(),
});
/** What somebody hands in to open a finding. */
export type FindingToOpen = z.input<typeof findingToOpenSchema>;
export type CheckedFinding = z.infer<typeof findingToOpenSchema>;
