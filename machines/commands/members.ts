/** Members that several commands share. */
import { z } from 'zod';
import { partySchema, slotSchema, textSchema } from '../words.ts';

const slotsSchema = z.partialRecord(slotSchema, partySchema);
export const assignment = {
  responsibleUnit: partySchema.optional(),
  slots: slotsSchema.optional(),
};
export const noted = { note: textSchema.optional() };
export const reasoned = { reason: textSchema };

/**
 * The posts on the finding that whoever gives the command holds, as the directory says at that moment. Added
 * by the engine and kept in the history: a guard that asks for a post can be judged again from there.
 */
export const holding = { holds: z.array(slotSchema).max(slotSchema.options.length).optional() };
