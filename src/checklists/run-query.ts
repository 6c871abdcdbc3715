/** Which runs somebody asks for. */
import { z } from 'zod';
import { partySchema, storedText } from '../../machines/words.ts';
import { checked } from '../checked.ts';
import { roundCodeSchema } from '../engine/finding-to-open.ts';

/** The same whether it comes from a library call or a query string; `limit` and `after` differ there. */
export const runQueryShape = {
  round: roundCodeSchema.optional(),
  unit: partySchema.optional(),
  /** The id of a checklist, whatever its version. */
  checklist: storedText(100).optional(),
  /** The last id of the page before. */
  after: z.uuid().toLowerCase().optional(),
};

const querySchema = z.strictObject({
  ...runQueryShape,
  /** At most so many; 50 unless set. One more than a page tells whether there is another. */
  limit: z.int().min(1).max(201).default(50),
});
export type RunQuery = z.input<typeof querySchema>;

export function checkedFilter(query: RunQuery): z.output<typeof querySchema> {
  return checked(querySchema, query);
}
