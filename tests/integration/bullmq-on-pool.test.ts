/** BullMQ on the queue's pool while our store works on its own: both embedded and on a server. */
import { createPostgresBackend, type Job, withBackend } from 'bullmq';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { migrate } from '../../src/store/migrate.ts';
import { type Database, openDatabase } from '../../src/store/open-database.ts';
import { inTransaction } from '../../src/store/pool.ts';
import { eventually } from '../support/eventually.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';

const { Queue, Worker } = withBackend(createPostgresBackend);

describe('BullMQ over PGlite', () => {
  queueSuite(() => openDatabase({ dataDir: 'memory://', schema: 'rectiflow' }));
});

describeWithPostgres('BullMQ over a PostgreSQL server', () => {
  queueSuite(async () =>
    openDatabase({ url: await freshServerDatabase('bullmq on pool'), schema: 'rectiflow' }),
  );
});

function queueSuite(open: () => Promise<Database>): void {
  let database: Database;
  let errors: Error[];

  beforeAll(async () => {
    database = await open();
    await migrate(database);
    await database.store.query('create table account (id int primary key, amount int)');
    await database.store.query('insert into account values (1, 1000), (2, 0)');
  });

  afterAll(() => database.close());

  beforeEach(() => {
    errors = [];
  });

  /** A queue and a worker on it that are closed in the end, whatever happens. */
  async function withWorker(
    name: string,
    process: (job: Job) => Promise<unknown>,
    use: (queue: InstanceType<typeof Queue>) => Promise<void>,
  ): Promise<void> {
    const connection = database.queue;
    const queue = new Queue(name, { connection });
    const worker = new Worker(name, process, { connection, concurrency: 10 });
    queue.on('error', (error) => errors.push(error));
    worker.on('error', (error) => errors.push(error));
    try {
      await worker.waitUntilReady();
      await use(queue);
    } finally {
      await worker.close();
      await queue.close();
    }
    expect(errors).toEqual([]);
  }

  test('a worker that waits is woken by a job', async () => {
    const done: unknown[] = [];
    await withWorker(
      'woken',
      async (job) => done.push(job.data),
      async (queue) => {
        await queue.add('first', { id: 'a' });
        await eventually(() => done.length === 1);
        // Now it waits for a notification; the next look of its own would come in an hour.
        await queue.add('second', { id: 'b' });
        await eventually(() => done.length === 2);
      },
    );
    expect(done).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  test('a delayed job runs, and not before its time', async () => {
    const ran: { atMillis: number; dueMillis: number }[] = [];
    await withWorker(
      'delayed',
      async (job) => ran.push({ atMillis: Date.now(), dueMillis: job.timestamp + job.delay }),
      async (queue) => {
        await queue.add('later', {}, { delay: 300 });
        await queue.add('at once', {});
        await eventually(() => ran.length === 2);
      },
    );
    expect(ran.every(({ atMillis, dueMillis }) => atMillis >= dueMillis)).toBe(true);
  });

  test('200 jobs run once each while the store moves money in transactions', async () => {
    const seen = new Map<string, number>();
    await withWorker(
      'many',
      async (job) => {
        const { id } = job.data as { id: string };
        seen.set(id, (seen.get(id) ?? 0) + 1);
        await database.store.query('select sum(amount) from account');
      },
      async (queue) => {
        const ids = Array.from({ length: 200 }, (_, index) => `job-${index}`);
        const added = queue.addBulk(ids.map((id) => ({ name: 'count', data: { id } })));
        const moved = Array.from({ length: 100 }, () => move(database, 1, 2));
        await Promise.all([added, ...moved]);
        await eventually(() => seen.size === 200, { timeoutMs: 30_000 });
      },
    );
    expect([...seen.values()].every((times) => times === 1)).toBe(true);
    const { rows } = await database.store.query('select amount from account order by id');
    expect(rows).toEqual([{ amount: 900 }, { amount: 100 }]);
  });

  test('a job that fails is tried again', async () => {
    const attempts: number[] = [];
    await withWorker(
      'again',
      async (job) => {
        attempts.push(job.attemptsMade);
        if (attempts.length < 3) throw new Error('not yet');
      },
      async (queue) => {
        await queue.add('stubborn', {}, { attempts: 3, backoff: { type: 'fixed', delay: 20 } });
        await eventually(() => attempts.length === 3);
      },
    );
    expect(attempts).toEqual([0, 1, 2]);
  });

  test('several workers share the jobs of a queue and close at once', async () => {
    const connection = database.queue;
    const queue = new Queue('shared', { connection });
    const done: string[] = [];
    const workers = Array.from(
      { length: 3 },
      () => new Worker('shared', async (job) => done.push(String(job.id)), { connection }),
    );
    await Promise.all(workers.map((worker) => worker.waitUntilReady()));
    await queue.addBulk(Array.from({ length: 30 }, (_, n) => ({ name: 'one', data: { n } })));
    await eventually(() => done.length === 30);
    await Promise.all(workers.map((worker) => worker.close()));
    await queue.close();
    expect(new Set(done).size).toBe(30);
  });

  test('a repeating job runs again and again', async () => {
    let runs = 0;
    await withWorker(
      'tick',
      async () => {
        runs += 1;
      },
      async (queue) => {
        await queue.upsertJobScheduler('tick', { every: 100 });
        await eventually(() => runs >= 3);
        await queue.removeJobScheduler('tick');
      },
    );
    expect(runs).toBeGreaterThanOrEqual(3);
  });
}

async function move(database: Database, from: number, to: number): Promise<void> {
  await inTransaction(database.store, async (client) => {
    await client.query('select 1 from account order by id for update');
    await client.query('update account set amount = amount - 1 where id = $1', [from]);
    await client.query('update account set amount = amount + 1 where id = $1', [to]);
  });
}
