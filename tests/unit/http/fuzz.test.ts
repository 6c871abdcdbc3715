import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InjectOptions } from 'fastify';
import type { Problem } from '../../../src/http/problem.ts';
import { commandNotes } from '../../../src/http/command-notes.ts';
import { inspector, openApp, owner, sampleFinding, type OpenApp } from './open-app.ts';

let open: OpenApp;
let id: string;
beforeAll(async () => {
  open = await openApp();
  id = await open.open();
});
afterAll(() => open[Symbol.asyncDispose]());

/** Whatever comes in: our own fault is never the answer, and errors are problems. */
async function isAnsweredSoundly(request: InjectOptions): Promise<boolean> {
  const { statusCode, headers, body } = await open.app.inject(request);
  if (statusCode < 400) return true;
  if (statusCode >= 500 || headers['content-type'] !== 'application/problem+json') return false;
  return request.method === 'HEAD' || (JSON.parse(body) as Problem).status === statusCode;
}

const strange = [
  '\0',
  '\uD800',
  '__proto__',
  'constructor',
  '𠮷'.repeat(300),
  '%00',
  "'; drop",
  '{{x}}',
  '-1',
  '1e999',
  ' ',
];
const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...strange));
const anyValue = fc.oneof(
  { withCrossShrink: true },
  anyText,
  fc.integer(),
  fc.double(),
  fc.constantFrom(null, true, [], {}, [[[[]]]], { type: 'CLAIM' }, '9999-12-31', '0000-00-00'),
);
/** Any JSON, with some of the words our schemas know. */
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small' },
    anyValue,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(
      fc.oneof(
        anyText,
        fc.constantFrom('type', 'event', 'by', 'kind', 'id', 'round', 'title', 'measures', 'slots'),
      ),
      tie('json'),
      { maxKeys: 5 },
    ),
  ),
}));

const bodies: readonly object[] = [
  { ...sampleFinding, by: inspector },
  ...Object.values(commandNotes).map(([, , event]) => ({ event, by: owner })),
];

/** The places in a body where something else could stand. */
function pathsIn(value: unknown, path: readonly string[] = []): string[][] {
  const inside =
    typeof value === 'object' && value !== null
      ? Object.entries(value).flatMap(([key, member]) => pathsIn(member, [...path, key]))
      : [];
  return [[...path], ...inside];
}

function withAt(value: unknown, [key, ...rest]: readonly string[], put: unknown): unknown {
  if (key === undefined) return put;
  if (Array.isArray(value)) {
    return value.map((member: unknown, at) =>
      String(at) === key ? withAt(member, rest, put) : member,
    );
  }
  // In the place of a null, too, one member too many is an object.
  const members = (value ?? {}) as Record<string, unknown>;
  return { ...members, [key]: withAt(members[key], rest, put) };
}

/** A good body with one member put wrong, left out, or one too many. */
const nearlyGood = fc
  .constantFrom(...bodies)
  .chain((body) =>
    fc
      .tuple(
        fc.constantFrom(...pathsIn(body)),
        fc.oneof(json, fc.constant(undefined)),
        fc.boolean(),
      )
      .map(([path, put, more]) => withAt(body, more ? [...path, 'extra'] : path, put)),
  );

const payload = fc.oneof(
  nearlyGood.map((body) => JSON.stringify(body) ?? ''),
  json.map((body) => JSON.stringify(body)),
  anyText,
  fc.uint8Array({ maxLength: 64 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom('', 'null', '[', '{"a":1,}', '['.repeat(100_000), '{"a":'.repeat(20_000)),
);

/** Header values as Node lets them through. */
const headerValue = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'"*W/,;= \tabc019~é'.split('')) }),
  fc.constantFrom('"1"', '*', 'W/"1"', '', '0', '"1', '1'.repeat(40), 'key'),
);
const contentType = fc.oneof(
  { weight: 5, arbitrary: fc.constant('application/json') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      'text/plain',
      'application/json\t',
      'application/json; charset=gbk',
      'application/json; charset=',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      '',
      ';;;',
      '*/*',
    ),
  },
  { weight: 1, arbitrary: headerValue },
);
const headers = fc.record(
  {
    'content-type': contentType,
    'if-match': headerValue,
    'idempotency-key': headerValue,
    'content-encoding': fc.constantFrom('gzip', 'identity', 'x'),
    accept: headerValue,
  },
  { requiredKeys: ['content-type'] },
);

const segment = fc.oneof(
  fc.constantFrom(
    'ID',
    'null',
    '..',
    '.',
    '%00',
    '%',
    '%zz',
    '%ED%A0%80',
    '*',
    ':id',
    'a'.repeat(200),
  ),
  anyText.map((text) => encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, ''))),
);
const query = fc.oneof(
  fc.constant(''),
  fc
    .tuple(
      fc.constantFrom(
        'limit',
        'after',
        'round',
        'state',
        'overdue',
        'number',
        'x',
        '__proto__',
        'limit[]',
      ),
      fc.oneof(fc.constantFrom('1', '200', 'true', 'closed', '%00', '%', '%ff', ''), segment),
    )
    .map(([name, value]) => `?${name}=${value}`),
);
const method = fc.constantFrom('GET', 'POST', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE');
const path = fc.oneof(
  fc.constantFrom('/findings', '/healthz', '/openapi.json', '/', '//', '/findings//events'),
  segment.map((one) => `/findings/${one}`),
  segment.map((one) => `/findings/${one}/history`),
  segment.map((one) => `/findings/${one}/events`),
  segment.map((one) => `/${one}`),
);

test('no request, however malformed, is answered as a fault of ours', async () => {
  await expect(
    fc.assert(
      fc.asyncProperty(
        fc.record({ method, path, query, headers, payload }),
        async ({ method: verb, path: where, query: search, headers: head, payload: body }) => {
          const url = `${where.replace('ID', id)}${search}`;
          const reading = ['GET', 'HEAD', 'TRACE'].includes(verb);
          return isAnsweredSoundly({
            method: verb,
            url,
            headers: head,
            ...(reading ? {} : { payload: body }),
          });
        },
      ),
      { numRuns: 600 },
    ),
  ).resolves.toBeUndefined();
});

test('no body that is nearly right is answered as a fault of ours', async () => {
  await expect(
    fc.assert(
      fc.asyncProperty(nearlyGood, fc.boolean(), async (body, opening) => {
        return isAnsweredSoundly({
          method: 'POST',
          url: opening ? '/findings' : `/findings/${id}/events`,
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify(body) ?? '',
        });
      }),
      { numRuns: 600 },
    ),
  ).resolves.toBeUndefined();
});
