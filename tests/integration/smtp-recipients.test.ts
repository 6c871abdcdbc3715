/** A server that takes some recipients and not others: what the ledger says of each is exactly what became of it. */
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createSmtpChannel } from '../../src/channels/smtp.ts';
import type { Database } from '../../src/store/open-database.ts';
import { migratedMemoryDatabase } from '../support/memory-database.ts';
import { report } from '../support/report.ts';
import { startRawSmtp } from './smtp-faults.ts';
import { ledgerOwing, messageIdIn, sender, tally } from './smtp-ledger.ts';

const cleanUps: (() => Promise<unknown>)[] = [];
let database: Database;

beforeAll(async () => {
  database = await migratedMemoryDatabase();
});
afterAll(() => database.close());
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

/** What the server says to RCPT; it takes all others. */
const answers: Readonly<Record<string, string>> = {
  'gone@school.example': '550 5.1.1 User unknown',
  'full@school.example': '552 5.2.2 Mailbox full',
  'busy@school.example': '450 4.2.1 Mailbox busy',
  'later@school.example': '550 Domain frequency limited',
};

type Expected = readonly [address: string, state: string, outcome: string | null, asked: string];
const asItStands = (address: string, state: string, outcome: string | null): Expected => [
  address,
  state,
  outcome,
  address,
];
const invalid = (address: string): Expected => [address, 'failed', 'address_invalid', ''];

const cases: readonly Expected[] = [
  // The same address three times: of three people, each of whom is owed word.
  asItStands('li@school.example', 'sent', null),
  asItStands('li@school.example', 'sent', null),
  asItStands('li@school.example', 'sent', null),
  asItStands('gone@school.example', 'failed', 'smtp_550'),
  asItStands('full@school.example', 'failed', 'smtp_552'),
  asItStands('busy@school.example', 'planned', 'smtp_450'),
  asItStands('later@school.example', 'planned', 'smtp_rate_limited'),
  asItStands("o'brien+plan@school.example", 'sent', null),
  ['wang@学校.example', 'sent', null, 'wang@xn--48s290a.example'],
  ['Li@SCHOOL.example', 'sent', null, 'Li@school.example'],
  asItStands('王老师@school.example', 'sent', null),
  invalid('li@school.example, eve@elsewhere.example'),
  invalid('li@school.example;eve@elsewhere.example'),
  invalid('"li, eve"@school.example'),
  invalid('li,eve@school.example'),
  invalid('li，eve@school.example'),
  invalid('Li <li@school.example>'),
  invalid('li@school.example\r\nRCPT TO:<eve@elsewhere.example>'),
  invalid('li@school.example '),
  invalid('@school.example'),
  invalid('li@'),
];
const times = 5;

/** Of a RCPT command, the address; as the bytes of a command were read one by one. */
function recipientIn(command: string): string | undefined {
  return /^RCPT TO:<([^>]*)>/u.exec(Buffer.from(command, 'latin1').toString('utf8'))?.[1];
}

test('each is sent, refused or put off by itself; nobody else is asked for, and nobody twice', async () => {
  const expected = Array.from({ length: times }, () => cases).flat();
  const ledger = await ledgerOwing(
    database,
    expected.map(([address]) => address),
  );
  let well = false;
  const server = await startRawSmtp({
    smtpUtf8: true,
    answerTo: (command) => (well ? undefined : answers[recipientIn(command) ?? '']),
  });
  const channel = createSmtpChannel({ url: server.url, from: sender, maxConnections: 3 });
  cleanUps.push(
    () => server.close(),
    () => channel.close(),
  );
  const ids = (await ledger.rows()).map(({ id }) => id);
  await ledger.deliverAll(channel, ids);
  const rows = await ledger.rows();
  const asked = server.commands.flatMap((command) => recipientIn(command) ?? []);
  const wrong = rows.filter(({ state, outcome }, index) => {
    const [, itsState, itsOutcome] = expected[index] ?? [];
    return state !== itsState || outcome !== itsOutcome;
  });
  report('Recipients', {
    dispatches: rows.length,
    ...tally(rows.map(({ state }) => state)),
    taken: server.bodies.length,
    'not as expected': wrong.length,
  });
  expect(wrong).toEqual([]);
  expect(tally(asked)).toEqual(tally(expected.flatMap(([, , , address]) => address || [])));
  expect(server.bodies).toHaveLength(rows.filter(({ state }) => state === 'sent').length);
  // Each under an id of its own, also where the address is the same.
  const ofSent = rows.flatMap(({ state, messageId }) => (state === 'sent' ? [messageId] : []));
  expect(server.bodies).toHaveLength(ofSent.length);
  expect(new Set(server.bodies.map(messageIdIn))).toEqual(new Set(ofSent));

  well = true;
  await ledger.endWaits();
  await ledger.deliverAll(channel, ids);
  const after = tally((await ledger.rows()).map(({ state }) => state));
  const before = tally(rows.map(({ state }) => state));
  expect(after).toEqual({
    sent: (before['sent'] ?? 0) + (before['planned'] ?? 0),
    failed: before['failed'],
  });
  expect(new Set(Object.values(tally(server.bodies.map(messageIdIn))))).toEqual(new Set([1]));
});

test('an address in Chinese before the @ has failed where the server does not take such, and no other', async () => {
  const ledger = await ledgerOwing(database, ['王老师@school.example', 'li@school.example']);
  const server = await startRawSmtp({
    answerTo: (command) =>
      /^RCPT.*[^\x20-\x7e]/u.test(command) ? '553 5.6.7 SMTPUTF8 was not declared' : undefined,
  });
  const channel = createSmtpChannel({ url: server.url, from: sender });
  cleanUps.push(
    () => server.close(),
    () => channel.close(),
  );
  await ledger.deliverAll(
    channel,
    (await ledger.rows()).map(({ id }) => id),
  );
  expect((await ledger.rows()).map(({ state, outcome }) => [state, outcome])).toEqual([
    ['failed', 'smtp_553'],
    ['sent', null],
  ]);
  expect(server.bodies).toHaveLength(1);
});
