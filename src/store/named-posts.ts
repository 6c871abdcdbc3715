/** The parties that open findings of a round name, each for one post. */
import type { Slot } from '../../machines/words.ts';
import type { Queryable } from './pool.ts';

export interface NamedPosts {
  /** The finding's. */
  readonly id: string;
  readonly number: string;
  readonly slots: Readonly<Partial<Record<Slot, string>>>;
}

/** Every finding not closed, in the order of their numbers. */
export async function namedPosts(db: Queryable, round: string): Promise<readonly NamedPosts[]> {
  const { rows } = await db.query<NamedPosts>(
    `select f.id, f.number, coalesce(f.snapshot #> '{context,slots}', '{}') as slots
     from finding f join round r on r.id = f.round_id
     where r.code = $1 and f.state <> 'closed'
     order by f.number`,
    [round],
  );
  return rows;
}
