/** Writes what happens to a duty: one statement, so all of it or nothing, guarded by the version. */
import type { DutyAccepted } from '../engine/duties/answers.ts';
import type { DutyOpening, DutyTaskRow, DutyWrite } from '../engine/duties/ports.ts';
import type { ChainedEvent, Remembered } from '../engine/ports.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';
import { isTaken } from './taken.ts';

/** `$1`: the events. `$2`-`$4`: the answer to remember, and the instant of it all. */
const eventsSql = `
appended as (
  insert into event (subject_id, seq, machine_version, at, actor, event, prev_hash, hash)
  select saved.id, e.seq, e.machine_version, e.at, e.actor, e.event, e.prev_hash, e.hash
  from saved, jsonb_to_recordset($1::jsonb) as e (seq int, machine_version int, at timestamptz,
    actor jsonb, event jsonb, prev_hash text, hash text)
), remembered as (
  insert into command (key, request_hash, answer, at)
  select $2, $3, $4::jsonb, $5::timestamptz from saved where $2::text is not null
)`;

const openSql = `
/* duty_open */
with saved as (
  insert into duty (id, version, opened_at, updated_at, machine_version, head_hash, number, round_id,
    finding_id, kind, title, description, state, context, next_at, almanac)
  values ($6::uuid, 1, $5::timestamptz, $5::timestamptz, $7::int, $8, $9, $10::uuid,
    $11::uuid, $12, $13, $14, $15, $16::jsonb, $17::timestamptz, $18)
  returning id
), ${eventsSql}
select id from saved`;

const saveSql = `
/* duty_save */
with saved as (
  update duty set version = $8::int, updated_at = $5::timestamptz, head_hash = $9, state = $10,
    context = $11::jsonb, next_at = $12::timestamptz, almanac = $13
  where id = $6::uuid and version = $7::int
  returning id
), ${eventsSql}, tasked as (
  insert into duty_task (duty_id, slot, day, at, due_at, provisional, raised_at, state, settled_seq,
    settled_at)
  select saved.id, t.slot, t.day, t.at, t.due_at, t.provisional, t.raised_at, t.state, t.settled_seq,
    t.settled_at
  from saved, jsonb_to_recordset($14::jsonb) as t (slot text, day date, at timestamptz,
    due_at timestamptz, provisional boolean, raised_at timestamptz, state text, settled_seq int,
    settled_at timestamptz)
  on conflict (duty_id, slot) do update set state = excluded.state,
    settled_seq = excluded.settled_seq, settled_at = excluded.settled_at
), owed as (
  insert into notice (id, duty_id, seq, template, party, person_id, in_place_of, channel, rungs,
    dedupe_key, state, outcome, owed_at, gather_at, settled_at)
  select n.id, saved.id, n.seq, n.template, n.party, n.person_id, n.in_place_of, n.channel, n.slots, n.dedupe_key,
    case when n.person_id is null then 'failed' else 'planned' end,
    case when n.person_id is null then 'nobody_appointed' end, $5::timestamptz, $5::timestamptz,
    case when n.person_id is null then $5::timestamptz end
  from saved, jsonb_to_recordset($15::jsonb) as n (id uuid, seq int, template text, party text,
    person_id text, in_place_of text, channel text, slots text[], dedupe_key text)
  on conflict (dedupe_key) do nothing
)
select id from saved`;

/** False when the idempotency key was taken meanwhile. */
export async function openDuty(db: Queryable, opening: DutyOpening): Promise<boolean> {
  const { id, details, event, state, context, nextAt, almanac, remember } = opening;
  return guarded(db, openSql, [
    ...eventParams([event], remember, event.at),
    id,
    event.machineVersion,
    event.hash,
    details.number,
    details.roundId,
    details.findingId,
    details.kind,
    details.title,
    details.description,
    state,
    JSON.stringify(context),
    nextAt === null ? null : instant(nextAt),
    almanac,
  ]);
}

/** False when the version has moved on, or the idempotency key was taken meanwhile. */
export async function saveDuty(db: Queryable, write: DutyWrite): Promise<boolean> {
  const { dutyId, expectedVersion, events, state, context, nextAt, almanac, tasks } = write;
  const last = events.at(-1);
  if (last === undefined) throw new TypeError('a write without an event');
  return guarded(db, saveSql, [
    ...eventParams(events, write.remember, last.at),
    dutyId,
    expectedVersion,
    last.seq,
    last.hash,
    state,
    JSON.stringify(context),
    nextAt === null ? null : instant(nextAt),
    almanac,
    JSON.stringify(tasks.map(taskRecord)),
    JSON.stringify(write.notices.map(noticeRecord)),
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

function eventParams(
  events: DutyWrite['events'],
  remember: Remembered<DutyAccepted> | null,
  at: number,
): unknown[] {
  return [
    JSON.stringify(events.map(eventRecord)),
    remember?.key ?? null,
    remember?.requestHash ?? null,
    remember === null ? null : JSON.stringify(remember.answer),
    instant(at),
  ];
}

function eventRecord(event: ChainedEvent<object>): Record<string, unknown> {
  return {
    seq: event.seq,
    machine_version: event.machineVersion,
    at: instant(event.at),
    actor: event.by,
    event: event.event,
    prev_hash: event.prevHash,
    hash: event.hash,
  };
}

function taskRecord(task: DutyTaskRow): Record<string, unknown> {
  return {
    slot: task.slot,
    day: task.day,
    at: instant(task.at),
    due_at: instant(task.dueAt),
    provisional: task.provisional,
    raised_at: instant(task.raisedAt),
    state: task.state,
    settled_seq: task.settledSeq,
    settled_at: task.settledAt === null ? null : instant(task.settledAt),
  };
}

function noticeRecord(notice: DutyWrite['notices'][number]): Record<string, unknown> {
  return {
    id: notice.id,
    seq: notice.seq,
    template: notice.template,
    party: notice.party,
    person_id: notice.personId,
    in_place_of: notice.inPlaceOf,
    channel: notice.channel,
    slots: notice.slots,
    dedupe_key: notice.dedupeKey,
  };
}
