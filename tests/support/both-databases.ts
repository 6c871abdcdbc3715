/** One suite for both kinds of database: what passes on PGlite must pass on a server. */
import { describe } from 'vitest';
import { migrate } from '../../src/store/migrate.ts';
import { type Database, openDatabase } from '../../src/store/open-database.ts';
import { migratedMemoryDatabase } from './memory-database.ts';
import { describeWithPostgres, freshServerDatabase } from './services.ts';

/** Opens a migrated database with nothing in it; the caller closes it. */
export type OpenFresh = () => Promise<Database>;

export function describeOnBoth(name: string, suite: (openFresh: OpenFresh) => void): void {
  describe(`${name} on PGlite`, () => {
    suite(() => migratedMemoryDatabase());
  });
  describeWithPostgres(`${name} on a PostgreSQL server`, () => {
    suite(() => migratedServerDatabase(name));
  });
}

/** A database of its own on the server with all migrations applied; the caller closes it. */
export async function migratedServerDatabase(name: string): Promise<Database> {
  const url = await freshServerDatabase(name);
  const database = await openDatabase({ url, schema: 'rectiflow' });
  await migrate(database);
  return database;
}

/** Whether a connection to this database on the server waits for what another one holds. */
export async function someoneWaits({ store }: Database): Promise<boolean> {
  const { rows } = await store.query(
    `select from pg_stat_activity
     where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rows.length > 0;
}
