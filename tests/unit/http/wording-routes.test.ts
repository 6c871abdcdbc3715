import type { InjectOptions, LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { templateNames, textOf } from '../../../src/channels/texts.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import type { Wording } from '../../../src/wordings.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, type OpenApp } from './open-app.ts';

const nobodyHas = '0192f0c1-7a2b-7c3d-8e4f-5a6b7c8d9e0f';
const text = { ...textOf('reminder'), tag: '请办' };

let open: OpenApp;
beforeAll(async () => {
  open = await openApp({}, { clock: createVirtualClock(Date.parse('2026-03-05T07:00:00+08:00')) });
});
afterAll(() => open[Symbol.asyncDispose]());
beforeEach(() => open.rectiflow.database.store.query('delete from wording'));

async function call(
  method: 'GET' | 'PUT' | 'DELETE' | 'POST',
  url: string,
  payload?: NonNullable<InjectOptions['payload']>,
): Promise<LightMyRequestResponse> {
  const answer = await open.app.inject({ method, url, ...(payload !== undefined && { payload }) });
  const path = url.replace(/^\/wordings\/[^/]+/u, '/wordings/{template}');
  expectDocumented(open.app, `${method} ${path}`, answer);
  return answer;
}

const change = (part: object = {}, template = 'reminder') =>
  call('PUT', `/wordings/${template}`, { text, by: inspector, ...part });

describe('the routes of wordings', () => {
  test('list every template', async () => {
    const { items } = (await call('GET', '/wordings')).json<{ items: Wording[] }>();
    expect(items.map(({ template }) => template)).toEqual(templateNames.toSorted());
  });

  test('change one and take it back', async () => {
    const changed = await change({ note: '更明确' });
    expect(changed.statusCode).toBe(200);
    expect(changed.json<Wording>()).toMatchObject({
      text,
      change: { version: 1, withdrawn: false, by: inspector, note: '更明确' },
    });
    const back = await call('DELETE', '/wordings/reminder', { by: inspector });
    expect(back.json<Wording>()).toMatchObject({
      text: textOf('reminder'),
      change: { version: 2, withdrawn: true },
    });
  });

  test('show the mail over a finding, with the text given or the one in use', async () => {
    const findingId = await open.open();
    const shown = await call('POST', '/wordings/reminder/preview', { findingId, text });
    expect(shown.json<{ subject: string }>().subject).toMatch(/^【请办】/u);
    const present = await call('POST', '/wordings/reminder/preview', { findingId });
    expect(present.json<{ subject: string }>().subject).toMatch(/^【整改提醒】/u);
  });

  test('name the field of a wrong placeholder, and those there are', async () => {
    const answer = await change({ text: { ...text, body: '{{nummer}}' } });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      422,
      {
        code: 'wording_invalid',
        problems: [{ in: 'body', path: 'text.body', message: expect.stringContaining('number') }],
      },
    ]);
  });

  test.each([
    ['PUT', '/wordings/remind', { text, by: inspector }, 'template_not_found'],
    ['DELETE', '/wordings/remind', { by: inspector }, 'template_not_found'],
    ['DELETE', '/wordings/reminder', {}, 'request_invalid'],
    ['DELETE', '/wordings/reminder', undefined, 'request_invalid'],
    ['PUT', '/wordings/reminder', { text: { ...text, x: '' }, by: inspector }, 'request_invalid'],
    [
      'PUT',
      '/wordings/reminder',
      { text: { ...text, document: '令' }, by: inspector },
      'wording_invalid',
    ],
    ['PUT', '/wordings/reminder', { text, by: { kind: 'system', rule: 'x' } }, 'request_invalid'],
    ['POST', '/wordings/reminder/preview', { findingId: nobodyHas }, 'finding_not_found'],
    [
      'POST',
      '/wordings/reminder/preview',
      { findingId: nobodyHas, text: { ...text, tag: '}}' } },
      'wording_invalid',
    ],
    ['POST', '/wordings/remind/preview', { findingId: nobodyHas }, 'template_not_found'],
  ] as const)('%s %s with %j is refused as %4$s', async (method, url, body, code) => {
    expect((await call(method, url, body)).json()).toMatchObject({ code });
  });
});
