/** What a dispatch carries and whom it goes to: all a worker needs to hand it over. */
import type { NoticeState } from '../../machines/notice.ts';
import type { DutyNoticeFacts, NoticeFacts } from '../channels/channel.ts';
import type { DispatchToDeliver } from './dispatch-book.ts';
import { dutyNotices } from './duty-notice-facts.ts';
import { findingNotices } from './notice-facts.ts';
import type { Queryable } from './pool.ts';

/** One notice in a dispatch. */
export interface CarriedNotice {
  readonly owedAt: number;
  /** True when what it would say no longer holds: the clock it reports has ended, its tasks are settled. */
  readonly moot: boolean;
  readonly facts: NoticeFacts | DutyNoticeFacts;
}

export interface FoundDispatch extends DispatchToDeliver {
  /** A worker may take it, by the database's clock. */
  readonly ready: boolean;
  /** The ids of the notices that are to go no further. */
  readonly moot: readonly string[];
}

const dispatchSql = `
select d.id, d.channel, d.state, d.attempts, d.fence, d.ready_at <= now() as ready,
  p.name, p.email,
  exists (select from notice n where n.dispatch_id = d.id and n.duty_id is not null) as over_duties
from dispatch d left join person p on p.id = d.person_id
where d.id = $1`;

/** Null when there is no such dispatch. `now` is engine time, epoch ms. */
export async function dispatchFacts(
  db: Queryable,
  id: string,
  now: number,
): Promise<FoundDispatch | null> {
  const { rows } = await db.query<DispatchRecord>(dispatchSql, [id]);
  const row = rows[0];
  if (row === undefined) return null;
  const { channel, state, attempts, fence, ready, name, email } = row;
  const overDuties = row.over_duties ? await dutyNotices(db, id, now) : [];
  const carried = [...(await findingNotices(db, id, now)), ...overDuties];
  const inOrder = carried.toSorted(
    (a, b) => a.owedAt - b.owedAt || (a.facts.noticeId < b.facts.noticeId ? -1 : 1),
  );
  return {
    id,
    channel,
    held: { state, attempts, fence },
    ready,
    person: { name: name ?? '', address: email },
    notices: inOrder.filter(({ moot }) => !moot).map(({ facts }) => facts),
    moot: inOrder.filter(({ moot }) => moot).map(({ facts }) => facts.noticeId),
  };
}

interface DispatchRecord {
  readonly id: string;
  readonly channel: string;
  readonly state: NoticeState;
  readonly attempts: number;
  readonly fence: number;
  readonly ready: boolean;
  readonly name: string | null;
  readonly email: string | null;
  readonly over_duties: boolean;
}
