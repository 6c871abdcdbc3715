/** Rounds: read with the count of what is still open, written with their event in one statement. */
import type { RoundContext, RoundState } from '../../machines/round.ts';
import type {
  ChainedEvent,
  RoundLedgerEvent,
  RoundOpening,
  RoundRow,
  RoundWrite,
} from '../engine/ports.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

export async function findRound(db: Queryable, code: string): Promise<RoundRow | null> {
  const { rows } = await db.query<RoundRecord>(
    `select r.*, (select count(*)::int from finding f
       where f.round_id = r.id and f.state <> 'closed') as open_findings
     from round r where r.code = $1`,
    [code],
  );
  const row = rows[0];
  if (row === undefined) return null;
  const { id, title, version, state, context } = row;
  return {
    id,
    code,
    title,
    version,
    machineVersion: row.machine_version,
    state,
    context,
    headHash: row.head_hash,
    openFindings: row.open_findings,
  };
}

const appendedSql = `
appended as (
  insert into event (subject_id, seq, machine_version, at, actor, event, prev_hash, hash)
  select saved.id, $2::int, $3::int, $4::timestamptz, $5::jsonb, $6::jsonb, $7, $8 from saved
)
select id from saved`;

/** False when the code is taken. */
export async function openRound(
  db: Queryable,
  round: RoundOpening,
  event: ChainedEvent<RoundLedgerEvent>,
): Promise<boolean> {
  const { rowCount } = await db.query(
    `with saved as (
       insert into round (id, version, machine_version, updated_at, head_hash, code, title, state, context)
       values ($1::uuid, $2::int, $3::int, $4::timestamptz, $8, $9, $10, $11, $12::jsonb)
       on conflict (code) do nothing
       returning id
     ), ${appendedSql}`,
    [...eventParams(event), round.code, round.title, round.state, JSON.stringify(round.context)],
  );
  return rowCount === 1;
}

/** False when the version has moved on, or a finding was opened again before the round could conclude. */
export async function saveRound(db: Queryable, write: RoundWrite): Promise<boolean> {
  const { event, state, context, expectedVersion } = write;
  const { rowCount } = await db.query(
    `with saved as (
       update round set version = $2::int, updated_at = $4::timestamptz, head_hash = $8,
         state = $9, context = $10::jsonb
       where id = $1::uuid and version = $11::int and ($9 <> 'concluded' or not exists (
         select from finding f where f.round_id = $1::uuid and f.state <> 'closed'))
       returning id
     ), ${appendedSql}`,
    [...eventParams(event), state, JSON.stringify(context), expectedVersion],
  );
  return rowCount === 1;
}

/** The next number of the round's count. The row lock it takes orders those who ask at once. */
export async function takeNumber(db: Queryable, roundId: string): Promise<number> {
  const { rows } = await db.query<{ numbers_given: number }>(
    'update round set numbers_given = numbers_given + 1 where id = $1 returning numbers_given',
    [roundId],
  );
  if (rows[0] === undefined) throw new TypeError(`round ${roundId} is gone`);
  return rows[0].numbers_given;
}

interface RoundRecord {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly machine_version: number;
  readonly state: RoundState;
  readonly context: RoundContext;
  readonly head_hash: string;
  readonly open_findings: number;
}

function eventParams(event: ChainedEvent<RoundLedgerEvent>): unknown[] {
  return [
    event.subjectId,
    event.seq,
    event.machineVersion,
    instant(event.at),
    JSON.stringify(event.by),
    JSON.stringify(event.event),
    event.prevHash,
    event.hash,
  ];
}
