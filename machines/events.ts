/** Everything that can happen to a finding, as zod-checked data. No state machine types here. */
import { z } from 'zod';
import { evidenceSchema } from './evidence.ts';
import { gatesSchema } from './gates.ts';
import { measureListSchema, measureStepSchema } from './measure.ts';
import { observationSchema, targetListSchema } from './target.ts';
import {
  clockKindSchema,
  clockModeSchema,
  daySchema,
  instantSchema,
  partySchema,
  periodSchema,
  rectificationClassSchema,
  reopenReasonSchema,
  returnReasonSchema,
  slotSchema,
  textSchema,
} from './words.ts';

const slotsSchema = z.partialRecord(slotSchema, partySchema);
const assignment = { responsibleUnit: partySchema.optional(), slots: slotsSchema.optional() };
const noted = { note: textSchema.optional() };
const reasoned = { reason: textSchema };

/** 延期: a full period anew, so many days more, or until a day. */
const extensionSchema = z.discriminatedUnion('rule', [
  z.strictObject({ rule: z.literal('fresh') }),
  z.strictObject({ rule: z.literal('remainder'), days: z.int().min(1).max(3660) }),
  z.strictObject({ rule: z.literal('fixed'), until: daySchema }),
]);

const reclassified = {
  type: z.literal('RECLASSIFY'),
  class: rectificationClassSchema,
  ...reasoned,
};

/** Commands that the history keeps as they were given. */
const plainCommands = [
  z.strictObject({ type: z.literal('CLAIM'), ...assignment }),
  z.strictObject({ type: z.literal('ASSIGN'), ...assignment }),
  z.strictObject({
    type: z.literal('NUDGE'),
    /** Whom to: the holders of these posts. */
    to: z.array(slotSchema).min(1).max(5),
    ...noted,
  }),
  z.strictObject({ type: z.literal('CONTEST'), ...reasoned }),
  z.strictObject({ type: z.literal('UPHOLD_CONTEST'), ...reasoned }),
  z.strictObject({ type: z.literal('DISMISS_CONTEST'), ...reasoned }),
  z.strictObject({
    type: z.literal('SET_MEASURES'),
    measures: measureListSchema.min(1),
  }),
  z.strictObject({ type: z.literal('SET_TARGETS'), targets: targetListSchema }),
  z.strictObject({
    type: z.literal('SUBMIT_PLAN'),
    /** How often the unit will report on progress; without it the rule says. */
    reportEvery: periodSchema.optional(),
    ...noted,
  }),
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
  z.strictObject({ type: z.literal('OBSERVE'), observation: observationSchema }),
  z.strictObject({ type: z.literal('REPORT_PROGRESS'), text: textSchema }),
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
  z.strictObject({
    type: z.literal('EXTEND'),
    clock: z.enum(['plan', 'execute', 'verify']),
    extension: extensionSchema,
    ...reasoned,
  }),
  z.strictObject({ type: z.literal('PAUSE'), ...reasoned }),
  z.strictObject({ type: z.literal('RESUME'), ...noted }),
] as const;

/** The commands people give. Reasons are required wherever the ledger must later explain itself. */
export const commandSchema = z.discriminatedUnion('type', [
  ...plainCommands,
  z.strictObject(reclassified),
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
  /** Nobody, for the moment the clock was due: that one is only written down. */
  to: z.array(slotSchema),
});
export type Rung = z.infer<typeof rungSchema>;

const clockRef = { clockNo: z.int().positive(), clock: clockKindSchema };

/** What the clock worker reports: rungs passed since the last report, oldest first. */
export const clockDueSchema = z.strictObject({
  type: z.literal('CLOCK_DUE'),
  ...clockRef,
  mode: clockModeSchema,
  dueAt: instantSchema,
  rungs: z.array(rungSchema).min(1),
});

const dueDateSchema = z.strictObject({ dueAt: instantSchema, provisional: z.boolean() });

/** A new calendar moved a due date, or made a provisional one certain. */
export const clockMovedSchema = z.strictObject({
  type: z.literal('CLOCK_MOVED'),
  ...clockRef,
  from: dueDateSchema,
  to: dueDateSchema,
  /** The version of the calendar that counts it now. */
  calendar: partySchema,
  /** Who agreed that a breach on record is lifted by the move; null where none is. */
  approval: z.strictObject({ by: partySchema, ...reasoned }).nullable(),
});

export const findingEventSchema = z.discriminatedUnion('type', [
  ...plainCommands,
  // With the gates of the new class as the policy had them: the rules of a finding are frozen.
  z.strictObject({ ...reclassified, gates: gatesSchema }),
  clockDueSchema,
  clockMovedSchema,
]);

/** A command, or the passing of time. */
export type FindingEvent = z.infer<typeof findingEventSchema>;
export type FindingEventType = FindingEvent['type'];

/** The command names, in lifecycle order: what a refusal may list as allowed. */
export const commandTypes: readonly FindingCommand['type'][] = commandSchema.options.map(
  (option) => option.shape.type.value,
);
