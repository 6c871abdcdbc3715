/** Writes what one event changes: one statement, so all of it or nothing, guarded by the version. */
import type { ClockRow, FindingOpening, FindingWrite } from '../engine/ports.ts';
import { sketchMethod } from '../likeness/sketch.ts';
import { bandsOfEvent } from './likeness-bands.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';
import { isTaken } from './taken.ts';

/**
 * What follows an accepted event, all of it or nothing: event, clocks, notices, the number of its certificate. `written` is what was
 * decided, one row per finding, and `saved` names the findings whose version was still the one decided on.
 */
export const consequencesSql = `
appended as (
  insert into event (subject_id, seq, machine_version, at, actor, event, prev_hash, hash)
  select id, w.seq, w.machine_version, w.at, w.actor, w.event, w.prev_hash, w.hash
  from saved join written w using (id)
), timed as (
  insert into clock (finding_id, no, kind, rule_id, policy_id, policy_version, mode, follows,
    started_at, after_day, days, unit, roll, holds, due_at, provisional, calendar, state, remaining,
    next_rung, next_at, promise)
  select id, c.no, c.kind, c.rule_id, c.policy_id, c.policy_version, c.mode, c.follows,
    c.started_at, c.after_day, c.days, c.unit, c.roll, c.holds, c.due_at, c.provisional, c.calendar,
    c.state, c.remaining, c.next_rung, c.next_at, c.promise
  from saved join written w using (id), jsonb_to_recordset(w.clocks) as c (no int, kind text,
    rule_id text, policy_id text, policy_version int, mode text, follows int,
    started_at timestamptz, after_day date, days int, unit text, roll text, holds jsonb,
    due_at timestamptz, provisional boolean, calendar text, state text, remaining int,
    next_rung int, next_at timestamptz, promise jsonb)
  on conflict (finding_id, no) do update set holds = excluded.holds, due_at = excluded.due_at,
    provisional = excluded.provisional, calendar = excluded.calendar, state = excluded.state,
    remaining = excluded.remaining, next_rung = excluded.next_rung, next_at = excluded.next_at,
    promise = excluded.promise, taken_until = null
), owed as (
  insert into notice (id, finding_id, seq, template, slot, fallback_slot, person_id, in_place_of,
    channel, clock_no, rungs, dedupe_key, state, outcome, owed_at, gather_at, settled_at)
  select n.id, saved.id, w.seq, n.template, n.slot, n.fallback_slot, n.person_id, n.in_place_of,
    n.channel, n.clock_no, n.rungs, n.dedupe_key, case when n.person_id is null then 'failed' else 'planned' end,
    case when n.person_id is null then 'nobody_appointed' end, w.at, w.at,
    case when n.person_id is null then w.at end
  from saved join written w using (id), jsonb_to_recordset(w.notices) as n (id uuid,
    template text, slot text, fallback_slot text, person_id text, in_place_of text,
    channel text, clock_no int, rungs text[], dedupe_key text)
  on conflict (dedupe_key) do nothing
), closed as materialized (
  select id, seq from written where event ->> 'type' = 'CLOSE'
), closing as (
  select w.id, w.seq, r.id as round_id, r.code,
    row_number() over (partition by r.id order by f.number) as place,
    count(*) over (partition by r.id) as together
  from saved join closed w using (id)
  join finding f on f.id = w.id join round r on r.id = f.round_id
), counted as (
  -- The round's row is locked until the transaction ends: numbers have no gaps.
  update round set certificates_given = certificates_given + c.together
  from (select distinct round_id, together from closing) c where round.id = c.round_id
  returning round.id, certificates_given
), certified as (
  insert into certificate (finding_id, seq, number)
  select c.id, c.seq,
    format('销号〔%s〕%s号', c.code, counted.certificates_given - c.together + c.place)
  from closing c join counted on counted.id = c.round_id
)`;

/** True while that load of calendar data is the last: a date counted by it may still be written. */
export function calendarIs(revision: string): string {
  return `coalesce((select max(revision) from calendar_layer), 0) = ${revision}::int`;
}

const writtenSql = `
written as (
  select $1::uuid as id, $2::int as seq, $3::int as machine_version, $4::timestamptz as at,
    $5::jsonb as actor, $6::jsonb as event, $7 as prev_hash, $8 as hash, $9::jsonb as clocks,
    $10::jsonb as notices
)`;

/** What is found by its words, in `bands`. */
function sketchedSql(bands: string): string {
  return `
sketched as (
  insert into finding_band (band, finding_id)
  select band, id from saved, unnest(${bands}::int[]) as made (band)
  on conflict do nothing
)`;
}

const answeredSql = `
remembered as (
  insert into command (key, request_hash, answer, at)
  select $11, $12, $13::jsonb, $4::timestamptz from saved where $11::text is not null
)
select id from saved`;

const saveSql = `
/* finding_save */
with ${writtenSql}, saved as (
  update finding set version = $2::int, state = $14, stage = $15, hold = $16,
    snapshot = $17::jsonb, head_hash = $8, updated_at = $4::timestamptz,
    closed_at = $18::timestamptz, responsible_unit = $19, class = $20,
    policy_id = $24, policy_version = $25::int
  where id = $1::uuid and version = $21::int and ${calendarIs('$22')}
  returning id
), ${consequencesSql}, ${sketchedSql('$23')}, ${answeredSql}`;

const openSql = `
/* finding_open */
with ${writtenSql}, saved as (
  insert into finding (id, version, machine_version, state, stage, hold, snapshot, head_hash,
    opened_at, updated_at, responsible_unit, number, round_id, aspect_no, aspect_title, source_no,
    title, description, class, policy_id, policy_version, sketch)
  select $1::uuid, $2::int, $3::int, $14, $15, $16, $17::jsonb, $8,
    $4::timestamptz, $4::timestamptz, $19, $20, $21::uuid, $22::int, $23, $24,
    $25, $26, $18, $27, $28::int, ${sketchMethod}
  where ${calendarIs('$29')}
  returning id
), ${consequencesSql}, ${sketchedSql('$30')}, ${answeredSql}`;

/** False when the version or the calendar has moved on, or the idempotency key was taken meanwhile. */
export async function save(db: Queryable, write: FindingWrite): Promise<boolean> {
  const { closedAt, snapshot, expectedVersion, calendarRevision } = write;
  return guarded(db, saveSql, [
    ...consequenceParams(write),
    ...standingParams(write),
    closedAt === null ? null : instant(closedAt),
    snapshot.context.responsibleUnit,
    snapshot.context.class,
    expectedVersion,
    calendarRevision,
    bandsOfEvent(write.event.event),
    write.policy.id,
    write.policy.version,
  ]);
}

/** False when the calendar has moved on, or the idempotency key was taken meanwhile. */
export async function open(db: Queryable, opening: FindingOpening): Promise<boolean> {
  const { details, policy, snapshot, calendarRevision } = opening;
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
    calendarRevision,
    bandsOfEvent(opening.event.event),
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

export function clockRecord(row: ClockRow): Record<string, unknown> {
  return {
    no: row.no,
    kind: row.kind,
    rule_id: row.ruleId,
    policy_id: row.policy.id,
    policy_version: row.policy.version,
    mode: row.mode,
    follows: row.follows,
    started_at: instant(row.startedAt),
    after_day: row.afterDay,
    days: row.days,
    unit: row.unit,
    roll: row.roll,
    holds: row.holds,
    due_at: instant(row.dueAt),
    provisional: row.provisional,
    calendar: row.calendar,
    state: row.state,
    remaining: row.remaining,
    next_rung: row.nextRung,
    next_at: row.nextAt === null ? null : instant(row.nextAt),
    promise: row.promise ?? null,
  };
}

export function noticeRecord(notice: FindingWrite['notices'][number]): Record<string, unknown> {
  return {
    id: notice.id,
    template: notice.template,
    slot: notice.slot,
    fallback_slot: notice.fallbackSlot,
    person_id: notice.personId,
    in_place_of: notice.inPlaceOf,
    channel: notice.channel,
    clock_no: notice.clockNo,
    rungs: notice.rungs,
    dedupe_key: notice.dedupeKey,
  };
}
