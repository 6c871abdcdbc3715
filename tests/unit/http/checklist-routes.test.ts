import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChecklistRun } from '../../../src/checklists/shown-run.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { aRun, checklist, failed, met, resultsWith } from '../checklists/checklist-case.ts';
import { expectDocumented } from './documented.ts';
import { inspector, openApp, post, type OpenApp } from './open-app.ts';
import { sent } from './sent.ts';
import { storedRows } from './stored-rows.ts';

let open: OpenApp;
let accepted = 0;
beforeAll(async () => {
  const clock = createVirtualClock(Date.UTC(2024, 2, 1, 2));
  open = await openApp({ onAccepted: () => (accepted += 1) }, { clock });
});
afterAll(() => open[Symbol.asyncDispose]());

const body = (given: object = {}) => ({ ...aRun(), by: inspector, ...given });

async function list(query = ''): Promise<{ items: ChecklistRun[]; next: string | null }> {
  const answer = await open.app.inject(`/checklists/runs${query}`);
  expectDocumented(open.app, 'GET /checklists/runs', answer);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

describe('POST /checklists/runs', () => {
  test('records a run, opens what has failed, and names what is still open', async () => {
    const first = await sent(open, '/checklists/runs', body());
    expect(first.statusCode).toBe(201);
    const run = first.json<ChecklistRun>();
    expect(run).toMatchObject({
      checklist: 'school-minimum@1',
      unit: 'school-3',
      counts: { met: 2, failed: 2, notApplicable: 0 },
      opened: [{ no: 3 }, { no: 16 }],
      alreadyOpen: [],
      recordedBy: inspector,
    });
    expect(accepted).toBe(1);
    const second = await sent(open, '/checklists/runs', body());
    expect(second.json()).toMatchObject({ opened: [], alreadyOpen: run.opened });
    const finding = await open.app.inject(`/findings/${run.opened[1]?.id}`);
    expect(finding.json()).toMatchObject({ origin: 'checklist', class: 'continuing' });
  });

  test('is carried out once under its key', async () => {
    const headers = { 'idempotency-key': 'run-1' };
    const given = body({ unit: 'school-5' });
    const first = await post(open.app, '/checklists/runs', given, headers);
    const before = await storedRows(open.rectiflow);
    const again = await post(open.app, '/checklists/runs', given, headers);
    expect([first.statusCode, again.statusCode]).toEqual([201, 201]);
    expect(again.json()).toEqual(first.json());
    expect(await storedRows(open.rectiflow)).toEqual(before);
    const other = await post(open.app, '/checklists/runs', body(), headers);
    expectDocumented(open.app, 'POST /checklists/runs', other);
    expect(other.json()).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
  });

  test('answers 409 to a version that reads otherwise', async () => {
    await sent(open, '/checklists/runs', body());
    const changed = { ...checklist, title: '另一份清单' };
    const answer = await sent(open, '/checklists/runs', body({ checklist: changed }));
    expect(answer.json()).toMatchObject({ status: 409, code: 'checklist_changed' });
  });

  test.each([
    [{ results: [met(1)] }, 'results', 'no result for item 3, 16, 20'],
    [{ results: [...resultsWith(), met(7)] }, 'results.4.no', 'no item 7'],
    [{ results: [{ no: 1, result: 'failed' }] }, 'results.0.note', 'a note says'],
    [{ results: [{ no: 1, result: 'maybe' }] }, 'results.0.result', ''],
    [{ results: [failed(1, 'a\0b')] }, 'results.0.note', 'NUL'],
    [{ checklist: { ...checklist, items: [] } }, 'checklist.items', ''],
    [{ checklist: { ...checklist, version: 1.5 } }, 'checklist.version', ''],
    [{ on: '2024-03-02' }, 'on', 'tomorrow'],
    [{ on: '2024-02-30' }, 'on', ''],
    [{ policy: 'nobody@1' }, 'policy', 'nobody@1'],
    [{ unit: '' }, 'unit', ''],
    [{ by: { kind: 'system', rule: 'x' } }, 'by.kind', ''],
    [{ idempotencyKey: 'k' }, '', ''],
  ])('answers 400 to %j and says where', async (given, path, said) => {
    const before = await storedRows(open.rectiflow);
    const answer = await sent(open, '/checklists/runs', body(given));
    expect(answer.json()).toMatchObject({ status: 400, code: 'request_invalid' });
    const { problems } = answer.json<{
      problems: { in: string; path: string; message: string }[];
    }>();
    const fitting = problems.filter((problem) => problem.path === path);
    expect(fitting.map((problem) => problem.in)).toContain('body');
    expect(fitting.some(({ message }) => message.includes(said))).toBe(true);
    expect(await storedRows(open.rectiflow)).toEqual(before);
  });
});

describe('GET /checklists/runs', () => {
  test('lists runs page by page, and those of a round, unit or checklist', async () => {
    await sent(open, '/checklists/runs', body({ round: 'DD-2031', unit: 'school-9' }));
    await sent(open, '/checklists/runs', body({ round: 'DD-2031' }));
    const { items, next } = await list('?round=DD-2031&limit=1');
    expect(items.map(({ unit }) => unit)).toEqual(['school-9']);
    const rest = await list(`?round=DD-2031&limit=1&after=${next}`);
    expect([rest.items.map(({ unit }) => unit), rest.next]).toEqual([['school-3'], null]);
    expect((await list('?unit=school-9')).items).toEqual(items);
    expect((await list('?checklist=school-minimum&unit=school-9')).items).toEqual(items);
    expect((await list('?checklist=other')).items).toEqual([]);
  });

  test.each(['limit=0', 'limit=201', 'after=1', 'round=', 'x=1'])(
    'answers 400 to ?%s',
    async (query) => {
      const answer = await open.app.inject(`/checklists/runs?${query}`);
      expectDocumented(open.app, 'GET /checklists/runs', answer);
      expect(answer.json()).toMatchObject({ status: 400, code: 'request_invalid' });
    },
  );
});
