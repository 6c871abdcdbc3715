/** Where the demo's virtual clock stands, kept with the data so that a restart goes on from there. */
import { z } from 'zod';
import type { Queryable } from '../store/pool.ts';

const key = 'virtual-clock';

/** Epoch ms, or null where no clock has been saved. */
export async function savedClock(db: Queryable): Promise<number | null> {
  const { rows } = await db.query<{ value: unknown }>('select value from setting where key = $1', [
    key,
  ]);
  return rows[0] === undefined ? null : z.int().parse(rows[0].value);
}

export async function saveClock(db: Queryable, at: number): Promise<void> {
  await db.query(
    `insert into setting (key, value) values ($1, $2::jsonb)
     on conflict (key) do update set value = excluded.value`,
    [key, JSON.stringify(at)],
  );
}
