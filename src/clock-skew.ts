/** The queue judges locks and delays by this machine's clock, so the two clocks have to agree. */
import { RectiflowError } from './errors.ts';
import type { Database } from './store/open-database.ts';

const skewMsMax = 2_000;

/** Throws `clock_skew` when this machine and the database differ by more than two seconds. */
export async function assertClockAgrees(database: Pick<Database, 'now'>): Promise<void> {
  const before = Date.now();
  const databaseNow = (await database.now()).getTime();
  const after = Date.now();
  // The database answered somewhere between the two readings.
  const skewMs = Math.max(before - databaseNow, databaseNow - after, 0);
  if (skewMs > skewMsMax) throw new RectiflowError('clock_skew', { skewMs });
}
