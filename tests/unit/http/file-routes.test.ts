import { randomBytes } from 'node:crypto';
import { readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { once } from 'node:events';
import { join } from 'node:path';
import { Readable, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { LightMyRequestResponse } from 'fastify';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createFolderStore } from '../../../src/files/folder-store.ts';
import { createS3Store } from '../../../src/files/s3-store.ts';
import { freshFolder } from '../../support/cli.ts';
import { eventually } from '../../support/eventually.ts';
import { s3Keys, sha256 } from '../../support/s3-server.ts';
import { serveHttp, type Served } from '../../support/served.ts';
import { documentOf, expectDocumented } from './documented.ts';
import { hostileNames } from './hostile-names.ts';
import { inspector, openApp, post, sampleFinding, type OpenApp } from './open-app.ts';

const bytes = { 'content-type': 'application/octet-stream' };
const maxBytes = 1_000_000;

let folder: string;
let open: OpenApp;
let served: Served;
const logged: string[] = [];
beforeAll(async () => {
  folder = join(await freshFolder(), 'files');
  const lines = new Writable({
    write(line: Buffer, _encoding, done) {
      logged.push(line.toString());
      done();
    },
  });
  const logger = pino({ level: 'info' }, lines);
  open = await openApp({ logger }, { files: createFolderStore({ folder, maxBytes }) });
  served = await serveHttp(open.rectiflow);
});
afterAll(async () => {
  await served[Symbol.asyncDispose]();
  await open[Symbol.asyncDispose]();
});

async function put(content: Buffer, headers: Record<string, string> = bytes) {
  const answer = await post(open.app, '/files', content, headers);
  expectDocumented(open.app, 'POST /files', answer);
  return answer;
}

const get = (url: string, method: 'GET' | 'HEAD' = 'GET'): Promise<LightMyRequestResponse> =>
  open.app.inject({ method, url });

/** Every file there is, whole or not. */
async function kept(): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

const pathOf = (name: string) => join(folder, name.slice(0, 2), name.slice(2, 4), name);

describe('POST /files', () => {
  test('keeps the bytes as they are, and answers 200 when they come again', async () => {
    const content = randomBytes(200_000);
    const stored = { sha256: sha256(content), bytes: content.length };
    const first = await put(content);
    expect([first.statusCode, first.json()]).toEqual([201, stored]);
    const again = await put(content);
    expect([again.statusCode, again.json()]).toEqual([200, stored]);
    const answer = await get(`/files/${stored.sha256}`);
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.equals(content)).toBe(true);
  });

  test('takes a file of the longest length, and answers 413 to a longer one, announced or not', async () => {
    expect((await put(Buffer.alloc(maxBytes, 1))).statusCode).toBe(201);
    const before = await kept();
    const longer = Buffer.alloc(maxBytes + 1, 2);
    expect((await put(longer)).json()).toMatchObject({ status: 413, code: 'file_too_large' });
    const chunked = { ...bytes, 'transfer-encoding': 'chunked', 'content-length': '' };
    expect((await put(longer, chunked)).json()).toMatchObject({
      status: 413,
      code: 'file_too_large',
    });
    expect(await kept()).toEqual(before);
  });

  test('tells a sender in the middle of a file that it is too long', async () => {
    for (const body of [
      Buffer.alloc(5 * maxBytes),
      new Blob([Buffer.alloc(5 * maxBytes)]).stream(),
    ]) {
      const init: RequestInit = { method: 'POST', headers: bytes, body, duplex: 'half' };
      const answer = await fetch(`${served.url}/files`, init);
      expect(answer.status).toBe(413);
      expect(await answer.json()).toMatchObject({ code: 'file_too_large' });
    }
  });

  test('takes what comes longer than the bodies of other routes may be', async () => {
    await using other = await openApp(
      {},
      { files: createFolderStore({ folder: await freshFolder() }) },
    );
    const content = randomBytes(6 * 1024 * 1024);
    const answer = await post(other.app, '/files', content, bytes);
    expect([answer.statusCode, answer.json()]).toEqual([
      201,
      { sha256: sha256(content), bytes: content.length },
    ]);
  });

  test('leaves nothing behind of a sender who goes away', async () => {
    const before = await kept();
    const sending = httpRequest(`${served.url}/files`, {
      method: 'POST',
      headers: { ...bytes, 'content-length': 500_000 },
    });
    sending.on('error', () => undefined);
    sending.write(Buffer.alloc(100_000, 3));
    await eventually(async () => expect(await kept()).toHaveLength(before.length + 1));
    sending.destroy();
    await eventually(async () => expect(await kept()).toEqual(before));
  });

  test('answers 400 to an empty file, and to none', async () => {
    const before = await kept();
    const empty = [
      await put(Buffer.alloc(0)),
      await open.app.inject({ method: 'POST', url: '/files' }),
      await put(Buffer.alloc(0), { ...bytes, 'transfer-encoding': 'chunked' }),
    ];
    for (const answer of empty) {
      expectDocumented(open.app, 'POST /files', answer);
      expect(answer.json()).toMatchObject({ status: 400, code: 'request_invalid' });
    }
    expect(await kept()).toEqual(before);
  });

  test.each([
    'application/json',
    'text/plain',
    'multipart/form-data; boundary=x',
    'message/rfc822',
    '',
  ])('answers 415 to a body as %j', async (contentType) => {
    const answer = await put(Buffer.from('{"a":1}'), { 'content-type': contentType });
    expect(answer.json()).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  test('answers 415 to what is compressed: its hash would not be that of the file', async () => {
    const answer = await put(Buffer.from('x'), { ...bytes, 'content-encoding': 'gzip' });
    expect(answer.statusCode).toBe(415);
  });

  test('is described as bytes, and the other routes take none', async () => {
    const { requestBody } = documentOf(open.app).paths['/files']?.['post'] ?? {};
    expect(Object.keys(requestBody?.content ?? {})).toEqual(['application/octet-stream']);
    const finding = JSON.stringify({ ...sampleFinding, by: inspector });
    for (const url of ['/findings', '/bounces', '/delegations', `/findings/${sampleId}/events`]) {
      expect([url, (await post(open.app, url, finding, bytes)).statusCode]).toEqual([url, 415]);
    }
  });
});

const sampleId = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';

describe('GET /files/{sha256}', () => {
  test('gives the file to be saved, never to be shown', async () => {
    const content = Buffer.from('<script>alert(1)</script>');
    const { sha256: name } = (await put(content)).json<{ sha256: string }>();
    for (const method of ['GET', 'HEAD'] as const) {
      const { statusCode, headers } = await get(`/files/${name}`, method);
      expect(statusCode).toBe(200);
      expect(headers).toMatchObject({
        'content-type': 'application/octet-stream',
        'content-disposition': 'attachment',
        'content-length': String(content.length),
        'x-content-type-options': 'nosniff',
        'content-security-policy': "default-src 'none'; sandbox",
        'cache-control': 'no-store',
      });
    }
    expect((await get(`/files/${name}`)).body).toBe(content.toString());
    expect((await get(`/files/${name}`, 'HEAD')).body).toBe('');
  });

  test('names it as it is asked to, in a header of ASCII', async () => {
    const { sha256: name } = (await put(Buffer.from('材料'))).json<{ sha256: string }>();
    const asked = encodeURIComponent("采购'办法'(1).pdf");
    for (const method of ['GET', 'HEAD'] as const) {
      const { headers } = await get(`/files/${name}?name=${asked}`, method);
      expect(headers['content-disposition']).toBe(
        `attachment; filename="______(1).pdf"; filename*=UTF-8''%E9%87%87%E8%B4%AD%27%E5%8A%9E%E6%B3%95%27%281%29.pdf`,
      );
    }
  });

  test('answers 404 where there is no such file', async () => {
    const answer = await get(`/files/${sha256('never')}`);
    expectDocumented(open.app, 'GET /files/{sha256}', answer);
    expect(answer.json()).toMatchObject({ status: 404, code: 'file_not_found' });
    expect(await get(`/files/${sha256('never')}`, 'HEAD')).toMatchObject({ statusCode: 404 });
  });

  test('lets 150 hostile names and hashes lead nowhere', async () => {
    await writeFile(join(folder, '..', 'secret'), 'geheim');
    const { sha256: name } = (await put(Buffer.from('材料'))).json<{ sha256: string }>();
    const before = await kept();
    expect(hostileNames.length).toBeGreaterThanOrEqual(150);
    for (const hostile of [...hostileNames, '../secret', `${name}/../secret`]) {
      for (const [url, statuses] of [
        [`/files/${encodeURIComponent(hostile)}`, [400, 404]],
        [`/files/${name}?name=${encodeURIComponent(hostile)}`, [400]],
        [`/files/${hostile.replaceAll(/[^\x21-\x7e]|[?#%]/gu, encodeURIComponent)}`, [400, 404]],
      ] as const) {
        for (const method of ['GET', 'HEAD'] as const) {
          const { statusCode, headers, body } = await get(url, method);
          expect([url, statuses.some((status) => status === statusCode)]).toEqual([url, true]);
          expect(headers['content-type']).toMatch(/^application\/problem\+json/u);
          expect(headers['content-disposition']).toBeUndefined();
          expect(headers['set-cookie']).toBeUndefined();
          expect(body).not.toContain('geheim');
        }
      }
    }
    expect(await kept()).toEqual(before);
  });

  test('reads nothing through a link somebody has put in a file’s place', async () => {
    const { sha256: name } = (await put(Buffer.from('linked'))).json<{ sha256: string }>();
    await rm(pathOf(name));
    await writeFile(join(folder, '..', 'linked'), 'linked');
    await symlink(join(folder, '..', 'linked'), pathOf(name));
    expect((await get(`/files/${name}`)).statusCode).toBe(404);
    await rm(pathOf(name));
  });

  test('answers 500 to a short file that is damaged, and logs which', async () => {
    const { sha256: name } = (await put(Buffer.from('原件'))).json<{ sha256: string }>();
    for (const damaged of ['假件', '']) {
      await writeFile(pathOf(name), damaged);
      logged.length = 0;
      const answer = await get(`/files/${name}`);
      expectDocumented(open.app, 'GET /files/{sha256}', answer);
      expect(answer.json()).toMatchObject({ status: 500, code: 'file_damaged' });
      expect(answer.headers['content-disposition']).toBeUndefined();
      const entries = logged.map((line) => JSON.parse(line) as Record<string, unknown>);
      expect(entries).toContainEqual(
        expect.objectContaining({ level: 50, code: 'file_damaged', file: name }),
      );
    }
  });

  test('breaks off a long file that is damaged: it never arrives whole', async () => {
    const content = randomBytes(900_000);
    const { sha256: name } = (await put(content)).json<{ sha256: string }>();
    content[450_000] = (content[450_000] ?? 0) ^ 1;
    await writeFile(pathOf(name), content);
    const answer = await fetch(`${served.url}/files/${name}`);
    expect(answer.status).toBe(200);
    await expect(answer.arrayBuffer()).rejects.toThrow(TypeError);
  });

  test('gives a long file over a connection, byte for byte', async () => {
    const content = randomBytes(900_000);
    const { sha256: name } = (await put(content)).json<{ sha256: string }>();
    const answer = await fetch(`${served.url}/files/${name}`);
    expect(sha256(new Uint8Array(await answer.arrayBuffer()))).toBe(name);
  });

  test('gives an empty file, where a host has kept one', async () => {
    await open.rectiflow.files?.put(Readable.from([]));
    const answer = await fetch(`${served.url}/files/${sha256('')}`);
    expect([answer.status, await answer.text()]).toEqual([200, '']);
  });

  test('goes on serving when a reader goes away in the middle', async () => {
    const content = randomBytes(900_000);
    const { sha256: name } = (await put(content)).json<{ sha256: string }>();
    const reading = httpRequest(`${served.url}/files/${name}`).end();
    const [answer] = (await once(reading, 'response')) as [NodeJS.ReadableStream];
    await once(answer, 'data');
    reading.destroy();
    expect((await fetch(`${served.url}/files/${name}`, { method: 'HEAD' })).status).toBe(200);
  });
});

describe('without a place for files', () => {
  test('every route says so by one code', async () => {
    await using bare = await openApp();
    expect(bare.rectiflow.files).toBeNull();
    const answers: [string, LightMyRequestResponse][] = [
      ['POST /files', await post(bare.app, '/files', Buffer.from('x'), bytes)],
      ['GET /files/{sha256}', await bare.app.inject(`/files/${sha256('x')}`)],
    ];
    for (const [operation, answer] of answers) {
      expectDocumented(bare.app, operation, answer);
      expect(answer.json()).toMatchObject({ status: 404, code: 'file_store_missing' });
    }
  });
});

describe('with a place that cannot be used', () => {
  test('every route answers 503 and when to come again, and logs no address', async () => {
    const lines: string[] = [];
    const write = (line: Buffer, _encoding: string, done: () => void): void => {
      lines.push(line.toString());
      done();
    };
    const logger = pino(new Writable({ write }));
    const endpoint = 'http://127.0.0.1:9';
    const files = createS3Store({ endpoint, bucket: 'ledger', ...s3Keys });
    await using away = await openApp({ logger }, { files });
    const answers: [string, LightMyRequestResponse][] = [
      ['POST /files', await post(away.app, '/files', Buffer.from('x'), bytes)],
      ['GET /files/{sha256}', await away.app.inject(`/files/${sha256('x')}`)],
    ];
    for (const [operation, answer] of answers) {
      expectDocumented(away.app, operation, answer);
      expect(answer.json()).toMatchObject({ status: 503, code: 'file_store_unavailable' });
    }
    expect(lines.filter((line) => line.includes('file_store_unavailable'))).toHaveLength(2);
    expect(lines.join('')).not.toMatch(/127\.0\.0\.1|geheim|TESTKEYID/u);
  });
});

describe('mounted in a server that has read the body', () => {
  test.each<[string, (bytes: Buffer) => unknown, number]>([
    ['as bytes', (content) => content, 201],
    ['as an object it made of it', () => ({ made: 'up' }), 500],
  ])('%s', async (_what, made, status) => {
    const { createServer } = await import('node:http');
    const server = createServer((request, response) => {
      void (async () => {
        const body = made(await buffer(request));
        open.app.routing(Object.assign(request, { body }), response);
      })();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const before = await kept();
    const body = randomBytes(10_000);
    const answer = await fetch(`http://127.0.0.1:${port}/files`, {
      method: 'POST',
      headers: bytes,
      body,
    });
    expect(answer.status).toBe(status);
    expect(await kept()).toHaveLength(before.length + (status === 201 ? 1 : 0));
    server.close();
    server.closeAllConnections();
  });
});
