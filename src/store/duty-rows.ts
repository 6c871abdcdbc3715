/** The storage of duties: read with what a decision needs, written whole in one guarded statement. */
import type { DutySnapshot } from '../../machines/duty.ts';
import type {
  DueDuty,
  DutyArming,
  DutyDetails,
  DutyLedger,
  DutyRow,
  LoadedDuty,
} from '../engine/duties/ports.ts';
import type { DutyAccepted } from '../engine/duties/answers.ts';
import type { Remembered } from '../engine/ports.ts';
import { openDuty, saveDuty } from './duty-write.ts';
import type { Queryable } from './pool.ts';
import { recallSql, rememberedOf, type RememberedRow } from './remembered.ts';
import { instant, msOf } from './sql-time.ts';

export function createDutyLedger(db: Queryable): DutyLedger {
  return {
    load: (id, key) => load(db, id, key),
    recall: (key) => recall(db, key),
    roundOfFinding: (id) => roundOfFinding(db, id),
    takeDutyNumber: (roundId) => takeDutyNumber(db, roundId),
    open: (opening) => openDuty(db, opening),
    save: (write) => saveDuty(db, write),
    due: (now, cursor, limit) => due(db, now, cursor, limit),
    nextDueAt: () => nextDueAt(db),
    armedOtherwise: (almanac, cursor, limit) => armedOtherwise(db, almanac, cursor, limit),
    rearm: (id, version, arming) => rearm(db, id, version, arming),
  };
}

const loadSql = `
/* duty_load */
select now() as database_now, (select max(revision) from calendar_layer) as calendar_revision,
  to_jsonb(d) as duty, r.code as round_code,
  (select to_jsonb(k) from command k where k.key = $2) as remembered
from (select $1::uuid as id) wanted
left join duty d on d.id = wanted.id
left join round r on r.id = d.round_id`;

async function load(db: Queryable, id: string, key: string | null): Promise<LoadedDuty> {
  const { rows } = await db.query<LoadRecord>(loadSql, [id, key]);
  const row = rows[0];
  if (row === undefined) throw new TypeError('the load query always gives one row');
  return {
    databaseNow: row.database_now.getTime(),
    calendarRevision: row.calendar_revision ?? 0,
    duty: row.duty === null ? null : dutyOf({ ...row.duty, round_code: row.round_code ?? '' }),
    remembered: rememberedOf(row.remembered),
  };
}

async function recall(db: Queryable, key: string): Promise<Remembered<DutyAccepted> | null> {
  const { rows } = await db.query<RememberedRow<DutyAccepted>>(recallSql, [key]);
  return rememberedOf(rows[0]);
}

async function roundOfFinding(db: Queryable, findingId: string): Promise<string | null> {
  const { rows } = await db.query<{ code: string }>(
    'select r.code from finding f join round r on r.id = f.round_id where f.id = $1',
    [findingId],
  );
  return rows[0]?.code ?? null;
}

/** The next number of the round's count. The row lock it takes orders those who ask at once. */
async function takeDutyNumber(db: Queryable, roundId: string): Promise<number> {
  const { rows } = await db.query<{ duties_given: number }>(
    'update round set duties_given = duties_given + 1 where id = $1 returning duties_given',
    [roundId],
  );
  if (rows[0] === undefined) throw new TypeError(`round ${roundId} is gone`);
  return rows[0].duties_given;
}

async function due(
  db: Queryable,
  now: number,
  cursor: DueDuty | null,
  limit: number,
): Promise<readonly DueDuty[]> {
  const { rows } = await db.query<{ id: string; next_at: Date }>(
    `select id, next_at from duty
     where next_at <= $1::timestamptz
       and ($2::timestamptz is null or (next_at, id) > ($2::timestamptz, $3::uuid))
     order by next_at, id limit $4::int`,
    [instant(now), cursor === null ? null : instant(cursor.nextAt), cursor?.dutyId ?? null, limit],
  );
  return rows.map(({ id, next_at }) => ({ dutyId: id, nextAt: msOf(next_at) }));
}

async function nextDueAt(db: Queryable): Promise<number | null> {
  const { rows } = await db.query<{ next_at: Date | null }>(
    'select min(next_at) as next_at from duty where next_at is not null',
  );
  const at = rows[0]?.next_at ?? null;
  return at === null ? null : msOf(at);
}

/** One that has ended and owes nothing is left alone. */
async function armedOtherwise(
  db: Queryable,
  almanac: string,
  cursor: string | null,
  limit: number,
): Promise<readonly DutyRow[]> {
  const { rows } = await db.query<DutyRecord>(
    `select d.*, r.code as round_code from duty d join round r on r.id = d.round_id
     where d.almanac <> $1 and (d.state = 'running' or d.next_at is not null)
       and ($2::uuid is null or d.id > $2::uuid)
     order by d.id limit $3::int`,
    [almanac, cursor, limit],
  );
  return rows.map(dutyOf);
}

async function rearm(
  db: Queryable,
  id: string,
  expectedVersion: number,
  { nextAt, almanac }: DutyArming,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update duty set next_at = $3::timestamptz, almanac = $4
     where id = $1::uuid and version = $2::int`,
    [id, expectedVersion, nextAt === null ? null : instant(nextAt), almanac],
  );
  return rowCount === 1;
}

export function dutyOf(row: DutyRecord): DutyRow {
  return {
    id: row.id,
    ...detailsOf(row),
    version: row.version,
    machineVersion: row.machine_version,
    state: row.state,
    context: row.context,
    headHash: row.head_hash,
    openedAt: msOf(row.opened_at),
    updatedAt: msOf(row.updated_at),
    nextAt: row.next_at === null ? null : msOf(row.next_at),
    almanac: row.almanac,
  };
}

export function detailsOf(row: DutyRecord): DutyDetails {
  return {
    roundId: row.round_id,
    roundCode: row.round_code,
    findingId: row.finding_id,
    number: row.number,
    kind: row.kind,
    title: row.title,
    description: row.description,
  };
}

/** A row of the table, with its round's code; instants as the driver or JSON gives them. */
export interface DutyRecord extends DutySnapshot {
  readonly id: string;
  readonly round_id: string;
  readonly round_code: string;
  readonly finding_id: string | null;
  readonly number: string;
  readonly kind: DutyDetails['kind'];
  readonly title: string;
  readonly description: string | null;
  readonly machine_version: number;
  readonly version: number;
  readonly head_hash: string;
  readonly opened_at: Date | string;
  readonly updated_at: Date | string;
  readonly next_at: Date | string | null;
  readonly almanac: string;
}

interface LoadRecord {
  readonly database_now: Date;
  readonly calendar_revision: number | null;
  readonly duty: Omit<DutyRecord, 'round_code'> | null;
  readonly round_code: string | null;
  readonly remembered: RememberedRow<DutyAccepted> | null;
}
