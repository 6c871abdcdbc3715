import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { RehearsalReport } from '../../../src/engine/rehearsal/report.ts';
import { templateNames } from '../../../src/channels/texts.ts';
import type { Policy } from '../../../src/engine/policy.ts';
import { simulationBodySchema } from '../../../src/http/simulation-schemas.ts';
import { readShippedPolicies } from '../../../src/policy/policy-files.ts';
import { createVirtualClock } from '../../../src/virtual-clock.ts';
import { shippedName } from '../../support/shipped-policies.ts';
import { documentOf, readSchema } from './documented.ts';
import { inspector, openApp, owner, post, type OpenApp } from './open-app.ts';
import { sent } from './sent.ts';
import { storedRows } from './stored-rows.ts';

const days30 = { from: '2026-03-06', days: 30 };

let open: OpenApp;
let draft: Policy;
beforeAll(async () => {
  open = await openApp({}, { clock: createVirtualClock(Date.parse('2026-03-06T12:00:00+08:00')) });
  const people = [owner, inspector].map(({ id, unit }) => ({ id, name: id, email: null, unit }));
  await open.rectiflow.directory.put({ people });
  await open.open();
  await open.open({ round: 'XC-2026', title: '年末反馈' });
  const shipped = await readShippedPolicies(templateNames);
  const inspection = shipped.find(({ id }) => id === 'cn-inspection');
  if (inspection === undefined) throw new Error('no such policy is shipped');
  draft = { ...inspection, id: 'draft', sendAt: '15:00' };
});
afterAll(() => open[Symbol.asyncDispose]());

async function rehearsed(body: object): Promise<RehearsalReport> {
  const answer = await sent(open, '/simulations', body);
  expect(answer.statusCode).toBe(200);
  return answer.json();
}

describe('POST /simulations', () => {
  test('tells who would get what, when and why, and writes nothing', async () => {
    const before = await storedRows(open.rectiflow);
    const { events } = await open.rectiflow.verify();
    const report = await rehearsed({ ...days30, days: 60 });
    expect(report).toMatchObject({
      from: '2026-03-06T00:00:00.000+08:00',
      until: '2026-05-05T00:00:00.000+08:00',
      days: 60,
      policy: null,
      seed: null,
      findings: 2,
      difference: null,
    });
    expect(report.people.map(({ id }) => id)).toContain(owner.id);
    expect(report.notices.some(({ why }) => why.clock?.dueAt.startsWith('2026-04-08'))).toBe(true);
    // 30 days end on Sunday 2026-04-05, and Qingming lasts until the day after.
    expect(report.breaches).toEqual(
      ['XC-2024-01-001', 'XC-2026-01-001'].map((finding) => ({
        finding,
        clock: 'plan',
        clockNo: 1,
        dueAt: '2026-04-08T00:00:00.000+08:00',
        provisional: false,
      })),
    );
    expect(await storedRows(open.rectiflow)).toEqual(before);
    expect(await open.rectiflow.verify()).toMatchObject({ ok: true, events });
  });

  test('answers the same request the same, and another seed otherwise', async () => {
    const asked = { ...days30, days: 90, seed: 7 };
    const [once, twice, other] = [
      await sent(open, '/simulations', asked),
      await sent(open, '/simulations', asked),
      await sent(open, '/simulations', { ...asked, seed: 8 }),
    ];
    expect(twice.body).toBe(once.body);
    expect(other.body).not.toBe(once.body);
  });

  test('rehearses one round where it is asked for one', async () => {
    expect((await rehearsed({ ...days30, round: 'XC-2026' })).findings).toBe(1);
    const none = await rehearsed({ ...days30, round: 'XC-1999' });
    expect(none).toMatchObject({ findings: 0, notices: [], breaches: [] });
  });

  test('compares with another policy, by name or whole', async () => {
    const named = await rehearsed({ ...days30, policy: shippedName('cn-petition') });
    expect(named.policy).toBe(shippedName('cn-petition'));
    const whole = await rehearsed({ ...days30, policy: draft });
    expect(whole.policy).toBe(`draft@${draft.version}`);
    expect(whole.difference?.moved.length).toBeGreaterThan(0);
    expect(whole.notices.every(({ at }) => at.endsWith('T15:00:00.000+08:00'))).toBe(true);
    const own = await rehearsed({ ...days30, policy: shippedName('cn-inspection') });
    expect(own.difference).toMatchObject({ dropped: [], added: [], moved: [] });
  });

  test('a policy nobody knows is 422', async () => {
    for (const policy of ['cn-inspection@99', 'none@1', '无@1']) {
      const answer = await sent(open, '/simulations', { ...days30, policy });
      expect(answer.json()).toMatchObject({
        status: 422,
        code: 'policy_unknown',
        problems: [{ in: 'body', path: 'policy' }],
      });
    }
  });

  test('a policy that cannot be used is 422 with each place in it', async () => {
    const [cadence = ''] = Object.keys(draft.cadences);
    const repeat = { ...draft.cadences[cadence]?.repeat, template: 'shout' };
    const faulty = {
      ...draft,
      sendAt: '25:00',
      cadences: { ...draft.cadences, [cadence]: { ...draft.cadences[cadence], repeat } },
    };
    const answer = await sent(open, '/simulations', { ...days30, policy: faulty });
    const { problems, ...problem } = answer.json<{ problems: { path: string }[] }>();
    expect(problem).toMatchObject({ status: 422, code: 'policy_invalid' });
    expect(problems.map(({ path }) => path).toSorted()).toEqual([
      `policy.cadences.${cadence}.repeat.template`,
      'policy.sendAt',
    ]);
    const empty = await sent(open, '/simulations', { ...days30, policy: {} });
    expect(empty.json()).toMatchObject({ status: 422, code: 'policy_invalid' });
  });

  test.each([
    [{}, 'from'],
    [{ days: 30 }, 'from'],
    [{ from: '2026-02-30', days: 30 }, 'from'],
    [{ from: '1969-12-31', days: 30 }, 'from'],
    [{ from: 20_260_306, days: 30 }, 'from'],
    [{ from: '2026-03-06' }, 'days'],
    [{ ...days30, days: 0 }, 'days'],
    [{ ...days30, days: -1 }, 'days'],
    [{ ...days30, days: 1.5 }, 'days'],
    [{ ...days30, days: 9_999_999 }, 'days'],
    [{ ...days30, days: '30' }, 'days'],
    [{ ...days30, seed: -1 }, 'seed'],
    [{ ...days30, seed: 4_294_967_296 }, 'seed'],
    [{ ...days30, seed: null }, 'seed'],
    [{ ...days30, round: '' }, 'round'],
    [{ ...days30, round: 'a\0b' }, 'round'],
    [{ ...days30, policy: '' }, 'policy'],
    [{ ...days30, policy: 'cn-inspection' }, 'policy'],
    [{ ...days30, policy: 'cn-inspection@0' }, 'policy'],
    [{ ...days30, policy: null }, 'policy'],
    [{ ...days30, policy: [] }, 'policy'],
    [{ ...days30, portfolio: [] }, ''],
    [{ ...days30, by: inspector }, ''],
    [[], ''],
  ])('answers 400 to %j', async (body, path) => {
    const answer = await sent(open, '/simulations', body);
    expect(answer.json()).toMatchObject({
      status: 400,
      code: 'request_invalid',
      problems: expect.arrayContaining([expect.objectContaining({ in: 'body', path })]),
    });
  });

  test('takes JSON and nothing else', async () => {
    const answer = await post(open.app, '/simulations', 'from=2026-03-06', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(answer.json()).toMatchObject({ status: 415, code: 'unsupported_media_type' });
  });

  test('has examples that are taken, by our schema and by the document', () => {
    const document = documentOf(open.app);
    const media =
      document.paths['/simulations']?.['post']?.requestBody?.content['application/json'];
    const theirs = readSchema(document, media?.schema ?? {});
    const examples = Object.entries(media?.examples ?? {});
    expect(examples.length).toBeGreaterThan(0);
    for (const [label, { value }] of [
      ...examples,
      ['whole', { value: { ...days30, policy: draft } }],
    ] as const) {
      expect({ label, error: simulationBodySchema.safeParse(value).error }).toEqual({ label });
      expect({ label, error: theirs.safeParse(value).error }).toEqual({ label });
    }
  });
});

describe('duties', () => {
  test('are rehearsed with the findings, as the document describes them, and written nowhere', async () => {
    await using school = await openApp(
      {},
      { clock: createVirtualClock(Date.parse('2026-03-06T12:00:00+08:00')) },
    );
    const findingId = await school.open();
    const person = { id: owner.id, name: '张伟', email: null, unit: null };
    await school.rectiflow.directory.put({ people: [person] });
    const rule = { rhythm: { kind: 'daily' }, at: '07:30' };
    for (const given of [
      { findingId, title: '校领导每日陪餐' },
      { title: '旬岗位自查', kind: 'check', rule: { rhythm: { kind: 'tenDays', on: 'last' } } },
    ]) {
      const duty = { round: 'XC-2024', rule, to: [owner.id, 'canteen'], ...given, by: inspector };
      expect((await sent(school, '/duties', duty)).statusCode).toBe(201);
    }
    const before = await storedRows(school.rectiflow);
    for (const asked of [
      days30,
      { ...days30, seed: 3 },
      { ...days30, policy: shippedName('cn-petition') },
    ]) {
      const answer = await sent(school, '/simulations', asked);
      expect(answer.statusCode).toBe(200);
      const report = answer.json<RehearsalReport>();
      expect(report).toMatchObject({ findings: 1, duties: 2 });
      const told = report.notices.filter(({ duty }) => duty !== null);
      expect(told[0]).toEqual({
        at: '2026-03-06T12:00:00.000+08:00',
        finding: 'XC-2024-01-001',
        duty: 'XC-2024-D001',
        title: '校领导每日陪餐',
        template: 'duty-tasks-raised',
        rungs: [],
        to: { slot: null, fallbackSlot: null, party: 'canteen', person: null },
        why: {
          event: 'SLOTS_DUE',
          policy: null,
          clock: null,
          slots: ['2026-03-06'],
          tasks: 1,
        },
      });
      expect(told.some(({ duty, finding }) => duty === 'XC-2024-D002' && finding === null)).toBe(
        true,
      );
      expect(report.notices.some(({ duty }) => duty === null)).toBe(true);
    }
    expect(await storedRows(school.rectiflow)).toEqual(before);
  });
});

describe('a finding opened in December', () => {
  let late: OpenApp;
  const days60 = { from: '2026-12-15', days: 60 };
  beforeAll(async () => {
    late = await openApp(
      {},
      { clock: createVirtualClock(Date.parse('2026-12-15T12:00:00+08:00')) },
    );
    await late.open();
  });
  afterAll(() => late[Symbol.asyncDispose]());

  test('is rehearsed with dates that are marked as provisional, breaches included', async () => {
    const answer = await sent(late, '/simulations', days60);
    const { calendar, notices, breaches } = answer.json<RehearsalReport>();
    expect(calendar.horizon).toBe('2026-12-31');
    // 30 days from then end in a year whose holidays nobody has published.
    const due = { dueAt: '2027-01-15T00:00:00.000+08:00', provisional: true };
    expect(breaches).toMatchObject([due]);
    expect(notices.length).toBeGreaterThan(0);
    for (const { why } of notices) expect(why.clock).toMatchObject(due);
  });

  test('is our fault where its own policy is missing, whatever is asked', async () => {
    await late.rectiflow.database.store.query('update finding set policy_version = 99');
    for (const policy of [undefined, shippedName('cn-inspection'), draft]) {
      const answer = await sent(late, '/simulations', { ...days60, policy });
      expect(answer.json()).toMatchObject({ status: 500, code: 'internal' });
    }
    const asked = await sent(late, '/simulations', { ...days60, policy: 'cn-inspection@99' });
    expect(asked.json()).toMatchObject({ status: 422, code: 'policy_unknown' });
  });
});
