/** A ledger that writes down, in the transaction of what is opened, what led to it. */
import type { FindingOpening, Ledger } from '../engine/ports.ts';
import { open, save } from './finding-write.ts';
import { inTransaction, type Pool, type Queryable } from './pool.ts';

/**
 * The same ledger, but that whatever it opens is opened together with what `record` writes: both, or
 * neither. Reads stay outside the transaction.
 */
export function recordingLedger(
  pool: Pool,
  ledger: Ledger,
  record: (db: Queryable, opened: readonly FindingOpening[]) => Promise<void>,
): Ledger {
  return {
    ...ledger,
    transact: (work) =>
      inTransaction(pool, async (client) => {
        const opened: FindingOpening[] = [];
        const within: Ledger = {
          ...ledger,
          transact: (inner) => inner(within),
          save: (write) => save(client, write),
          async open(opening) {
            const isOpen = await open(client, opening);
            if (isOpen) opened.push(opening);
            return isOpen;
          },
        };
        const result = await work(within);
        await record(client, opened);
        return result;
      }),
    open: (opening) =>
      inTransaction(pool, async (client) => {
        const isOpen = await open(client, opening);
        if (isOpen) await record(client, [opening]);
        return isOpen;
      }),
  };
}
