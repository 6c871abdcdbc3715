/** Reads Retry-After (RFC 9110, 10.2.3): seconds, or an instant. */

const secondMs = 1_000;
const anHourMs = 60 * 60 * secondMs;

/** The three forms of an HTTP date begin with a day of the week; the oldest leaves its GMT unsaid. */
const httpDate = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*,? .*\d\d:\d\d:\d\d/u;

/**
 * Milliseconds from `now` (epoch ms), from a second to an hour: whoever asks for none is left that
 * much all the same. Undefined where nothing readable was asked for.
 */
export function retryAfterMs(header: string | undefined, now: number): number | undefined {
  const text = header?.trim() ?? '';
  if (/^\d+$/u.test(text)) return bounded(Number(text) * secondMs);
  if (!httpDate.test(text)) return undefined;
  const at = Date.parse(text.endsWith('GMT') ? text : `${text} GMT`);
  return Number.isNaN(at) ? undefined : bounded(at - now);
}

function bounded(ms: number): number {
  return Math.min(Math.max(ms, secondMs), anHourMs);
}
