/** All that the passing of time asks for: clocks and duties that are due, leases that ran out, alarms. */
import type { Rectiflow } from '../src/index.ts';
import type { WorkerLog } from './log.ts';

/**
 * Does what is due now; when something is due next (epoch ms), or null. `onFired` hears of notices
 * as they are owed: with many clocks due at once, the first need not wait for the last.
 */
export async function doWhatIsDue(
  rectiflow: Rectiflow,
  log: WorkerLog,
  onFired: () => void,
): Promise<number | null> {
  const { engine, duties, dispatches, outbox } = rectiflow;
  const { fired, failed, nextDueAt } = await engine.fireDue({ onFired });
  for (const { findingId, clockNo, why } of failed) {
    log.error({ findingId, clockNo, why }, 'a clock could not be fired');
  }
  const due = await duties.raiseDue();
  for (const { dutyId, why } of due.failed) {
    log.error({ dutyId, why }, 'a duty could not raise its tasks');
  }
  const lapsed = await dispatches.endLapsedLeases(await engine.now());
  if (lapsed.unknown > 0) log.warn(lapsed, 'hand-overs whose worker was lost are now unknown');
  if (lapsed.failed > 0) log.error(lapsed, 'dispatches that lost every worker have failed');
  if (fired > 0) log.info({ fired }, 'clocks fired');
  if (due.raised > 0) log.info({ raised: due.raised }, 'duties raised');
  await raiseAlarms(rectiflow, log);
  for (const { noticeId, onBy } of await outbox.passOn()) {
    if (onBy === null) continue;
    const { noticeId: carriedOnBy, channel } = onBy;
    log.info({ noticeId, carriedOnBy, channel }, 'carried on over the next channel');
  }
  return earliest(nextDueAt, due.nextDueAt);
}

/** What somebody has to look at, told once each: what reached nobody, and who is told of nothing any more. */
async function raiseAlarms({ noticeViews, silence }: Rectiflow, log: WorkerLog): Promise<void> {
  for (const { noticeId, outcome, ...ids } of await noticeViews.takeAlarms()) {
    log.warn({ noticeId, outcome, ...ids }, 'a notice has reached nobody');
  }
  for (const { findingId, clockNo } of await silence.takeAlarms()) {
    log.warn({ findingId, clockNo }, 'an overdue finding has fallen silent');
  }
}

/** The first of the instants there are. */
export function earliest(...instants: readonly (number | null)[]): number | null {
  const known = instants.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}
