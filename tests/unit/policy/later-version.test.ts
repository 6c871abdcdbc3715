/** A release brings a later version of a policy that a ledger already lives by. */
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createEngine } from '../../../src/engine/engine.ts';
import type { Policy } from '../../../src/engine/policy.ts';
import { readPolicy } from '../../../src/policy/policy-files.ts';
import { registerPolicies } from '../../../src/policy/registry.ts';
import { openRectiflow, type Rectiflow } from '../../../src/rectiflow.ts';
import type { Database } from '../../../src/store/open-database.ts';
import { addPolicyRows, readPolicyRows } from '../../../src/store/policy-rows.ts';
import { createVirtualClock, type VirtualClock } from '../../../src/virtual-clock.ts';
import { shippedRef } from '../../support/shipped-policies.ts';
import {
  aFinding,
  accepted,
  fireUntil,
  inspector,
  openCase,
  opened,
  shanghai,
} from '../engine/engine-case.ts';
import { shippedPolicy, templateNames } from './policy-case.ts';

/** The file as it was shipped first: ledgers have it, the program has it no more. */
const firstFile = fileURLToPath(
  new URL('../../support/policies/cn-inspection-1.yaml', import.meta.url),
);
const first = { id: 'cn-inspection', version: 1 };

let firstPolicy: Policy;
let clock: VirtualClock;
let rectiflow: Rectiflow;
let before: string;
let after: string;

/** A ledger that knows version 1 alone, with a finding whose plan is due on 1 April. */
async function ledgerOfBefore(): Promise<{ dump: Blob; id: string; at: number }> {
  await using engineCase = await openCase();
  const { database, ports } = engineCase;
  const policies = await registerPolicies([firstPolicy], shelfOf(database), templateNames);
  const engine = createEngine({ ...ports, policies });
  const { id } = await opened(engine);
  await fireUntil({ ...engineCase, engine }, shanghai('2024-04-02T12:00'));
  const dump = await database.dump?.();
  if (dump === undefined) throw new Error('only an embedded database can be dumped');
  return { dump, id, at: engineCase.clock.at };
}

const shelfOf = ({ store }: Database) => ({
  read: () => readPolicyRows(store),
  add: (policies: Parameters<typeof addPolicyRows>[1]) => addPolicyRows(store, policies),
});

beforeAll(async () => {
  firstPolicy = await readPolicy(firstFile, templateNames);
  const { dump, id, at } = await ledgerOfBefore();
  clock = createVirtualClock(at);
  rectiflow = await openRectiflow({ clock, loadDataDir: dump });
  before = id;
  const finding = aFinding({ round: 'XC-2024' });
  after = accepted(await rectiflow.engine.open({ finding, by: inspector })).id;
  await fireUntil({ engine: rectiflow.engine, clock }, shanghai('2024-06-30T00:00'));
});
afterAll(() => rectiflow.close());

async function late(findingId: string): Promise<string[]> {
  const history = (await rectiflow.findings.history(findingId)) ?? [];
  const rungs = history.flatMap(({ event }) => (event.type === 'CLOCK_DUE' ? event.rungs : []));
  return rungs.map(({ rung }) => rung).filter((rung) => /^(T\+|overdue)/.test(rung));
}

/** What the policy's ladder lists after the due day. */
const listed = ({ cadences }: Policy) =>
  (cadences['rectification']?.rungs ?? [])
    .filter(({ offset }) => offset > 0)
    .map(({ rung }) => rung);

test('a ledger that knows the first version opens with the files of the later one, and keeps both', async () => {
  const rows = await readPolicyRows(rectiflow.database.store);
  const versions = rows.filter(({ id }) => id === first.id).map(({ version }) => version);
  expect(new Set(versions)).toEqual(new Set([1, shippedRef(first.id).version]));
  expect(shippedRef(first.id).version).toBeGreaterThan(1);
  expect(rows.find(({ id, version }) => id === first.id && version === 1)?.data).toEqual(
    firstPolicy,
  );
});

test('findings opened before go on by the first version, whose text only the ledger has', async () => {
  const [weekly1, weekly2] = ['overdue-weekly-1', 'overdue-weekly-2'];
  const steps = listed(firstPolicy);
  expect((await late(before)).slice(0, steps.length + 2)).toEqual([...steps, weekly1, weekly2]);
  const clocks = await rectiflow.times.explainClock(before, 1);
  expect(clocks?.policy).toEqual(first);
});

test('findings opened since go by the later one, and everything proves', async () => {
  const steps = listed(shippedPolicy(first.id));
  expect(steps).not.toEqual(listed(firstPolicy));
  expect((await late(after)).slice(0, steps.length)).toEqual(steps);
  const clocks = await rectiflow.times.explainClock(after, 1);
  expect(clocks?.policy).toEqual(shippedRef(first.id));
  expect(await rectiflow.verify()).toMatchObject({ ok: true, findings: 2 });
});
