/** Moves dispatches on, and the notices in them: one statement for several, each guarded by its own state and fence. */
import { stepNotice, type NoticeEvent, type StoredNotice } from '../../machines/notice.ts';
import type { HeldDispatch, Recorded } from './dispatch-book.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

/** A dispatch as it is read to be moved. */
export interface HeldRecord extends StoredNotice {
  readonly id: string;
}

export function heldOf({ id, state, attempts, fence, lapses }: HeldRecord): HeldDispatch {
  return { id, held: { state, attempts, fence, lapses } };
}

export interface AskedMove {
  readonly id: string;
  readonly held: StoredNotice;
  readonly event: NoticeEvent;
  readonly recorded: Recorded;
}

// Locked in one order, so that two who move the same dispatches never wait for each other crosswise.
// By their ids in a parameter of its own: of rows within JSON the planner thinks there are a hundred,
// and would rather read a table of some thousand whole.
const moveSql = `
/* dispatch_move */
with asked as (
  select * from jsonb_to_recordset($1::jsonb) as m (id uuid, was text, was_fence int, state text,
    attempts int, fence int, lapses int, outcome text, message_id text, subject text, settled_at timestamptz,
    ready_in_ms bigint, lease_ms bigint, link_id uuid, link_hash text, link_expires_at timestamptz)
), locked as (
  select id from dispatch where id = any ($2::uuid[]) order by id for update
), moved as (
  update dispatch d set state = m.state, attempts = m.attempts, fence = m.fence,
    lapses = m.lapses, outcome = m.outcome,
    message_id = coalesce(m.message_id, d.message_id), subject = coalesce(m.subject, d.subject),
    settled_at = case when m.state in ('sent', 'failed', 'unknown', 'suppressed') then m.settled_at end,
    ready_at = case when m.ready_in_ms is null then d.ready_at
      else now() + m.ready_in_ms * interval '1 millisecond' end,
    hinted_at = case when m.state = 'planned' then null else d.hinted_at end,
    call_id = case when m.state = 'planned' then null else d.call_id end,
    lease_until = case when m.state in ('claimed', 'handingOver')
      then coalesce(now() + m.lease_ms * interval '1 millisecond', d.lease_until) end
  from asked m join locked using (id)
  where d.id = any ($2::uuid[]) and d.id = m.id and d.state = m.was and d.fence = m.was_fence
  returning d.id, d.state, d.outcome, d.settled_at
), carried as (
  update notice n set state = moved.state, outcome = moved.outcome, settled_at = moved.settled_at
  from moved where n.dispatch_id = moved.id and n.state <> 'suppressed'
), linked as (
  insert into link (id, hash, purpose, dispatch_id, expires_at)
  select m.link_id, decode(m.link_hash, 'hex'), 'acknowledge', moved.id, m.link_expires_at
  from asked m join moved using (id) where m.link_id is not null
)
select id from moved`;

/** Those that have been moved, by id: the others are held by somebody else, or cannot take the event. */
export async function moveAll(
  db: Queryable,
  asked: readonly AskedMove[],
): Promise<ReadonlyMap<string, HeldDispatch>> {
  const possible = asked.flatMap((move) => {
    const next = stepNotice(move.held, move.event);
    return next === null ? [] : [{ move, next }];
  });
  if (possible.length === 0) return new Map();
  const { rows } = await db.query<{ id: string }>(moveSql, [
    JSON.stringify(possible.map(({ move, next }) => recordOf(move, next))),
    possible.map(({ move }) => move.id),
  ]);
  const moved = new Set(rows.map(({ id }) => id));
  return new Map(
    possible
      .filter(({ move }) => moved.has(move.id))
      .map(({ move: { id }, next }) => [id, { id, held: next }]),
  );
}

function recordOf({ id, held, recorded }: AskedMove, next: StoredNotice): Record<string, unknown> {
  const { at, outcome, messageId, subject, readyInMs, leaseMs, link } = recorded;
  return {
    id,
    was: held.state,
    was_fence: held.fence,
    state: next.state,
    attempts: next.attempts,
    fence: next.fence,
    lapses: next.lapses,
    outcome: outcome ?? null,
    message_id: messageId ?? null,
    subject: subject ?? null,
    settled_at: at === undefined ? null : instant(at),
    ready_in_ms: readyInMs ?? null,
    lease_ms: leaseMs ?? null,
    link_id: link?.id ?? null,
    link_hash: link?.hash ?? null,
    link_expires_at: link === undefined ? null : instant(link.expiresAt),
  };
}
