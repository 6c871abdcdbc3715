import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createInboxChannel } from '../../../src/channels/inbox.ts';
import type { InboxMessage } from '../../../src/store/inbox.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { dispatchesOf } from '../../support/settled-dispatch.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, owner, post, type OpenApp } from './open-app.ts';

const nobodyHas = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
const start = Date.parse('2026-03-05T07:00:00+08:00');
const clock = createVirtualClock(start);

let open: OpenApp;
/** What the owner of three findings has been sent, the oldest first. */
let sent: readonly string[];
beforeAll(async () => {
  open = await openApp({}, { clock });
  const people = [owner, inspector].map(({ id }) => ({ id, name: id, email: null, unit: null }));
  await open.rectiflow.directory.put({ people });
  sent = [await toOwner(0), await toOwner(1), await toOwner(2)];
});
afterAll(() => open[Symbol.asyncDispose]());

/** A message in the owner's inbox, so many minutes after the first. */
async function toOwner(minutes: number): Promise<string> {
  const { engine, database, dispatchViews } = open.rectiflow;
  const own = await dispatchesOf(database.store, await open.open());
  const all = await dispatchViews.list();
  const dispatch = all.find(({ id, person }) => own.includes(id) && person.id === owner.id);
  const dispatchId = dispatch?.id ?? '';
  clock.moveTo(start + minutes * 60_000);
  await createInboxChannel(database.store, () => engine.now()).handOver({
    dispatchId,
    messageId: `<${dispatchId}@rectiflow.example>`,
    to: { name: owner.id, address: null },
    subject: `【整改】第 ${minutes} 件`,
    text: '请认领',
    html: '<p>请认领</p>',
  });
  return dispatchId;
}

async function inbox(
  query: string,
): Promise<{ items: readonly InboxMessage[]; next: string | null }> {
  const answer = await open.app.inject(`/inbox?${query}`);
  expectDocumented(open.app, 'GET /inbox', answer);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

async function read(
  id: string | undefined,
  body: object = { person: owner.id },
): Promise<LightMyRequestResponse> {
  const answer = await post(open.app, `/inbox/${id}/read`, body);
  expectDocumented(open.app, 'POST /inbox/{dispatchId}/read', answer);
  return answer;
}

/** Every row of it: what a reading must not change. */
async function stored(): Promise<unknown[]> {
  const { rows } = await open.rectiflow.database.store.query(
    'select * from inbox_message order by dispatch_id',
  );
  return rows;
}

describe('GET /inbox', () => {
  test('lists a person’s messages, the newest first, and changes nothing', async () => {
    const before = await stored();
    const { items, next } = await inbox(`person=${owner.id}`);
    expect(items.map(({ dispatchId }) => dispatchId)).toEqual(sent.toReversed());
    expect(next).toBeNull();
    expect(items.at(-1)).toEqual({
      dispatchId: sent[0],
      personId: owner.id,
      subject: '【整改】第 0 件',
      text: '请认领',
      html: '<p>请认领</p>',
      at: '2026-03-05T07:00:00.000+08:00',
      readAt: null,
    });
    expect(await stored()).toEqual(before);
    expect(before).toHaveLength(sent.length);
  });

  test('comes page by page, also where what was read meanwhile is left out', async () => {
    const found: string[] = [];
    for (let after = ''; found.length < 10;) {
      const { items, next } = await inbox(`person=${owner.id}&unread=true&limit=1${after}`);
      found.push(...items.map(({ dispatchId }) => dispatchId));
      if (next === null) break;
      await read(items[0]?.dispatchId);
      after = `&after=${next}`;
    }
    expect(found).toEqual(sent.toReversed());
    const { items } = await inbox(`person=${owner.id}&unread=true`);
    expect(items.map(({ dispatchId }) => dispatchId)).toEqual([sent[0]]);
    expect((await inbox(`person=${owner.id}&unread=false`)).items).toHaveLength(sent.length);
  });

  test('is empty for whoever has got nothing, and for whom nobody knows', async () => {
    expect(await inbox(`person=${inspector.id}`)).toEqual({ items: [], next: null });
    expect(await inbox('person=nobody')).toEqual({ items: [], next: null });
    expect(await inbox(`person=${owner.id}&after=${nobodyHas}`)).toEqual({ items: [], next: null });
  });

  test('answers 400 to a malformed question', async () => {
    const own = `person=${owner.id}`;
    const wrong = ['', 'person=', 'person=%00', `${own}&unread=1`, `${own}&limit=0`];
    for (const query of [...wrong, `${own}&limit=201`, `${own}&after=x`, `${own}&state=sent`]) {
      const answer = await open.app.inject(`/inbox?${query}`);
      expectDocumented(open.app, 'GET /inbox', answer);
      expect([query, answer.statusCode]).toEqual([query, 400]);
    }
  });
});

describe('POST /inbox/{dispatchId}/read', () => {
  test('answers 204 without a body; the first reading counts', async () => {
    const id = await toOwner(10);
    const answer = await read(id);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    clock.moveTo(start + 11 * 60_000);
    expect((await read(id.toUpperCase())).statusCode).toBe(204);
    const { items } = await inbox(`person=${owner.id}`);
    const message = items.find(({ dispatchId }) => dispatchId === id);
    expect(message?.readAt).toBe('2026-03-05T07:10:00.000+08:00');
  });

  test('answers 404 on what there is not, and on what is in somebody else’s inbox', async () => {
    const id = await toOwner(20);
    const before = await stored();
    for (const [of, person] of [
      [nobodyHas, owner.id],
      [id, inspector.id],
      [id, 'nobody'],
    ] as const) {
      const answer = await read(of, { person });
      expect(answer.json()).toMatchObject({ status: 404, code: 'dispatch_not_found' });
    }
    expect(await stored()).toEqual(before);
  });

  test.each([
    ['nobody', {}],
    ['an empty person', { person: '' }],
    ['NUL', { person: '\0' }],
    ['one member too many', { person: owner.id, at: 1 }],
  ])('answers 400 to %s, and to an id that is none', async (_what, body) => {
    expect((await read(sent[0], body)).json()).toMatchObject({ status: 400 });
    expect((await read('x')).json()).toMatchObject({ status: 400, code: 'request_invalid' });
  });
});
