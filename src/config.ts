/** Reads the configuration: once, whole, and frozen. Unknown keys fail, and every problem is one line. */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { configSchema, queueConfigSchema, type Config } from './config-schema.ts';
import { sendingRulesSchema } from './engine/notices/sending-rules.ts';
import { RectiflowError } from './errors.ts';
import { s3ConfigSchema } from './files/files-config.ts';

/** Where each setting stands in the environment. */
const environmentNames: ReadonlyMap<string, readonly string[]> = new Map([
  ['DATABASE_URL', ['databaseUrl']],
  ['REDIS_URL', ['redisUrl']],
  ['SMTP_URL', ['smtpUrl']],
  ['RECTIFLOW_DATA_DIR', ['dataDir']],
  ['RECTIFLOW_FILES', ['files']],
  ['RECTIFLOW_FILE_MAX_BYTES', ['fileMaxBytes']],
  ['RECTIFLOW_S3_ENDPOINT', ['s3', 'endpoint']],
  ['RECTIFLOW_S3_REGION', ['s3', 'region']],
  ['RECTIFLOW_S3_ACCESS_KEY_ID', ['s3', 'accessKeyId']],
  ['RECTIFLOW_S3_SECRET_ACCESS_KEY', ['s3', 'secretAccessKey']],
  ['RECTIFLOW_S3_ADDRESSING', ['s3', 'addressing']],
  ['RECTIFLOW_SCHEMA', ['schema']],
  ['RECTIFLOW_MAIL_PER_MINUTE', ['mailPerMinute']],
  ['RECTIFLOW_MAIL_PER_DAY', ['mailPerDay']],
  ['RECTIFLOW_PUBLIC_URL', ['publicUrl']],
  ['RECTIFLOW_MAIL_FROM', ['mailFrom']],
  ['RECTIFLOW_ZONE', ['zone']],
  ['RECTIFLOW_POLICIES', ['policies']],
  ['RECTIFLOW_CALENDARS', ['calendars']],
  ['RECTIFLOW_PORT', ['port']],
  ['RECTIFLOW_LOG_LEVEL', ['logLevel']],
  ['RECTIFLOW_SENDING_WINDOW', ['sending', 'window']],
  ['RECTIFLOW_SENDING_DIGEST_AT', ['sending', 'digestAt']],
  ['RECTIFLOW_SENDING_SPREAD_MINUTES', ['sending', 'spreadMinutes']],
  ['RECTIFLOW_SENDING_PER_DAY', ['sending', 'perDay']],
  ['RECTIFLOW_SENDING_PER_WEEK', ['sending', 'perWeek']],
  ['RECTIFLOW_SENDING_REPLY_WORKDAYS', ['sending', 'replyWorkdays']],
  ['RECTIFLOW_QUEUE_CONCURRENCY', ['queue', 'concurrency']],
  ['RECTIFLOW_QUEUE_LEASE_SECONDS', ['queue', 'leaseSeconds']],
  ['RECTIFLOW_QUEUE_TICK_SECONDS', ['queue', 'tickSeconds']],
  ['RECTIFLOW_QUEUE_REHINT_SECONDS', ['queue', 'rehintSeconds']],
  ['RECTIFLOW_QUEUE_LOCK_SECONDS', ['queue', 'lockSeconds']],
  ['RECTIFLOW_QUEUE_STOP_SECONDS', ['queue', 'stopSeconds']],
]);

const sections: ReadonlyMap<PropertyKey | undefined, object> = new Map<string, object>([
  ['queue', queueConfigSchema.shape],
  ['sending', sendingRulesSchema.shape],
  ['s3', s3ConfigSchema.shape],
]);

/**
 * Reads the configuration from the environment, over the file where one is named.
 * Throws `config_invalid` with one line per problem.
 */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
  file?: string,
): Config {
  const problems = unknownNames(environment);
  const parsed = configSchema.safeParse(
    overlay(file === undefined ? {} : readFile(file), environment),
  );
  if (!parsed.success) problems.push(...parsed.error.issues.flatMap(linesOf));
  if (parsed.success && problems.length === 0) {
    const { queue, sending, channels, s3 } = parsed.data;
    return Object.freeze({
      ...parsed.data,
      channels: Object.freeze(channels),
      queue: Object.freeze(queue),
      ...(s3 === undefined ? {} : { s3: Object.freeze(s3) }),
      sending: Object.freeze({ ...sending, window: Object.freeze(sending.window) }),
    });
  }
  const message = ['配置不可用 / the configuration is not usable:', ...problems].join('\n  ');
  throw new RectiflowError('config_invalid', { message, problems });
}

function unknownNames(environment: Readonly<Record<string, string | undefined>>): string[] {
  return Object.keys(environment)
    .filter((name) => name.startsWith('RECTIFLOW_') && !environmentNames.has(name))
    .map(
      (name) =>
        `${name}: no such setting; did you mean ${nearest(name, [...environmentNames.keys()])}?`,
    );
}

function readFile(file: string): Record<string, unknown> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new RectiflowError('config_invalid', { message: `${file}: cannot be read` }, error);
  }
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    // Without its cause, which quotes the file, and with it perhaps a password.
    throw new RectiflowError('config_invalid', { message: `${file}: is not a JSON object` });
  }
}

function overlay(
  file: Record<string, unknown>,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, unknown> {
  const merged = structuredClone(file);
  for (const [name, [key = '', member]] of environmentNames) {
    const value = environment[name];
    if (value === undefined || value === '') continue;
    const meant = meantBy(value, key);
    if (member === undefined) merged[key] = meant;
    else merged[key] = withMember(merged[key] ?? {}, member, meant);
  }
  return merged;
}

const numericKeys: ReadonlySet<string> = new Set([
  'port',
  'queue',
  'sending',
  'mailPerMinute',
  'mailPerDay',
  'fileMaxBytes',
]);

/** The environment knows only texts: what reads as a whole number is one, and lists are parted by commas. */
function meantBy(value: string, key: string): unknown {
  if (key === 'policies' || key === 'calendars') {
    return value.split(',').map((file) => file.trim());
  }
  const numeric = numericKeys.has(key);
  return numeric && /^-?\d+$/.test(value) ? Number(value) : value;
}

/** What is no object stays as it is, for the schema to complain about. */
function withMember(section: unknown, member: string, value: unknown): unknown {
  const isObject = typeof section === 'object' && section !== null && !Array.isArray(section);
  return isObject ? { ...section, [member]: value } : section;
}

function linesOf(issue: z.core.$ZodIssue): string[] {
  if (issue.code === 'unrecognized_keys') {
    // Whoever puts an address where a name belongs is not to find its token in a log.
    if (issue.path[0] === 'channels')
      return [`${issue.path.join('.')}: has a setting there is not`];
    return issue.keys.map((key) => {
      const path = [...issue.path, key].join('.');
      const shape = sections.get(issue.path[0]) ?? configSchema.shape;
      return `${path}: no such setting; did you mean ${nearest(key, Object.keys(shape))}?`;
    });
  }
  const path = issue.path.join('.');
  const entry = [...environmentNames].find(([, keys]) =>
    `${path}.`.startsWith(`${keys.join('.')}.`),
  );
  return [`${path}${entry === undefined ? '' : ` (${entry[0]})`}: ${issue.message}`];
}

/** The known name with the fewest edits between. */
function nearest(name: string, known: readonly string[]): string {
  const ranked = known.map((candidate) => ({ candidate, edits: editsBetween(name, candidate) }));
  return ranked.toSorted((a, b) => a.edits - b.edits)[0]?.candidate ?? '';
}

/** Levenshtein distance. */
function editsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (const [j, other] of b.split('').entries()) {
      const swap = (row[j] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(swap, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
