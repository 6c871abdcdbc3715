/** Opens the folder given and writes rows without end, naming each that was committed. */
import { openDatabase } from '../../../../src/store/open-database.ts';
import { inTransaction } from '../../../../src/store/pool.ts';

const [dataDir = ''] = process.argv.slice(2);
const database = await openDatabase({ dataDir, schema: 'public' });
await database.store.query('create table if not exists kept (id int primary key, half int)');
const { rows } = await database.store.query<{ next: number }>(
  'select coalesce(max(id), 0) + 1 as next from kept',
);
for (let id = rows[0]?.next ?? 1; ; id += 1) {
  // Both rows of a pair or none.
  await inTransaction(database.store, async (client) => {
    await client.query('insert into kept values ($1, 1)', [id]);
    await client.query('insert into kept values ($1, 2)', [-id]);
  });
  process.stdout.write(`${id}\n`);
}
