/** A connection that is cut at any point of the protocol, and what the ledger makes of it: nothing twice, nothing lost. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createSmtpChannel } from '../../src/channels/smtp.ts';
import type { Database } from '../../src/store/open-database.ts';
import { migratedMemoryDatabase } from '../support/memory-database.ts';
import { report } from '../support/report.ts';
import { cut, reset, startRawSmtp, type Step } from './smtp-faults.ts';
import { ledgerOwing, messageIdIn, sender, tally } from './smtp-ledger.ts';

const mails = 100;
const addresses = Array.from({ length: mails }, (_, index) => `person-${index}@school.example`);
const cleanUps: (() => Promise<unknown>)[] = [];
let database: Database;

beforeAll(async () => {
  database = await migratedMemoryDatabase();
});
afterAll(() => database.close());

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** A ledger with a hundred mails, a server that fails at one step, and a channel to it. */
async function failingAt(at: Step, act: typeof cut) {
  const [ledger, server] = await Promise.all([
    ledgerOwing(database, addresses),
    startRawSmtp({ fault: { at, act }, auth: true }),
  ]);
  const url = server.url.replace('smtp://', 'smtp://office:secret@');
  const channel = createSmtpChannel({ url, from: sender, maxConnections: 10 });
  cleanUps.push(
    () => server.close(),
    () => channel.close(),
  );
  return { ledger, server, channel };
}

const deliveriesAt: readonly (readonly [Step, readonly string[]])[] = [
  ['greeting', ['deferred']],
  ['ehlo', ['deferred']],
  ['auth', ['deferred']],
  ['mail', ['deferred']],
  ['rcpt', ['deferred']],
  ['data', ['deferred']],
  // Its end was on its way already, or not.
  ['body', ['deferred', 'unknown']],
  ['dot', ['unknown']],
  ['accepted', ['sent']],
];

describe.each([
  ['closed', cut, deliveriesAt],
  // A reset may overtake the 250 before it: then nobody heard it, as after the dot.
  ['reset', reset, deliveriesAt.slice(0, -1)],
] as const)(`each of ${mails} connections %s`, (how, act, steps) => {
  test.each(steps)(
    'at %s: what was certainly not taken goes again, the rest is unknown, and nobody gets it twice',
    async (at, expected) => {
      const { ledger, server, channel } = await failingAt(at, act);
      const ids = (await ledger.rows()).map(({ id }) => id);
      const first = tally(await ledger.deliverAll(channel, ids));
      const cutOff = await ledger.rows();
      const inDoubt = cutOff.filter(({ state }) => state === 'unknown');

      // The server is well again; everybody who may be tried again is called for, and so are the others.
      server.mend();
      await ledger.endWaits();
      await ledger.deliverAll(channel, ids);
      const taken = tally(server.bodies.map(messageIdIn));
      const after = await ledger.rows();
      const lost = after.filter(
        ({ state, messageId }) => state !== 'unknown' && taken[messageId ?? ''] === undefined,
      );
      report(`Cut at ${at} (${how})`, {
        ...first,
        tries: Math.max(...after.map(({ attempts }) => attempts)),
        taken: server.bodies.length,
        twice: Object.values(taken).filter((count) => count > 1).length,
        lost: lost.length,
      });

      expect(expected).toEqual(expect.arrayContaining(Object.keys(first)));
      expect(lost).toEqual([]);
      expect(Object.values(taken).filter((count) => count > 1)).toEqual([]);
      expect(after.filter(({ state }) => state === 'sent')).toHaveLength(mails - inDoubt.length);
      // What is in doubt was left alone.
      expect(after.filter(({ state }) => state === 'unknown').map(({ id }) => id)).toEqual(
        inDoubt.map(({ id }) => id),
      );
      // One try when it was cut, one more when it was put off.
      expect(Math.max(...after.map(({ attempts }) => attempts))).toBeLessThanOrEqual(2);
    },
  );

  test('after the dot: when somebody has it sent again, it goes under the same Message-ID', async () => {
    const { ledger, server, channel } = await failingAt('dot', act);
    const ids = (await ledger.rows()).map(({ id }) => id);
    await ledger.deliverAll(channel, ids);
    server.mend();
    const before = await ledger.rows();
    for (const { id, attempts, fence, lapses } of before) {
      const held = { state: 'unknown', attempts, fence, lapses } as const;
      await ledger.dispatches.move({ id, held }, { type: 'RESEND' });
    }
    await ledger.endWaits();
    expect(tally(await ledger.deliverAll(channel, ids))).toEqual({ sent: mails });
    const ofIds = tally(server.bodies.map(messageIdIn));
    report(`Sent again after the dot (${how})`, {
      mails: server.bodies.length,
      'Message-IDs': Object.keys(ofIds).length,
    });
    expect(Object.values(ofIds)).toEqual(Array.from({ length: mails }, () => 2));
    expect((await ledger.rows()).map(({ messageId }) => messageId)).toEqual(
      before.map(({ messageId }) => messageId),
    );
  });
});
