/** What one finding is told of another: parent and child, merged, seen again. Told by the engine, never sent by people. */
import { z } from 'zod';
import { childModeSchema, otherFindingSchema, type OtherFinding } from './origin.ts';
import { dispositionSchema } from './words.ts';

const struckOffSchema = dispositionSchema.exclude(['rectified']);

export const linkedEvents = [
  z.strictObject({
    type: z.literal('CHILD_ADDED'),
    child: otherFindingSchema,
    mode: childModeSchema,
  }),
  z.strictObject({
    type: z.literal('CHILD_CLOSED'),
    child: otherFindingSchema,
    disposition: dispositionSchema,
  }),
  z.strictObject({ type: z.literal('CHILD_REOPENED'), child: otherFindingSchema }),
  /** The parent has been struck off, and this one follows it. */
  z.strictObject({
    type: z.literal('PARENT_STRUCK_OFF'),
    parent: otherFindingSchema,
    disposition: struckOffSchema,
  }),
  /** Another finding has been merged into this one. */
  z.strictObject({ type: z.literal('MERGED_FROM'), other: otherFindingSchema }),
  /** The same has been found again: the closure did not hold. */
  z.strictObject({ type: z.literal('RECURRED'), later: otherFindingSchema }),
] as const;

export const linkedEventSchema = z.discriminatedUnion('type', linkedEvents);
export type LinkedEvent = z.infer<typeof linkedEventSchema>;

/** The word one finding has for another, without who speaks: the rules do not know a finding's own number. */
export const linkedWordSchema = z.discriminatedUnion('say', [
  z.strictObject({ say: z.literal('childAdded'), mode: childModeSchema }),
  z.strictObject({ say: z.literal('childClosed'), disposition: dispositionSchema }),
  z.strictObject({ say: z.literal('childReopened') }),
  z.strictObject({ say: z.literal('parentStruckOff'), disposition: struckOffSchema }),
  z.strictObject({ say: z.literal('mergedInto') }),
  z.strictObject({ say: z.literal('recurred') }),
]);
export type LinkedWord = z.infer<typeof linkedWordSchema>;

/** The event that the word becomes in the history of the finding it is said to. */
export function linkedEventOf(word: LinkedWord, speaker: OtherFinding): LinkedEvent {
  switch (word.say) {
    case 'childAdded':
      return { type: 'CHILD_ADDED', child: speaker, mode: word.mode };
    case 'childClosed':
      return { type: 'CHILD_CLOSED', child: speaker, disposition: word.disposition };
    case 'childReopened':
      return { type: 'CHILD_REOPENED', child: speaker };
    case 'parentStruckOff':
      return { type: 'PARENT_STRUCK_OFF', parent: speaker, disposition: word.disposition };
    case 'mergedInto':
      return { type: 'MERGED_FROM', other: speaker };
    case 'recurred':
      return { type: 'RECURRED', later: speaker };
  }
}
