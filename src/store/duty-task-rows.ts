/** The tasks of duties as rows: from the table to what the engine calls them. */
import type { DutyTaskRow } from '../engine/duties/ports.ts';
import { msOf } from './sql-time.ts';

/** A row of the table; instants as the driver or JSON gives them. */
export interface DutyTaskRecord {
  readonly slot: string;
  readonly day: string;
  readonly at: Date | string;
  readonly due_at: Date | string;
  readonly provisional: boolean;
  readonly raised_at: Date | string;
  readonly state: DutyTaskRow['state'];
  readonly settled_seq: number | null;
  readonly settled_at: Date | string | null;
}

export function dutyTaskOf(row: DutyTaskRecord): DutyTaskRow {
  return {
    slot: row.slot,
    day: row.day,
    at: msOf(row.at),
    dueAt: msOf(row.due_at),
    provisional: row.provisional,
    raisedAt: msOf(row.raised_at),
    state: row.state,
    settledSeq: row.settled_seq,
    settledAt: row.settled_at === null ? null : msOf(row.settled_at),
  };
}
