/** The breaker: a channel that keeps failing rests, is tried again, and loses nothing meanwhile. */
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import {
  askLeave,
  closedBreaker,
  learn,
  withBreaker,
  type BreakerState,
  type Verdict,
} from '../../../src/channels/breaker.ts';
import type { Channel, HandOver } from '../../../src/channels/channel.ts';
import { createRateLimiter, limited, smtpLimits } from '../../../src/channels/limits.ts';
import { createSmtpChannel } from '../../../src/channels/smtp.ts';
import { startSmtp } from '../../support/smtp.ts';
import { message } from './message.ts';

const secondMs = 1_000;
const minuteMs = 60_000;
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

const sent: HandOver = { outcome: 'sent' };
const refused: HandOver = { outcome: 'refused', code: 'smtp_550' };
const putOff: HandOver = { outcome: 'deferred', code: 'smtp_451' };
const lost: HandOver = { outcome: 'unknown', code: 'smtp_timeout' };
const busyMailbox: HandOver = { outcome: 'deferred', code: 'smtp_450' };
const newToEachOther: HandOver = { outcome: 'deferred', code: 'smtp_greylisted' };
const ownLimit: HandOver = { outcome: 'deferred', code: 'rate_limited', retryAfterMs: 5 };

/** A channel that says what it is told to, and counts. */
function scripted() {
  const clock = { now: 0 };
  const script: HandOver[] = [];
  let calls = 0;
  const channel: Channel = {
    name: 'scripted',
    handOver() {
      calls += 1;
      return Promise.resolve(script.shift() ?? sent);
    },
    close: () => Promise.resolve(),
  };
  return {
    clock,
    script,
    channel: withBreaker(channel, () => clock.now),
    get calls() {
      return calls;
    },
    async handOver(...results: HandOver[]) {
      script.push(...results);
      const outcomes = [];
      while (outcomes.length < results.length) {
        outcomes.push(await this.channel.handOver(message()));
      }
      return outcomes;
    },
  };
}

const times = (count: number, result: HandOver) => Array.from({ length: count }, () => result);

describe('A channel with a breaker', () => {
  test('is passed through while it works', async () => {
    const breaker = scripted();
    expect(breaker.channel.name).toBe('scripted');
    const results = [sent, putOff, refused, lost, sent];
    expect(await breaker.handOver(...results)).toEqual(results);
  });

  test('rests after ten failures one after another, and says for how long', async () => {
    const breaker = scripted();
    await breaker.handOver(...times(5, putOff), ...times(5, lost));
    breaker.clock.now = 10 * secondMs;
    expect(await breaker.channel.handOver(message())).toEqual({
      outcome: 'deferred',
      code: 'channel_resting',
      retryAfterMs: 20 * secondMs,
    });
    expect(breaker.calls).toBe(10);
  });

  test.each([
    ['a success', sent],
    ['a refusal of one recipient', refused],
  ])('begins to count anew after %s', async (_what, result) => {
    const breaker = scripted();
    await breaker.handOver(...times(9, putOff), result, ...times(9, putOff));
    expect(await breaker.handOver(sent)).toEqual([sent]);
  });

  test.each([
    ['one busy mailbox', busyMailbox],
    ['greylisting', newToEachOther],
    ['our own limit', ownLimit],
  ])('does not rest for %s', async (_what, result) => {
    const breaker = scripted();
    await breaker.handOver(...times(50, result));
    expect(breaker.calls).toBe(50);
    // Nor does it hide that the channel fails.
    await breaker.handOver(...times(9, putOff), result, putOff);
    expect(await breaker.channel.handOver(message())).toMatchObject({ code: 'channel_resting' });
  });

  test('is tried by one alone after the rest, and works again when that one is through', async () => {
    const breaker = scripted();
    await breaker.handOver(...times(10, putOff));
    breaker.clock.now = 30 * secondMs;
    const outcomes = await Promise.all([1, 2, 3].map(() => breaker.channel.handOver(message())));
    expect(outcomes).toEqual([
      sent,
      { outcome: 'deferred', code: 'channel_resting', retryAfterMs: 30 * secondMs },
      { outcome: 'deferred', code: 'channel_resting', retryAfterMs: 30 * secondMs },
    ]);
    expect(await breaker.handOver(sent, sent)).toEqual([sent, sent]);
  });

  test('rests twice as long after each try that fails, ten minutes at most, and starts small again', async () => {
    const breaker = scripted();
    const { clock } = breaker;
    await breaker.handOver(...times(10, putOff));
    const rests: number[] = [];
    for (let count = 0; count < 7; count += 1) {
      const resting = await breaker.channel.handOver(message());
      const { retryAfterMs = 0 } = resting.outcome === 'deferred' ? resting : {};
      rests.push(retryAfterMs / secondMs);
      clock.now += retryAfterMs;
      await breaker.handOver(putOff);
    }
    expect(rests).toEqual([30, 60, 120, 240, 480, 600, 600]);
    clock.now += 10 * minuteMs;
    await breaker.handOver(sent, ...times(10, putOff));
    expect(await breaker.channel.handOver(message())).toMatchObject({
      retryAfterMs: 30 * secondMs,
    });
  });

  test('learns nothing bad from those that set out before the rest, but a success at once', async () => {
    const clock = { now: 0 };
    const answers: ((result: HandOver) => void)[] = [];
    const channel = withBreaker(
      {
        name: 'slow',
        handOver: () => new Promise((resolve) => void answers.push(resolve)),
        close: () => Promise.resolve(),
      },
      () => clock.now,
    );
    const underWay = Array.from({ length: 16 }, () => channel.handOver(message()));
    const answer = async (count: number, result: HandOver) => {
      for (const each of answers.splice(0, count)) each(result);
      await Promise.all(underWay.splice(0, count));
    };
    await answer(10, putOff);
    clock.now = 20 * secondMs;
    await answer(5, putOff);
    expect(await channel.handOver(message())).toMatchObject({ retryAfterMs: 10 * secondMs });
    await answer(1, sent);
    const free = channel.handOver(message());
    await answer(1, sent);
    expect(await free).toEqual(sent);
  });

  test.each([
    { failuresMax: 0 },
    { failuresMax: 21 },
    { failuresMax: 1.5 },
    { restMs: 0 },
    { restMs: Number.NaN },
    { restMs: 700_000 },
  ])('is refused with %j', (options) => {
    expect(() => withBreaker(scripted().channel, undefined, options)).toThrow(
      expect.objectContaining({ code: 'config_invalid' }),
    );
  });

  test('is tried again at once where the try never reached the channel', async () => {
    const breaker = scripted();
    await breaker.handOver(...times(10, putOff));
    breaker.clock.now = 30 * secondMs;
    expect(await breaker.handOver(ownLimit, sent)).toEqual([ownLimit, sent]);
  });

  test('gives up its try when the channel fails by a bug', async () => {
    const clock = { now: 0 };
    const script: (HandOver | Error)[] = [...times(10, putOff), new TypeError('A bug'), sent];
    const channel = withBreaker(
      {
        name: 'broken',
        handOver() {
          const result = script.shift() ?? sent;
          return result instanceof Error ? Promise.reject(result) : Promise.resolve(result);
        },
        close: () => Promise.resolve(),
      },
      () => clock.now,
    );
    for (let count = 0; count < 10; count += 1) await channel.handOver(message());
    clock.now = 30 * secondMs;
    await expect(channel.handOver(message())).rejects.toThrow('A bug');
    expect(await channel.handOver(message())).toEqual(sent);
  });
});

/** How long whoever asks at `at` is told to wait. */
function restOf(state: BreakerState, at: number): number {
  const { leave } = askLeave(state, at);
  return leave.goes === 'no' ? leave.waitMs : 0;
}

describe('Whatever a channel does', () => {
  const steps = fc.array(
    fc.record({
      waitMs: fc.nat(700_000),
      verdict: fc.constantFrom<Verdict>('works', 'fails', 'fails', 'fails', 'nothing'),
    }),
    { maxLength: 120 },
  );

  test('it is asked again within ten minutes, by one at a time, and a success lets all go', () => {
    fc.assert(
      fc.property(steps, (given) => {
        let state: BreakerState = closedBreaker;
        let at = 0;
        for (const { waitMs, verdict } of given) {
          at += waitMs;
          const waited = restOf(state, at);
          expect(waited).toBeLessThanOrEqual(600_000);
          at += waited;
          const asked = askLeave(state, at);
          expect(asked.leave.goes).not.toBe('no');
          const probe = asked.leave.goes === 'probe';
          // While it is tried, nobody else goes.
          expect(askLeave(asked.state, at).leave.goes === 'no').toBe(probe);
          state = learn(asked.state, { probe, verdict, at });
          const free = askLeave(state, at).leave.goes === 'freely';
          expect(free || verdict !== 'works').toBe(true);
        }
      }),
    );
  });
});

describe('A storm of 421 and 451 for half an hour', () => {
  test('opens the breaker by the twentieth failure, and every mail is delivered once afterwards', async () => {
    const server = await startSmtp();
    cleanUps.push(() => server.close());
    const clock = { now: 0 };
    let duringStorm = 0;
    server.decide(() => {
      if (clock.now >= 30 * minuteMs) return { kind: 'accept' };
      duringStorm += 1;
      return { kind: 'refuse', code: duringStorm % 2 === 0 ? 421 : 451, text: 'Later' };
    });
    const smtp = createSmtpChannel({
      url: server.url,
      from: { name: '整改办', address: 'rectification@school.example' },
    });
    cleanUps.push(() => smtp.close());
    const perMinute = 300;
    const limiter = createRateLimiter(smtpLimits({ perMinute }));
    const channel = withBreaker(
      limited(smtp, limiter, () => clock.now),
      () => clock.now,
    );

    const mails = 400;
    let failuresAtOpening: number | undefined;
    const attempts = new Map<number, number>();
    const waiting = Array.from({ length: mails }, (_, mail) => ({ mail, due: mail * 20 }));
    while (waiting.length > 0) {
      waiting.sort((one, two) => one.due - two.due);
      clock.now = Math.max(clock.now, waiting[0]?.due ?? 0);
      // Five at a time, as a worker does it.
      const due = waiting.filter((each) => each.due <= clock.now).length;
      const batch = waiting.splice(0, Math.min(due, 5));
      await Promise.all(
        batch.map(async ({ mail }) => {
          const result = await channel.handOver(
            message({
              messageId: `<mail-${mail}@rectiflow.school.example>`,
              to: { name: '', address: `person-${mail}@school.example` },
            }),
          );
          if (result.outcome === 'sent') return;
          if (result.outcome !== 'deferred') throw new Error(`${mail} is lost: ${result.outcome}`);
          if (result.code === 'channel_resting') failuresAtOpening ??= duringStorm;
          if (result.code.startsWith('smtp_')) attempts.set(mail, (attempts.get(mail) ?? 0) + 1);
          waiting.push({ mail, due: clock.now + (result.retryAfterMs ?? minuteMs) });
        }),
      );
    }

    expect(failuresAtOpening).toBeDefined();
    expect(failuresAtOpening).toBeLessThanOrEqual(20);
    // Ten to open it, and a probe at a time.
    expect(duringStorm).toBeLessThanOrEqual(30);
    expect(Math.max(...attempts.values())).toBeLessThanOrEqual(8);
    const delivered = server.accepted.flatMap(({ envelope }) => envelope.to);
    expect(delivered).toHaveLength(mails);
    expect(new Set(delivered).size).toBe(mails);
    // Drained within half an hour of the recovery.
    expect(clock.now).toBeLessThanOrEqual(60 * minuteMs);
  });
});
