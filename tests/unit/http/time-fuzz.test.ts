import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { InjectOptions } from 'fastify';
import { templateNames } from '../../../src/channels/texts.ts';
import type { Problem } from '../../../src/http/problem.ts';
import { readShippedPolicies } from '../../../src/policy/policy-files.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import { inspector, openApp, type OpenApp } from './open-app.ts';

let open: OpenApp;
let id: string;
let bodies: readonly (readonly [url: string, body: object])[];
beforeAll(async () => {
  open = await openApp({}, { clock: createVirtualClock(Date.UTC(2026, 10, 20)) });
  id = await open.open();
  const [policy] = await readShippedPolicies(templateNames);
  const by = inspector;
  const approval = { by: 'wang-fang', reason: '补批' };
  const period = { name: '休息', from: '2026-12-21', to: '2026-12-24' };
  const addition = {
    kind: 'addition',
    id: 'school',
    version: 1,
    title: '校历',
    holidays: [{ ...period, source: '校〔2026〕8号' }],
    workdays: [{ day: '2026-12-26', name: '补班' }],
    terms: [period],
  };
  const notices = [{ source: '×', issued: '2026-11-06', holidays: [period], workdays: [] }];
  const covers = { from: '2020-01-01', to: '2027-12-31' };
  const base = { kind: 'base', id: 'xx', version: 1, title: '×', weekend: [6, 7], covers, notices };
  const notice = { kind: 'notice', of: 'cn', version: 2027, coversTo: '2026-12-31', notices };
  const asked = { from: '2026-11-20', days: 20, seed: 1, round: 'XC-2024' };
  bodies = [
    ...[addition, base, notice].flatMap((layer) => [
      ['/calendar/preview', layer] as const,
      ['/calendar', { layer, by, approval }] as const,
    ]),
    ['/calendar/reproject', { by, approval }],
    ['/simulations', { ...asked, policy: shippedName('cn-petition') }],
    ['/simulations', { ...asked, policy }],
  ];
});
afterAll(() => open[Symbol.asyncDispose]());

/** Whatever comes in: our own fault is never the answer, and errors are problems. */
async function isAnsweredSoundly(request: InjectOptions): Promise<boolean> {
  const { statusCode, headers, body } = await open.app.inject(request);
  if (statusCode < 400) return true;
  if (statusCode >= 500 || headers['content-type'] !== 'application/problem+json') return false;
  return (JSON.parse(body) as Problem).status === statusCode;
}

const odd = fc.constantFrom(
  '',
  ' ',
  '0',
  '1',
  '3660',
  '-1',
  '1e3',
  '0x10',
  '1e999',
  'NaN',
  '%00',
  '%ff',
  '2026-11-20',
  '2026-02-30',
  '1970-01-01',
  '2999-12-31',
  '3000-01-01',
  '0000-00-00',
  'week',
  'workday',
  'previous',
  '__proto__',
  "';--",
  '𠮷',
);
const text = fc.oneof(odd, fc.string({ unit: 'binary' }));
const encoded = (value: string) => encodeURIComponent(value.replaceAll(/\p{Surrogate}/gu, ''));
const queried = fc
  .array(
    fc.tuple(fc.constantFrom('from', 'days', 'unit', 'roll', 'x', '__proto__', 'from[]'), text),
    { maxLength: 5 },
  )
  .map((pairs) => pairs.map(([name, value]) => `${name}=${encoded(value)}`).join('&'));

test('nothing that is asked about time, however malformed, is answered as a fault of ours', async () => {
  const urls = fc.oneof(
    queried.map((query) => `/calendar/explain?${query}`),
    queried.map((query) => `/calendar/explain?from=2026-11-20&days=8&${query}`),
    queried.map((query) => `/calendar?${query}`),
    text.map((no) => `/findings/${id}/clocks/${encoded(no)}`),
    text.map((wrong) => `/findings/${encoded(wrong)}/clocks/1`),
    text.map((wrong) => `/findings/${encoded(wrong)}/accounts`),
  );
  await expect(
    fc.assert(
      fc.asyncProperty(urls, (url) => isAnsweredSoundly({ method: 'GET', url })),
      { numRuns: 400 },
    ),
  ).resolves.toBeUndefined();
});

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
  const members = (value ?? {}) as Record<string, unknown>;
  return { ...members, [key]: withAt(members[key], rest, put) };
}

const anything = fc.oneof(
  text,
  fc.constantFrom('\0', '\uD800', null, true, [], {}, [[]], undefined),
  fc.integer(),
  fc.double(),
  fc.integer({ min: -2, max: 30 }),
  fc.jsonValue({ maxDepth: 2 }),
);

test('no calendar or policy that is nearly right is answered as a fault of ours', async () => {
  const nearlyGood = fc.nat().chain((which) => {
    const [url, body] = bodies[which % bodies.length] ?? ['', {}];
    return fc
      .tuple(fc.constantFrom(...pathsIn(body)), anything, fc.boolean())
      .map(
        ([path, put, more]) => [url, withAt(body, more ? [...path, 'extra'] : path, put)] as const,
      );
  });
  await expect(
    fc.assert(
      fc.asyncProperty(nearlyGood, ([url, body]) =>
        isAnsweredSoundly({
          method: 'POST',
          url,
          headers: { 'content-type': 'application/json' },
          payload: JSON.stringify(body) ?? '',
        }),
      ),
      { numRuns: 400 },
    ),
  ).resolves.toBeUndefined();
  expect((await open.rectiflow.verify()).ok).toBe(true);
});
