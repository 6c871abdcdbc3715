import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shippedName, shippedPolicy } from '../../support/shipped-policies.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, post, type OpenApp } from './open-app.ts';
import { sent } from './sent.ts';

const shipped = shippedPolicy('cn-inspection');
const older = { ...shipped, id: 'local', version: 1 };
const newer = { ...older, version: 2, sendAt: '10:00' };

let open: OpenApp;
let id: string;
beforeAll(async () => {
  open = await openApp({}, { policies: [newer, older] });
  id = await open.open({ policy: 'local@1' });
  await open.open({ policy: shippedName('cn-inspection') });
});
afterAll(() => open[Symbol.asyncDispose]());

const decided = { by: inspector, reason: '新规则施行' };

describe('other rules over HTTP', () => {
  test('are looked at, taken over, and taken back', async () => {
    const preview = await sent(open, '/rules/preview', { to: 'local@2' });
    expect(preview.json()).toMatchObject({ items: [{ id, refused: null, wouldFail: [] }] });
    const moved = await sent(open, '/rules/batches', { to: 'local@2', ...decided });
    const { batch, items } = moved.json<{ batch: string; items: object[] }>();
    expect(items).toMatchObject([{ id, moved: true, why: null }]);
    const back = await post(open.app, `/rules/batches/${batch}/roll-back`, decided);
    expectDocumented(open.app, 'POST /rules/batches/{batch}/roll-back', back);
    expect(back.json()).toMatchObject({ items: [{ id, moved: true }] });
  });

  test('that nobody knows are a problem', async () => {
    const answer = await sent(open, '/rules/preview', { to: 'local@7' });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ code: 'policy_unknown' });
  });

  test.each([
    ['/rules/preview', {}],
    ['/rules/batches', { to: 'local@2' }],
    ['/rules/batches', { to: 'local', ...decided }],
  ])('POST %s with %j is refused', async (url, body) => {
    expect((await sent(open, url, body)).statusCode).toBe(400);
  });
});
