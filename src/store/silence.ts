/** Overdue findings that nobody has been told of for too long: with the ladders at work there are none. */
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

/** An overdue finding that has fallen silent. */
export interface SilentFinding {
  readonly findingId: string;
  /** As people write it. */
  readonly number: string;
  /** The clock that is overdue. */
  readonly clockNo: number;
}

// Whatever has reached somebody counts, also word of what somebody did.
const silentSql = `
/* findings_silent */
select distinct on (f.id) f.id as "findingId", f.number, c.no as "clockNo"
from clock c
join finding f on f.id = c.finding_id
where c.state = 'running' and c.mode = 'enforcing' and c.kind <> 'notice'
  and c.due_at < $1::timestamptz
  and not exists (select from notice n
    where n.finding_id = f.id and n.state = 'sent' and n.settled_at >= $1::timestamptz)
order by f.id, c.due_at limit $2::int`;

/** Those overdue since before `since` (epoch ms, engine time) over which nothing has reached anybody since. */
export async function silentFindings(
  db: Queryable,
  since: number,
  limit: number,
): Promise<readonly SilentFinding[]> {
  const { rows } = await db.query<SilentFinding>(silentSql, [instant(since), limit]);
  return rows;
}

/** True for one of all processes that ask about the same day: that one raises the alarm. */
export async function takeSilenceDay(db: Queryable, day: string): Promise<boolean> {
  const { rowCount } = await db.query(
    `insert into setting as s (key, value) values ('silence_alarmed_on', to_jsonb($1::text))
     on conflict (key) do update set value = excluded.value where s.value <> excluded.value`,
    [day],
  );
  return rowCount === 1;
}
