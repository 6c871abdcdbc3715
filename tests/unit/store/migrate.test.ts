/** How a database gets its structure, and when it is left alone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { assertMigrated, migrate, readMigrations } from '../../../src/store/migrate.ts';
import { type Database, openDatabase } from '../../../src/store/open-database.ts';
import { memoryDatabase, migratedMemoryDatabase } from '../../support/memory-database.ts';
import { describeWithPostgres, freshServerDatabase } from '../../support/services.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rectiflow-migrations-'));
  file('001-thing.sql', 'create table thing (id int primary key); create index on thing (id);');
  file('002-label.sql', `alter table thing add label text;\ninsert into thing values (1, '一')`);
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('Migrating an embedded database', () => {
  migrationSuite(() => memoryDatabase());
});

describeWithPostgres('Migrating a database on a server', () => {
  let url: string;

  async function open(): Promise<Database> {
    url = await freshServerDatabase('migrate');
    return openDatabase({ url, schema: 'rectiflow' });
  }

  migrationSuite(open);

  test('is safe for many processes at once', async () => {
    await (await open()).close();
    const databases = await Promise.all(
      Array.from({ length: 5 }, () => openDatabase({ url, schema: 'rectiflow' })),
    );
    const outcomes = await Promise.all(databases.map((database) => migrate(database, folder)));
    expect(outcomes.map(({ version }) => version)).toEqual([2, 2, 2, 2, 2]);
    const applied = outcomes.flatMap((outcome) => outcome.applied);
    expect(applied.toSorted()).toEqual(['001-thing', '002-label']);
    await Promise.all(databases.map((database) => database.close()));
  });

  test('keeps tenants apart in their schemas', async () => {
    const first = await open();
    const second = await openDatabase({ url, schema: 'tenant_2' });
    await migrate(first, folder);
    expect((await migrate(second, folder)).applied).toHaveLength(2);
    await first.store.query('delete from thing');
    expect((await second.store.query('select id from thing')).rows).toEqual([{ id: 1 }]);
    await Promise.all([first.close(), second.close()]);
  });

  test('asks for no right to create a schema that is there', async () => {
    const owner = await open();
    await owner.store.query(
      `create role tenant login; create schema rectiflow authorization tenant;
       create schema bullmq authorization tenant`,
    );
    const asTenant = new URL(url);
    asTenant.username = 'tenant';
    const tenant = await openDatabase({ url: asTenant.href, schema: 'rectiflow' });
    await migrate({ ...tenant, queue: owner.queue }, folder);
    expect((await tenant.store.query('select id from thing')).rows).toEqual([{ id: 1 }]);
    await tenant.close();
    await owner.store.query('drop owned by tenant cascade; drop role tenant');
    await owner.close();
  });
});

describe('Migration files', () => {
  test('are numbered from 001 without gaps', () => {
    file('004-gap.sql', 'select 1');
    expect(() => readMigrations(folder)).toThrow('004-gap.sql');
  });

  test.for(['3-short.sql', '003_underscore.sql', '002-twice.sql', 'notes.sql'])(
    'are not called %s',
    (name) => {
      file(name, 'select 1');
      expect(() => readMigrations(folder)).toThrow('numbered');
    },
  );

  test('are the same with the line ends of another system', () => {
    const before = readMigrations(folder).map(({ sha256 }) => sha256);
    file(
      '002-label.sql',
      `alter table thing add label text;\r\ninsert into thing values (1, '一')`,
    );
    expect(readMigrations(folder).map(({ sha256 }) => sha256)).toEqual(before);
  });

  test('that are shipped apply to an empty database', async () => {
    const database = await migratedMemoryDatabase();
    const { applied, version } = await migrate(database);
    expect(applied).toEqual([]);
    expect(version).toBe(readMigrations().length);
    await expect(assertMigrated(database)).resolves.toBeUndefined();
    await database.close();
  });
});

function migrationSuite(open: () => Promise<Database>): void {
  let database: Database;

  beforeEach(async () => {
    database = await open();
  });

  afterEach(() => database.close());

  test('applies what is missing, once, in the schema', async () => {
    expect(await migrate(database, folder)).toEqual({
      applied: ['001-thing', '002-label'],
      version: 2,
    });
    expect(await migrate(database, folder)).toEqual({ applied: [], version: 2 });
    const { rows } = await database.store.query('select * from rectiflow.thing');
    expect(rows).toEqual([{ id: 1, label: '一' }]);
    file('003-more.sql', 'alter table thing add more text');
    expect(await migrate(database, folder)).toEqual({ applied: ['003-more'], version: 3 });
  });

  test('leaves a ledger of what was applied', async () => {
    await migrate(database, folder);
    const { rows } = await database.store.query('select * from migration order by version');
    const [first, second] = readMigrations(folder);
    expect(rows).toMatchObject([
      { version: 1, name: '001-thing', sha256: first?.sha256, applied_at: expect.any(Date) },
      { version: 2, name: '002-label', sha256: second?.sha256 },
    ]);
  });

  test('prepares the queue as well', async () => {
    await migrate(database, folder);
    const { rows } = await database.queue.query(
      'select current_schema() as schema, count(*) > 0 as done from migration',
    );
    expect(rows).toEqual([{ schema: 'bullmq', done: true }]);
  });

  test('takes a failing file back as a whole and keeps those before it', async () => {
    file('003-broken.sql', 'create table half (id int); select 1 / 0');
    await expect(migrate(database, folder)).rejects.toMatchObject({ code: '22012' });
    const { rows } = await database.store.query(
      `select to_regclass('half') as half, max(version) as version from migration`,
    );
    expect(rows).toEqual([{ half: null, version: 2 }]);
    file('003-broken.sql', 'create table half (id int)');
    expect((await migrate(database, folder)).applied).toEqual(['003-broken']);
  });

  test('refuses a database that a newer version has migrated', async () => {
    await migrate(database, folder);
    rmSync(join(folder, '002-label.sql'));
    const refusal = { code: 'schema_too_new', detail: { found: 2, newest: 1 } };
    await expect(migrate(database, folder)).rejects.toMatchObject(refusal);
    await expect(assertMigrated(database, folder)).rejects.toMatchObject(refusal);
  });

  test('refuses to go on after a file that was changed later', async () => {
    await migrate(database, folder);
    file('001-thing.sql', 'create table thing (id int primary key, changed int)');
    file('003-more.sql', 'alter table thing add more text');
    const refusal = { code: 'migration_changed', detail: { version: 1 } };
    await expect(migrate(database, folder)).rejects.toMatchObject(refusal);
    await expect(assertMigrated(database, folder)).rejects.toMatchObject(refusal);
  });

  test('can be asked for without being done', async () => {
    await expect(assertMigrated(database, folder)).rejects.toMatchObject({
      code: 'schema_missing',
    });
    await migrate(database, folder);
    await expect(assertMigrated(database, folder)).resolves.toBeUndefined();
    file('003-more.sql', 'alter table thing add more text');
    await expect(assertMigrated(database, folder)).rejects.toMatchObject({
      code: 'schema_missing',
      detail: { missing: '003-more' },
    });
  });
}

function file(name: string, sql: string): void {
  writeFileSync(join(folder, name), sql);
}
