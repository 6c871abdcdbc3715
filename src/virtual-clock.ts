/** A clock that stands still until it is moved: demo, rehearsals and tests run on it. */
import type { Clock } from './engine/ports.ts';

export interface VirtualClock extends Clock {
  /** Where it stands, epoch ms. */
  readonly at: number;
  /** Moves it. It never goes back: throws a RangeError. */
  moveTo(at: number): void;
}

export function createVirtualClock(start: number): VirtualClock {
  let at = start;
  return {
    get at() {
      return at;
    },
    now: () => at,
    moveTo(next) {
      if (next < at) throw new RangeError('a virtual clock does not go back');
      at = next;
    },
  };
}

/** The database's own time: what production decides by. */
export const databaseClock: Clock = { now: (databaseNow) => databaseNow };
