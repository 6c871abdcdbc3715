/** Which column of a spreadsheet holds what, as it was read or said last for sheets with that header. */
import type { Actor } from '../../machines/actor.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

/** `mapping` as it was kept; who reads it checks it. */
export interface ColumnMappingRow {
  readonly fingerprint: string;
  readonly mapping: unknown;
}

/** Null where nothing is known of sheets with that header. */
export async function columnMapping(
  db: Queryable,
  fingerprint: string,
): Promise<ColumnMappingRow | null> {
  const { rows } = await db.query<ColumnMappingRow>(
    'select fingerprint, mapping from column_mapping where fingerprint = $1',
    [fingerprint],
  );
  return rows[0] ?? null;
}

/** The latest, `limit` at most. */
export async function latestColumnMappings(
  db: Queryable,
  limit: number,
): Promise<readonly ColumnMappingRow[]> {
  const { rows } = await db.query<ColumnMappingRow>(
    'select fingerprint, mapping from column_mapping order by at desc, fingerprint limit $1',
    [limit],
  );
  return rows;
}

export interface ColumnMappingToKeep extends ColumnMappingRow {
  readonly by: Actor;
  /** Engine time, epoch ms. */
  readonly at: number;
}

/** `onlyNew`: what has been said before stands. */
export async function putColumnMapping(
  db: Queryable,
  { fingerprint, mapping, by, at }: ColumnMappingToKeep,
  { onlyNew = false }: { readonly onlyNew?: boolean } = {},
): Promise<void> {
  const conflict = onlyNew
    ? 'do nothing'
    : 'do update set mapping = excluded.mapping, by = excluded.by, at = excluded.at';
  await db.query(
    `insert into column_mapping (fingerprint, mapping, by, at)
     values ($1, $2::jsonb, $3::jsonb, $4::timestamptz)
     on conflict (fingerprint) ${conflict}`,
    [fingerprint, JSON.stringify(mapping), JSON.stringify(by), instant(at)],
  );
}
