/** The SMTP channel against servers that take, refuse, break off, stall and lie. */
import { afterEach, describe, expect, test } from 'vitest';
import { SMTPServer } from 'smtp-server';
import { once } from 'node:events';
import type { Channel, HandOver, Message } from '../../src/channels/channel.ts';
import { messageIdOf } from '../../src/channels/message-id.ts';
import { createSmtpChannel, type SmtpChannelOptions } from '../../src/channels/smtp.ts';
import { startSmtp } from '../support/smtp.ts';
import {
  cut,
  finish,
  reset,
  silence,
  startRawSmtp,
  trickle,
  type RawSmtpOptions,
  type Step,
} from './smtp-faults.ts';

const from = { name: '整改办', address: 'rectification@school.example' };
const dispatchId = '0192f0c8-7e1a-7cc3-98c4-dc0c0c07398f';
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

function channelTo(url: string, options: Partial<SmtpChannelOptions> = {}): Channel {
  const channel = createSmtpChannel({ url, from, ...options });
  cleanUps.push(() => channel.close());
  return channel;
}

async function rawSmtp(options: RawSmtpOptions = {}) {
  const server = await startRawSmtp(options);
  cleanUps.push(() => server.close());
  return server;
}

async function realSmtp() {
  const server = await startSmtp();
  cleanUps.push(() => server.close());
  return server;
}

function mail(changes: Partial<Message> = {}): Message {
  return {
    dispatchId,
    messageId: messageIdOf(dispatchId, from.address),
    to: { name: '李老师', address: 'li@school.example' },
    subject: '【整改提醒】XC-2024-01-003 食堂陪餐记录:还有 10 天',
    text: '请抓紧办理。\n.\nQUIT\n',
    html: '<p>请抓紧办理。</p>',
    ...changes,
  };
}

describe('a mail that is taken', () => {
  test('arrives as it was written, from us, to one person, marked as sent by a machine', async () => {
    const server = await realSmtp();
    const channel = channelTo(server.url);
    expect(await channel.handOver(mail())).toEqual({ outcome: 'sent' });
    const [received] = server.accepted;
    expect(received?.envelope).toEqual({ from: from.address, to: ['li@school.example'] });
    const parsed = await received?.parse();
    expect(parsed).toMatchObject({
      from,
      to: [{ name: '李老师', address: 'li@school.example' }],
      subject: '【整改提醒】XC-2024-01-003 食堂陪餐记录:还有 10 天',
      messageId: `<${dispatchId}@rectiflow.school.example>`,
    });
    // RFC 2045, 6.8: within base64 line ends are CRLF.
    expect(parsed?.text?.trimEnd()).toBe('请抓紧办理。\r\n.\r\nQUIT');
    expect(parsed?.html?.trimEnd()).toBe('<p>请抓紧办理。</p>');
    const headers = new Map(parsed?.headers.map(({ key, value }) => [key, value]));
    expect(headers.get('auto-submitted')).toBe('auto-generated');
    expect(headers.has('date')).toBe(true);
    expect(headers.has('x-mailer')).toBe(false);
  });

  test('carries the same Message-ID when it is handed over again', async () => {
    const server = await realSmtp();
    const channel = channelTo(server.url);
    await channel.handOver(mail());
    await channel.handOver(mail());
    const ids = await Promise.all(
      server.accepted.map(async (each) => (await each.parse()).messageId),
    );
    expect(new Set(ids).size).toBe(1);
    expect(ids).toHaveLength(2);
  });

  test('does not read files or addresses that its text names', async () => {
    const server = await realSmtp();
    const channel = channelTo(server.url);
    const text = '{"path":"/etc/hostname"} https://127.0.0.1/';
    await channel.handOver(mail({ text, html: '<img src="file:///etc/hostname">' }));
    const parsed = await server.accepted[0]?.parse();
    expect(parsed?.text?.trim()).toBe(text);
    expect(parsed?.attachments).toEqual([]);
  });

  test('goes to an address in a Chinese domain under its ASCII form', async () => {
    const server = await rawSmtp();
    const channel = channelTo(server.url);
    const to = { name: '王老师', address: 'wang@学校.example' };
    expect(await channel.handOver(mail({ to }))).toEqual({ outcome: 'sent' });
    expect(server.commands).toContain('RCPT TO:<wang@xn--48s290a.example>');
  });
});

describe('a mail that is refused or put off', () => {
  test('for good by the recipient’s server is refused, and the next one is sent', async () => {
    const server = await realSmtp();
    server.refuseRecipient('gone@school.example', 550);
    const channel = channelTo(server.url);
    const to = { name: '', address: 'gone@school.example' };
    expect(await channel.handOver(mail({ to }))).toEqual({ outcome: 'refused', code: 'smtp_550' });
    expect(await channel.handOver(mail())).toEqual({ outcome: 'sent' });
  });

  test('for now at RCPT is deferred', async () => {
    const server = await realSmtp();
    server.refuseRecipient('li@school.example', 450);
    expect(await channelTo(server.url).handOver(mail())).toEqual({
      outcome: 'deferred',
      code: 'smtp_450',
    });
  });

  test('after the dot, by a definite reply, is never unknown', async () => {
    const server = await realSmtp();
    const channel = channelTo(server.url);
    const outcomes = [];
    for (const [code, text] of [
      [451, 'Greylisted'],
      [421, 'Closing'],
      [554, 'Spam'],
      [550, 'Domain frequency limited'],
    ] as const) {
      server.script({ kind: 'refuse', code, text });
      outcomes.push(await channel.handOver(mail()));
    }
    expect(outcomes).toMatchObject([
      { outcome: 'deferred', code: 'smtp_greylisted' },
      { outcome: 'deferred', code: 'smtp_421' },
      { outcome: 'refused', code: 'smtp_554' },
      { outcome: 'deferred', code: 'smtp_rate_limited' },
    ]);
  });

  test.each([
    'li@school.example, eve@elsewhere.example',
    'li@school.example;eve@elsewhere.example',
    '"li, eve"@school.example',
    'Li <li@school.example>',
    'li@school.example\r\nRCPT TO:<eve@elsewhere.example>',
    'school.example',
    '',
  ])(
    'for an address that is not exactly one (%j) is refused without a word to the server',
    async (address) => {
      const server = await rawSmtp();
      const outcome = await channelTo(server.url).handOver(mail({ to: { name: '李', address } }));
      expect(outcome).toEqual({ outcome: 'refused', code: 'address_invalid' });
      expect(server.connections).toBe(0);
    },
  );

  test('tells neither address nor the server’s words in its outcome', async () => {
    const server = await realSmtp();
    server.script({ kind: 'refuse', code: 550, text: 'li@school.example: secret words' });
    const outcome = await channelTo(server.url).handOver(mail());
    expect(JSON.stringify(outcome)).not.toMatch(/li@|secret/u);
  });
});

describe('a sending account that is set up wrongly keeps the notice', () => {
  test('a wrong password is deferred for long, as smtp_auth', async () => {
    const server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      allowInsecureAuth: true,
      onAuth: (_auth, _session, done) => done(new Error('Invalid username or password')),
    });
    const listener = server.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    cleanUps.push(() => new Promise<void>((resolve) => server.close(resolve)));
    const address = listener.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const outcome = await channelTo(`smtp://office:wrong@127.0.0.1:${port}`).handOver(mail());
    expect(outcome).toMatchObject({ outcome: 'deferred', code: 'smtp_auth' });
    expect(outcome).toHaveProperty('retryAfterMs');
  });

  test('a certificate nobody vouches for is deferred, as smtp_tls', async () => {
    const server = new SMTPServer({ secure: true, authOptional: true });
    server.on('error', () => undefined);
    const listener = server.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    cleanUps.push(() => new Promise<void>((resolve) => server.close(resolve)));
    const address = listener.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const outcome = await channelTo(`smtps://127.0.0.1:${port}`).handOver(mail());
    expect(outcome).toMatchObject({ outcome: 'deferred', code: 'smtp_tls' });
  });

  test('a server without the STARTTLS that is required is deferred, as smtp_tls, and told nothing', async () => {
    const server = await rawSmtp();
    const outcome = await channelTo(`${server.url}?tls=required`).handOver(mail());
    expect(outcome).toMatchObject({ outcome: 'deferred', code: 'smtp_tls' });
    expect(server.commands.filter((command) => command.startsWith('MAIL'))).toEqual([]);
  });

  test('a server that is not there is deferred, as smtp_unreachable', async () => {
    const server = await startRawSmtp();
    await server.close();
    expect(await channelTo(server.url).handOver(mail())).toEqual({
      outcome: 'deferred',
      code: 'smtp_unreachable',
    });
  });
});

const unsaid: readonly Step[] = ['greeting', 'ehlo', 'mail', 'rcpt', 'data'];
const times = 100;

/** Hands over a hundred mails at once and counts what became of them. */
async function handOverMany(url: string): Promise<Record<string, number>> {
  const channel = channelTo(url, { maxConnections: times });
  const outcomes = await Promise.all(Array.from({ length: times }, () => channel.handOver(mail())));
  const counts: Record<string, number> = {};
  for (const outcome of outcomes) {
    const name = 'code' in outcome ? `${outcome.outcome} ${outcome.code}` : outcome.outcome;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  return counts;
}

describe.each([
  ['one command at a time', false],
  ['with pipelining', true],
])('a connection that breaks, %s', (_how, pipelining) => {
  describe.each([
    ['closed', cut],
    ['reset', reset],
  ])('%s', (_kind, act) => {
    test.each(unsaid)('at %s has sent nothing: deferred, every time', async (at) => {
      const server = await rawSmtp({ fault: { at, act }, pipelining });
      expect(await handOverMany(server.url)).toEqual({ 'deferred smtp_connection_lost': times });
      expect(server.bodies).toEqual([]);
    });

    test('after the dot, before the answer, is unknown, every time', async () => {
      const server = await rawSmtp({ fault: { at: 'dot', act }, pipelining });
      expect(await handOverMany(server.url)).toEqual({ 'unknown smtp_connection_lost': times });
      expect(server.bodies).toHaveLength(times);
    });

    test('in the middle of a mail is put off or unknown, as its end was on its way or not', async () => {
      const server = await rawSmtp({ fault: { at: 'body', act }, pipelining });
      const counts = await handOverMany(server.url);
      const {
        'deferred smtp_connection_lost': deferred = 0,
        'unknown smtp_connection_lost': unknown = 0,
      } = counts;
      expect(deferred + unknown).toBe(times);
    });

    test('in the middle of a mail whose end was never sent is deferred', async () => {
      const server = await rawSmtp({ fault: { at: 'body', act }, pipelining });
      const text = 'One line of a very long report.\n'.repeat(800_000);
      expect(await channelTo(server.url).handOver(mail({ text }))).toEqual({
        outcome: 'deferred',
        code: 'smtp_connection_lost',
      });
    });
  });

  test('after the 250 has sent it, every time', async () => {
    const server = await rawSmtp({ fault: { at: 'accepted', act: cut }, pipelining });
    expect(await handOverMany(server.url)).toEqual({ sent: times });
    expect(server.bodies).toHaveLength(times);
  });
});

describe('a server that stalls', () => {
  const quick = { socketMs: 500 };

  test.each(unsaid)('in silence at %s is given up on: deferred', async (at) => {
    const server = await rawSmtp({ fault: { at, act: silence } });
    const timeouts = at === 'greeting' ? { greetingMs: 300 } : quick;
    const outcome = await channelTo(server.url, { timeouts }).handOver(mail());
    expect(outcome).toEqual({ outcome: 'deferred', code: 'smtp_timeout' });
  });

  test('in silence after the dot leaves it unknown', async () => {
    const server = await rawSmtp({ fault: { at: 'dot', act: silence } });
    const outcome = await channelTo(server.url, { timeouts: quick }).handOver(mail());
    expect(outcome).toEqual({ outcome: 'unknown', code: 'smtp_timeout' });
  });

  test.each<[Step, HandOver['outcome']]>([
    ['ehlo', 'deferred'],
    ['rcpt', 'deferred'],
    ['dot', 'unknown'],
  ])('by trickling at %s is cut off by the limit of the whole attempt: %s', async (at, outcome) => {
    const server = await rawSmtp({ fault: { at, act: trickle } });
    const channel = channelTo(server.url, { timeouts: { totalMs: 1_500 } });
    expect(await channel.handOver(mail())).toEqual({ outcome, code: 'smtp_timeout' });
  });

  test('does not hold up the mails behind it longer than its own limit', async () => {
    const server = await rawSmtp({ fault: { at: 'rcpt', act: silence } });
    const channel = channelTo(server.url, { timeouts: { totalMs: 400 }, maxConnections: 1 });
    const outcomes = await Promise.all([1, 2, 3].map(() => channel.handOver(mail())));
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['deferred', 'deferred', 'deferred']);
  });
});

describe('a pooled connection', () => {
  test('is used again for the next mail', async () => {
    const server = await rawSmtp();
    const channel = channelTo(server.url);
    for (let count = 0; count < 5; count += 1) await channel.handOver(mail());
    expect(server.bodies).toHaveLength(5);
    expect(server.connections).toBe(1);
  });

  test.each([
    ['closes', finish],
    ['resets', reset],
    [
      'takes leave of',
      (socket: Parameters<typeof finish>[0]) => void socket.end('421 4.4.2 Idle\r\n'),
    ],
  ])('that the server %s while idle costs one reconnection and no mail', async (_how, act) => {
    const server = await rawSmtp();
    const channel = channelTo(server.url);
    await channel.handOver(mail());
    server.disturb(act);
    expect(await channel.handOver(mail())).toEqual({ outcome: 'sent' });
    expect(server.bodies).toHaveLength(2);
    expect(server.connections).toBe(2);
  });

  test('takes no more mails once closed, and lets those under way finish', async () => {
    const server = await rawSmtp();
    const channel = channelTo(server.url);
    const underWay = channel.handOver(mail());
    await channel.close();
    expect(await underWay).toEqual({ outcome: 'sent' });
    expect(await channel.handOver(mail())).toEqual({
      outcome: 'deferred',
      code: 'channel_closed',
      retryAfterMs: 0,
    });
  });

  test('of a server that takes one mail per connection sends every mail, once', async () => {
    const server = await rawSmtp({ fault: { at: 'accepted', act: cut } });
    const channel = channelTo(server.url, { maxConnections: 1 });
    const outcomes = [];
    for (let count = 0; count < 20; count += 1)
      outcomes.push((await channel.handOver(mail())).outcome);
    expect(new Set(outcomes)).toEqual(new Set(['sent']));
    expect(server.bodies).toHaveLength(20);
  });

  test('opens no more connections than it may', async () => {
    const server = await rawSmtp();
    const channel = channelTo(server.url, { maxConnections: 3 });
    await Promise.all(Array.from({ length: 50 }, () => channel.handOver(mail())));
    expect(server.bodies).toHaveLength(50);
    expect(server.connections).toBeLessThanOrEqual(3);
  });
});
