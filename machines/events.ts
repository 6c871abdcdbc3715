/** Everything that can happen to a finding, as zod-checked data. No state machine types here. */
import { z } from 'zod';
import {
  approve,
  close,
  closingCommands,
  linkRecurrence,
  merge,
  waiveSeparation,
} from './commands/closing.ts';
import { holding, reasoned } from './commands/members.ts';
import { sorted } from './commands/order.ts';
import {
  approvePlan,
  attestPlan,
  attestResult,
  migrated,
  planCommands,
  planDates,
  reclassified,
} from './commands/plan.ts';
import {
  acknowledge,
  decideProposal,
  extend,
  refuseExtension,
  requestExtension,
  timeCommands,
} from './commands/time.ts';
import { workCommands } from './commands/work.ts';
import { gatesSchema } from './gates.ts';
import { linkedEvents } from './linked-events.ts';
import { otherFindingSchema } from './origin.ts';
import {
  clockKindSchema,
  clockModeSchema,
  humanDecisionSchema,
  instantSchema,
  partySchema,
  slotSchema,
  warningSchema,
} from './words.ts';

/** Commands that the history keeps as they were given. */
const plainCommands = [
  ...planCommands,
  ...workCommands,
  ...closingCommands,
  ...timeCommands,
] as const;

const commands = [
  ...plainCommands,
  attestPlan,
  approvePlan,
  attestResult,
  approve,
  waiveSeparation,
  close,
  merge,
  linkRecurrence,
  requestExtension,
  extend,
  refuseExtension,
  acknowledge,
  decideProposal,
  z.strictObject(reclassified),
] as const;

/** The commands people give. Reasons are required wherever the ledger must later explain itself. */
export const commandSchema = z.discriminatedUnion('type', sorted(commands));

/** A command somebody gives about a finding. */
export type FindingCommand = z.infer<typeof commandSchema>;
/** The same before defaults are filled in: what a caller writes. */
export type FindingCommandInput = z.input<typeof commandSchema>;

/** The same with what the engine knows at that moment: facts that the history keeps, to be replayed without asking. */
const commandsWithFacts = [
  attestPlan.extend(holding),
  approvePlan.extend(planDates),
  attestResult.extend(holding),
  approve.extend(holding),
  waiveSeparation.extend(holding),
  /** Whether the lot has fallen on it, where re-inspections are drawn by lot. */
  close.extend({ drawnForRecheck: z.boolean().optional() }),
  merge.extend({ target: otherFindingSchema.optional() }),
  linkRecurrence.extend({ closedBefore: otherFindingSchema.optional() }),
  requestExtension.extend(holding),
  extend.extend(holding),
  refuseExtension.extend(holding),
  acknowledge.extend(holding),
  decideProposal.extend(holding),
  // With the gates of the new class as the policy had them: the rules of a finding are frozen.
  z.strictObject({ ...reclassified, gates: gatesSchema, ...holding }),
] as const;

/** One step of a clock's cadence or ladder that has come due, frozen as the policy had it. */
const rungSchema = z.strictObject({
  rung: partySchema,
  at: instantSchema,
  template: partySchema,
  /** Nobody, for the moment the clock was due: that one is only written down. */
  to: z.array(slotSchema),
  /** What it proposes to people. */
  asks: humanDecisionSchema.optional(),
  /** The warning it raises the finding to. */
  warns: warningSchema.optional(),
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
  ...commandsWithFacts,
  ...linkedEvents,
  migrated,
  clockDueSchema,
  clockMovedSchema,
]);

/** A command, word of another finding, or the passing of time. */
export type FindingEvent = z.infer<typeof findingEventSchema>;
export type FindingEventType = FindingEvent['type'];

/** The command names: what a refusal may list as allowed. */
export const commandTypes: readonly FindingCommand['type'][] = commandSchema.options.map(
  (option) => option.shape.type.value,
);

/** The names of all events, commands or not. */
export const findingEventTypes: readonly FindingEventType[] = findingEventSchema.options.map(
  (option) => option.shape.type.value,
);
