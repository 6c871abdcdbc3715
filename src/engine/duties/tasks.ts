/** What the events of a duty make of its tasks, one row each: the same for the write and for verification. */
import type { OpenTask } from '../../../machines/duty-context.ts';
import type { ChainedEvent } from '../ports.ts';
import type { DutyLedgerEvent, DutyTaskRow } from './ports.ts';

/** The rows one event raises or settles. `open` are the tasks that were open before it. */
export function taskRowsOf(
  { event, seq, at }: ChainedEvent<DutyLedgerEvent>,
  open: readonly OpenTask[],
): DutyTaskRow[] {
  switch (event.type) {
    case 'SLOTS_DUE':
      return event.slots.map((slot) => ({
        ...slot,
        state: 'open',
        raisedAt: at,
        settledSeq: null,
        settledAt: null,
      }));
    case 'TASK_DONE':
    case 'TASK_WAIVED': {
      const state = event.type === 'TASK_DONE' ? 'done' : 'waived';
      return open
        .filter(({ slot }) => slot === event.slot)
        .map((task) => settled(task, state, seq, at));
    }
    case 'DUTY_OPENED':
    case 'ASSIGN':
    case 'END':
      return [];
  }
}

function settled(
  { remindedAt: _, ...task }: OpenTask,
  state: DutyTaskRow['state'],
  settledSeq: number,
  settledAt: number,
): DutyTaskRow {
  return { ...task, state, settledSeq, settledAt };
}
