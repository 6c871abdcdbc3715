/** Calendar data loaded into the ledger: every load is kept, the latest of each calendar counts. */
import type { Actor } from '../../machines/actor.ts';
import { unusable } from '../data-file.ts';
import { inTransaction, type Pool, type Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

export interface StoredLayers {
  /** The number of the last load; 0 before the first. */
  readonly revision: number;
  /** As they were loaded, unchecked, in the order of their calendars' first loads. */
  readonly layers: readonly unknown[];
}

export async function readLayers(db: Queryable): Promise<StoredLayers> {
  const { rows } = await db.query<{ revision: number; data: unknown }>(
    `select last.revision, last.data from (
       select distinct on (id) id, revision, data from calendar_layer order by id, revision desc
     ) last
     join (select id, min(revision) as first from calendar_layer group by id) begun using (id)
     order by begun.first`,
  );
  const revision = rows.reduce((latest, row) => Math.max(latest, row.revision), 0);
  return { revision, layers: rows.map(({ data }) => data) };
}

/**
 * Appends what was loaded, and says its revision. Throws `calendar_invalid` where somebody else has
 * just loaded that version. Every write of dates reads the table (`calendarIs`): the lock waits for
 * those under way, and those after it find the new revision. None is in between, unseen by the
 * moves that follow.
 */
export async function addLayer(
  pool: Pick<Pool, 'connect'>,
  layer: { readonly id: string; readonly version: number },
  by: Actor,
  at: number,
): Promise<number> {
  return inTransaction(pool, async (client) => {
    await client.query('lock table calendar_layer in access exclusive mode');
    return append(client, layer, by, at);
  });
}

async function append(
  db: Queryable,
  layer: { readonly id: string; readonly version: number },
  by: Actor,
  at: number,
): Promise<number> {
  const { id, version } = layer;
  const { rows } = await db.query<{ revision: number }>(
    `insert into calendar_layer (id, version, data, loaded_at, loaded_by)
     values ($1, $2, $3::jsonb, $4::timestamptz, $5::jsonb)
     on conflict (id, version) do nothing returning revision`,
    [id, version, JSON.stringify(layer), instant(at), JSON.stringify(by)],
  );
  if (rows[0] !== undefined) return rows[0].revision;
  throw unusable('calendar_invalid', [`version: ${id}@${version} has been loaded already`]);
}
