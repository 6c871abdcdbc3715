/** Similar findings over the whole ledger, closed ones too: at intake, and beside a finding. */
import { z } from 'zod';
import { storedText, textSchema } from '../machines/words.ts';
import { checked } from './checked.ts';
import type { Calendar } from './engine/calendar-port.ts';
import { roundCodeSchema } from './engine/finding-to-open.ts';
import { sketchAll } from './store/likeness-fill.ts';
import { similarFindings, type Scope, type Similar } from './store/likeness.ts';
import type { Pool } from './store/pool.ts';
import { signalFinding } from './store/signals.ts';

/** A closer look than this helps nobody. */
const similarMax = 50;

const limitSchema = z.int().min(1).max(similarMax).default(10);

export const similarQuerySchema = z.strictObject({
  title: textSchema,
  description: textSchema.nullable().default(null),
  /** Only findings of this round. */
  round: roundCodeSchema.optional(),
  limit: limitSchema,
});

const querySchema = similarQuerySchema.extend({
  /** The id of a finding to leave out. */
  exclude: z.uuid().toLowerCase().optional(),
});

/** Words somebody looks for. */
export type SimilarQuery = z.input<typeof querySchema>;

const besideSchema = z.strictObject({ findingId: storedText(64), limit: limitSchema });

export interface SimilarFinding {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  /** The round's code. */
  readonly round: string;
  readonly unit: string | null;
  readonly state: string;
  /** ISO 8601; null while it is open. */
  readonly closedAt: string | null;
  /** How it was closed. */
  readonly disposition: string | null;
  /** 0 to 1. */
  readonly likeness: number;
}

export interface LikenessViews {
  /**
   * Findings whose words are like these, the most alike first, of those equally alike the latest.
   * The first search after an upgrade takes longer: it reads the ledger of before. Throws `request_invalid`.
   */
  similar(query: SimilarQuery): Promise<readonly SimilarFinding[]>;
  /** Findings like this one; null where there is no such finding. Throws `request_invalid`. */
  similarTo(findingId: string, limit?: number): Promise<readonly SimilarFinding[] | null>;
}

export function createLikenessViews(store: Pool, calendar: Pick<Calendar, 'print'>): LikenessViews {
  const shown = ({ id, number, title, round, unit, state, ...row }: Similar): SimilarFinding => ({
    id,
    number,
    title,
    round,
    unit,
    state,
    closedAt: row.closedAt === null ? null : calendar.print(row.closedAt.getTime()),
    disposition: row.disposition,
    likeness: row.likeness,
  });
  return {
    async similar(query) {
      const { title, description, round, exclude = null, limit } = checked(querySchema, query);
      const scope: Scope = round === undefined ? { kind: 'all' } : { kind: 'round', code: round };
      await sketchAll(store);
      const found = await similarFindings(store, { title, description }, scope, exclude);
      return found.slice(0, limit).map(shown);
    },
    async similarTo(findingId, most) {
      const { limit } = checked(besideSchema, { findingId, limit: most });
      const finding = await signalFinding(store, findingId);
      if (finding === null) return null;
      await sketchAll(store);
      const found = await similarFindings(store, finding, { kind: 'all' }, finding.id);
      return found.slice(0, limit).map(shown);
    },
  };
}
