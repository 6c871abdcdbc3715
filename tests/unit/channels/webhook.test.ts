/** The webhook: what is posted, what answers mean, and whom it never talks to. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import type { Channel } from '../../../src/channels/channel.ts';
import { createWebhook, type WebhookOptions } from '../../../src/channels/webhook.ts';
import { startPostServer, type Behaviour } from '../../support/post-server.ts';
import { message, dispatchId } from './message.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const secondSecret = `whsec_${Buffer.alloc(64, 7).toString('base64')}`;
const at = Date.parse('2026-03-02T09:00:00.750+08:00');
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

async function server() {
  const started = await startPostServer();
  cleanUps.push(() => started.close());
  return started;
}

function webhook(url: string, options: Partial<WebhookOptions> = {}): Channel {
  const channel = createWebhook({ url, secret, now: () => at, ...options });
  cleanUps.push(() => channel.close());
  return channel;
}

/** The receiver's side of Standard Webhooks. */
function verifies(given: string, headers: IncomingHttpHeaders, body: string): boolean {
  const key = Buffer.from(given.slice('whsec_'.length), 'base64');
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const expected = createHmac('sha256', key).update(signed).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .filter((each) => each.startsWith('v1,'))
    .map((each) => Buffer.from(each.slice(3), 'base64'))
    .some((each) => each.length === expected.length && timingSafeEqual(each, expected));
}

describe('What the webhook posts', () => {
  test('is a CloudEvent about the finding, with ids and texts and nobody’s address', async () => {
    const receiver = await server();
    const channel = webhook(`${receiver.url}/hooks?team=1`, { allowPrivate: true });
    const given = message({ findingNumber: 'XC-2024-01-003' });
    expect(await channel.handOver(given)).toEqual({ outcome: 'sent' });
    const [post] = receiver.received;
    expect(post?.method).toBe('POST');
    expect(post?.path).toBe('/hooks');
    expect(post?.query.get('team')).toBe('1');
    expect(post?.headers['content-type']).toBe('application/cloudevents+json; charset=utf-8');
    expect(post?.json()).toEqual({
      specversion: '1.0',
      type: 'rectiflow.notice',
      source: 'urn:rectiflow',
      id: dispatchId,
      subject: 'XC-2024-01-003',
      datacontenttype: 'application/json',
      data: {
        dispatchId,
        findingNumber: 'XC-2024-01-003',
        subject: given.subject,
        text: given.text,
      },
    });
    expect(post?.body).not.toMatch(/li@|school\.example/u);
  });

  test('leaves the subject out where no finding is named', async () => {
    const receiver = await server();
    const channel = webhook(receiver.url, { allowPrivate: true, source: 'https://school.example' });
    await channel.handOver(message());
    await channel.handOver(message({ findingNumber: ' ' }));
    for (const post of receiver.received) {
      const event = post.json() as { data: object; source: string };
      expect(event).not.toHaveProperty('subject');
      expect(event.data).not.toHaveProperty('findingNumber');
      expect(event.source).toBe('https://school.example');
    }
    expect(receiver.received).toHaveLength(2);
  });

  test('is signed by Standard Webhooks, under the notice’s id at every attempt', async () => {
    // The vector of the specification: the verifier above is not of our making.
    expect(
      verifies(
        secret,
        {
          'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
          'webhook-timestamp': '1614265330',
          'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
        },
        '{"test": 2432232314}',
      ),
    ).toBe(true);
    const receiver = await server();
    const channel = webhook(receiver.url, { allowPrivate: true });
    await channel.handOver(message());
    await channel.handOver(message());
    for (const { headers, body } of receiver.received) {
      expect(headers['webhook-id']).toBe(dispatchId);
      expect(headers['webhook-timestamp']).toBe(String(Math.floor(at / 1000)));
      expect(verifies(secret, headers, body)).toBe(true);
      expect(verifies(secret, headers, `${body} `)).toBe(false);
      expect(verifies(secondSecret, headers, body)).toBe(false);
    }
    const [one, two] = receiver.received;
    expect(two?.body).toBe(one?.body);
  });

  test('carries a signature of either secret while one is being replaced', async () => {
    const receiver = await server();
    const both = `${secret} ${secondSecret}`;
    await webhook(receiver.url, { allowPrivate: true, secret: both }).handOver(message());
    const [post] = receiver.received;
    expect(verifies(secret, post?.headers ?? {}, post?.body ?? '')).toBe(true);
    expect(verifies(secondSecret, post?.headers ?? {}, post?.body ?? '')).toBe(true);
  });

  test('has no room for an id that would end a header', async () => {
    const receiver = await server();
    const channel = webhook(receiver.url, { allowPrivate: true });
    await expect(channel.handOver(message({ dispatchId: 'a\r\nx: y' }))).rejects.toThrow(TypeError);
    expect(receiver.connections).toBe(0);
  });
});

describe('What an answer means', () => {
  const later = { kind: 'answer', headers: { 'retry-after': '120' } } as const;
  const date = new Date(at + 90_000).toUTCString();

  test.each<[string, Behaviour, object]>([
    ['200', { kind: 'answer', status: 200 }, { outcome: 'sent' }],
    ['204', { kind: 'answer', status: 204 }, { outcome: 'sent' }],
    ['202 that breaks off', { kind: 'breakOff', status: 202 }, { outcome: 'sent' }],
    ['408', { kind: 'answer', status: 408 }, { outcome: 'deferred', code: 'webhook_unavailable' }],
    ['425', { kind: 'answer', status: 425 }, { outcome: 'deferred', code: 'webhook_unavailable' }],
    [
      '429 and two minutes',
      { ...later, status: 429 },
      { outcome: 'deferred', code: 'webhook_rate_limited', retryAfterMs: 120_000 },
    ],
    [
      '429 and a date',
      { kind: 'answer', status: 429, headers: { 'retry-after': date } },
      { outcome: 'deferred', code: 'webhook_rate_limited', retryAfterMs: 89_250 },
    ],
    [
      '429 and a day',
      { kind: 'answer', status: 429, headers: { 'retry-after': '86400' } },
      { outcome: 'deferred', code: 'webhook_rate_limited', retryAfterMs: 3_600_000 },
    ],
    ['500', { kind: 'answer', status: 500 }, { outcome: 'deferred', code: 'webhook_unavailable' }],
    [
      '503 and two minutes',
      { ...later, status: 503 },
      { outcome: 'deferred', code: 'webhook_unavailable', retryAfterMs: 120_000 },
    ],
    [
      '503 that breaks off',
      { kind: 'breakOff', status: 503 },
      { outcome: 'deferred', code: 'webhook_unavailable' },
    ],
    ['400', { kind: 'answer', status: 400 }, { outcome: 'refused', code: 'webhook_400' }],
    ['401', { ...later, status: 401 }, { outcome: 'refused', code: 'webhook_401' }],
    ['410', { kind: 'answer', status: 410 }, { outcome: 'refused', code: 'webhook_gone' }],
    ['no answer', { kind: 'drop' }, { outcome: 'unknown', code: 'webhook_connection_lost' }],
  ])('%s', async (_answer, behaviour, outcome) => {
    const receiver = await server();
    receiver.script(behaviour);
    const channel = webhook(receiver.url, { allowPrivate: true });
    expect(await channel.handOver(message())).toEqual(outcome);
    expect(receiver.received).toHaveLength(1);
  });

  test.each([301, 302, 303, 307, 308])('%i is not followed', async (status) => {
    const [receiver, elsewhere] = [await server(), await server()];
    const headers = { location: elsewhere.url };
    receiver.script({ kind: 'answer', status, headers });
    expect(await webhook(receiver.url, { allowPrivate: true }).handOver(message())).toEqual({
      outcome: 'refused',
      code: 'webhook_redirected',
    });
    expect(elsewhere.connections).toBe(0);
  });

  test('is not waited for once 64 KB of it have been read', async () => {
    const receiver = await server();
    receiver.script({ kind: 'flood' });
    const channel = webhook(receiver.url, { allowPrivate: true, timeoutMs: 600_000 });
    expect(await channel.handOver(message())).toEqual({ outcome: 'sent' });
  });

  test('counts by its status where the body never ends', async () => {
    const receiver = await server();
    receiver.script({ kind: 'trickle', status: 201 }, { kind: 'trickle', status: 502 });
    const channel = webhook(receiver.url, { allowPrivate: true, timeoutMs: 200 });
    expect(await channel.handOver(message())).toEqual({ outcome: 'sent' });
    expect(await channel.handOver(message())).toEqual({
      outcome: 'deferred',
      code: 'webhook_unavailable',
    });
  });
});

describe('A connection that fails', () => {
  test('before the request is deferred: no name, nobody there, no TLS', async () => {
    const receiver = await server();
    const gone = await server();
    await gone.close();
    const nameless = webhook('https://hooks.example', {
      resolve: () => Promise.reject(new Error('ENOTFOUND')),
    });
    const outcomes = [
      await nameless.handOver(message()),
      await webhook('https://hooks.example', { resolve: () => Promise.resolve([]) }).handOver(
        message(),
      ),
      await webhook(gone.url, { allowPrivate: true }).handOver(message()),
      await webhook(`https://127.0.0.1:${receiver.port}`, { allowPrivate: true }).handOver(
        message(),
      ),
    ];
    expect(outcomes).toEqual([
      { outcome: 'deferred', code: 'webhook_dns' },
      { outcome: 'deferred', code: 'webhook_dns' },
      { outcome: 'deferred', code: 'webhook_unreachable' },
      { outcome: 'deferred', code: 'webhook_tls', retryAfterMs: 3_600_000 },
    ]);
    expect(receiver.received).toHaveLength(0);
  });

  test('is given up in time: before the request deferred, after it unknown', async () => {
    const receiver = await server();
    receiver.script({ kind: 'hang' });
    const mute = createServer(() => undefined);
    mute.listen(0, '127.0.0.1');
    await once(mute, 'listening');
    cleanUps.push(async () => void mute.close());
    const { port } = mute.address() as { port: number };
    const options = { allowPrivate: true, timeoutMs: 150 };
    const outcomes = [
      await webhook('https://hooks.example', {
        ...options,
        resolve: () => new Promise(() => undefined),
      }).handOver(message()),
      // Nobody answers the TLS hello.
      await webhook(`https://127.0.0.1:${port}`, options).handOver(message()),
      await webhook(receiver.url, options).handOver(message()),
    ];
    expect(outcomes).toEqual([
      { outcome: 'deferred', code: 'webhook_timeout' },
      { outcome: 'deferred', code: 'webhook_timeout' },
      { outcome: 'unknown', code: 'webhook_timeout' },
    ]);
  });

  test('to another protocol is unknown, since the request was written', async () => {
    const odd = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.end('SSH-2.0-OpenSSH_9.6\r\n'));
    });
    odd.listen(0, '127.0.0.1');
    await once(odd, 'listening');
    cleanUps.push(async () => void odd.close());
    const { port } = odd.address() as { port: number };
    const channel = webhook(`http://127.0.0.1:${port}`, { allowPrivate: true });
    expect(await channel.handOver(message())).toEqual({
      outcome: 'unknown',
      code: 'webhook_protocol',
    });
  });
});

describe('An address of a private network', () => {
  test.each([
    'https://127.0.0.1',
    'https://127.0.0.1.',
    'https://127.1',
    'https://127.0.1',
    'https://2130706433',
    'https://0x7f000001',
    'https://0x7f.0.0.1',
    'https://0177.0.0.1',
    'https://017700000001',
    'https://0',
    'https://0.0.0.0',
    'https://127.0.0.1%2E',
    'https://%31%32%37.0.0.1',
    'https://１２７．０．０．１',
    'https://①②⑦.⓪.⓪.①',
    'https://[::1]',
    'https://[0:0:0:0:0:0:0:1]',
    'https://[::]',
    'https://[::ffff:127.0.0.1]',
    'https://[::ffff:7f00:1]',
    'https://[0:0:0:0:0:ffff:127.0.0.1]',
    'https://[::127.0.0.1]',
    'https://[64:ff9b::127.0.0.1]',
    'https://[2002:7f00:1::]',
    'https://localhost',
    'https://LOCALHOST',
  ])('%s is never connected to', async (spelling) => {
    const receiver = await server();
    const url = new URL(spelling);
    url.port = String(receiver.port);
    const outcome = await webhook(url.href).handOver(message());
    expect(outcome).toEqual({ outcome: 'refused', code: 'webhook_address_forbidden' });
    expect(receiver.connections).toBe(0);
  });

  test.each([
    '10.0.0.1',
    '10.255.255.255',
    '100.64.0.1',
    '100.100.100.200',
    '127.0.0.53',
    '169.254.169.254',
    '169.254.170.2',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.0.1',
    '192.168.255.255',
    '168.63.129.16',
    '198.18.0.7',
    '224.0.0.1',
    '255.255.255.255',
    '::1',
    'fe80::1',
    'fe80::1%lo',
    'fc00::1',
    'fd12:3456::1',
    'fd00:ec2::254',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:169.254.169.254',
    '64:ff9b::a9fe:a9fe',
    '2001:0:a9fe:a9fe::',
    '2002:a9fe:a9fe::',
  ])('%s is refused where a name leads to it, alone or among others', async (address) => {
    const alone = webhook('https://hooks.example', { resolve: () => Promise.resolve([address]) });
    const among = webhook('https://hooks.example', {
      resolve: () => Promise.resolve(['93.184.215.14', address]),
    });
    const refused = { outcome: 'refused', code: 'webhook_address_forbidden' };
    expect(await alone.handOver(message())).toEqual(refused);
    expect(await among.handOver(message())).toEqual(refused);
  });

  test('is refused from the moment the name has moved there', async () => {
    const receiver = await server();
    const answers = [['127.0.0.1'], ['169.254.169.254']];
    const channel = webhook(`http://hooks.example:${receiver.port}`, {
      allowPrivate: true,
      resolve: () => Promise.resolve(answers.shift() ?? []),
    });
    expect(await channel.handOver(message())).toEqual({ outcome: 'sent' });
    expect(await channel.handOver(message())).toEqual({
      outcome: 'refused',
      code: 'webhook_address_forbidden',
    });
  });

  test('is connected to where it is allowed, and exactly to the one that was checked', async () => {
    const receiver = await server();
    const asked: string[] = [];
    const channel = webhook(`http://hooks.example:${receiver.port}/in`, {
      allowPrivate: true,
      resolve(host) {
        asked.push(host);
        return Promise.resolve(['127.0.0.1']);
      },
    });
    // There is no hooks.example: only the address that was checked can have been used.
    expect(await channel.handOver(message())).toEqual({ outcome: 'sent' });
    expect(asked).toEqual(['hooks.example']);
    expect(receiver.received[0]?.headers.host).toBe(`hooks.example:${receiver.port}`);
  });

  test.each(['169.254.169.254', '[fe80::1]', '100.100.100.200', '0.0.0.0', '[64:ff9b::a9fe:a9fe]'])(
    '%s stays out of reach even where private ones are allowed',
    async (host) => {
      const channel = webhook(`http://${host}/latest/meta-data`, { allowPrivate: true });
      expect(await channel.handOver(message())).toEqual({
        outcome: 'refused',
        code: 'webhook_address_forbidden',
      });
    },
  );
});

describe('A configuration', () => {
  test.each([
    'hooks.example',
    '',
    'ftp://hooks.example',
    'file:///etc/passwd',
    'gopher://127.0.0.1',
    'http://hooks.example',
    'http://127.0.0.1',
    'https://user:geheim@hooks.example',
    'https://127.0.0.1:80@hooks.example',
    'https://[::1%25lo]',
    'https://999.1.1.1',
  ])('with the address %j is refused', (url) => {
    expect(() => webhook(url)).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });

  test.each([
    '',
    'geheim-geheim-geheim-geheim-geheim',
    'whsec_',
    'whsec_geheim',
    `whsec_${Buffer.alloc(23).toString('base64')}`,
    `whsec_${Buffer.alloc(65).toString('base64')}`,
    `${secret} whsec_geheim`,
  ])('with the secret %j is refused', (given) => {
    const options = { url: 'https://hooks.example', secret: given };
    expect(() => createWebhook(options)).toThrow(
      expect.objectContaining({ code: 'config_invalid' }),
    );
  });

  test('that is refused tells neither address nor secret', () => {
    const said = [
      () => webhook('https://user:geheim@hooks.example/geheim'),
      () => webhook('http://hooks.example/geheim'),
      () => webhook('geheim'),
      () => webhook('https://hooks.example', { secret: 'whsec_geheim' }),
    ].map((make) => {
      try {
        make();
        return '';
      } catch (error) {
        return `${String(error)} ${JSON.stringify(error)}`;
      }
    });
    for (const each of said) {
      expect(each).toContain('webhook');
      expect(each).not.toContain('geheim');
    }
  });
});
