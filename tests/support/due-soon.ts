/** Notices and clocks that come due at known instants, all of them by the database's clock. */
import type { Rectiflow } from '../../src/index.ts';
import { msOf } from '../../src/store/sql-time.ts';

/** When each may be sent at the earliest, epoch ms, by `dueKey`. */
export type DueTimes = ReadonlyMap<string, number>;

/** Word of a clock is due when the clock is, any other when its own turn has come. */
export function dueKey(notice: {
  id: string;
  finding_id: string;
  clock_no: number | null;
}): string {
  const { id, finding_id, clock_no } = notice;
  return clock_no === null ? id : clockKey(finding_id, clock_no);
}

/** Years after any test. */
const never = `'9999-01-01Z'`;

/** No notice owed by now may be sent, until it is told when. */
export async function putOffNotices({ database }: Rectiflow): Promise<void> {
  await database.store.query(`update notice set gather_at = ${never}`);
}

/** Which of them, in the order of their ids, and when. */
export interface Wave {
  /** When the first is due, ms from now. */
  readonly leadMs: number;
  /** The others follow evenly within this time. */
  readonly spreadMs: number;
  readonly skip?: number;
  readonly take?: number;
}

/** Makes notices due that were put off, one after the other. */
export async function makeNoticesDue({ database }: Rectiflow, wave: Wave): Promise<DueTimes> {
  const { rows } = await database.store.query<{ id: string; gather_at: Date }>(
    `with chosen as (
       select id from notice where gather_at = ${never} order by id offset $3::int limit $4::int),
     due as (select id, ${dueAt('id')} as at from chosen)
     update notice set gather_at = due.at from due
     where notice.id = due.id returning notice.id, gather_at`,
    parametersOf(wave),
  );
  return new Map(rows.map(({ id, gather_at }) => [id, msOf(gather_at)]));
}

/** Makes clocks due, one after the other: two people are told of the rungs then behind each. */
export async function makeClocksDue({ database }: Rectiflow, wave: Wave): Promise<DueTimes> {
  const { rows } = await database.store.query<ClockRecord>(
    `with chosen as (
       select finding_id, no from clock order by finding_id offset $3::int limit $4::int),
     due as (select finding_id, no, ${dueAt('finding_id')} as at from chosen)
     update clock set due_at = now() - interval '2 days', next_at = due.at from due
     where (clock.finding_id, clock.no) = (due.finding_id, due.no)
     returning clock.finding_id, clock.no, next_at`,
    parametersOf(wave),
  );
  return new Map(
    rows.map(({ finding_id, no, next_at }) => [clockKey(finding_id, no), msOf(next_at)]),
  );
}

function dueAt(order: string): string {
  const place = `(row_number() over (order by ${order}) - 1)`;
  return `now() + ($1::float8 + $2::float8 * ${place} / count(*) over ()) * interval '1 millisecond'`;
}

function parametersOf({ leadMs, spreadMs, skip = 0, take }: Wave): (number | null)[] {
  return [leadMs, spreadMs, skip, take ?? null];
}

/** Sets every clock so that its next rung lies that many days ahead. */
export async function setClocksAhead({ database }: Rectiflow, days: number): Promise<void> {
  // The first reminder goes out twenty days before the date.
  await database.store.query(
    `update clock set due_at = now() + ($1::int + 20) * interval '1 day',
       next_at = now() + $1::int * interval '1 day'`,
    [days],
  );
}

interface ClockRecord {
  readonly finding_id: string;
  readonly no: number;
  readonly next_at: Date;
}

function clockKey(findingId: string, no: number): string {
  return `${findingId}/${no}`;
}

/** How far the database's clock is ahead of ours, in ms. */
export async function databaseAhead({ database }: Rectiflow): Promise<number> {
  const before = Date.now();
  const at = (await database.now()).getTime();
  return at - (before + Date.now()) / 2;
}
