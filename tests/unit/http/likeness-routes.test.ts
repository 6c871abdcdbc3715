import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SimilarFinding } from '../../../src/likeness-views.ts';
import type { Signal } from '../../../src/signals/signal.ts';
import { expectDocumented } from './documented.ts';
import { openApp, owner, type OpenApp } from './open-app.ts';
import { sent } from './sent.ts';
import { storedRows } from './stored-rows.ts';

const meals = {
  title: '食堂陪餐记录不完整',
  description: '陪餐记录没有填写食品安全方面的内容,陪餐工作流于形式。',
};
const text = '制定陪餐制度,把陪餐工作细化落实到人,每日记录发现的问题并及时反馈整改。';
const none = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';

let open: OpenApp;
let first: string;
let second: string;

beforeAll(async () => {
  open = await openApp();
  const measures = [{ no: 1, text }];
  first = await open.open({ ...meals, round: 'XC-2023', responsibleUnit: 'school', measures });
  await open.send(first, { type: 'WITHDRAW', reason: '已并入专项' }, owner);
  second = await open.open({ ...meals, responsibleUnit: 'school', measures });
  await open.open({ title: '一名保安没有保安员证' });
});
afterAll(() => open[Symbol.asyncDispose]());

async function read<Item>(path: string, id: string, query = ''): Promise<Item[]> {
  const answer = await open.app.inject(`/findings/${id}/${path}${query}`);
  expectDocumented(open.app, `GET /findings/{id}/${path}`, answer);
  expect(answer.statusCode).toBe(200);
  return answer.json<{ items: Item[] }>().items;
}

const idsOf = (items: readonly SimilarFinding[]) => items.map(({ id }) => id);

async function search(body: object): Promise<SimilarFinding[]> {
  const answer = await sent(open, '/similar', body);
  expect(answer.statusCode).toBe(200);
  return answer.json<{ items: SimilarFinding[] }>().items;
}

describe('POST /similar', () => {
  test('finds findings by their words, closed ones too, and writes nothing', async () => {
    await search(meals);
    const before = await storedRows(open.rectiflow);
    const items = await search(meals);
    expect(idsOf(items)).toEqual([second, first]);
    expect(items[1]).toMatchObject({
      round: 'XC-2023',
      unit: 'school',
      state: 'closed',
      disposition: 'withdrawn',
      likeness: 1,
    });
    expect(await storedRows(open.rectiflow)).toEqual(before);
  });

  test('by a title alone, in one round, and so many', async () => {
    expect(idsOf(await search({ title: meals.title }))).toEqual([second, first]);
    expect(idsOf(await search({ ...meals, round: 'XC-2023' }))).toEqual([first]);
    expect(idsOf(await search({ ...meals, limit: 1 }))).toEqual([second]);
    expect(await search({ title: '校车驾驶员未按规定体检' })).toEqual([]);
  });

  test.each([
    {},
    { title: '' },
    { title: 5 },
    { title: 'a\0b' },
    { title: '\ud800' },
    { title: '账'.repeat(20_001) },
    { title: '账', limit: 0 },
    { title: '账', limit: 51 },
    { title: '账', limit: '5' },
    { title: '账', round: '' },
    { title: '账', exclude: none },
    { title: '账', description: '' },
    [],
  ])('answers 400 to %j', async (body) => {
    const answer = await sent(open, '/similar', body);
    expect(answer.json()).toMatchObject({ status: 400, code: 'request_invalid' });
  });
});

describe('GET /findings/:id/similar', () => {
  test('gives the findings like it, itself left out', async () => {
    expect(idsOf(await read('similar', second))).toEqual([first]);
    expect(idsOf(await read('similar', second, '?limit=50'))).toEqual([first]);
  });

  test.each(['limit=0', 'limit=51', 'limit=x', 'limit=', 'after=1'])(
    'answers 400 to ?%s',
    async (query) => {
      const answer = await open.app.inject(`/findings/${second}/similar?${query}`);
      expectDocumented(open.app, 'GET /findings/{id}/similar', answer);
      expect(answer.json()).toMatchObject({ status: 400, code: 'request_invalid' });
    },
  );
});

describe('GET /findings/:id/signals', () => {
  test('asks what a verifier may want to know', async () => {
    const items = await read<Signal>('signals', second);
    expect(items.map(({ kind }) => kind)).toEqual(['reportedAgain', 'nearSameText']);
    for (const { others, question } of items) {
      expect(others.map(({ findingId }) => findingId)).toEqual([first]);
      expect(question.zh.endsWith('?')).toBe(true);
    }
  });

  test('is empty where nothing stands out', async () => {
    const id = await open.open({ title: '图书未按类别上架', responsibleUnit: 'school' });
    expect(await read('signals', id)).toEqual([]);
  });
});

test.each(['similar', 'signals'])('GET /findings/:id/%s answers 404 and 400', async (path) => {
  const missing = await open.app.inject(`/findings/${none}/${path}`);
  expectDocumented(open.app, `GET /findings/{id}/${path}`, missing);
  expect(missing.json()).toMatchObject({ status: 404, code: 'finding_not_found' });
  const malformed = await open.app.inject(`/findings/1/${path}`);
  expectDocumented(open.app, `GET /findings/{id}/${path}`, malformed);
  expect(malformed.json()).toMatchObject({ status: 400, problems: [{ in: 'path', path: 'id' }] });
});
