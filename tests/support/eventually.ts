/** Waits for a condition instead of for a time. */
import { setTimeout as pause } from 'node:timers/promises';

/** Soon at first; what takes long is asked less often, so that the asking does not slow it down. */
const [pauseMillisMin, pauseMillisMax, pauseShare] = [5, 200, 0.05];

/**
 * Calls `check` until it neither throws nor returns false, and gives back what it returned. Fails
 * after `timeoutMs` with the last error, so that it reads like the assertion that never held.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 10_000 }: { timeoutMs?: number } = {},
): Promise<T> {
  const began = performance.now();
  const deadline = began + timeoutMs;
  for (;;) {
    try {
      const value = await check();
      if (value !== false) return value;
      if (performance.now() > deadline) {
        throw new Error(`The condition did not hold within ${timeoutMs} ms`);
      }
    } catch (error) {
      if (performance.now() > deadline) throw error;
    }
    const waited = performance.now() - began;
    await pause(Math.min(pauseMillisMax, Math.max(pauseMillisMin, waited * pauseShare)));
  }
}
