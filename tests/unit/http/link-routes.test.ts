import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { uuidv7 } from '../../../src/ids.ts';
import { messageLinks } from '../../../src/links/message-link.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { deliver } from '../../../workers/deliver.ts';
import { bookOfEachAlone } from '../../support/each-alone.ts';
import { dispatchesOf, handOver } from '../../support/settled-dispatch.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, owner, post, type OpenApp } from './open-app.ts';

const start = Date.parse('2026-03-05T07:00:00+08:00');
const dayMs = 86_400_000;
const clock = createVirtualClock(start);
const base = 'https://ledger.school.example';

let open: OpenApp;
let dispatchId: string;
/** The path of the link in the message. */
let link: string;
beforeAll(async () => {
  open = await openApp({}, { clock });
  const people = [owner, inspector].map(({ id }) => ({ id, name: id, email: null, unit: null }));
  await open.rectiflow.directory.put({ people });
});
afterAll(() => open[Symbol.asyncDispose]());
beforeEach(async () => {
  clock.moveTo(Math.max(start, clock.at));
  const { store } = open.rectiflow.database;
  [dispatchId = ''] = await dispatchesOf(store, await open.open({ title: '<b>采购</b>' }));
  link = await sentWithLink();
});

async function sentWithLink(): Promise<string> {
  const { store } = open.rectiflow.database;
  let said = '';
  const channel = {
    name: 'recording',
    async handOver({ text }: { readonly text: string }) {
      said = text;
      return { outcome: 'sent' } as const;
    },
    close: async () => undefined,
  };
  await deliver(
    {
      dispatches: bookOfEachAlone(store),
      channelOf: () => channel,
      now: () => open.rectiflow.engine.now(),
      zone: 'Asia/Shanghai',
      leaseMs: 60_000,
      fromAddress: 'rectiflow@school.example',
      linkAt: messageLinks(base, uuidv7),
    },
    dispatchId,
  );
  return /https:\/\/ledger\.school\.example(\/acknowledge\/\S+)/u.exec(said)?.[1] ?? '';
}

const get = (path = link) => open.app.inject(path);
const send = (form: Record<string, string>, path = link): Promise<LightMyRequestResponse> =>
  post(open.app, path, new URLSearchParams(form).toString(), {
    'content-type': 'application/x-www-form-urlencoded',
  });

async function answers() {
  const all = await open.rectiflow.dispatchViews.list();
  return all.find(({ id }) => id === dispatchId)?.acknowledgements ?? [];
}

const acknowledged = async (body: object, of = dispatchId) => {
  const answer = await post(open.app, `/dispatches/${of}/acknowledgements`, body);
  expectDocumented(open.app, 'POST /dispatches/{id}/acknowledgements', answer);
  return answer;
};

describe('the page behind a link', () => {
  test('says what it is about, and nothing in it is obeyed as markup', async () => {
    const answer = await get();
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body).toContain('签收整改通知');
    expect(answer.body).toContain('&lt;b&gt;采购&lt;/b&gt;');
    expect(answer.body).not.toContain('<b>');
  });

  test('may be kept by nobody, framed by nobody, and tells nobody whence one came', async () => {
    const { headers } = await get();
    expect(headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
      'x-content-type-options': 'nosniff',
    });
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });

  test('changes nothing by being looked at; HEAD neither', async () => {
    await get();
    await open.app.inject({ method: 'HEAD', url: link });
    expect(await answers()).toEqual([]);
    expect((await get()).statusCode).toBe(200);
  });

  test('takes an answer once, and then says that it was given', async () => {
    const answer = await send({ promisedOn: '2026-04-01', note: '已安排' });
    expect([answer.statusCode, answer.body.includes('已签收')]).toEqual([200, true]);
    expect(await answers()).toMatchObject([
      { promisedOn: '2026-04-01', note: '已安排', byLink: true },
    ]);
    expect((await send({})).statusCode).toBe(409);
    expect((await get()).statusCode).toBe(409);
    expect(await answers()).toHaveLength(1);
  });

  test('takes empty fields for nothing said', async () => {
    expect((await send({ promisedOn: '', note: ' ' })).statusCode).toBe(200);
    expect(await answers()).toMatchObject([{ promisedOn: null, note: null }]);
  });

  test.each([{ promisedOn: '2026-02-30' }, { promisedOn: '明天' }, { note: 'x'.repeat(40_000) }])(
    'shows the form again where it cannot be taken: %j',
    async (form) => {
      const answer = await send(form);
      expect([413, 422]).toContain(answer.statusCode);
      expect(await answers()).toEqual([]);
      expect((await get()).statusCode).toBe(200);
    },
  );

  test('asks again where a document lacks the promised day, or has one that is past', async () => {
    const { store } = open.rectiflow.database;
    await store.query(
      `update notice set document_no = $2, reply_by = now() where dispatch_id = $1`,
      [dispatchId, `督办〔XC〕${dispatchId}`],
    );
    expect((await get()).body).toContain('required');
    for (const form of [{}, { promisedOn: '2026-03-04' }]) {
      const answer = await send(form);
      expect([answer.statusCode, answer.body.includes('role="alert"')]).toEqual([422, true]);
    }
    expect((await send({ promisedOn: '2026-03-06' })).statusCode).toBe(200);
  });

  test('is gone after thirty days', async () => {
    clock.moveTo(clock.at + 30 * dayMs);
    expect((await get()).statusCode).toBe(410);
    expect((await send({})).statusCode).toBe(410);
  });

  test.each(['x', 'A'.repeat(64), '%00', '..%2Fwordings'])(
    'of no such token is none: %s',
    async (token) => {
      const answer = await get(`/acknowledge/${token}`);
      expect(answer.statusCode).toBe(404);
      expect(await answers()).toEqual([]);
    },
  );
});

describe('POST /dispatches/{id}/acknowledgements', () => {
  test('is for whoever got it', async () => {
    expect((await acknowledged({ by: owner, promisedOn: '2026-05-01' })).statusCode).toBe(200);
    expect(await answers()).toMatchObject([{ by: owner, promisedOn: '2026-05-01', byLink: false }]);
  });

  test('says why it is not taken', async () => {
    const codes = [
      await acknowledged({ by: inspector }),
      await acknowledged({ by: owner, promisedOn: '2020-01-01' }),
      await acknowledged({ by: owner }, '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f'),
      await acknowledged({ by: owner, promisedOn: 'soon' }),
      await acknowledged({ by: { kind: 'system', rule: 'x' } }),
    ].map((answer) => [answer.statusCode, answer.json<{ code: string }>().code]);
    expect(codes).toEqual([
      [403, 'not_the_recipient'],
      [422, 'promise_past'],
      [404, 'dispatch_not_found'],
      [400, 'request_invalid'],
      [400, 'request_invalid'],
    ]);
  });

  test('is not for what has not arrived', async () => {
    const { store } = open.rectiflow.database;
    const [failed = ''] = await dispatchesOf(store, await open.open());
    await handOver(store, failed, 'failed', clock.at);
    const answer = await acknowledged({ by: owner }, failed);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
      409,
      'dispatch_not_sent',
    ]);
  });
});
