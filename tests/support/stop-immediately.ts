/** Stops a PostgreSQL server as `pg_ctl stop -m immediate` does: no farewell, and recovery at the next start. */
import { Client } from 'pg';
import { eventually } from './eventually.ts';
import type { PostgresServer } from './postgres.ts';

/** Its folder stays; `restart` starts it again. */
export async function stopImmediately(postgres: PostgresServer): Promise<void> {
  process.kill(postgres.pid, 'SIGQUIT');
  // It closes its door last, when every process of its own has ended.
  await eventually(() => isGone(postgres.url));
  await postgres.crash();
}

async function isGone(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url });
  try {
    await client.connect();
    await client.end();
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED';
  }
}
