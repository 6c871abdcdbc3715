/** Findings as the modelled database reads and writes them: what one event changes, whole or not at all. */
import type {
  FindingOpening,
  FindingRow,
  FindingWrite,
  FindingWriteAmongMany,
  Loaded,
  Moment,
} from '../../../src/engine/ports.ts';
import {
  ConstraintViolated,
  stored,
  type ClockRecord,
  type DatabaseModel,
  type NoticeRecord,
  type Written,
} from './database-model.ts';

export function momentOf(db: DatabaseModel): Moment {
  return { databaseNow: db.now(), calendarRevision: db.calendarRevision };
}

export function load(db: DatabaseModel, findingId: string, key: string | null): Loaded {
  const finding = db.findings.get(findingId)?.row ?? null;
  return {
    ...momentOf(db),
    finding,
    clocks: finding === null ? [] : neededClocks(db, finding),
    remembered: key === null ? null : (db.commands.get(key) ?? null),
  };
}

/** Open ones, and the latest of the execution whatever became of it. */
export function neededClocks(db: DatabaseModel, { id, snapshot }: FindingRow) {
  const { executeClockNo } = snapshot.context;
  return [...(db.clocks.get(id)?.values() ?? [])]
    .map(({ row }) => row)
    .filter(({ no, state }) => state === 'running' || state === 'held' || no === executeClockNo)
    .toSorted((a, b) => a.no - b.no);
}

export function save(db: DatabaseModel, write: FindingWrite, origin: string | null): boolean {
  const before = db.findings.get(write.findingId)?.row;
  if (before?.version !== write.expectedVersion) return false;
  if (write.calendarRevision !== db.calendarRevision) return false;
  return committed(db, write, before, origin);
}

/** Of each finding one write, each guarded by its own version; what one of them violates undoes them all. */
export function saveMany(
  db: DatabaseModel,
  writes: readonly FindingWriteAmongMany[],
): ReadonlySet<string> {
  const guarded = writes
    .map((write) => ({ ...write, remember: null }))
    .filter(
      ({ findingId, expectedVersion, calendarRevision }) =>
        calendarRevision === db.calendarRevision &&
        db.findings.get(findingId)?.row.version === expectedVersion,
    );
  for (const write of guarded) assertConsequences(db, write);
  for (const write of guarded) save(db, write, null);
  return new Set(guarded.map(({ findingId }) => findingId));
}

export function open(db: DatabaseModel, opening: FindingOpening, origin: string | null): boolean {
  const { findingId, details, policy, event, calendarRevision } = opening;
  if (calendarRevision !== db.calendarRevision) return false;
  if (db.findings.has(findingId)) throw new ConstraintViolated('finding_pkey');
  if (db.numbers.has(details.number)) throw new ConstraintViolated('finding_number_key');
  if (!db.rounds.has(details.roundId)) throw new ConstraintViolated('finding_round_id_fkey');
  const before = {
    ...details,
    id: findingId,
    policy,
    machineVersion: event.machineVersion,
    openedAt: event.at,
  };
  return committed(db, opening, before, origin);
}

/** One statement: the finding, its event, clocks, notices and the remembered answer, or none of them. */
function committed(
  db: DatabaseModel,
  write: Written,
  before: Omit<FindingRow, 'version' | 'snapshot' | 'headHash' | 'updatedAt' | 'closedAt'>,
  origin: string | null,
): boolean {
  const { findingId, event, remember, standing, closedAt, clocks, notices } = write;
  assertConsequences(db, write);
  const events = db.events.get(findingId) ?? [];
  if (remember !== null && db.commands.has(remember.key)) return false;
  db.findings.set(findingId, {
    standing,
    row: {
      ...before,
      version: event.seq,
      snapshot: stored(write.snapshot),
      headHash: event.hash,
      updatedAt: event.at,
      closedAt,
    },
  });
  if ('number' in before) db.numbers.add(before.number);
  db.events.set(findingId, [...events, stored(event)]);
  for (const row of clocks) putClock(db, findingId, row);
  for (const notice of notices) owe(db, write, notice);
  if (remember !== null) db.commands.set(remember.key, stored(remember));
  db.watch?.saved(write, origin);
  return true;
}

function assertConsequences(db: DatabaseModel, write: Written): void {
  const { findingId, event } = write;
  const taken = db.events.get(findingId)?.some(({ seq }) => seq === event.seq) === true;
  if (taken) throw new ConstraintViolated('event_pkey');
  assertClocks(write);
  assertNotices(db, write);
}

function assertClocks({ clocks }: Written): void {
  if (new Set(clocks.map(({ no }) => no)).size < clocks.length) {
    throw new ConstraintViolated('clock_pkey');
  }
  for (const { state, nextAt, remaining } of clocks) {
    const runs = state === 'running';
    if (runs !== (nextAt !== null) || runs !== (remaining === null)) {
      throw new ConstraintViolated('clock_check');
    }
  }
}

function assertNotices(db: DatabaseModel, { notices }: Written): void {
  const ids = new Set(notices.map(({ id }) => id));
  if (ids.size < notices.length || notices.some(({ id }) => db.notices.has(id))) {
    throw new ConstraintViolated('notice_pkey');
  }
}

/** What a clock was started with never changes; whoever had taken it has it no more. */
function putClock(db: DatabaseModel, findingId: string, row: Written['clocks'][number]): void {
  const ofFinding = db.clocks.get(findingId) ?? new Map<number, ClockRecord>();
  db.clocks.set(findingId, ofFinding);
  const record = ofFinding.get(row.no);
  if (record === undefined) {
    const started: ClockRecord = { findingId, row: stored(row), takenUntil: null };
    ofFinding.set(row.no, started);
    db.clockChanged(started);
    return;
  }
  const { holds, dueAt, provisional, calendar, state, remaining, nextRung, nextAt } = stored(row);
  const changed = { holds, dueAt, provisional, calendar, state, remaining, nextRung, nextAt };
  record.row = { ...record.row, ...changed };
  record.takenUntil = null;
  db.clockChanged(record);
}

/** Owed once: a second row under the same key is left out. Owed to nobody, it has failed at once. */
function owe(db: DatabaseModel, { findingId, event }: Written, owed: Written['notices'][number]) {
  if (db.dedupeKeys.has(owed.dedupeKey)) return;
  db.dedupeKeys.add(owed.dedupeKey);
  const toNobody = owed.personId === null;
  const notice: NoticeRecord = {
    ...stored(owed),
    findingId,
    seq: event.seq,
    owedAt: event.at,
    state: toNobody ? 'failed' : 'planned',
    outcome: toNobody ? 'nobody_appointed' : null,
    settledAt: toNobody ? event.at : null,
    gatherAt: event.at,
    dispatchId: null,
  };
  db.notices.set(notice.id, notice);
  db.noticeChanged(notice);
}
