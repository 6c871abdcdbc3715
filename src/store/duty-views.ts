/** What people read of duties: lists, one duty with its tasks. What is open and overdue is computed here, on read. */
import type { Actor } from '../../machines/actor.ts';
import type { DutyLedgerEvent, DutyRow, TermCalendar } from '../engine/duties/ports.ts';
import { almanacOf } from '../engine/duties/slots.ts';
import { standingAsOf } from '../engine/duties/standing.ts';
import type { Chain } from '../engine/proof/chains.ts';
import { chainedEventOf, type EventRecord } from './chains.ts';
import { dutyOf, type DutyRecord } from './duty-rows.ts';
import {
  dutySummary,
  dutyView,
  type DutySummary,
  type DutyView,
  type ShownTask,
} from './duty-shapes.ts';
import { dutyTaskOf, type DutyTaskRecord } from './duty-task-rows.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

export interface DutyFilter {
  readonly round?: string | undefined;
  readonly state?: DutyRow['state'] | undefined;
  readonly kind?: DutyRow['kind'] | undefined;
  /** The duties that keep up the result of this finding. */
  readonly findingId?: string | undefined;
  /** Has a task past its due instant, or has none. */
  readonly overdue?: boolean | undefined;
  /** The last duty number of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** `now` is engine time, epoch ms: what has come and what is overdue is judged by it. */
export interface DutyViews {
  list(filter: DutyFilter, now: number): Promise<readonly DutySummary[]>;
  get(id: string, now: number): Promise<DutyView | null>;
  /** Null when there is no such duty. */
  history(id: string): Promise<Chain['events'] | null>;
}

export function createDutyViews(db: Queryable, calendar: TermCalendar): DutyViews {
  const print = (at: number) => calendar.print(at);
  return {
    async list(filter, now) {
      const almanac = almanacOf(calendar);
      const found: DutySummary[] = [];
      let { after } = filter;
      for (;;) {
        const rows = await page(db, { ...filter, after }, now);
        for (const row of rows) {
          const duty = dutyOf(row);
          const standing = standingAsOf(duty, almanac, now);
          const late = standing.overdue > 0;
          if (filter.overdue !== undefined && filter.overdue !== late) continue;
          found.push(dutySummary(duty, findingOf(row), standing, print));
          if (found.length === filter.limit) return found;
        }
        if (rows.length === 0 || rows.length < filter.limit) return found;
        after = rows.at(-1)?.number;
      }
    },
    async get(id, now) {
      const { rows } = await db.query<ViewRecord>(`${dutySql} where d.id = $1`, [id]);
      const row = rows[0];
      if (row === undefined) return null;
      const duty = dutyOf(row);
      const standing = standingAsOf(duty, almanacOf(calendar), now);
      const summary = dutySummary(duty, findingOf(row), standing, print);
      return dutyView(duty, summary, standing, await tasksOf(db, id), { now, print });
    },
    history: (id) => history(db, id),
  };
}

async function history(db: Queryable, id: string): Promise<Chain['events'] | null> {
  const { rows } = await db.query<EventRecord>(
    `select e.* from event e join duty d on d.id = e.subject_id
     where e.subject_id = $1 order by e.seq`,
    [id],
  );
  return rows.length === 0 ? null : rows.map(chainedEventOf);
}

const dutySql = `
select d.*, r.code as round_code, f.number as finding_number
from duty d
join round r on r.id = d.round_id
left join finding f on f.id = d.finding_id`;

/** Where nobody has raised what has come, only the rule can say what is overdue: those are left in. */
async function page(
  db: Queryable,
  { round, state, kind, findingId, overdue, after, limit }: DutyFilter,
  now: number,
): Promise<readonly ViewRecord[]> {
  const { rows } = await db.query<ViewRecord>(
    `${dutySql}
     where ($1::text is null or r.code = $1) and ($2::text is null or d.state = $2)
       and ($3::text is null or d.kind = $3) and ($4::uuid is null or d.finding_id = $4::uuid)
       and ($5::text is null or d.number > $5)
       and ($6::boolean is not true or d.next_at <= $7::timestamptz or exists (
         select from duty_task t
         where t.duty_id = d.id and t.state = 'open' and t.due_at <= $7::timestamptz))
     order by d.number limit $8::int`,
    [
      round ?? null,
      state ?? null,
      kind ?? null,
      findingId ?? null,
      after ?? null,
      overdue ?? null,
      instant(now),
      limit,
    ],
  );
  return rows;
}

/** All that are open, and the last of those that are settled. */
async function tasksOf(db: Queryable, dutyId: string): Promise<ShownTask[]> {
  const { rows } = await db.query<ShownRecord>(
    `select shown.*, e.actor, e.event from (
       (select * from duty_task where duty_id = $1 and state = 'open')
       union all
       (select * from duty_task where duty_id = $1 and state <> 'open'
         order by day desc, slot desc limit 200)
     ) shown
     left join event e on e.subject_id = shown.duty_id and e.seq = shown.settled_seq
     order by shown.day, shown.slot`,
    [dutyId],
  );
  return rows.map(shownOf);
}

function shownOf(row: ShownRecord): ShownTask {
  return { ...dutyTaskOf(row), by: row.actor, event: row.event };
}

function findingOf({ finding_id: id, finding_number: number }: ViewRecord): DutySummary['finding'] {
  return id === null || number === null ? null : { id, number };
}

interface ViewRecord extends DutyRecord {
  readonly finding_number: string | null;
}

interface ShownRecord extends DutyTaskRecord {
  readonly actor: Actor | null;
  readonly event: DutyLedgerEvent | null;
}
