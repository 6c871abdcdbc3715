/** One suite for both kinds of pool: what passes on PGlite must pass on a server, and the reverse. */
import type { PgPool } from 'bullmq';
import { afterAll, beforeAll, describe, expect, expectTypeOf, test } from 'vitest';
import { PgliteSession } from '../../src/store/pglite-session.ts';
import { inTransaction, type Notification, type Pool } from '../../src/store/pool.ts';
import { openServerPool } from '../../src/store/server-pool.ts';
import { eventually } from '../support/eventually.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';

/** Opens pools on one database; `close` ends what the pools rest on. */
interface Fixture {
  pool(searchPath: string): Promise<Pool>;
  close(): Promise<void>;
}

describe('The pool over PGlite', () => {
  poolContract(async () => {
    const session = await PgliteSession.open({ dataDir: 'memory://' });
    return {
      pool: async (searchPath) => session.pool({ searchPath }),
      close: () => session.close(),
    };
  });
});

describeWithPostgres('The pool over a PostgreSQL server', () => {
  poolContract(async () => {
    const connectionString = await freshServerDatabase('pool contract');
    return {
      pool: (searchPath) => openServerPool({ connectionString, searchPath }),
      close: async () => undefined,
    };
  });
});

test('BullMQ takes our pool for its own kind', () => {
  expectTypeOf<Pool>().toExtend<PgPool>();
});

function poolContract(open: () => Promise<Fixture>): void {
  let fixture: Fixture;
  let pool: Pool;
  let other: Pool;

  beforeAll(async () => {
    fixture = await open();
    pool = await fixture.pool('one');
    other = await fixture.pool('two');
    await pool.query('create schema one; create schema two');
    await pool.query('create table thing (id int primary key, label text)');
  });

  afterAll(async () => {
    await Promise.all([pool.end(), other.end()]);
    await fixture.close();
  });

  describe('values out', () => {
    test.for<[sql: string, value: unknown]>([
      [`9007199254740993::int8`, '9007199254740993'],
      [`42::int4`, 42],
      [`7::int2`, 7],
      [`1.10::numeric`, '1.10'],
      [`0.5::float8`, 0.5],
      [`true`, true],
      [`'文本'::text`, '文本'],
      [`'a1b2c3d4-0000-4000-8000-000000000001'::uuid`, 'a1b2c3d4-0000-4000-8000-000000000001'],
      [`'2024-02-29T16:00:00.123+08:00'::timestamptz`, new Date('2024-02-29T16:00:00.123+08:00')],
      [`'1899-12-31T00:00:00Z'::timestamptz`, new Date('1899-12-31T00:00:00Z')],
      [`'2024-02-29'::date`, '2024-02-29'],
      [`array['2024-02-29'::date, null]`, ['2024-02-29', null]],
      [`'{"a": [1, null, "x"]}'::jsonb`, { a: [1, null, 'x'] }],
      [`'"text"'::json`, 'text'],
      [String.raw`'\x00ff10'::bytea`, Buffer.from([0, 255, 16])],
      [`array['a', 'b,c', '"q"', null]::text[]`, ['a', 'b,c', '"q"', null]],
      [`array[1, 2]::int8[]`, ['1', '2']],
      [`array[]::int4[]`, []],
      [`null`, null],
    ])('%s reads as it does from a server', async ([sql, value]) => {
      const { rows } = await pool.query<{ value: unknown }>(`select ${sql} as value`);
      expect(rows).toEqual([{ value }]);
    });
  });

  describe('values in', () => {
    const instant = new Date('2031-07-01T08:09:10.011Z');
    const manyBytes = Buffer.alloc(20_000, 0xa5);

    test.for<[type: string, given: unknown, read: unknown]>([
      ['timestamptz', instant, instant],
      ['timestamptz', '2031-07-01T16:09:10.011+08:00', instant],
      ['date', '2031-07-01', '2031-07-01'],
      ['int4', 12, 12],
      ['int4', '12', 12],
      ['int8', 9_007_199_254_740_993n, '9007199254740993'],
      ['numeric', '123456789.000000001', '123456789.000000001'],
      ['float8', 1.25, 1.25],
      ['text', 12, '12'],
      ['text', '', ''],
      ['text', `it's "quoted" \\ and\nbroken`, `it's "quoted" \\ and\nbroken`],
      ['bool', false, false],
      ['bytea', Buffer.from('字节'), Buffer.from('字节')],
      ['bytea', new Uint8Array([1, 0, 2]), Buffer.from([1, 0, 2])],
      ['bytea', manyBytes, manyBytes],
      ['jsonb', '{"k":[1,2,{"n":null}]}', { k: [1, 2, { n: null }] }],
      ['jsonb', { k: 'object' }, { k: 'object' }],
      ['jsonb', '[]', []],
      ['text[]', ['a', null, 'b"c', ''], ['a', null, 'b"c', '']],
      ['int8[]', ['1', '2'], ['1', '2']],
      ['timestamptz[]', [instant], [instant]],
      ['text', null, null],
      ['int4', undefined, null],
    ])('a %s parameter arrives as given (%#)', async ([type, given, read]) => {
      const { rows } = await pool.query<{ value: unknown }>(`select $1::${type} as value`, [given]);
      expect(rows).toEqual([{ value: read }]);
    });

    test('an array parameter serves = any and unnest', async () => {
      const { rows } = await pool.query<{ id: number; label: string }>(
        `select * from unnest($1::int4[], $2::text[]) as given (id, label)
         where id = any($3) order by id`,
        [
          [3, 1, 2],
          ['c', 'a', null],
          [1, 2],
        ],
      );
      expect(rows).toEqual([
        { id: 1, label: 'a' },
        { id: 2, label: null },
      ]);
    });

    test('parameters of the caller are left as they were', async () => {
      const params = [instant, { k: 1 }];
      await pool.query('select $1::timestamptz, $2::jsonb', params);
      expect(params).toEqual([instant, { k: 1 }]);
    });
  });

  describe('answers', () => {
    test('count the rows they touched', async () => {
      const text = `insert into thing select n, 'count' from generate_series(1, 5) n`;
      expect((await pool.query(text)).rowCount).toBe(5);
      const update = await pool.query(`update thing set label = $1 where id > $2`, ['more', 3]);
      expect(update.rowCount).toBe(2);
      expect((await pool.query('select 1 from thing where id < $1', [3])).rowCount).toBe(2);
      const deleted = await pool.query('delete from thing returning id');
      expect(deleted).toMatchObject({ rowCount: 5, command: 'DELETE' });
      expect(deleted.rows).toHaveLength(5);
      expect((await pool.query('update thing set label = null')).rowCount).toBe(0);
    });

    test('to several statements are those of the last one', async () => {
      const { rows } = await pool.query(`create table several (n int);
        insert into several values (1), (2); -- a remark; with a semicolon
        select sum(n)::int as total from several`);
      expect(rows).toEqual([{ total: 3 }]);
    });

    test('to several statements are all or nothing', async () => {
      const sql = `insert into thing values (900, 'half'); select 1 / 0`;
      await expect(pool.query(sql)).rejects.toMatchObject({ code: '22012' });
      expect((await pool.query('select 1 from thing where id = 900')).rows).toEqual([]);
    });

    test('may be long', async () => {
      const { rows } = await pool.query<{ text: string }>(`select repeat('长', 500000) as text`);
      expect(rows[0]?.text).toHaveLength(500_000);
    });
  });

  describe('refusals', () => {
    test('name the constraint that was broken', async () => {
      await pool.query(`insert into thing values (1, 'first')`);
      const again = pool.query('insert into thing values ($1, $2)', [1, 'second']);
      await expect(again).rejects.toMatchObject({
        code: '23505',
        constraint: 'thing_pkey',
        table: 'thing',
        schema: 'one',
      });
      await pool.query('delete from thing');
    });

    test.for<[sql: string, params: unknown[], code: string]>([
      ['selec 1', [], '42601'],
      ['select $1::int', ['no number'], '22P02'],
      ['select * from missing', [], '42P01'],
      ['select * from missing where id = $1', [1], '42P01'],
      [`do $$ begin raise exception 'no' using errcode = 'RF001'; end $$`, [], 'RF001'],
    ])(
      '%s is refused with its SQLSTATE, and the next statement runs',
      async ([sql, params, code]) => {
        const refusal = await pool.query(sql, params).catch((error: unknown) => error);
        expect(refusal).toBeInstanceOf(Error);
        expect(refusal).toMatchObject({ code });
        expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
      },
    );

    test('name a constraint that only the commit checks', async () => {
      await pool.query(`create table parent (id int primary key);
        create table child (id int references parent deferrable initially deferred)`);
      const commit = inTransaction(pool, (client) => client.query('insert into child values (1)'));
      await expect(commit).rejects.toMatchObject({ code: '23503', constraint: 'child_id_fkey' });
      expect((await pool.query('select * from child')).rows).toEqual([]);
    });
  });

  describe('transactions', () => {
    test('keep what they did', async () => {
      await inTransaction(pool, (client) => client.query(`insert into thing values (10, 'kept')`));
      expect((await pool.query('delete from thing where id = 10')).rowCount).toBe(1);
    });

    test('show nobody what they take back', async () => {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query(`insert into thing values (11, 'unseen')`);
      const seen = pool.query('select * from thing where id = 11');
      await client.query('ROLLBACK');
      client.release();
      expect((await seen).rows).toEqual([]);
    });

    test('keep what others write apart from what they take back', async () => {
      const client = await pool.connect();
      await client.query('start transaction');
      await client.query(`insert into thing values (12, 'taken back')`);
      const written = other.query(`insert into one.thing values (13, 'of another')`);
      await client.query('rollback');
      client.release();
      await written;
      const { rows } = await pool.query('delete from thing where id in (12, 13) returning id');
      expect(rows).toEqual([{ id: 13 }]);
    });

    test('fail as a whole after one failed statement', async () => {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query(`insert into thing values (14, 'lost')`);
      await expect(client.query('select 1 / 0')).rejects.toMatchObject({ code: '22012' });
      await expect(client.query('select 1')).rejects.toMatchObject({ code: '25P02' });
      await client.query('ROLLBACK');
      expect((await client.query('select * from thing where id = 14')).rows).toEqual([]);
      client.release();
    });

    test('do not pass for committed when a failure was swallowed', async () => {
      const swallowing = inTransaction(pool, async (client) => {
        await client.query(`insert into thing values (15, 'lost')`);
        await client.query('select 1 / 0').catch(() => undefined);
      });
      await expect(swallowing).rejects.toThrow('rolled back');
      expect((await pool.query('select * from thing where id = 15')).rows).toEqual([]);
    });

    test('go back to a savepoint', async () => {
      await inTransaction(pool, async (client) => {
        await client.query(`insert into thing values (16, 'kept'); savepoint before`);
        await expect(client.query('select 1 / 0')).rejects.toThrow('division by zero');
        await client.query('rollback to savepoint before');
        await client.query(`insert into thing values (17, 'kept too')`);
      });
      const { rowCount } = await pool.query('delete from thing where id in (16, 17)');
      expect(rowCount).toBe(2);
    });

    test('end with the release of their client', async () => {
      const client = await pool.connect();
      await client.query('BEGIN');
      await client.query(`insert into thing values (18, 'never')`);
      client.release();
      client.release();
      await expect(client.query('select 1')).rejects.toThrow('released');
      expect((await pool.query('select * from thing where id = 18')).rows).toEqual([]);
    });

    test('end with the release of their client after a failure', async () => {
      const client = await pool.connect();
      const failing = `begin; insert into thing values (19, 'never'); select 1 / 0`;
      await expect(client.query(failing)).rejects.toMatchObject({ code: '22012' });
      client.release();
      expect((await pool.query('select * from thing where id = 19')).rows).toEqual([]);
    });

    test('cannot be left open by a query of the pool', async () => {
      const begin = pool.query(`begin; insert into thing values (20, 'never')`);
      await expect(begin).rejects.toThrow('connect()');
      expect((await pool.query('select * from thing where id = 20')).rows).toEqual([]);
    });

    test('may run in large numbers at once', async () => {
      await pool.query(`insert into thing values (30, '0')`);
      const steps = Array.from({ length: 40 }, () =>
        inTransaction(pool, async (client) => {
          const { rows } = await client.query<{ label: string }>(
            'select label from thing where id = 30 for update',
          );
          const label = String(Number(rows[0]?.label) + 1);
          await client.query('update thing set label = $1 where id = 30', [label]);
        }),
      );
      await Promise.all(steps);
      const { rows } = await pool.query('delete from thing where id = 30 returning label');
      expect(rows).toEqual([{ label: '40' }]);
    });

    test('hold an advisory lock until they end', async () => {
      await inTransaction(pool, (client) => client.query('select pg_advisory_xact_lock(77)'));
      const { rows } = await other.query('select pg_try_advisory_xact_lock(77) as free');
      expect(rows).toEqual([{ free: true }]);
    });
  });

  describe('search paths', () => {
    test('stay apart, however statements alternate', async () => {
      await pool.query(`create table place (name text); insert into place values ('one')`);
      await other.query(`create table place (name text); insert into place values ('two')`);
      const answers = await Promise.all(
        Array.from({ length: 20 }, async (_, index) => {
          const { rows } = await (index % 2 === 0 ? pool : other).query('select name from place');
          return rows[0]?.['name'];
        }),
      );
      expect(answers).toEqual(answers.map((_, index) => (index % 2 === 0 ? 'one' : 'two')));
    });

    test('hold within transactions of either side', async () => {
      const [one, two] = await Promise.all([placesSeenBy(pool), placesSeenBy(other)]);
      expect(one).toEqual([{ name: 'one' }, { name: 'one' }]);
      expect(two).toEqual([{ name: 'two' }, { name: 'two' }]);
    });

    test('come back after a transaction that changed its own', async () => {
      await inTransaction(pool, (client) => client.query('set local search_path to two'));
      expect((await pool.query('select name from place')).rows).toEqual([{ name: 'one' }]);
    });

    test('write instants in UTC, whatever the zone of the machine', async () => {
      const { rows } = await pool.query(`select '2024-01-01T08:00:00+08'::timestamptz::text as t`);
      expect(rows).toEqual([{ t: '2024-01-01 00:00:00+00' }]);
    });
  });

  describe('notifications', () => {
    test('reach the clients that listen, and only those', async () => {
      const [listener, deaf] = await Promise.all([pool.connect(), pool.connect()]);
      const [heard, missed]: [Notification[], Notification[]] = [[], []];
      listener.on('notification', ({ channel, payload }) => heard.push({ channel, payload }));
      deaf.on('notification', (message) => missed.push(message));
      await listener.query('LISTEN news');
      await deaf.query('LISTEN elsewhere');
      await other.query(`notify news, 'plain'`);
      await other.query(`select pg_notify('news', $1)`, ['来自函数']);
      await other.query('notify news');
      await eventually(() => heard.length === 3);
      expect(heard.map(({ payload }) => payload)).toEqual(['plain', '来自函数', '']);
      expect(missed).toEqual([]);
      listener.release();
      deaf.release();
    });

    test('come with the commit and not before', async () => {
      const listener = await pool.connect();
      const heard: string[] = [];
      listener.on('notification', ({ payload }) => heard.push(payload));
      await listener.query('LISTEN commits;');
      await inTransaction(other, async (client) => {
        await client.query(`select pg_notify('commits', 'in time')`);
        expect(heard).toEqual([]);
      });
      await eventually(() => heard.length > 0);
      const client = await other.connect();
      await client.query(`begin; select pg_notify('commits', 'never')`);
      client.release();
      await other.query(`notify commits, 'last'`);
      await eventually(() => heard.length > 1);
      expect(heard).toEqual(['in time', 'last']);
      listener.release(true);
    });

    test('fold the name of the channel as SQL does', async () => {
      const listener = await pool.connect();
      const heard: string[] = [];
      listener.on('notification', ({ channel }) => heard.push(channel));
      await listener.query('listen Folded');
      await listener.query('listen "Kept ""so"""');
      await other.query(`select pg_notify('folded', ''), pg_notify('Kept "so"', '')`);
      await eventually(() => heard.length === 2);
      expect(heard).toEqual(['folded', 'Kept "so"']);
      listener.release();
    });

    test('stop with UNLISTEN, for that client alone', async () => {
      const [first, second] = await Promise.all([pool.connect(), pool.connect()]);
      const heard: string[] = [];
      first.on('notification', () => heard.push('first'));
      second.on('notification', () => heard.push('second'));
      await first.query('LISTEN shared');
      await second.query('LISTEN shared');
      await first.query('UNLISTEN shared');
      await other.query('NOTIFY shared');
      await eventually(() => heard.length > 0);
      expect(heard).toEqual(['second']);
      await second.query('UNLISTEN *');
      await second.query('LISTEN after');
      await other.query('NOTIFY shared');
      await other.query('NOTIFY after');
      await eventually(() => heard.length > 1);
      expect(heard).toEqual(['second', 'second']);
      first.release();
      second.release();
    });

    test('begin with the commit of the LISTEN', async () => {
      const [kept, dropped] = await Promise.all([pool.connect(), pool.connect()]);
      const heard: string[] = [];
      kept.on('notification', () => heard.push('kept'));
      dropped.on('notification', () => heard.push('dropped'));
      await dropped.query('BEGIN');
      await dropped.query('LISTEN late');
      await dropped.query('ROLLBACK');
      await kept.query('BEGIN');
      await kept.query('LISTEN late');
      await kept.query('COMMIT');
      await other.query('NOTIFY late');
      await eventually(() => heard.length > 0);
      expect(heard).toEqual(['kept']);
      kept.release();
      dropped.release();
    });

    test('do not reach the next borrower of a client', async () => {
      const before = await pool.connect();
      await before.query('LISTEN inherited');
      before.release();
      const clients = await Promise.all(Array.from({ length: 5 }, () => pool.connect()));
      const heard: string[] = [];
      for (const client of clients) {
        client.on('notification', ({ channel }) => heard.push(channel));
        await client.query('LISTEN witness');
      }
      await other.query('NOTIFY inherited');
      await other.query('NOTIFY witness');
      await eventually(() => heard.length === clients.length);
      expect(new Set(heard)).toEqual(new Set(['witness']));
      for (const client of clients) client.release();
    });

    test('are awaited by a client that stands in nobody’s way', async () => {
      const listener = await other.connect();
      await listener.query(`select set_config('application_name', $1, false)`, ['waiting']);
      await listener.query('LISTEN quiet');
      const answers = await Promise.all([
        pool.query('select 1 as n'),
        inTransaction(pool, (client) => client.query('select 2 as n')),
        other.query('select 3 as n'),
      ]);
      expect(answers.map(({ rows }) => rows[0]?.['n'])).toEqual([1, 2, 3]);
      listener.release(true);
    });

    test('are not sent by a statement that fails', async () => {
      const listener = await pool.connect();
      const heard: string[] = [];
      listener.on('notification', ({ payload }) => heard.push(payload));
      await listener.query('LISTEN twice');
      await expect(other.query(`notify twice, 'a'; select 1 / 0`)).rejects.toThrow('by zero');
      await other.query(`notify twice, 'b'`);
      await eventually(() => heard.length > 0);
      expect(heard).toEqual(['b']);
      listener.release();
    });
  });

  describe('the end', () => {
    test('refuses further work, in words BullMQ knows, and may come twice', async () => {
      const ended = await fixture.pool('one');
      const client = await ended.connect();
      await client.query('BEGIN');
      client.release();
      await ended.end();
      await ended.end();
      const refusal = /after calling end on the pool/;
      await expect(ended.query('select 1')).rejects.toThrow(refusal);
      await expect(ended.connect()).rejects.toThrow(refusal);
      expect((await pool.query('select 1 as other')).rows).toEqual([{ other: 1 }]);
    });

    test('lets a statement that runs come to its end', async () => {
      const ended = await fixture.pool('one');
      const running = ended.query('select count(*)::int as n from generate_series(1, 100000)');
      const [{ rows }] = await Promise.all([running, ended.end()]);
      expect(rows).toEqual([{ n: 100_000 }]);
    });
  });
}

function placesSeenBy(pool: Pool): Promise<unknown> {
  return inTransaction(pool, async (client) => {
    const first = await client.query('select name from place');
    const second = await client.query('select current_schema() as name');
    return [...first.rows, ...second.rows];
  });
}
