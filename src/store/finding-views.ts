/** What people read of findings: lists, one finding, its history, its notices. Overdue is computed here, on read. */
import type { Calendar } from '../engine/calendar-port.ts';
import type { ChainedEvent } from '../engine/ports.ts';
import type { AnyLedgerEvent } from '../engine/proof/chains.ts';
import { chainedEventOf, type EventRecord } from './chains.ts';
import {
  noticeView,
  viewsAt,
  type ClockRecord,
  type FindingSummary,
  type FindingView,
  type NoticeRecord,
  type NoticeView,
  type SummaryRecord,
} from './finding-shapes.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

export interface FindingFilter {
  readonly round?: string | undefined;
  readonly state?: string | undefined;
  readonly overdue?: boolean | undefined;
  /** The one finding of this number. */
  readonly number?: string | undefined;
  /** The last finding number of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** `now` is engine time, epoch ms: what is overdue is judged by it. */
export interface FindingViews {
  list(filter: FindingFilter, now: number): Promise<readonly FindingSummary[]>;
  get(id: string, now: number): Promise<FindingView | null>;
  /** Null when there is no such finding. */
  history(id: string): Promise<readonly ChainedEvent<AnyLedgerEvent>[] | null>;
  /** The notices owed over one finding, or over all, in the order they were owed. */
  notices(findingId?: string): Promise<readonly NoticeView[]>;
}

const summarySql = `
select f.*, r.code as round_code, due.at as due_at, coalesce(due.provisional, false) as due_provisional,
  coalesce(due.overdue, false) as overdue
from finding f
join round r on r.id = f.round_id
left join lateral (
  select c.due_at as at, c.provisional,
    -- What is struck off is late with nothing; its re-inspection is the checkers' to do.
    bool_or(c.mode = 'enforcing' and c.due_at <= $1::timestamptz and f.state <> 'closed') over () as overdue
  from clock c where c.finding_id = f.id and c.state = 'running'
  order by c.mode = 'advisory', c.due_at, c.no limit 1
) due on true`;

/** Instants are printed as the calendar prints them: ISO 8601 with the zone's offset. */
export function createFindingViews(
  db: Queryable,
  calendar: Pick<Calendar, 'print' | 'dayOf' | 'horizon'>,
): FindingViews {
  return {
    async list({ round, state, overdue, number, after, limit }, now) {
      const { rows } = await db.query<SummaryRecord>(
        `${summarySql}
         where ($2::text is null or r.code = $2) and ($3::text is null or f.state = $3)
           and ($4::boolean is null or coalesce(due.overdue, false) = $4)
           and ($5::text is null or f.number > $5) and ($7::text is null or f.number = $7)
         order by f.number limit $6::int`,
        [
          instant(now),
          round ?? null,
          state ?? null,
          overdue ?? null,
          after ?? null,
          limit,
          number ?? null,
        ],
      );
      return rows.map(viewsAt(now, calendar).summary);
    },
    async get(id, now) {
      const { rows } = await db.query<SummaryRecord>(`${summarySql} where f.id = $2`, [
        instant(now),
        id,
      ]);
      if (rows[0] === undefined) return null;
      const { rows: clocks } = await db.query<ClockRecord>(
        'select * from clock where finding_id = $1 order by no',
        [id],
      );
      return viewsAt(now, calendar).finding(rows[0], clocks);
    },
    async history(id) {
      const { rows } = await db.query<EventRecord>(
        'select * from event where subject_id = $1 order by seq',
        [id],
      );
      return rows.length === 0 ? null : rows.map(chainedEventOf);
    },
    async notices(findingId) {
      const { rows } = await db.query<NoticeRecord>(
        `select n.*, f.number, p.name as person_name, coalesce(away.name, n.in_place_of) as away_name
         from notice n
         join finding f on f.id = n.finding_id
         left join person p on p.id = n.person_id
         left join person away on away.id = n.in_place_of
         where $1::uuid is null or n.finding_id = $1::uuid
         order by n.owed_at, f.number, n.dedupe_key`,
        [findingId ?? null],
      );
      return rows.map((row) => noticeView(row, calendar));
    },
  };
}
