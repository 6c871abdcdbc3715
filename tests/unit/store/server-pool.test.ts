/** What the pool over a server adds to pg; what it has in common with PGlite is in the contract. */
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { inTransaction } from '../../../src/store/pool.ts';
import { openServerPool, type ServerPool } from '../../../src/store/server-pool.ts';
import { eventually } from '../../support/eventually.ts';
import { startPostgres } from '../../support/postgres.ts';
import { describeWithPostgres, freshServerDatabase } from '../../support/services.ts';

describeWithPostgres('The pool over a server', () => {
  let url: string;
  let admin: Client;

  beforeAll(async () => {
    url = await freshServerDatabase('server pool');
    admin = new Client({ connectionString: url });
    await admin.connect();
  });

  afterAll(() => admin.end());

  async function withPool(
    use: (pool: ServerPool, errors: Error[]) => Promise<void>,
    connectionString = url,
  ): Promise<void> {
    const errors: Error[] = [];
    const onError = (error: Error): void => void errors.push(error);
    const pool = await openServerPool({ connectionString, searchPath: 'public', max: 3, onError });
    try {
      await use(pool, errors);
    } finally {
      await pool.end();
    }
  }

  async function cutOff(): Promise<void> {
    await admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
  }

  test('keeps the options of the address and adds its own', async () => {
    const own = new URL(url);
    own.searchParams.set('options', '-c statement_timeout=12345 -c search_path=elsewhere');
    await withPool(async (pool) => {
      const { rows } = await pool.query(
        `select current_setting('statement_timeout') as timeout, current_schema() as schema`,
      );
      expect(rows).toEqual([{ timeout: '12345ms', schema: 'public' }]);
    }, own.href);
  });

  test('keeps its clients when a statement fails', async () => {
    await withPool(async (pool) => {
      const pid = 'select pg_backend_pid() as pid';
      const before = await pool.query(pid);
      await expect(pool.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
      expect((await pool.query(pid)).rows).toEqual(before.rows);
    });
  });

  test('outlives connections that are cut while idle', async () => {
    await withPool(async (pool, errors) => {
      await pool.query('select 1');
      await cutOff();
      await eventually(() => errors.length > 0);
      expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });
  });

  test('outlives connections that are cut in a transaction, which is then as if never begun', async () => {
    await admin.query('create table half (id int)');
    await withPool(async (pool) => {
      const broken = inTransaction(pool, async (client) => {
        await client.query('insert into half values (1)');
        await cutOff();
        await client.query('insert into half values (2)');
      });
      await expect(broken).rejects.toMatchObject({ code: 'database_unreachable' });
      expect((await pool.query('select * from half')).rows).toEqual([]);
    });
  });

  test.for([
    ['08006', 'the connection failed'],
    ['25006', 'it is read-only'],
    ['53000', 'it is short of something'],
    ['53100', 'its disk is full'],
    ['53200', 'it is out of memory'],
    ['53300', 'it has too many connections'],
    ['57P03', 'it is starting'],
  ])('calls a server unreachable that says %s: %s', async ([code = '']) => {
    await withPool(async (pool) => {
      await expect(pool.query(failureWith(code))).rejects.toMatchObject({
        code: 'database_unreachable',
        detail: { reason: code },
      });
      expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });
  });

  test.for(['25001', '40001', '53400', '54000', '57014', '23505'])(
    'leaves an error with %s as it is',
    async (code) => {
      await withPool(async (pool) => {
        await expect(pool.query(failureWith(code))).rejects.toMatchObject({ code });
      });
    },
  );

  test('writes nothing where the server takes no writes any more', async () => {
    await admin.query('create table refused (id int)');
    await withPool(async (pool) => {
      const refused = inTransaction(pool, async (client) => {
        await client.query('insert into refused values (1)');
        await client.query('set transaction read only');
        await client.query('insert into refused values (2)');
      });
      await expect(refused).rejects.toMatchObject({ code: 'database_unreachable' });
      expect((await pool.query('select * from refused')).rows).toEqual([]);
    });
  });

  test('tells a listener that its connection is gone', async () => {
    await withPool(async (pool) => {
      const listener = await pool.connect();
      const told: string[] = [];
      listener.on('error', () => told.push('error'));
      listener.on('end', () => told.push('end'));
      await listener.query('listen something');
      await cutOff();
      await eventually(() => told.includes('end'));
      listener.release(true);
      expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });
  });

  test('needs nobody to listen for its errors', async () => {
    await withPool(async (pool) => {
      const idle = await pool.connect();
      await cutOff();
      await eventually(async () => {
        await expect(idle.query('select 1')).rejects.toMatchObject({
          code: 'database_unreachable',
        });
      });
      idle.release();
    });
  });

  test('can be used by many listeners without a warning', async () => {
    await withPool(async (pool) => {
      for (let queue = 0; queue < 40; queue += 1) pool.on('error', () => undefined);
      expect(pool.getMaxListeners()).toBe(0);
    });
  });

  test('ends although a client was never given back', async () => {
    const pool = await openServerPool({ connectionString: url, searchPath: 'public' });
    const lost = await pool.connect();
    await lost.query('begin');
    await pool.end();
    lost.release();
    await expect(lost.query('commit')).rejects.toThrow('released');
  });

  test('ends although the server has fallen silent', async () => {
    const server = await startPostgres();
    const pool = await openServerPool({ connectionString: server.url, searchPath: 'public' });
    const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid');
    const backend = rows[0]?.pid ?? 0;
    process.kill(backend, 'SIGSTOP');
    await expect(pool.end()).resolves.toBeUndefined();
    process.kill(backend, 'SIGCONT');
    await server.stop();
  });

  test('works again when the server is back', async () => {
    const server = await startPostgres();
    const pool = await openServerPool({ connectionString: server.url, searchPath: 'public' });
    await pool.query('create table kept (id int); insert into kept values (1)');
    await server.crash();
    // A backend may outlive its server by a moment, and answer.
    await eventually(async () => {
      await expect(pool.query('select 1')).rejects.toMatchObject({ code: 'database_unreachable' });
    });
    await server.restart();
    await eventually(async () => {
      expect((await pool.query('select id from kept')).rows).toEqual([{ id: 1 }]);
    });
    await pool.end();
    await server.stop();
  });
});

/** A statement that fails as the server itself would fail. */
function failureWith(code: string): string {
  return `do $$ begin raise exception using errcode = '${code}'; end $$`;
}

describe('The address of a server', () => {
  test.for(['', 'somewhere', 'http://localhost/x', 'host=localhost'])(
    'is not %j',
    async (connectionString) => {
      await expect(
        openServerPool({ connectionString, searchPath: 'public' }),
      ).rejects.toMatchObject({ code: 'config_invalid' });
    },
  );

  test('goes with the name of a schema', async () => {
    const opening = openServerPool({
      connectionString: 'postgres://localhost/x',
      searchPath: 'a -c log_statement=all',
    });
    await expect(opening).rejects.toMatchObject({ code: 'config_invalid' });
  });
});
