/** Ten thousand mails are queued, and for half an hour the server takes none. */
import { expect, test } from 'vitest';
import { isOwnDeferral } from '../../../src/channels/attempts.ts';
import { withBreaker } from '../../../src/channels/breaker.ts';
import type { Channel, HandOver } from '../../../src/channels/channel.ts';
import { createRateLimiter, limited, smtpLimits } from '../../../src/channels/limits.ts';
import { outcomeOfReply } from '../../../src/channels/smtp-replies.ts';
import { report } from '../../support/report.ts';
import { message } from './message.ts';

const minuteMs = 60_000;
const stormMs = 30 * minuteMs;
const mails = 10_000;
/** Ten thousand in under half an hour. */
const perMinute = 400;
/** As workers ask. */
const atATime = 5;

/** A server behind a channel: what it says to each mail, by the clock given. */
function stormy(clock: { readonly now: number }) {
  const taken: string[] = [];
  let failures = 0;
  const channel: Channel = {
    name: 'stormy',
    async handOver({ messageId }): Promise<HandOver> {
      if (clock.now >= stormMs) {
        taken.push(messageId);
        return { outcome: 'sent' };
      }
      failures += 1;
      const reply = failures % 2 === 0 ? '421 4.3.2 Closing' : '451 4.3.0 Local error';
      return outcomeOfReply(reply, 'message');
    },
    close: () => Promise.resolve(),
  };
  return {
    channel,
    taken,
    get failures() {
      return failures;
    },
  };
}

test('The breaker opens by the twentieth failure, nothing is lost, and all is out within half an hour afterwards', async () => {
  const clock = { now: 0 };
  const server = stormy(clock);
  const limiter = createRateLimiter(smtpLimits({ perMinute }));
  const channel = withBreaker(
    limited(server.channel, limiter, () => clock.now),
    () => clock.now,
  );
  const attempts = new Map<string, number>();
  let failuresAtOpening: number | undefined;
  let waiting = Array.from({ length: mails }, (_, mail) => ({ id: `<mail-${mail}@x>`, due: 0 }));

  const handOver = async (id: string): Promise<number | null> => {
    const result = await channel.handOver(message({ messageId: id }));
    const own = isOwnDeferral(result);
    const tried = (attempts.get(id) ?? 0) + (own ? 0 : 1);
    attempts.set(id, tried);
    if (result.outcome !== 'deferred') return null;
    if (result.code === 'channel_resting') failuresAtOpening ??= server.failures;
    // As workers wait where the other side names no time.
    return clock.now + (result.retryAfterMs ?? Math.min(minuteMs * 2 ** tried, 30 * minuteMs));
  };
  while (waiting.length > 0) {
    clock.now = waiting.reduce((least, { due }) => Math.min(least, due), Number.POSITIVE_INFINITY);
    const due = waiting.filter((each) => each.due <= clock.now);
    waiting = waiting.filter((each) => each.due > clock.now);
    for (let from = 0; from < due.length; from += atATime) {
      const some = due.slice(from, from + atATime);
      const next = await Promise.all(some.map(({ id }) => handOver(id)));
      waiting.push(
        ...some.flatMap(({ id }, index) => {
          const at = next[index] ?? null;
          return at === null ? [] : [{ id, due: at }];
        }),
      );
    }
  }

  const most = Math.max(...attempts.values());
  const drainedMin = (clock.now - stormMs) / minuteMs;
  report('A storm of half an hour', {
    mails,
    taken: server.taken.length,
    'failures until it opens': failuresAtOpening ?? 'none',
    'failures in all': server.failures,
    'most attempts': most,
    'drained after min': drainedMin.toFixed(1),
  });
  expect(failuresAtOpening).toBeLessThanOrEqual(20);
  expect(most).toBeLessThanOrEqual(8);
  expect(server.taken).toHaveLength(mails);
  expect(new Set(server.taken).size).toBe(mails);
  expect(drainedMin).toBeLessThanOrEqual(30);
});
