/** Dispatches as workers use them: what is on its way to whom, who holds it, what became of it and of the notices in it. */
import {
  stepNotice,
  type NoticeEvent,
  type NoticeState,
  type StoredNotice,
} from '../../machines/notice.ts';
import type { DutyNoticeFacts, NoticeFacts } from '../channels/channel.ts';
import { dispatchFacts } from './dispatch-facts.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

/** A dispatch somebody holds, with its fence token in `held.fence`. */
export interface HeldDispatch {
  readonly id: string;
  readonly held: StoredNotice;
}

/** A planned dispatch that a queue is to be told about. */
export interface ReadyDispatch extends HeldDispatch {
  /** How long ago a worker might have taken it, by the database's clock. */
  readonly readyForMs: number;
}

export interface DispatchToDeliver extends HeldDispatch {
  readonly channel: string;
  readonly person: {
    readonly name: string;
    /** Null when the directory has none for the person. */
    readonly address: string | null;
  };
  /**
   * The notices that still hold, in the order they were owed; none is left when every clock has
   * ended and every task is settled that they would speak of.
   */
  readonly notices: readonly (NoticeFacts | DutyNoticeFacts)[];
}

/** What else a transition records. `readyInMs` and the lease run on the database's clock. */
export interface Recorded {
  /** Engine time, epoch ms. */
  readonly at?: number;
  readonly outcome?: string;
  readonly messageId?: string;
  readonly subject?: string;
  readonly readyInMs?: number;
}

export interface DispatchBook {
  /** Takes up to `limit` planned dispatches that no queue was told about for `rehintMs`, and notes that it now was. */
  takeHints(options: { limit: number; rehintMs: number }): Promise<readonly ReadyDispatch[]>;
  /** Claims the dispatch for the length of the lease; null when it is not to be had. `now`: engine time. */
  claim(id: string, leaseMs: number, now: number): Promise<DispatchToDeliver | null>;
  /** Moves a held dispatch on, and the notices in it; null when it has been lost to somebody else meanwhile. */
  move(
    dispatch: HeldDispatch,
    event: NoticeEvent,
    recorded?: Recorded,
  ): Promise<HeldDispatch | null>;
  /** Ends the leases that ran out: claimed ones are planned again, those being handed over become unknown. */
  endLapsedLeases(at: number): Promise<{ readonly replanned: number; readonly unknown: number }>;
  /** How many notices are in which state. */
  counts(): Promise<Readonly<Record<NoticeState, number>>>;
  /** How many notices could be on their way at this instant (engine time) and have not arrived anywhere. */
  pending(now: number): Promise<number>;
}

export function createDispatchBook(db: Queryable): DispatchBook {
  return {
    takeHints: (options) => takeHints(db, options),
    claim: (id, leaseMs, now) => claim(db, id, leaseMs, now),
    move: (dispatch, event, recorded = {}) => move(db, dispatch, event, recorded),
    endLapsedLeases: (at) => endLapsedLeases(db, at),
    counts: () => counts(db),
    pending: (now) => pending(db, now),
  };
}

async function takeHints(
  db: Queryable,
  { limit, rehintMs }: { limit: number; rehintMs: number },
): Promise<ReadyDispatch[]> {
  const { rows } = await db.query<HeldRecord & { readonly ready_for_ms: number }>(
    `update dispatch set hinted_at = now()
     where id in (
       select id from dispatch
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
): Promise<DispatchToDeliver | null> {
  const found = await dispatchFacts(db, id, now);
  if (found === null || !found.ready) return null;
  const claimed = await move(db, found, { type: 'CLAIM' }, {}, leaseMs);
  if (claimed === null) return null;
  const { moot, ...dispatch } = found;
  if (moot.length > 0) await suppress(db, claimed, moot, now);
  return { ...dispatch, ...claimed };
}

/** What a notice would say no longer holds: it goes no further, and the others go without it. */
async function suppress(
  db: Queryable,
  { id, held }: HeldDispatch,
  noticeIds: readonly string[],
  now: number,
): Promise<void> {
  await db.query(
    `update notice n set state = 'suppressed', outcome = 'clock_ended', settled_at = $3::timestamptz
     from dispatch d
     where n.id = any ($2::uuid[]) and n.dispatch_id = d.id and d.id = $1::uuid and d.fence = $4::int`,
    [id, noticeIds, instant(now), held.fence],
  );
}

const moveSql = `
/* dispatch_move */
with moved as (
  update dispatch set state = $4, attempts = $5::int, fence = $6::int,
    outcome = $7, message_id = coalesce($8, message_id), subject = coalesce($12, subject),
    settled_at = case when $4 in ('sent', 'failed', 'unknown', 'suppressed') then $9::timestamptz end,
    ready_at = case when $10::bigint is null then ready_at
      else now() + $10::bigint * interval '1 millisecond' end,
    hinted_at = case when $4 = 'planned' then null else hinted_at end,
    lease_until = case when $4 in ('claimed', 'handingOver')
      then coalesce(now() + $11::bigint * interval '1 millisecond', lease_until) end
  where id = $1 and state = $2 and fence = $3::int
  returning id, state, outcome, settled_at
), carried as (
  update notice n set state = moved.state, outcome = moved.outcome, settled_at = moved.settled_at
  from moved where n.dispatch_id = moved.id and n.state <> 'suppressed'
)
select id from moved`;

async function move(
  db: Queryable,
  { id, held }: HeldDispatch,
  event: NoticeEvent,
  { at, outcome, messageId, subject, readyInMs }: Recorded,
  leaseMs: number | null = null,
): Promise<HeldDispatch | null> {
  const next = stepNotice(held, event);
  if (next === null) return null;
  const { rowCount } = await db.query(moveSql, [
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
    subject ?? null,
  ]);
  return rowCount === 1 ? { id, held: next } : null;
}

async function endLapsedLeases(
  db: Queryable,
  at: number,
): Promise<{ replanned: number; unknown: number }> {
  const { rows } = await db.query<HeldRecord>(
    'select id, state, attempts, fence from dispatch where lease_until < now()',
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

/** Waiting for its turn is not pending: the turn may be tomorrow. */
async function pending(db: Queryable, now: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from notice
     where state in ('claimed', 'handingOver')
       or (state = 'planned' and (dispatch_id is not null or gather_at <= $1::timestamptz))`,
    [instant(now)],
  );
  return rows[0]?.count ?? 0;
}

interface HeldRecord {
  readonly id: string;
  readonly state: NoticeState;
  readonly attempts: number;
  readonly fence: number;
}

function heldOf({ id, state, attempts, fence }: HeldRecord): HeldDispatch {
  return { id, held: { state, attempts, fence } };
}
