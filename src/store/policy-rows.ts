/** Policies that findings were opened under: kept whole, so that every process can read them, unchanged. */
import type { Queryable } from './pool.ts';

export interface StoredPolicy {
  readonly id: string;
  readonly version: number;
  /** SHA-256 over its canonical form. */
  readonly digest: string;
  readonly data: unknown;
}

export async function readPolicyRows(db: Queryable): Promise<readonly StoredPolicy[]> {
  const { rows } = await db.query<StoredPolicy & Record<string, unknown>>(
    'select id, version, digest, data from policy order by id, version',
  );
  return rows;
}

/** Keeps what is not there yet. What is there stays as it is. */
export async function addPolicyRows(
  db: Queryable,
  policies: readonly StoredPolicy[],
): Promise<void> {
  await db.query(
    `insert into policy (id, version, digest, data)
     select id, version, digest, data
     from jsonb_to_recordset($1::jsonb) as p (id text, version int, digest text, data jsonb)
     on conflict (id, version) do nothing`,
    [JSON.stringify(policies)],
  );
}
