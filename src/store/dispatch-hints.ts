/** Which dispatches a queue is to be told about, and in which calls. */
import type { HeldDispatch } from './dispatch-book.ts';
import { heldOf, type HeldRecord } from './dispatch-moves.ts';
import type { Queryable } from './pool.ts';

/** A planned dispatch that a queue is to be told about. */
export interface ReadyDispatch extends HeldDispatch {
  /** How long ago a worker might have taken it, by the database's clock. */
  readonly readyForMs: number;
  /** The call it is told of in: the same until it is given back, or it is forgotten that it was told of. */
  readonly callId: string;
}

export interface TakeHints {
  readonly limit: number;
  readonly rehintMs: number;
  readonly channels: readonly string[];
  /** Dispatches that may share a call. */
  readonly perCall: number;
}

interface ReadyRecord extends HeldRecord {
  readonly ready_for_ms: number;
  readonly call_id: string;
}

// Who is in no call yet shares one with those ready next to it, but for whatever was claimed before: that
// may be what cost its worker. A call is called after what it is for, with the fences: what has been given
// back is called for anew, although the call of before may still be locked by a worker that died.
const takeSql = `
/* hints_take */
with taken as (
  select id, fence, ready_at, call_id from dispatch
  where state = 'planned' and ready_at <= now() and channel = any ($3)
    and (hinted_at is null or hinted_at < now() - $2::int * interval '1 millisecond')
  order by ready_at, id limit $1::int for update skip locked
), placed as (
  select id, fence, call_id, case
    when call_id is not null then call_id::text
    when fence > 0 then id::text
    else ((row_number() over (partition by call_id is null and fence = 0 order by ready_at, id) - 1)
      / $4::int)::text
  end as share
  from taken
), named as (
  select id, call_id, sha256(convert_to(string_agg(id || '-' || fence, ',') over (partition by share
    order by id rows between unbounded preceding and unbounded following), 'UTF8')) as name
  from placed
), called as (
  select id, coalesce(call_id, encode(substr(name, 1, 16), 'hex')::uuid) as call_id from named
), told as (
  -- Joined to one thing alone: joined to two, the planner takes hundreds for one, and is slow by as many.
  update dispatch d set hinted_at = now(), call_id = called.call_id
  from called where d.id = called.id
  returning d.id, d.state, d.attempts, d.fence, d.lapses, d.ready_at, d.call_id
)
select id, state, attempts, fence, lapses, call_id,
  (extract(epoch from now() - ready_at) * 1000)::float8 as ready_for_ms
from told order by ready_at, id`;

export async function takeHints(
  db: Queryable,
  { limit, rehintMs, channels, perCall }: TakeHints,
): Promise<ReadyDispatch[]> {
  const { rows } = await db.query<ReadyRecord>(takeSql, [limit, rehintMs, channels, perCall]);
  return rows.map((row) =>
    Object.assign(heldOf(row), { readyForMs: row.ready_for_ms, callId: row.call_id }),
  );
}

/** Whatever somebody is moving just now is told of by them: nobody waits, and nobody is waited for. */
export async function forgetHints(db: Queryable, ids: readonly string[] | null): Promise<void> {
  await db.query(
    `update dispatch set hinted_at = null, call_id = null
     where id in (
       select id from dispatch
       where state = 'planned' and hinted_at is not null and ($1::uuid[] is null or id = any ($1))
       for update skip locked)`,
    [ids],
  );
}
