import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { expectDocumented } from './documented.ts';
import { openApp, owner, type OpenApp } from './open-app.ts';

const clock = createVirtualClock(Date.UTC(2024, 2, 1));
const numbers: string[] = [];
let open: OpenApp;

interface List {
  items: { number: string; state: string; overdue: boolean }[];
  next: string | null;
}

async function list(query: string): Promise<List> {
  const answer = await open.app.inject(`/findings${query}`);
  expectDocumented(open.app, 'GET /findings', answer);
  expect(answer.statusCode).toBe(200);
  return answer.json<List>();
}

const numbersOf = ({ items }: List): string[] => items.map(({ number }) => number);

beforeAll(async () => {
  open = await openApp({}, { clock });
  // Rounds whose codes begin alike: a cursor must not mistake one for the other.
  for (const round of ['XC-2024', 'XC-2024-1', 'XC-20241', '巡察2024']) {
    for (const no of [1, 2, 12]) {
      const id = await open.open({ round, aspect: { no, title: `方面${no}` } });
      const found = await open.app.inject(`/findings/${id}`);
      numbers.push(found.json<{ number: string }>().number);
    }
  }
});
afterAll(() => open[Symbol.asyncDispose]());

describe('GET /findings', () => {
  test('lists all of them in one order', async () => {
    const all = await list('');
    expect(numbersOf(all)).toHaveLength(numbers.length);
    expect(new Set(numbersOf(all))).toEqual(new Set(numbers));
    expect(all.next).toBeNull();
  });

  test.each([1, 2, 5, 11, 12, 13, 200])('pages of %d give every finding once', async (limit) => {
    const whole = numbersOf(await list(''));
    const seen: string[] = [];
    let after = '';
    for (;;) {
      const page = await list(`?limit=${limit}${after}`);
      expect(page.items.length).toBeLessThanOrEqual(limit);
      seen.push(...numbersOf(page));
      if (page.next === null) break;
      expect(page.next).toBe(seen.at(-1));
      after = `&after=${encodeURIComponent(page.next)}`;
    }
    expect(seen).toEqual(whole);
  });

  test('narrows to a round, a state, a number, and to what is overdue', async () => {
    expect(numbersOf(await list('?round=XC-2024-1'))).toHaveLength(3);
    expect(numbersOf(await list(`?round=${encodeURIComponent('巡察2024')}`))).toHaveLength(3);
    expect(numbersOf(await list('?round=NONE'))).toEqual([]);
    expect(numbersOf(await list('?state=identified'))).toHaveLength(numbers.length);
    expect(numbersOf(await list('?state=closed'))).toEqual([]);
    expect(numbersOf(await list('?number=XC-2024-1-02-002'))).toEqual(['XC-2024-1-02-002']);
    expect(numbersOf(await list('?number=XC-2024-1-02'))).toEqual([]);

    const id = await open.open({ round: 'LATE', title: '最新一个' });
    await open.send(id, { type: 'WITHDRAW', reason: '重复' }, owner);
    expect(numbersOf(await list('?overdue=true'))).toEqual([]);
    clock.moveTo(clock.at + 60 * 24 * 60 * 60 * 1000);
    expect(numbersOf(await list('?overdue=true'))).toHaveLength(numbers.length);
    expect(numbersOf(await list('?overdue=false'))).toEqual(['LATE-01-001']);
    expect(numbersOf(await list('?overdue=true&round=XC-2024&limit=2'))).toHaveLength(2);
  });

  test.each([
    'limit=0',
    'limit=201',
    'limit=-1',
    'limit=1.5',
    'limit=abc',
    'limit=',
    'limit=1&limit=2',
    'state=open',
    'state=',
    'overdue=yes',
    'overdue=',
    'round=',
    'round=a%00b',
    'after=%00',
    'after=',
    'number=%27%20or%201=1',
    'unknown=1',
    'State=closed',
    '__proto__=1',
    'constructor=1',
  ])('answers 400 to ?%s', async (query) => {
    const answer = await open.app.inject(`/findings?${query}`);
    expectDocumented(open.app, 'GET /findings', answer);
    expect(answer.json()).toMatchObject({ status: 400, code: 'request_invalid' });
  });
});

describe.each(['/findings/:id', '/findings/:id/history'])('GET %s', (route) => {
  const operation = `GET ${route.replace(':id', '{id}')}`;

  test('answers 404 to a finding that does not exist', async () => {
    const url = route.replace(':id', '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f');
    const answer = await open.app.inject(url);
    expectDocumented(open.app, operation, answer);
    expect(answer.json()).toMatchObject({ status: 404, code: 'finding_not_found' });
  });

  test.each(['1', 'XC-2024-01-001', '%00', 'null', '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0'])(
    'answers 400 to the id %s',
    async (id) => {
      const answer = await open.app.inject(route.replace(':id', id));
      expectDocumented(open.app, operation, answer);
      expect(answer.json()).toMatchObject({ status: 400, problems: [{ in: 'path', path: 'id' }] });
    },
  );
});

test('answers may not be cached or guessed at', async () => {
  for (const url of ['/findings', '/findings/none', '/nowhere', '/healthz', '/findings/%']) {
    const { headers } = await open.app.inject(url);
    expect({ url, ...headers }).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
    expect(headers).not.toHaveProperty('x-powered-by');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  }
});
