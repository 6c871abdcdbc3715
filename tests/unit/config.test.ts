import * as fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { configSchema, mailboxOf, queueConfigSchema } from '../../src/config-schema.ts';
import { readConfig } from '../../src/config.ts';
import { RectiflowError } from '../../src/errors.ts';

const defaults = {
  dataDir: './data',
  schema: 'rectiflow',
  mailFrom: 'rectiflow <rectiflow@localhost.localdomain>',
  zone: 'Asia/Shanghai',
  policies: [],
  calendars: [],
  channels: {},
  port: 4310,
  logLevel: 'info',
  queue: {
    concurrency: 5,
    leaseSeconds: 55,
    tickSeconds: 5,
    rehintSeconds: 30,
    lockSeconds: 20,
    stopSeconds: 7,
  },
  sending: {
    window: { from: '08:00', until: '20:00' },
    digestAt: '09:10',
    spreadMinutes: 10,
    perDay: 10,
    perWeek: 40,
    replyWorkdays: 5,
  },
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'rectiflow-config-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A configuration file with that content. */
function file(content: unknown): string {
  const path = join(folder, 'rectiflow.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

type Environment = Parameters<typeof readConfig>[0];

/** What reading it is refused with; fails where it is taken. */
function refusal(environment: Environment, path?: string): RectiflowError {
  try {
    readConfig(environment, path);
  } catch (error) {
    if (error instanceof RectiflowError && error.code === 'config_invalid') return error;
    throw error;
  }
  throw new Error('the configuration was taken');
}

/** The lines it is refused with. */
function problems(environment: Environment, path?: string): string[] {
  const [, ...lines] = refusal(environment, path).message.split('\n  ');
  return lines;
}

describe('the configuration', () => {
  test('has a default for everything that can have one', () => {
    expect(readConfig({})).toEqual(defaults);
  });

  test('is read from the environment, every setting of it', () => {
    const environment = {
      DATABASE_URL: 'postgres://he:secret@db.example:5432/ledger?sslmode=require',
      REDIS_URL: 'rediss://:secret@redis.example:6380/2',
      SMTP_URL: 'smtps://he%40school.example:secret@mail.example',
      RECTIFLOW_DATA_DIR: '/var/lib/rectiflow',
      RECTIFLOW_FILES: 's3://ledger/school-1',
      RECTIFLOW_FILE_MAX_BYTES: '10000000',
      RECTIFLOW_S3_ENDPOINT: 'https://oss.school.example',
      RECTIFLOW_S3_REGION: 'cn-north-1',
      RECTIFLOW_S3_ACCESS_KEY_ID: '4711',
      RECTIFLOW_S3_SECRET_ACCESS_KEY: '0815',
      RECTIFLOW_S3_ADDRESSING: 'host',
      RECTIFLOW_SCHEMA: 'school_1',
      RECTIFLOW_MAIL_FROM: '整改办 <zhenggai@school.example>',
      RECTIFLOW_MAIL_PER_MINUTE: '30',
      RECTIFLOW_MAIL_PER_DAY: '10000',
      RECTIFLOW_PUBLIC_URL: 'https://ledger.school.example/rectiflow',
      RECTIFLOW_ZONE: 'Asia/Urumqi',
      RECTIFLOW_POLICIES: 'own.yaml, /etc/rectiflow/school.yaml',
      RECTIFLOW_CALENDARS: 'terms.yaml',
      RECTIFLOW_PORT: '8080',
      RECTIFLOW_LOG_LEVEL: 'warn',
      RECTIFLOW_QUEUE_CONCURRENCY: '10',
      RECTIFLOW_QUEUE_LEASE_SECONDS: '120',
      RECTIFLOW_QUEUE_TICK_SECONDS: '7',
      RECTIFLOW_QUEUE_REHINT_SECONDS: '45',
      RECTIFLOW_QUEUE_LOCK_SECONDS: '60',
      RECTIFLOW_QUEUE_STOP_SECONDS: '20',
      RECTIFLOW_SENDING_WINDOW: '09:00-17:30',
      RECTIFLOW_SENDING_DIGEST_AT: '09:30',
      RECTIFLOW_SENDING_SPREAD_MINUTES: '20',
      RECTIFLOW_SENDING_PER_DAY: '5',
      RECTIFLOW_SENDING_PER_WEEK: 'unlimited',
      RECTIFLOW_SENDING_REPLY_WORKDAYS: '8',
    };
    expect(readConfig(environment)).toEqual({
      databaseUrl: environment.DATABASE_URL,
      redisUrl: environment.REDIS_URL,
      smtpUrl: environment.SMTP_URL,
      dataDir: '/var/lib/rectiflow',
      files: 's3://ledger/school-1',
      fileMaxBytes: 10_000_000,
      s3: {
        endpoint: 'https://oss.school.example',
        region: 'cn-north-1',
        accessKeyId: '4711',
        secretAccessKey: '0815',
        addressing: 'host',
      },
      schema: 'school_1',
      mailFrom: '整改办 <zhenggai@school.example>',
      zone: 'Asia/Urumqi',
      policies: ['own.yaml', '/etc/rectiflow/school.yaml'],
      calendars: ['terms.yaml'],
      channels: {},
      mailPerMinute: 30,
      mailPerDay: 10_000,
      publicUrl: 'https://ledger.school.example/rectiflow',
      port: 8080,
      logLevel: 'warn',
      queue: {
        concurrency: 10,
        leaseSeconds: 120,
        tickSeconds: 7,
        rehintSeconds: 45,
        lockSeconds: 60,
        stopSeconds: 20,
      },
      sending: {
        window: { from: '09:00', until: '17:30' },
        digestAt: '09:30',
        spreadMinutes: 20,
        perDay: 5,
        perWeek: null,
        replyWorkdays: 8,
      },
    });
  });

  test('is read from a file, and the environment is laid over it, setting by setting', () => {
    const path = file({
      zone: 'Europe/Berlin',
      port: 1,
      queue: { concurrency: 2, tickSeconds: 3 },
    });
    const environment = { RECTIFLOW_PORT: '2', RECTIFLOW_QUEUE_CONCURRENCY: '9' };
    expect(readConfig(environment, path)).toEqual({
      ...defaults,
      zone: 'Europe/Berlin',
      port: 2,
      queue: { ...defaults.queue, concurrency: 9, tickSeconds: 3 },
    });
  });

  test('what is set to nothing in the environment is not set', () => {
    const path = file({ port: 7 });
    expect(readConfig({ RECTIFLOW_PORT: '', REDIS_URL: '' }, path)).toEqual({
      ...defaults,
      port: 7,
    });
  });

  test('leaves alone what is not its own in the environment', () => {
    expect(readConfig({ PATH: '/bin', HOME: '/root', PORT: '80' })).toEqual(defaults);
  });

  test('a text that reads as a number stays a text where a text is meant', () => {
    expect(readConfig({ RECTIFLOW_DATA_DIR: '2024' }).dataDir).toBe('2024');
    expect(readConfig({ RECTIFLOW_ZONE: '8' }).zone).toBe('8');
    expect(problems({ DATABASE_URL: '5432' })).toEqual([
      'databaseUrl (DATABASE_URL): is not the address of a PostgreSQL server: postgres://… or postgresql://…',
    ]);
  });

  test('cannot be changed once it is read', () => {
    const config = readConfig({});
    expect(() => Object.assign(config, { port: 1 })).toThrow(TypeError);
    expect(() => Object.assign(config.queue, { concurrency: 1_000 })).toThrow(TypeError);
    expect(() => Object.assign(config.sending, { perDay: 1_000 })).toThrow(TypeError);
    expect(() => Object.assign(config.sending.window ?? {}, { from: '00:00' })).toThrow(TypeError);
    expect(config).toEqual(defaults);
    const s3 = { endpoint: 'https://s3.example', accessKeyId: 'a', secretAccessKey: 'b' };
    const withKeys = readConfig({}, file({ files: 's3://ledger', s3 }));
    expect(() => Object.assign(withKeys.s3 ?? {}, { region: 'x' })).toThrow(TypeError);
  });
});

describe('a name nobody knows is refused, and the nearest one offered', () => {
  test.each<[string, Environment, unknown, string]>([
    [
      'in the environment',
      { RECTIFLOW_PROT: '1' },
      {},
      'RECTIFLOW_PROT: no such setting; did you mean RECTIFLOW_PORT?',
    ],
    [
      'in the environment, even when set to nothing',
      { RECTIFLOW_QUEUE_CONCURENCY: '' },
      {},
      'RECTIFLOW_QUEUE_CONCURENCY: no such setting; did you mean RECTIFLOW_QUEUE_CONCURRENCY?',
    ],
    [
      'in the file',
      {},
      { databaseURL: 'x' },
      'databaseURL: no such setting; did you mean databaseUrl?',
    ],
    [
      'in a part of the file',
      {},
      { queue: { concurency: 2 } },
      'queue.concurency: no such setting; did you mean queue.concurrency?',
    ],
    [
      'of what BullMQ would take and choke on',
      {},
      { queue: { removeOnComplete: true } },
      'queue.removeOnComplete: no such setting; did you mean ',
    ],
  ])('%s', (_where, environment, content, line) => {
    const lines = problems(environment, file(content));
    expect(lines).toHaveLength(1);
    expect(lines[0]?.replace('mean queue.', 'mean ')).toContain(
      line.replace('mean queue.', 'mean '),
    );
  });

  test('every one of them', () => {
    expect(
      problems({ RECTIFLOW_A: '1', RECTIFLOW_B: '1' }, file({ a: 1, b: 1, queue: { c: 1 } })),
    ).toHaveLength(5);
  });
});

describe('a wrong value is refused with one line, which says where it stands', () => {
  test.each<[string, Environment, unknown, RegExp]>([
    ['a port that is none', { RECTIFLOW_PORT: '65536' }, {}, /^port \(RECTIFLOW_PORT\): /],
    ['a port in words', { RECTIFLOW_PORT: 'http' }, {}, /^port \(RECTIFLOW_PORT\): .*number/],
    ['half a port', { RECTIFLOW_PORT: '80.5' }, {}, /^port \(RECTIFLOW_PORT\): /],
    ['a port in the file as a text', {}, { port: '80' }, /^port \(RECTIFLOW_PORT\): /],
    [
      'a schema that is none',
      { RECTIFLOW_SCHEMA: 'a-b' },
      {},
      /^schema \(RECTIFLOW_SCHEMA\): must be lower-case letters, digits and underscores$/,
    ],
    [
      'a schema that begins with a digit',
      { RECTIFLOW_SCHEMA: '2024' },
      {},
      /^schema \(RECTIFLOW_SCHEMA\): must be/,
    ],
    [
      'a sender that is none',
      { RECTIFLOW_MAIL_FROM: 'nobody' },
      {},
      /^mailFrom \(RECTIFLOW_MAIL_FROM\): must be an address/,
    ],
    ['a sender in two lines', { RECTIFLOW_MAIL_FROM: 'a\nb <a@b.example>' }, {}, /^mailFrom /],
    [
      'a log level nobody knows',
      { RECTIFLOW_LOG_LEVEL: 'loud' },
      {},
      /^logLevel \(RECTIFLOW_LOG_LEVEL\): /,
    ],
    ['a folder without a name', {}, { dataDir: '' }, /^dataDir \(RECTIFLOW_DATA_DIR\): /],
    ['a zone without a name', {}, { zone: '' }, /^zone \(RECTIFLOW_ZONE\): /],
    [
      'a place for files that is neither a folder nor a bucket',
      { RECTIFLOW_FILES: 's3://id:geheim@ledger' },
      {},
      /^files \(RECTIFLOW_FILES\): must be a folder or s3:\/\/bucket\/prefix$/,
    ],
    [
      'a bucket without a way to it',
      { RECTIFLOW_FILES: 's3://ledger' },
      {},
      /^s3: is needed where files are kept under s3:/,
    ],
    [
      'an S3 service with its keys in the address',
      { RECTIFLOW_S3_ENDPOINT: 'https://id:geheim@oss.example' },
      { s3: { accessKeyId: 'a', secretAccessKey: 'b' } },
      /^s3\.endpoint \(RECTIFLOW_S3_ENDPOINT\): must be the address of the service/,
    ],
    [
      'an S3 service without the secret',
      { RECTIFLOW_S3_ENDPOINT: 'https://oss.example', RECTIFLOW_S3_ACCESS_KEY_ID: 'a' },
      {},
      /^s3\.secretAccessKey \(RECTIFLOW_S3_SECRET_ACCESS_KEY\): /,
    ],
    ['files of no size', { RECTIFLOW_FILE_MAX_BYTES: '0' }, {}, /^fileMaxBytes /],
    ['a queue that is none', {}, { queue: 5 }, /^queue: /],
    [
      'a queue that is none, under one that is',
      { RECTIFLOW_QUEUE_CONCURRENCY: '2' },
      { queue: 5 },
      /^queue: /,
    ],
    [
      'a queue that is a list, under one that is',
      { RECTIFLOW_QUEUE_CONCURRENCY: '2' },
      { queue: [] },
      /^queue: /,
    ],
    [
      'a queue that is a text, under one that is',
      { RECTIFLOW_QUEUE_CONCURRENCY: '2' },
      { queue: 'ab' },
      /^queue: /,
    ],
    [
      'no workers',
      { RECTIFLOW_QUEUE_CONCURRENCY: '0' },
      {},
      /^queue\.concurrency \(RECTIFLOW_QUEUE_CONCURRENCY\): /,
    ],
    ['less than none', { RECTIFLOW_QUEUE_CONCURRENCY: '-1' }, {}, /^queue\.concurrency /],
    ['a crowd of them', { RECTIFLOW_QUEUE_CONCURRENCY: '101' }, {}, /^queue\.concurrency /],
    [
      'workers in words',
      { RECTIFLOW_QUEUE_CONCURRENCY: 'abc' },
      {},
      /^queue\.concurrency .*number/,
    ],
    ['workers as a switch', {}, { queue: { concurrency: true } }, /^queue\.concurrency .*number/],
    [
      'a lease that ends before anybody looks',
      { RECTIFLOW_QUEUE_LEASE_SECONDS: '4' },
      {},
      /^queue\.leaseSeconds \(RECTIFLOW_QUEUE_LEASE_SECONDS\): must not be shorter than queue\.tickSeconds/,
    ],
    ['a tick that comes after it', {}, { queue: { tickSeconds: 56 } }, /^queue\.leaseSeconds /],
  ])('%s', (_what, environment, content, line) => {
    const lines = problems(environment, file(content));
    expect(lines).toEqual([expect.stringMatching(line) as unknown]);
  });

  test('a lease as long as the tick is long enough', () => {
    const queue = { leaseSeconds: 60, tickSeconds: 60 };
    expect(readConfig({}, file({ queue })).queue).toMatchObject(queue);
  });

  test('several wrong values are several lines, in one message under one heading', () => {
    const environment = {
      DATABASE_URL: 'mysql://db.example/x',
      RECTIFLOW_PORT: '-1',
      RECTIFLOW_QUEUE_CONCURRENCY: '0',
      RECTIFLOW_QUEUE_TICK_SECONDS: 'often',
      RECTIFLOW_TYPO: '1',
    };
    const { message, detail } = refusal(environment);
    const [heading, ...lines] = message.split('\n  ');
    expect(heading).toBe('配置不可用 / the configuration is not usable:');
    expect(lines.map((line) => line.split(/[ :]/)[0])).toEqual([
      'RECTIFLOW_TYPO',
      'databaseUrl',
      'port',
      'queue.concurrency',
      'queue.tickSeconds',
    ]);
    expect(detail['problems']).toEqual(lines);
    for (const line of lines) expect(line).not.toContain('\n');
  });
});

describe('addresses of services', () => {
  test.each([
    ['DATABASE_URL', 'postgresql://db.example/ledger'],
    ['DATABASE_URL', 'postgres:///ledger?host=/run/postgresql'],
    ['REDIS_URL', 'redis://localhost'],
    ['SMTP_URL', 'smtp://mail.example:587'],
  ])('%s may be %s', (name, url) => {
    expect(Object.values(readConfig({ [name]: url }))).toContain(url);
  });

  const secret = 'pa55word';
  test.each([
    ['DATABASE_URL', `mysql://he:${secret}@db.example/ledger`],
    ['DATABASE_URL', `he:${secret}@db.example`],
    ['DATABASE_URL', `postgres//he:${secret}@db.example`],
    ['REDIS_URL', `http://:${secret}@redis.example`],
    ['REDIS_URL', `redis://:${secret}@[redis`],
    ['SMTP_URL', `mailto:he@mail.example?p=${secret}`],
    ['SMTP_URL', secret],
  ])('%s is refused for %s, and never repeated: it may hold a password', (name, url) => {
    const error = refusal({ [name]: url });
    expect(error.message).toMatch(new RegExp(`\\(${name}\\): is not the address of a .+://…$`));
    expect(inspect(error, { depth: null })).not.toContain(secret);
    expect(JSON.stringify(error)).not.toContain(secret);
  });

  test('a file that is no JSON is refused without quoting it', () => {
    const path = file(`{"databaseUrl": "postgres://he:${secret}@db.example" "port": 1}`);
    const error = refusal({}, path);
    expect(error.message).toBe(`${path}: is not a JSON object`);
    expect(inspect(error, { depth: null })).not.toContain(secret);
  });
});

describe('channels', () => {
  const secret = 'pa55word';
  const url = `https://robots.example/send?key=${secret}`;

  test('are read from the file by the names people are reached by', () => {
    const channels = {
      group: { kind: 'wecom', url },
      'group-2': { kind: 'dingtalk', url, secret },
      office: { kind: 'feishu', url, secret, allowPrivate: true },
      program: { kind: 'webhook', url, secret },
    };
    expect(readConfig({}, file({ channels })).channels).toEqual({
      group: { kind: 'wecom', url, allowPrivate: false },
      'group-2': { kind: 'dingtalk', url, secret, allowPrivate: false },
      office: { kind: 'feishu', url, secret, allowPrivate: true },
      program: { kind: 'webhook', url, secret, allowPrivate: false },
    });
  });

  test.each<[string, unknown, RegExp]>([
    ['of a kind nobody knows', { group: { kind: 'slack', url } }, /^channels\.group\.kind: /u],
    ['of no kind', { group: { url } }, /^channels\.group\.kind: /u],
    [
      'by the name of mail',
      { mail: { kind: 'wecom', url } },
      /^channels\.mail: is the name of a built-in channel$/u,
    ],
    [
      'by the name of the inbox',
      { inbox: { kind: 'webhook', url, secret } },
      /^channels\.inbox: is the name of a built-in channel$/u,
    ],
    ['by a name that is none', { Group: { kind: 'wecom', url } }, /^channels\.Group: /u],
    ['by a name that begins with a digit', { '1': { kind: 'wecom', url } }, /^channels\.1: /u],
    ['without an address', { group: { kind: 'wecom' } }, /^channels\.group\.url: /u],
    ['with an empty one', { group: { kind: 'wecom', url: '' } }, /^channels\.group\.url: /u],
    ['with several', { group: { kind: 'wecom', url: [url] } }, /^channels\.group\.url: /u],
    [
      'with one nobody types',
      { group: { kind: 'wecom', url: url.repeat(60) } },
      /^channels\.group\.url: /u,
    ],
    ['as a mere address', { group: url }, /^channels\.group: /u],
    ['as a list of addresses', [url], /^channels: /u],
    [
      'with a secret it has no use for',
      { group: { kind: 'wecom', url, secret } },
      /^channels\.group: has a setting there is not$/u,
    ],
    [
      'with an empty secret',
      { group: { kind: 'dingtalk', url, secret: '' } },
      /^channels\.group\.secret: /u,
    ],
    [
      'without the secret it signs with',
      { program: { kind: 'webhook', url } },
      /^channels\.program\.secret: /u,
    ],
    [
      'with a switch in words',
      { group: { kind: 'feishu', url, secret, allowPrivate: secret } },
      /^channels\.group\.allowPrivate: /u,
    ],
  ])(
    '%s are refused with one line, which repeats no address and no secret',
    (_what, given, line) => {
      const error = refusal({}, file({ channels: given }));
      expect(error.detail['problems']).toEqual([expect.stringMatching(line) as unknown]);
      for (const text of [inspect(error, { depth: null }), JSON.stringify(error)]) {
        expect(text).not.toContain(secret);
      }
    },
  );

  test('are none of the environment’s settings', () => {
    expect(problems({ RECTIFLOW_CHANNELS: JSON.stringify({ group: { url } }) })).toEqual([
      expect.stringMatching(/^RECTIFLOW_CHANNELS: no such setting; did you mean [A-Z_]+\?$/u),
    ]);
  });
});

describe('a configuration file', () => {
  test.each(['', '[]', '"x"', '5', 'null', '{', 'port: 1', '[{"port":1}]'])(
    'with %j in it is refused by its name',
    (content) => {
      const path = file(content);
      expect(refusal({}, path).message).toBe(`${path}: is not a JSON object`);
    },
  );

  test('that is not there is refused by its name', () => {
    const path = join(folder, 'nowhere.json');
    expect(refusal({}, path).message).toBe(`${path}: cannot be read`);
  });

  test('cannot bring in a member through the back door', () => {
    expect(readConfig({}, file('{"__proto__": {"port": 1}}'))).toEqual(defaults);
    expect(problems({}, file('{"queue": {"__proto__": {"concurrency": 1}}}'))).toHaveLength(1);
  });
});

describe('wrong types in the queue’s options', () => {
  const options = Object.keys(queueConfigSchema.shape);
  const wrongType = fc.oneof(
    fc.boolean(),
    fc.constant(null),
    fc.string(),
    fc.double().filter((value) => !Number.isSafeInteger(value)),
    fc.integer({ max: 0 }),
    fc.integer({ min: 3_601 }),
    fc.array(fc.integer({ min: 1, max: 10 })),
    fc.object(),
    fc.constant({ count: 0 }),
    fc.bigInt(),
    fc.constantFrom(Number.NaN, Infinity, -Infinity, '5', [5], { valueOf: 5 }),
  );

  test('are refused whatever the option, all of them', () => {
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...options), wrongType, (option, value) => {
        const parsed = configSchema.safeParse({ queue: { [option]: value } });
        expect(parsed.success).toBe(false);
        refused += 1;
      }),
      { numRuns: 3_000 },
    );
    expect(refused).toBe(3_000);
  });

  test('are refused from a file by the name of the option', () => {
    fc.assert(
      fc.property(fc.constantFrom(...options), wrongType, (option, value) => {
        const content = JSON.stringify({ queue: { [option]: value } }, (_key, member: unknown) =>
          typeof member === 'bigint' ? String(member) : member,
        );
        const lines = problems({}, file(content));
        expect(lines).toContainEqual(expect.stringMatching(`^queue\\.${option} \\(`));
      }),
      { numRuns: 300 },
    );
  });

  test('an option nobody knows is refused whatever its value', () => {
    const anyName = fc.string({ minLength: 1 }).filter((name) => !options.includes(name));
    const bullOptions = fc.constantFrom(
      'removeOnComplete',
      'removeOnFail',
      'lockDuration',
      'stalledInterval',
      'maxStalledCount',
      'attempts',
      'limiter',
    );
    const name = fc.oneof(anyName, bullOptions);
    fc.assert(
      fc.property(name, fc.anything(), (option, value) => {
        const queue = Object.fromEntries([[option, value]]);
        expect(configSchema.safeParse({ queue }).success).toBe(false);
      }),
      { numRuns: 1_000 },
    );
  });

  test.each(options)('%s takes whole numbers in its range, and nothing beyond', (option) => {
    const takes = (value: unknown) => queueConfigSchema.safeParse({ [option]: value }).success;
    expect([1, 50].map(takes)).toEqual([true, true]);
    expect([0, -1, 1.5, 3_601, '1', true, null].map(takes)).toEqual(Array(7).fill(false));
  });
});

describe('whom mails come from', () => {
  test.each([
    ['整改办 <a@b.example>', { name: '整改办', address: 'a@b.example' }],
    ['<a@b.example>', { name: '', address: 'a@b.example' }],
    ['a@b.example', { name: '', address: 'a@b.example' }],
  ])('%s', (mailFrom, mailbox) => {
    expect(mailboxOf(readConfig({ RECTIFLOW_MAIL_FROM: mailFrom }).mailFrom)).toEqual(mailbox);
  });
});

const sendingOf = (sending: object) => readConfig({}, file({ sending })).sending;

describe('the rules of sending', () => {
  test('are written in words where there is no limit', () => {
    const words = { window: 'always', digestAt: 'never', perDay: 'unlimited' };
    expect(sendingOf(words)).toMatchObject({ window: null, digestAt: null, perDay: null });
    const environment = {
      RECTIFLOW_SENDING_WINDOW: 'always',
      RECTIFLOW_SENDING_DIGEST_AT: 'never',
      RECTIFLOW_SENDING_PER_DAY: 'unlimited',
    };
    expect(readConfig(environment).sending).toEqual(sendingOf(words));
  });

  test('may name the two times of the window apart', () => {
    const window = { from: '07:30', until: '18:00' };
    expect(sendingOf({ window })).toMatchObject({ window });
  });

  test.each<[string, Environment, RegExp]>([
    [
      'a window that is none',
      { RECTIFLOW_SENDING_WINDOW: '8-17' },
      /^sending\.window\.from \(RECTIFLOW_SENDING_WINDOW\): must be a time of day/,
    ],
    [
      'a window that ends before it begins',
      { RECTIFLOW_SENDING_WINDOW: '17:00-09:00' },
      /^sending\.window \(RECTIFLOW_SENDING_WINDOW\): must begin before it ends/,
    ],
    [
      'a digest outside the window',
      { RECTIFLOW_SENDING_DIGEST_AT: '07:00' },
      /^sending\.digestAt \(RECTIFLOW_SENDING_DIGEST_AT\): must lie within the window/,
    ],
    [
      'no message at all',
      { RECTIFLOW_SENDING_PER_DAY: '0' },
      /^sending\.perDay \(RECTIFLOW_SENDING_PER_DAY\): /,
    ],
  ])('are refused with %s', (_what, environment, line) => {
    expect(problems(environment)[0]).toMatch(line);
  });

  test('unknown to it are refused with the nearest that is known', () => {
    expect(problems({}, file({ sending: { digestat: '09:00' } }))).toEqual([
      'sending.digestat: no such setting; did you mean digestAt?',
    ]);
  });
});
