import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, owner, type OpenApp } from './open-app.ts';
import { sent } from './sent.ts';

const claim = { type: 'CLAIM' } as const;
const withdraw = { type: 'WITHDRAW', reason: '重复立项' } as const;

let open: OpenApp;
let told = 0;
beforeAll(async () => {
  open = await openApp({ onAccepted: () => (told += 1) });
});
afterAll(() => open[Symbol.asyncDispose]());

const step = (findingId: string, event: object, by: object = owner) => ({ findingId, event, by });

describe('POST /events', () => {
  test('answers each step by itself, in the order of the request', async () => {
    const [a, b] = [await open.open(), await open.open()];
    const answer = await sent(open, '/events', {
      items: [step(a, claim), step(b, { type: 'SUBMIT' }), step(b, withdraw, inspector)],
    });
    expect(answer.statusCode).toBe(200);
    expect(answer.json<{ items: unknown[] }>().items).toMatchObject([
      { findingId: a, kind: 'accepted', stage: 'claimed' },
      { findingId: b, kind: 'refused', code: 'event_refused', guard: 'stateAcceptsEvent' },
      { findingId: b, kind: 'accepted', state: 'closed' },
    ]);
  });

  test('says of a refusal what it means, in both languages', async () => {
    const id = await open.open();
    const answer = await sent(open, '/events', { items: [step(id, { type: 'SUBMIT' })] });
    const [item] = answer.json<{ items: { detail: string }[] }>().items;
    expect(item?.detail).toMatch(/\p{Script=Han}.* \/ [A-Z]/u);
  });

  test('wakes whoever does the work once, and only where something was taken', async () => {
    const id = await open.open();
    const before = told;
    await sent(open, '/events', { items: [step(id, { type: 'SUBMIT' })] });
    expect(told).toBe(before);
    await sent(open, '/events', { items: [step(id, claim), step(await open.open(), claim)] });
    // The opening of the other finding is one, the two steps together are another.
    expect(told).toBe(before + 2);
  });

  test.each([
    ['none', []],
    ['more than a thousand', Array.from({ length: 1_001 }, () => step('x', claim))],
    ['one that is no step', [{ findingId: 'x' }]],
  ])('refuses %s, and takes nothing', async (_what, items) => {
    const answer = await sent(open, '/events', { items });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'request_invalid' });
  });
});

const read = async (id: string) => {
  const answer = await open.app.inject(`/findings/${id}/certificates`);
  expectDocumented(open.app, 'GET /findings/{id}/certificates', answer);
  return answer;
};

describe('GET /findings/{id}/certificates', () => {
  test('lists none for a finding that was never closed as rectified', async () => {
    const id = await open.open();
    await open.send(id, withdraw, inspector);
    expect((await read(id)).json()).toEqual({ items: [] });
  });

  test('is a problem where there is no such finding', async () => {
    const answer = await read('0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f');
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'finding_not_found' });
  });

  test('names who closed it, and the event that proves it; holds until it is reopened', async () => {
    const id = await open.open({ class: 'immediate' });
    const measure = {
      no: 1,
      text: '补齐采购审批',
      unit: 'finance-office',
      person: 'zhang-wei',
      dueDate: '2099-12-31',
      acceptanceCriterion: '抽查十份均有审批',
      evidenceKinds: ['document'],
    };
    const evidence = {
      id: 'e-1',
      kind: 'document',
      name: '审批单.pdf',
      sha256: 'a'.repeat(64),
      bytes: 4_800,
    };
    const items = [
      ...[
        claim,
        { type: 'SET_MEASURES', measures: [measure] },
        { type: 'START' },
        { type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE' },
        { type: 'ATTACH_EVIDENCE', measureNo: 1, evidence },
        { type: 'SUBMIT' },
      ].map((event) => step(id, event)),
      ...[{ type: 'APPROVE' }, { type: 'CLOSE' }].map((event) => step(id, event, inspector)),
    ];
    const taken = await sent(open, '/events', { items });
    const kinds = taken.json<{ items: { kind: string }[] }>().items.map(({ kind }) => kind);
    expect(kinds).toEqual(items.map(() => 'accepted'));
    const history = await open.app.inject(`/findings/${id}/history`);
    const last = history.json<{ items: { seq: number; hash: string }[] }>().items.at(-1);
    const [certificate] = (await read(id)).json<{ items: object[] }>().items;
    expect(certificate).toMatchObject({
      number: '销号〔XC-2024〕1号',
      finding: { id, title: '采购管理不规范', round: 'XC-2024' },
      closedBy: inspector,
      event: { seq: last?.seq, hash: last?.hash },
      holds: true,
    });
    await open.send(id, { type: 'REOPEN', reasonCode: 'relapse', reason: '反弹' }, inspector);
    expect((await read(id)).json()).toMatchObject({ items: [{ holds: false }] });
  });
});
