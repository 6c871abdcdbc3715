/** A finding as a write leaves it, without asking the database: what the next decision goes on from. */
import type { ClockRow, FindingRow, FindingWrite } from './ports.ts';

type Written = Pick<FindingWrite, 'event' | 'policy' | 'snapshot' | 'closedAt' | 'clocks'>;

export function findingAfter(
  finding: FindingRow,
  { event, policy, snapshot, closedAt }: Written,
): FindingRow {
  return {
    ...finding,
    version: event.seq,
    policy,
    snapshot,
    headHash: event.hash,
    updatedAt: event.at,
    closedAt,
  };
}

/** Ended clocks are done with, but for the one that returns and reopenings carry on. By number, as they are read. */
export function clocksAfter(
  before: readonly ClockRow[],
  { clocks: changed, snapshot }: Pick<Written, 'clocks' | 'snapshot'>,
): readonly ClockRow[] {
  const { executeClockNo } = snapshot.context;
  const kept = before.filter(({ no }) => !changed.some((row) => row.no === no));
  return [...kept, ...changed]
    .filter(({ no, state }) => state === 'running' || state === 'held' || no === executeClockNo)
    .toSorted((a, b) => a.no - b.no);
}
