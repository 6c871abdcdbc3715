/** The shape of one line of an export. Its content is judged by the chain's hashes, not here. */
import { z } from 'zod';
import type { Chain } from './chains.ts';

const chainedEventSchema = z.strictObject({
  subjectId: z.string(),
  seq: z.int(),
  machineVersion: z.int(),
  at: z.int(),
  by: z.looseObject({ kind: z.string() }),
  event: z.looseObject({ type: z.string() }),
  prevHash: z.string(),
  hash: z.string(),
});

const lineSchema = z.strictObject({
  subject: z.enum(['finding', 'round', 'duty']),
  subjectId: z.string(),
  name: z.string().nullable(),
  stored: z
    .strictObject({
      version: z.int(),
      headHash: z.string(),
      snapshot: z.record(z.string(), z.unknown()),
      listed: z.record(z.string(), z.unknown()),
      details: z.record(z.string(), z.unknown()),
    })
    .nullable(),
  events: z.array(chainedEventSchema),
});

export const chainSchema = {
  /** Throws a ZodError for what is not a line of an export. */
  parse(value: unknown): Chain {
    // Events and snapshots keep the types they were written with; replay refuses what they do not hold to.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as said above
    return lineSchema.parse(value) as unknown as Chain;
  },
};
