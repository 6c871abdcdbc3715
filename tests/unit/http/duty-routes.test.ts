/** Duties over HTTP: opened, read, and told what became of their tasks. */
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createHttpApp } from '../../../src/http/app.ts';
import { dutyBodySchema, dutyEventBodySchema } from '../../../src/http/duty-schemas.ts';
import { dutyRoutes } from '../../../src/http/duty-routes.ts';
import { createFindingViews } from '../../../src/store/finding-views.ts';
import type { Database } from '../../../src/store/open-database.ts';
import { migratedMemoryDatabase } from '../../support/memory-database.ts';
import { openDutyCase, raiseAt, type DutyCase } from '../engine/duties/duty-case.ts';
import { opened, shanghai, wipe } from '../engine/engine-case.ts';
import { documentOf, expectDocumented, readSchema } from './documented.ts';
import { inspector, owner, post } from './open-app.ts';

let database: Database;
let dutyCase: DutyCase;
let app: FastifyInstance;
let woken = 0;

beforeAll(async () => {
  database = await migratedMemoryDatabase();
});
beforeEach(async () => {
  await wipe(database);
  dutyCase = await openDutyCase({ database });
  app = await appOver(dutyCase, () => {
    woken += 1;
  });
  return () => app.close();
});
afterAll(() => database.close());

const daily = { rhythm: { kind: 'daily' }, from: '2024-03-02' };
const sample = { round: 'XC-2024', title: '校领导每日陪餐', rule: daily, to: ['teaching'] };
const events = 'POST /duties/{id}/events';
const done = (slot: string) => ({ type: 'TASK_DONE', slot });

/** The handler over the duties of a case, and as much of the rest as it asks for. */
async function appOver(
  { engine, duties, views, ports, database: { store } }: DutyCase,
  onAccepted: () => void,
): Promise<FastifyInstance> {
  const { calendar } = ports;
  const findings = createFindingViews(store, calendar);
  const host = { engine, findings, calendar, database, duties, dutyViews: views };
  const whole = createHttpApp(host as never, { onAccepted });
  await whole.ready();
  if (whole.hasRoute({ method: 'POST', url: '/duties' })) return whole;
  const made = createHttpApp(host as never);
  const now = () => engine.now();
  void made.register(
    dutyRoutes({ duties, views, now, print: (at) => calendar.print(at), onAccepted }),
  );
  await made.ready();
  return made;
}

async function open(duty: object = {}): Promise<string> {
  const answer = await post(app, '/duties', { ...sample, ...duty, by: inspector });
  expectDocumented(app, 'POST /duties', answer);
  expect(answer.statusCode).toBe(201);
  return answer.json<{ id: string }>().id;
}

function send(id: string, event: object, headers: Record<string, string> = {}) {
  return post(app, `/duties/${id}/events`, { event, by: owner }, headers);
}

async function get(url: string, operation: string) {
  const answer = await app.inject(url);
  expectDocumented(app, operation, answer);
  return answer;
}

describe('POST /duties', () => {
  test('opens a duty, says where it is and at which version, and wakes the workers', async () => {
    const before = woken;
    const answer = await post(app, '/duties', { ...sample, by: inspector });
    expectDocumented(app, 'POST /duties', answer);
    const { id } = answer.json<{ id: string }>();
    expect(answer.headers).toMatchObject({ etag: '"1"', location: `/duties/${id}` });
    expect(answer.json()).toEqual({
      kind: 'accepted',
      id,
      number: 'XC-2024-D001',
      state: 'running',
      version: 1,
      openTasks: 0,
    });
    expect(woken).toBe(before + 1);
  });

  test('opens one for one idempotency key, and answers the same, byte for byte', async () => {
    const headers = { 'idempotency-key': 'duty-once' };
    const answers = await Promise.all(
      [1, 2, 3].map(() => post(app, '/duties', { ...sample, by: inspector }, headers)),
    );
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
    const other = await post(app, '/duties', { ...sample, title: '别的', by: inspector }, headers);
    expectDocumented(app, 'POST /duties', other);
    expect(other.json()).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  });

  test.each([
    ['no rule', { rule: undefined }, 'rule'],
    ['a rhythm nobody keeps', { rule: { rhythm: { kind: 'hourly' } } }, 'rule.rhythm.kind'],
    ['nobody to do it', { to: [] }, 'to'],
    ['a member nobody knows', { slots: {} }, ''],
  ])('answers 400 to %s', async (_what, part, path) => {
    const answer = await post(app, '/duties', { ...sample, ...part, by: inspector });
    expectDocumented(app, 'POST /duties', answer);
    expect(answer.json()).toMatchObject({ status: 400, problems: [{ in: 'body', path }] });
  });

  test('answers 422 to a rule that names no day, 404 to a finding there is not', async () => {
    const past = await post(app, '/duties', {
      ...sample,
      rule: { ...daily, from: '2020-01-01' },
      by: inspector,
    });
    expectDocumented(app, 'POST /duties', past);
    expect(past.json()).toMatchObject({ status: 422, problems: [{ path: 'duty.rule.from' }] });
    const findingId = '018e0000-0000-7000-8000-000000000001';
    const nowhere = await post(app, '/duties', { ...sample, findingId, by: inspector });
    expectDocumented(app, 'POST /duties', nowhere);
    expect(nowhere.json()).toMatchObject({ status: 404, code: 'finding_not_found' });
  });

  test.each([
    { kind: 'system', rule: 'sweep' },
    { kind: 'import', document: 'x' },
  ])('does not take the word of $kind', async (by) => {
    const answer = await post(app, '/duties', { ...sample, by });
    expect(answer.json()).toMatchObject({ status: 400, problems: [{ path: 'by.kind' }] });
  });
});

describe('POST /duties/:id/events', () => {
  test('records a task as done, also one that nobody has raised yet', async () => {
    const id = await open();
    dutyCase.clock.moveTo(shanghai('2024-03-02T08:00'));
    const answer = await send(id, { ...done('2024-03-02'), issuesFound: 2 });
    expectDocumented(app, events, answer);
    expect(answer.headers.etag).toBe('"3"');
    expect(answer.json()).toMatchObject({ id, state: 'running', version: 3, openTasks: 0 });
  });

  test('refuses what cannot be, with the guard, what is allowed, and where the duty stands', async () => {
    const id = await open();
    const before = woken;
    const answer = await send(id, done('2024-03-02'));
    expectDocumented(app, events, answer);
    expect(answer.json()).toMatchObject({
      status: 409,
      code: 'event_refused',
      guard: 'hasOpenTasks',
      allowed: ['ASSIGN', 'END'],
      state: 'running',
      version: 1,
      instance: `/duties/${id}/events`,
    });
    expect(woken).toBe(before);
  });

  test('acts on If-Match while the version is that, and answers 412 when it has passed', async () => {
    const id = await open();
    const assign = { type: 'ASSIGN', to: ['principal'] };
    expect((await send(id, assign, { 'if-match': '"1"' })).statusCode).toBe(200);
    const late = await send(id, assign, { 'if-match': '"1"' });
    expectDocumented(app, events, late);
    expect(late.json()).toMatchObject({ status: 412, currentVersion: 2 });
  });

  test('cannot be sent the passing of time, nor anything to a duty there is not', async () => {
    const id = await open();
    const time = await send(id, { type: 'SLOTS_DUE', slots: [], overdue: [] });
    expect(time.json()).toMatchObject({ status: 400, problems: [{ path: 'event.type' }] });
    const nowhere = await send('018e0000-0000-7000-8000-000000000001', done('2024-03-02'));
    expectDocumented(app, events, nowhere);
    expect(nowhere.json()).toMatchObject({ status: 404, code: 'duty_not_found' });
  });

  test('a host that fails when it is woken changes nothing about the answer', async () => {
    const other = await appOver(dutyCase, () => {
      throw new Error('asleep');
    });
    const answer = await post(other, '/duties', { ...sample, by: inspector });
    expect(answer.statusCode).toBe(201);
    await other.close();
  });
});

describe('reading duties', () => {
  test('lists them page by page, with what is open and overdue as of now', async () => {
    for (let no = 0; no < 3; no += 1) await open();
    dutyCase.clock.moveTo(shanghai('2024-03-03T08:00'));
    const list = 'GET /duties';
    const first = await get('/duties?limit=2&round=XC-2024', list);
    expect(first.json()).toMatchObject({
      items: [
        { number: 'XC-2024-D001', openTasks: 2, overdueTasks: 1, waitsForTerms: false },
        { number: 'XC-2024-D002', next: { slot: '2024-03-04' } },
      ],
      next: 'XC-2024-D002',
    });
    const rest = await get('/duties?limit=2&after=XC-2024-D002', list);
    expect(rest.json()).toMatchObject({ items: [{ number: 'XC-2024-D003' }], next: null });
    expect((await get('/duties?overdue=false', list)).json()).toEqual({ items: [], next: null });
    expect((await get('/duties?overdue=true&kind=check', list)).json()).toMatchObject({
      items: [],
    });
    expect((await get('/duties?state=lost', list)).statusCode).toBe(400);
  });

  test('gives one with its tasks, its version as the ETag, and the finding it is tied to', async () => {
    const finding = await opened(dutyCase.engine);
    const id = await open({ findingId: finding.id, kind: 'check' });
    await raiseAt(dutyCase, shanghai('2024-03-03T08:00'));
    await send(id, { ...done('2024-03-02'), note: '已陪餐' });
    const answer = await get(`/duties/${id}`, 'GET /duties/{id}');
    expect(answer.headers.etag).toBe('"3"');
    expect(answer.json()).toMatchObject({
      finding: { id: finding.id, number: finding.number },
      kind: 'check',
      rule: { from: '2024-03-02', at: '08:00' },
      tasks: [
        { slot: '2024-03-02', state: 'done', note: '已陪餐', settledBy: { id: owner.id } },
        { slot: '2024-03-03', state: 'open', dueAt: '2024-03-04T00:00:00.000+08:00' },
      ],
    });
    const tied = await get(`/duties?finding=${finding.id.toUpperCase()}`, 'GET /duties');
    expect(tied.json()).toMatchObject({ items: [{ id }] });
  });

  test('gives its history, chained', async () => {
    const id = await open();
    await raiseAt(dutyCase, shanghai('2024-03-02T08:00'));
    const operation = 'GET /duties/{id}/history';
    const answer = await get(`/duties/${id}/history`, operation);
    const { items } = answer.json<{ items: { type: string; prevHash: string; hash: string }[] }>();
    expect(items.map(({ type }) => type)).toEqual(['DUTY_OPENED', 'SLOTS_DUE']);
    expect(items[1]?.prevHash).toBe(items[0]?.hash);
    const finding = await opened(dutyCase.engine);
    expect((await get(`/duties/${finding.id}/history`, operation)).statusCode).toBe(404);
    expect((await get(`/duties/${finding.id}`, 'GET /duties/{id}')).statusCode).toBe(404);
  });
});

test('the examples of the document are taken, by our schemas and by its own', () => {
  const document = documentOf(app);
  for (const [path, ours] of [
    ['/duties', dutyBodySchema],
    ['/duties/{id}/events', dutyEventBodySchema],
  ] as const) {
    const media = document.paths[path]?.['post']?.requestBody?.content['application/json'];
    const theirs = readSchema(document, media?.schema ?? {});
    const examples = Object.entries(media?.examples ?? {});
    expect(examples.length).toBeGreaterThan(1);
    for (const [label, { value }] of examples) {
      expect({ label, error: ours.safeParse(value).error }).toEqual({ label });
      expect({ label, error: theirs.safeParse(value).error }).toEqual({ label });
    }
  }
});

test('the document resolves every reference', () => {
  const document = JSON.stringify(documentOf(app));
  const names = [...document.matchAll(/"#\/components\/schemas\/([^"]+)"/gu)].map(([, n]) => n);
  const schemas = Object.keys(documentOf(app).components.schemas);
  expect(names).toContain('DutyRuleInput');
  for (const name of names) expect(schemas).toContain(name);
});
