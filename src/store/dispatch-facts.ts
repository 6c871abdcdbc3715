/** What dispatches carry and whom they go to: all a worker needs to hand them over. */
import type { NoticeState } from '../../machines/notice.ts';
import type { DutyNoticeFacts, NoticeFacts } from '../channels/channel.ts';
import type { DispatchToDeliver } from './dispatch-book.ts';
import { dutyNotices } from './duty-notice-facts.ts';
import { findingNotices } from './notice-facts.ts';
import type { Queryable } from './pool.ts';
import { wordingRevisionSql } from './wording-rows.ts';

/** One notice in a dispatch. */
export interface CarriedNotice {
  readonly dispatchId: string;
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
  /** The instant asked for, engine time (epoch ms). */
  readonly readAt: number;
}

const dispatchSql = `
/* dispatch_facts */
select d.id, d.channel, d.state, d.attempts, d.fence, d.lapses, d.ready_at <= now() as ready,
  p.name, p.email, p.mobile, p.user_ids ->> d.channel as user_id,
  exists (select from notice n where n.dispatch_id = d.id and n.duty_id is not null) as over_duties,
  ${wordingRevisionSql} as wordings
from dispatch d left join person p on p.id = d.person_id
where d.id = any ($1::uuid[])`;

/** Those there are, in any order. `now` is engine time, epoch ms. */
export async function dispatchFacts(
  db: Queryable,
  asked: readonly { readonly id: string; readonly now: number }[],
): Promise<readonly FoundDispatch[]> {
  const instants = new Map(asked.map(({ id, now }) => [id, now]));
  const ids = [...instants.keys()];
  const [{ rows }, overFindings] = await Promise.all([
    db.query<DispatchRecord>(dispatchSql, [ids]),
    findingNotices(db, ids, instants),
  ]);
  const overDuties = rows.filter((row) => row.over_duties).map(({ id }) => id);
  const carried = [
    ...overFindings,
    ...(overDuties.length === 0 ? [] : await dutyNotices(db, overDuties, instants)),
  ].toSorted((a, b) => a.owedAt - b.owedAt || (a.facts.noticeId < b.facts.noticeId ? -1 : 1));
  return rows.map((row) => {
    const { id, channel, state, attempts, fence, lapses, ready } = row;
    const own = carried.filter(({ dispatchId }) => dispatchId === id);
    return {
      id,
      channel,
      held: { state, attempts, fence, lapses },
      ready,
      person: personOf(row),
      wordings: row.wordings,
      notices: own.filter(({ moot }) => !moot).map(({ facts }) => facts),
      moot: own.filter(({ moot }) => moot).map(({ facts }) => facts.noticeId),
      readAt: instants.get(id) ?? 0,
    };
  });
}

function personOf({ name, email, user_id, mobile }: DispatchRecord): DispatchToDeliver['person'] {
  return { name: name ?? '', address: email, userId: user_id, mobile };
}

interface DispatchRecord {
  readonly id: string;
  readonly channel: string;
  readonly state: NoticeState;
  readonly attempts: number;
  readonly fence: number;
  readonly lapses: number;
  readonly ready: boolean;
  readonly name: string | null;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly user_id: string | null;
  readonly over_duties: boolean;
  readonly wordings: number;
}
