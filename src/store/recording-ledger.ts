/** A ledger that writes down, in the transaction of what is opened, what led to it. */
import type { FindingOpening, Ledger } from '../engine/ports.ts';
import { ledgerWithin } from './ledger.ts';
import { inTransaction, type Pool, type Queryable } from './pool.ts';

/** The same ledger, but that whatever it opens is opened together with what `record` writes: both, or neither. */
export function recordingLedger(
  pool: Pool,
  ledger: Ledger,
  record: (db: Queryable, opened: readonly FindingOpening[]) => Promise<void>,
): Ledger {
  const transact: Ledger['transact'] = (work) =>
    inTransaction(pool, async (client) => {
      const opened: FindingOpening[] = [];
      const plain = ledgerWithin(client);
      const within: Ledger = {
        ...plain,
        transact: (inner) => inner(within),
        async open(opening) {
          const isOpen = await plain.open(opening);
          if (isOpen) opened.push(opening);
          return isOpen;
        },
      };
      const result = await work(within);
      await record(client, opened);
      return result;
    });
  return {
    ...ledger,
    transact,
    open: (opening) =>
      inTransaction(pool, async (client) => {
        const isOpen = await ledgerWithin(client).open(opening);
        // What has been overtaken is decided anew, and recorded then.
        if (isOpen) await record(client, [opening]);
        return isOpen;
      }),
  };
}
