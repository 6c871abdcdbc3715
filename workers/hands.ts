/** What a worker has in hand: as many as it hands over at a time, and as many again while it gets on. */
import { within } from './within.ts';

export interface Hands {
  /** Takes it in hand when there is room, first come, first served; resolves when it is taken. */
  take(work: () => Promise<void>): Promise<void>;
  /** Waits for it, and gives it up when nothing in hand has come to an end for `stuckMs`; whether it came. */
  untilStuck(work: Promise<void>): Promise<boolean>;
  /** All that is in hand has come to an end. */
  settled(): Promise<void>;
}

export interface HandsOptions {
  /** Handed over at a time. */
  readonly concurrency: number;
  /** When nothing has come to an end for so long, in ms, it is stuck. Null: it never is. */
  readonly stuckMs: number | null;
}

export function createHands({ concurrency, stuckMs }: HandsOptions): Hands {
  const inHand = new Set<Promise<void>>();
  const waiting: (() => void)[] = [];
  let lastEndedAt = -Infinity;
  const getsOn = () => stuckMs === null || performance.now() - lastEndedAt < stuckMs;
  // What is fetched in reserve is nobody else's: behind a server that hangs it would only wait.
  const hasRoom = () => inHand.size < concurrency * (getsOn() ? 2 : 1);
  const fill = () => {
    while (waiting.length > 0 && hasRoom()) waiting.shift()?.();
  };
  const begin = (work: () => Promise<void>) => {
    const held = work().finally(() => {
      inHand.delete(held);
      lastEndedAt = performance.now();
      fill();
    });
    inHand.add(held);
  };
  return {
    take: (work) =>
      new Promise((taken) => {
        waiting.push(() => {
          taken();
          begin(work);
        });
        fill();
      }),
    async untilStuck(work) {
      if (stuckMs === null) return work.then(() => true);
      for (let since = performance.now(); ; since = lastEndedAt) {
        if (await within(since + stuckMs - performance.now(), work)) return true;
        if (lastEndedAt <= since) return false;
      }
    },
    async settled() {
      await Promise.all(inHand);
    },
  };
}
