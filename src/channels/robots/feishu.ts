/** The custom group robot of 飞书 (Feishu): a body of at most 20 KB, at most 100 a minute and 5 a second. */
import { createHmac } from 'node:crypto';
import type { Channel, HandOver, Message } from '../channel.ts';
import { bytesOf, cutTo, jsonBytesOf } from '../cut.ts';
import { oneLine, plainLines } from '../one-line.ts';
import { mentionOf } from './robot-text.ts';
import { createRobot, type RobotKind, type SigningRobotOptions } from './robot.ts';

const bodyBytesMax = 20_000;
const titleBytesMax = 500;
const minuteMs = 60_000;

const rateLimited: HandOver = {
  outcome: 'deferred',
  code: 'feishu_rate_limited',
  retryAfterMs: minuteMs,
};
const wrongKey: HandOver = { outcome: 'refused', code: 'feishu_key' };
const invalid: HandOver = { outcome: 'refused', code: 'feishu_invalid' };

const meanings: ReadonlyMap<number, HandOver> = new Map<number, HandOver>([
  [0, { outcome: 'sent' }],
  [11_232, rateLimited],
  [11_247, rateLimited],
  [99_991_400, rateLimited],
  [19_001, wrongKey],
  [19_007, { outcome: 'refused', code: 'feishu_disabled' }],
  [19_021, { outcome: 'refused', code: 'feishu_sign' }],
  [19_022, { outcome: 'refused', code: 'feishu_ip' }],
  [19_024, { outcome: 'refused', code: 'feishu_keywords' }],
  [19_002, invalid],
]);

/** `url` is the robot's webhook address, token and all. Throws `config_invalid` for one it cannot use. */
export function createFeishuRobot(options: SigningRobotOptions): Channel {
  const { secret = '' } = options;
  const kind: RobotKind = {
    name: 'feishu',
    compose: (message, url, at) => ({
      url,
      body: bodyOf(message, secret === '' ? {} : signature(secret, at)),
    }),
    meaningOf,
    waitHeader: 'x-ogw-ratelimit-reset',
  };
  return createRobot(kind, options);
}

function meaningOf(code: number, words: string): HandOver | undefined {
  // 9499 is both "Bad Request" and "too many request".
  if (code === 9499) return /too many/iu.test(words) ? rateLimited : invalid;
  return meanings.get(code);
}

/** Unlike 钉钉, the signed words are the key, and what they sign is empty. */
function signature(secret: string, at: number): Readonly<Record<string, string>> {
  const timestamp = String(Math.trunc(at / 1000));
  return { timestamp, sign: createHmac('sha256', `${timestamp}\n${secret}`).digest('base64') };
}

interface Part {
  readonly tag: 'text' | 'at';
  readonly text?: string;
  readonly user_id?: string;
}

function bodyOf(message: Message, signing: Readonly<Record<string, string>>): string {
  const mention = mentionOf(message);
  // 飞书 calls people by their id only.
  const call: Part[][] =
    mention !== null && 'userId' in mention ? [[{ tag: 'at', user_id: mention.userId }]] : [];
  const title = cutTo(oneLine(message.subject), titleBytesMax);
  const written = (lines: readonly Part[][]) =>
    JSON.stringify({
      ...signing,
      msg_type: 'post',
      content: { post: { zh_cn: { title, content: [...lines, ...call] } } },
    });
  const room = bodyBytesMax - bytesOf(written([[paragraph('')]]));
  const text = cutTo(plainLines(message.text), room, weightOf);
  return written(text.split('\n').map((line) => [paragraph(line)]));
}

function paragraph(line: string): Part {
  // An empty one is taken for a missing one.
  return { tag: 'text', text: line === '' ? ' ' : line };
}

const lineBreakBytes = bytesOf(JSON.stringify([paragraph('')])) + 1;

/** A line break ends one paragraph of the body and begins the next. */
function weightOf(character: string): number {
  return character === '\n' ? lineBreakBytes : jsonBytesOf(character);
}
