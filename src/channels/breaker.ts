/** A circuit breaker: a channel that keeps failing rests, and one hand-over at a time tries whether it is back. */
import { RectiflowError } from '../errors.ts';
import { isOwnDeferral } from './attempts.ts';
import type { Channel, HandOver } from './channel.ts';

export interface BreakerOptions {
  /** So many failures one after another open it: 1 to 20. */
  readonly failuresMax: number;
  /** The first rest; each probe that fails doubles it. Above 0. */
  readonly restMs: number;
  readonly restMsMax: number;
}

const breakerDefaults: BreakerOptions = {
  failuresMax: 10,
  restMs: 30_000,
  restMsMax: 600_000,
};

export interface BreakerState {
  /** Failures since the channel last worked. */
  readonly failures: number;
  /** The present rest: from when and how long; null while closed. Instants are ms of one clock. */
  readonly rest: { readonly until: number; readonly ms: number; readonly probing: boolean } | null;
}

export const closedBreaker: BreakerState = { failures: 0, rest: null };

/** What is known of the channel after a hand-over. `nothing`: it was not asked, or it spoke of one recipient. */
export type Verdict = 'works' | 'fails' | 'nothing';

/** May one go? `probe` is the one that tries after a rest. */
export type Leave =
  | { readonly goes: 'freely' | 'probe' }
  | { readonly goes: 'no'; readonly waitMs: number };

/** Asks for leave to hand over at `at`; the state that follows is given beside it. */
export function askLeave(
  state: BreakerState,
  at: number,
  options: BreakerOptions = breakerDefaults,
): { readonly leave: Leave; readonly state: BreakerState } {
  const { rest } = state;
  if (rest === null) return { leave: { goes: 'freely' }, state };
  if (at < rest.until) return { leave: { goes: 'no', waitMs: rest.until - at }, state };
  if (rest.probing) return { leave: { goes: 'no', waitMs: options.restMs }, state };
  return { leave: { goes: 'probe' }, state: { ...state, rest: { ...rest, probing: true } } };
}

/** Learns what became of one that had leave. */
export function learn(
  state: BreakerState,
  {
    probe,
    verdict,
    at,
  }: { readonly probe: boolean; readonly verdict: Verdict; readonly at: number },
  options: BreakerOptions = breakerDefaults,
): BreakerState {
  const { failures, rest } = state;
  if (verdict === 'works') return closedBreaker;
  if (rest !== null) {
    // One that set out before the rest began says nothing new.
    if (!probe) return state;
    if (verdict === 'nothing') return { failures, rest: { ...rest, probing: false } };
    const ms = Math.min(rest.ms * 2, options.restMsMax);
    return { failures: failures + 1, rest: { until: at + ms, ms, probing: false } };
  }
  if (verdict === 'nothing') return state;
  const opens = failures + 1 >= options.failuresMax;
  const ms = Math.min(options.restMs, options.restMsMax);
  return { failures: failures + 1, rest: opens ? { until: at + ms, ms, probing: false } : null };
}

/** RFC 5321: 450 speaks of one mailbox, which is busy; greylisting of one sender and recipient. */
const ofOneRecipient: ReadonlySet<string> = new Set(['smtp_450', 'smtp_greylisted']);

function verdictOf(result: HandOver): Verdict {
  if (isOwnDeferral(result)) return 'nothing';
  switch (result.outcome) {
    // A refusal is a conversation too.
    case 'sent':
    case 'refused':
      return 'works';
    case 'deferred':
      return ofOneRecipient.has(result.code) ? 'nothing' : 'fails';
    case 'unknown':
      return 'fails';
  }
}

/**
 * The channel with a breaker of its own. Put it around a limited channel, not within: a channel at
 * rest uses up nothing. `now` is ms of a clock that never goes back. Throws `config_invalid`.
 */
export function withBreaker(
  channel: Channel,
  now: () => number = () => performance.now(),
  given: Partial<BreakerOptions> = {},
): Channel {
  const options = checked({ ...breakerDefaults, ...given });
  let state = closedBreaker;
  return {
    ...channel,
    async handOver(message) {
      const asked = askLeave(state, now(), options);
      state = asked.state;
      if (asked.leave.goes === 'no') {
        const retryAfterMs = asked.leave.waitMs;
        return { outcome: 'deferred', code: 'channel_resting', retryAfterMs };
      }
      const probe = asked.leave.goes === 'probe';
      let verdict: Verdict = 'nothing';
      try {
        const result = await channel.handOver(message);
        verdict = verdictOf(result);
        return result;
      } finally {
        state = learn(state, { probe, verdict, at: now() }, options);
      }
    },
    close: () => channel.close(),
  };
}

function checked(options: BreakerOptions): BreakerOptions {
  const { failuresMax, restMs, restMsMax } = options;
  const usable = Number.isInteger(failuresMax) && failuresMax >= 1 && failuresMax <= 20;
  if (usable && restMs > 0 && restMsMax >= restMs) return options;
  throw new RectiflowError('config_invalid', {
    message:
      '熔断设置不可用:failuresMax 应为 1 至 20 的整数,restMs 应大于 0 且不大于 restMsMax。 / The breaker is not usable as set: failuresMax is a whole number from 1 to 20, restMs above 0 and not above restMsMax.',
  });
}
