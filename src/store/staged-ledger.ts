/** A ledger on which a round, what is opened in it, and what led to it, are written together or not at all. */
import type {
  ChainedEvent,
  FindingOpening,
  Ledger,
  RoundLedgerEvent,
  RoundOpening,
  RoundRow,
} from '../engine/ports.ts';
import { ledgerWithin } from './ledger.ts';
import { inTransaction, type Pool, type Queryable } from './pool.ts';

/** Thrown where something that was decided on has moved on meanwhile: nothing was written, and all is to be decided anew. */
export const overtaken = new Error('somebody else was first');

/** Writes what led to the openings, in their transaction. */
export type Recording = (
  db: Queryable,
  within: Ledger,
  opened: readonly FindingOpening[],
) => Promise<void>;

interface StagedRound {
  readonly row: RoundRow;
  readonly opening: RoundOpening;
  readonly event: ChainedEvent<RoundLedgerEvent>;
}

/**
 * The same ledger, for one act: a round that it opens waits for the transaction of the findings opened in it,
 * and `record` writes there what belongs to them. Throws {@link overtaken}.
 */
export function stagedLedger(pool: Pool, ledger: Ledger, record: Recording): Ledger {
  let staged: StagedRound | null = null;
  let given = 0;

  const transact: Ledger['transact'] = (work) =>
    inTransaction(pool, async (client) => {
      if (staged !== null) await openStaged(client, staged, given);
      const opened: FindingOpening[] = [];
      const plain = ledgerWithin(client);
      const within: Ledger = {
        ...plain,
        transact: (inner) => inner(within),
        async open(opening) {
          if (!(await plain.open(opening))) throw overtaken;
          opened.push(opening);
          return true;
        },
      };
      const result = await work(within);
      await record(client, plain, opened);
      return result;
    });

  return {
    ...ledger,
    transact,
    open: (opening) => transact((within) => within.open(opening)),
    async findRound(code) {
      return staged?.row.code === code ? staged.row : ledger.findRound(code);
    },
    async openRound(opening, event) {
      const { hash: headHash } = event;
      staged = { row: { ...opening, version: 1, headHash, openFindings: 0 }, opening, event };
      return true;
    },
    async takeNumber(roundId) {
      if (staged?.row.id !== roundId) return ledger.takeNumber(roundId);
      given += 1;
      return given;
    },
  };
}

async function openStaged(db: Queryable, { opening, event }: StagedRound, given: number) {
  if (!(await ledgerWithin(db).openRound(opening, event))) throw overtaken;
  await db.query('update round set numbers_given = $2::int where id = $1::uuid', [
    opening.id,
    given,
  ]);
}
