/** The built-in directory: people, posts with whoever holds them now, and who stands in for whom. */
import type { Calendar } from '../engine/calendar-port.ts';
import type { Directory, Person, Recipient } from '../engine/ports.ts';
import { RectiflowError } from '../errors.ts';
import type { Queryable } from '../store/pool.ts';
import { holdsOn } from './delegation-rows.ts';

export interface PersonRecord extends Person {
  readonly email: string | null;
  readonly unit: string | null;
  /** How they are reached, in order: what fails over one goes on over the next. Left out: as before, at first by mail. */
  readonly channels?: readonly string[] | undefined;
  /** What group robots call people by who have no id there. */
  readonly mobile?: string | null | undefined;
  /** What a channel's provider calls the person, by the channel's name. Left out: as before. */
  readonly userIds?: Readonly<Record<string, string>> | undefined;
}

export interface PostRecord {
  readonly code: string;
  readonly title: string;
  readonly holder: string | null;
}

export interface DirectoryTables extends Directory {
  /**
   * Adds the people and posts, or brings those already there up to date: all of them or none.
   * Throws `person_not_found` for a post held by somebody who is not there.
   */
  put(entries: {
    readonly people?: readonly PersonRecord[];
    readonly posts?: readonly PostRecord[];
  }): Promise<void>;
}

/** Delegations are followed so many times at most. */
const hopsMax = 3;

// A chain ends where nobody has delegated further, after so many hops, or before it would come back to
// somebody it has passed: whoever it has reached then gets it.
const resolveSql = `
/* directory_resolve */
with recursive addressed as (
  select wanted.party, person.id
  from unnest($1::text[]) as wanted (party)
  left join post on post.code = wanted.party
  join person on person.id = case when post.code is null then wanted.party else post.holder end
), chain as (
  select distinct id as first, id as last, array[id] as passed from addressed
  union all
  select chain.first, d.to_person, chain.passed || d.to_person
  from chain
  join delegation d on d.from_person = chain.last and d.to_person <> all (chain.passed)
    and ${holdsOn('$2')}
  where cardinality(chain.passed) <= ${hopsMax}
), reached as (
  select distinct on (first) first, last from chain order by first, cardinality(passed) desc
)
select addressed.party, recipient.id, recipient.name, recipient.channels, away.id as away_id, away.name as away_name
from addressed
join reached on reached.first = addressed.id
join person recipient on recipient.id = reached.last
left join person away on away.id = addressed.id and reached.last <> addressed.id`;

/** By the calendar days begin and end: a delegation holds from the beginning of its first day to the end of its last. */
export function createDirectoryTables(
  db: Queryable,
  calendar: Pick<Calendar, 'dayOf' | 'timeOn'>,
): DirectoryTables {
  return {
    async resolve(parties, at) {
      const { rows } = await db.query<ResolvedRecord>(resolveSql, [parties, calendar.dayOf(at)]);
      return new Map(rows.map((row) => [row.party, recipientOf(row)]));
    },
    async turns() {
      const { rows } = await db.query<{ day: string }>(
        `select from_day as day from delegation
         union select least(until_day + 1, ended_on) from delegation order by day`,
      );
      return rows.map(({ day }) => calendar.timeOn(day, '00:00'));
    },
    put: (entries) => put(db, entries),
  };
}

/** Those ids that no person has. */
export async function strangersAmong(db: Queryable, ids: readonly string[]): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select distinct id from unnest($1::text[]) as wanted (id)
     where not exists (select from person where person.id = wanted.id) order by id`,
    [ids],
  );
  return rows.map(({ id }) => id);
}

/** The refusal of people who are not there; `detail.persons` names them. */
export function notFound(persons: readonly string[]): RectiflowError {
  const names = persons.map((id) => `"${id}"`).join(', ');
  const message = `没有这个人员 / nobody is called ${names}`;
  return new RectiflowError('person_not_found', { message, persons });
}

async function put(
  db: Queryable,
  { people = [], posts = [] }: Parameters<DirectoryTables['put']>[0],
): Promise<void> {
  const given = new Set(people.map(({ id }) => id));
  const holders = posts.flatMap(({ holder }) =>
    holder === null || given.has(holder) ? [] : [holder],
  );
  const strangers = await strangersAmong(db, holders);
  if (strangers.length > 0) throw notFound(strangers);
  await db.query(
    `with given as (
       insert into person (id, name, email, unit, channels, mobile, user_ids)
       select p.id, p.name, p.email, p.unit, coalesce(p.channels, known.channels, '{mail}'),
         p.mobile, coalesce(p."userIds", known.user_ids, '{}')
       from jsonb_to_recordset($1::jsonb) as p (id text, name text, email text, unit text,
         channels text[], mobile text, "userIds" jsonb)
       left join person known using (id)
       on conflict (id) do update set name = excluded.name, email = excluded.email,
         unit = excluded.unit, channels = excluded.channels, mobile = excluded.mobile,
         user_ids = excluded.user_ids
     )
     insert into post (code, title, holder)
     select code, title, holder from jsonb_to_recordset($2::jsonb)
       as p (code text, title text, holder text)
     on conflict (code) do update set title = excluded.title, holder = excluded.holder`,
    [JSON.stringify(people), JSON.stringify(posts)],
  );
}

interface ResolvedRecord {
  readonly party: string;
  readonly id: string;
  readonly name: string;
  readonly channels: string[];
  readonly away_id: string | null;
  readonly away_name: string | null;
}

function recipientOf({ id, name, channels, away_id, away_name }: ResolvedRecord): Recipient {
  const inPlaceOf = away_id === null ? null : { id: away_id, name: away_name ?? '' };
  return { id, name, channels, inPlaceOf };
}
