/** Limits: no window of a provider's is ever exceeded, nobody is kept waiting for nothing. */
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Channel, HandOver } from '../../../src/channels/channel.ts';
import {
  createRateLimiter,
  limited,
  robotLimits,
  smtpLimits,
  type Limit,
} from '../../../src/channels/limits.ts';
import { createDingtalkRobot } from '../../../src/channels/robots/dingtalk.ts';
import { createFeishuRobot } from '../../../src/channels/robots/feishu.ts';
import { createWecomRobot } from '../../../src/channels/robots/wecom.ts';
import { startPostServer } from '../../support/post-server.ts';
import { message } from './message.ts';

const minuteMs = 60_000;
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** How many more than allowed came within any window, its ends included. */
function excessOf(limits: readonly Limit[], arrivals: readonly number[]): number {
  const excesses = limits.flatMap(({ count, perMs }) =>
    arrivals.map(
      (from) => arrivals.filter((at) => at >= from && at <= from + perMs).length - count,
    ),
  );
  return Math.max(0, ...excesses);
}

const anyLimits = fc.oneof(
  fc.constantFrom<readonly Limit[]>(robotLimits.wecom, robotLimits.dingtalk, robotLimits.feishu),
  fc.array(
    fc.record({ count: fc.integer({ min: 1, max: 6 }), perMs: fc.integer({ min: 1, max: 5_000 }) }),
    {
      maxLength: 3,
    },
  ),
);

describe('The limiter', () => {
  test('lets so many go in a window, and the next when the first has left it', () => {
    const limiter = createRateLimiter([{ count: 2, perMs: 1_000 }]);
    expect([limiter.mayGo(0), limiter.mayGo(400)]).toEqual([0, 0]);
    // Both ends of a window belong to it.
    expect(limiter.mayGo(500)).toBe(501);
    expect(limiter.mayGo(1_001)).toBe(0);
    expect(limiter.mayGo(1_002)).toBe(399);
  });

  test('lets everything go where there is no limit', () => {
    const limiter = createRateLimiter([]);
    expect([limiter.mayGo(5), limiter.mayGo(5)]).toEqual([0, 0]);
    expect(smtpLimits({})).toEqual([]);
    expect(smtpLimits({ perMinute: 30, perDay: 10_000 })).toEqual([
      { count: 30, perMs: minuteMs },
      { count: 10_000, perMs: 24 * 60 * minuteMs },
    ]);
  });

  test('lines up those turned away: each is told a turn of its own', () => {
    const limiter = createRateLimiter(robotLimits.wecom);
    const waits = Array.from({ length: 100 }, () => limiter.mayGo(0));
    const turns = waits.map((ms) => Math.floor(ms / minuteMs));
    expect([0, 1, 2, 3, 4].map((turn) => turns.filter((each) => each === turn).length)).toEqual([
      20, 20, 20, 20, 20,
    ]);
  });

  test('stops everybody while it is paused', () => {
    const limiter = createRateLimiter(robotLimits.dingtalk);
    limiter.pause(10 * minuteMs);
    limiter.pause(minuteMs);
    expect(limiter.mayGo(0)).toBe(10 * minuteMs);
    expect(limiter.mayGo(10 * minuteMs)).toBe(0);
  });

  test('counts a call as going for as long as it takes', () => {
    const limiter = createRateLimiter([{ count: 1, perMs: 1_000 }]);
    const begun = limiter.begin(0);
    expect(limiter.mayGo(5_000)).toBeGreaterThan(0);
    if (begun.goes) begun.over(7_000);
    expect(limiter.mayGo(8_000)).toBeGreaterThan(0);
    expect(limiter.mayGo(8_001)).toBe(0);
  });

  test.each([
    { count: 0, perMs: 1_000 },
    { count: -1, perMs: 1_000 },
    { count: 1.5, perMs: 1_000 },
    { count: 1, perMs: 0 },
    { count: 1, perMs: Number.NaN },
    { count: 1, perMs: Number.POSITIVE_INFINITY },
  ])('refuses %j', (limit) => {
    expect(() => createRateLimiter([limit])).toThrow(
      expect.objectContaining({ code: 'config_invalid' }),
    );
  });

  test('never lets a window be exceeded, whenever they come', () => {
    fc.assert(
      fc.property(anyLimits, fc.array(fc.nat(90_000), { maxLength: 200 }), (limits, asked) => {
        const limiter = createRateLimiter(limits);
        const gone = asked
          .toSorted((one, two) => one - two)
          .filter((at) => limiter.mayGo(at) === 0);
        expect(excessOf(limits, gone)).toBe(0);
      }),
    );
  });

  test('never lets it be exceeded at the other side either, however long each is on its way', () => {
    const calls = fc.array(
      fc.record({ at: fc.nat(20_000), outMs: fc.nat(9_000), backMs: fc.nat(9_000) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(anyLimits, calls, (limits, given) => {
        const { arrivals } = played(limits, given);
        expect(arrivals).toHaveLength(given.length);
        expect(excessOf(limits, arrivals)).toBe(0);
      }),
    );
  });

  test('keeps nobody longer than the line before them takes', () => {
    fc.assert(
      fc.property(
        fc.record({
          count: fc.integer({ min: 1, max: 6 }),
          perMs: fc.integer({ min: 1, max: 5_000 }),
        }),
        fc.integer({ min: 1, max: 40 }),
        (limit, size) => {
          const calls = Array.from({ length: size }, () => ({ at: 0, outMs: 0, backMs: 0 }));
          const { arrivals, refusals } = played([limit], calls);
          const windows = Math.ceil(size / limit.count) - 1;
          expect(Math.max(...arrivals)).toBeLessThanOrEqual(windows * (limit.perMs + 1));
          // Each of them was told its turn once, and it was.
          expect(refusals).toBe(Math.max(0, size - limit.count));
        },
      ),
    );
  });
});

interface Call {
  readonly at: number;
  readonly outMs: number;
  readonly backMs: number;
}

/** Plays calls on a virtual clock; whoever is turned away comes back when told. */
function played(limits: readonly Limit[], calls: readonly Call[]) {
  const limiter = createRateLimiter(limits);
  const arrivals: number[] = [];
  let refusals = 0;
  const agenda: { at: number; act(at: number): void }[] = calls.map((call) => ({
    at: call.at,
    act: ask,
    call,
  }));
  function ask(this: { call: Call }, at: number): void {
    const { call } = this;
    const begun = limiter.begin(at);
    if (begun.goes) {
      arrivals.push(at + call.outMs);
      agenda.push({ at: at + call.outMs + call.backMs, act: (end) => begun.over(end) });
    } else {
      refusals += 1;
      agenda.push(Object.assign({ at: at + begun.waitMs, act: ask }, { call }));
    }
  }
  while (agenda.length > 0) {
    agenda.sort((one, two) => one.at - two.at);
    const next = agenda.shift();
    next?.act(next.at);
  }
  return { arrivals, refusals };
}

describe('A limited channel', () => {
  test('defers what is beyond the limit without calling the channel', async () => {
    const calls: string[] = [];
    const channel: Channel = {
      name: 'recording',
      handOver({ dispatchId }) {
        calls.push(dispatchId);
        return Promise.resolve<HandOver>({ outcome: 'sent' });
      },
      close: () => Promise.resolve(void calls.push('closed')),
    };
    const inLimits = limited(channel, createRateLimiter([{ count: 1, perMs: 1_000 }]), () => 0);
    expect(inLimits.name).toBe('recording');
    expect(await inLimits.handOver(message({ dispatchId: 'one' }))).toEqual({ outcome: 'sent' });
    expect(await inLimits.handOver(message({ dispatchId: 'two' }))).toEqual({
      outcome: 'deferred',
      code: 'rate_limited',
      retryAfterMs: 1_001,
    });
    await inLimits.close();
    expect(calls).toEqual(['one', 'closed']);
  });

  test('goes on counting when the channel fails by a bug', async () => {
    const broken: Channel = {
      name: 'broken',
      handOver: () => Promise.reject(new TypeError('A bug')),
      close: () => Promise.resolve(),
    };
    let now = 0;
    const inLimits = limited(broken, createRateLimiter([{ count: 1, perMs: 1_000 }]), () => now);
    await expect(inLimits.handOver(message())).rejects.toThrow('A bug');
    expect(await inLimits.handOver(message())).toMatchObject({ code: 'rate_limited' });
    now = 1_001 + 1_001;
    await expect(inLimits.handOver(message())).rejects.toThrow('A bug');
  });

  test('rests as a whole when the provider says slower, ten minutes at most', async () => {
    const server = await startPostServer();
    cleanUps.push(() => server.close());
    let now = 0;
    const robot = createWecomRobot({ url: server.url, allowPrivate: true });
    const inLimits = limited(robot, createRateLimiter(robotLimits.wecom), () => now);
    server.script({ kind: 'answer', status: 429, headers: { 'retry-after': '3600' } });
    server.decide(() => ({ kind: 'answer', body: { errcode: 0 } }));
    expect(await inLimits.handOver(message())).toMatchObject({ code: 'wecom_rate_limited' });
    expect(await inLimits.handOver(message())).toEqual({
      outcome: 'deferred',
      code: 'rate_limited',
      retryAfterMs: 10 * minuteMs,
    });
    now = 10 * minuteMs;
    expect(await inLimits.handOver(message())).toEqual({ outcome: 'sent' });
    expect(server.received).toHaveLength(2);
  });

  test.each([
    ['dingtalk', createDingtalkRobot, 130_101, 10 * minuteMs],
    ['wecom', createWecomRobot, 45_009, minuteMs],
    ['feishu', createFeishuRobot, 11_232, minuteMs],
  ] as const)(
    '%s never sees more than it allows, and everything comes through',
    async (name, create, tooFast, blockMs) => {
      const limits: readonly Limit[] = robotLimits[name];
      const server = await startPostServer();
      cleanUps.push(() => server.close());
      let now = 0;
      let violations = 0;
      let blockedUntil = 0;
      const arrivals: number[] = [];
      // As the provider does it: whoever is too fast is blocked, for minutes.
      server.decide(() => {
        arrivals.push(now);
        const over = excessOf(limits, arrivals.slice(-101)) > 0;
        if (over) blockedUntil = now + blockMs;
        if (over || now < blockedUntil) violations += 1;
        const code = over || now < blockedUntil ? tooFast : 0;
        return { kind: 'answer', body: { errcode: code, code } };
      });
      const robot = create({ url: server.url, allowPrivate: true });
      const channel = limited(robot, createRateLimiter(limits), () => now);
      const waiting = Array.from({ length: 150 }, (_, index) => ({ due: index * 37, tries: 0 }));
      const sent: number[] = [];
      while (waiting.length > 0) {
        waiting.sort((one, two) => one.due - two.due);
        // Several workers at once, as many as are due.
        const first = waiting[0]?.due ?? 0;
        now = Math.max(now, first);
        const batch = waiting.splice(0, waiting.filter(({ due }) => due <= now).length);
        await Promise.all(
          batch.map(async (each) => {
            const result = await channel.handOver(message());
            if (result.outcome === 'sent') sent.push(each.tries);
            else if (result.outcome !== 'deferred') throw new Error(result.outcome);
            else
              waiting.push({ due: now + (result.retryAfterMs ?? minuteMs), tries: each.tries + 1 });
          }),
        );
      }
      expect(violations).toBe(0);
      expect(sent).toHaveLength(150);
      expect(Math.max(...sent)).toBeLessThanOrEqual(8);
    },
  );
});
