/** Which clocks are due, by the index on their one armed rung: the cost follows what is due. */
import type { DueClock } from '../engine/ports.ts';
import type { Queryable } from './pool.ts';
import { instant, msOf } from './sql-time.ts';

/**
 * One worker takes a row at a time: what another is just taking is skipped, and what it has taken is
 * left alone until its lease runs out. No lock outlives the statement.
 */
const takeSql = `
/* clocks_take */
update clock c set taken_until = now() + make_interval(secs => $3::float8 / 1000)
from (
  select finding_id, no from clock
  where next_at <= $1::timestamptz and (taken_until is null or taken_until <= now())
  order by next_at, finding_id, no limit $2::int
  for update skip locked
) due
where c.finding_id = due.finding_id and c.no = due.no
returning c.finding_id, c.no, c.next_at`;

export async function takeDueClocks(
  db: Queryable,
  now: number,
  limit: number,
  leaseMs: number,
): Promise<readonly DueClock[]> {
  const { rows } = await db.query<{ finding_id: string; no: number; next_at: Date }>(takeSql, [
    instant(now),
    limit,
    leaseMs,
  ]);
  return rows
    .toSorted((a, b) => a.next_at.getTime() - b.next_at.getTime() || a.no - b.no)
    .map(({ finding_id, no }) => ({ findingId: finding_id, clockNo: no }));
}

/** When the next rung of any clock is due (epoch ms), or null when none is armed. */
export async function nextDueAt(db: Queryable): Promise<number | null> {
  const { rows } = await db.query<{ next_at: Date | null }>(
    'select min(next_at) as next_at from clock where next_at is not null',
  );
  const at = rows[0]?.next_at ?? null;
  return at === null ? null : msOf(at);
}
