/** What HTTP gives to read of what people have decided, as zod schemas. */
import { z } from 'zod';
import { otherFindingSchema, childModeSchema, originSchema } from '../../machines/origin.ts';
import {
  causeCategorySchema,
  clockKindSchema,
  disclosureChannelSchema,
  extensionReasonSchema,
  gradeSchema,
  humanDecisionSchema,
  recheckResultSchema,
  verificationMethodSchema,
  warningSchema,
} from '../../machines/words.ts';
import { apiRegistry } from './api-registry.ts';

const cycle = z.int().positive();
const clockNo = z.int().positive();

/** Members of the line of the ledger. */
export const gradedMembers = {
  grade: gradeSchema.register(apiRegistry, {
    id: 'Grade',
    description: '一般、较重、严重;未定级的为一般 / How serious it is; ordinary where not said.',
  }),
  origin: z.enum(originSchema.options.map((option) => option.shape.kind.value)),
  warning: warningSchema.nullable().register(apiRegistry, {
    description: '预警颜色,销号后为 null / The gravest warning of this cycle, while it is open.',
  }),
};

const party = z.strictObject({ persons: z.array(z.string()), unit: z.string().nullable() });

/** Members of the whole finding. */
export const decisionMembers = {
  completion: z.strictObject({
    done: z.int().nonnegative(),
    of: z.int().nonnegative(),
    weightDone: z.number().nonnegative(),
    weight: z.number().nonnegative(),
  }),
  cause: z.strictObject({ category: causeCategorySchema, text: z.string() }).nullable(),
  attestations: z.array(z.strictObject({ matter: z.enum(['plan', 'result']), cycle, by: party })),
  extensionRequest: z
    .strictObject({
      clock: clockKindSchema,
      until: z.string(),
      reasonCode: extensionReasonSchema,
      by: party,
    })
    .nullable(),
  promises: z.array(z.strictObject({ clockNo, day: z.string(), passed: z.boolean() })),
  proposals: z.array(
    z.strictObject({
      no: z.int().positive(),
      asks: humanDecisionSchema,
      clockNo,
      rung: z.string(),
      decision: z.enum(['carryOut', 'decline']).nullable(),
    }),
  ),
  waivers: z.array(z.strictObject({ checker: z.string(), cycle })),
  spotChecks: z.array(
    z.strictObject({
      cycle,
      measureNo: z.int().positive().nullable(),
      method: verificationMethodSchema,
      result: z.enum(['confirmed', 'notConfirmed']),
    }),
  ),
  similarCheck: z.strictObject({ cycle, found: z.int().nonnegative() }).nullable(),
  mechanism: z.strictObject({ text: z.string(), evidenceId: z.string().nullable() }).nullable(),
  disclosure: z.partialRecord(disclosureChannelSchema, z.enum(['publish', 'withhold'])),
  rechecks: z.array(z.strictObject({ cycle, result: recheckResultSchema })),
  referred: z.boolean(),
  parent: otherFindingSchema.extend({ mode: childModeSchema }).nullable(),
  children: z.array(otherFindingSchema.extend({ mode: childModeSchema, open: z.boolean() })),
  mergedFrom: z.array(otherFindingSchema),
  recurrenceOf: z.array(otherFindingSchema),
  recurredAs: z.array(otherFindingSchema),
  execution: z
    .strictObject({
      originalDueAt: z.string(),
      dueAt: z.string(),
      extended: z.int().nonnegative(),
      extendedAfterDate: z.int().nonnegative(),
    })
    .nullable()
    .register(apiRegistry, {
      description:
        '整改期限:最初的和现在的,延期几次,其中几次为逾期后特批 / The first and the present date of the work, and how often it was extended.',
    }),
};
