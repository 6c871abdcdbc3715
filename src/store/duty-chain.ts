/** A duty's chain beside what is stored of it: itself, and the tasks that follow from its events. */
import { inOrder, type ListedDuty } from '../engine/proof/replay-duty.ts';
import type { Chain } from '../engine/proof/chains.ts';
import { detailsOf, type DutyRecord } from './duty-rows.ts';
import { dutyTaskOf, type DutyTaskRecord } from './duty-task-rows.ts';
import { msOf } from './sql-time.ts';

/** As the query over all subjects reads it. */
export interface DutyChainRecord {
  readonly duty: Omit<DutyRecord, 'round_code'>;
  readonly tasks: readonly DutyTaskRecord[];
}

export function chainOfDuty(
  row: DutyRecord,
  tasks: readonly DutyTaskRecord[],
  events: Chain['events'],
): Chain {
  const { version, head_hash: headHash, state, context } = row;
  const listed: ListedDuty = {
    machineVersion: row.machine_version,
    openedAt: msOf(row.opened_at),
    updatedAt: msOf(row.updated_at),
    tasks: inOrder(tasks.map(dutyTaskOf)),
  };
  const snapshot = { state, context };
  const stored = { version, headHash, snapshot, listed, details: detailsOf(row) };
  return { subject: 'duty', subjectId: row.id, name: row.number, stored, events };
}
