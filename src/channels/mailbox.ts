/** The built-in mailbox: takes every mail, keeps it in the database, and shows it. Nothing leaves the house. */
import type { Queryable } from '../store/pool.ts';
import { instant } from '../store/sql-time.ts';
import type { Channel } from './channel.ts';

/** One mail as the mailbox keeps it; plain JSON. */
export interface CapturedMail {
  /** Grows with each mail. */
  readonly id: number;
  readonly dispatchId: string;
  /** When it was handed over, by the engine's clock: ISO 8601, UTC. */
  readonly at: string;
  readonly to: { readonly name: string; readonly address: string };
  readonly messageId: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** `now` is the engine's clock (epoch ms): in a demo, the virtual one. */
export function createMailboxChannel(db: Queryable, now: () => Promise<number>): Channel {
  return {
    name: 'mailbox',
    async handOver({ dispatchId, messageId, to, subject, text, html }) {
      if (to.address === null) return { outcome: 'refused', code: 'no_address' };
      await db.query(
        `insert into captured_mail
           (dispatch_id, at, to_name, to_address, message_id, subject, text, html)
         values ($1, $2, $3, $4, $5, $6, $7, $8)`,
        [dispatchId, instant(await now()), to.name, to.address, messageId, subject, text, html],
      );
      return { outcome: 'sent' };
    },
    close: () => Promise.resolve(),
  };
}

/** The newest `limit` mails (those before mail `before`, where given), oldest of them first. */
export async function listCapturedMail(
  db: Queryable,
  { limit = 100, before }: { readonly limit?: number; readonly before?: number } = {},
): Promise<CapturedMail[]> {
  const { rows } = await db.query<MailRow>(
    `select id, dispatch_id, at, to_name, to_address, message_id, subject, text, html
     from captured_mail where $2::bigint is null or id < $2::bigint
     order by id desc limit $1::int`,
    [limit, before ?? null],
  );
  return rows.map(mailOf).toReversed();
}

interface MailRow {
  /** int8: the driver gives it as text. */
  readonly id: string;
  readonly dispatch_id: string;
  readonly at: Date;
  readonly to_name: string;
  readonly to_address: string;
  readonly message_id: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

function mailOf({
  id,
  dispatch_id,
  at,
  to_name,
  to_address,
  message_id,
  ...words
}: MailRow): CapturedMail {
  return {
    id: Number(id),
    dispatchId: dispatch_id,
    at: at.toISOString(),
    to: { name: to_name, address: to_address },
    messageId: message_id,
    ...words,
  };
}
