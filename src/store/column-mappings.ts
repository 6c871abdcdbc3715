/** Which column of a spreadsheet holds what, as somebody said it last for sheets with that header. */
import type { Actor } from '../../machines/actor.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

export type ColumnMappingRow = Readonly<Record<string, string>>;

/** Null where nobody has said anything. */
export async function columnMapping(
  db: Queryable,
  fingerprint: string,
): Promise<ColumnMappingRow | null> {
  const { rows } = await db.query<{ mapping: ColumnMappingRow }>(
    'select mapping from column_mapping where fingerprint = $1',
    [fingerprint],
  );
  return rows[0]?.mapping ?? null;
}

/** `at`: engine time, epoch ms. */
export async function putColumnMapping(
  db: Queryable,
  given: {
    readonly fingerprint: string;
    readonly mapping: ColumnMappingRow;
    readonly by: Actor;
    readonly at: number;
  },
): Promise<void> {
  await db.query(
    `insert into column_mapping (fingerprint, mapping, by, at)
     values ($1, $2::jsonb, $3::jsonb, $4::timestamptz)
     on conflict (fingerprint) do update set mapping = excluded.mapping, by = excluded.by, at = excluded.at`,
    [given.fingerprint, JSON.stringify(given.mapping), JSON.stringify(given.by), instant(given.at)],
  );
}
