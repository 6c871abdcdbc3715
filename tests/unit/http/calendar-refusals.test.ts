import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { calendarLayerSchema } from '../../../src/calendar/calendar-data.ts';
import { loadableSchema } from '../../../src/calendar/layer-to-load.ts';
import { loadBodySchema, reprojectBodySchema } from '../../../src/http/calendar-schemas.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { documentOf, expectDocumented, readSchema } from './documented.ts';
import { inspector, openApp, post, type OpenApp } from './open-app.ts';
import { sent } from './sent.ts';
import { storedRows } from './stored-rows.ts';

const by = inspector;
const approval = { by: 'wang-fang', reason: '放假安排公布前登记的逾期' };
const addition = { kind: 'addition', id: 'school', version: 1, title: '校历' };

let open: OpenApp;
let before: Record<string, number>;
beforeAll(async () => {
  const clock = createVirtualClock(Date.parse('2026-11-20T12:00:00+08:00'));
  open = await openApp({}, { clock });
  await open.open();
  before = await storedRows(open.rectiflow);
});
afterAll(() => open[Symbol.asyncDispose]());

describe('calendar data that cannot be used', () => {
  const notices = [{ source: '×', issued: '2026-11-06' }];
  const notice = { kind: 'notice', of: 'cn', version: 2027, coversTo: '2027-12-31', notices };
  const day = { name: '校庆日', from: '2026-05-20', to: '2026-05-20' };

  test.each([
    ['nothing', {}, 'kind', 'calendar_invalid'],
    ['an unknown kind', { kind: 'week' }, 'kind', 'calendar_invalid'],
    ['a member nobody knows', { ...addition, colour: 'red' }, '', 'calendar_invalid'],
    ['no title', { ...addition, title: ' ' }, 'title', 'calendar_invalid'],
    ['version 0', { ...addition, version: 0 }, 'version', 'calendar_invalid'],
    [
      'a day that does not exist',
      { ...addition, holidays: [{ ...day, to: '2026-02-30' }] },
      'holidays.0.to',
      'calendar_invalid',
    ],
    [
      'a holiday that ends before it begins',
      { ...addition, holidays: [{ ...day, from: '2026-05-21' }] },
      'holidays.0.to',
      'calendar_invalid',
    ],
    ['the name of the base', { ...addition, id: 'cn' }, '', 'calendar_invalid'],
    ['no notice', { ...notice, notices: [] }, 'notices', 'calendar_invalid'],
    ['a notice of another base', { ...notice, of: 'de' }, 'of', 'calendar_invalid'],
    ['a notice without the year it covers', notice, 'coversTo', 'calendar_invalid'],
    [
      'ten years without a working day',
      { ...addition, holidays: [{ ...day, from: '2026-12-01', to: '2037-12-31' }] },
      '',
      'calendar_not_covered',
    ],
  ])('%s is 422 with the place, and is not written', async (_name, layer, path, code) => {
    for (const [url, body, root] of [
      ['/calendar/preview', layer, []],
      ['/calendar', { layer, by, approval }, ['layer']],
    ] as const) {
      const answer = await sent(open, url, body);
      const place = [...root, path].filter((part) => part !== '').join('.');
      expect(answer.json()).toMatchObject({
        status: 422,
        code,
        instance: url,
        problems: expect.arrayContaining([expect.objectContaining({ in: 'body', path: place })]),
      });
    }
    expect(await storedRows(open.rectiflow)).toEqual(before);
    expect((await open.app.inject('/calendar')).json()).toMatchObject({ version: 'cn@2026' });
  });

  test('a hundred faults are told as the first twenty', async () => {
    const holidays = Array.from({ length: 100 }, () => ({ name: '', from: 'x', to: 'y' }));
    const answer = await sent(open, '/calendar/preview', { ...addition, holidays });
    expect(answer.json<{ problems: object[] }>().problems).toHaveLength(20);
  });

  test.each([
    ['/calendar', { layer: addition }, 'by'],
    ['/calendar', { layer: addition, by: { kind: 'system', rule: 'x' } }, 'by'],
    ['/calendar', { layer: addition, by: { kind: 'import', document: 'x' } }, 'by.kind'],
    ['/calendar', { layer: addition, by: { ...by, id: '' } }, 'by.id'],
    ['/calendar', { layer: addition, by, approval: { by: 'wang-fang' } }, 'approval.reason'],
    ['/calendar', { layer: addition, by, approval: { ...approval, on: '2026' } }, 'approval'],
    ['/calendar', { layer: addition, by, apply: true }, ''],
    ['/calendar', { layer: [addition], by }, 'layer'],
    ['/calendar', { layer: 'school', by }, 'layer'],
    ['/calendar', { by }, 'layer'],
    ['/calendar/preview', [addition], ''],
    ['/calendar/reproject', {}, 'by'],
    ['/calendar/reproject', { by, layer: addition }, ''],
    ['/calendar/reproject', { by, approval: { by: '', reason: '×' } }, 'approval.by'],
  ])('answers 400 to POST %s with %j', async (url, body, path) => {
    const answer = await sent(open, url, body);
    const { status, code, problems } = answer.json<{
      status: number;
      code: string;
      problems: { in: string; path: string }[];
    }>();
    expect({ status, code }).toEqual({ status: 400, code: 'request_invalid' });
    expect(problems.every((problem) => problem.in === 'body')).toBe(true);
    expect(problems.some((problem) => problem.path.startsWith(path))).toBe(true);
    expect(await storedRows(open.rectiflow)).toEqual(before);
  });

  test.each(['/calendar', '/calendar/preview', '/calendar/reproject'])(
    'POST %s takes JSON and nothing else, and not without end',
    async (url) => {
      const other = await open.app.inject({
        method: 'POST',
        url,
        headers: { 'content-type': 'application/yaml' },
        payload: 'kind: addition',
      });
      expectDocumented(open.app, `POST ${url}`, other);
      expect(other.json()).toMatchObject({ code: 'unsupported_media_type' });
      const long = await sent(open, url, {
        by,
        layer: { ...addition, title: '长'.repeat(1_500_000) },
      });
      expect(long.json()).toMatchObject({ code: 'payload_too_large' });
    },
  );
});

test('a fault in what was loaded before is ours, whatever is asked', async () => {
  await using faulty = await openApp();
  const { app } = faulty;
  await faulty.rectiflow.database.store.query(
    `insert into calendar_layer (id, version, data, loaded_at, loaded_by)
     values ('broken', 1, '{"kind":"addition","id":"broken"}', now(), '{}')`,
  );
  const answers = [
    ['GET /calendar', await app.inject('/calendar')],
    ['GET /calendar/explain', await app.inject('/calendar/explain?from=2026-01-01&days=1')],
    ['POST /calendar/preview', await post(app, '/calendar/preview', addition)],
    ['POST /calendar', await post(app, '/calendar', { layer: addition, by })],
    ['POST /calendar/reproject', await post(app, '/calendar/reproject', { by })],
  ] as const;
  for (const [operation, answer] of answers) {
    expectDocumented(app, operation, answer);
    expect(answer.json()).toMatchObject({ status: 500, code: 'internal' });
    expect(answer.body).not.toContain('broken');
  }
});

describe('the document', () => {
  test('has examples of calendar data that are taken, by our schemas and by its own', () => {
    const document = documentOf(open.app);
    // A pattern of the document is one with the flag `u`; zod reads it without.
    const text = JSON.stringify(document).replaceAll(String.raw`\\p{L}\\p{N}`, 'A-Za-z0-9');
    const plain = JSON.parse(text) as typeof document;
    for (const [url, ours] of [
      ['/calendar', loadBodySchema],
      ['/calendar/reproject', reprojectBodySchema],
    ] as const) {
      const media = document.paths[url]?.['post']?.requestBody?.content['application/json'];
      const theirs = readSchema(plain, media?.schema ?? {});
      const examples = Object.entries(media?.examples ?? {});
      expect(examples.length).toBeGreaterThan(0);
      for (const [label, { value }] of examples) {
        expect({ label, error: ours.safeParse(value).error }).toEqual({ label });
        expect({ label, error: theirs.safeParse(value).error }).toEqual({ label });
      }
    }
  });

  test('has samples of layers that can be loaded', () => {
    const media = documentOf(open.app).paths['/calendar']?.['post']?.requestBody?.content;
    const examples = Object.values(media?.['application/json']?.examples ?? {});
    const layers = examples.map(({ value }) => (value as { layer: unknown }).layer);
    expect(layers.length).toBeGreaterThan(1);
    for (const layer of layers) expect(loadableSchema.safeParse(layer).error).toBeUndefined();
  });

  test('shows a layer with all its members', () => {
    const { oneOf } = documentOf(open.app).components.schemas['CalendarLayerInput'] as {
      oneOf: { properties: object }[];
    };
    const shown = oneOf.map(({ properties }) => Object.keys(properties).toSorted());
    const known = calendarLayerSchema.options.map(({ shape }) => Object.keys(shape).toSorted());
    expect(shown).toEqual(expect.arrayContaining(known));
    expect(shown).toHaveLength(known.length + 1);
  });
});
