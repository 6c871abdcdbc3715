/** What a post came to, as the outcome of a hand-over. Codes begin with the channel's name. */
import type { HandOver } from '../channel.ts';
import type { Fault } from './post.ts';

const anHourMs = 60 * 60 * 1000;

/** No answer. Once the request may have reached the other side, nobody knows. */
export function outcomeOfFault(
  channel: string,
  { fault, written }: { readonly fault: Fault; readonly written: boolean },
): HandOver {
  const code = `${channel}_${fault}`;
  if (fault === 'address_forbidden') return { outcome: 'refused', code };
  if (written) return { outcome: 'unknown', code };
  // A certificate waits for a person.
  return { outcome: 'deferred', code, ...(fault === 'tls' ? { retryAfterMs: anHourMs } : {}) };
}

/** By the status alone. `retryAfterMs` is what the other side asked for, if it did. */
export function outcomeOfStatus(
  channel: string,
  status: number,
  retryAfterMs: number | undefined,
): HandOver {
  if (status >= 200 && status < 300) return { outcome: 'sent' };
  const later = retryAfterMs === undefined ? {} : { retryAfterMs };
  if (status === 429) return { outcome: 'deferred', code: `${channel}_rate_limited`, ...later };
  if (status === 408 || status === 425 || (status >= 500 && status < 600)) {
    return { outcome: 'deferred', code: `${channel}_unavailable`, ...later };
  }
  if (status >= 300 && status < 400) return { outcome: 'refused', code: `${channel}_redirected` };
  return { outcome: 'refused', code: status === 410 ? `${channel}_gone` : `${channel}_${status}` };
}
