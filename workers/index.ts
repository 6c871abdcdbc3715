/** The workers' door: for hosts that run them in a process of their own. */
export type { WorkerLog } from './log.ts';
export { startWorkers, type Workers, type WorkersOptions } from './start.ts';
