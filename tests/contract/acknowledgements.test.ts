/** One suite on both kinds of database: documents with their numbers, answers to messages, and the links they come by. */
import { beforeEach, expect, test } from 'vitest';
import type { Actor } from '../../machines/actor.ts';
import {
  acknowledge,
  acknowledgeByLink,
  lookAtLink,
  type AnswerToMessage,
} from '../../src/acknowledging.ts';
import { mannerOf } from '../../src/channels/manners.ts';
import { seriesOf } from '../../src/channels/texts.ts';
import { gather } from '../../src/engine/notices/gather.ts';
import { sendingRulesSchema } from '../../src/engine/notices/sending-rules.ts';
import { uuidv7 } from '../../src/ids.ts';
import { messageLinks } from '../../src/links/message-link.ts';
import { createDispatchViews } from '../../src/store/dispatch-views.ts';
import { createNoticeViews } from '../../src/store/notice-views.ts';
import type { Database } from '../../src/store/open-database.ts';
import { createOutbox } from '../../src/store/outbox.ts';
import type { Pool } from '../../src/store/pool.ts';
import { deliver } from '../../workers/deliver.ts';
import { bookOfEachAlone } from '../support/each-alone.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { report } from '../support/report.ts';
import { dispatchesOf, handOver } from '../support/settled-dispatch.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import {
  dayMs,
  fireAt,
  hourMs,
  inspector,
  opened,
  openCase,
  owner,
  plan,
  start,
} from '../unit/engine/engine-case.ts';

const sending = sendingRulesSchema.parse({ window: null, digestAt: null, spreadMinutes: 0 });
const base = 'https://ledger.school.example/rectiflow';
const nowhere = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';

describeOnBoth('Documents', documentsContract);
describeOnBoth('Acknowledgements', acknowledgementsContract);
describeOnBoth('Links', linksContract);

function documentsContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  const views = () => createNoticeViews(engineCase.database.store, engineCase.ports.calendar);
  const gathered = () =>
    gather(
      {
        ...engineCase.ports,
        outbox: createOutbox(engineCase.database.store),
        sending,
        mannerOf,
        seriesOf,
      },
      ['mail'],
    );
  const numbers = async () =>
    (await views().list()).flatMap(({ document }) => (document === null ? [] : [document.no]));

  /** Two findings whose execution is a day over: a 催办单 each, to two people. */
  async function twoOverdue(): Promise<void> {
    for (const title of ['采购管理不规范', '食堂台账不全']) {
      const { id } = await opened(engineCase.engine, { title });
      await plan(engineCase, id);
    }
    const { rows } = await engineCase.database.store.query<{ due: Date }>(
      `select max(due_at) as due from clock where kind = 'execute'`,
    );
    await fireAt(engineCase, (rows[0]?.due.getTime() ?? 0) + dayMs + 12 * hourMs);
  }

  test('are numbered when they are issued, one after another, by round and series', async () => {
    await twoOverdue();
    expect(await numbers()).toEqual([]);
    await gathered();
    const given = await numbers();
    expect(given.length).toBeGreaterThanOrEqual(4);
    expect(given.toSorted()).toEqual(
      given.map((_, index) => `催办〔XC-2024〕${index + 1}号`).toSorted(),
    );
  });

  test('keep their numbers, however often and by how many they are looked at', async () => {
    await twoOverdue();
    await Promise.all([gathered(), gathered(), gathered()]);
    const given = await numbers();
    await gathered();
    expect(await numbers()).toEqual(given);
    expect(new Set(given).size).toBe(given.length);
  });

  test('ask for an answer by the end of the fifth working day', async () => {
    await twoOverdue();
    await gathered();
    const { calendar } = engineCase.ports;
    const today = calendar.dayOf(await engineCase.engine.now());
    const due = calendar.endOf(calendar.dayAfter(today, 5, 'workday').day);
    const documents = (await views().list()).flatMap(({ document }) => document ?? []);
    expect(new Set(documents.map(({ replyBy }) => replyBy))).toEqual(
      new Set([calendar.print(due)]),
    );
  });

  test('whose answer is overdue are listed until it comes', async () => {
    await twoOverdue();
    await gathered();
    const store = engineCase.database.store;
    const now = await engineCase.engine.now();
    const issued = (await views().list()).find(({ document }) => document !== null);
    await handOver(store, issued?.dispatchId ?? '', 'sent', now);
    const late = now + 30 * dayMs;
    const listed = async () => (await views().list({ unansweredAt: late })).map(({ id }) => id);
    expect(await views().list({ unansweredAt: now })).toEqual([]);
    expect(await listed()).toEqual([issued?.id]);
    await acknowledge(engineCase.ports, store, {
      dispatchId: issued?.dispatchId ?? '',
      by: { kind: 'person', id: issued?.person?.id ?? '', unit: null },
      promisedOn: engineCase.ports.calendar.dayOf(late),
    });
    expect(await listed()).toEqual([]);
  });
}

function acknowledgementsContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  let store: Pool;
  /** A message to 何文斌. */
  let id: string;

  beforeEach(async () => {
    store = engineCase.database.store;
    const { id: findingId } = await opened(engineCase.engine);
    [id = ''] = await dispatchesOf(store, findingId);
  });

  const answer = (by: Actor, part: AnswerToMessage = {}) =>
    acknowledge(engineCase.ports, store, { dispatchId: id, by, ...part });
  const one = async () =>
    (await createDispatchViews(store, engineCase.ports.calendar).list()).find(
      (each) => each.id === id,
    );

  test('of what has arrived stay on record: who, when, and what they promised', async () => {
    await handOver(store, id, 'sent', start);
    expect(await answer(owner, { promisedOn: '2024-04-01', note: '已安排' })).toEqual({
      kind: 'accepted',
      waiting: 0,
    });
    expect((await one())?.acknowledgements).toEqual([
      {
        by: owner,
        at: '2024-03-01T10:00:00.000+08:00',
        promisedOn: '2024-04-01',
        note: '已安排',
        byLink: false,
      },
    ]);
  });

  test('given again, add to the record and change nothing in it', async () => {
    await handOver(store, id, 'sent', start);
    await answer(owner, { promisedOn: '2024-04-01' });
    engineCase.clock.moveTo(start + hourMs);
    await answer(owner, { promisedOn: '2024-04-15' });
    expect((await one())?.acknowledgements.map(({ promisedOn }) => promisedOn)).toEqual([
      '2024-04-01',
      '2024-04-15',
    ]);
  });

  test('may be given by a delegate acting for the recipient, and by nobody else', async () => {
    await handOver(store, id, 'sent', start);
    const delegate: Actor = { kind: 'delegate', id: 'shen', actingFor: 'he', unit: null };
    expect(await answer(delegate)).toEqual({ kind: 'accepted', waiting: 0 });
    expect(await answer(inspector)).toEqual({ kind: 'refused', code: 'not_the_recipient' });
  });

  test('of what nobody knew to have arrived settle it', async () => {
    await handOver(store, id, 'unknown', start);
    await answer(owner);
    expect(await one()).toMatchObject({ state: 'sent', decisions: [{ by: owner }] });
  });

  test.each([
    ['what has not gone out', undefined, {}, 'dispatch_not_sent'],
    ['what has failed', 'failed', {}, 'dispatch_not_sent'],
    ['a promise for yesterday', 'sent', { promisedOn: '2024-02-29' }, 'promise_past'],
  ] as const)('are refused for %s, and nothing is written', async (_what, end, part, code) => {
    if (end !== undefined) await handOver(store, id, end, start);
    expect(await answer(owner, part)).toEqual({ kind: 'refused', code });
    expect((await one())?.acknowledgements).toEqual([]);
  });

  test('of nothing are refused', async () => {
    const command = { dispatchId: nowhere, by: owner };
    expect(await acknowledge(engineCase.ports, store, command)).toEqual({
      kind: 'refused',
      code: 'dispatch_not_found',
    });
  });

  test('of a document ask for a promised date', async () => {
    await store.query(
      `update notice set document_no = '督办〔XC-2024〕1号', reply_by = now() where dispatch_id = $1`,
      [id],
    );
    await handOver(store, id, 'sent', start);
    expect(await answer(owner)).toEqual({ kind: 'refused', code: 'promise_missing' });
    expect(await answer(owner, { promisedOn: '2024-03-01' })).toEqual({
      kind: 'accepted',
      waiting: 0,
    });
  });
}

/** Mail scanners follow every link. */
const prefetches = 10_000;
/** The embedded database answers in one thread, and is asked as often by night only. */
const prefetchesOf = ({ kind }: Database): number =>
  kind === 'server' || process.env['NIGHTLY'] !== undefined ? prefetches : prefetches / 10;

function linksContract(openFresh: OpenFresh): void {
  const engineCase = forEachTest(openCase, openFresh);
  let store: Pool;
  let findingId: string;
  let token: string;
  let text: string;

  beforeEach(async () => {
    store = engineCase.database.store;
    ({ id: findingId } = await opened(engineCase.engine));
    ({ token, text } = await sentWithLink());
  });

  /** Hands the finding's message over as a worker does, and takes the token from what it says. */
  async function sentWithLink(shared = false) {
    const [dispatchId = ''] = await dispatchesOf(store, findingId);
    let said = '';
    const channel = {
      name: 'recording',
      shared,
      async handOver(message: { readonly text: string }) {
        said = message.text;
        return { outcome: 'sent' } as const;
      },
      close: async () => undefined,
    };
    const became = await deliver(
      {
        dispatches: bookOfEachAlone(store),
        channelOf: () => channel,
        now: () => engineCase.engine.now(),
        zone: 'Asia/Shanghai',
        leaseMs: 60_000,
        fromAddress: 'rectiflow@school.example',
        linkAt: messageLinks(`${base}/`, uuidv7),
      },
      dispatchId,
    );
    expect(became).toBe('sent');
    const at = said.indexOf(`${base}/acknowledge/`);
    return {
      text: said,
      token: said.slice(at + `${base}/acknowledge/`.length).split('\n')[0] ?? '',
    };
  }

  const look = (asked = token) => lookAtLink(engineCase.ports, store, asked);
  const follow = (asked = token, part: AnswerToMessage = {}) =>
    acknowledgeByLink(engineCase.ports, store, asked, part);
  const everything = async () => {
    const tables = ['acknowledgement', 'link', 'dispatch', 'notice', 'dispatch_decision'];
    return Promise.all(
      tables.map(async (table) => {
        const { rows } = await store.query<{ all: string }>(
          `select coalesce(string_agg(t::text, '|' order by id), '') as all from ${table} t`,
        );
        return rows[0]?.all;
      }),
    );
  };
  const answers = async () => {
    const { rows } = await store.query('select from acknowledgement');
    return rows.length;
  };

  test('stand in the message, and only a hash of them in the ledger', async () => {
    expect(token).toMatch(/^[\w-]{64}$/u);
    const { rows } = await store.query<{ all: string }>('select t::text as all from link t');
    const secret = Buffer.from(token, 'base64url').subarray(16);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.all).not.toContain(secret.toString('hex'));
    expect(text).toContain('签收');
  });

  test('are not put where others than the recipient read them', async () => {
    ({ id: findingId } = await opened(engineCase.engine));
    const { text: inTheGroup } = await sentWithLink(true);
    expect(inTheGroup).toContain('何文斌');
    expect(inTheGroup).not.toContain(base);
  });

  test('followed once, acknowledge in the recipient’s name', async () => {
    expect(await follow(token, { promisedOn: '2024-04-01' })).toEqual({
      kind: 'accepted',
      waiting: 0,
    });
    const [dispatch] = await createDispatchViews(store, engineCase.ports.calendar).list();
    expect(dispatch?.acknowledgements).toMatchObject([
      { by: { kind: 'person', id: dispatch?.person.id }, promisedOn: '2024-04-01', byLink: true },
    ]);
  });

  test('looked at, however often, change nothing', { timeout: 120_000 }, async () => {
    const before = await everything();
    const gets = prefetchesOf(engineCase.database);
    for (let at = 0; at < gets; at += 100) {
      const looked = await Promise.all(Array.from({ length: 100 }, () => look()));
      expect(looked.every(({ kind }) => kind === 'open')).toBe(true);
    }
    expect(await everything()).toEqual(before);
    report('Links looked at', { gets, changes: 0 });
  });

  test('followed again, also by many at once, acknowledge nothing further', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => follow()));
    const accepted = all.filter(({ kind }) => kind === 'accepted');
    expect(accepted).toHaveLength(1);
    expect(await follow()).toEqual({ kind: 'refused', code: 'link_used' });
    expect(await look()).toEqual({ kind: 'refused', code: 'link_used' });
    expect(await answers()).toBe(1);
  });

  test('are over after thirty days', async () => {
    engineCase.clock.moveTo(start + 30 * dayMs);
    expect(await look()).toEqual({ kind: 'refused', code: 'link_expired' });
    expect(await follow()).toEqual({ kind: 'refused', code: 'link_expired' });
    expect(await answers()).toBe(0);
  });

  test('forged are all refused, and not told apart', async () => {
    const bytes = Buffer.from(token, 'base64url');
    const flipped = Array.from({ length: bytes.length * 8 }, (_, bit) => {
      const forged = Buffer.from(bytes);
      forged[bit >> 3] = (forged[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return forged.toString('base64url');
    });
    const forgeries = [...flipped, '', token.slice(1), `${token}A`, '../..', 'ä'.repeat(64)];
    for (const forged of forgeries) {
      expect(await follow(forged)).toEqual({ kind: 'refused', code: 'link_invalid' });
    }
    expect(await answers()).toBe(0);
    report('Links forged', { forged: forgeries.length, accepted: 0 });
  });

  test('do not tell whoever has not the secret that they were used', async () => {
    await follow();
    const forged = Buffer.from(token, 'base64url');
    forged[40] = (forged[40] ?? 0) ^ 1;
    expect(await look(forged.toString('base64url'))).toMatchObject({ code: 'link_invalid' });
  });

  test('of a message sent again work each, the earlier one too', async () => {
    const { token: other } = await store
      .query(`update dispatch set state = 'planned', lease_until = null where id = any
        (select dispatch_id from link)`)
      .then(() => sentWithLink());
    expect(other).not.toBe(token);
    expect(await follow(token)).toEqual({ kind: 'accepted', waiting: 0 });
    expect(await follow(other)).toEqual({ kind: 'accepted', waiting: 0 });
  });
}
