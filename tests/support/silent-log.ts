/** A log nobody reads. */
import type { WorkerLog } from '../../workers/start.ts';

export const silent: WorkerLog = { info() {}, warn() {}, error() {} };
