/** Hands notices to somebody's own program: CloudEvents 1.0 in JSON, signed by Standard Webhooks. */
import { createHmac } from 'node:crypto';
import { RectiflowError } from '../errors.ts';
import { channelOf } from './attempts.ts';
import type { Channel, HandOver, Message } from './channel.ts';
import { oneLine, plainLines } from './one-line.ts';
import { outcomeOfFault, outcomeOfStatus } from './posting/outcome.ts';
import { post } from './posting/post.ts';
import { retryAfterMs } from './posting/retry-after.ts';
import { targetOf, type TargetOptions } from './posting/target.ts';

export interface WebhookOptions extends TargetOptions {
  /** `whsec_` and 24 to 64 bytes in base64. While one is being replaced: both, parted by a space. */
  readonly secret: string;
  /** For a whole attempt: 15 s where none is given. */
  readonly timeoutMs?: number;
  /** CloudEvents' `source`, a URI reference: which rectiflow this is. */
  readonly source?: string;
  /** The time signatures name, epoch ms: that of the world, never a virtual clock's. */
  readonly now?: () => number;
}

/** Throws `config_invalid` for an address or a secret that cannot be used. Connects when first used. */
export function createWebhook(options: WebhookOptions): Channel {
  const target = targetOf('webhook', options);
  const keys = keysOf(options.secret);
  const { timeoutMs = 15_000, source = 'urn:rectiflow', now = Date.now } = options;
  return channelOf('webhook', async (message): Promise<HandOver> => {
    const body = JSON.stringify(eventOf(message, source));
    const result = await post(target, {
      url: target.url,
      headers: {
        'content-type': 'application/cloudevents+json; charset=utf-8',
        ...signature(keys, { id: checkedId(message), at: now(), body }),
      },
      body,
      timeoutMs,
    });
    if (result.kind === 'failed') return outcomeOfFault('webhook', result);
    const waitMs = retryAfterMs(result.headers['retry-after'], now());
    return outcomeOfStatus('webhook', result.status, waitMs);
  });
}

/** The same at every attempt, so without a time of its own. Nobody's address is in it. */
function eventOf({ dispatchId, findingNumber = '', subject, text }: Message, source: string) {
  const number = oneLine(findingNumber);
  return {
    specversion: '1.0',
    type: 'rectiflow.notice',
    source,
    id: dispatchId,
    ...(number === '' ? {} : { subject: number }),
    datacontenttype: 'application/json',
    data: {
      dispatchId,
      ...(number === '' ? {} : { findingNumber: number }),
      subject: oneLine(subject),
      text: plainLines(text),
    },
  };
}

/** The id stands in a header, and full stops part what is signed. */
function checkedId({ dispatchId }: Message): string {
  if (/^[\w-]+$/u.test(dispatchId)) return dispatchId;
  throw new TypeError('A notice id is letters, digits and hyphens');
}

function signature(
  keys: readonly Buffer[],
  { id, at, body }: { readonly id: string; readonly at: number; readonly body: string },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.trunc(at / 1000));
  const signatures = keys.map(
    (key) =>
      `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  };
}

function keysOf(secret: string): readonly Buffer[] {
  return secret.trim().split(/\s+/u).map(keyOf);
}

function keyOf(secret: string): Buffer {
  const [, encoded = ''] = /^whsec_([A-Za-z0-9+/]+={0,2})$/u.exec(secret) ?? [];
  const key = Buffer.from(encoded, 'base64');
  if (key.length >= 24 && key.length <= 64) return key;
  throw new RectiflowError('config_invalid', {
    message:
      'webhook 的密钥不可用:应为 whsec_ 加 24 至 64 字节的 base64。 / The secret of the webhook is not usable: whsec_ and 24 to 64 bytes in base64.',
  });
}
