/** A server that greylists: the first attempt of sender, recipient and host is put off, later ones are taken. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { withBreaker } from '../../src/channels/breaker.ts';
import type { Channel } from '../../src/channels/channel.ts';
import { createSmtpChannel } from '../../src/channels/smtp.ts';
import type { Database } from '../../src/store/open-database.ts';
import { migratedMemoryDatabase } from '../support/memory-database.ts';
import { report } from '../support/report.ts';
import { startRawSmtp } from './smtp-faults.ts';
import { ledgerOwing, messageIdIn, sender, tally, type MailLedger } from './smtp-ledger.ts';

const minuteMs = 60_000;
const windowMs = 5 * minuteMs;
const mails = 30;
const cleanUps: (() => Promise<unknown>)[] = [];
let database: Database;

beforeAll(async () => {
  database = await migratedMemoryDatabase();
});
afterAll(() => database.close());
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** Takes a recipient when it was first asked for it at least the window ago, by the clock given. */
async function greylisting(reply: string, clock: { readonly now: number }) {
  const asked = new Map<string, number>();
  const server = await startRawSmtp({
    answerTo(command) {
      if (!command.startsWith('RCPT')) return undefined;
      const first = asked.get(command);
      if (first !== undefined && clock.now - first >= windowMs) return undefined;
      if (first === undefined) asked.set(command, clock.now);
      return reply;
    },
  });
  cleanUps.push(() => server.close());
  return server;
}

interface Course {
  /** Of those that the server put off at first, how long the ledger then waits. */
  readonly firstWaitsMs: readonly number[];
  /** Until all have settled. */
  readonly tookMs: number;
}

/** Calls for each message when it is ready, by the clock given: waits of hours pass in no time. */
async function workOff(
  ledger: MailLedger,
  channel: Channel,
  clock: { now: number },
): Promise<Course> {
  const waiting = (await ledger.rows()).map(({ id }) => ({ id, due: clock.now }));
  const began = clock.now;
  const firstWaitsMs: number[] = [];
  while (waiting.length > 0) {
    waiting.sort((one, two) => one.due - two.due);
    clock.now = Math.max(clock.now, waiting[0]?.due ?? 0);
    const due = waiting.filter((each) => each.due <= clock.now).length;
    const ids = waiting.splice(0, Math.min(due, 10)).map(({ id }) => id);
    await ledger.endWaits(ids);
    await ledger.deliverAll(channel, ids);
    const planned = (await ledger.rows()).filter(({ state }) => state === 'planned');
    for (const { id, attempts, outcome, readyInMs } of planned) {
      if (!ids.includes(id)) continue;
      if (attempts === 1 && outcome?.startsWith('smtp_')) firstWaitsMs.push(readyInMs);
      // The database's clock runs on meanwhile: a wait of a millisecond may be over when it is read.
      waiting.push({ id, due: clock.now + Math.max(readyInMs, 1) });
    }
  }
  return { firstWaitsMs, tookMs: clock.now - began };
}

test.each([
  ['450 4.2.0', '450 4.2.0 Recipient address rejected: Greylisted, see http://postgrey.example'],
  ['451 4.7.1', '451 4.7.1 Please come back later'],
  ['451 without a status', '451 Temporary failure, please try again later.'],
  ['450 in Chinese', '450 灰名单'],
  ['450 4.7.1 in words nobody knows', '450 4.7.1 Policy Rejection'],
])(
  'that says %s gets every mail by the third attempt, the second 5 to 30 minutes later',
  async (what, reply) => {
    const clock = { now: 0 };
    const addresses = Array.from({ length: mails }, (_, index) => `person-${index}@school.example`);
    const ledger = await ledgerOwing(database, addresses);
    const server = await greylisting(reply, clock);
    const smtp = createSmtpChannel({ url: server.url, from: sender, maxConnections: 10 });
    cleanUps.push(() => smtp.close());
    // As a worker is wired.
    const channel = withBreaker(smtp, () => clock.now);
    const { firstWaitsMs, tookMs } = await workOff(ledger, channel, clock);
    const rows = await ledger.rows();
    const attempts = rows.map((row) => row.attempts);
    const taken = tally(server.bodies.map(messageIdIn));
    report(`Greylisted (${what})`, {
      mails: rows.length,
      sent: rows.filter(({ state }) => state === 'sent').length,
      twice: Object.values(taken).filter((count) => count > 1).length,
      attempts: Math.max(...attempts),
      'first wait min': (Math.min(...firstWaitsMs) / minuteMs).toFixed(1),
      'first wait max': (Math.max(...firstWaitsMs) / minuteMs).toFixed(1),
      'all sent after min': (tookMs / minuteMs).toFixed(1),
    });
    expect(tally(rows.map(({ state }) => state))).toEqual({ sent: mails });
    expect(tally(Object.values(taken).map(String))).toEqual({ 1: mails });
    expect(Math.max(...attempts)).toBeLessThanOrEqual(3);
    expect(firstWaitsMs).toHaveLength(mails);
    // The database's clock ran on for a moment before it was read.
    expect(Math.min(...firstWaitsMs)).toBeGreaterThan(windowMs);
    expect(Math.max(...firstWaitsMs)).toBeLessThanOrEqual(30 * minuteMs);
  },
);
