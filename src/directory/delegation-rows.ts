/** Delegations as rows: recorded, ended early and listed, never deleted. */
import type { Actor } from '../../machines/actor.ts';
import { RectiflowError } from '../errors.ts';
import type { Queryable } from '../store/pool.ts';
import { instant } from '../store/sql-time.ts';
import { isTaken } from '../store/taken.ts';

export interface DelegationGiven {
  readonly from: string;
  readonly to: string;
  readonly fromDay: string;
  readonly untilDay: string;
  readonly reason: string;
}

/** What is recorded with it: whose doing it is, and when (epoch ms of engine time). */
interface Doing {
  readonly by: Actor;
  readonly at: number;
}

/** Throws `delegation_overlaps`, naming the one that is in the way. */
export async function addDelegation(
  db: Queryable,
  id: string,
  given: DelegationGiven,
  { by, at }: Doing,
): Promise<void> {
  const { from, to, fromDay, untilDay, reason } = given;
  try {
    await db.query(
      `insert into delegation
         (id, from_person, to_person, from_day, until_day, reason, recorded_at, recorded_by)
       values ($1::uuid, $2, $3, $4::date, $5::date, $6, $7::timestamptz, $8::jsonb)`,
      [id, from, to, fromDay, untilDay, reason, instant(at), JSON.stringify(by)],
    );
  } catch (error) {
    if (!isTaken(error, 'delegation_one_at_a_time')) throw error;
    throw await overlapping(db, given);
  }
}

async function overlapping(
  db: Queryable,
  { from, fromDay, untilDay }: DelegationGiven,
): Promise<RectiflowError> {
  const { rows } = await db.query<{ id: string; first_day: string; last_day: string }>(
    `select id, first_day, last_day from (
       select id, from_day as first_day, least(until_day, ended_on - 1) as last_day
       from delegation where from_person = $1
     ) held
     where first_day <= last_day and first_day <= $3::date and last_day >= $2::date
     order by first_day limit 1`,
    [from, fromDay, untilDay],
  );
  const [other] = rows;
  // Whoever was in the way has just been ended.
  if (other === undefined) return new RectiflowError('delegation_overlaps', { person: from });
  const { id, first_day, last_day } = other;
  const message =
    `该人员在 ${first_day} 至 ${last_day} 已有委托 / has delegated already from ${first_day} until ` +
    `${last_day}: ${id}`;
  return new RectiflowError('delegation_overlaps', { message, person: from, delegation: id });
}

/** False where there is none of that id, or it no longer holds on that day or any later one as it is. */
export async function endDelegation(
  db: Queryable,
  id: string,
  day: string,
  { by, at }: Doing,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update delegation set ended_on = $2::date, ended_at = $3::timestamptz, ended_by = $4::jsonb
     where id = $1::uuid and $2::date <= until_day and (ended_on is null or $2::date < ended_on)`,
    [id, day, instant(at), JSON.stringify(by)],
  );
  return rowCount === 1;
}

export interface DelegationRecord {
  readonly id: string;
  readonly from_person: string;
  readonly from_name: string;
  readonly to_person: string;
  readonly to_name: string;
  readonly from_day: string;
  readonly until_day: string;
  readonly reason: string;
  readonly in_force: boolean;
  readonly recorded_at: Date;
  readonly recorded_by: Actor;
  readonly ended_on: string | null;
  readonly ended_at: Date | null;
  readonly ended_by: Actor | null;
}

export interface DelegationsWanted {
  readonly person?: string | undefined;
  readonly on?: string | undefined;
  readonly after?: string | undefined;
  readonly limit?: number | undefined;
  /** The one of this id. */
  readonly id?: string | undefined;
}

/** Ids grow with time: in the order they were recorded. `today` is the day to be in force on. */
export async function readDelegations(
  db: Queryable,
  { person, on, after, limit, id }: DelegationsWanted,
  today: string,
): Promise<readonly DelegationRecord[]> {
  const { rows } = await db.query<DelegationRecord>(
    `select d.*, f.name as from_name, t.name as to_name, ${holdsOn('$1')} as in_force
     from delegation d
     join person f on f.id = d.from_person
     join person t on t.id = d.to_person
     where ($2::text is null or $2 in (d.from_person, d.to_person))
       and ($3::date is null or ${holdsOn('$3')})
       and ($4::uuid is null or d.id > $4::uuid)
       and ($5::uuid is null or d.id = $5::uuid)
     order by d.id limit $6::int`,
    [today, person ?? null, on ?? null, after ?? null, id ?? null, limit ?? null],
  );
  return rows;
}

/** True of a delegation `d` on the day that parameter gives: its last day counts, the one it was ended on does not. */
export function holdsOn(day: string): string {
  return `(${day}::date between d.from_day and d.until_day and (d.ended_on is null or ${day}::date < d.ended_on))`;
}
