import { readFileSync } from 'node:fs';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { CheckedDocument, ImportAnswer } from '../../../src/imports/imports.ts';
import type { WholeImport } from '../../../src/imports/shown-import.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { aDocument, bus, canteen, threeRows } from '../imports/document-case.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, post, type OpenApp } from './open-app.ts';
import { storedRows } from './stored-rows.ts';

const sample = (name: string) => readFileSync(new URL(`../../../samples/${name}`, import.meta.url));
const feedback = sample('round-2024-feedback.txt');
const asFile = { 'content-type': 'application/octet-stream' };
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

let open: OpenApp;
let accepted = 0;
let rounds = 0;
let round: string;
beforeAll(async () => {
  const clock = createVirtualClock(Date.UTC(2024, 2, 1, 2));
  open = await openApp({ onAccepted: () => (accepted += 1) }, { clock });
});
beforeEach(() => {
  rounds += 1;
  round = `XC-${rounds}`;
});
afterAll(() => open[Symbol.asyncDispose]());

type Body = Parameters<typeof post>[2];

async function sent(url: string, body: Body, headers = {}): Promise<LightMyRequestResponse> {
  const answer = await post(open.app, url, body, headers);
  expectDocumented(open.app, `POST ${url.split('?')[0]}`, answer);
  return answer;
}
const url = () => `/imports?round=${round}&file=feedback.txt&by=li-na&unit=inspection-office`;
const json = (given: object = {}) => ({ document: aDocument(threeRows), round, ...given });

describe('POST /imports/check', () => {
  test('reads a file as it is, and writes nothing', async () => {
    const before = await storedRows(open.rectiflow);
    const address = `/imports/check?round=${round}&file=${encodeURIComponent('/home/反馈.txt')}`;
    const answer = await sent(address, feedback, asFile);
    expect(answer.statusCode).toBe(200);
    const checked = answer.json<CheckedDocument>();
    expect(checked).toMatchObject({ status: 'new', file: '反馈.txt', counts: { toOpen: 8 } });
    expect(checked.content.listed.findings).toBe(8);
    expect(await storedRows(open.rectiflow)).toEqual(before);
  });

  test('takes a document that was read, with corrections', async () => {
    const first = await sent('/imports/check', json());
    const row = first.json<CheckedDocument>().toOpen[1]?.row ?? '';
    const corrections = [{ row, field: 'title', value: '校车台账缺失' }];
    const answer = await sent('/imports/check', json({ corrections }));
    expect(answer.json<CheckedDocument>().toOpen[1]?.finding.title).toBe('校车台账缺失');
  });

  test.each([
    ['an empty file', Buffer.from(''), 'empty_document'],
    ['a text without findings', Buffer.from('今天天气很好。\n明天也是。\n'), 'no_findings'],
    ['measures before any finding', sample('malformed.txt'), 'measures_before_finding'],
  ])('answers 422 to %s, with the reader’s own code', async (_what, body, code) => {
    const answer = await sent(`/imports/check?round=${round}`, body, asFile);
    expect(answer.json()).toMatchObject({ status: 422, code, detail: expect.any(String) });
  });

  test('names the line where the fault is in one', async () => {
    const answer = await sent(`/imports/check?round=${round}`, sample('malformed.txt'), asFile);
    expect(answer.json()).toMatchObject({ line: 20 });
  });
});

describe('POST /imports', () => {
  test('takes a file in once, and says so when it comes again', async () => {
    const before = accepted;
    const first = await sent(url(), feedback, { 'content-type': 'text/plain; charset=utf-8' });
    expect(first.statusCode).toBe(201);
    const answer = first.json<Extract<ImportAnswer, { kind: 'applied' }>>();
    expect(answer.review.toOpen.every(({ opened }) => opened !== null)).toBe(true);
    expect(answer.import).toMatchObject({ round, no: 1, file: 'feedback.txt', by: inspector });
    expect(accepted).toBe(before + 1);
    const rows = await storedRows(open.rectiflow);
    const again = await sent(url(), feedback, { 'content-type': word });
    expect([again.statusCode, again.json()]).toEqual([
      200,
      { kind: 'unchanged', import: answer.import },
    ]);
    expect(accepted).toBe(before + 1);
    expect(await storedRows(open.rectiflow)).toEqual(rows);
  });

  test('takes what a check has read, corrected, and knows the file again by its hash', async () => {
    const checked = (
      await sent(`/imports/check?round=${round}`, feedback, asFile)
    ).json<CheckedDocument>();
    const { content: document, sha256, toOpen } = checked;
    const corrections = [{ row: toOpen[0]?.row, skip: true }];
    const answer = await sent('/imports', { document, sha256, round, corrections, by: inspector });
    expect(answer.json()).toMatchObject({
      kind: 'applied',
      review: { counts: { toOpen: 7, skipped: 1 } },
    });
    expect((await sent(url(), feedback, asFile)).json()).toMatchObject({ kind: 'unchanged' });
  });

  test('takes it in for somebody else, where a delegate does', async () => {
    const answer = await sent(`${url()}&actingFor=zhao`, feedback, asFile);
    expect(answer.json<ImportAnswer>().import.by).toEqual({
      kind: 'delegate',
      id: 'li-na',
      actingFor: 'zhao',
      unit: 'inspection-office',
    });
  });

  test('writes nothing over conflicts where strict is asked for', async () => {
    await sent('/imports', json({ by: inspector }));
    const title = '校车安全台账仍不健全';
    const row = (await sent('/imports/check', json())).json<CheckedDocument>().unchanged[1]?.row;
    const corrections = [{ row, field: 'title', value: '另有标题' }];
    await sent('/imports', json({ by: inspector, corrections }));
    const document = aDocument([canteen, { ...bus, title }]);
    const answer = await sent('/imports', json({ document, by: inspector, strict: true }));
    expect(answer.json()).toMatchObject({ status: 409, code: 'import_conflicts' });
    const lax = await sent('/imports', json({ document, by: inspector }));
    expect(lax.json()).toMatchObject({ kind: 'applied', review: { counts: { conflicts: 1 } } });
  });

  test.each([
    ['', feedback, asFile, 'query', 'by'],
    ['&by=x&strict=maybe', feedback, asFile, 'query', 'strict'],
    ['&by=x&file=', feedback, asFile, 'query', 'file'],
    ['&by=x&unknown=1', feedback, asFile, 'query', ''],
  ] as const)(
    'answers 400 to a file with %j in the query, and says where',
    async (query, body, headers, part, path) => {
      const answer = await sent(`/imports?round=${round}${query}`, body, headers);
      expect(answer.json()).toMatchObject({
        status: 400,
        code: 'request_invalid',
        problems: [{ in: part, path }],
      });
    },
  );

  test.each([
    [{}, 'by'],
    [{ by: { kind: 'import', document: 'x' } }, 'by.kind'],
    [{ by: inspector, round: 'a b' }, 'round'],
    [{ by: inspector, policy: 'nobody@1' }, 'policy'],
    [{ by: inspector, sha256: 'x' }, 'sha256'],
    [{ by: inspector, document: {} }, 'document.document'],
    [{ by: inspector, document: aDocument([{ no: '1', title: 'a\0b' }]) }, 'document'],
    [{ by: inspector, corrections: [{ row: 'r1', skip: true }] }, 'corrections.0.row'],
    [
      { by: inspector, corrections: [{ row: 'r1', field: 'class', value: 'x' }] },
      'corrections.0.value',
    ],
    [{ by: inspector, idempotencyKey: 'k' }, ''],
  ])('answers 400 to %j and says where', async (given, path) => {
    const before = await storedRows(open.rectiflow);
    const answer = await sent('/imports', json(given));
    expect(answer.json()).toMatchObject({ status: 400, code: 'request_invalid' });
    const { problems } = answer.json<{ problems: { in: string; path: string }[] }>();
    expect(problems).toContainEqual(expect.objectContaining({ in: 'body', path }));
    expect(await storedRows(open.rectiflow)).toEqual(before);
  });

  test('answers 400 to a query beside JSON, and to no body at all', async () => {
    const both = await sent(`/imports?round=${round}`, json({ by: inspector }));
    expect(both.json()).toMatchObject({ problems: [{ in: 'query', path: 'round' }] });
    const none = await open.app.inject({ method: 'POST', url: '/imports' });
    expectDocumented(open.app, 'POST /imports', none);
    expect(none.json()).toMatchObject({ status: 400, code: 'request_invalid' });
  });

  test('answers 413 to more than 20 MiB, and 415 to what is no document', async () => {
    const large = Buffer.alloc(20 * 1024 * 1024 + 1, 'a');
    expect((await sent(url(), large, asFile)).json()).toMatchObject({ code: 'payload_too_large' });
    const image = await sent(url(), Buffer.from('x'), { 'content-type': 'image/png' });
    expect(image.json()).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  test('leaves other routes to take JSON alone', async () => {
    const answer = await post(open.app, '/findings', feedback, asFile);
    expect(answer.json()).toMatchObject({ status: 415 });
  });
});

async function read<T>(path: string, operation: string): Promise<T> {
  const answer = await open.app.inject(path);
  expectDocumented(open.app, operation, answer);
  return answer.json<T>();
}

describe('GET /imports', () => {
  test('lists what was taken in, page by page, and shows one whole', async () => {
    const first = (await sent('/imports', json({ by: inspector }))).json<ImportAnswer>();
    const document = aDocument([...threeRows, { no: '4', title: '围栏破损' }]);
    const second = (await sent('/imports', json({ document, by: inspector }))).json<ImportAnswer>();
    const list = (query: string) =>
      read<{ items: object[]; next: string | null }>(`/imports?${query}`, 'GET /imports');
    const { items, next } = await list(`round=${round}&limit=1`);
    expect([items, next]).toEqual([[first.import], first.import.id]);
    expect(await list(`round=${round}&limit=1&after=${next}`)).toEqual({
      items: [second.import],
      next: null,
    });
    const { id } = second.import;
    const whole = await read<WholeImport>(`/imports/${id}`, 'GET /imports/{id}');
    expect(whole).toMatchObject({ ...second.import, review: { counts: { toOpen: 1 } } });
    expect(whole.rows.map(({ state }) => state)).toEqual(['kept', 'kept', 'kept', 'kept']);
  });

  test('answers 404 to an import nobody knows, and 400 to what is no id', async () => {
    const unknown = '/imports/0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
    expect(await read(unknown, 'GET /imports/{id}')).toMatchObject({ code: 'import_not_found' });
    expect(await read('/imports/1', 'GET /imports/{id}')).toMatchObject({ status: 400 });
  });
});
