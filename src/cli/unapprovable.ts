/** What the log is told at the start, where nobody could ever approve. */
import type { Rectiflow } from '../rectiflow.ts';
import type { WorkerLog } from '../../workers/log.ts';

/** One warning for each: the rules fail closed there, and nobody would see why. Ids only. */
export function warnOfUnapprovable(
  { unapprovable }: Pick<Rectiflow, 'unapprovable'>,
  log: Pick<WorkerLog, 'warn'>,
): void {
  for (const each of unapprovable) {
    log.warn({ ...each }, 'nobody could ever approve this under the policy: it fails closed');
  }
}
