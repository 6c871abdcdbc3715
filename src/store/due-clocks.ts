/** Which clocks are due, by the index on their one armed rung: the cost follows what is due. */
import type { DueClock } from '../engine/ports.ts';
import type { Queryable } from './pool.ts';
import { instant, msOf } from './sql-time.ts';

export async function dueClocks(
  db: Queryable,
  now: number,
  cursor: DueClock | null,
  limit: number,
): Promise<readonly DueClock[]> {
  const { rows } = await db.query<{ finding_id: string; no: number; next_at: Date }>(
    `select finding_id, no, next_at from clock
     where next_at <= $1::timestamptz
       and ($2::timestamptz is null or (next_at, finding_id, no) > ($2::timestamptz, $3::uuid, $4::int))
     order by next_at, finding_id, no limit $5::int`,
    [
      instant(now),
      cursor === null ? null : instant(cursor.nextAt),
      cursor?.findingId ?? null,
      cursor?.clockNo ?? null,
      limit,
    ],
  );
  return rows.map(({ finding_id, no, next_at }) => ({
    findingId: finding_id,
    clockNo: no,
    nextAt: msOf(next_at),
  }));
}

/** When the next rung of any clock is due (epoch ms), or null when none is armed. */
export async function nextDueAt(db: Queryable): Promise<number | null> {
  const { rows } = await db.query<{ next_at: Date | null }>(
    'select min(next_at) as next_at from clock where next_at is not null',
  );
  const at = rows[0]?.next_at ?? null;
  return at === null ? null : msOf(at);
}
