/** Where a finding comes from: petitions and matters put right on the spot are counted apart. */
import { z } from 'zod';
import { partySchema, storedText } from './words.ts';

export const originSchema = z.discriminatedUnion('kind', [
  /** Of the inspection's feedback list: 反馈问题. */
  z.strictObject({ kind: z.literal('feedback') }),
  /** 信访件: by its case number; people are not named. */
  z.strictObject({ kind: z.literal('petition'), caseNo: storedText(80) }),
  /** 立行立改通知: handed over while the inspectors were still there. */
  z.strictObject({ kind: z.literal('immediateNotice'), noticeNo: storedText(80).optional() }),
  /** A requirement of a checklist that is not met; `checklist` is its id and version. */
  z.strictObject({
    kind: z.literal('checklist'),
    checklist: partySchema,
    item: z.int().positive(),
  }),
  /** 自查: found by the unit itself. */
  z.strictObject({ kind: z.literal('selfCheck') }),
]);
export type Origin = z.infer<typeof originSchema>;

/** Another finding, as this one's history names it: the number is what people read. */
export const otherFindingSchema = z.strictObject({ id: z.uuid(), number: partySchema });
export type OtherFinding = z.infer<typeof otherFindingSchema>;

/** `follows`: struck off together with its parent; `stands`: carried on by itself. */
export const childModeSchema = z.enum(['follows', 'stands']);
export type ChildMode = z.infer<typeof childModeSchema>;
