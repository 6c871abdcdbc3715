import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { digest } from '../../../src/engine/chain.ts';
import type { Policy } from '../../../src/engine/policy.ts';
import { checkedPolicy } from '../../../src/policy/policy-check.ts';
import { registerPolicies, type PolicyShelf } from '../../../src/policy/registry.ts';
import type { Database } from '../../../src/store/open-database.ts';
import { addPolicyRows, readPolicyRows } from '../../../src/store/policy-rows.ts';
import { migratedMemoryDatabase } from '../../support/memory-database.ts';
import { shippedName, shippedRef } from '../../support/shipped-policies.ts';
import {
  changed,
  inspection,
  nextVersion,
  refusalOf,
  shipped,
  templateNames,
} from './policy-case.ts';

let database: Database;
let shelf: PolicyShelf;

beforeAll(async () => {
  database = await migratedMemoryDatabase();
  shelf = {
    read: () => readPolicyRows(database.store),
    add: (policies) => addPolicyRows(database.store, policies),
  };
});
beforeEach(async () => {
  await database.store.query('truncate policy');
});
afterAll(() => database.close());

const ref = shippedRef('cn-inspection');
const name = shippedName('cn-inspection');
const nextName = `cn-inspection@${nextVersion}`;

const named = (path: string, value: unknown, version = inspection.version): Policy => ({
  ...checkedPolicy(changed(path, value), templateNames),
  version,
});
const register = (given: readonly Policy[], on = shelf) =>
  registerPolicies(given, on, templateNames);
const kept = async () => (await shelf.read()).map(({ id, version }) => `${id}@${version}`);

describe('the policies of a ledger', () => {
  test('are kept whole, so that another process reads them as they were given', async () => {
    await register(shipped);
    expect(await kept()).toEqual(shipped.map(({ id }) => shippedName(id)).toSorted());
    const rows = await shelf.read();
    for (const policy of shipped) {
      const row = rows.find(({ id }) => id === policy.id);
      expect(checkedPolicy(row?.data, templateNames)).toEqual(policy);
      expect(row?.digest).toBe(digest(policy));
    }
  });

  test('registered again are the same, in whatever order their members are written', async () => {
    await register([inspection]);
    const { id, version, ...rest } = inspection;
    const book = await register([{ ...rest, version, id }]);
    expect(book.current).toEqual(ref);
    expect(await kept()).toEqual([name]);
  });

  test.each<[string, unknown]>([
    ['sendAt', '08:30'],
    ['classes.phased.clocks.plan.period.days', 31],
    ['classes.phased.gates.recheck', false],
    ['classes.immediate.clocks.verify.source.text', '另有规定'],
    ['cadences.rectification.repeat.every', 8],
  ])('changed under a version that is known are refused: %s', async (path, value) => {
    await register([inspection]);
    const before = await shelf.read();
    expect(await refusalOf(() => register([named(path, value)]))).toEqual([
      `${name}: differs from the ${name} this ledger knows; a changed policy needs a version of its own`,
    ]);
    expect(await shelf.read()).toEqual(before);
  });

  test('kept by an earlier release, which did not know all members, are the same by their defaults', async () => {
    const { mode, roll, ...plan } = inspection.classes.phased.clocks.plan;
    expect([mode, roll]).toEqual(['enforcing', 'next']);
    const { phased } = inspection.classes;
    const clocks = { ...phased.clocks, plan };
    const data = {
      ...inspection,
      classes: { ...inspection.classes, phased: { ...phased, clocks } },
    };
    const { id, version } = inspection;
    await shelf.add([{ id, version, digest: digest(data), data }]);
    expect((await register([inspection])).current).toEqual({ id, version });
  });

  test('changed under a version of their own are added, and the one of before stays', async () => {
    await register([inspection]);
    const second = named('sendAt', '08:30', nextVersion);
    const book = await register([inspection, second]);
    expect(book.current).toEqual({ id: 'cn-inspection', version: nextVersion });
    expect(book.get(inspection)).toEqual(inspection);
    expect(await kept()).toEqual([name, nextName]);
  });

  test('are all refused where one of them is, and none is added', async () => {
    await register([inspection]);
    const wrong = [named('sendAt', '07:00', nextVersion), named('sendAt', '08:30')];
    expect(await refusalOf(() => register(wrong))).toHaveLength(1);
    expect(await kept()).toEqual([name]);
  });

  test('are known also to a process that was given others', async () => {
    const second = named('sendAt', '08:30', nextVersion);
    await register([inspection, second]);
    const book = await register([inspection]);
    expect(book.has(second)).toBe(true);
    expect(book.get(second)).toEqual(second);
    // What others were given opens no new findings here.
    expect(book.current).toEqual(ref);
  });

  test('two processes that start at once with different ones: both are told where they differ', async () => {
    const other = named('sendAt', '08:30');
    // Read before the other has added its own, written after.
    let first = true;
    const overtaken: PolicyShelf = {
      async read() {
        const rows = await shelf.read();
        if (first) await register([other]);
        first = false;
        return rows;
      },
      add: (policies) => shelf.add(policies),
    };
    expect(await refusalOf(() => register([inspection], overtaken))).toHaveLength(1);
    const [row] = await shelf.read();
    expect(row?.digest).toBe(digest(other));
  });

  test('two processes that start at once with the same ones both go on', async () => {
    const books = await Promise.all([register(shipped), register(shipped)]);
    for (const { current } of books) expect(current).toEqual(ref);
    expect(await kept()).toHaveLength(shipped.length);
  });

  test('kept by another program that cannot be used here stop the start', async () => {
    await register([inspection]);
    await database.store.query(
      `insert into policy (id, version, digest, data) values ('odd', 1, 'x', '{"id": "odd"}')`,
    );
    const lines = await refusalOf(() => register([inspection]));
    expect(lines).toEqual(expect.arrayContaining([expect.stringMatching(/^version: /)]));
  });
});
