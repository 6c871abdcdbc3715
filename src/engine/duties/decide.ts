/** From a stored duty and what happens to it to everything that changes. Writes nothing. */
import type { Actor } from '../../../machines/actor.ts';
import { advanceDuty, type DutyRefused, type DutySnapshot } from '../../../machines/duty.ts';
import type { DutyEvent } from '../../../machines/duty-events.ts';
import { chained } from '../chain.ts';
import { armingOf, dueNow } from './arming.ts';
import { dutyNoticesOwed } from './notices-owed.ts';
import type { DutyLedgerEvent, DutyNoticeOwed, DutyRow, DutyTaskRow, DutyWrite } from './ports.ts';
import type { Almanac } from './slots.ts';
import { taskRowsOf } from './tasks.ts';
import type { ChainedEvent, Directory, NewId } from '../ports.ts';

/** One thing that happens to a duty: the passing of time, or what somebody says. */
export interface DutyStep {
  readonly event: DutyEvent;
  readonly by: Actor;
}

/** What a decision may look at besides the duty itself. */
export interface DutyDecisionPorts {
  readonly almanac: Almanac;
  readonly directory: Directory;
  readonly newId: NewId;
}

export interface DutyDecided {
  readonly kind: 'decided';
  readonly write: Omit<DutyWrite, 'remember'>;
}

/** Who reports that time has passed. */
const recurrence: Actor = { kind: 'system', rule: 'recurrence' };

/** What the passing of time alone brings by that instant: one step, or none. */
export function stepsDue(duty: DutyRow, almanac: Almanac, at: number): DutyStep[] {
  const event = dueNow(duty, almanac, at);
  return event === null ? [] : [{ event, by: recurrence }];
}

/** The steps one after the other, all taken at that instant or none. */
export async function decideDuty(
  duty: DutyRow,
  steps: readonly DutyStep[],
  at: number,
  { almanac, directory, newId }: DutyDecisionPorts,
): Promise<DutyDecided | DutyRefused> {
  const events: ChainedEvent<DutyLedgerEvent>[] = [];
  const tasks = new Map<string, DutyTaskRow>();
  const notices: DutyNoticeOwed[] = [];
  let snapshot: DutySnapshot = { state: duty.state, context: duty.context };
  for (const { event, by } of steps) {
    const step = advanceDuty(snapshot, { ...event, by, at });
    if (step.kind === 'refused') return step;
    const link = linkAfter(duty, events.at(-1), event, by, at);
    events.push(link);
    const { open, to } = snapshot.context;
    for (const row of taskRowsOf(link, open)) tasks.set(row.slot, row);
    if (event.type === 'SLOTS_DUE') {
      const addressing = { dutyId: duty.id, seq: link.seq, at, to, directory, newId };
      notices.push(...(await dutyNoticesOwed(event, addressing)));
    }
    snapshot = { state: step.state, context: step.context };
  }
  const write = {
    dutyId: duty.id,
    expectedVersion: duty.version,
    ...snapshot,
    ...armingOf(snapshot, almanac),
    events,
    tasks: [...tasks.values()],
    notices,
  };
  return { kind: 'decided', write };
}

/** The next link of the duty's chain. */
function linkAfter(
  duty: DutyRow,
  last: ChainedEvent<DutyLedgerEvent> | undefined,
  event: DutyEvent,
  by: Actor,
  at: number,
): ChainedEvent<DutyLedgerEvent> {
  return chained<DutyLedgerEvent>({
    subjectId: duty.id,
    seq: (last?.seq ?? duty.version) + 1,
    machineVersion: duty.machineVersion,
    at,
    by,
    event,
    prevHash: last?.hash ?? duty.headHash,
  });
}
