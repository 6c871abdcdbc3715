/** What people read of dispatches: what went to whom in one message, what became of it, what was decided on it. */
import type { Actor } from '../../machines/actor.ts';
import type { NoticeState } from '../../machines/notice.ts';
import type { Calendar } from '../engine/calendar-port.ts';
import type { Person } from '../engine/ports.ts';
import type { Subject } from './notice-views.ts';
import {
  acknowledgementsColumn,
  acknowledgementsOf,
  type AcknowledgedRecord,
  type Acknowledgement,
} from './acknowledgement-views.ts';
import type { Queryable } from './pool.ts';
import { msOf } from './sql-time.ts';

export interface DispatchDecision {
  readonly decision: 'resend' | 'confirm';
  readonly by: Actor;
  readonly reason: string;
  /** ISO 8601 with the zone's offset. */
  readonly at: string;
  /** What had become of the dispatch until then. */
  readonly was: { readonly state: NoticeState; readonly outcome: string | null };
}

export interface DispatchSummary {
  readonly id: string;
  readonly channel: string;
  /** The name is empty where the built-in tables have none. */
  readonly person: Person;
  /** The day it is that person's digest of, `YYYY-MM-DD`; null for any other message. */
  readonly digestOf: string | null;
  readonly state: NoticeState;
  /** Why it is in that state: a stable code. */
  readonly outcome: string | null;
  /** Hand-overs begun so far. */
  readonly attempts: number;
  /** ISO 8601 with the zone's offset. */
  readonly createdAt: string;
  readonly settledAt: string | null;
  /** As it was handed over last; null before. */
  readonly subject: string | null;
  readonly messageId: string | null;
  /** In the order they were owed. A suppressed one went no further, and the others without it. */
  readonly notices: readonly DispatchedNotice[];
  /** In the order they were taken. */
  readonly decisions: readonly DispatchDecision[];
  /** What was answered to it, in order. */
  readonly acknowledgements: readonly Acknowledgement[];
}

export interface DispatchedNotice {
  readonly id: string;
  /** What it is about: a finding or a duty. */
  readonly finding: Subject | null;
  readonly duty: Subject | null;
  readonly template: string;
  readonly rungs: readonly string[];
  readonly state: NoticeState;
}

export interface DispatchFilter {
  readonly state?: NoticeState | undefined;
  /** The last id of the page before. */
  readonly after?: string | undefined;
  /** Default: all. */
  readonly limit?: number | undefined;
}

export interface DispatchViews {
  /** In the order of their ids, which grow with time. */
  list(filter?: DispatchFilter): Promise<readonly DispatchSummary[]>;
}

/** A column of the decisions on the dispatch `x`, for `decisionsOf`. */
export const decisionsColumn = `
(select coalesce(jsonb_agg(to_jsonb(made) order by made.at, made.id), '[]')
 from dispatch_decision made where made.dispatch_id = x.id) as decisions`;

const listSql = `
select x.*, p.name as person_name, ${decisionsColumn}, ${acknowledgementsColumn},
  (select coalesce(jsonb_agg(jsonb_build_object(
      'id', n.id, 'template', n.template, 'rungs', n.rungs, 'state', n.state,
      'finding', case when f.id is not null then jsonb_build_object('id', f.id, 'number', f.number) end,
      'duty', case when d.id is not null then jsonb_build_object('id', d.id, 'number', d.number) end
    ) order by n.owed_at, n.id), '[]')
   from notice n left join finding f on f.id = n.finding_id left join duty d on d.id = n.duty_id
   where n.dispatch_id = x.id) as notices
from (
  select * from dispatch
  where ($1::text is null or state = $1) and ($2::uuid is null or id > $2::uuid)
  order by id limit $3::int
) x
left join person p on p.id = x.person_id
order by x.id`;

export function createDispatchViews(
  db: Queryable,
  calendar: Pick<Calendar, 'print'>,
): DispatchViews {
  return {
    async list({ state, after, limit } = {}) {
      const { rows } = await db.query<DispatchRecord>(listSql, [
        state ?? null,
        after ?? null,
        limit ?? null,
      ]);
      return rows.map((row) => summaryOf(row, calendar));
    },
  };
}

export function decisionsOf(
  { decisions }: DecidedRecord,
  calendar: Pick<Calendar, 'print'>,
): readonly DispatchDecision[] {
  return decisions.map(({ decision, by, reason, at, was_state, was_outcome }) => ({
    decision,
    by,
    reason,
    at: calendar.print(msOf(at)),
    was: { state: was_state, outcome: was_outcome },
  }));
}

function summaryOf(row: DispatchRecord, calendar: Pick<Calendar, 'print'>): DispatchSummary {
  const { id, channel, state, outcome, attempts, subject, settled_at: settledAt } = row;
  return {
    id,
    channel,
    person: { id: row.person_id, name: row.person_name ?? '' },
    digestOf: row.digest_of,
    state,
    outcome,
    attempts,
    createdAt: calendar.print(msOf(row.created_at)),
    settledAt: settledAt === null ? null : calendar.print(msOf(settledAt)),
    subject,
    messageId: row.message_id,
    notices: row.notices.map((notice) => ({
      id: notice.id,
      finding: notice.finding,
      duty: notice.duty,
      template: notice.template,
      rungs: notice.rungs,
      state: notice.state,
    })),
    decisions: decisionsOf(row, calendar),
    acknowledgements: acknowledgementsOf(row, calendar),
  };
}

/** A row with `decisionsColumn`. */
export interface DecidedRecord {
  readonly decisions: readonly {
    readonly decision: DispatchDecision['decision'];
    readonly by: Actor;
    readonly reason: string;
    readonly at: string;
    readonly was_state: NoticeState;
    readonly was_outcome: string | null;
  }[];
}

interface DispatchRecord extends DecidedRecord, AcknowledgedRecord {
  readonly id: string;
  readonly channel: string;
  readonly person_id: string;
  readonly person_name: string | null;
  readonly digest_of: string | null;
  readonly state: NoticeState;
  readonly outcome: string | null;
  readonly attempts: number;
  readonly created_at: Date;
  readonly settled_at: Date | null;
  readonly subject: string | null;
  readonly message_id: string | null;
  readonly notices: readonly DispatchedNotice[];
}
