import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DispatchSummary } from '../../../src/store/dispatch-views.ts';
import type { Receipt } from '../../../src/store/receipt.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { dispatchesOf, handOver, subject } from '../../support/settled-dispatch.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import { leavingNoTrace } from '../engine/ledger-reading.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, owner, post, type OpenApp } from './open-app.ts';

const nobodyHas = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
const start = Date.parse('2026-03-05T07:00:00+08:00');
const clock = createVirtualClock(start);

let open: OpenApp;
let woken = 0;
function onAccepted(): void {
  woken += 1;
  throw new Error('the host has trouble of its own');
}
beforeAll(async () => {
  open = await openApp({ onAccepted }, { clock });
  const people = [owner, inspector].map(({ id }) => ({ id, name: id, email: null, unit: null }));
  await open.rectiflow.directory.put({ people });
});
afterAll(() => open[Symbol.asyncDispose]());

let findingId: string;
let id: string;
beforeEach(async () => {
  findingId = await open.open();
  [id = ''] = await dispatchesOf(open.rectiflow.database.store, findingId);
});

const come = (end: 'sent' | 'failed' | 'unknown') =>
  handOver(open.rectiflow.database.store, id, end, start);

async function decided(part: object = {}, of = id): Promise<LightMyRequestResponse> {
  const body = { decision: 'resend', by: inspector, reason: '对方称未收到', ...part };
  const answer = await post(open.app, `/dispatches/${of}/decisions`, body);
  expectDocumented(open.app, 'POST /dispatches/{id}/decisions', answer);
  return answer;
}

async function listed(
  query = '',
): Promise<{ items: readonly DispatchSummary[]; next: string | null }> {
  const answer = await open.app.inject(`/dispatches${query}`);
  expectDocumented(open.app, 'GET /dispatches', answer);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

async function receipt(of: string): Promise<LightMyRequestResponse> {
  const answer = await open.app.inject(`/findings/${of}/receipt`);
  expectDocumented(open.app, 'GET /findings/{id}/receipt', answer);
  return answer;
}

describe('POST /dispatches/{id}/decisions', () => {
  test('has a failed message sent again, and wakes whoever does the work', async () => {
    await come('failed');
    const before = woken;
    const answer = await decided();
    expect([answer.statusCode, answer.json()]).toEqual([
      200,
      { kind: 'accepted', state: 'planned' },
    ]);
    expect(woken).toBe(before + 1);
  });

  test('takes an unknown one for arrived, on the word of a delegate too', async () => {
    await come('unknown');
    const by = { kind: 'delegate', id: 'chen-jing', actingFor: 'li-na' };
    const answer = await decided({ decision: 'confirm', by });
    expect(answer.json()).toEqual({ kind: 'accepted', state: 'sent' });
    const { items } = await listed(`?limit=200`);
    expect(items.find((item) => item.id === id)?.decisions).toMatchObject([
      { decision: 'confirm', by: { ...by, unit: null }, reason: '对方称未收到' },
    ]);
  });

  test('answers 409 with the state where nothing is to be decided, and wakes nobody', async () => {
    await come('sent');
    const before = woken;
    const answer = await decided();
    expect(answer.json()).toMatchObject({ status: 409, code: 'dispatch_settled', state: 'sent' });
    expect(woken).toBe(before);
  });

  test('answers 404 on what there is not', async () => {
    const answer = await decided({}, nobodyHas);
    expect(answer.json()).toMatchObject({ status: 404, code: 'dispatch_not_found' });
  });

  test.each([
    ['a rule', { by: { kind: 'system', rule: 'retry' } }],
    ['no reason', { reason: ' ' }],
    ['NUL in the reason', { reason: '\0' }],
    ['another decision', { decision: 'drop' }],
    ['one member too many', { at: 1 }],
  ])('answers 400 to %s', async (_name, part) => {
    await come('failed');
    expect((await decided(part)).json()).toMatchObject({ status: 400, code: 'request_invalid' });
    expect((await decided({}, 'x')).json()).toMatchObject({ status: 400, code: 'request_invalid' });
  });
});

describe('GET /dispatches', () => {
  test('lists messages of a state with what is in them', async () => {
    await come('unknown');
    const { items } = await listed('?state=unknown');
    expect(items.map(({ state }) => state)).toEqual(items.map(() => 'unknown'));
    expect(items.find((item) => item.id === id)).toMatchObject({
      channel: 'mail',
      subject,
      attempts: 1,
      notices: [{ finding: { id: findingId }, duty: null, state: 'unknown' }],
      decisions: [],
      acknowledgements: [],
    });
  });

  test('comes page by page, and changes nothing', async () => {
    const { items, next } = await leavingNoTrace(open.rectiflow, () => listed('?limit=200'));
    expect(next).toBeNull();
    const found: DispatchSummary[] = [];
    for (let from: string | null = ''; from !== null;) {
      const after: string = from === '' ? '' : `&after=${from}`;
      const part = await listed(`?limit=1${after}`);
      found.push(...part.items);
      from = part.next;
    }
    expect(found).toEqual(items);
    expect(found.length).toBeGreaterThan(1);
  });

  test('answers 400 to a malformed question', async () => {
    for (const query of ['?state=lost', '?limit=0', '?limit=201', '?after=x', '?person=x']) {
      const answer = await open.app.inject(`/dispatches${query}`);
      expectDocumented(open.app, 'GET /dispatches', answer);
      expect(answer.statusCode).toBe(400);
    }
  });
});

describe('GET /findings/{id}/receipt', () => {
  test('gives every notice over the finding with its message and the decisions on it', async () => {
    await come('unknown');
    await decided({ decision: 'confirm' });
    clock.moveTo(start + 60_000);
    const answer = await leavingNoTrace(open.rectiflow, () => receipt(findingId));
    const { finding, printedAt, notices } = answer.json<Receipt>();
    expect([finding.id, printedAt]).toEqual([findingId, '2026-03-05T07:01:00.000+08:00']);
    expect(notices.find(({ message }) => message?.id === id)).toMatchObject({
      state: 'sent',
      outcome: 'confirmed',
      message: { subject, decisions: [{ by: inspector }] },
    });
    clock.moveTo((await open.rectiflow.engine.nextDueAt()) ?? 0);
    await open.rectiflow.engine.fireDue();
    const later = (await receipt(findingId)).json<Receipt>().notices;
    expect(later.find((notice) => notice.clock !== null)?.clock?.policy).toBe(
      shippedName('cn-inspection'),
    );
  });

  test('answers 404 where there is no such finding', async () => {
    expect((await receipt(nobodyHas)).json()).toMatchObject({
      status: 404,
      code: 'finding_not_found',
    });
  });
});
