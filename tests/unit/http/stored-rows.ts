/** How many rows each table of the ledger holds: what writes nothing changes none of them. */
import type { Rectiflow } from '../../../src/rectiflow.ts';

export async function storedRows({ database }: Rectiflow): Promise<Record<string, number>> {
  const { rows: tables } = await database.store.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'rectiflow' order by 1`,
  );
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    const { rows } = await database.store.query<{ count: number }>(
      `select count(*)::int as count from rectiflow."${name}"`,
    );
    counts[name] = rows[0]?.count ?? Number.NaN;
  }
  return counts;
}
