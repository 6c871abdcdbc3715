import pino from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Directory } from '../../../src/engine/ports.ts';
import { RectiflowError } from '../../../src/errors.ts';
import { faultOf } from '../../../src/http/failures.ts';
import { expectDocumented } from './documented.ts';
import { openApp, post, sampleFinding, inspector, type OpenApp } from './open-app.ts';

const canary = 'canary-7f3a';

/** A host's directory that fails: what it says must reach nobody. */
const failing = (error: unknown): Directory => ({
  resolve: async () => {
    throw error;
  },
});

interface Heard {
  readonly lines: string[];
  readonly logger: pino.Logger;
}

function listen(): Heard {
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  return { lines, logger: pino({ level: 'trace' }, { write }) };
}

function openFailing(error: unknown, heard: Heard): Promise<OpenApp> {
  return openApp({ logger: heard.logger }, { directory: failing(error) });
}

describe('what is our fault', () => {
  test('is 500 with an id, and nothing of the cause in the answer or the log', async () => {
    const heard = listen();
    const cause = new Error(`connect to postgres://u:${canary}@10.0.0.7 failed`);
    const error = Object.assign(new Error(`${canary}\n    at ${canary} (x.ts:1:1)`, { cause }), {
      code: '23505',
      detail: `Key (email)=(${canary}@example.com)`,
      statusCode: 404,
    });
    await using open = await openFailing(error, heard);
    const title = `${canary} 的问题`;
    const body = { ...sampleFinding, title, by: { ...inspector, id: canary } };
    const answer = await post(open.app, `/findings?${canary}`, body, { authorization: canary });
    expectDocumented(open.app, 'POST /findings', answer);
    const problem = answer.json<{ requestId: string }>();
    expect(problem).toMatchObject({ status: 500, code: 'internal', instance: '/findings' });
    expect(Object.keys(problem).toSorted()).toEqual(
      ['code', 'instance', 'requestId', 'status', 'title', 'titleZh', 'type'].toSorted(),
    );
    expect(answer.body).not.toContain(canary);
    const log = heard.lines.join('');
    expect(log).not.toContain(canary);
    expect(log).not.toContain('127.0.0.1');
    const line = heard.lines.find((text) => text.includes('"level":50')) ?? '{}';
    expect(JSON.parse(line)).toMatchObject({
      requestId: problem.requestId,
      code: 'internal',
      route: '/findings',
      fault: { name: 'Error', code: '23505', cause: { name: 'Error' } },
    });
  });

  test('writes nothing of a request into the log when all goes well either', async () => {
    const heard = listen();
    await using open = await openApp({ logger: heard.logger });
    const id = await open.open({ title: canary });
    await open.app.inject(`/findings/${id}?${canary}=1`);
    await open.app.inject(`/${canary}`);
    await post(open.app, '/findings', { [canary]: canary }, { 'x-forwarded-for': canary });
    expect(heard.lines.length).toBeGreaterThanOrEqual(4);
    expect(heard.lines.join('')).not.toContain(canary);
  });

  test.each([
    ['an error with a code HTTP does not know', new RectiflowError('policy_unknown')],
    ['a thrown string', canary],
    ['a thrown nothing', undefined],
    ['an object that claims a status', { statusCode: 418, message: canary }],
    ['an error that claims a status', Object.assign(new Error(canary), { statusCode: 400 })],
  ])('%s is 500 too', async (_name, error) => {
    await using open = await openFailing(error, listen());
    const answer = await post(open.app, '/findings', { ...sampleFinding, by: inspector });
    expectDocumented(open.app, 'POST /findings', answer);
    expect(answer.json()).toMatchObject({ status: 500, code: 'internal' });
    expect(answer.body).not.toContain(canary);
  });

  test('a database out of reach is 503 and says when to come again', async () => {
    const message = `connect ECONNREFUSED ${canary}`;
    const heard = listen();
    await using open = await openFailing(
      new RectiflowError('database_unreachable', { message }),
      heard,
    );
    const answer = await post(open.app, '/findings', { ...sampleFinding, by: inspector });
    expectDocumented(open.app, 'POST /findings', answer);
    expect(answer.json()).toMatchObject({ status: 503, code: 'database_unreachable' });
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(answer.body + heard.lines.join('')).not.toContain(canary);
  });

  test('a stored state these rules do not know is 500 by its name, for this finding alone', async () => {
    await using open = await openApp();
    const [broken, sound] = [await open.open(), await open.open()];
    await open.rectiflow.database.store.query(
      `update finding set machine_version = 99 where id = $1`,
      [broken],
    );
    const answer = await open.send(broken, { type: 'CLAIM' }, inspector);
    expectDocumented(open.app, 'POST /findings/{id}/events', answer);
    expect(answer.json()).toMatchObject({ status: 500, code: 'state_unreadable' });
    expect((await open.send(sound, { type: 'CLAIM' }, inspector)).statusCode).toBe(200);
    expect((await open.app.inject(`/findings/${broken}`)).statusCode).toBe(200);
  });
});

describe('an address nobody has', () => {
  let open: OpenApp;
  beforeAll(async () => {
    open = await openApp();
  });
  afterAll(() => open[Symbol.asyncDispose]());

  test.each([
    ['GET', '/'],
    ['POST', '/findings/'],
    ['GET', '/problems/event_refused'],
    ['PUT', '/findings'],
    ['DELETE', '/findings/0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f'],
    ['OPTIONS', '/findings'],
    ['GET', '/findings/0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f/events'],
  ] as const)('%s %s is a 404 problem', async (method, url) => {
    const answer = await open.app.inject({ method, url });
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json()).toMatchObject({ status: 404, code: 'route_not_found', instance: url });
  });
});

describe('faultOf', () => {
  test('keeps where an error came from and drops what it says, lines that look like code included', () => {
    const message = `${canary}\n    at ${canary} (file.ts:1:2)`;
    const fault = faultOf(new Error(message, { cause: new Error(message) }));
    expect(JSON.stringify(fault)).not.toContain(canary);
    expect(fault.at[0]).toMatch(/failures\.test\.ts/u);
    expect(fault.cause?.at[0]).toMatch(/failures\.test\.ts/u);
  });

  test('ends with causes that go round in a circle', () => {
    const error = new Error('a');
    error.cause = error;
    expect(JSON.stringify(faultOf(error)).length).toBeLessThan(20_000);
  });
});
