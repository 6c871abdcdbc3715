/** One suite on both kinds of database: people reached by several channels, in the order they are reached. */
import { beforeEach, describe, expect, test } from 'vitest';
import { renderNotice } from '../../src/channels/render.ts';
import { createInboxChannel } from '../../src/channels/inbox.ts';
import { createInbox, type Inbox } from '../../src/store/inbox.ts';
import { createDispatchBook } from '../../src/store/dispatch-book.ts';
import { createNoticeViews, type NoticeViews } from '../../src/store/notice-views.ts';
import { passOn } from '../../src/engine/notices/pass-on.ts';
import { createPassingOn } from '../../src/store/pass-on.ts';
import type { Pool } from '../../src/store/pool.ts';
import { takeBounce } from '../../src/taking-bounces.ts';
import { deliver } from '../../workers/deliver.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { bouncedMail } from '../support/bounced-mail.ts';
import { bookOfEachAlone, eachAlone } from '../support/each-alone.ts';
import { dispatchesOf, handOver, messageId } from '../support/settled-dispatch.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import { opened, openCase, start } from '../unit/engine/engine-case.ts';

describeOnBoth('Several channels', channelsContract);

const toUs = messageId;

function channelsContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  let store: Pool;
  let views: NoticeViews;
  let inbox: Inbox;
  let findingId: string;
  /** The message to 何文斌, whose finding it is. */
  let dispatchId: string;

  const reachedBy = (...channels: string[]) =>
    engineCase.directory.put({
      people: [{ id: 'he', name: '何文斌', email: 'he@school.example', unit: 'school', channels }],
    });
  const now = () => engineCase.engine.now();
  const toHe = async () =>
    (await views.list({ findingId })).filter(({ person }) => person?.id === 'he');
  const carryOn = () => passOn(engineCase.ports, createPassingOn(store));
  const come = (mail: Uint8Array) =>
    takeBounce(engineCase.ports, store, createDispatchBook(store), mail);

  beforeEach(async () => {
    store = engineCase.database.store;
    views = createNoticeViews(store, engineCase.ports.calendar);
    inbox = createInbox(store, engineCase.ports.calendar, now);
    await reachedBy('mail', 'group', 'inbox');
    ({ id: findingId } = await opened(engineCase.engine));
    await eachAlone(store);
    dispatchId = (await toHe())[0]?.dispatchId ?? '';
  });

  const toldOfIt = async () =>
    (await views.list({ findingId })).filter(({ template }) => template === 'not-reached');

  async function intoInbox(): Promise<void> {
    await reachedBy('inbox');
    ({ id: findingId } = await opened(engineCase.engine));
    const [id = ''] = await dispatchesOf(store, findingId);
    const channel = createInboxChannel(store, now);
    const ports = {
      dispatches: bookOfEachAlone(store),
      channelOf: () => channel,
      now,
      zone: 'Asia/Shanghai',
      leaseMs: 60_000,
      fromAddress: 'rectiflow@school.example',
    };
    const mine = (await toHe())[0]?.dispatchId ?? id;
    expect(await deliver(ports, mine)).toBe('sent');
  }

  describe('what failed', () => {
    test('goes on over the next, once, as a notice of its own that says what it follows', async () => {
      await handOver(store, dispatchId, 'failed', start);
      const [first] = await toHe();
      const passed = await carryOn();
      expect(passed).toEqual([
        {
          noticeId: first?.id,
          channel: 'mail',
          onBy: { noticeId: expect.any(String), channel: 'group' },
        },
      ]);
      expect(await carryOn()).toEqual([]);
      expect(await toHe()).toMatchObject([
        { state: 'failed', channel: 'mail', follows: null },
        { state: 'planned', channel: 'group', follows: first?.id, dispatchId: null },
      ]);
    });

    test('goes from channel to channel until there is none, and then stands as failed', async () => {
      const tried: string[] = [];
      for (let step = 0; step < 5; step += 1) {
        const last = (await toHe()).at(-1);
        if (last?.state !== 'planned') break;
        tried.push(last.channel);
        await eachAlone(store);
        const waiting = (await toHe()).find(({ state }) => state === 'planned');
        await handOver(store, waiting?.dispatchId ?? '', 'failed', start);
        await carryOn();
      }
      expect(tried).toEqual(['mail', 'group', 'inbox']);
      expect((await toHe()).map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
    });

    test('goes nowhere twice when the person is reached otherwise meanwhile', async () => {
      await reachedBy('group', 'mail');
      await handOver(store, dispatchId, 'failed', start);
      expect(await carryOn()).toMatchObject([{ channel: 'mail', onBy: null }]);
    });

    test('is carried on by one of several processes that look at once', async () => {
      await handOver(store, dispatchId, 'failed', start);
      const all = await Promise.all([carryOn(), carryOn(), carryOn()]);
      expect(all.flat()).toHaveLength(1);
      expect(await toHe()).toHaveLength(2);
    });

    test('is alarmed over, whether it is carried on or not', async () => {
      await handOver(store, dispatchId, 'failed', start);
      await carryOn();
      const [first] = await toHe();
      expect(await views.takeAlarms()).toEqual([
        { noticeId: first?.id, findingId, dutyId: null, outcome: 'address_refused' },
      ]);
    });
  });

  describe('whom a notice did not reach', () => {
    test('the inspector of the finding hears, once', async () => {
      await handOver(store, dispatchId, 'failed', start);
      await Promise.all([carryOn(), carryOn()]);
      await carryOn();
      expect(await toldOfIt()).toMatchObject([
        { slot: 'verifier', person: { id: 'lu' }, channel: 'mail', state: 'planned' },
      ]);
    });

    test('is named to them, with the channel and why', async () => {
      await handOver(store, dispatchId, 'failed', start);
      await carryOn();
      await eachAlone(store);
      const word = (await toldOfIt())[0]?.dispatchId ?? '';
      const claimed = await createDispatchBook(store).claim(word, 60_000, start);
      const [facts] = claimed?.notices ?? [];
      if (facts === undefined) throw new Error('nobody was told');
      const { subject, text } = renderNotice(facts, { zone: 'Asia/Shanghai' });
      expect(subject).toContain('【未送达】');
      expect(text).toContain('未送达: 何文斌(渠道 mail, address_refused)');
    });

    test('is heard by the steering group where nobody inspects', async () => {
      const vacant = [{ code: 'inspector', title: '核查负责人', holder: null }];
      await engineCase.directory.put({ posts: vacant });
      await handOver(store, dispatchId, 'failed', start);
      await carryOn();
      expect(await toldOfIt()).toMatchObject([
        { slot: 'verifier', fallbackSlot: 'steeringGroup', person: { id: 'cao' } },
      ]);
    });

    test('is not told of when it is word of this kind itself', async () => {
      await handOver(store, dispatchId, 'failed', start);
      await carryOn();
      await eachAlone(store);
      await handOver(store, (await toldOfIt())[0]?.dispatchId ?? '', 'failed', start);
      expect(await carryOn()).toMatchObject([{ channel: 'mail', onBy: null }]);
      expect(await toldOfIt()).toHaveLength(1);
    });
  });

  describe('what came back', () => {
    test('had not arrived: it has failed, by the code it came with, and goes on over the next', async () => {
      await handOver(store, dispatchId, 'sent', start);
      expect(await come(bouncedMail(toUs))).toEqual({
        kind: 'failed',
        dispatchId,
        outcome: 'bounce_5.1.1',
      });
      expect(await carryOn()).toMatchObject([{ onBy: { channel: 'group' } }]);
      expect(await toHe()).toMatchObject([
        { state: 'failed', outcome: 'bounce_5.1.1' },
        { state: 'planned', channel: 'group' },
      ]);
    });

    test('settles what nobody knew', async () => {
      await handOver(store, dispatchId, 'unknown', start);
      expect(await come(bouncedMail(toUs))).toMatchObject({ kind: 'failed' });
    });

    test('twice says nothing new', async () => {
      await handOver(store, dispatchId, 'sent', start);
      await come(bouncedMail(toUs));
      expect(await come(bouncedMail(toUs))).toEqual({ kind: 'ignored', why: 'settled' });
    });

    test.each([
      ['because the other side still tries', bouncedMail(toUs, 'delayed'), 'not_final'],
      ['to somebody else', bouncedMail('<2@elsewhere.example>'), 'not_ours'],
      ['and is no bounce', new TextEncoder().encode('Subject: 谢谢\r\n\r\n收到'), 'not_a_bounce'],
    ])('%s changes nothing', async (_what, mail, why) => {
      await handOver(store, dispatchId, 'sent', start);
      expect(await come(mail)).toEqual({ kind: 'ignored', why });
      expect(await toHe()).toMatchObject([{ state: 'sent' }]);
    });
  });

  describe('the in-app inbox', () => {
    test('has what was sent there, unread, and forgets nothing by being read', async () => {
      await intoInbox();
      const [message] = await inbox.list({ personId: 'he' });
      expect(message).toMatchObject({ personId: 'he', readAt: null });
      expect(message?.text).toContain('何文斌');
      const read = { dispatchId: message?.dispatchId ?? '', personId: 'he' };
      expect(await inbox.markRead(read)).toBe(true);
      expect(await inbox.list({ personId: 'he', unread: true })).toEqual([]);
      const [after] = await inbox.list({ personId: 'he' });
      expect(after).toEqual({ ...message, readAt: message?.at });
    });

    test('is its owner’s: nobody else finds it there, or marks it as read', async () => {
      await intoInbox();
      const [message] = await inbox.list({ personId: 'he' });
      expect(await inbox.list({ personId: 'lu' })).toEqual([]);
      const read = { dispatchId: message?.dispatchId ?? '', personId: 'lu' };
      expect(await inbox.markRead(read)).toBe(false);
      expect(await inbox.list({ personId: 'he', unread: true })).toHaveLength(1);
    });

    test('is read page by page, the newest first', async () => {
      await intoInbox();
      await intoInbox();
      const all = await inbox.list({ personId: 'he' });
      const [first] = await inbox.list({ personId: 'he', limit: 1 });
      const rest = await inbox.list({ personId: 'he', after: first?.dispatchId });
      expect([first, ...rest]).toEqual(all);
      expect(all).toHaveLength(2);
    });
  });
}
