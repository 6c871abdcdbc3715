/** Which imports somebody asks for. */
import { z } from 'zod';
import { checked } from '../checked.ts';
import { roundCodeSchema } from '../engine/finding-to-open.ts';

/** The same whether it comes from a library call or a query string; `limit` differs there. */
export const importQueryShape = {
  round: roundCodeSchema.optional(),
  /** The last id of the page before. */
  after: z.uuid().toLowerCase().optional(),
};

const querySchema = z.strictObject({
  ...importQueryShape,
  /** At most so many; 50 unless set. One more than a page tells whether there is another. */
  limit: z.int().min(1).max(201).default(50),
});
export type ImportQuery = z.input<typeof querySchema>;

/** Throws `request_invalid`. */
export function checkedQuery(query: ImportQuery): z.output<typeof querySchema> {
  return checked(querySchema, query);
}
