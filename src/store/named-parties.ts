/** Who goes by a name in the built-in directory. */
import type { Queryable } from './pool.ts';

/** Codes of those that go by one name; several people may share it. */
export interface NamedParties {
  readonly persons: readonly string[];
  readonly posts: readonly string[];
  /** Units are known by what people say they belong to. */
  readonly units: readonly string[];
}

/** By name; names that nobody goes by are absent. Compared exactly. */
export type PartiesByName = ReadonlyMap<string, NamedParties>;

export async function namedParties(
  db: Queryable,
  names: readonly string[],
): Promise<PartiesByName> {
  if (names.length === 0) return new Map();
  const { rows } = await db.query<NamedParties & { readonly name: string }>(
    `select name, coalesce(array_agg(code order by code) filter (where kind = 'person'), '{}') as persons,
       coalesce(array_agg(code order by code) filter (where kind = 'post'), '{}') as posts,
       coalesce(array_agg(code order by code) filter (where kind = 'unit'), '{}') as units
     from (
       select 'person' as kind, name, id as code from person where name = any($1::text[])
       union all select 'post', title, code from post where title = any($1::text[])
       union all select distinct 'unit', unit, unit from person where unit = any($1::text[])
     ) known
     group by name`,
    [names],
  );
  return new Map(rows.map(({ name, ...parties }) => [name, parties]));
}
