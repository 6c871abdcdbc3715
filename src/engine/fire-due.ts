/** Fires due clocks as ordinary events. Safe in many processes: a clock fired twice is one event and a no-op. */
import type { ClockRow, DueClock, FindingRow } from './ports.ts';
import { timetableOf } from './clock-rows.ts';
import { decide } from './decide.ts';
import { passedBy } from './rungs.ts';
import type { SendPorts } from './send.ts';

export interface FireDueOptions {
  /** Clocks read from the ledger at a time. */
  readonly pageSize?: number;
}

export interface FiredDue {
  /** Clocks whose passed rungs are now in the history. */
  readonly fired: number;
  /** Clocks that somebody else fired, held or ended first. */
  readonly stale: number;
  /** Clocks that could not be fired; they stay due, and the others went on. */
  readonly failed: readonly { readonly findingId: string; readonly clockNo: number; why: string }[];
  /** When the next rung of any clock is due (epoch ms), or null when nothing runs. */
  readonly nextDueAt: number | null;
}

/** Fires every clock that is due now, each once. */
export async function fireDue(
  ports: SendPorts,
  { pageSize = 200 }: FireDueOptions = {},
): Promise<FiredDue> {
  const { ledger } = ports;
  const now = ports.clock.now(await ledger.databaseNow());
  let fired = 0;
  let stale = 0;
  const failed: { findingId: string; clockNo: number; why: string }[] = [];
  let cursor: DueClock | null = null;
  for (;;) {
    const page: readonly DueClock[] = await ledger.dueClocks(now, cursor, pageSize);
    for (const due of page) {
      const outcome = await fireOne(ports, due).catch(String);
      if (outcome === 'fired') fired += 1;
      else if (outcome === 'stale') stale += 1;
      else failed.push({ findingId: due.findingId, clockNo: due.clockNo, why: outcome });
    }
    cursor = page.at(-1) ?? null;
    // The cursor only moves on: one clock that cannot be fired never keeps the others waiting.
    if (page.length < pageSize) break;
  }
  return { fired, stale, failed, nextDueAt: await ledger.nextDueAt() };
}

/** `fired`, `stale`, or why it could not be fired. */
async function fireOne(ports: SendPorts, { findingId, clockNo }: DueClock): Promise<string> {
  const { finding, clocks, databaseNow } = await ports.ledger.load(findingId, null);
  const row = clocks.find(({ no }) => no === clockNo);
  if (finding === null || row === undefined) return 'stale';
  const at = Math.max(ports.clock.now(databaseNow), finding.updatedAt);
  if (row.nextAt === null || row.nextAt > at) return 'stale';
  const event = {
    type: 'CLOCK_DUE',
    clockNo,
    clock: row.kind,
    dueAt: row.dueAt,
    rungs: rungsPassed(ports, finding, row, at),
  } as const;
  const by = { kind: 'system', rule: row.ruleId } as const;
  const outcome = await decide({ finding, clocks, event, by, at }, ports);
  if (outcome.kind === 'unreadable') return `state_unreadable: ${outcome.why}`;
  if (outcome.kind === 'refused') return `event_refused: ${outcome.guard}`;
  return (await ports.ledger.save({ ...outcome.write, remember: null })) ? 'fired' : 'stale';
}

function rungsPassed(ports: SendPorts, finding: FindingRow, row: ClockRow, at: number) {
  const timing = {
    policy: ports.policies.get(finding.policy),
    class: finding.snapshot.context.class,
    calendar: ports.calendar,
    now: at,
  };
  return passedBy(timetableOf(row, timing), row.nextRung, at);
}
