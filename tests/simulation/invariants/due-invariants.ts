/** What must hold of notices, and of whatever is due. */
import { noticeAttemptsMax } from '../../../machines/notice.ts';
import type { Calendar } from '../../../src/engine/calendar-port.ts';
import { movesUnder } from '../../../src/engine/reproject.ts';
import { policies } from '../actors/town.ts';
import { neededClocks } from '../models/finding-model.ts';
import type { DatabaseModel, DispatchRecord } from '../models/database-model.ts';
import { graceMs, type Hold, type Remembered } from './finding-invariants.ts';

const settledStates: ReadonlySet<string> = new Set(['sent', 'failed', 'unknown', 'suppressed']);
/** States a dispatch is in only while no server has taken it. */
const untakenStates: ReadonlySet<string> = new Set(['planned', 'claimed', 'failed', 'suppressed']);

/** `mails`: how many of it the mail server has taken. */
export function holdDispatch(
  before: DispatchRecord,
  after: DispatchRecord,
  mails: number,
  hold: Hold,
): void {
  const name = () => `${after.id} ${before.state} → ${after.state}, ${mails} mails`;
  hold(!settledStates.has(before.state), 'settled-stays-settled', name);
  hold(after.fence >= before.fence, 'fences-only-grow', name);
  hold(after.attempts <= noticeAttemptsMax, 'attempts-are-bounded', name);
  if (after.state === 'sent') hold(mails === 1, 'sent-was-taken', name);
  if (untakenStates.has(after.state)) hold(mails === 0, 'taken-is-not-sent-again', name);
}

/** What is long due has been fired, what has been missed is on record, and what is owed is on its way. */
export function holdDue(
  db: DatabaseModel,
  findings: ReadonlyMap<string, Remembered>,
  ableSince: number,
  hold: Hold,
): void {
  const longAgo = db.now() - graceMs;
  if (ableSince > longAgo) return;
  for (const { id, gatherAt } of db.waiting) {
    hold(gatherAt > longAgo, 'nothing-owed-is-left', () => id);
  }
  for (const { id, readyAt } of db.planned) {
    hold(readyAt > longAgo, 'nothing-owed-is-left', () => id);
  }
  for (const { id, leaseUntil } of db.leased) {
    hold((leaseUntil ?? 0) > longAgo, 'nothing-owed-is-left', () => id);
  }
  for (const { findingId, row } of db.armed) {
    const { no, dueAt, mode, kind } = row;
    const name = () => `finding ${findingId} clock ${no} ${kind}`;
    const { armedAt = 0, firstRung = 0 } = findings.get(findingId)?.clocks.get(no) ?? {};
    const fired = Math.max(row.nextAt ?? 0, armedAt) > longAgo;
    hold(fired, 'fired-in-time', name);
    if (!fired || dueAt > longAgo || armedAt > longAgo) continue;
    if (mode === 'advisory' || kind === 'notice') continue;
    // Where people agree on a day that is past, that is on record from the first rung there is after it.
    const agreedTooLate = row.startedAt >= dueAt && row.follows === null;
    if (agreedTooLate && row.nextRung === firstRung) continue;
    const breaches = findings.get(findingId)?.snapshot?.context.breaches ?? [];
    hold(
      breaches.some(({ clockNo }) => clockNo === no),
      'overdue-is-on-record',
      name,
    );
  }
}

/** Nothing is left to do. */
export function holdEnd(db: DatabaseModel, hold: Hold): void {
  const now = db.now();
  for (const { findingId, row } of db.armed) {
    const due = (row.nextAt ?? now) <= now;
    hold(!due, 'nothing-due-is-left', () => `finding ${findingId} clock ${row.no}`);
  }
  for (const { id, state, gatherAt, dispatchId, outcome } of db.notices.values()) {
    const dispatch = db.dispatches.get(dispatchId ?? '');
    // For its turn, which may be after the holidays, or because the server asked for it.
    const waits = state === 'planned' && (dispatch?.readyAt ?? gatherAt) > now;
    const settled = settledStates.has(state);
    hold(settled || waits, 'every-notice-is-settled', () => `${id} ${state} ${outcome}`);
  }
}

/** No clock is left counted by a calendar that is no longer in use, but those that wait for an approval. */
export function holdCounts(db: DatabaseModel, calendar: Calendar, hold: Hold): void {
  for (const { row } of db.findings.values()) {
    const item = { finding: row, clocks: neededClocks(db, row) };
    for (const move of movesUnder(calendar, item, policies, db.now())) {
      const name = () => `${row.id} ${JSON.stringify(move)} under ${calendar.version}`;
      hold(move.liftsBreach, 'every-clock-is-counted-anew', name);
    }
  }
}
