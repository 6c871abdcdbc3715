/** A piece of evidence as the history names it: the file itself is kept elsewhere, under its SHA-256. */
import { z } from 'zod';
import { daySchema, evidenceKindSchema, partySchema, storedText } from './words.ts';

export const evidenceSchema = z.strictObject({
  id: partySchema,
  kind: evidenceKindSchema,
  name: storedText(255),
  sha256: z.string().regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits'),
  bytes: z.int().positive(),
  /** The day the document or photo itself bears, where it bears one. */
  madeOn: daySchema.optional(),
  /** The id of the piece this is a new version of. Both stay; the new one counts. */
  replaces: partySchema.optional(),
});
export type Evidence = z.infer<typeof evidenceSchema>;
