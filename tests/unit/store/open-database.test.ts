/** Opening a database: which one, in what state, and what is said when it cannot be. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../src/store/open-database.ts';
import { inTransaction } from '../../../src/store/pool.ts';
import { startChild } from '../../support/child-program.ts';
import { freePort } from '../../support/child-service.ts';
import { eventually } from '../../support/eventually.ts';
import { emptyDump, memoryDatabase } from '../../support/memory-database.ts';
import { describeWithPostgres, freshServerDatabase } from '../../support/services.ts';

const schema = 'public';
let loadDataDir: Blob;
let parent: string;
let dataDir: string;

beforeAll(async () => {
  // Making a database from nothing takes seconds; one test does it, the others copy.
  loadDataDir = await emptyDump();
});

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'rectiflow-data-'));
  dataDir = join(parent, 'not yet', 'there');
});

afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

describe('A database in a folder', () => {
  test('is made where missing, for its owner only, and is there the next time', async () => {
    const database = await openDatabase({ dataDir, schema });
    expect(database.kind).toBe('pglite');
    await database.store.query('create table kept (id int)');
    await inTransaction(database.store, (client) => client.query('insert into kept values (1)'));
    await database.queue.query('insert into public.kept values (2)');
    await database.close();
    await database.close();
    expect(statSync(dataDir).mode & 0o077).toBe(0);
    const again = await openDatabase({ dataDir, schema });
    expect((await again.store.query('select id from kept order by id')).rows).toEqual([
      { id: 1 },
      { id: 2 },
    ]);
    await again.close();
  });

  test('waits for the disk with what the store commits', async () => {
    const database = await openDatabase({ dataDir, schema, loadDataDir });
    const { rows } = await database.store.query(
      `select current_setting('fsync') as fsync, current_setting('wal_sync_method') as how,
              current_setting('synchronous_commit') as waits`,
    );
    expect(rows).toEqual([{ fsync: 'on', how: 'fsync', waits: 'on' }]);
    const queue = await database.queue.query(`select current_setting('synchronous_commit') as w`);
    expect(queue.rows).toEqual([{ w: 'off' }]);
    await database.close();
  });

  test('writes down by itself what the queue did not wait for', async () => {
    const database = await openDatabase({ dataDir, schema, loadDataDir });
    await database.queue.query('create table public.job (id int)');
    const unwritten = `select pg_current_wal_insert_lsn() > pg_current_wal_flush_lsn() as left`;
    await eventually(async () => {
      const { rows } = await database.store.query(unwritten);
      expect(rows).toEqual([{ left: false }]);
    });
    await database.close();
  });

  test('is for one process: the second hears which one has it', async () => {
    await (await openDatabase({ dataDir, schema, loadDataDir })).close();
    // Gone before the folder is removed: what still writes into it would be in the way.
    await using child = await startChild(new URL('children/write-rows.ts', import.meta.url), [
      dataDir,
    ]);
    await eventually(() => child.lines.length > 0, { timeoutMs: 30_000 });
    await expect(openDatabase({ dataDir, schema })).rejects.toMatchObject({
      code: 'data_folder_in_use',
      detail: { folder: dataDir, pid: child.pid },
    });
  });

  test('has everything that was committed when its process is killed, and nothing by halves', async () => {
    await (await openDatabase({ dataDir, schema, loadDataDir })).close();
    let acknowledged = 0;
    for (let kill = 0; kill < 3; kill += 1) {
      const child = await startChild(new URL('children/write-rows.ts', import.meta.url), [dataDir]);
      await eventually(() => child.lines.length >= 20, { timeoutMs: 30_000 });
      await child.kill('SIGKILL');
      acknowledged = Number(child.lines.at(-1));
    }
    const database = await openDatabase({ dataDir, schema });
    const { rows } = await database.store.query(
      `select max(id) as last, count(*) filter (where id > 0)::int as positive,
              count(*) filter (where id < 0)::int as negative from kept`,
    );
    const last = Number(rows[0]?.['last']);
    expect(last).toBeGreaterThanOrEqual(acknowledged);
    expect(rows).toEqual([{ last, positive: last, negative: last }]);
    await database.close();
  });

  test('starts afresh after a first start that was cut off', async () => {
    mkdirSync(join(dataDir, 'database.rectiflow-new', 'base'), { recursive: true });
    writeFileSync(join(dataDir, 'database.rectiflow-new', 'PG_VERSION'), '18\n');
    const database = await openDatabase({ dataDir, schema, loadDataDir });
    expect((await database.store.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await database.close();
    expect(readdirSync(dataDir).toSorted()).toEqual(['database', 'lock']);
  });

  test('does not touch what others keep in its place', async () => {
    mkdirSync(join(dataDir, 'database'), { recursive: true });
    writeFileSync(join(dataDir, 'database', 'notes.txt'), 'mine');
    await expect(openDatabase({ dataDir, schema, loadDataDir })).rejects.toMatchObject({
      code: 'database_unreachable',
    });
    expect(readdirSync(join(dataDir, 'database'))).toEqual(['notes.txt']);
  });

  test('is free for another try after one that failed', async () => {
    mkdirSync(join(dataDir, 'database'), { recursive: true });
    writeFileSync(join(dataDir, 'database', 'notes.txt'), 'mine');
    const refused = openDatabase({ dataDir, schema, loadDataDir });
    await expect(refused).rejects.toThrow('cannot be opened');
    rmSync(join(dataDir, 'database'), { recursive: true });
    await (await openDatabase({ dataDir, schema, loadDataDir })).close();
  });

  test('cannot lie in a file', async () => {
    writeFileSync(join(parent, 'file'), '');
    const inFile = openDatabase({ dataDir: join(parent, 'file'), schema });
    await expect(inFile).rejects.toMatchObject({ code: 'config_invalid' });
  });
});

describe('A database in memory', () => {
  test('tells the time and is nobody else’s', async () => {
    const [first, second] = await Promise.all([memoryDatabase(), memoryDatabase()]);
    await first.store.query('create schema rectiflow; create table own (id int)');
    await expect(second.store.query('select * from own')).rejects.toMatchObject({ code: '42P01' });
    expect(await first.now()).toBeInstanceOf(Date);
    await Promise.all([first.close(), second.close()]);
  });
});

describe('Options that cannot be used', () => {
  test.for([
    { url: undefined, dataDir: undefined, schema },
    { url: 'mysql://host/name', schema },
    { url: 'host=localhost dbname=x', schema },
    { url: '', schema },
    { dataDir: 'memory://', schema: 'Not A Name' },
    { dataDir: 'memory://', schema: 'bullmq' },
  ])('are refused: %o', async (options) => {
    await expect(openDatabase(options)).rejects.toMatchObject({ code: 'config_invalid' });
  });

  test('are refused without telling the password', async () => {
    const refusal = openDatabase({ url: 'http://user:geheim@host/name', schema });
    await expect(refusal).rejects.not.toThrow('geheim');
  });

  test('name what did not answer', async () => {
    const url = `postgres://user:geheim@127.0.0.1:${await freePort()}/name`;
    const refusal = await openDatabase({ url, schema }).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: 'database_unreachable' });
    expect(String(refusal)).toContain('ECONNREFUSED');
    expect(String(refusal)).not.toContain('geheim');
  });
});

describeWithPostgres('A database on a server', () => {
  test('has a pool for us and one for the queue', async () => {
    const url = await freshServerDatabase('open database');
    const database = await openDatabase({ url, schema: 'tenant_1' });
    await database.store.query('create schema tenant_1; create schema bullmq');
    const named = 'select current_schema() as name';
    expect((await database.store.query(named)).rows).toEqual([{ name: 'tenant_1' }]);
    expect((await database.queue.query(named)).rows).toEqual([{ name: 'bullmq' }]);
    expect(database.kind).toBe('server');
    expect(database.dump).toBeUndefined();
    await Promise.all([database.close(), database.close()]);
  });

  test('that does not exist is named as such', async () => {
    const url = new URL(await freshServerDatabase('open database'));
    url.pathname = '/no_such_database';
    await expect(openDatabase({ url: url.href, schema })).rejects.toMatchObject({
      code: 'database_unreachable',
      message: expect.stringContaining('no_such_database'),
    });
  });
});
