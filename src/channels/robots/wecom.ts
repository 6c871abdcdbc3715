/** The group robot of 企业微信 (WeCom): text of at most 2048 bytes, at most 20 a minute. */
import type { Channel, HandOver, Message } from '../channel.ts';
import { cutTo } from '../cut.ts';
import { mentionOf, robotText } from './robot-text.ts';
import { createRobot, type RobotKind, type RobotOptions } from './robot.ts';

const contentBytesMax = 2048;
const minuteMs = 60_000;

const rateLimited: HandOver = {
  outcome: 'deferred',
  code: 'wecom_rate_limited',
  retryAfterMs: minuteMs,
};
const busy: HandOver = { outcome: 'deferred', code: 'wecom_unavailable' };
const wrongKey: HandOver = { outcome: 'refused', code: 'wecom_key' };
const invalid: HandOver = { outcome: 'refused', code: 'wecom_invalid' };

const meanings: ReadonlyMap<number, HandOver> = new Map<number, HandOver>([
  [0, { outcome: 'sent' }],
  [-1, busy],
  [6000, busy],
  [45_009, rateLimited],
  // Calls at the same time.
  [45_033, rateLimited],
  // No such key, or the robot was taken out of the group.
  [93_000, wrongKey],
  [93_008, wrongKey],
  [93_004, { outcome: 'refused', code: 'wecom_disabled' }],
  // Malformed, empty or too long.
  [40_008, invalid],
  [40_033, invalid],
  [40_035, invalid],
  [40_058, invalid],
  [44_004, invalid],
  [45_002, invalid],
  [47_001, invalid],
]);

const wecom: RobotKind = {
  name: 'wecom',
  compose: (message, url) => ({ url, body: JSON.stringify(bodyOf(message)) }),
  meaningOf: (code) => meanings.get(code),
};

/** `url` is the robot's webhook address, key and all. Throws `config_invalid` for one it cannot use. */
export function createWecomRobot(options: RobotOptions): Channel {
  return createRobot(wecom, options);
}

function bodyOf(message: Message) {
  const mention = mentionOf(message);
  // 企业微信 reads <@id> in a text as a call to that person, or to all of them.
  const content = robotText(message).replaceAll('<@', '<＠');
  return {
    msgtype: 'text',
    text: {
      content: cutTo(content, contentBytesMax),
      ...(mention !== null && 'userId' in mention ? { mentioned_list: [mention.userId] } : {}),
      ...(mention !== null && 'mobile' in mention
        ? { mentioned_mobile_list: [mention.mobile] }
        : {}),
    },
  };
}
