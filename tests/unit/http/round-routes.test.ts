import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RecheckDraw } from '../../../src/rounds/draw-for-recheck.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { policy, wholeLife } from '../engine/engine-case.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, owner, post, type OpenApp } from './open-app.ts';
import { storedRows } from './stored-rows.ts';

const { phased } = policy.classes;
const unrechecked = {
  ...policy,
  id: 'unrechecked',
  classes: { ...policy.classes, phased: { ...phased, gates: { ...phased.gates, recheck: false } } },
};

let open: OpenApp;
let accepted = 0;
beforeAll(async () => {
  const clock = createVirtualClock(Date.UTC(2024, 2, 1, 2));
  open = await openApp({ onAccepted: () => (accepted += 1) }, { clock, policies: [unrechecked] });
  const slots = { verifier: 'lu' };
  for (const title of ['甲', '乙', '丙']) {
    await wholeLife(open.rectiflow, await open.open({ title, slots, responsibleUnit: 'school' }));
  }
  await open.open({ title: '丁', origin: { kind: 'petition', caseNo: 'XF-1' } });
  const people = [{ id: owner.id, name: '张伟', email: null, unit: null }];
  await open.rectiflow.directory.put({ people });
});
afterAll(() => open[Symbol.asyncDispose]());

async function read(path: string): Promise<unknown> {
  const answer = await open.app.inject(`/rounds/XC-2024/${path}`);
  expectDocumented(open.app, `GET /rounds/{code}/${path}`, answer);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

async function draw(body: object, code = 'XC-2024') {
  const answer = await post(open.app, `/rounds/${code}/recheck-draws`, body);
  expectDocumented(open.app, 'POST /rounds/{code}/recheck-draws', answer);
  return answer;
}

test('GET /rounds/:code/counts gives a round in figures, petitions apart', async () => {
  expect(await read('counts')).toMatchObject({
    round: 'XC-2024',
    all: { total: 4, closed: { rectified: 3 }, trueClosure: { rectified: 3, held: 3, rate: 1 } },
    byOrigin: { feedback: { total: 3 }, petition: { total: 1 }, checklist: { total: 0 } },
    byCause: expect.arrayContaining([
      expect.objectContaining({ cause: 'rules', total: 0 }),
      expect.objectContaining({ cause: null, total: 4 }),
    ]),
    byUnit: [
      { unit: 'school', total: 3 },
      { unit: null, total: 1 },
    ],
  });
});

test('GET /rounds/:code/plan-gaps names what is missing, and writes nothing', async () => {
  const before = await storedRows(open.rectiflow);
  expect(await read('plan-gaps')).toMatchObject({
    open: 1,
    today: '2024-03-01',
    findings: [
      {
        title: '丁',
        gaps: [{ code: 'noPlan', required: true }, { code: 'notApproved' }, {}, {}, {}],
      },
    ],
  });
  expect(await storedRows(open.rectiflow)).toEqual(before);
});

test('GET /rounds/:code/vacant-posts names posts nobody holds, and writes nothing', async () => {
  const before = await storedRows(open.rectiflow);
  expect(await read('vacant-posts')).toMatchObject({
    round: 'XC-2024',
    open: 1,
    vacant: [{ slot: 'verifier', party: inspector.id }],
  });
  expect(await storedRows(open.rectiflow)).toEqual(before);
});

describe('POST /rounds/:code/recheck-draws', () => {
  test('lists what is drawn, and orders the same on request', async () => {
    const asked = { percent: 50, seed: '715-223' };
    const before = await storedRows(open.rectiflow);
    const listed = (await draw(asked)).json<RecheckDraw>();
    expect(listed).toMatchObject({
      population: 3,
      drawn: [{ outcome: 'drawn' }, { outcome: 'drawn' }],
    });
    expect(await storedRows(open.rectiflow)).toEqual(before);
    const told = accepted;
    const done = (await draw({ ...asked, apply: true, by: inspector })).json<RecheckDraw>();
    expect(done.drawn.map(({ id }) => id)).toEqual(listed.drawn.map(({ id }) => id));
    expect(done.drawn.map(({ outcome }) => outcome)).toEqual(['ordered', 'ordered']);
    expect(accepted).toBe(told + 1);
    const again = (await draw({ ...asked, apply: true, by: inspector })).json<RecheckDraw>();
    expect(again.drawn.map(({ outcome }) => outcome)).toEqual(['orderedBefore', 'orderedBefore']);
    expect(accepted).toBe(told + 1);
  });

  test.each([
    [{ seed: 'x' }, 'percent'],
    [{ seed: 'x', percent: 10, count: 1 }, 'percent'],
    [{ seed: 'x', percent: '10' }, 'percent'],
    [{ seed: 'x', count: 0 }, 'count'],
    [{ count: 1 }, 'seed'],
    [{ seed: '', count: 1 }, 'seed'],
    [{ seed: 'x', count: 1, apply: true }, 'by'],
    [{ seed: 'x', count: 1, round: 'XC-2025' }, ''],
  ])('answers 400 to %j', async (body, path) => {
    const answer = await draw(body);
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'request_invalid',
      problems: [{ in: 'body', path }],
    });
  });

  test('answers 404 where there is no such round', async () => {
    const answer = await draw({ seed: 'x', count: 1 }, 'XC-1999');
    expect(answer.json()).toMatchObject({ status: 404, code: 'round_not_found' });
  });
});

test.each(['counts', 'plan-gaps', 'vacant-posts'])(
  'GET /rounds/:code/%s answers 404 and 400',
  async (path) => {
    const missing = await open.app.inject(`/rounds/XC-1999/${path}`);
    expectDocumented(open.app, `GET /rounds/{code}/${path}`, missing);
    expect(missing.json()).toMatchObject({ status: 404, code: 'round_not_found' });
    const malformed = await open.app.inject(`/rounds/-x/${path}`);
    expectDocumented(open.app, `GET /rounds/{code}/${path}`, malformed);
    expect(malformed.json()).toMatchObject({
      status: 400,
      problems: [{ in: 'path', path: 'code' }],
    });
  },
);
