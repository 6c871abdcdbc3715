import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, owner, post, sampleFinding, type OpenApp } from './open-app.ts';

const events = 'POST /findings/{id}/events';
let woken = 0;
let open: OpenApp;

beforeAll(async () => {
  open = await openApp({
    onAccepted: () => {
      woken += 1;
    },
  });
});
afterAll(() => open[Symbol.asyncDispose]());

describe('POST /findings', () => {
  test('opens a finding, says where it is and at which version', async () => {
    const answer = await post(open.app, '/findings', { ...sampleFinding, by: inspector });
    expect(answer.statusCode).toBe(201);
    expectDocumented(open.app, 'POST /findings', answer);
    const opened = answer.json<{ id: string; number: string }>();
    expect(opened).toMatchObject({
      kind: 'accepted',
      state: 'identified',
      stage: 'open',
      hold: 'running',
      version: 1,
    });
    expect(opened.number).toMatch(/^XC-2024-01-\d{3}$/u);
    expect(answer.headers).toMatchObject({ etag: '"1"', location: `/findings/${opened.id}` });
    const found = await open.app.inject(String(answer.headers.location));
    expect(found.json()).toMatchObject({ id: opened.id, title: sampleFinding.title });
  });

  test('takes a finding with nothing but a round, a title and who hands it in', async () => {
    const by = { kind: 'delegate', id: 'chen-jing', actingFor: 'li-na' };
    const answer = await post(open.app, '/findings', { round: '巡察2024', title: '问题', by });
    expect(answer.statusCode).toBe(201);
  });

  test('opens one finding for one idempotency key, however often it is sent', async () => {
    const body = { ...sampleFinding, title: '只开一次', by: inspector };
    const headers = { 'idempotency-key': 'open-once' };
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post(open.app, '/findings', body, headers)),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(8).fill(201));
    expect(new Set(answers.map((answer) => answer.body)).size).toBe(1);
    expect(new Set(answers.map((answer) => answer.headers.location)).size).toBe(1);
    const other = await post(open.app, '/findings', { ...body, title: '另一个' }, headers);
    expectDocumented(open.app, 'POST /findings', other);
    expect(other.json()).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  });

  test.each([
    ['system', { kind: 'system', rule: 'sweep' }],
    ['import', { kind: 'import', document: 'doc-1' }],
  ])('does not take the word of a caller who claims to be the %s', async (_name, by) => {
    const answer = await post(open.app, '/findings', { ...sampleFinding, by });
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'request_invalid',
      problems: [{ in: 'body', path: 'by.kind' }],
    });
  });
});

describe('POST /findings/:id/events', () => {
  test('takes a step and gives the new version as the ETag', async () => {
    const id = await open.open();
    const before = woken;
    const answer = await open.send(id, { type: 'CLAIM' }, owner);
    expectDocumented(open.app, events, answer);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.etag).toBe('"2"');
    expect(answer.json()).toMatchObject({ id, state: 'identified', stage: 'claimed', version: 2 });
    expect(woken).toBe(before + 1);
  });

  test('refuses a step with the guard, what is allowed, and where the finding stands', async () => {
    const id = await open.open();
    const before = woken;
    const answer = await open.send(id, { type: 'SUBMIT_PLAN' }, owner);
    expectDocumented(open.app, events, answer);
    expect(answer.headers['content-type']).toBe('application/problem+json');
    expect(answer.json()).toMatchObject({
      type: '/problems/event_refused',
      status: 409,
      code: 'event_refused',
      guard: 'stateAcceptsEvent',
      state: 'identified',
      stage: 'open',
      version: 1,
      instance: `/findings/${id}/events`,
    });
    expect(answer.json<{ allowed: string[] }>().allowed).toEqual(
      expect.arrayContaining(['CLAIM', 'CONTEST']),
    );
    expect(woken).toBe(before);
  });

  test.each(['"1"', '1', '*'])('acts on If-Match %s while the version is 1', async (ifMatch) => {
    const id = await open.open();
    const answer = await open.send(id, { type: 'CLAIM' }, owner, { 'if-match': ifMatch });
    expect(answer.statusCode).toBe(200);
  });

  test('answers 412 with the current version when the one asked for has passed', async () => {
    const id = await open.open();
    await open.send(id, { type: 'CLAIM' }, owner);
    for (const ifMatch of ['"1"', '"3"', '999999999999999']) {
      const answer = await open.send(id, { type: 'ASSIGN' }, owner, { 'if-match': ifMatch });
      expectDocumented(open.app, events, answer);
      expect(answer.json()).toMatchObject({
        status: 412,
        code: 'version_conflict',
        currentVersion: 2,
      });
    }
  });

  test.each([
    ['If-Match', 'W/"1"'],
    ['If-Match', '"1", "2"'],
    ['If-Match', '"0"'],
    ['If-Match', '"1'],
    ['If-Match', 'abc'],
    ['If-Match', '-1'],
    ['If-Match', ''],
    ['If-Match', '"9999999999999999999"'],
    ['Idempotency-Key', ''],
    ['Idempotency-Key', 'two words'],
    ['Idempotency-Key', 'x'.repeat(201)],
    ['Idempotency-Key', 'clé'],
  ])('answers 400 to the header %s: %s', async (name, value) => {
    const id = await open.open();
    const answer = await open.send(id, { type: 'CLAIM' }, owner, { [name]: value });
    expectDocumented(open.app, events, answer);
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'request_invalid',
      problems: [{ in: 'header', path: name.toLowerCase() }],
    });
    expect((await open.app.inject(`/findings/${id}`)).headers.etag).toBe('"1"');
  });

  test('carries a step out once for one idempotency key, also after others have followed', async () => {
    const id = await open.open();
    const headers = { 'idempotency-key': `claim-${id}`, 'if-match': '"1"' };
    const first = await open.send(id, { type: 'CLAIM' }, owner, headers);
    await open.send(id, { type: 'ASSIGN', slots: { leadOfficial: 'wang-fang' } }, owner);
    const again = await open.send(id, { type: 'CLAIM' }, owner, headers);
    expect(again.statusCode).toBe(200);
    expect(again.body).toBe(first.body);
    expect(again.headers.etag).toBe(first.headers.etag);
    const other = await open.send(id, { type: 'ASSIGN' }, owner, headers);
    expectDocumented(open.app, events, other);
    expect(other.json()).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  });

  test('knows the id in capitals for the same', async () => {
    const id = await open.open();
    const key = { 'idempotency-key': `capital-${id}` };
    const first = await open.send(id, { type: 'CLAIM' }, owner, key);
    const again = await open.send(id.toUpperCase(), { type: 'CLAIM' }, owner, key);
    expect(again.body).toBe(first.body);
  });

  test('answers 404 to a finding that does not exist, 400 to an id that is none', async () => {
    const id = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
    const unknown = await open.send(id, { type: 'CLAIM' }, owner);
    expectDocumented(open.app, events, unknown);
    expect(unknown.json()).toMatchObject({ status: 404, code: 'finding_not_found' });
    const malformed = await open.send('XC-2024-01-001', { type: 'CLAIM' }, owner);
    expectDocumented(open.app, events, malformed);
    expect(malformed.json()).toMatchObject({
      status: 400,
      problems: [{ in: 'path', path: 'id' }],
    });
  });

  test('does not take the passing of time from outside', async () => {
    const id = await open.open();
    const event = { type: 'CLOCK_DUE', clockNo: 1, clock: 'plan', dueAt: 0, rungs: [] };
    const answer = await post(open.app, `/findings/${id}/events`, { event, by: inspector });
    expect(answer.json()).toMatchObject({
      status: 400,
      problems: [{ in: 'body', path: 'event.type' }],
    });
  });

  test('asks for the reason a measure is dropped', async () => {
    const id = await open.open();
    const answer = await open.send(id, { type: 'ADVANCE_MEASURE', no: 1, step: 'DROP' }, owner);
    expectDocumented(open.app, events, answer);
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'request_invalid',
      problems: [
        { in: 'body', path: 'event.note', message: 'must say why the measure is dropped' },
      ],
    });
  });

  test('lets a maker check nothing of their own', async () => {
    const id = await open.open();
    await open.send(id, { type: 'CLAIM' }, owner);
    await open.send(id, { type: 'CONTEST', reason: '不属本单位' }, owner);
    const own = await open.send(id, { type: 'UPHOLD_CONTEST', reason: '同意' }, owner);
    expectDocumented(open.app, events, own);
    expect(own.json()).toMatchObject({ status: 409, guard: 'checkerIsNotMaker' });
    expect(own.json<{ detail: string }>().detail).toMatch(/经办人/u);
    const off = await open.send(id, { type: 'WITHDRAW', reason: '不属本单位' }, owner);
    expect(off.json()).toMatchObject({ status: 409, guard: 'checkerIsNotMaker' });
  });
});

test('a step taken stays taken when the host fails to hear of it', async () => {
  await using other = await openApp({
    onAccepted: () => {
      throw new Error('the host is busy');
    },
  });
  const id = await other.open();
  expect((await other.send(id, { type: 'CLAIM' }, owner)).statusCode).toBe(200);
});
