/** Writes what many events change, one of each finding: one statement, each guarded by its own version. */
import type { FindingWriteAmongMany } from '../engine/ports.ts';
import { calendarIs, clockRecord, consequencesSql, noticeRecord } from './finding-write.ts';
import { bandsOfEvent } from './likeness-bands.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

const saveManySql = `
/* finding_save_many */
with written as (
  select * from jsonb_to_recordset($1::jsonb) as w (id uuid, expected_version int, calendar_revision int, seq int,
    machine_version int, at timestamptz, actor jsonb, event jsonb, prev_hash text, hash text,
    clocks jsonb, notices jsonb, state text, stage text, hold text, snapshot jsonb,
    closed_at timestamptz, responsible_unit text, class text, bands int[],
    policy_id text, policy_version int)
), saved as (
  update finding f set version = w.seq, state = w.state, stage = w.stage, hold = w.hold,
    snapshot = w.snapshot, head_hash = w.hash, updated_at = w.at, closed_at = w.closed_at,
    responsible_unit = w.responsible_unit, class = w.class,
    policy_id = w.policy_id, policy_version = w.policy_version
  from written w
  where f.id = w.id and f.version = w.expected_version and ${calendarIs('w.calendar_revision')}
  returning f.id
), ${consequencesSql}, sketched as (
  insert into finding_band (band, finding_id)
  select distinct made.band, id from saved join written using (id), unnest(written.bands) as made (band)
  on conflict do nothing
)
select id from saved`;

/** The ids of the findings written: those whose version, and the calendar, had not moved on. */
export async function saveMany(
  db: Queryable,
  writes: readonly FindingWriteAmongMany[],
): Promise<ReadonlySet<string>> {
  // Always in the same order: two that write the same findings never wait for each other crosswise.
  const inOrder = writes.toSorted((a, b) => (a.findingId < b.findingId ? -1 : 1));
  const { rows } = await db.query<{ id: string }>(saveManySql, [
    JSON.stringify(inOrder.map(writeRecord)),
  ]);
  return new Set(rows.map(({ id }) => id));
}

function writeRecord(write: FindingWriteAmongMany): Record<string, unknown> {
  const { findingId, expectedVersion, calendarRevision, event, standing, snapshot, closedAt } =
    write;
  return {
    id: findingId,
    expected_version: expectedVersion,
    calendar_revision: calendarRevision,
    seq: event.seq,
    machine_version: event.machineVersion,
    at: instant(event.at),
    actor: event.by,
    event: event.event,
    prev_hash: event.prevHash,
    hash: event.hash,
    clocks: write.clocks.map(clockRecord),
    notices: write.notices.map(noticeRecord),
    ...standing,
    snapshot,
    closed_at: closedAt === null ? null : instant(closedAt),
    responsible_unit: snapshot.context.responsibleUnit,
    class: snapshot.context.class,
    bands: bandsOfEvent(event.event),
    policy_id: write.policy.id,
    policy_version: write.policy.version,
  };
}
