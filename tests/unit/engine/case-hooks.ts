/** Cases that the hooks of a test file open and close. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { Database } from '../../../src/store/open-database.ts';
import { migratedMemoryDatabase } from '../../support/memory-database.ts';
import { wipe } from './engine-case.ts';

interface OnDatabase {
  readonly database: Database;
}

/** One case for all tests of the file or suite. It is filled in for them and for later hooks, not before. */
export function forAllTests<T extends AsyncDisposable>(open: () => Promise<T>): T {
  const present = {} as T;
  beforeAll(async () => {
    Object.assign(present, await open());
  });
  afterAll(() => present[Symbol.asyncDispose]());
  return present;
}

/** A case anew for every test of the file or suite, all on one database that is emptied before each. */
export function forEachTest<T extends OnDatabase>(
  open: (on: OnDatabase) => Promise<T>,
  openFresh: () => Promise<Database> = () => migratedMemoryDatabase(),
): T {
  const present = {} as T;
  let database: Database;
  beforeAll(async () => {
    database = await openFresh();
  });
  beforeEach(async () => {
    await wipe(database);
    Object.assign(present, await open({ database }));
  });
  afterAll(() => database.close());
  return present;
}
