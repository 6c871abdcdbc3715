import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer, text } from 'node:stream/consumers';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { mailBytesMax } from '../../../src/http/mail-body.ts';
import type { DispatchSummary } from '../../../src/store/dispatch-views.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { bouncedMail } from '../../support/bounced-mail.ts';
import { dispatchesOf, handOver, type End } from '../../support/settled-dispatch.ts';
import { leavingNoTrace } from '../engine/ledger-reading.ts';
import { documentOf, expectDocumented } from './documented.ts';
import { inspector, openApp, owner, post, sampleFinding, type OpenApp } from './open-app.ts';

const start = Date.parse('2026-03-05T07:00:00+08:00');
const mail = { 'content-type': 'message/rfc822' };

let open: OpenApp;
let woken = 0;
function onAccepted(): void {
  woken += 1;
  throw new Error('the host has trouble of its own');
}
beforeAll(async () => {
  open = await openApp({ onAccepted }, { clock: createVirtualClock(start) });
  const people = [owner, inspector].map(({ id }) => ({ id, name: id, email: null, unit: null }));
  await open.rectiflow.directory.put({ people });
});
afterAll(() => open[Symbol.asyncDispose]());

let id: string;
let messageId: string;
beforeEach(async () => {
  const { store } = open.rectiflow.database;
  [id = ''] = await dispatchesOf(store, await open.open());
  messageId = `<${id}@rectiflow.example>`;
});

/** The message has come to that end, under a Message-ID of its own. */
async function come(end: End): Promise<void> {
  const { store } = open.rectiflow.database;
  await handOver(store, id, end, start);
  await store.query('update dispatch set message_id = $2 where id = $1', [id, messageId]);
}

async function taken(body: Buffer | string, headers = mail): Promise<LightMyRequestResponse> {
  const answer = await post(open.app, '/bounces', body, headers);
  expectDocumented(open.app, 'POST /bounces', answer);
  return answer;
}

async function message(): Promise<DispatchSummary | undefined> {
  const all = await open.rectiflow.dispatchViews.list();
  return all.find((each) => each.id === id);
}

describe('POST /bounces', () => {
  test.each(['sent', 'unknown'] as const)(
    'lets the message that came back fail which was %s, and wakes whoever does the work',
    async (end) => {
      await come(end);
      const before = woken;
      const answer = await taken(bouncedMail(messageId));
      expect([answer.statusCode, answer.json()]).toEqual([
        200,
        { kind: 'failed', dispatchId: id, outcome: 'bounce_5.1.1' },
      ]);
      expect(woken).toBe(before + 1);
      expect(await message()).toMatchObject({ state: 'failed', outcome: 'bounce_5.1.1' });
    },
  );

  test('takes the media type with parameters, and in capitals', async () => {
    await come('sent');
    const headers = { 'content-type': 'Message/RFC822; charset=us-ascii' };
    const answer = await taken(bouncedMail(messageId), headers);
    expect(answer.json()).toMatchObject({ kind: 'failed' });
  });

  test.each([
    ['what is no bounce', () => Buffer.from('Subject: hello\r\n\r\nhello'), 'not_a_bounce'],
    ['bytes that are no mail', () => Buffer.from([0, 255, 254, 10, 13]), 'not_a_bounce'],
    ['JSON that calls itself a mail', () => Buffer.from('{"kind":"failed"}'), 'not_a_bounce'],
    ['a delay', () => bouncedMail(messageId, 'delayed'), 'not_final'],
    ['somebody else’s mail', () => bouncedMail('<2@elsewhere.example>'), 'not_ours'],
  ])('ignores %s: nothing changes, and nobody is woken', async (_what, body, why) => {
    await come('sent');
    const before = woken;
    const answer = await leavingNoTrace(open.rectiflow, () => taken(body()));
    expect([answer.statusCode, answer.json()]).toEqual([200, { kind: 'ignored', why }]);
    expect(woken).toBe(before);
    expect(await message()).toMatchObject({ state: 'sent' });
  });

  test('ignores the same mail when it comes again', async () => {
    await come('sent');
    await taken(bouncedMail(messageId));
    const again = await taken(bouncedMail(messageId));
    expect(again.json()).toEqual({ kind: 'ignored', why: 'settled' });
  });

  test('answers 400 to an empty body, and to none', async () => {
    expect((await taken('')).json()).toMatchObject({ status: 400, code: 'request_invalid' });
    const none = await open.app.inject({ method: 'POST', url: '/bounces' });
    expectDocumented(open.app, 'POST /bounces', none);
    expect(none.json()).toMatchObject({ status: 400, code: 'request_invalid' });
  });

  test.each(['application/json', 'text/plain', 'message/partial', 'multipart/report', ''])(
    'answers 415 to a body as %j',
    async (contentType) => {
      const answer = await taken(bouncedMail(messageId), { 'content-type': contentType });
      expect(answer.json()).toMatchObject({ status: 415, code: 'unsupported_media_type' });
    },
  );

  test('takes a mail of 1 MiB, and answers 413 to a longer one, announced or not', async () => {
    await come('sent');
    const longest = Buffer.alloc(mailBytesMax, 'x\r\n');
    bouncedMail(messageId).copy(longest);
    expect((await taken(longest)).json()).toMatchObject({ kind: 'failed' });
    const longer = Buffer.concat([longest, Buffer.from('x')]);
    expect((await taken(longer)).json()).toMatchObject({ status: 413, code: 'payload_too_large' });
    const chunked = { ...mail, 'transfer-encoding': 'chunked', 'content-length': '' };
    expect((await taken(longer, chunked)).statusCode).toBe(413);
  });

  test('is described as a mail, and the other routes take none', async () => {
    const { requestBody } = documentOf(open.app).paths['/bounces']?.['post'] ?? {};
    expect(Object.keys(requestBody?.content ?? {})).toEqual(['message/rfc822']);
    const finding = JSON.stringify({ ...sampleFinding, by: inspector });
    expect((await post(open.app, '/findings', finding, mail)).statusCode).toBe(415);
  });
});

describe('mounted in a server that has read the mail', () => {
  const readBody = {
    bytes: buffer,
    text,
    nothing: async (stream: NodeJS.ReadableStream) => {
      await buffer(stream);
      return {};
    },
  };

  test.each([
    ['bytes', 200, { kind: 'failed' }],
    ['text', 200, { kind: 'failed' }],
    ['nothing', 500, { code: 'internal' }],
  ] as const)('and kept it as %s, it is answered %i', async (kept, status, answered) => {
    await come('sent');
    const server = createServer((request, response) => {
      void (async () => {
        const body: unknown = await readBody[kept](request);
        open.app.routing(Object.assign(request, { body }), response);
      })();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const body = new Uint8Array(bouncedMail(messageId));
    const url = `http://127.0.0.1:${port}/bounces`;
    const answer = await fetch(url, { method: 'POST', headers: mail, body });
    expect(answer.status).toBe(status);
    expect(await answer.json()).toMatchObject(answered);
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  });
});
