/** Lets so many do something at a time; others wait in the order they came. */
import { abortReason } from './abort-reason.ts';

export interface Turns {
  /** How many have a turn. */
  readonly taken: number;
  /** Rejects with the signal's reason, and then there is no turn to end. */
  wait(signal: AbortSignal | undefined): Promise<void>;
  end(): void;
}

export function createTurns(most: number): Turns {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return {
    get taken() {
      return taken;
    },
    wait(signal) {
      if (signal?.aborted === true) return Promise.reject(abortReason(signal));
      if (taken < most) {
        taken += 1;
        return Promise.resolve();
      }
      return new Promise((resolve, reject) => {
        const go = (): void => {
          signal?.removeEventListener('abort', leave);
          resolve();
        };
        const leave = (): void => {
          waiting.splice(waiting.indexOf(go), 1);
          reject(abortReason(signal));
        };
        signal?.addEventListener('abort', leave, { once: true });
        waiting.push(go);
      });
    },
    end() {
      const next = waiting.shift();
      // Whoever is next takes the turn over, so that nobody slips in between.
      if (next === undefined) taken -= 1;
      else next();
    },
  };
}
