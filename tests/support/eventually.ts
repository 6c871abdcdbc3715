/** Waits for a condition instead of for a time. */
import { setTimeout as pause } from 'node:timers/promises';

const pollMillis = 20;

/**
 * Calls `check` until it neither throws nor returns false, and gives back what it returned. Fails
 * after `timeoutMs` with the last error, so that it reads like the assertion that never held.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 10_000 }: { timeoutMs?: number } = {},
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
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
    await pause(pollMillis);
  }
}
