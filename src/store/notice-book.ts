/** The notice ledger as workers use it: what is owed, who holds it, what became of it. */
import {
  stepNotice,
  type NoticeEvent,
  type NoticeState,
  type StoredNotice,
} from '../../machines/notice.ts';
import type { DutyNoticeFacts, NoticeFacts } from '../channels/channel.ts';
import { noticeFacts } from './notice-facts.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

/** A notice somebody holds, with its fence token in `held.fence`. */
export interface HeldNotice {
  readonly id: string;
  readonly held: StoredNotice;
}

/** A planned notice that a queue is to be told about. */
export interface ReadyNotice extends HeldNotice {
  /** How long ago a worker might have taken it, by the database's clock. */
  readonly readyForMs: number;
}

export interface NoticeToDeliver extends HeldNotice {
  readonly facts: NoticeFacts | DutyNoticeFacts;
  /** Null when the directory has no address for the person. */
  readonly address: string | null;
  /** True when what it would say no longer holds: the clock it reports has ended, its tasks are settled. */
  readonly moot: boolean;
}

/** What else a transition records. `readyInMs` and the lease run on the database's clock. */
export interface Recorded {
  /** Engine time, epoch ms. */
  readonly at?: number;
  readonly outcome?: string;
  readonly messageId?: string;
  readonly readyInMs?: number;
}

export interface NoticeBook {
  /** Takes up to `limit` planned notices that no queue was told about for `rehintMs`, and notes that it now was. */
  takeHints(options: { limit: number; rehintMs: number }): Promise<readonly ReadyNotice[]>;
  /** Claims the notice for the length of the lease; null when it is not to be had. */
  claim(id: string, leaseMs: number, now: number): Promise<NoticeToDeliver | null>;
  /** Moves a held notice on; null when it has been lost to somebody else meanwhile. */
  move(notice: HeldNotice, event: NoticeEvent, recorded?: Recorded): Promise<HeldNotice | null>;
  /** Ends the leases that ran out: claimed ones are planned again, those being handed over become unknown. */
  endLapsedLeases(at: number): Promise<{ readonly replanned: number; readonly unknown: number }>;
  /** How many notices are in which state. */
  counts(): Promise<Readonly<Record<NoticeState, number>>>;
}

export function createNoticeBook(db: Queryable): NoticeBook {
  return {
    takeHints: (options) => takeHints(db, options),
    claim: (id, leaseMs, now) => claim(db, id, leaseMs, now),
    move: (notice, event, recorded = {}) => move(db, notice, event, recorded),
    endLapsedLeases: (at) => endLapsedLeases(db, at),
    counts: () => counts(db),
  };
}

async function takeHints(
  db: Queryable,
  { limit, rehintMs }: { limit: number; rehintMs: number },
): Promise<ReadyNotice[]> {
  const { rows } = await db.query<HeldRecord & { readonly ready_for_ms: number }>(
    `update notice set hinted_at = now()
     where id in (
       select id from notice
       where state = 'planned' and ready_at <= now()
         and (hinted_at is null or hinted_at < now() - $2::int * interval '1 millisecond')
       order by ready_at, id limit $1::int for update skip locked)
     returning id, state, attempts, fence,
       (extract(epoch from now() - ready_at) * 1000)::float8 as ready_for_ms`,
    [limit, rehintMs],
  );
  return rows.map((row) => Object.assign(heldOf(row), { readyForMs: row.ready_for_ms }));
}

async function claim(
  db: Queryable,
  id: string,
  leaseMs: number,
  now: number,
): Promise<NoticeToDeliver | null> {
  const found = await noticeFacts(db, id, now);
  if (found === null || !found.ready) return null;
  const claimed = await move(db, found, { type: 'CLAIM' }, {}, leaseMs);
  return claimed === null ? null : { ...found, ...claimed };
}

async function move(
  db: Queryable,
  { id, held }: HeldNotice,
  event: NoticeEvent,
  { at, outcome, messageId, readyInMs }: Recorded,
  leaseMs: number | null = null,
): Promise<HeldNotice | null> {
  const next = stepNotice(held, event);
  if (next === null) return null;
  const { rowCount } = await db.query(
    `update notice set state = $4, attempts = $5::int, fence = $6::int,
       outcome = $7, message_id = coalesce($8, message_id),
       settled_at = case when $4 in ('sent', 'failed', 'unknown', 'suppressed') then $9::timestamptz end,
       ready_at = case when $10::bigint is null then ready_at
         else now() + $10::bigint * interval '1 millisecond' end,
       hinted_at = case when $4 = 'planned' then null else hinted_at end,
       lease_until = case when $4 in ('claimed', 'handingOver')
         then coalesce(now() + $11::bigint * interval '1 millisecond', lease_until) end
     where id = $1 and state = $2 and fence = $3::int`,
    [
      id,
      held.state,
      held.fence,
      next.state,
      next.attempts,
      next.fence,
      outcome ?? null,
      messageId ?? null,
      at === undefined ? null : instant(at),
      readyInMs ?? null,
      leaseMs,
    ],
  );
  return rowCount === 1 ? { id, held: next } : null;
}

async function endLapsedLeases(
  db: Queryable,
  at: number,
): Promise<{ replanned: number; unknown: number }> {
  const { rows } = await db.query<HeldRecord>(
    'select id, state, attempts, fence from notice where lease_until < now()',
  );
  const ended = { replanned: 0, unknown: 0 };
  for (const row of rows) {
    const moved = await move(db, heldOf(row), { type: 'LAPSE' }, { at, outcome: 'worker_lost' });
    if (moved?.held.state === 'planned') ended.replanned += 1;
    if (moved?.held.state === 'unknown') ended.unknown += 1;
  }
  return ended;
}

async function counts(db: Queryable): Promise<Record<NoticeState, number>> {
  const { rows } = await db.query<{ state: NoticeState; count: number }>(
    'select state, count(*)::int as count from notice group by state',
  );
  const none = {
    planned: 0,
    claimed: 0,
    handingOver: 0,
    sent: 0,
    failed: 0,
    unknown: 0,
    suppressed: 0,
  };
  return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}

interface HeldRecord {
  readonly id: string;
  readonly state: NoticeState;
  readonly attempts: number;
  readonly fence: number;
}

function heldOf({ id, state, attempts, fence }: HeldRecord): HeldNotice {
  return { id, held: { state, attempts, fence } };
}
