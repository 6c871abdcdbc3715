import { inspect } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { channelsFrom } from '../../../src/cli/channels.ts';
import { configSchema } from '../../../src/config-schema.ts';
import { RectiflowError } from '../../../src/errors.ts';
import { openRectiflow, type Rectiflow } from '../../../src/rectiflow.ts';
import { migratedDump } from '../../support/memory-database.ts';

const canary = 'pa55word';
const url = `https://robots.example/send?key=${canary}`;
const webhookSecret = `whsec_${Buffer.alloc(32, canary).toString('base64')}`;

let rectiflow: Rectiflow;
beforeAll(async () => {
  rectiflow = await openRectiflow({ loadDataDir: await migratedDump() });
});
afterAll(() => rectiflow.close());

const open = (given: object) => channelsFrom(configSchema.parse(given), rectiflow);

describe('the channels a configuration opens', () => {
  test('are the inbox at least, and mail where there is a mail server', () => {
    expect(Object.keys(open({}))).toEqual(['inbox']);
    expect(Object.keys(open({ smtpUrl: 'smtp://mail.example' })).toSorted()).toEqual([
      'inbox',
      'mail',
    ]);
  });

  test('are those it names besides, each of its kind', () => {
    const channels = open({
      channels: {
        group: { kind: 'wecom', url },
        'group-2': { kind: 'dingtalk', url },
        office: { kind: 'feishu', url, secret: canary },
        program: { kind: 'webhook', url, secret: webhookSecret },
      },
    });
    const kinds = Object.entries(channels).map(([name, channel]) => [name, channel.name]);
    expect(Object.fromEntries(kinds)).toEqual({
      inbox: 'inbox',
      group: 'wecom',
      'group-2': 'dingtalk',
      office: 'feishu',
      program: 'webhook',
    });
  });

  test.each<[string, object]>([
    ['an address without a colon', { kind: 'wecom', url: url.replace(':', '') }],
    ['an address of another protocol', { kind: 'wecom', url: url.replace('https', 'ftp') }],
    ['an address in the clear', { kind: 'feishu', url: url.replace('https', 'http') }],
    ['a user and password', { kind: 'dingtalk', url: `https://he:${canary}@robots.example/` }],
    ['a secret that is no key', { kind: 'webhook', url, secret: canary }],
    [
      'a key that is too short',
      { kind: 'webhook', url, secret: `whsec_${Buffer.from(canary).toString('base64')}` },
    ],
  ])('may not have %s, which is refused without repeating it', (_what, group) => {
    let refusal: unknown;
    try {
      open({ channels: { group } });
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(RectiflowError);
    expect(refusal).toMatchObject({ code: 'config_invalid' });
    for (const said of [inspect(refusal, { depth: null }), JSON.stringify(refusal)]) {
      expect(said).not.toContain(canary);
      expect(said).not.toContain(Buffer.from(canary).toString('base64').slice(0, 8));
    }
  });
});
