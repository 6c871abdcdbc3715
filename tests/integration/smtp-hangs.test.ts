/** Servers, certificates and names that never come to an end: each attempt has its limit, and the others go on. */
import { createSocket } from 'node:dgram';
import dns from 'node:dns';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Channel, HandOver } from '../../src/channels/channel.ts';
import { createSmtpChannel, type SmtpChannelOptions } from '../../src/channels/smtp.ts';
import { eventually } from '../support/eventually.ts';
import { report } from '../support/report.ts';
import { message } from '../unit/channels/message.ts';
import { silence, startRawSmtp, trickle, type RawSmtpOptions } from './smtp-faults.ts';
import { sender } from './smtp-ledger.ts';

/** What a minute is in service. */
const totalMs = 1_200;
/** A busy machine fires its timers late. */
const slackMs = 800;
const cleanUps: (() => unknown)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function rawSmtp(options: RawSmtpOptions) {
  const server = await startRawSmtp(options);
  cleanUps.push(() => server.close());
  return server;
}

function channelTo(url: string, given: Partial<SmtpChannelOptions> = {}): Channel {
  const timeouts = { totalMs };
  const channel = createSmtpChannel({ url, from: sender, timeouts, ...given });
  cleanUps.push(() => channel.close());
  return channel;
}

async function timed(handOver: Promise<HandOver>) {
  const began = performance.now();
  const result = await handOver;
  return { result, tookMs: Math.round(performance.now() - began) };
}

/** Hands over five at once, with connections for three, and looks how long the slowest takes. */
async function slowestOf(what: string, channel: Channel): Promise<HandOver[]> {
  const all = await Promise.all(
    Array.from({ length: 5 }, () => timed(channel.handOver(message()))),
  );
  const slowestMs = Math.max(...all.map(({ tookMs }) => tookMs));
  report(`Hang: ${what}`, { 'limit ms': totalMs, 'slowest ms': slowestMs });
  expect(slowestMs).toBeLessThanOrEqual(totalMs + slackMs);
  return all.map(({ result }) => result);
}

const timedOut = { outcome: 'deferred', code: 'smtp_timeout' };

/** A TLS record that is announced as long, and comes a byte at a time. */
function trickleTls(socket: Socket): void {
  socket.write(Buffer.from([0x16, 0x03, 0x03, 0x3f, 0xff]));
  const timer = setInterval(() => socket.write(Buffer.from([2])), 10);
  socket.on('close', () => clearInterval(timer));
}

describe('An attempt ends at its limit', () => {
  test.each(['greeting', 'ehlo', 'auth', 'mail', 'rcpt', 'data', 'dot'] as const)(
    'where a tarpit answers byte by byte at %s',
    async (at) => {
      const server = await rawSmtp({ fault: { at, act: trickle }, auth: true });
      const url = server.url.replace('smtp://', 'smtp://office:secret@');
      const results = await slowestOf(`tarpit at ${at}`, channelTo(url));
      expect(new Set(results.map((each) => 'code' in each && each.code))).toEqual(
        new Set(['smtp_timeout']),
      );
      // Two of the five wait for a connection, and on a slow machine have one just before their own
      // limit. Nobody knows of as many as the server has had whole, and nothing was said of the others.
      await eventually(() => {
        const had = server.bodies.map(() => 'unknown');
        const others = results.slice(had.length).map(() => 'deferred');
        expect(results.map(({ outcome }) => outcome).toSorted()).toEqual([...others, ...had]);
      });
      expect(server.bodies.length > 0).toBe(at === 'dot');
    },
  );

  test.each([
    ['that is silent', silence],
    ['that goes byte by byte', trickleTls],
  ])('in a TLS handshake from the first byte %s', async (how, act) => {
    const server = await rawSmtp({ fault: { at: 'greeting', act } });
    const url = server.url.replace('smtp://', 'smtps://');
    const results = await slowestOf(`smtps ${how}`, channelTo(url));
    expect(new Set(results.map((each) => JSON.stringify(each)))).toEqual(
      new Set([JSON.stringify(timedOut)]),
    );
  });

  test.each([
    ['that is silent', silence],
    ['that goes byte by byte', trickleTls],
  ])('in a TLS handshake after STARTTLS %s', async (how, act) => {
    const upgrade = (socket: Socket) => {
      socket.write('220 2.0.0 Go on\r\n');
      act(socket);
    };
    const server = await rawSmtp({ fault: { at: 'starttls', act: upgrade } });
    const results = await slowestOf(`STARTTLS ${how}`, channelTo(`${server.url}?tls=required`));
    expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => 'deferred'));
    expect(server.commands.filter((command) => command.startsWith('MAIL'))).toEqual([]);
  });

  test.each([
    ['of its own', { totalMs, connectMs: 400 }],
    ['of the whole attempt', { totalMs, connectMs: 60_000 }],
  ])('at a name server that never answers, by the limit %s', async (how, timeouts) => {
    const asked = await deafNameServer();
    const channel = channelTo('smtp://mail.deaf.example:2525', { timeouts });
    const results = await slowestOf(`DNS, limit ${how}`, channel);
    expect(asked()).toBeGreaterThan(0);
    expect(results.map(({ outcome }) => outcome)).toEqual(results.map(() => 'deferred'));
  });

  test('also where the connection was lost shortly before and was opened again', async () => {
    let cuts = 0;
    const act = (socket: Socket) => {
      cuts += 1;
      if (cuts === 1) setTimeout(() => socket.destroy(), totalMs * 0.8);
    };
    const server = await rawSmtp({ fault: { at: 'rcpt', act } });
    const { result, tookMs } = await timed(channelTo(server.url).handOver(message()));
    report('Hang: cut, then silent', { 'limit ms': totalMs, 'took ms': tookMs });
    expect(result).toEqual(timedOut);
    expect(cuts).toBe(2);
    expect(tookMs).toBeLessThanOrEqual(totalMs + slackMs);
  });
});

test('While some attempts hang, those beside them in the pool are as quick as before', async () => {
  const server = await rawSmtp({ fault: { at: 'rcpt', act: trickle }, faultOnly: /slow@/u });
  const channel = channelTo(server.url, { timeouts: { totalMs: 30_000 }, maxConnections: 3 });
  const quick = async () => {
    const took: number[] = [];
    for (let count = 0; count < 200; count += 1) {
      const { result, tookMs } = await timed(channel.handOver(message()));
      expect(result).toEqual({ outcome: 'sent' });
      took.push(tookMs);
    }
    return took.toSorted((one, two) => one - two)[190] ?? Number.NaN;
  };
  const before = await quick();
  const to = { name: '', address: 'slow@school.example' };
  const hanging = [1, 2].map(() => channel.handOver(message({ to })));
  let ended = 0;
  for (const each of hanging) void each.then(() => (ended += 1));
  const meanwhile = await quick();
  expect(ended).toBe(0);
  report('Beside two of three connections that hang', {
    'p95 before ms': before,
    'p95 meanwhile ms': meanwhile,
  });
  // Ten times is far below any limit, and far above what a busy machine does by itself.
  expect(meanwhile).toBeLessThanOrEqual(Math.max(before * 10, 100));
  server.mend();
  await Promise.all(hanging);
});

/** Sends what asks for names to a server that keeps silent; counts what it is asked. */
async function deafNameServer(): Promise<() => number> {
  const socket = createSocket('udp4');
  let asked = 0;
  socket.on('message', () => (asked += 1));
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  const { port } = socket.address();
  const { Resolver } = dns;
  dns.Resolver = class extends Resolver {
    constructor(options?: dns.ResolverOptions) {
      super(options);
      this.setServers([`127.0.0.1:${port}`]);
    }
  };
  cleanUps.push(() => {
    dns.Resolver = Resolver;
    socket.close();
  });
  return () => asked;
}
