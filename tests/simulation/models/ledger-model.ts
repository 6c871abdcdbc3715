/** The ledger's storage over the modelled database, statement by statement as in src/store. */
import type { DueClock, Ledger, RoundRow } from '../../../src/engine/ports.ts';
import { stored, type ClockRecord, type DatabaseModel } from './database-model.ts';
import { load, momentOf, open, save, saveMany } from './finding-model.ts';
import type { Statement } from '../time/scheduler.ts';

/** `origin` names the request whose statements these are, for whoever watches the database. */
export function createLedgerModel(
  db: DatabaseModel,
  statement: Statement,
  origin: string | null = null,
): Ledger {
  return {
    // Nothing that is simulated opens one.
    transact: () => Promise.reject(new TypeError('transactions are not modelled')),
    moment: () => statement('moment', () => momentOf(db)),
    load: (id, key) => statement('load', () => load(db, id, key)),
    loadMany: (ids) => statement('load many', () => ids.map((id) => load(db, id, null))),
    recall: (key) => statement('recall', () => db.commands.get(key) ?? null),
    save: (write) => statement('save', () => save(db, write, origin)),
    saveMany: (writes) => statement('save many', () => saveMany(db, writes)),
    open: (opening) => statement('open', () => open(db, opening, origin)),
    // Nothing that is simulated names another finding.
    identify: () => Promise.resolve(null),
    takeNumber: (roundId) => statement('take number', () => takeNumber(db, roundId)),
    findRound: (code) => statement('find round', () => findRound(db, code)),
    openRound: (round, event) => statement('open round', () => openRound(db, round, event)),
    saveRound: (write) => statement('save round', () => saveRound(db, write)),
    takeDueClocks: (now, limit, leaseMs) =>
      statement('take clocks', () => takeDueClocks(db, now, limit, leaseMs)),
    nextDueAt: () => statement('next due', () => nextDueAt(db)),
  };
}

function takeDueClocks(
  db: DatabaseModel,
  now: number,
  limit: number,
  leaseMs: number,
): readonly DueClock[] {
  const due = [...db.armed]
    .filter((record) => nextOf(record) <= now && (record.takenUntil ?? 0) <= db.now())
    .toSorted(
      (a, b) => nextOf(a) - nextOf(b) || compare(a.findingId, b.findingId) || a.row.no - b.row.no,
    )
    .slice(0, limit);
  for (const record of due) {
    record.takenUntil = db.now() + leaseMs;
    db.clockChanged(record);
  }
  return due.map(({ findingId, row }) => ({ findingId, clockNo: row.no }));
}

function nextOf({ row }: ClockRecord): number {
  return row.nextAt ?? Number.POSITIVE_INFINITY;
}

function nextDueAt(db: DatabaseModel): number | null {
  let next: number | null = null;
  for (const { row } of db.armed) next = Math.min(next ?? Infinity, row.nextAt ?? Infinity);
  return next;
}

function findRound(db: DatabaseModel, code: string): RoundRow | null {
  const round = [...db.rounds.values()].find(({ row }) => row.code === code);
  return round === undefined
    ? null
    : { ...round.row, openFindings: openFindings(db, round.row.id) };
}

function openFindings(db: DatabaseModel, roundId: string): number {
  return [...db.findings.values()].filter(
    ({ row, standing }) => row.roundId === roundId && standing.state !== 'closed',
  ).length;
}

export function openRound(
  db: DatabaseModel,
  ...[round, event]: Parameters<Ledger['openRound']>
): boolean {
  if ([...db.rounds.values()].some(({ row }) => row.code === round.code)) return false;
  const row = { ...stored(round), version: event.seq, headHash: event.hash };
  db.rounds.set(round.id, { row, numbersGiven: 0, updatedAt: event.at });
  db.roundEvents.set(round.id, [stored(event)]);
  return true;
}

function saveRound(db: DatabaseModel, write: Parameters<Ledger['saveRound']>[0]): boolean {
  const { roundId, expectedVersion, state, context, event } = write;
  const round = db.rounds.get(roundId);
  if (round?.row.version !== expectedVersion) return false;
  if (state === 'concluded' && openFindings(db, roundId) > 0) return false;
  round.row = {
    ...round.row,
    version: event.seq,
    headHash: event.hash,
    state,
    context: stored(context),
  };
  round.updatedAt = event.at;
  db.roundEvents.get(roundId)?.push(stored(event));
  return true;
}

function takeNumber(db: DatabaseModel, roundId: string): number {
  const round = db.rounds.get(roundId);
  if (round === undefined) throw new TypeError(`round ${roundId} is gone`);
  round.numbersGiven += 1;
  return round.numbersGiven;
}

/** As PostgreSQL orders UUIDs and instants of equal length. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
