/** The built-in directory: people, and posts with whoever holds them now. */
import type { Directory, Person } from '../engine/ports.ts';
import type { Queryable } from '../store/pool.ts';

export interface PersonRecord extends Person {
  readonly email: string | null;
  readonly unit: string | null;
}

export interface PostRecord {
  readonly code: string;
  readonly title: string;
  readonly holder: string | null;
}

export interface DirectoryTables extends Directory {
  /** Adds the people and posts, or brings those already there up to date. */
  put(entries: {
    readonly people?: readonly PersonRecord[];
    readonly posts?: readonly PostRecord[];
  }): Promise<void>;
}

export function createDirectoryTables(db: Queryable): DirectoryTables {
  return {
    async resolve(parties) {
      const { rows } = await db.query<{ party: string; id: string; name: string }>(
        `/* directory_resolve */
         select wanted.party, person.id, person.name
         from unnest($1::text[]) as wanted (party)
         left join post on post.code = wanted.party
         join person on person.id = case when post.code is null then wanted.party else post.holder end`,
        [parties],
      );
      return new Map(rows.map(({ party, id, name }) => [party, { id, name }]));
    },
    async put({ people = [], posts = [] }) {
      await db.query(
        `insert into person (id, name, email, unit)
         select id, name, email, unit from jsonb_to_recordset($1::jsonb)
           as p (id text, name text, email text, unit text)
         on conflict (id) do update set name = excluded.name, email = excluded.email, unit = excluded.unit`,
        [JSON.stringify(people)],
      );
      await db.query(
        `insert into post (code, title, holder)
         select code, title, holder from jsonb_to_recordset($1::jsonb)
           as p (code text, title text, holder text)
         on conflict (code) do update set title = excluded.title, holder = excluded.holder`,
        [JSON.stringify(posts)],
      );
    },
  };
}
