/** A person's decision on a dispatch: read what it is on, and write the decision with the move it makes. */
import type { Actor } from '../../machines/actor.ts';
import type { NoticeState, StoredNotice } from '../../machines/notice.ts';
import type { HeldDispatch } from './dispatch-book.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

/** Null when there is no such dispatch. */
export async function readHeld(db: Queryable, dispatchId: string): Promise<StoredNotice | null> {
  const { rows } = await db.query<StoredNotice>(
    'select state, attempts, fence, lapses from dispatch where id = $1',
    [dispatchId],
  );
  return rows[0] ?? null;
}

/** The mail of that Message-ID, in whatever case the other side has written it; null where there is none. */
export async function readByMessageId(
  db: Queryable,
  messageId: string,
): Promise<HeldDispatch | null> {
  const { rows } = await db.query<StoredNotice & { readonly id: string }>(
    'select id, state, attempts, fence, lapses from dispatch where channel = $2 and message_id = any ($1)',
    [[messageId, messageId.toLowerCase()], 'mail'],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { id, ...held } = row;
  return { id, held };
}

export interface DecisionToWrite {
  readonly id: string;
  readonly dispatchId: string;
  readonly decision: 'resend' | 'confirm';
  readonly by: Actor;
  readonly reason: string;
  /** Engine time, epoch ms. */
  readonly at: number;
  /** The dispatch as it was read, and where the decision takes it. */
  readonly before: StoredNotice;
  readonly after: { readonly state: NoticeState; readonly outcome: string | null };
}

// What it was is read under the same lock as it is changed: the row says what was really decided on.
const decideSql = `
/* dispatch_decide */
with before as (
  select id, state, outcome from dispatch where id = $1 and state = $2 and fence = $3::int for update
), moved as (
  update dispatch d set state = $4, outcome = $5,
    settled_at = case when $4 = 'planned' then null else $6::timestamptz end,
    ready_at = case when $4 = 'planned' then now() else d.ready_at end,
    hinted_at = case when $4 = 'planned' then null else d.hinted_at end,
    call_id = case when $4 = 'planned' then null else d.call_id end,
    lapses = case when $4 = 'planned' then 0 else d.lapses end
  from before where d.id = before.id
  returning d.id, d.state, d.outcome, d.settled_at
), carried as (
  update notice n set state = moved.state, outcome = moved.outcome, settled_at = moved.settled_at,
    -- What fails again is passed on and alarmed over again.
    passed_on_at = case when moved.state = 'planned' then null else n.passed_on_at end,
    alarmed_at = case when moved.state = 'planned' then null else n.alarmed_at end
  from moved where n.dispatch_id = moved.id and n.state <> 'suppressed'
)
insert into dispatch_decision (id, dispatch_id, decision, by, reason, at, was_state, was_outcome)
select $7, moved.id, $8, $9::jsonb, $10, $6::timestamptz, before.state, before.outcome
from moved join before on before.id = moved.id`;

/** False, with nothing written, when the dispatch has moved on since it was read. */
export async function writeDecision(
  db: Queryable,
  { id, dispatchId, decision, by, reason, at, before, after }: DecisionToWrite,
): Promise<boolean> {
  const { rowCount } = await db.query(decideSql, [
    dispatchId,
    before.state,
    before.fence,
    after.state,
    after.outcome,
    instant(at),
    id,
    decision,
    JSON.stringify(by),
    reason,
  ]);
  return rowCount === 1;
}
