/** A log nobody reads. */
import type { WorkerLog } from '../../workers/log.ts';

export const silent: WorkerLog = { info() {}, warn() {}, error() {} };
