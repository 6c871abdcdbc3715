/** One suite for reading the duties a rehearsal starts from, on both kinds of database. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DutyItem } from '../../src/engine/rehearsal/duty-life.ts';
import { dutyPortfolio } from '../../src/store/duty-portfolio.ts';
import { migrate } from '../../src/store/migrate.ts';
import { openDatabase, type Database } from '../../src/store/open-database.ts';
import { migratedMemoryDatabase } from '../support/memory-database.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';
import {
  giveDuty,
  openDutyCase,
  openedDuty,
  raiseAt,
  type DutyCase,
} from '../unit/engine/duties/duty-case.ts';
import { opened, shanghai, wipe } from '../unit/engine/engine-case.ts';

const numbers = (items: readonly DutyItem[]) => items.map(({ duty }) => duty.number);

describe('Live duties on PGlite', () => {
  portfolioContract(() => migratedMemoryDatabase());
});

describeWithPostgres('Live duties on a PostgreSQL server', () => {
  portfolioContract(async () => {
    const url = await freshServerDatabase('duty portfolio');
    const database = await openDatabase({ url, schema: 'rectiflow' });
    await migrate(database);
    return database;
  });
});

function portfolioContract(openFresh: () => Promise<Database>): void {
  let dutyCase: DutyCase;
  let database: Database;

  beforeAll(async () => {
    database = await openFresh();
  });
  beforeEach(async () => {
    await wipe(database);
    dutyCase = await openDutyCase({ database });
  });
  afterAll(() => database.close());

  async function read(round?: string): Promise<DutyItem[]> {
    const items: DutyItem[] = [];
    for await (const item of dutyPortfolio(database.store, round)) items.push(item);
    return items;
  }

  test('what is read of each is what a decision reads, with the number of its finding', async () => {
    const { id: findingId, number } = await opened(dutyCase.engine);
    await openedDuty(dutyCase, { findingId });
    await openedDuty(dutyCase, { rule: { rhythm: { kind: 'tenDays', on: 'last' } } });
    const items = await read();
    expect(items.map(({ finding }) => finding)).toEqual([number, null]);
    for (const { duty } of items) {
      expect(duty).toEqual((await dutyCase.ports.duties.load(duty.id, null)).duty);
    }
  });

  test('one that has ended is read for as long as a task of it is owed', async () => {
    const { id } = await openedDuty(dutyCase);
    const { id: idle } = await openedDuty(dutyCase, {
      rule: { rhythm: { kind: 'monthly', day: 9 } },
    });
    await raiseAt(dutyCase, shanghai('2024-03-01T12:00'));
    for (const each of [id, idle]) await giveDuty(dutyCase, each, { type: 'END', reason: '撤销' });
    expect(numbers(await read())).toEqual(['XC-2024-D001']);
    await giveDuty(dutyCase, id, { type: 'TASK_DONE', slot: '2024-03-01' });
    expect(await read()).toEqual([]);
  });

  test('one that runs is read even where it waits for terms, or its last day has passed', async () => {
    await openedDuty(dutyCase, {
      rule: { rhythm: { kind: 'termly', on: 'first' }, from: '2025-03-01' },
    });
    await openedDuty(dutyCase, { rule: { rhythm: { kind: 'daily' }, until: '2024-03-01' } });
    expect((await read()).map(({ duty }) => duty.nextAt)).toEqual([
      null,
      shanghai('2024-03-01T08:00'),
    ]);
    await raiseAt(dutyCase, shanghai('2024-03-01T12:00'));
    await giveDuty(dutyCase, (await read())[1]?.duty.id ?? '', {
      type: 'TASK_DONE',
      slot: '2024-03-01',
    });
    expect((await read()).map(({ duty }) => duty.nextAt)).toEqual([null, null]);
  });

  test('those of one round are read where one is asked for, and none of a round there is not', async () => {
    for (const round of ['XC-2024', 'XC-2025', 'XC-2024']) await openedDuty(dutyCase, { round });
    expect(numbers(await read('XC-2024'))).toEqual(['XC-2024-D001', 'XC-2024-D002']);
    expect(numbers(await read('XC-2025'))).toEqual(['XC-2025-D001']);
    expect(await read('XC-1999')).toEqual([]);
    expect(numbers(await read())).toEqual(['XC-2024-D001', 'XC-2025-D001', 'XC-2024-D002']);
  });

  test('more than a page of them are all read, each once', async () => {
    await openedDuty(dutyCase);
    await database.store.query(
      `insert into duty (id, number, round_id, kind, title, machine_version, version, state, context,
         head_hash, opened_at, updated_at, next_at, almanac)
       select gen_random_uuid(), 'copy ' || n, round_id, kind, title, machine_version, version,
         state, context, head_hash, opened_at, updated_at, next_at, almanac
       from duty, generate_series(1, 1000) n`,
    );
    const all = numbers(await read());
    expect(all).toHaveLength(1001);
    expect(new Set(all).size).toBe(1001);
  });
}
