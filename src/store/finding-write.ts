/** Writes what one event changes: one statement, so all of it or nothing, guarded by the version. */
import type { ClockRow, FindingOpening, FindingWrite } from '../engine/ports.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

/** What follows an accepted event, all of it or nothing: event, clocks, notices, answer. */
const consequencesSql = `
appended as (
  insert into event (subject_id, seq, machine_version, at, actor, event, prev_hash, hash)
  select saved.id, $2::int, $3::int, $4::timestamptz, $5::jsonb, $6::jsonb, $7, $8 from saved
), timed as (
  insert into clock (finding_id, no, kind, rule_id, policy_id, policy_version, unit, started_at,
    due_at, provisional, state, remainder_ms, next_rung, next_at)
  select saved.id, c.no, c.kind, c.rule_id, c.policy_id, c.policy_version, c.unit, c.started_at,
    c.due_at, c.provisional, c.state, c.remainder_ms, c.next_rung, c.next_at
  from saved, jsonb_to_recordset($9::jsonb) as c (no int, kind text, rule_id text, policy_id text,
    policy_version int, unit text, started_at timestamptz, due_at timestamptz, provisional boolean,
    state text, remainder_ms bigint, next_rung int, next_at timestamptz)
  on conflict (finding_id, no) do update set due_at = excluded.due_at,
    provisional = excluded.provisional, state = excluded.state, next_at = excluded.next_at,
    remainder_ms = excluded.remainder_ms, next_rung = excluded.next_rung
), owed as (
  insert into notice (id, finding_id, seq, template, slot, fallback_slot, person_id, clock_no,
    rungs, dedupe_key, state, outcome, owed_at, settled_at)
  select n.id, saved.id, $2::int, n.template, n.slot, n.fallback_slot, n.person_id, n.clock_no,
    n.rungs, n.dedupe_key, case when n.person_id is null then 'failed' else 'planned' end,
    case when n.person_id is null then 'nobody_appointed' end, $4::timestamptz,
    case when n.person_id is null then $4::timestamptz end
  from saved, jsonb_to_recordset($10::jsonb) as n (id uuid, template text, slot text,
    fallback_slot text, person_id text, clock_no int, rungs text[], dedupe_key text)
  on conflict (dedupe_key) do nothing
), remembered as (
  insert into command (key, request_hash, answer, at)
  select $11, $12, $13::jsonb, $4::timestamptz from saved where $11::text is not null
)
select id from saved`;

const saveSql = `
/* finding_save */
with saved as (
  update finding set version = $2::int, state = $14, stage = $15, hold = $16,
    snapshot = $17::jsonb, head_hash = $8, updated_at = $4::timestamptz,
    closed_at = $18::timestamptz, responsible_unit = $19
  where id = $1::uuid and version = $20::int
  returning id
), ${consequencesSql}`;

const openSql = `
/* finding_open */
with saved as (
  insert into finding (id, version, machine_version, state, stage, hold, snapshot, head_hash,
    opened_at, updated_at, responsible_unit, number, round_id, aspect_no, aspect_title, source_no,
    title, description, class, policy_id, policy_version)
  values ($1::uuid, $2::int, $3::int, $14, $15, $16, $17::jsonb, $8,
    $4::timestamptz, $4::timestamptz, $19, $20, $21::uuid, $22::int, $23, $24,
    $25, $26, $18, $27, $28::int)
  returning id
), ${consequencesSql}`;

/** False when the version has moved on, or the idempotency key was taken meanwhile. */
export async function save(db: Queryable, write: FindingWrite): Promise<boolean> {
  const { closedAt, snapshot, expectedVersion } = write;
  return guarded(db, saveSql, [
    ...consequenceParams(write),
    ...standingParams(write),
    closedAt === null ? null : instant(closedAt),
    snapshot.context.responsibleUnit,
    expectedVersion,
  ]);
}

/** False when the idempotency key was taken meanwhile. */
export async function open(db: Queryable, opening: FindingOpening): Promise<boolean> {
  const { details, policy, snapshot } = opening;
  return guarded(db, openSql, [
    ...consequenceParams(opening),
    ...standingParams(opening),
    snapshot.context.class,
    snapshot.context.responsibleUnit,
    details.number,
    details.roundId,
    details.aspectNo,
    details.aspectTitle,
    details.sourceNo,
    details.title,
    details.description,
    policy.id,
    policy.version,
  ]);
}

async function guarded(db: Queryable, sql: string, params: unknown[]): Promise<boolean> {
  try {
    const { rowCount } = await db.query(sql, params);
    return rowCount === 1;
  } catch (error) {
    if (isTaken(error, 'command_pkey')) return false;
    throw error;
  }
}

function consequenceParams(write: Omit<FindingWrite, 'expectedVersion'>): unknown[] {
  const { findingId, event, clocks, notices, remember } = write;
  return [
    findingId,
    event.seq,
    event.machineVersion,
    instant(event.at),
    JSON.stringify(event.by),
    JSON.stringify(event.event),
    event.prevHash,
    event.hash,
    JSON.stringify(clocks.map(clockRecord)),
    JSON.stringify(notices.map(noticeRecord)),
    remember?.key ?? null,
    remember?.requestHash ?? null,
    remember === null ? null : JSON.stringify(remember.answer),
  ];
}

function standingParams({ standing, snapshot }: Omit<FindingWrite, 'expectedVersion'>): unknown[] {
  return [standing.state, standing.stage, standing.hold, JSON.stringify(snapshot)];
}

function clockRecord(row: ClockRow): Record<string, unknown> {
  return {
    no: row.no,
    kind: row.kind,
    rule_id: row.ruleId,
    policy_id: row.policy.id,
    policy_version: row.policy.version,
    unit: row.unit,
    started_at: instant(row.startedAt),
    due_at: instant(row.dueAt),
    provisional: row.provisional,
    state: row.state,
    remainder_ms: row.remainderMs,
    next_rung: row.nextRung,
    next_at: row.nextAt === null ? null : instant(row.nextAt),
  };
}

function noticeRecord(notice: FindingWrite['notices'][number]): Record<string, unknown> {
  return {
    id: notice.id,
    template: notice.template,
    slot: notice.slot,
    fallback_slot: notice.fallbackSlot,
    person_id: notice.personId,
    clock_no: notice.clockNo,
    rungs: notice.rungs,
    dedupe_key: notice.dedupeKey,
  };
}

/** True when the database refused the write because a value that must be unique is in use. */
function isTaken(error: unknown, constraint: string): boolean {
  return (
    error instanceof Error &&
    'code' in error &&
    error.code === '23505' &&
    'constraint' in error &&
    error.constraint === constraint
  );
}
