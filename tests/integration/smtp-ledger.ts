/** A ledger that owes one message to each of some addresses, and delivers them as a worker does. */
import type { Channel } from '../../src/channels/channel.ts';
import type { DispatchBook } from '../../src/store/dispatch-book.ts';
import { deliver, type Delivery } from '../../workers/deliver.ts';
import { bookOfEachAlone, eachAlone } from '../support/each-alone.ts';
import type { Database } from '../../src/store/open-database.ts';
import { openCase, wipe } from '../unit/engine/engine-case.ts';

export const sender = { name: '整改办', address: 'rectification@school.example' };

export interface LedgerRow {
  readonly id: string;
  readonly address: string;
  readonly state: string;
  readonly outcome: string | null;
  /** Hand-overs begun. */
  readonly attempts: number;
  readonly fence: number;
  readonly lapses: number;
  readonly messageId: string | null;
  /** How long until it may be had again, by the database's clock. */
  readonly readyInMs: number;
}

export interface MailLedger {
  readonly dispatches: DispatchBook;
  deliver(channel: Channel, id: string): Promise<Delivery>;
  /** Delivers them all, so many at a time. */
  deliverAll(channel: Channel, ids: readonly string[], atATime?: number): Promise<Delivery[]>;
  /** In the order of the addresses. */
  rows(): Promise<readonly LedgerRow[]>;
  /** Ends every wait of what is planned. */
  endWaits(ids?: readonly string[]): Promise<void>;
}

/** Empties the database first. */
export async function ledgerOwing(
  database: Database,
  addresses: readonly string[],
): Promise<MailLedger> {
  await wipe(database);
  const { directory, engine } = await openCase({ database });
  const people = addresses.map((email, index) => {
    const id = `person-${String(index).padStart(6, '0')}`;
    return { id, name: `Person ${index}`, email, unit: null };
  });
  await directory.put({ people });
  await engine.openAll(
    people.map(({ id }) => ({ round: 'XC-2024', title: id, slots: { actionOwner: id } })),
    { kind: 'import', document: 'test' },
  );
  const db = database.store;
  await eachAlone(db);
  const dispatches = bookOfEachAlone(db);
  const ports = {
    dispatches,
    now: () => engine.now(),
    zone: 'Asia/Shanghai',
    leaseMs: 600_000,
    fromAddress: sender.address,
  };
  const deliverOne = (channel: Channel, id: string) =>
    deliver({ ...ports, channelOf: () => channel }, id);
  return {
    dispatches,
    deliver: deliverOne,
    async deliverAll(channel, ids, atATime = 10) {
      const results: Delivery[] = [];
      for (let from = 0; from < ids.length; from += atATime) {
        const some = ids.slice(from, from + atATime);
        results.push(...(await Promise.all(some.map((id) => deliverOne(channel, id)))));
      }
      return results;
    },
    async rows() {
      const { rows } = await db.query<LedgerRow>(
        `select d.id, p.email as address, d.state, d.outcome, d.attempts, d.fence, d.lapses,
           d.message_id as "messageId",
           extract(epoch from d.ready_at - now())::float8 * 1000 as "readyInMs"
         from dispatch d join person p on p.id = d.person_id order by p.id`,
      );
      return rows;
    },
    async endWaits(ids) {
      await db.query(
        `update dispatch set ready_at = now()
         where state = 'planned' and ($1::uuid[] is null or id = any ($1::uuid[]))`,
        [ids ?? null],
      );
    },
  };
}

/** How often each of them occurs. */
export function tally(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;
  return counts;
}

/** The Message-ID of a mail as it came in. */
export function messageIdIn(source: string): string {
  return /^Message-ID:\s*(<[^>\r\n]+>)/imu.exec(source)?.[1] ?? 'none';
}
