/** How often a channel may be used: every window of a provider's limit is kept, on a clock that is given. */
import { RectiflowError } from '../errors.ts';
import type { Channel, HandOver } from './channel.ts';

/** At most `count` in any `perMs` milliseconds. */
export interface Limit {
  readonly count: number;
  readonly perMs: number;
}

const secondMs = 1_000;
const minuteMs = 60 * secondMs;
const dayMs = 24 * 60 * minuteMs;

/** What the providers' documents allow one robot. */
export const robotLimits = {
  wecom: [{ count: 20, perMs: minuteMs }],
  dingtalk: [{ count: 20, perMs: minuteMs }],
  feishu: [
    { count: 100, perMs: minuteMs },
    { count: 5, perMs: secondMs },
  ],
} as const satisfies Record<string, readonly Limit[]>;

/** What a mail server's operator allows; connections are counted by the channel itself (`maxConnections`). */
export function smtpLimits({
  perMinute,
  perDay,
}: {
  readonly perMinute?: number;
  readonly perDay?: number;
}): Limit[] {
  return [
    ...(perMinute === undefined ? [] : [{ count: perMinute, perMs: minuteMs }]),
    ...(perDay === undefined ? [] : [{ count: perDay, perMs: dayMs }]),
  ];
}

/** What a call that takes time is told: go, and say when it is over; or how many ms to wait. */
export type Begun =
  | { readonly goes: true; over(at: number): void }
  | { readonly goes: false; readonly waitMs: number };

/** So many are told a turn of their own; the rest the last one's, so that asking in vain costs nothing. */
const lineMax = 10_000;

/** Instants are ms of one clock that never goes back. */
export interface RateLimiter {
  /** 0: it goes, at `at`. Otherwise so many ms from now it is its turn: those turned away line up. */
  mayGo(at: number): number;
  /** The same for a call that takes time: until it is over, it counts as going at every instant. */
  begin(at: number): Begun;
  /** Nobody goes before `until`. */
  pause(until: number): void;
}

/** Throws `config_invalid` for limits that are none. It knows nothing of what went before it was made. */
export function createRateLimiter(limits: readonly Limit[]): RateLimiter {
  if (!limits.every(isLimit)) throw unusable();
  const longestMs = Math.max(0, ...limits.map(({ perMs }) => perMs));
  let gone: number[] = [];
  let underWay = 0;
  /** When those turned away were told to come back. */
  let promised: number[] = [];
  let pausedUntil = Number.NEGATIVE_INFINITY;

  function begin(at: number): Begun {
    gone = gone.filter((each) => at - each <= longestMs);
    promised = promised.filter((each) => at - each <= longestMs);
    // One whose time has come is this one, as far as anybody can tell.
    if (promised[0] !== undefined && promised[0] <= at) promised.shift();
    const busy = [...gone, ...Array.from({ length: underWay }, () => at)];
    if (pausedUntil <= at && waitIn(limits, busy, at) === 0) {
      underWay += 1;
      return { goes: true, over };
    }
    const waitMs = turnAfter(busy, at) - at;
    if (promised.length < lineMax) promised.push(at + waitMs);
    return { goes: false, waitMs };
  }

  /** Behind everybody who was promised one: the first instant at which one more may go. */
  function turnAfter(busy: readonly number[], at: number): number {
    const line = promised.map((each) => Math.max(each, at));
    const from = Math.max(at, pausedUntil, line.at(-1) ?? at);
    const wait = waitIn(limits, [...busy, ...line], from);
    return Math.max(from + wait, at + 1);
  }

  function over(at: number): void {
    underWay -= 1;
    gone.push(at);
  }

  return {
    mayGo(at) {
      const begun = begin(at);
      if (!begun.goes) return begun.waitMs;
      begun.over(at);
      return 0;
    },
    begin,
    pause(until) {
      pausedUntil = Math.max(pausedUntil, until);
    },
  };
}

/** How long from `at` until one more fits into every window, both ends of which count. */
function waitIn(limits: readonly Limit[], gone: readonly number[], at: number): number {
  const waits = limits.map(({ count, perMs }) => {
    const within = gone.filter((each) => at - each <= perMs).toSorted((one, two) => one - two);
    const leaver = within[within.length - count];
    return leaver === undefined ? 0 : leaver + perMs + 1 - at;
  });
  return Math.max(0, ...waits);
}

function isLimit({ count, perMs }: Limit): boolean {
  return Number.isSafeInteger(count) && count >= 1 && Number.isFinite(perMs) && perMs > 0;
}

/** The longest a provider's own "slower, please" stops the whole channel: 钉钉's block. */
const pauseMsMax = 10 * minuteMs;

/** Keeps a channel within the limiter: beyond it, hand-overs are deferred and the channel is not called. */
export function limited(
  channel: Channel,
  limiter: RateLimiter,
  now: () => number = () => performance.now(),
): Channel {
  return {
    ...channel,
    async handOver(message) {
      const begun = limiter.begin(now());
      if (!begun.goes) {
        return { outcome: 'deferred', code: 'rate_limited', retryAfterMs: begun.waitMs };
      }
      try {
        const result = await channel.handOver(message);
        const slowDownMs = slowDownOf(result);
        if (slowDownMs > 0) limiter.pause(now() + slowDownMs);
        return result;
      } finally {
        begun.over(now());
      }
    },
    close: () => channel.close(),
  };
}

/** Somebody else uses the same account: all of ours wait, not only this one. */
function slowDownOf(result: HandOver): number {
  if (result.outcome !== 'deferred' || !result.code.endsWith('_rate_limited')) return 0;
  return Math.min(result.retryAfterMs ?? 0, pauseMsMax);
}

function unusable(): RectiflowError {
  return new RectiflowError('config_invalid', {
    message:
      '限额不可用:count 应为不小于 1 的整数,perMs 应大于 0。 / The limits are not usable: count must be a whole number from 1, perMs above 0.',
  });
}
