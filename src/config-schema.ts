/** What may be configured, with types, ranges and defaults. */
import { z } from 'zod';
import { channelsConfigSchema } from './channel-config.ts';
import { bucketIn, filesPlaceSchema, s3ConfigSchema } from './files/files-config.ts';
import { sendingRulesSchema } from './engine/notices/sending-rules.ts';
import { fromSendingWords } from './sending-words.ts';

const seconds = (min: number, max: number, initial: number) =>
  z.int().min(min).max(max).default(initial);

/** How the queues and their workers run. Only these options exist: nothing is handed to BullMQ unchecked. */
export const queueConfigSchema = z.strictObject({
  /** Notices a worker process delivers at the same time. */
  concurrency: z.int().min(1).max(100).default(5),
  /**
   * How long a worker that holds a message is believed to be alive: longer than a hand-over may
   * take (45 s by mail), as it runs from the last step on; and what is left behind waits for it.
   */
  leaseSeconds: seconds(1, 3600, 55),
  /** How often due clocks, owed notices and lapsed leases are looked for, whatever the queue says. */
  tickSeconds: seconds(1, 300, 5),
  /** How long a queue may know of an owed notice before it is told again. */
  rehintSeconds: seconds(1, 3600, 30),
  /** How long BullMQ believes a job's worker to be alive. */
  lockSeconds: seconds(1, 600, 20),
  /** How long a stop waits for work under way. */
  stopSeconds: seconds(1, 600, 7),
});
/** All in seconds but `concurrency`. */
export type QueueConfig = z.infer<typeof queueConfigSchema>;

const url = (what: string, ...protocols: readonly string[]) =>
  z.string().superRefine((value, context) => {
    // The address may hold a password: the message says what is wrong with it, not what it is.
    if (URL.canParse(value) && protocols.includes(new URL(value).protocol.slice(0, -1))) return;
    const example = protocols.map((protocol) => `${protocol}://…`).join(' or ');
    context.addIssue({ code: 'custom', message: `is not the address of ${what}: ${example}` });
  });

const mailboxPattern = /^(?:(?<name>[^<>\r\n]*)<)?(?<address>[^\s<>,;@]+@[^\s<>,;@]+)>?$/u;

export const configSchema = z
  .strictObject({
    /** PostgreSQL server. Without it the database is PGlite, in `dataDir`. */
    databaseUrl: url('a PostgreSQL server', 'postgres', 'postgresql').optional(),
    /** Folder of the embedded database, or `memory://`. */
    dataDir: z.string().min(1).default('./data'),
    /** Where files are kept: a folder, or `s3://bucket/prefix`. Without it: `files` in `dataDir`; with a server: nowhere. */
    files: filesPlaceSchema.optional(),
    /** The most a file may hold, in bytes. Default 50 MiB. */
    fileMaxBytes: z.int().min(1).max(5_000_000_000).optional(),
    /** How the service behind `s3://` is reached. */
    s3: s3ConfigSchema.optional(),
    /** PostgreSQL schema: one per organisation. The queues' names begin with it. */
    schema: z
      .string()
      .regex(/^[a-z_][a-z0-9_]{0,30}$/, 'must be lower-case letters, digits and underscores')
      .default('rectiflow'),
    /** Redis for the queues. Without it they run on the database. */
    redisUrl: url('a Redis server', 'redis', 'rediss').optional(),
    /** Mail server. `serve` and `worker` send no mail without it and say so. */
    smtpUrl: url('a mail server', 'smtp', 'smtps').optional(),
    /** What the mail account allows a minute and a day; left out: no limit of ours. */
    mailPerMinute: z.int().min(1).max(100_000).optional(),
    mailPerDay: z.int().min(1).max(10_000_000).optional(),
    /** Where people reach the HTTP handler: messages then carry a link to acknowledge them by. */
    publicUrl: url('this service', 'https', 'http').optional(),
    /** Whom mails come from: `name <address>` or the address alone. */
    mailFrom: z
      .string()
      .regex(mailboxPattern, 'must be an address or "name <address>"')
      .default('rectiflow <rectiflow@localhost.localdomain>'),
    /** Group robots and webhooks. In the file only: they have several members each. */
    channels: channelsConfigSchema.default({}),
    /** The organisation's time zone: days begin and end in it. */
    zone: z.string().min(1).default('Asia/Shanghai'),
    /** Files of policies besides the shipped ones; new findings are opened under the last of them. */
    policies: z.array(z.string().min(1)).default([]),
    /** Files of calendar layers: the organisation's own days, or another base than the Chinese one. */
    calendars: z.array(z.string().min(1)).default([]),
    /** Port of the HTTP server, on 127.0.0.1. */
    port: z.int().min(0).max(65_535).default(4310),
    logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    queue: queueConfigSchema.prefault({}),
    /** When people may be written to, and how often. */
    sending: z.preprocess(fromSendingWords, sendingRulesSchema).prefault({}),
  })
  .superRefine(({ files, s3 }, context) => {
    if (s3 !== undefined || files === undefined || bucketIn(files) === null) return;
    const message = 'is needed where files are kept under s3://…: endpoint, region and keys';
    context.addIssue({ code: 'custom', path: ['s3'], message });
  })
  .superRefine(({ queue }, context) => {
    if (queue.leaseSeconds >= queue.tickSeconds) return;
    context.addIssue({
      code: 'custom',
      path: ['queue', 'leaseSeconds'],
      message: 'must not be shorter than queue.tickSeconds, or lapsed leases are noticed too late',
    });
  });
export type Config = z.infer<typeof configSchema>;

/** Splits `name <address>`. */
export function mailboxOf(mailFrom: string): { name: string; address: string } {
  const { name, address } = mailboxPattern.exec(mailFrom)?.groups ?? {};
  return { name: name?.trim() ?? '', address: address ?? mailFrom };
}
