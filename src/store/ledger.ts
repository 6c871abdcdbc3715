/** The ledger's storage over one pool: what the engine calls, bound to the functions that do it. */
import type { Ledger } from '../engine/ports.ts';
import { nextDueAt, takeDueClocks } from './due-clocks.ts';
import { identify, load, loadMany, moment, recall } from './finding-read.ts';
import { saveMany } from './finding-write-many.ts';
import { open, save } from './finding-write.ts';
import { inTransaction, type Pool, type Queryable } from './pool.ts';
import { findRound, openRound, saveRound, takeNumber } from './round-rows.ts';

export function createLedger(pool: Pool): Ledger {
  return over(pool, (work) => inTransaction(pool, (client) => work(ledgerWithin(client))));
}

/** Inside a transaction: a nested one is the same one. */
export function ledgerWithin(client: Queryable): Ledger {
  const ledger: Ledger = over(client, (work) => work(ledger));
  return ledger;
}

function over(db: Queryable, transact: Ledger['transact']): Ledger {
  return {
    transact,
    moment: () => moment(db),
    load: (id, key) => load(db, id, key),
    loadMany: (ids) => loadMany(db, ids),
    recall: (key) => recall(db, key),
    save: (write) => save(db, write),
    saveMany: (writes) => saveMany(db, writes),
    open: (opening) => open(db, opening),
    identify: (ref) => identify(db, ref),
    takeNumber: (roundId) => takeNumber(db, roundId),
    findRound: (code) => findRound(db, code),
    openRound: (round, event) => openRound(db, round, event),
    saveRound: (write) => saveRound(db, write),
    takeDueClocks: (now, limit, leaseMs) => takeDueClocks(db, now, limit, leaseMs),
    nextDueAt: () => nextDueAt(db),
  };
}
