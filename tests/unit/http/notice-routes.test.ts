import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NoticeSummary } from '../../../src/store/notice-views.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, owner, post, type OpenApp } from './open-app.ts';

const nobodyHas = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
const clock = createVirtualClock(Date.parse('2026-03-05T07:00:00+08:00'));

let open: OpenApp;
let findingId: string;
let dutyId: string;
beforeAll(async () => {
  open = await openApp({}, { clock });
  const { directory, duties } = open.rectiflow;
  const people = [
    [owner.id, '张伟'],
    ['chen-jing', '陈静'],
  ].map(([id = '', name = '']) => ({ id, name, email: null, unit: null }));
  await directory.put({ people });
  const week = { fromDay: '2026-03-02', untilDay: '2026-03-08', reason: '外出' };
  await directory.delegate({ from: owner.id, to: 'chen-jing', ...week }, owner);
  findingId = await open.open();
  const rule = { rhythm: { kind: 'daily' } };
  const duty = { round: 'XC-2024', title: '每日陪餐', rule, to: [owner.id, 'gone'], by: owner };
  dutyId = (await post(open.app, '/duties', duty)).json<{ id: string }>().id;
  clock.moveTo(Date.parse('2026-03-05T20:00:00+08:00'));
  await duties.raiseDue();
});
afterAll(() => open[Symbol.asyncDispose]());

async function page(
  url: string,
  operation: string,
): Promise<{ items: NoticeSummary[]; next: string | null }> {
  const answer = await open.app.inject(url);
  expectDocumented(open.app, operation, answer);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

async function statusOf(url: string, operation: string) {
  const answer = await open.app.inject(url);
  expectDocumented(open.app, operation, answer);
  const { status, code } = answer.json<{ status: number; code: string }>();
  return [status, code];
}

describe('the notices', () => {
  test('of a finding say who gets them, and in whose place', async () => {
    const { items } = await page(`/findings/${findingId}/notices`, 'GET /findings/{id}/notices');
    expect(items.find(({ slot }) => slot === 'actionOwner')).toMatchObject({
      finding: { id: findingId },
      duty: null,
      person: { id: 'chen-jing', name: '陈静' },
      inPlaceOf: { id: 'zhang-wei', name: '张伟' },
      state: 'planned',
      outcome: null,
      owedAt: '2026-03-05T07:00:00.000+08:00',
      settledAt: null,
    });
  });

  test('of a duty as well', async () => {
    const { items } = await page(`/duties/${dutyId}/notices`, 'GET /duties/{id}/notices');
    expect(items).toMatchObject([
      {
        finding: null,
        duty: { id: dutyId },
        slot: null,
        party: 'zhang-wei',
        person: { id: 'chen-jing', name: '陈静' },
        inPlaceOf: { id: 'zhang-wei', name: '张伟' },
      },
      { party: 'gone', person: null, inPlaceOf: null, state: 'failed' },
    ]);
  });

  test('owed to nobody are found among all, by state and by outcome', async () => {
    const all = await page('/notices', 'GET /notices');
    const nobody = all.items.filter(({ person }) => person === null);
    expect(nobody.length).toBeGreaterThan(1);
    for (const query of ['?outcome=nobody_appointed', '?state=failed']) {
      expect((await page(`/notices${query}`, 'GET /notices')).items).toEqual(nobody);
    }
    expect((await page('/notices?state=sent', 'GET /notices')).items).toEqual([]);
  });

  test('come page by page', async () => {
    const all = await page('/notices', 'GET /notices');
    expect(all.next).toBeNull();
    const found: NoticeSummary[] = [];
    for (let next: string | null = ''; next !== null;) {
      const after: string = next === '' ? '' : `&after=${next}`;
      const part = await page(`/notices?limit=1${after}`, 'GET /notices');
      found.push(...part.items);
      next = part.next;
    }
    expect(found).toEqual(all.items);
  });

  test('of what there is not are 404, and of a malformed question 400', async () => {
    const [ofFinding, ofDuty] = ['GET /findings/{id}/notices', 'GET /duties/{id}/notices'];
    expect(await statusOf(`/findings/${nobodyHas}/notices`, ofFinding)).toEqual([
      404,
      'finding_not_found',
    ]);
    expect(await statusOf(`/duties/${findingId}/notices`, ofDuty)).toEqual([404, 'duty_not_found']);
    for (const query of ['?state=lost', '?outcome=A%20B', '?limit=0', '?after=x', '?slot=x']) {
      expect(await statusOf(`/notices${query}`, 'GET /notices')).toEqual([400, 'request_invalid']);
    }
  });

  test('of somebody else’s finding are not among them', async () => {
    const other = await open.open({ slots: { verifier: inspector.id } });
    const { items } = await page(`/findings/${other}/notices`, 'GET /findings/{id}/notices');
    expect(items.every(({ finding }) => finding?.id === other)).toBe(true);
  });
});
