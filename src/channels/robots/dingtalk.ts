/** The custom group robot of 钉钉 (DingTalk): a body of at most 20,000 bytes, at most 20 a minute. */
import { createHmac } from 'node:crypto';
import type { Channel, HandOver, Message } from '../channel.ts';
import { bytesOf, cutTo, jsonBytesOf } from '../cut.ts';
import { mentionOf, robotText, type Mention } from './robot-text.ts';
import { createRobot, type RobotKind, type SigningRobotOptions } from './robot.ts';

const bodyBytesMax = 20_000;
/** Whoever sends more than 20 a minute is heard again after ten. */
const blockMs = 10 * 60_000;

const rateLimited: HandOver = {
  outcome: 'deferred',
  code: 'dingtalk_rate_limited',
  retryAfterMs: blockMs,
};
const wrongKey: HandOver = { outcome: 'refused', code: 'dingtalk_key' };
const content: HandOver = { outcome: 'refused', code: 'dingtalk_content' };
const invalid: HandOver = { outcome: 'refused', code: 'dingtalk_invalid' };

const meanings: ReadonlyMap<number, HandOver> = new Map<number, HandOver>([
  [0, { outcome: 'sent' }],
  [-1, { outcome: 'deferred', code: 'dingtalk_unavailable' }],
  [130_101, rateLimited],
  [302_033, rateLimited],
  [410_100, rateLimited],
  [300_001, wrongKey],
  [300_005, wrongKey],
  [400_101, wrongKey],
  // The robot, or the whole group, is no more.
  [400_106, wrongKey],
  [400_013, wrongKey],
  [400_102, { outcome: 'refused', code: 'dingtalk_disabled' }],
  [40_035, invalid],
  [43_004, invalid],
  [400_105, invalid],
  [101_002, invalid],
  [460_101, invalid],
  [430_101, content],
  [430_102, content],
  [430_103, content],
  [430_104, content],
]);

/** All of the robot's security settings answer 310000; which one it was is in the words alone. */
const settings: readonly (readonly [RegExp, string])[] = [
  [/keyword|关键词/iu, 'dingtalk_keywords'],
  [/whitelist|白名单|\bip\b/iu, 'dingtalk_ip'],
  [/sign|签名|timestamp|时间戳/iu, 'dingtalk_sign'],
];

/** `url` is the robot's webhook address, token and all. Throws `config_invalid` for one it cannot use. */
export function createDingtalkRobot(options: SigningRobotOptions): Channel {
  const { secret = '' } = options;
  const kind: RobotKind = {
    name: 'dingtalk',
    compose: (message, url, at) => ({
      url: secret === '' ? url : signed(url, secret, at),
      body: bodyOf(message),
    }),
    meaningOf: (code, words) => (code === 310_000 ? settingOf(words) : meanings.get(code)),
  };
  return createRobot(kind, options);
}

function settingOf(words: string): HandOver {
  const [, code = 'dingtalk_security'] = settings.find(([pattern]) => pattern.test(words)) ?? [];
  return { outcome: 'refused', code };
}

function signed(url: URL, secret: string, at: number): URL {
  const timestamp = String(Math.trunc(at));
  const sign = createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');
  const copy = new URL(url);
  copy.searchParams.set('timestamp', timestamp);
  copy.searchParams.set('sign', sign);
  return copy;
}

function bodyOf(message: Message): string {
  const mention = mentionOf(message);
  // The call is shown where the text has it.
  const call = mention === null ? '' : `\n@${idOf(mention)}`;
  const empty = bodyWith(call, mention);
  const text = cutTo(robotText(message), bodyBytesMax - bytesOf(empty), jsonBytesOf);
  return bodyWith(`${text}${call}`, mention);
}

function bodyWith(text: string, mention: Mention | null): string {
  return JSON.stringify({
    msgtype: 'text',
    text: { content: text },
    at: {
      atMobiles: mention !== null && 'mobile' in mention ? [mention.mobile] : [],
      atUserIds: mention !== null && 'userId' in mention ? [mention.userId] : [],
      isAtAll: false,
    },
  });
}

function idOf(mention: Mention): string {
  return 'userId' in mention ? mention.userId : mention.mobile;
}
