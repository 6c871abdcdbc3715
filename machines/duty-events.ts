/** Everything that can happen to a duty: what people say of its tasks, and the passing of time. */
import { z } from 'zod';
import type { Actor } from './actor.ts';
import { evidenceSchema } from './evidence.ts';
import { partySchema, textSchema } from './words.ts';

/** The name of one task of a duty: a day, a 旬, a month, a term. */
const slotSchema = partySchema;

/** To whom the tasks go: persons or posts, resolved when there is something to say. */
export const dutyPartiesSchema = z
  .array(partySchema)
  .min(1)
  .max(20)
  .refine((parties) => new Set(parties).size === parties.length, {
    message: 'must name each party once',
  });

/** The commands people give. */
export const dutyCommandSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('TASK_DONE'),
    slot: slotSchema,
    note: textSchema.optional(),
    evidence: z.array(evidenceSchema).max(50).optional(),
    /** 自查发现问题数: how many problems a check has found. */
    issuesFound: z.int().min(0).max(100_000).optional(),
  }),
  /** 免除: it need not be done this time. */
  z.strictObject({ type: z.literal('TASK_WAIVED'), slot: slotSchema, reason: textSchema }),
  z.strictObject({ type: z.literal('ASSIGN'), to: dutyPartiesSchema }),
  /** Nothing more is raised. What has been raised is still owed. */
  z.strictObject({ type: z.literal('END'), reason: textSchema }),
]);
export type DutyCommand = z.infer<typeof dutyCommandSchema>;

/** The command names, in the order a refusal lists them as allowed. */
export const dutyCommandTypes: readonly DutyCommand['type'][] = dutyCommandSchema.options.map(
  (option) => option.shape.type.value,
);

/** A slot's place in a duty: the day its rhythm names, wherever the calendar may move the task. */
export interface SlotKey {
  readonly slot: string;
  readonly day: string;
}

/** True when the first comes before the second in a duty. Two slots of one day go by their names. */
export function isBefore(one: SlotKey, other: SlotKey): boolean {
  return one.day === other.day ? one.slot < other.slot : one.day < other.day;
}

/** A slot with its times (epoch ms), frozen when it is raised. */
export interface TaskSlot extends SlotKey {
  /** When its task was to be raised, and when it is to be done. */
  readonly at: number;
  readonly dueAt: number;
  /** `dueAt` was counted by days the calendar does not vouch for. */
  readonly provisional: boolean;
}

/** The passing of time: every slot passed since the last report, and what is overdue by now. */
export interface SlotsDue {
  readonly type: 'SLOTS_DUE';
  readonly slots: readonly TaskSlot[];
  /** The names of all open tasks past their due instant, those raised just now included. */
  readonly overdue: readonly string[];
}

export type DutyEvent = DutyCommand | SlotsDue;

/** An event, by whom it was given and when: all the machine gets to see of the world. */
export type GivenDutyEvent = DutyEvent & { readonly by: Actor; readonly at: number };
