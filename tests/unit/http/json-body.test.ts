import { createServer } from 'node:http';
import { buffer, text } from 'node:stream/consumers';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bodyBytesMax } from '../../../src/http/json-body.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, post, sampleFinding, type OpenApp } from './open-app.ts';

let open: OpenApp;
beforeAll(async () => {
  open = await openApp();
});
afterAll(() => open[Symbol.asyncDispose]());

/** What express.json() and Nest do, and what Express does to addresses under a prefix. */
async function mounted(prefix: string, readBody: 'kept' | 'raw' | 'dropped' | 'left') {
  const server = createServer((request, response) => {
    void (async () => {
      const host: { originalUrl?: string; body?: unknown } = {};
      if (readBody === 'kept') host.body = JSON.parse((await text(request)) || 'null');
      if (readBody === 'raw') host.body = await buffer(request);
      if (readBody === 'dropped') await buffer(request);
      host.originalUrl = request.url ?? '';
      request.url = host.originalUrl.slice(prefix.length);
      open.app.routing(Object.assign(request, host), response);
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${prefix}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

const body = JSON.stringify({ ...sampleFinding, by: inspector });
const json = { 'content-type': 'application/json' };

describe('the body', () => {
  test.each([
    'application/json',
    'application/json; charset=utf-8',
    'application/json;charset="UTF-8"',
    'APPLICATION/JSON',
  ])('is taken as %s', async (contentType) => {
    const answer = await post(open.app, '/findings', body, { 'content-type': contentType });
    expect(answer.statusCode).toBe(201);
  });

  test.each([
    'text/plain',
    'text/json',
    'application/xml',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=gbk',
    'application/json; charset=utf-16',
    'application/jsonp',
    'application/json, text/plain',
    'application/\tjson',
    'application/json\tx',
    'json',
    ';',
  ])('is 415 as %s', async (contentType) => {
    const answer = await post(open.app, '/findings', body, { 'content-type': contentType });
    expectDocumented(open.app, 'POST /findings', answer);
    expect(answer.json()).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  test('is 415 with a content type left out, or compressed', async () => {
    const untyped = await post(open.app, '/findings', Buffer.from(body), { 'content-type': '' });
    expect(untyped.statusCode).toBe(415);
    const headers = { ...json, 'content-encoding': 'gzip' };
    expect((await post(open.app, '/findings', body, headers)).statusCode).toBe(415);
  });

  test('is 413 beyond 4 MiB, also where its length is not announced', async () => {
    const title = '长'.repeat(bodyBytesMax / 3);
    const long = JSON.stringify({ ...sampleFinding, title, by: inspector });
    const announced = await post(open.app, '/findings', long, json);
    expectDocumented(open.app, 'POST /findings', announced);
    expect(announced.json()).toMatchObject({ status: 413, code: 'payload_too_large' });
    const chunked = { ...json, 'transfer-encoding': 'chunked', 'content-length': '' };
    const unannounced = await post(open.app, '/findings', long, chunked);
    expect(unannounced.statusCode).toBe(413);
  });

  test.each([
    ['nothing', '', /空/u],
    ['spaces', '  ', /空/u],
    ['a trailing comma', '{"round":"XC",}', /第 14 个字符/u],
    ['half an object', '{"round":"XC"', /JSON/u],
    ['a word', 'hello', /JSON/u],
    ['a NUL', '\0', /JSON/u],
    ['two values', '{} {}', /JSON/u],
    ['a prototype', '{"__proto__":{"x":1}}', /__proto__/u],
    ['a prototype in disguise', '{"\\u005f_proto__":{"x":1}}', /__proto__/u],
    ['a constructor', '{"constructor":{"prototype":{"x":1}}}', /__proto__/u],
    ['GBK', Buffer.from([0x22, 0xb2, 0xc9, 0xb9, 0xba, 0x22]), /UTF-8/u],
    ['a cut-off character', Buffer.from([0x22, 0xe9, 0x87, 0x22]), /UTF-8/u],
  ])('is 400 when it is %s', async (_name, payload, detail) => {
    const answer = await post(open.app, '/findings', payload, json);
    expectDocumented(open.app, 'POST /findings', answer);
    expect(answer.json()).toMatchObject({ status: 400, code: 'request_invalid' });
    expect(answer.json<{ detail: string }>().detail).toMatch(detail);
  });

  test.each(['null', '[]', '"x"', '1', 'true', '{}'])(
    'is 400 when it is the JSON value %s',
    async (payload) => {
      const answer = await post(open.app, '/findings', payload, json);
      expectDocumented(open.app, 'POST /findings', answer);
      expect(answer.json()).toMatchObject({ status: 400, code: 'request_invalid' });
    },
  );

  test('keeps texts exactly as they were sent', async () => {
    const description = '“引号”\t表格\n换行 😀 𠮷 <b>&amp;</b> =1+1';
    const id = await open.open({ description });
    expect((await open.app.inject(`/findings/${id}`)).json()).toMatchObject({ description });
  });

  test('names every member that is wrong, at most twenty of them', async () => {
    const members = { round: '', title: 1, class: 'soon', extra: true, by: { kind: 'person' } };
    const answer = await post(open.app, '/findings', members);
    const { problems } = answer.json<{ problems: { path: string; message: string }[] }>();
    expect(problems.map(({ path }) => path).toSorted()).toEqual(
      ['', 'by.id', 'class', 'round', 'title'].toSorted(),
    );
    const many = {
      ...sampleFinding,
      by: inspector,
      measures: Array.from({ length: 100 }, () => ({ no: 0 })),
    };
    const capped = (await post(open.app, '/findings', many)).json<{ problems: object[] }>();
    expect(capped.problems).toHaveLength(20);
  });
});

describe('mounted in another server', () => {
  test.each(['kept', 'raw', 'left'] as const)(
    'works under a prefix when the host has %s the body',
    async (readBody) => {
      await using host = await mounted('/api/rectification', readBody);
      const made = await fetch(`${host.url}/findings`, { method: 'POST', headers: json, body });
      expect(made.status).toBe(201);
      const location = made.headers.get('location') ?? '';
      expect(location).toMatch(/^\/api\/rectification\/findings\/[0-9a-f-]{36}$/u);
      const found = await fetch(new URL(location, host.url));
      expect(found.status).toBe(200);
      const missing = await fetch(`${host.url}/findings/none?x=1`);
      expect(await missing.json()).toMatchObject({ instance: '/api/rectification/findings/none' });
    },
  );

  test('says so instead of waiting for ever when the host has swallowed the body', async () => {
    await using host = await mounted('', 'dropped');
    const answer = await fetch(`${host.url}/findings`, { method: 'POST', headers: json, body });
    expect(await answer.json()).toMatchObject({ status: 500, code: 'internal' });
  });
});
