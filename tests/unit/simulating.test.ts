import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openRectiflow, type Rectiflow } from '../../src/rectiflow.ts';
import type { PortfolioItem } from '../../src/engine/rehearsal/life.ts';
import type { SimulateRequest } from '../../src/simulating.ts';
import { portfolio } from '../../src/store/portfolio.ts';
import { createVirtualClock } from '../../src/virtual-clock.ts';
import { emptyDump } from '../support/memory-database.ts';
import { aFinding, inspector, people, posts, shanghai } from './engine/engine-case.ts';
import { contents } from './engine/ledger-reading.ts';
import { changed, inspectionText } from './policy/policy-case.ts';

const ninetyDays = { from: '2026-03-02', days: 90 };
let rectiflow: Rectiflow;

beforeAll(async () => {
  const clock = createVirtualClock(shanghai('2026-03-02T10:00'));
  rectiflow = await openRectiflow({ clock, loadDataDir: await emptyDump() });
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
    const report = await rehearsed({ seed: 5, policy: 'cn-petition@1' });
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

  test('compares with a policy by its name, or with a draft, known to nobody or not', async () => {
    const petition = await rehearsed({ policy: 'cn-petition@1' });
    expect(petition.policy).toBe('cn-petition@1');
    expect(petition.difference?.same).not.toBeNull();
    const same = await rehearsed({ policy: 'cn-inspection@1' });
    expect(same.difference).toMatchObject({ dropped: [], added: [], moved: [] });
    const draft = await rehearsed({ policy: changed('sendAt', '15:30') });
    expect(draft.policy).toBe('cn-inspection@1');
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
    expect(await rehearsed({ policy: 'cn-inspection@1' })).toEqual(same);
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
