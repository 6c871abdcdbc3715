/** The part every channel has in common: it knows when it is closed, and waits for what is under way. */
import type { Channel, HandOver, Message } from './channel.ts';

/** We are stopping: somebody else may take it at once. */
export const channelClosed: HandOver = {
  outcome: 'deferred',
  code: 'channel_closed',
  retryAfterMs: 0,
};

/** A channel out of what it does with one message. */
export function channelOf(name: string, attempt: (message: Message) => Promise<HandOver>): Channel {
  const underWay = new Set<Promise<HandOver>>();
  let closed = false;
  return {
    name,
    async handOver(message) {
      if (closed) return channelClosed;
      const started = attempt(message);
      underWay.add(started);
      return started.finally(() => underWay.delete(started));
    },
    async close() {
      closed = true;
      await Promise.allSettled(underWay);
    },
  };
}

const ownCodes: ReadonlySet<string> = new Set([
  'channel_closed',
  'channel_resting',
  'rate_limited',
]);

/** True where we put it off ourselves: the channel was not asked, so it was no attempt at all. */
export function isOwnDeferral(result: HandOver): boolean {
  return result.outcome === 'deferred' && ownCodes.has(result.code);
}
