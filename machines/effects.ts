/** What a transition asks the engine to do, as plain data that is stored with the new state. */
import { z } from 'zod';
import { linkedWordSchema } from './linked-events.ts';
import { clockKindSchema, daySchema, partySchema, periodSchema, slotSchema } from './words.ts';

const clockNoSchema = z.int().positive();
const clockRef = { clockNo: clockNoSchema };

/** What a clock counts from, and how long. Clocks that carry on another name it by its number. */
const clockBasisSchema = z.discriminatedUnion('kind', [
  /** The period of the clock's rule, from now. */
  z.strictObject({ kind: z.literal('rule') }),
  /** This period, from now. */
  z.strictObject({ kind: z.literal('period'), period: periodSchema }),
  /** Until the end of that day, which people agreed on. */
  z.strictObject({ kind: z.literal('day'), day: daySchema }),
  /** What the other had left when it was last held or ended. */
  z.strictObject({ kind: z.literal('remainder'), of: clockNoSchema }),
  /** As long as the other, and so many days of its unit more. */
  z.strictObject({ kind: z.literal('longer'), of: clockNoSchema, days: z.int().positive() }),
  /** The period of the clock's rule, from where the other began; its pauses stay pauses, and held stays held. */
  z.strictObject({ kind: z.literal('again'), of: clockNoSchema }),
]);
export type ClockBasis = z.infer<typeof clockBasisSchema>;

export const effectSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('clock.start'),
    ...clockRef,
    clock: clockKindSchema,
    basis: clockBasisSchema,
    /** The clock it carries on or takes the place of. */
    follows: clockNoSchema.nullable(),
  }),
  /** Freeze a running clock with its exact remainder. */
  z.strictObject({ kind: z.literal('clock.hold'), ...clockRef }),
  /** Let a held clock run on: its due date moves by the days it was held. */
  z.strictObject({ kind: z.literal('clock.release'), ...clockRef }),
  /** End a clock: `met` counts for its owner, `void` means it no longer matters. */
  z.strictObject({
    kind: z.literal('clock.stop'),
    ...clockRef,
    outcome: z.enum(['met', 'void']),
  }),
  /** A new calendar counts the clock's due date anew. */
  z.strictObject({ kind: z.literal('clock.recount'), ...clockRef }),
  /** The ladder of an overdue clock waits until the end of that day, and then goes on with its next rung. */
  z.strictObject({ kind: z.literal('clock.promise'), ...clockRef, day: daySchema }),
  /** Another finding is told of it, in the same write; the engine says which finding speaks. */
  z.strictObject({
    kind: z.literal('finding.tell'),
    findingId: z.uuid(),
    word: linkedWordSchema,
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
