/** The in-app inbox: the channel that puts messages where the host's own pages show them. Nothing leaves the house. */
import type { Queryable } from '../store/pool.ts';
import { instant } from '../store/sql-time.ts';
import type { Channel } from './channel.ts';

/** `now` is the engine's clock (epoch ms). A message that is handed over again is the same one. */
export function createInboxChannel(db: Queryable, now: () => Promise<number>): Channel {
  return {
    name: 'inbox',
    async handOver({ dispatchId, subject, text, html }) {
      await db.query(
        `insert into inbox_message (dispatch_id, person_id, at, subject, text, html)
         select id, person_id, $2::timestamptz, $3, $4, $5 from dispatch where id = $1
         on conflict (dispatch_id) do nothing`,
        [dispatchId, instant(await now()), subject, text, html],
      );
      return { outcome: 'sent' };
    },
    close: () => Promise.resolve(),
  };
}
