import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inspector, openApp, owner, post, sampleFinding, type OpenApp } from './open-app.ts';

let open: OpenApp;
beforeAll(async () => {
  open = await openApp();
});
afterAll(() => open[Symbol.asyncDispose]());

const measure = { no: 1, text: '修订办法' };

describe('what the ledger cannot hold', () => {
  test.each([
    ['NUL in a title', { title: 'a\0b' }, 'title'],
    ['half a character in a title', { title: 'a\uD83D' }, 'title'],
    ['the other half of one', { title: '\uDE00b' }, 'title'],
    ['NUL in a person', { slots: { verifier: 'a\0' } }, 'slots.verifier'],
    ['NUL in an aspect', { aspect: { no: 1, title: '\0x' } }, 'aspect.title'],
    ['NUL in a measure', { measures: [{ ...measure, funding: 'x\0y' }] }, 'measures.0.funding'],
    [
      'a date before time began',
      { measures: [{ ...measure, dueDate: '0000-01-01' }] },
      'measures.0.dueDate',
    ],
    [
      'a date of another age',
      { measures: [{ ...measure, dueDate: '1024-06-30' }] },
      'measures.0.dueDate',
    ],
    [
      'a date beyond all calendars',
      { measures: [{ ...measure, dueDate: '9999-12-31' }] },
      'measures.0.dueDate',
    ],
  ])('%s is the caller’s fault and says where', async (_name, members, path) => {
    const answer = await post(open.app, '/findings', {
      ...sampleFinding,
      ...members,
      by: inspector,
    });
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'request_invalid',
      problems: [{ in: 'body', path }],
    });
  });

  test('is refused in events and in who gives them as well', async () => {
    const id = await open.open();
    const reason = await open.send(id, { type: 'CONTEST', reason: 'x\0' }, owner);
    expect(reason.json()).toMatchObject({ status: 400, problems: [{ path: 'event.reason' }] });
    const by = await open.send(id, { type: 'CLAIM' }, { ...owner, unit: '\uD800' });
    expect(by.json()).toMatchObject({ status: 400, problems: [{ path: 'by.unit' }] });
    const until = { type: 'ACCEPT_RISK', until: '0001-01-01', reason: 'x' } as const;
    expect((await open.send(id, until, owner)).json()).toMatchObject({ status: 400 });
  });

  test('whole pairs and dates within reach pass', async () => {
    const answer = await post(open.app, '/findings', {
      ...sampleFinding,
      title: '😀𠮷\u0001\uFFFF',
      measures: [
        { ...measure, no: 1, dueDate: '1970-01-01' },
        { ...measure, no: 2, dueDate: '2999-12-31' },
      ],
      by: inspector,
    });
    expect(answer.statusCode).toBe(201);
  });
});
