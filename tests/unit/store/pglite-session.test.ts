/** How one PGlite session is shared out; what it has in common with a server is in the contract. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PgliteSession } from '../../../src/store/pglite-session.ts';
import { inTransaction, type Pool } from '../../../src/store/pool.ts';
import { emptyDump } from '../../support/memory-database.ts';

let session: PgliteSession;
let pool: Pool;

beforeEach(async () => {
  const loadDataDir = await emptyDump();
  session = await PgliteSession.open({ dataDir: 'memory://', loadDataDir }, 300);
  pool = session.pool({ searchPath: 'public' });
});

afterEach(() => session.close());

describe('A PGlite session', () => {
  test('serves first come, first served', async () => {
    const order: number[] = [];
    const served = Array.from({ length: 20 }, async (_, index) => {
      await pool.query('select 1');
      order.push(index);
    });
    await Promise.all(served);
    expect(order).toEqual(served.map((_, index) => index));
  });

  test('lets nobody between the statements of a transaction', async () => {
    const order: string[] = [];
    const note =
      (name: string) =>
      (result: unknown): unknown => {
        order.push(name);
        return result;
      };
    const client = await pool.connect();
    await client.query('begin');
    const waiting = [pool.query('select 1').then(note('another'))];
    waiting.push(client.query('select 1').then(note('own')));
    waiting.push(client.query('commit').then(note('commit')));
    await Promise.all(waiting);
    expect(order).toEqual(['own', 'commit', 'another']);
    client.release();
  });

  test('leaves room for timers and sockets during a long row of statements', async () => {
    let ticks = 0;
    const timer = setInterval(() => {
      ticks += 1;
    }, 1);
    for (let n = 0; n < 300; n += 1) await pool.query('select $1::int', [n]);
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(0);
  });

  test('tells who waits for a transaction that never ends, instead of waiting with it', async () => {
    const outside = inTransaction(pool, () => pool.query('select 1'));
    await expect(outside).rejects.toMatchObject({
      code: 'database_unreachable',
      message: expect.stringContaining('事务'),
    });
    expect((await pool.query('select 1 as after')).rows).toEqual([{ after: 1 }]);
  });

  test('forgets nothing of its search path when a client sets its own', async () => {
    const other = session.pool({ searchPath: 'elsewhere' });
    await pool.query('create schema elsewhere; create table elsewhere.mark (id int)');
    const client = await other.connect();
    await client.query('set search_path to public');
    client.release();
    expect((await other.query('select current_schema() as name')).rows).toEqual([
      { name: 'elsewhere' },
    ]);
    await other.query('reset all');
    await other.query('insert into mark values (1)');
    expect((await pool.query('select current_schema() as name')).rows).toEqual([
      { name: 'public' },
    ]);
  });

  test('refuses the name of a schema that is none', () => {
    for (const searchPath of ['a"b', 'Big', '1st', '', 'x'.repeat(64), 'a,b', 'a b']) {
      expect(() => session.pool({ searchPath })).toThrow(/模式名.*schema name/);
    }
  });

  test('is copied whole, also while it works', async () => {
    await pool.query('create table kept (id int)');
    const writing = Promise.all(
      Array.from({ length: 10 }, (_, id) => pool.query('insert into kept values ($1)', [id])),
    );
    const dump = await session.dump();
    await writing;
    const copy = await PgliteSession.open({ dataDir: 'memory://', loadDataDir: dump });
    const { rows } = await copy
      .pool({ searchPath: 'public' })
      .query('select count(*)::int as n from kept');
    expect(rows).toEqual([{ n: 10 }]);
    await copy.close();
  });
});

describe('Closing a PGlite session', () => {
  test('may be asked for twice and refuses what comes after', async () => {
    await Promise.all([session.close(), session.close()]);
    await session.close();
    await expect(pool.query('select 1')).rejects.toThrow('after calling end on the pool');
    await pool.end();
  });

  test('lets what waits come to its end', async () => {
    const answers = Promise.all(Array.from({ length: 20 }, () => pool.query('select 1 as n')));
    await session.close();
    expect(await answers).toHaveLength(20);
  });

  test('lets a transaction come to its end', async () => {
    const client = await pool.connect();
    await client.query('begin; create table late (id int)');
    const closed = session.close();
    await client.query('insert into late values (1)');
    expect((await client.query('commit')).command).toBe('COMMIT');
    client.release();
    await closed;
    await expect(client.query('select 1')).rejects.toThrow('released');
  });

  test('does not wait for ever for a transaction nobody ends', async () => {
    const client = await pool.connect();
    await client.query('begin');
    const waiting = pool.query('select 1').catch((error: unknown) => error);
    await session.close();
    expect(await waiting).toBeInstanceOf(Error);
    await expect(client.query('commit')).rejects.toThrow('after calling end on the pool');
    client.release();
  });

  test('does not mind clients that still listen', async () => {
    const client = await pool.connect();
    await client.query('listen something');
    await expect(session.close()).resolves.toBeUndefined();
    client.release(true);
  });
});
