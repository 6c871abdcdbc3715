import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { networkInterfaces } from 'node:os';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { FastifyInstance } from 'fastify';
import pino from 'pino';
import { RectiflowError } from '../../../src/errors.ts';
import { createHttpApp } from '../../../src/http/app.ts';
import { listen } from '../../../src/http/serve.ts';
import { openApp, type OpenApp } from './open-app.ts';

let open: OpenApp;
const lines: string[] = [];
const apps: FastifyInstance[] = [];

function makeApp(): FastifyInstance {
  const logger = pino({}, { write: (line: string) => void lines.push(line) });
  const app = createHttpApp(open.rectiflow, { logger });
  apps.push(app);
  return app;
}

beforeAll(async () => {
  open = await openApp();
});
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()));
});
afterAll(() => open[Symbol.asyncDispose]());

describe('listen', () => {
  test('listens on 127.0.0.1, says where and why only there, in both languages', async () => {
    const { url, port, sentence } = await listen(makeApp(), { port: 0 });
    expect(url).toBe(`http://127.0.0.1:${port}`);
    expect(sentence).toMatch(/仅限本机.+ \/ Listening on http.+ this machine only: identity/u);
    expect(sentence).toContain(url);
    expect(lines.map((line) => (JSON.parse(line) as { msg: string }).msg)).toContain(sentence);
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test('cannot be reached through any other address of this machine', async () => {
    const { port } = await listen(makeApp(), { port: 0 });
    const others = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .map(({ address }) => address)
      .filter((address) => address !== '127.0.0.1' && !address.startsWith('fe80'));
    const reached: string[] = [];
    for (const host of new Set([...others, '::1', '127.0.0.2'])) {
      const socket = connect(port, host);
      await Promise.race([
        once(socket, 'connect').then(() => reached.push(host)),
        once(socket, 'close'),
      ]).catch(() => undefined);
      socket.destroy();
    }
    expect(reached).toEqual([]);
  });

  test('says in one sentence that the port is taken', async () => {
    const squatter = createServer();
    squatter.listen(0, '127.0.0.1');
    await once(squatter, 'listening');
    const address = squatter.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const failure = await listen(makeApp(), { port }).catch((error: unknown) => error);
    squatter.close();
    expect(failure).toBeInstanceOf(RectiflowError);
    expect(failure).toMatchObject({
      code: 'config_invalid',
      message: `端口 ${port} 已被其他程序占用,请换一个。 / Port ${port} is in use by another program; choose another.`,
    });
  });

  test.each([-1, 65_536, 1.5, Number.NaN])('refuses port %d', async (port) => {
    await expect(listen(makeApp(), { port })).rejects.toMatchObject({ code: 'config_invalid' });
  });

  test('answers what is not HTTP with a problem, and goes on', async () => {
    const { url, port } = await listen(makeApp(), { port: 0 });
    const answers: string[] = [];
    for (const bytes of [
      'hello\r\n\r\n',
      'GET / HTTP/9.9\r\n\r\n',
      'GET /healthz HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n',
      `GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(20_000)}\r\n\r\n`,
      'POST /findings HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n',
    ]) {
      const socket = connect(port, '127.0.0.1');
      socket.write(bytes);
      answers.push(await text(socket));
    }
    for (const answer of answers) {
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d .+application\/problem\+json/su);
    }
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
  });

  test('survives clients that leave in the middle of their body', async () => {
    const { url, port } = await listen(makeApp(), { port: 0 });
    for (let times = 0; times < 10; times += 1) {
      const socket = connect(port, '127.0.0.1');
      await once(socket, 'connect');
      const head = 'POST /findings HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n';
      socket.write(`${head}Content-Length: 100\r\n\r\n{"round":`);
      socket.destroy();
      await once(socket, 'close');
    }
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(lines.filter((line) => line.includes('"level":50'))).toEqual([]);
  });
});
