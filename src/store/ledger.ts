/** The ledger's storage over one pool: what the engine calls, bound to the functions that do it. */
import type { Ledger } from '../engine/ports.ts';
import { dueClocks, nextDueAt } from './due-clocks.ts';
import { load, recall } from './finding-read.ts';
import { open, save } from './finding-write.ts';
import { inTransaction, type Pool, type Queryable } from './pool.ts';
import { findRound, openRound, saveRound, takeNumber } from './round-rows.ts';

export function createLedger(pool: Pool): Ledger {
  return over(pool, (work) => inTransaction(pool, (client) => work(within(client))));
}

/** Inside a transaction: a nested one is the same one. */
function within(client: Queryable): Ledger {
  const ledger: Ledger = over(client, (work) => work(ledger));
  return ledger;
}

function over(db: Queryable, transact: Ledger['transact']): Ledger {
  return {
    transact,
    databaseNow: async () => {
      const { rows } = await db.query<{ now: Date }>('select now() as now');
      return rows[0]?.now.getTime() ?? Number.NaN;
    },
    load: (id, key) => load(db, id, key),
    recall: (key) => recall(db, key),
    save: (write) => save(db, write),
    open: (opening) => open(db, opening),
    takeNumber: (roundId) => takeNumber(db, roundId),
    findRound: (code) => findRound(db, code),
    openRound: (round, event) => openRound(db, round, event),
    saveRound: (write) => saveRound(db, write),
    dueClocks: (now, cursor, limit) => dueClocks(db, now, cursor, limit),
    nextDueAt: () => nextDueAt(db),
  };
}
