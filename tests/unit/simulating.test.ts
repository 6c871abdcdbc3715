import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { DutyRuleInput } from '../../machines/duty-rule.ts';
import { openRectiflow, type Rectiflow } from '../../src/rectiflow.ts';
import type { PortfolioItem } from '../../src/engine/rehearsal/life.ts';
import type { SimulateRequest } from '../../src/simulating.ts';
import { portfolio } from '../../src/store/portfolio.ts';
import { createVirtualClock } from '../../src/virtual-clock.ts';
import { migratedDump } from '../support/memory-database.ts';
import { shippedName } from '../support/shipped-policies.ts';
import { aFinding, inspector, people, posts, shanghai } from './engine/engine-case.ts';
import { contents } from './engine/ledger-reading.ts';
import { storedRows } from './http/stored-rows.ts';
import { changed, inspectionText } from './policy/policy-case.ts';

const ninetyDays = { from: '2026-03-02', days: 90 };
let rectiflow: Rectiflow;

beforeAll(async () => {
  const clock = createVirtualClock(shanghai('2026-03-02T10:00'));
  rectiflow = await openRectiflow({ clock, loadDataDir: await migratedDump() });
  await rectiflow.directory.put({ people, posts });
  for (const round of ['XC-2026', 'XC-2026', 'XC-2025']) {
    await rectiflow.engine.open({ finding: aFinding({ round }), by: inspector });
  }
});
afterAll(() => rectiflow.close());

const rehearsed = (given: Partial<SimulateRequest> = {}) =>
  rectiflow.simulate({ ...ninetyDays, ...given });

describe('simulate', () => {
  test('goes over the ledger’s open findings, and writes nothing', async () => {
    const before = await contents(rectiflow.database);
    const verified = await rectiflow.verify();
    const report = await rehearsed({ seed: 5, policy: shippedName('cn-petition') });
    expect(report.findings).toBe(3);
    expect(report.notices.length).toBeGreaterThan(10);
    expect(await contents(rectiflow.database)).toEqual(before);
    expect(await rectiflow.verify()).toEqual(verified);
  });

  test('goes over one round where it is asked to, and over nothing of a round there is not', async () => {
    const { findings, notices } = await rehearsed({ round: 'XC-2025' });
    expect(findings).toBe(1);
    expect(new Set(notices.map(({ finding }) => finding))).toEqual(new Set(['XC-2025-00-001']));
    expect(await rehearsed({ round: 'XC-1999' })).toMatchObject({ findings: 0, notices: [] });
  });

  test('goes over the findings it is given instead, of one round or all', async () => {
    const items: PortfolioItem[] = [];
    for await (const item of portfolio(rectiflow.database.store)) items.push(item);
    const given = await rehearsed({ portfolio: items.slice(1) });
    expect(given.findings).toBe(2);
    expect(await rehearsed({ portfolio: items })).toEqual(await rehearsed());
    expect((await rehearsed({ portfolio: items, round: 'XC-2025' })).findings).toBe(1);
    expect((await rehearsed({ portfolio: [] })).findings).toBe(0);
  });

  test('goes over the duties that run too, of one round or all, but not where findings are given', async () => {
    const clock = createVirtualClock(shanghai('2026-03-02T10:00'));
    await using ledger = await openRectiflow({ clock, loadDataDir: await migratedDump() });
    await ledger.directory.put({ people, posts });
    const { engine, duties } = ledger;
    await engine.open({ finding: aFinding({ round: 'XC-2026' }), by: inspector });
    const rule: DutyRuleInput = { rhythm: { kind: 'weekly', weekdays: [1] } };
    for (const round of ['XC-2026', 'XC-2026', 'XC-2025']) {
      const duty = { round, title: '校领导陪餐', rule, to: ['teaching', 'gone'] };
      expect(await duties.open({ duty, by: inspector })).toMatchObject({ kind: 'accepted' });
    }
    const [before, verified] = [await storedRows(ledger), await ledger.verify()];
    const report = await ledger.simulate(ninetyDays);
    expect(report).toMatchObject({ findings: 1, duties: 3 });
    const told = report.notices.filter(({ duty }) => duty !== null);
    expect(new Set(told.map(({ duty }) => duty))).toEqual(
      new Set(['XC-2025-D001', 'XC-2026-D001', 'XC-2026-D002']),
    );
    expect(new Set(told.map(({ to }) => to.person?.id ?? null))).toEqual(new Set(['he', null]));
    const round = await ledger.simulate({ ...ninetyDays, round: 'XC-2025' });
    expect(round).toMatchObject({ findings: 0, duties: 1 });
    expect(round.notices).toEqual(told.filter(({ duty }) => duty === 'XC-2025-D001'));
    expect(await ledger.simulate({ ...ninetyDays, portfolio: [] })).toMatchObject({
      findings: 0,
      duties: 0,
      notices: [],
    });
    expect(await ledger.simulate(ninetyDays)).toEqual(report);
    expect(await storedRows(ledger)).toEqual(before);
    expect(await ledger.verify()).toEqual(verified);
    // What comes is what was told, by a worker that looks once an hour.
    const until = shanghai('2026-03-16T12:00');
    for (let at = clock.at; at <= until; at += 3_600_000) {
      clock.moveTo(at);
      await duties.raiseDue();
    }
    const real = await ledger.database.store.query<{ at: Date; number: string; party: string }>(
      `select n.owed_at as at, d.number, n.party from notice n join duty d on d.id = n.duty_id
       order by n.owed_at, d.number, n.party`,
    );
    const rehearsedToo = told.filter(({ at }) => Date.parse(at) <= until);
    expect(real.rows.map(({ at, number, party }) => [at.getTime(), number, party])).toEqual(
      rehearsedToo.map(({ at, duty, to }) => [Date.parse(at), duty, 'party' in to ? to.party : '']),
    );
    expect(real.rows.length).toBeGreaterThan(20);
  });

  test('compares with a policy by its name, or with a draft, known to nobody or not', async () => {
    const petition = await rehearsed({ policy: shippedName('cn-petition') });
    expect(petition.policy).toBe(shippedName('cn-petition'));
    expect(petition.difference?.same).not.toBeNull();
    const same = await rehearsed({ policy: shippedName('cn-inspection') });
    expect(same.difference).toMatchObject({ dropped: [], added: [], moved: [] });
    const draft = await rehearsed({ policy: changed('sendAt', '15:30') });
    expect(draft.policy).toBe(shippedName('cn-inspection'));
    const own = await rehearsed();
    expect(draft.difference).toMatchObject({ same: 0, dropped: [] });
    // Opened at ten: what would have been told at nine is still told at half past three.
    expect(draft.difference?.added.map(({ rung, at }) => [rung, at])).toEqual(
      Array.from({ length: 3 }, () => ['T-30', '2026-03-02T15:30:00.000+08:00']),
    );
    expect(draft.difference?.moved).toHaveLength(
      own.notices.reduce((sum, { rungs }) => sum + rungs.length, 0),
    );
    // The draft of that name is gone again.
    expect(await rehearsed({ policy: shippedName('cn-inspection') })).toEqual(same);
    const { rows } = await rectiflow.database.store.query<{ data: unknown }>(
      `select data from policy where id = 'cn-inspection'`,
    );
    expect(rows).toMatchObject([{ data: { sendAt: parse(inspectionText).sendAt } }]);
  });

  test.each<[string, object, string]>([
    ['a day that does not exist', { from: '2026-02-30' }, 'from'],
    ['no days', { days: 0 }, 'days'],
    ['half a day', { days: 1.5 }, 'days'],
    ['eleven years', { days: 4000 }, 'days'],
    ['a seed below zero', { seed: -1 }, 'seed'],
    ['a round without a name', { round: ' ' }, 'round'],
    ['an option nobody knows', { until: '2026-04-01' }, ''],
    ['a policy without its version', { policy: 'cn-inspection' }, 'policy'],
    ['a policy of version 0', { policy: 'cn-inspection@0' }, 'policy'],
    ['an empty policy name', { policy: '' }, 'policy'],
  ])('refuses %s', async (_what, given, path) => {
    await expect(rehearsed(given)).rejects.toMatchObject({
      code: 'request_invalid',
      detail: { problems: [{ path }] },
    });
  });

  test('says which policy it does not know, and what is wrong with a draft', async () => {
    await expect(rehearsed({ policy: 'cn-inspection@99' })).rejects.toMatchObject({
      code: 'policy_unknown',
      detail: { policy: 'cn-inspection@99' },
    });
    const faulty = changed('cadences.rectification.repeat.template', 'shout');
    await expect(rehearsed({ policy: faulty })).rejects.toMatchObject({
      code: 'policy_invalid',
      detail: {
        problems: [expect.stringContaining('cadences.rectification.repeat.template: no template')],
      },
    });
    await expect(rehearsed({ policy: [] })).rejects.toMatchObject({ code: 'policy_invalid' });
  });
});
