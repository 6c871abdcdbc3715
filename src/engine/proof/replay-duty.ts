/** What the events of a duty lead to, and what stands beside it for lists to read: for verification. */
import {
  advanceDuty,
  dutyMachineVersion,
  openDuty,
  type DutySnapshot,
} from '../../../machines/duty.ts';
import { isBefore } from '../../../machines/duty-events.ts';
import { attempt } from './attempt.ts';
import type { DutyDetails, DutyLedgerEvent, DutyTaskRow } from '../duties/ports.ts';
import { taskRowsOf } from '../duties/tasks.ts';
import type { ChainedEvent } from '../ports.ts';

/** What stands beside the snapshot: it follows from the events too. */
export interface ListedDuty {
  readonly machineVersion: number;
  readonly openedAt: number;
  readonly updatedAt: number;
  /** In the order of their days. */
  readonly tasks: readonly DutyTaskRow[];
}

export type ReplayedDuty =
  | {
      readonly snapshot: DutySnapshot;
      readonly listed: ListedDuty;
      readonly details: DutyDetails;
    }
  | { readonly refusedAt: number };

export function replayDuty(events: readonly ChainedEvent<DutyLedgerEvent>[]): ReplayedDuty {
  const [first, ...rest] = events;
  if (first?.event.type !== 'DUTY_OPENED') return { refusedAt: 1 };
  const { details, input } = first.event;
  let snapshot = openDuty(input);
  const tasks = new Map<string, DutyTaskRow>();
  for (const link of rest) {
    const { event, by, at, seq, machineVersion } = link;
    if (event.type === 'DUTY_OPENED' || machineVersion !== dutyMachineVersion) {
      return { refusedAt: seq };
    }
    const step = attempt(() => advanceDuty(snapshot, { ...event, by, at }));
    if (step?.kind !== 'accepted') return { refusedAt: seq };
    for (const row of taskRowsOf(link, snapshot.context.open)) tasks.set(row.slot, row);
    snapshot = { state: step.state, context: step.context };
  }
  const listed = {
    machineVersion: first.machineVersion,
    openedAt: first.at,
    updatedAt: rest.at(-1)?.at ?? first.at,
    tasks: inOrder([...tasks.values()]),
  };
  return { snapshot, listed, details };
}

/** By day and name, as the ledger is read. */
export function inOrder(tasks: readonly DutyTaskRow[]): DutyTaskRow[] {
  return tasks.toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
}
