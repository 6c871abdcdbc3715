/** What a transition asks the engine to do, as plain data that is stored with the new state. */
import { z } from 'zod';
import { clockKindSchema, daySchema, partySchema, slotSchema } from './words.ts';

const clockRef = { clockNo: z.int().positive() };

export const effectSchema = z.discriminatedUnion('kind', [
  /** Start a clock by the rule of its kind; `dueDate` overrides the rule's period. */
  z.strictObject({
    kind: z.literal('clock.start'),
    ...clockRef,
    clock: clockKindSchema,
    dueDate: daySchema.nullable(),
  }),
  /** Freeze a running clock with its exact remainder. */
  z.strictObject({ kind: z.literal('clock.hold'), ...clockRef }),
  /** Let a held clock run on: its due instant moves by the time it was held. */
  z.strictObject({ kind: z.literal('clock.release'), ...clockRef }),
  /** End a clock: `met` counts for its owner, `void` means it no longer matters. */
  z.strictObject({
    kind: z.literal('clock.stop'),
    ...clockRef,
    outcome: z.enum(['met', 'void']),
  }),
  /** Owe one notice to whoever holds the slot. `rungs` names the clock rungs it reports. */
  z.strictObject({
    kind: z.literal('notice.owe'),
    template: partySchema,
    to: slotSchema,
    clockNo: z.int().positive().nullable(),
    rungs: z.array(partySchema),
  }),
]);

export type Effect = z.infer<typeof effectSchema>;
