/** What people find in their in-app inbox, and what of it they have read. */
import type { Calendar } from '../engine/calendar-port.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

export interface InboxMessage {
  readonly dispatchId: string;
  readonly personId: string;
  readonly subject: string;
  readonly text: string;
  /** Made of escaped text only: safe to show in a page of its own origin or a sandboxed frame. */
  readonly html: string;
  /** ISO 8601 with the zone's offset. */
  readonly at: string;
  /** Null while it is unread. */
  readonly readAt: string | null;
}

export interface InboxQuery {
  readonly personId: string;
  /** Only what has not been read. */
  readonly unread?: boolean | undefined;
  /** The last message of the page before. */
  readonly after?: string | undefined;
  /** Default 50. */
  readonly limit?: number | undefined;
}

export interface Inbox {
  /** The newest first. */
  list(query: InboxQuery): Promise<readonly InboxMessage[]>;
  /** The first reading counts. False where that person has no such message. */
  markRead(message: { readonly dispatchId: string; readonly personId: string }): Promise<boolean>;
}

export function createInbox(
  db: Queryable,
  calendar: Pick<Calendar, 'print'>,
  now: () => Promise<number>,
): Inbox {
  const print = (at: Date) => calendar.print(at.getTime());
  return {
    async list({ personId, unread = false, after, limit = 50 }) {
      const { rows } = await db.query<InboxRecord>(
        `select i.* from inbox_message i
         left join inbox_message last on last.dispatch_id = $3::uuid
         where i.person_id = $1 and (not $2::boolean or i.read_at is null)
           and ($3::uuid is null or (i.at, i.dispatch_id) < (last.at, last.dispatch_id))
         order by i.at desc, i.dispatch_id desc limit $4::int`,
        [personId, unread, after ?? null, limit],
      );
      return rows.map((row) => ({
        dispatchId: row.dispatch_id,
        personId: row.person_id,
        subject: row.subject,
        text: row.text,
        html: row.html,
        at: print(row.at),
        readAt: row.read_at === null ? null : print(row.read_at),
      }));
    },
    async markRead({ dispatchId, personId }) {
      const { rowCount } = await db.query(
        `update inbox_message set read_at = coalesce(read_at, $3::timestamptz)
         where dispatch_id = $1 and person_id = $2`,
        [dispatchId, personId, instant(await now())],
      );
      return rowCount === 1;
    },
  };
}

interface InboxRecord {
  readonly dispatch_id: string;
  readonly person_id: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly at: Date;
  readonly read_at: Date | null;
}
