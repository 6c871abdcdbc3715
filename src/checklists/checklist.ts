/** Checklists (底线要求清单): numbered requirements as versioned data, checked whole before use. */
import { z } from 'zod';
import {
  gradeSchema,
  rectificationClassSchema,
  storedText,
  textSchema,
} from '../../machines/words.ts';

const itemSchema = z.strictObject({
  /** As the document numbers it: 第16条. */
  no: z.int().min(1).max(9_999),
  /** The requirement; a finding is called by it. */
  text: storedText(2_000),
  aspect: z.strictObject({ no: z.int().min(1).max(99), title: textSchema }).optional(),
  class: rectificationClassSchema.optional(),
  grade: gradeSchema.optional(),
});
export type ChecklistItem = z.infer<typeof itemSchema>;

export const checklistSchema = z
  .strictObject({
    id: storedText(100).refine((id) => !/[@\s]/u.test(id), {
      message: 'must not contain @ or white space',
    }),
    version: z.int().min(1).max(999_999_999),
    title: storedText(200),
    /** The document it is taken from, and whether somebody has read it there. */
    source: z.strictObject({
      text: storedText(2_000),
      basis: z.enum(['text', 'excerpt', 'unverified', 'configuration']),
    }),
    items: z.array(itemSchema).min(1).max(500),
  })
  .superRefine(({ items }, context) => {
    const seen = new Set<number>();
    for (const [index, { no }] of items.entries()) {
      if (seen.has(no)) {
        const message = `item ${no} is given twice`;
        context.addIssue({ code: 'custom', path: ['items', index, 'no'], message });
      }
      seen.add(no);
    }
  });
export type Checklist = z.infer<typeof checklistSchema>;

/** `school-minimum@1`: how findings and people name it. */
export function checklistNameOf({ id, version }: Pick<Checklist, 'id' | 'version'>): string {
  return `${id}@${version}`;
}
