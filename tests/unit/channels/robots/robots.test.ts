/** The group robots: what is posted to each provider, and what each provider's answers mean. */
import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, test } from 'vitest';
import type { Channel, HandOver } from '../../../../src/channels/channel.ts';
import { createDingtalkRobot } from '../../../../src/channels/robots/dingtalk.ts';
import { createFeishuRobot } from '../../../../src/channels/robots/feishu.ts';
import type { SigningRobotOptions } from '../../../../src/channels/robots/robot.ts';
import { createWecomRobot } from '../../../../src/channels/robots/wecom.ts';
import { startPostServer, type Behaviour, type PostServer } from '../../../support/post-server.ts';
import { message } from '../message.ts';

const at = Date.parse('2026-03-02T09:00:00.750+08:00');
const secret = 'SEC0123456789';
const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

type Create = (options: SigningRobotOptions) => Channel;

async function robot(create: Create, path: string, options: Partial<SigningRobotOptions> = {}) {
  const server = await startPostServer();
  cleanUps.push(() => server.close());
  const url = `${server.url}${path}`;
  const channel = create({ url, allowPrivate: true, now: () => at, ...options });
  cleanUps.push(() => channel.close());
  return { server, channel };
}

const wecom = (options?: Partial<SigningRobotOptions>) =>
  robot(createWecomRobot, '/cgi-bin/webhook/send?key=geheim-key', options);
const dingtalk = (options?: Partial<SigningRobotOptions>) =>
  robot(createDingtalkRobot, '/robot/send?access_token=geheim-token', options);
const feishu = (options?: Partial<SigningRobotOptions>) =>
  robot(createFeishuRobot, '/open-apis/bot/v2/hook/geheim-hook', options);

const ok = { kind: 'answer', body: { errcode: 0, errmsg: 'ok' } } as const;
const okFeishu = { kind: 'answer', body: { code: 0, msg: 'success', data: {} } } as const;
const longText = `${'整改“提醒”\n'.repeat(3_000)}完`;

function only(server: PostServer) {
  expect(server.received).toHaveLength(1);
  const [post] = server.received;
  if (post === undefined) throw new Error('Nothing was posted');
  return post;
}

describe('The robot of 企业微信', () => {
  interface Body {
    readonly text: { readonly content: string };
  }

  test('says subject and text, to the key it was given', async () => {
    const { server, channel } = await wecom();
    server.script(ok);
    expect(await channel.handOver(message())).toEqual({ outcome: 'sent' });
    const post = only(server);
    expect(post.path).toBe('/cgi-bin/webhook/send');
    expect(post.query.get('key')).toBe('geheim-key');
    expect(post.headers['content-type']).toBe('application/json; charset=utf-8');
    const { subject, text } = message();
    expect(post.json()).toEqual({ msgtype: 'text', text: { content: `${subject}\n\n${text}` } });
  });

  test.each([
    [{ userId: 'li.laoshi' }, { mentioned_list: ['li.laoshi'] }],
    [{ mobile: '13800001111' }, { mentioned_mobile_list: ['13800001111'] }],
    [{ userId: 'li', mobile: '13800001111' }, { mentioned_list: ['li'] }],
    [{ userId: '@all', mobile: '@all' }, {}],
    [{ userId: 'ALL' }, {}],
    [{ userId: 'li>', mobile: '' }, {}],
    [{}, {}],
  ])('calls the person of %j, and never everybody', async (mention, called) => {
    const { server, channel } = await wecom();
    server.script(ok);
    await channel.handOver(message({ mention }));
    const { text } = only(server).json() as { text: object };
    expect(text).toEqual({ content: expect.any(String), ...called });
  });

  test('says at most 2048 bytes, ending between characters', async () => {
    const { server, channel } = await wecom();
    server.script(ok);
    await channel.handOver(message({ text: longText }));
    const { content } = (only(server).json() as Body).text;
    expect(Buffer.byteLength(content)).toBeLessThanOrEqual(2048);
    expect(Buffer.byteLength(content)).toBeGreaterThan(2048 - 10);
    expect(content.endsWith('…')).toBe(true);
    expect(content).not.toContain('\uFFFD');
  });

  test('calls nobody for what a title says', async () => {
    const { server, channel } = await wecom();
    server.script(ok);
    await channel.handOver(message({ subject: '<@all> 急', text: 'a <<@li> b' }));
    expect((only(server).json() as Body).text.content).not.toContain('<@');
  });

  test.each<[number, HandOver]>([
    [45009, { outcome: 'deferred', code: 'wecom_rate_limited', retryAfterMs: 60_000 }],
    [45033, { outcome: 'deferred', code: 'wecom_rate_limited', retryAfterMs: 60_000 }],
    [-1, { outcome: 'deferred', code: 'wecom_unavailable' }],
    [93000, { outcome: 'refused', code: 'wecom_key' }],
    [93008, { outcome: 'refused', code: 'wecom_key' }],
    [93004, { outcome: 'refused', code: 'wecom_disabled' }],
    [40058, { outcome: 'refused', code: 'wecom_invalid' }],
    [40001, { outcome: 'refused', code: 'wecom_40001' }],
    [-7, { outcome: 'refused', code: 'wecom_refused' }],
  ])('answers %i', async (errcode, outcome) => {
    const { server, channel } = await wecom();
    server.script({ kind: 'answer', body: { errcode, errmsg: 'li@school.example geheim' } });
    expect(await channel.handOver(message())).toEqual(outcome);
  });
});

describe('The robot of 钉钉', () => {
  interface Body {
    readonly text: { readonly content: string };
    readonly at: object;
  }

  test('says subject and text, unsigned where it has no secret', async () => {
    const { server, channel } = await dingtalk();
    server.script(ok);
    expect(await channel.handOver(message())).toEqual({ outcome: 'sent' });
    const post = only(server);
    expect(post.path).toBe('/robot/send');
    expect([...post.query]).toEqual([['access_token', 'geheim-token']]);
    const { subject, text } = message();
    expect(post.json()).toEqual({
      msgtype: 'text',
      text: { content: `${subject}\n\n${text}` },
      at: { atMobiles: [], atUserIds: [], isAtAll: false },
    });
  });

  test('signs time and secret with the secret, in the address', async () => {
    const { server, channel } = await dingtalk({ secret });
    server.script(ok);
    await channel.handOver(message());
    const { query } = only(server);
    expect(query.get('access_token')).toBe('geheim-token');
    expect(query.get('timestamp')).toBe(String(at));
    const expected = createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64');
    expect(query.get('sign')).toBe(expected);
  });

  test.each([
    [{ mobile: '13800001111' }, { atMobiles: ['13800001111'], atUserIds: [] }, '@13800001111'],
    [{ userId: 'manager7' }, { atMobiles: [], atUserIds: ['manager7'] }, '@manager7'],
  ])('calls the person of %j, in the text too', async (mention, called, inText) => {
    const { server, channel } = await dingtalk();
    server.script(ok);
    await channel.handOver(message({ mention, text: longText }));
    const body = only(server).json() as Body;
    expect(body.at).toEqual({ ...called, isAtAll: false });
    expect(body.text.content.endsWith(`…\n${inText}`)).toBe(true);
  });

  test('posts at most 20,000 bytes, escapes and all', async () => {
    const { server, channel } = await dingtalk();
    server.script(ok);
    await channel.handOver(message({ text: longText, mention: { mobile: '13800001111' } }));
    const { body } = only(server);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000);
    expect(Buffer.byteLength(body)).toBeGreaterThan(20_000 - 10);
  });

  test.each<[number, string, HandOver]>([
    [
      130101,
      'send too fast, exceed 20 times per minute',
      { outcome: 'deferred', code: 'dingtalk_rate_limited', retryAfterMs: 600_000 },
    ],
    [
      410100,
      '发送速度太快而限流',
      { outcome: 'deferred', code: 'dingtalk_rate_limited', retryAfterMs: 600_000 },
    ],
    [-1, '系统繁忙', { outcome: 'deferred', code: 'dingtalk_unavailable' }],
    [400101, 'access_token不存在', { outcome: 'refused', code: 'dingtalk_key' }],
    [400106, '机器人不存在', { outcome: 'refused', code: 'dingtalk_key' }],
    [400013, '群已被解散', { outcome: 'refused', code: 'dingtalk_key' }],
    [400102, '机器人已停用', { outcome: 'refused', code: 'dingtalk_disabled' }],
    [310000, 'sign not match', { outcome: 'refused', code: 'dingtalk_sign' }],
    [310000, 'invalid timestamp', { outcome: 'refused', code: 'dingtalk_sign' }],
    [
      310000,
      '错误描述:机器人发送签名过期;解决方案:请更新签名',
      { outcome: 'refused', code: 'dingtalk_sign' },
    ],
    [310000, 'keywords not in content', { outcome: 'refused', code: 'dingtalk_keywords' }],
    [310000, '错误描述:关键词不匹配', { outcome: 'refused', code: 'dingtalk_keywords' }],
    [310000, 'ip 203.0.113.9 not in whitelist', { outcome: 'refused', code: 'dingtalk_ip' }],
    [310000, '', { outcome: 'refused', code: 'dingtalk_security' }],
    [430102, '含有不合适的文本', { outcome: 'refused', code: 'dingtalk_content' }],
    [
      460101,
      'message too long, exceed 20000 bytes',
      { outcome: 'refused', code: 'dingtalk_invalid' },
    ],
  ])('answers %i %s', async (errcode, errmsg, outcome) => {
    const { server, channel } = await dingtalk({ secret });
    server.script({ kind: 'answer', body: { errcode, errmsg } });
    expect(await channel.handOver(message())).toEqual(outcome);
  });
});

describe('The robot of 飞书', () => {
  interface Body {
    readonly timestamp?: string;
    readonly sign?: string;
    readonly content: {
      readonly post: { readonly zh_cn: { readonly title: string; readonly content: object[][] } };
    };
  }

  test('says the subject as title and each line as a paragraph, unsigned without a secret', async () => {
    const { server, channel } = await feishu();
    server.script(okFeishu);
    expect(await channel.handOver(message())).toEqual({ outcome: 'sent' });
    const post = only(server);
    expect(post.path).toBe('/open-apis/bot/v2/hook/geheim-hook');
    expect(post.json()).toEqual({
      msg_type: 'post',
      content: {
        post: {
          zh_cn: {
            title: message().subject,
            content: [
              [{ tag: 'text', text: '李老师:' }],
              [{ tag: 'text', text: '请抓紧办理。' }],
              [{ tag: 'text', text: ' ' }],
              [{ tag: 'text', text: '问题编号:XC-2024-01-003' }],
            ],
          },
        },
      },
    });
  });

  test('signs nothing with time and secret, in the body', async () => {
    const { server, channel } = await feishu({ secret });
    server.script(okFeishu);
    await channel.handOver(message());
    const { timestamp, sign } = only(server).json() as Body;
    expect(timestamp).toBe(String(Math.floor(at / 1000)));
    expect(sign).toBe(createHmac('sha256', `${timestamp}\n${secret}`).update('').digest('base64'));
  });

  test('calls the person by id, and nobody by mobile or as everybody', async () => {
    const { server, channel } = await feishu();
    server.script(okFeishu, okFeishu, okFeishu);
    await channel.handOver(message({ mention: { userId: 'ou_18eac8' } }));
    await channel.handOver(message({ mention: { mobile: '13800001111' } }));
    await channel.handOver(
      message({ mention: { userId: 'all' }, text: '<at user_id="all">所有人</at>' }),
    );
    const calls = server.received.map((post) =>
      (post.json() as Body).content.post.zh_cn.content.flat().filter((part) => 'user_id' in part),
    );
    expect(calls).toEqual([[{ tag: 'at', user_id: 'ou_18eac8' }], [], []]);
  });

  test('posts at most 20,000 bytes, escapes and paragraphs and all', async () => {
    const { server, channel } = await feishu({ secret });
    server.script(okFeishu);
    const mention = { userId: 'ou_18eac8' };
    await channel.handOver(message({ subject: '长'.repeat(5_000), text: longText, mention }));
    const { body } = only(server);
    expect(Buffer.byteLength(body)).toBeLessThanOrEqual(20_000);
    expect(Buffer.byteLength(body)).toBeGreaterThan(19_000);
    expect(body).toContain('…');
    expect(body).toContain('ou_18eac8');
  });

  test.each<[Behaviour, HandOver]>([
    [{ kind: 'answer', body: { StatusCode: 0, StatusMessage: 'success' } }, { outcome: 'sent' }],
    [
      { kind: 'answer', body: { code: 11232, msg: 'frequency limited' } },
      { outcome: 'deferred', code: 'feishu_rate_limited', retryAfterMs: 60_000 },
    ],
    [
      { kind: 'answer', status: 400, body: { code: 9499, msg: 'too many request', data: {} } },
      { outcome: 'deferred', code: 'feishu_rate_limited', retryAfterMs: 60_000 },
    ],
    [
      {
        kind: 'answer',
        status: 429,
        headers: { 'x-ogw-ratelimit-limit': '100', 'x-ogw-ratelimit-reset': '52' },
        body: { code: 99991400, msg: 'request trigger frequency limit' },
      },
      { outcome: 'deferred', code: 'feishu_rate_limited', retryAfterMs: 52_000 },
    ],
    [
      { kind: 'answer', status: 400, body: { code: 9499, msg: 'Bad Request', data: {} } },
      { outcome: 'refused', code: 'feishu_invalid' },
    ],
    [
      { kind: 'answer', body: { code: 19021, msg: 'sign match fail' } },
      { outcome: 'refused', code: 'feishu_sign' },
    ],
    [
      { kind: 'answer', body: { code: 19022, msg: 'Ip Not Allowed' } },
      { outcome: 'refused', code: 'feishu_ip' },
    ],
    [
      { kind: 'answer', body: { code: 19024, msg: 'Key Words Not Found' } },
      { outcome: 'refused', code: 'feishu_keywords' },
    ],
    [
      { kind: 'answer', body: { code: 19001, msg: 'param invalid' } },
      { outcome: 'refused', code: 'feishu_key' },
    ],
    [
      { kind: 'answer', body: { code: 19007, msg: 'Bot Not Enabled' } },
      { outcome: 'refused', code: 'feishu_disabled' },
    ],
  ])('answers %j', async (behaviour, outcome) => {
    const { server, channel } = await feishu();
    server.script(behaviour);
    expect(await channel.handOver(message())).toEqual(outcome);
  });
});

describe.each([
  ['wecom', wecom],
  ['dingtalk', dingtalk],
  ['feishu', feishu],
] as const)('The robot %s', (name, start) => {
  test.each<[string, Behaviour, object]>([
    [
      'a success without a word may have been one',
      { kind: 'answer', body: '' },
      { outcome: 'unknown', code: `${name}_answer` },
    ],
    [
      'a page in between may have let it through',
      { kind: 'answer', body: '<html>请登录</html>' },
      { outcome: 'unknown', code: `${name}_answer` },
    ],
    [
      'an answer of another kind is none',
      { kind: 'answer', body: [null, { errcode: 0 }] },
      { outcome: 'unknown', code: `${name}_answer` },
    ],
    [
      'an answer that breaks off may have been any',
      { kind: 'breakOff', status: 200 },
      { outcome: 'unknown', code: `${name}_answer` },
    ],
    [
      'a connection that is cut may have been either',
      { kind: 'drop' },
      { outcome: 'unknown', code: `${name}_connection_lost` },
    ],
    [
      'a gateway that waited in vain does not know',
      { kind: 'answer', status: 504 },
      { outcome: 'unknown', code: `${name}_unavailable` },
    ],
    [
      'a gateway that reached nobody does',
      { kind: 'answer', status: 502, body: '<html>' },
      { outcome: 'deferred', code: `${name}_unavailable` },
    ],
    [
      'a success in an error’s body is none',
      { kind: 'answer', status: 503, body: { code: 0, errcode: 0 } },
      { outcome: 'deferred', code: `${name}_unavailable` },
    ],
    [
      'too many requests',
      { kind: 'answer', status: 429, headers: { 'retry-after': '30' } },
      { outcome: 'deferred', code: `${name}_rate_limited`, retryAfterMs: 30_000 },
    ],
    [
      'another place',
      { kind: 'answer', status: 302, headers: { location: 'http://127.0.0.1:1/' } },
      { outcome: 'refused', code: `${name}_redirected` },
    ],
    ['no such place', { kind: 'answer', status: 404 }, { outcome: 'refused', code: `${name}_404` }],
  ])('%s', async (_what, behaviour, outcome) => {
    const { server, channel } = await start();
    server.script(behaviour);
    expect(await channel.handOver(message())).toEqual(outcome);
    expect(server.received).toHaveLength(1);
  });

  test('is given up in time', async () => {
    const { server, channel } = await start({ timeoutMs: 150 });
    server.script({ kind: 'hang' });
    expect(await channel.handOver(message())).toEqual({
      outcome: 'unknown',
      code: `${name}_timeout`,
    });
  });

  test('is not looked for in a private network that is not allowed', async () => {
    const { server, channel } = await start({
      url: 'https://robot.example/geheim',
      allowPrivate: false,
      resolve: () => Promise.resolve(['127.0.0.1']),
    });
    expect(await channel.handOver(message())).toEqual({
      outcome: 'refused',
      code: `${name}_address_forbidden`,
    });
    expect(server.connections).toBe(0);
  });

  test('refuses an address that is none without repeating it', async () => {
    const { server } = await start();
    for (const url of ['geheim', `${server.url.replace('127.0.0.1', 'robot.example')}/geheim`]) {
      const creating = start({ url, allowPrivate: false });
      await expect(creating).rejects.toMatchObject({ code: 'config_invalid' });
      await expect(creating).rejects.not.toMatchObject({
        message: expect.stringContaining('geheim'),
      });
    }
  });
});
