/** Mail servers and robots that count, on a clock on which hours pass in seconds: they never have to turn us away. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { withBreaker } from '../../src/channels/breaker.ts';
import type { Channel } from '../../src/channels/channel.ts';
import {
  createRateLimiter,
  limited,
  robotLimits,
  smtpLimits,
  type Limit,
} from '../../src/channels/limits.ts';
import { createDingtalkRobot } from '../../src/channels/robots/dingtalk.ts';
import { createFeishuRobot } from '../../src/channels/robots/feishu.ts';
import { createWecomRobot } from '../../src/channels/robots/wecom.ts';
import { createSmtpChannel } from '../../src/channels/smtp.ts';
import type { Database } from '../../src/store/open-database.ts';
import { startRawSmtp } from '../integration/smtp-faults.ts';
import {
  ledgerOwing,
  messageIdIn,
  sender,
  tally,
  type MailLedger,
} from '../integration/smtp-ledger.ts';
import { migratedServerDatabase } from '../support/both-databases.ts';
import { startPostServer } from '../support/post-server.ts';
import { report } from '../support/report.ts';
import { describeWithPostgres } from '../support/services.ts';
import { message } from '../unit/channels/message.ts';

const nightly = process.env['NIGHTLY'] !== undefined;
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
/** What is beyond the first six hours of a mail server's day is beyond its limit, too: 30 a minute are 10,800. */
const mail = nightly
  ? { mails: 11_000, perMinute: 30, perDay: 10_000, connections: 3 }
  : { mails: 150, perMinute: 30, perDay: 100, connections: 3 };
/** Word to a group comes at full and half hours, when everybody's does. */
const bursts = nightly ? { count: 12, everyMs: 30 * minute } : { count: 2, everyMs: 30 * minute };
const patience = { timeout: nightly ? 30 * minute : 2 * minute } as const;

/** The providers' own figures, and what each does to whom is too fast. */
const robots = [
  {
    name: 'dingtalk',
    create: createDingtalkRobot,
    allows: [{ count: 20, perMs: minute }],
    turnedAway: { errcode: 130_101, errmsg: 'send too fast' },
    blockMs: 10 * minute,
    inBurst: nightly ? 300 : 45,
  },
  {
    name: 'wecom',
    create: createWecomRobot,
    allows: [{ count: 20, perMs: minute }],
    turnedAway: { errcode: 45_009, errmsg: 'api freq out of limit' },
    blockMs: minute,
    inBurst: nightly ? 300 : 45,
  },
  {
    name: 'feishu',
    create: createFeishuRobot,
    allows: [
      { count: 100, perMs: minute },
      { count: 5, perMs: second },
    ],
    turnedAway: { code: 11_232, msg: 'frequency limited' },
    blockMs: minute,
    inBurst: nightly ? 600 : 120,
  },
] as const;
type Robot = (typeof robots)[number];

interface Clock {
  /** Ms since the run began. */
  now: number;
}

const cleanUps: (() => Promise<unknown>)[] = [];
let database: Database;

describeWithPostgres('within the limits of', () => {
  beforeAll(async () => {
    database = await migratedServerDatabase('provider limits');
  });
  afterAll(() => database.close());
  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
  });

  test(
    'a mail server: six hours without one too many, and the rest comes the next day',
    patience,
    async () => {
      const clock = { now: 0 };
      const server = await countingMailServer(clock);
      const { perMinute, perDay, connections } = mail;
      const smtp = smtpTo(server.url, connections);
      const limiter = createRateLimiter(smtpLimits({ perMinute, perDay }));
      const channel = asWired(
        limited(smtp, limiter, () => clock.now),
        clock,
      );
      const ledger = await ledgerOwing(database, addresses(mail.mails));
      const course = await workedOff(ledger, channel, clock, await offersAt(ledger, [0]));

      const inSixHours = server.takenAt.filter((at) => at <= 6 * hour).length;
      const tomorrow = server.takenAt.filter((at) => at > 24 * hour).length;
      report('Limits of a mail server', {
        mails: mail.mails,
        violations: server.violations(),
        'connections at most': server.connectionsMax(),
        'in six hours': inSixHours,
        'the next day': tomorrow,
        ...course,
        'all sent after h': (clock.now / hour).toFixed(2),
      });
      expect(server.violations()).toBe(0);
      expect(server.connectionsMax()).toBe(connections);
      await expectAllSentOnce(ledger, server.bodies.map(messageIdIn));
      expect(course.deferred).toBeGreaterThan(0);
      // What was allowed was used, but for turns that were told too late.
      expect(inSixHours).toBeGreaterThanOrEqual(0.9 * mail.perDay);
      expect(inSixHours).toBeLessThanOrEqual(mail.perDay);
    },
  );

  test.each(robots)(
    'a robot of $name: nobody is turned away, and what is too much for a minute comes in a later one',
    patience,
    async (robot) => {
      const clock = { now: 0 };
      const server = await countingRobotServer(robot, clock);
      const limiter = createRateLimiter(robotLimits[robot.name]);
      const own = robot.create({ url: server.url, allowPrivate: true });
      const channel = asWired(
        limited(own, limiter, () => clock.now),
        clock,
      );
      const ledger = await ledgerOwing(database, addresses(bursts.count * robot.inBurst));
      const at = Array.from({ length: bursts.count }, (_, burst) => burst * bursts.everyMs);
      const course = await workedOff(ledger, channel, clock, await offersAt(ledger, at));

      const [{ count, perMs }] = robot.allows;
      const idealMin = ((Math.ceil(robot.inBurst / count) - 1) * perMs) / minute;
      report(`Limits of ${robot.name}`, {
        messages: bursts.count * robot.inBurst,
        violations: server.violations(),
        ...course,
        'ideal min': idealMin,
        hours: (clock.now / hour).toFixed(2),
      });
      expect(server.violations()).toBe(0);
      await expectAllSentOnce(ledger, server.received());
      expect(course.deferred).toBeGreaterThan(0);
      // Not much later than there is room for it: long before everybody's next.
      expect(course.latestMin).toBeLessThan(2 * idealMin + 1);
      expect(course.latestMin).toBeLessThan(bursts.everyMs / minute);
    },
  );

  test(
    'and without our limits each of these servers has to turn somebody away',
    patience,
    async () => {
      const clock = { now: 0 };
      const mailServer = await countingMailServer(clock);
      await atOnce(smtpTo(mailServer.url, mail.connections + 1), 40);
      expect(mailServer.violations()).toBeGreaterThan(0);
      for (const robot of robots) {
        const server = await countingRobotServer(robot, clock);
        await atOnce(robot.create({ url: server.url, allowPrivate: true }), 120);
        expect(server.violations()).toBeGreaterThan(0);
      }
    },
  );
});

async function atOnce(channel: Channel, count: number): Promise<void> {
  await Promise.all(Array.from({ length: count }, () => channel.handOver(message())));
}

function addresses(count: number): string[] {
  return Array.from({ length: count }, (_, index) => `person-${index}@school.example`);
}

function smtpTo(url: string, maxConnections: number): Channel {
  const channel = createSmtpChannel({ url, from: sender, maxConnections });
  cleanUps.push(() => channel.close());
  return channel;
}

/** With the breaker that every channel has. */
function asWired(channel: Channel, clock: Clock): Channel {
  return withBreaker(channel, () => clock.now);
}

/** Tells of each call whether it is more than these limits allow, in any window; both ends of one belong to it. */
function counting(limits: readonly Limit[], clock: Clock) {
  const calls: number[] = [];
  return {
    calls,
    isOneTooMany(): boolean {
      calls.push(clock.now);
      return limits.some(({ count, perMs }) => {
        const before = calls.at(-1 - count);
        return before !== undefined && clock.now - before <= perMs;
      });
    },
  };
}

/** How long one call keeps a server, on its clock. */
const servesMs = 40;

async function countingMailServer(clock: Clock) {
  const { perMinute, perDay, connections } = mail;
  const limits = [
    { count: perMinute, perMs: minute },
    { count: perDay, perMs: 24 * hour },
  ];
  const counted = counting(limits, clock);
  let violations = 0;
  let connectionsMax = 0;
  const server = await startRawSmtp({
    answerTo(command) {
      connectionsMax = Math.max(connectionsMax, server.open);
      if (server.open > connections) {
        violations += 1;
        return '421 4.3.2 Too many connections';
      }
      if (!command.startsWith('MAIL')) return undefined;
      clock.now += servesMs;
      if (!counted.isOneTooMany()) return undefined;
      violations += 1;
      return '451 4.7.1 Too many messages';
    },
  });
  cleanUps.push(() => server.close());
  return {
    url: server.url,
    bodies: server.bodies,
    takenAt: counted.calls,
    violations: () => violations,
    connectionsMax: () => connectionsMax,
  };
}

async function countingRobotServer({ allows, turnedAway, blockMs }: Robot, clock: Clock) {
  const server = await startPostServer();
  cleanUps.push(() => server.close());
  const counted = counting(allows, clock);
  let violations = 0;
  let blockedUntil = 0;
  server.decide(() => {
    clock.now += servesMs;
    if (counted.isOneTooMany()) blockedUntil = clock.now + blockMs;
    if (clock.now >= blockedUntil) return { kind: 'answer', body: { errcode: 0, code: 0 } };
    violations += 1;
    return { kind: 'answer', body: turnedAway };
  });
  return {
    url: server.url,
    violations: () => violations,
    received: () => server.received.map(({ body }) => body),
  };
}

/** A message that is to go out from this instant on. */
interface Offer {
  readonly id: string;
  readonly at: number;
}

/** All that is owed, in as many equal parts as there are instants. */
async function offersAt(ledger: MailLedger, instants: readonly number[]): Promise<Offer[]> {
  const rows = await ledger.rows();
  const inPart = rows.length / instants.length;
  return rows.map(({ id }, index) => ({ id, at: instants[Math.floor(index / inPart)] ?? 0 }));
}

/** Calls for each message when it is ready, as ten workers at once would; waits pass in no time. */
async function workedOff(
  ledger: MailLedger,
  channel: Channel,
  clock: Clock,
  offers: readonly Offer[],
) {
  const waits = new Map<string, number>();
  const delays: number[] = [];
  const watched: Channel = {
    ...channel,
    async handOver(given) {
      const result = await channel.handOver(given);
      if (result.outcome === 'deferred') waits.set(given.dispatchId, result.retryAfterMs ?? 0);
      return result;
    },
  };
  let waiting = offers.map(({ id, at }) => ({ id, at, due: at, deferrals: 0 }));
  const deferrals: number[] = [];
  while (waiting.length > 0) {
    waiting.sort((one, two) => one.due - two.due);
    clock.now = Math.max(clock.now, waiting[0]?.due ?? 0);
    const ready = waiting.slice(0, 10).filter(({ due }) => due <= clock.now);
    waiting = waiting.slice(ready.length);
    const ids = ready.map(({ id }) => id);
    await ledger.endWaits(ids);
    await ledger.deliverAll(watched, ids);
    for (const each of ready) {
      const wait = waits.get(each.id);
      if (wait === undefined) {
        delays.push(clock.now - each.at);
        deferrals.push(each.deferrals);
      } else {
        waits.delete(each.id);
        waiting.push({ ...each, due: clock.now + wait, deferrals: each.deferrals + 1 });
      }
    }
  }
  return {
    deferred: deferrals.filter((count) => count > 0).length,
    'deferrals at most': deferrals.reduce((most, count) => Math.max(most, count), 0),
    latestMin: Math.ceil((delays.reduce((most, ms) => Math.max(most, ms), 0) / minute) * 100) / 100,
  };
}

async function expectAllSentOnce(ledger: MailLedger, came: readonly string[]): Promise<void> {
  const rows = await ledger.rows();
  expect(tally(rows.map(({ state }) => state))).toEqual({ sent: rows.length });
  // What our own side put off was no attempt.
  expect(tally(rows.map(({ attempts }) => String(attempts)))).toEqual({ 1: rows.length });
  expect(came).toHaveLength(rows.length);
  expect(new Set(came).size).toBe(rows.length);
}
