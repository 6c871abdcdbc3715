import { expect, test } from 'vitest';
import { migratedMemoryDatabase } from '../../support/memory-database.ts';
import { atOnce, storesOver } from '../world.ts';
import { DatabaseModel } from './database-model.ts';
import { besideSql, type Differences } from './side-by-side.ts';
import { simulate } from '../simulation.ts';

const verbs = ['open', 'load', 'save', 'resolve', 'takeDueClocks', 'takeHints', 'claim', 'move'];

test('the database of the simulation answers whatever is asked as the real one does', async () => {
  const database = await migratedMemoryDatabase();
  const differences: Differences = { found: [], asked: new Map() };
  try {
    await simulate({
      seed: 11,
      findings: 3,
      days: 100,
      beside: (now) => besideSql(database, now, differences),
    });
  } finally {
    await database.close();
  }
  expect(differences.found).toEqual([]);
  for (const verb of verbs) expect(differences.asked.get(verb)).toBeGreaterThanOrEqual(3);
});

test('and a model that says otherwise is told from it', async () => {
  const database = await migratedMemoryDatabase();
  const differences: Differences = { found: [], asked: new Map() };
  try {
    const db = new DatabaseModel({ now: () => 0, rehintMs: 1 });
    const stores = storesOver(db, atOnce, null);
    const ledger = { ...stores.ledger, nextDueAt: async () => 5 };
    const beside = await besideSql(database, () => 0, differences);
    const both = beside({ ...stores, ledger }, atOnce);
    await both.ledger.takeDueClocks(0, 1, 1);
    expect(differences.found).toEqual([]);
    expect(await both.ledger.nextDueAt()).toBe(5);
    expect(differences.found).toEqual(['nextDueAt([]): 5, but SQL null']);
  } finally {
    await database.close();
  }
});
