/** Everything that can happen to a finding, as zod-checked data. No state machine types here. */
import { z } from 'zod';
import { measureListSchema, measureStepSchema } from './measure.ts';
import {
  clockKindSchema,
  daySchema,
  evidenceKindSchema,
  instantSchema,
  partySchema,
  reopenReasonSchema,
  returnReasonSchema,
  slotSchema,
  storedText,
  textSchema,
} from './words.ts';

const slotsSchema = z.partialRecord(slotSchema, partySchema);
const assignment = { responsibleUnit: partySchema.optional(), slots: slotsSchema.optional() };
const noted = { note: textSchema.optional() };
const reasoned = { reason: textSchema };

const evidenceSchema = z.strictObject({
  id: partySchema,
  kind: evidenceKindSchema,
  name: storedText(255),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits'),
  bytes: z.int().positive(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** The commands people give. Reasons are required wherever the ledger must later explain itself. */
export const commandSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('CLAIM'), ...assignment }),
  z.strictObject({ type: z.literal('ASSIGN'), ...assignment }),
  z.strictObject({ type: z.literal('CONTEST'), ...reasoned }),
  z.strictObject({ type: z.literal('UPHOLD_CONTEST'), ...reasoned }),
  z.strictObject({ type: z.literal('DISMISS_CONTEST'), ...reasoned }),
  z.strictObject({
    type: z.literal('SET_MEASURES'),
    measures: measureListSchema.min(1),
  }),
  z.strictObject({ type: z.literal('SUBMIT_PLAN'), ...noted }),
  z.strictObject({ type: z.literal('APPROVE_PLAN'), ...noted }),
  z.strictObject({ type: z.literal('RETURN_PLAN'), ...reasoned }),
  z.strictObject({ type: z.literal('START'), ...noted }),
  z
    .strictObject({
      type: z.literal('ADVANCE_MEASURE'),
      no: z.int().positive(),
      step: measureStepSchema,
      ...noted,
    })
    .refine(({ step, note }) => step !== 'DROP' || note !== undefined, {
      path: ['note'],
      message: 'must say why the measure is dropped',
    }),
  z.strictObject({
    type: z.literal('ATTACH_EVIDENCE'),
    measureNo: z.int().positive(),
    evidence: evidenceSchema,
  }),
  z.strictObject({ type: z.literal('SUBMIT'), ...noted }),
  z.strictObject({ type: z.literal('APPROVE'), ...noted }),
  z.strictObject({ type: z.literal('RETURN'), reasonCode: returnReasonSchema, ...reasoned }),
  z.strictObject({ type: z.literal('OPEN_PUBLIC_NOTICE'), ...noted }),
  z.strictObject({ type: z.literal('OBJECT'), objectionId: partySchema, ...reasoned }),
  z.strictObject({ type: z.literal('DISMISS_OBJECTION'), objectionId: partySchema, ...reasoned }),
  z.strictObject({ type: z.literal('CLOSE'), sustained: z.boolean().default(false), ...noted }),
  z.strictObject({ type: z.literal('WITHDRAW'), ...reasoned }),
  z.strictObject({ type: z.literal('TRANSFER'), to: partySchema, ...reasoned }),
  z.strictObject({ type: z.literal('MERGE'), into: partySchema, ...reasoned }),
  z.strictObject({ type: z.literal('ACCEPT_RISK'), until: daySchema, ...reasoned }),
  z.strictObject({ type: z.literal('PASS_RECHECK'), ...noted }),
  z.strictObject({ type: z.literal('REOPEN'), reasonCode: reopenReasonSchema, ...reasoned }),
  z.strictObject({ type: z.literal('PAUSE'), ...reasoned }),
  z.strictObject({ type: z.literal('RESUME'), ...noted }),
]);

/** A command somebody gives about a finding. */
export type FindingCommand = z.infer<typeof commandSchema>;
/** The same before defaults are filled in: what a caller writes. */
export type FindingCommandInput = z.input<typeof commandSchema>;

/** One step of a clock's cadence or ladder that has come due, frozen as the policy had it. */
const rungSchema = z.strictObject({
  rung: partySchema,
  at: instantSchema,
  template: partySchema,
  to: z.array(slotSchema).min(1),
});
export type Rung = z.infer<typeof rungSchema>;

/** What the clock worker reports: rungs passed since the last report, oldest first. */
export const clockDueSchema = z.strictObject({
  type: z.literal('CLOCK_DUE'),
  clockNo: z.int().positive(),
  clock: clockKindSchema,
  dueAt: instantSchema,
  rungs: z.array(rungSchema).min(1),
});

export const findingEventSchema = z.discriminatedUnion('type', [
  ...commandSchema.options,
  clockDueSchema,
]);

/** A command, or the passing of time. */
export type FindingEvent = z.infer<typeof findingEventSchema>;
export type FindingEventType = FindingEvent['type'];

/** The command names, in lifecycle order: what a refusal may list as allowed. */
export const commandTypes: readonly FindingCommand['type'][] = commandSchema.options.map(
  (option) => option.shape.type.value,
);
