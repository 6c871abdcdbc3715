import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { json as jsonOf } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpApp } from '../../src/http/app.ts';
import { listen } from '../../src/http/serve.ts';
import { openRectiflow, type Rectiflow, type RectiflowOptions } from '../../src/rectiflow.ts';
import { eventually } from '../support/eventually.ts';
import { migratedDump } from '../support/memory-database.ts';
import { startPostgres } from '../support/postgres.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';

const clients = 100;
const inspector = { kind: 'person', id: 'li-na', unit: 'inspection-office' };
const owner = { kind: 'person', id: 'zhang-wei', unit: 'finance-office' };
const sample = { round: 'XC-2024', title: '采购管理不规范', by: inspector };

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Record<string, unknown>;
}

/** One request on a connection of its own, as from a client of its own. */
async function ask(
  url: string,
  { method = 'GET', headers = {}, body }: Asked = {},
): Promise<Answer> {
  const asked = request(url, { method, agent: false, headers });
  asked.end(body);
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  const read = (await jsonOf(answer)) as Record<string, unknown>;
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: read };
}

function post(url: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
  return ask(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

interface Served extends AsyncDisposable {
  readonly url: string;
  readonly rectiflow: Rectiflow;
  /** Opens a finding and gives its address. */
  open(): Promise<string>;
}

async function serve(options: RectiflowOptions): Promise<Served> {
  const rectiflow = await openRectiflow(options);
  const app = createHttpApp(rectiflow);
  const { url } = await listen(app, { port: 0 });
  return {
    url,
    rectiflow,
    open: async () =>
      new URL((await post(`${url}/findings`, sample)).headers.location ?? '', url).href,
    async [Symbol.asyncDispose]() {
      await app.close();
      await rectiflow.close();
    },
  };
}

const times = <T>(make: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: clients }, (_none, at) => make(at)));

function tally(answers: readonly Answer[]): Record<number, number> {
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const versionAt = async (finding: string): Promise<unknown> => (await ask(finding)).body['version'];

/** What must hold of concurrent clients, whatever the database. */
function concurrencySuite(optionsOf: () => Promise<RectiflowOptions>): void {
  let served: Served;
  beforeAll(async () => {
    served = await serve(await optionsOf());
  });
  afterAll(() => served[Symbol.asyncDispose]());

  test('of 100 clients with the same version in hand, one acts and 99 are told so', async () => {
    const finding = await served.open();
    const claim = { event: { type: 'CLAIM' }, by: owner };
    const answers = await times(() => post(`${finding}/events`, claim, { 'if-match': '"1"' }));
    expect(tally(answers)).toEqual({ 200: 1, 412: 99 });
    expect(answers.find(({ status }) => status === 200)?.headers.etag).toBe('"2"');
    for (const { body, headers } of answers.filter(({ status }) => status !== 200)) {
      expect(headers['content-type']).toBe('application/problem+json');
      expect(body).toMatchObject({ status: 412, code: 'version_conflict', currentVersion: 2 });
    }
    expect(await versionAt(finding)).toBe(2);
    const history = (await ask(`${finding}/history`)).body['items'];
    expect(history).toMatchObject([{ type: 'OPENED' }, { type: 'CLAIM' }]);
  });

  test('of 100 clients without a version, one claims and 99 find it claimed', async () => {
    const finding = await served.open();
    const claim = { event: { type: 'CLAIM' }, by: owner };
    const answers = await times(() => post(`${finding}/events`, claim));
    expect(tally(answers)).toEqual({ 200: 1, 409: 99 });
    const codes = new Set(answers.map(({ body }) => body['code']));
    codes.delete(undefined);
    // A client that lost the race several times over hears of the race, the others of the state.
    for (const code of codes) expect(['event_refused', 'version_conflict']).toContain(code);
    expect(await versionAt(finding)).toBe(2);
  });

  test('every step that was confirmed is in the history, and no other', async () => {
    const finding = await served.open();
    const answers = await times((at) =>
      post(`${finding}/events`, {
        event: { type: 'ASSIGN', slots: { actionOwner: `person-${at}` } },
        by: inspector,
      }),
    );
    const confirmed = answers.filter(({ status }) => status === 200);
    const lost = answers.filter(({ status }) => status !== 200);
    expect(confirmed.length).toBeGreaterThan(0);
    for (const { body } of lost)
      expect(body).toMatchObject({ status: 409, code: 'version_conflict' });
    expect(await versionAt(finding)).toBe(1 + confirmed.length);
    const versions = confirmed.map(({ body }) => Number(body['version']));
    expect(versions.toSorted((a, b) => a - b)).toEqual(versions.map((_version, at) => at + 2));
  });

  test('100 clients with one idempotency key take one step and hear the same', async () => {
    const finding = await served.open();
    const claim = { event: { type: 'CLAIM' }, by: owner };
    const headers = { 'idempotency-key': `claim ${finding}`.replaceAll(/\W/gu, '-') };
    const answers = await times(() => post(`${finding}/events`, claim, headers));
    expect(tally(answers)).toEqual({ 200: clients });
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    expect(new Set(answers.map(({ headers: { etag } }) => etag))).toEqual(new Set(['"2"']));
    expect(await versionAt(finding)).toBe(2);
  });

  test('100 clients with one idempotency key open one finding', async () => {
    const body = { ...sample, round: 'ONCE' };
    const headers = { 'idempotency-key': 'open-once' };
    const answers = await times(() => post(`${served.url}/findings`, body, headers));
    expect(tally(answers)).toEqual({ 201: clients });
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    const list = await ask(`${served.url}/findings?round=ONCE`);
    expect(list.body['items']).toHaveLength(1);
  });

  test('100 clients open 100 findings with 100 numbers in a round none of them knew', async () => {
    const answers = await times((at) =>
      post(`${served.url}/findings`, { ...sample, round: 'MANY', title: `问题${at}` }),
    );
    expect(tally(answers)).toEqual({ 201: clients });
    expect(new Set(answers.map(({ body }) => body['number'])).size).toBe(clients);
  });

  test('the ledger holds after all that', async () => {
    expect(await served.rectiflow.verify()).toMatchObject({ ok: true, firstBad: null });
  });
}

describe('HTTP on the embedded database', () => {
  concurrencySuite(async () => ({ dataDir: 'memory://', loadDataDir: await migratedDump() }));

  test('requests under way are answered before the handler closes', async () => {
    const rectiflow = await openRectiflow({ loadDataDir: await migratedDump() });
    const app = createHttpApp(rectiflow);
    const { url } = await listen(app, { port: 0 });
    let arrived = 0;
    app.server.on('request', () => {
      arrived += 1;
    });
    const asked = Array.from({ length: 20 }, () => post(`${url}/findings`, sample));
    await eventually(() => arrived === asked.length);
    await app.close();
    expect(tally(await Promise.all(asked))).toEqual({ 201: asked.length });
    await rectiflow.close();
  });
});

describeWithPostgres('HTTP on a PostgreSQL server', () => {
  concurrencySuite(async () => ({
    databaseUrl: await freshServerDatabase('http'),
    migrations: 'apply',
  }));

  test('a server that dies is 503 with a time to come again, and all is well once it is back', async () => {
    const postgres = await startPostgres();
    try {
      await using served = await serve({ databaseUrl: postgres.url, migrations: 'apply' });
      const finding = await served.open();
      await postgres.crash();
      const claim = { event: { type: 'CLAIM' }, by: owner };
      for (const answer of [
        await ask(finding),
        await ask(`${served.url}/findings`),
        await post(`${finding}/events`, claim),
        await post(`${served.url}/findings`, sample),
      ]) {
        expect(answer.body).toMatchObject({ status: 503, code: 'database_unreachable' });
        expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
        expect(JSON.stringify(answer.body)).not.toMatch(/127\.0\.0\.1|ECONN|postgres/u);
      }
      const health = await ask(`${served.url}/healthz`);
      expect(health.body).toEqual({ status: 'failed', checks: { database: 'failed' } });
      expect(health.status).toBe(503);

      await postgres.restart();
      await eventually(async () => (await ask(`${served.url}/healthz`)).status === 200);
      expect((await post(`${finding}/events`, claim, { 'if-match': '"1"' })).status).toBe(200);
    } finally {
      await postgres.stop();
    }
  });
});
