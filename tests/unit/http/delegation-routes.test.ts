import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Delegation } from '../../../src/directory/delegations.ts';
import { delegationBodySchema, revokeBodySchema } from '../../../src/http/delegation-schemas.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { documentOf, expectDocumented, readSchema } from './documented.ts';
import { inspector, openApp, owner, post, type OpenApp } from './open-app.ts';

const nobodyHas = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
/** A Thursday. */
const now = Date.parse('2026-03-05T12:00:00+08:00');
const sample = {
  from: owner.id,
  to: 'chen-jing',
  fromDay: '2026-03-02',
  untilDay: '2026-03-13',
  reason: '外出培训',
};

let open: OpenApp;
beforeAll(async () => {
  open = await openApp({}, { clock: createVirtualClock(now) });
  await open.rectiflow.directory.put({
    people: [
      { id: owner.id, name: '张伟', email: null, unit: null },
      { id: inspector.id, name: '李娜', email: null, unit: null },
      { id: 'chen-jing', name: '陈静', email: null, unit: null },
    ],
  });
});
beforeEach(() => open.rectiflow.database.store.query('delete from delegation'));
afterAll(() => open[Symbol.asyncDispose]());

async function delegated(part: object = {}): Promise<LightMyRequestResponse> {
  const answer = await post(open.app, '/delegations', { ...sample, by: owner, ...part });
  expectDocumented(open.app, 'POST /delegations', answer);
  return answer;
}

async function revoked(id: string, body: object = { by: owner }): Promise<LightMyRequestResponse> {
  const answer = await post(open.app, `/delegations/${id}/revoke`, body);
  expectDocumented(open.app, 'POST /delegations/{id}/revoke', answer);
  return answer;
}

async function listed(query = ''): Promise<{ items: Delegation[]; next: string | null }> {
  const answer = await open.app.inject(`/delegations${query}`);
  expectDocumented(open.app, 'GET /delegations', answer);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

describe('POST /delegations', () => {
  test('records who stands in for whom, from when until when, and who says so', async () => {
    const answer = await delegated();
    expect(answer.statusCode).toBe(201);
    expect(answer.json()).toEqual({
      id: expect.any(String),
      from: { id: 'zhang-wei', name: '张伟' },
      to: { id: 'chen-jing', name: '陈静' },
      fromDay: '2026-03-02',
      untilDay: '2026-03-13',
      reason: '外出培训',
      inForce: true,
      recordedAt: '2026-03-05T12:00:00.000+08:00',
      recordedBy: owner,
      endedOn: null,
      endedAt: null,
      endedBy: null,
    });
  });

  test('answers 409 to days on which the person has delegated already, and says to which', async () => {
    const { id } = (await delegated()).json<Delegation>();
    const answer = await delegated({
      to: inspector.id,
      fromDay: '2026-03-13',
      untilDay: '2026-04-01',
    });
    expect(answer.json()).toMatchObject({ status: 409, code: 'delegation_overlaps' });
    expect(answer.json<{ detail: string }>().detail).toContain(id);
    expect((await listed()).items).toHaveLength(1);
  });

  test('answers 404 to somebody nobody knows, by name', async () => {
    const answer = await delegated({ to: 'ghost' });
    expect(answer.json()).toMatchObject({ status: 404, code: 'person_not_found' });
    expect(answer.json<{ detail: string }>().detail).toContain('"ghost"');
  });

  test.each([
    ['oneself', { to: owner.id }, 'to'],
    ['an end before the beginning', { untilDay: '2026-03-01' }, 'untilDay'],
    ['a day there is not', { fromDay: '2026-02-29' }, 'fromDay'],
    ['a day of another age', { fromDay: '1024-01-01' }, 'fromDay'],
    ['no reason', { reason: '' }, 'reason'],
    ['NUL', { from: 'a\0' }, 'from'],
    ['a rule as whoever acts', { by: { kind: 'system', rule: 'x' } }, 'by.kind'],
    ['a member nobody knows', { ended: true }, ''],
  ])('answers 400 to %s', async (_what, part, path) => {
    const answer = await delegated(part);
    expect(answer.json()).toMatchObject({ status: 400, problems: [{ in: 'body', path }] });
  });
});

describe('POST /delegations/{id}/revoke', () => {
  test('ends it today, or as of a day, and keeps it on record', async () => {
    const { id } = (await delegated()).json<Delegation>();
    const later = await revoked(id, { on: '2026-03-09', by: inspector });
    expect(later.json()).toMatchObject({
      id,
      inForce: true,
      endedOn: '2026-03-09',
      endedAt: '2026-03-05T12:00:00.000+08:00',
      endedBy: inspector,
    });
    const today = await revoked(id.toUpperCase());
    expect(today.json()).toMatchObject({ inForce: false, endedOn: '2026-03-05' });
    expect((await listed()).items).toEqual([today.json()]);
  });

  test('answers 409 where it is over by then, 404 where there is none', async () => {
    const { id } = (await delegated()).json<Delegation>();
    await revoked(id);
    expect((await revoked(id)).json()).toMatchObject({ status: 409, code: 'delegation_ended' });
    expect((await revoked(nobodyHas)).json()).toMatchObject({
      status: 404,
      code: 'delegation_not_found',
    });
    expect((await revoked('x')).json()).toMatchObject({ status: 400, problems: [{ in: 'path' }] });
    expect((await revoked(id, { on: '2026-02-30', by: owner })).statusCode).toBe(400);
  });
});

describe('GET /delegations', () => {
  test('lists them page by page, of a person, of a day', async () => {
    const ids: string[] = [];
    for (const part of [
      {},
      { from: inspector.id, untilDay: '2026-03-02' },
      { from: 'chen-jing', to: inspector.id, fromDay: '2027-01-01', untilDay: '2027-01-01' },
    ]) {
      ids.push((await delegated(part)).json<Delegation>().id);
    }
    const idsOf = async (query: string) => (await listed(query)).items.map(({ id }) => id);
    expect(await idsOf('')).toEqual(ids);
    expect(await idsOf('?person=zhang-wei')).toEqual([ids[0]]);
    expect(await idsOf('?on=2026-03-03')).toEqual([ids[0]]);
    const first = await listed('?limit=2');
    expect(first.next).toBe(ids[1]);
    expect(await listed(`?limit=2&after=${first.next}`)).toMatchObject({
      items: [{ id: ids[2] }],
      next: null,
    });
  });

  test.each(['?limit=0', '?limit=201', '?on=yesterday', '?after=x', '?from=x'])(
    'answers 400 to %s',
    async (query) => {
      const answer = await open.app.inject(`/delegations${query}`);
      expectDocumented(open.app, 'GET /delegations', answer);
      expect(answer.statusCode).toBe(400);
    },
  );
});

test('the examples of the document are taken, by our schemas and by its own', () => {
  const document = documentOf(open.app);
  const bodies = [
    ['/delegations', delegationBodySchema],
    ['/delegations/{id}/revoke', revokeBodySchema],
  ] as const;
  for (const [path, ours] of bodies) {
    const media = document.paths[path]?.['post']?.requestBody?.content['application/json'];
    const examples = Object.values(media?.examples ?? {});
    expect(examples.length).toBeGreaterThan(0);
    for (const { value } of examples) {
      expect(ours.safeParse(value).error).toBeUndefined();
      expect(readSchema(document, media?.schema ?? {}).safeParse(value).error).toBeUndefined();
    }
  }
});
