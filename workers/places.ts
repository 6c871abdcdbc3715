/** Places for so many at a time; whoever finds none waits, first come, first served. */
import type { InTurn } from './deliver.ts';

export function places(count: number): InTurn {
  let free = count;
  const waiting: (() => void)[] = [];
  const take = (): Promise<void> => {
    if (free === 0) return new Promise((resolve) => waiting.push(resolve));
    free -= 1;
    return Promise.resolve();
  };
  const leave = () => {
    const next = waiting.shift();
    // The place is handed on, so that nobody who comes just now is before those who wait.
    if (next === undefined) free += 1;
    else next();
  };
  return async (work) => {
    await take();
    try {
      return await work();
    } finally {
      leave();
    }
  };
}
