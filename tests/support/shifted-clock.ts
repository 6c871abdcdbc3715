/** Worker processes whose own clock is wrong, or goes wrong while they run. */
import { eventually } from './eventually.ts';
import type { WorkerProcess } from './worker-process.ts';

const preload = {
  NODE_OPTIONS: `--import=${new URL('shifted-date.mjs', import.meta.url).href}`,
};

/** Settings under which a process's clock is that many milliseconds off from its start. */
export function clockOff(ms: number): Readonly<Record<string, string>> {
  return { ...preload, DATE_OFF_MS: String(ms) };
}

/** Settings under which it is right, until `jumpClock` moves it by that many milliseconds. */
export function clockThatJumps(ms: number): Readonly<Record<string, string>> {
  return { ...preload, DATE_JUMP_MS: String(ms) };
}

/** Resolves when the process goes by the other time. */
export async function jumpClock(worker: WorkerProcess, timeoutMs: number): Promise<void> {
  void worker.kill('SIGUSR2');
  const jumped = () => worker.said.some((line) => line.startsWith('Date is off by '));
  await eventually(jumped, { timeoutMs });
}
