/** One suite for every channel: it says what became of a message, never guesses, and ends when it is closed. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Channel, Message } from '../../src/channels/channel.ts';
import { createMailboxChannel, listCapturedMail } from '../../src/channels/mailbox.ts';
import { createDingtalkRobot } from '../../src/channels/robots/dingtalk.ts';
import { createFeishuRobot } from '../../src/channels/robots/feishu.ts';
import { createWecomRobot } from '../../src/channels/robots/wecom.ts';
import { createSmtpChannel } from '../../src/channels/smtp.ts';
import { createWebhook } from '../../src/channels/webhook.ts';
import { eventually } from '../support/eventually.ts';
import { migratedMemoryDatabase } from '../support/memory-database.ts';
import { startPostServer, type Behaviour } from '../support/post-server.ts';
import { startSmtp, type Verdict } from '../support/smtp.ts';

const dispatchId = '0192f0c8-7e1a-7cc3-98c4-dc0c0c07398f';
/** Stands in every address and secret: no outcome may have it. */
const secretWord = 'geheim';

const message: Message = {
  dispatchId,
  messageId: `<${dispatchId}@rectiflow.school.example>`,
  to: { name: '李老师', address: `${secretWord}@school.example` },
  subject: '【整改提醒】XC-2024-01-003 食堂陪餐记录:还有 10 天',
  text: '请抓紧办理。',
  html: '<p>请抓紧办理。</p>',
};

interface Case {
  readonly channel: Channel;
  /** How many messages came in so far, taken or not. */
  readonly arrived: () => Promise<number>;
}

/** A channel that talks to somebody, who may say no. */
interface TalkingCase extends Case {
  /** What the other side does with the next message. */
  readonly next: (does: 'refuse' | 'putOff' | 'cut' | 'hold') => void;
  /** Ends what is held: with this outcome. */
  readonly release: () => Promise<'sent' | 'unknown'>;
  /** Nobody listens there any more. */
  readonly stop: () => Promise<void>;
}

const cleanUps: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
});

function heldVerdict() {
  const takers: ((verdict: Verdict) => void)[] = [];
  const verdict = new Promise<Verdict>((resolve) => void takers.push(resolve));
  return { verdict, take: (taken: Verdict) => takers.forEach((take) => take(taken)) };
}

async function smtp(): Promise<TalkingCase> {
  const server = await startSmtp();
  cleanUps.push(() => server.close());
  const channel = createSmtpChannel({
    url: server.url.replace('smtp://', `smtp://${secretWord}:${secretWord}@`),
    from: { name: '整改办', address: 'rectification@school.example' },
  });
  cleanUps.push(() => channel.close());
  const held = heldVerdict();
  const verdicts = {
    refuse: { kind: 'refuse', code: 550, text: secretWord },
    putOff: { kind: 'refuse', code: 451, text: secretWord },
    cut: { kind: 'drop' },
    hold: held.verdict,
  } as const;
  return {
    channel,
    arrived: () => Promise.resolve(server.received.length),
    next: (does) => server.script(verdicts[does]),
    release() {
      held.take({ kind: 'accept' });
      return Promise.resolve('sent');
    },
    stop: () => server.close(),
  };
}

async function mailbox(): Promise<Case> {
  const database = await migratedMemoryDatabase();
  cleanUps.push(() => database.close());
  return {
    channel: createMailboxChannel(database.store, () => Promise.resolve(0)),
    arrived: async () => (await listCapturedMail(database.store)).length,
  };
}

function posting(
  create: (url: string) => Channel,
  says: Record<'taken' | 'refuse' | 'putOff', Behaviour>,
): () => Promise<TalkingCase> {
  return async () => {
    const server = await startPostServer();
    cleanUps.push(() => server.close());
    server.decide(() => says.taken);
    const channel = create(`${server.url}/${secretWord}?key=${secretWord}`);
    cleanUps.push(() => channel.close());
    const behaviours = { ...says, cut: { kind: 'drop' }, hold: { kind: 'hang' } } as const;
    return {
      channel,
      arrived: () => Promise.resolve(server.received.length),
      next: (does) => server.script(behaviours[does]),
      async release() {
        await server.close();
        return 'unknown';
      },
      stop: () => server.close(),
    };
  };
}

const answer = (body: object, status = 200): Behaviour => ({ kind: 'answer', body, status });
const allowPrivate = true;
const secret = `SEC${secretWord}`;
const webhookSecret = `whsec_${Buffer.from(secretWord.repeat(5)).toString('base64')}`;

const talking: Readonly<Record<string, () => Promise<TalkingCase>>> = {
  smtp,
  wecom: posting((url) => createWecomRobot({ url, allowPrivate }), {
    taken: answer({ errcode: 0, errmsg: 'ok' }),
    refuse: answer({ errcode: 93_000, errmsg: secretWord }),
    putOff: answer({ errcode: 45_009, errmsg: secretWord }),
  }),
  dingtalk: posting((url) => createDingtalkRobot({ url, secret, allowPrivate }), {
    taken: answer({ errcode: 0, errmsg: 'ok' }),
    refuse: answer({ errcode: 310_000, errmsg: secretWord }),
    putOff: answer({ errcode: 130_101, errmsg: secretWord }),
  }),
  feishu: posting((url) => createFeishuRobot({ url, secret, allowPrivate }), {
    taken: answer({ code: 0, msg: 'success' }),
    refuse: answer({ code: 19_021, msg: secretWord }),
    putOff: answer({ code: 11_232, msg: secretWord }),
  }),
  webhook: posting((url) => createWebhook({ url, secret: webhookSecret, allowPrivate }), {
    taken: answer({}, 204),
    refuse: answer({ error: secretWord }, 410),
    putOff: answer({ error: secretWord }, 503),
  }),
};

const all: Readonly<Record<string, () => Promise<Case>>> = { ...talking, mailbox };

describe.each(Object.entries(all))('The channel %s', (name, open) => {
  test('bears its name and says of a message that was taken: sent', async () => {
    const { channel, arrived } = await open();
    expect(channel.name).toBe(name);
    expect(await channel.handOver(message)).toEqual({ outcome: 'sent' });
    expect(await arrived()).toBe(1);
  });

  test('hands over many at once, each on its own', async () => {
    const { channel, arrived } = await open();
    const results = await Promise.all(Array.from({ length: 20 }, () => channel.handOver(message)));
    expect(results).toEqual(Array.from({ length: 20 }, () => ({ outcome: 'sent' })));
    expect(await arrived()).toBe(20);
  });

  test('settles when it is closed, also twice and before its first message', async () => {
    const { channel } = await open();
    const closed = await Promise.allSettled([channel.close(), channel.close()]);
    expect(closed.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
  });
});

describe.each(Object.entries(talking))('The channel %s', (name, open) => {
  test.each([
    ['refuse', 'refused'],
    ['putOff', 'deferred'],
    ['cut', 'unknown'],
  ] as const)(
    'tells what became of a message with which the other side does this: %s',
    async (does, outcome) => {
      const { channel, arrived, next } = await open();
      next(does);
      const result = await channel.handOver(message);
      expect(result).toMatchObject({ outcome, code: expect.stringMatching(/^[a-z][a-z0-9_]*$/u) });
      expect(JSON.stringify(result)).not.toContain(secretWord);
      expect(await arrived()).toBe(1);
      // One failure is no end: the next message goes through.
      expect(await channel.handOver(message)).toEqual({ outcome: 'sent' });
    },
  );

  test('defers where nobody was there to hear anything', async () => {
    const { channel, stop } = await open();
    await stop();
    const result = await channel.handOver(message);
    expect(result).toMatchObject({ outcome: 'deferred', code: `${name}_unreachable` });
    expect(JSON.stringify(result)).not.toContain(secretWord);
  });

  test('takes nothing more once it is closed', async () => {
    const { channel, arrived } = await open();
    await channel.close();
    expect(await channel.handOver(message)).toEqual({
      outcome: 'deferred',
      code: 'channel_closed',
      retryAfterMs: 0,
    });
    expect(await arrived()).toBe(0);
  });

  test('waits with its end for what is under way', async () => {
    const { channel, arrived, next, release } = await open();
    next('hold');
    const underWay = channel.handOver(message);
    await eventually(async () => (await arrived()) === 1);
    let closed = false;
    const closing = channel.close().finally(() => {
      closed = true;
    });
    expect(await channel.handOver(message)).toMatchObject({
      code: 'channel_closed',
      retryAfterMs: 0,
    });
    expect(closed).toBe(false);
    const outcome = await release();
    expect(await underWay).toMatchObject({ outcome });
    await closing;
    expect(closed).toBe(true);
  });
});
