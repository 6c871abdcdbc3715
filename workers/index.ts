/** The workers' door: for hosts that run them in a process of their own. */
export { startWorkers, type WorkerLog, type Workers, type WorkersOptions } from './start.ts';
