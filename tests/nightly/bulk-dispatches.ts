/** Dispatches by the ten thousand, as the engine and a gathering would have left them: filled in by SQL. */
import { openRectiflow, type Rectiflow } from '../../src/index.ts';

export interface BulkOptions {
  readonly databaseUrl: string;
  readonly schema: string;
  readonly dispatches: number;
  /** So many people get them by turns. */
  readonly people: number;
}

/** Copies of one notice, each with somebody else's name and a dispatch of its own. */
const fillSql = `
with recipient as (
  select no, 'bulk-' || no as id from generate_series(0, $2::int - 1) no
), added as (
  insert into person (id, name, email)
  select id, 'Person ' || no, id || '@school.example' from recipient
), original as (
  select * from notice where slot = 'actionOwner' limit 1
), copy as (
  select gen_random_uuid() as id, 'bulk-' || no % $2::int as person_id, no
  from generate_series(1, $1::int) no
), made as (
  insert into dispatch (id, channel, person_id, created_at, state)
  select copy.id, n.channel, copy.person_id, n.owed_at, 'planned' from copy, original n
)
insert into notice (id, finding_id, seq, template, slot, person_id, clock_no, rungs, dedupe_key,
  state, owed_at, gather_at, channel, dispatch_id)
select gen_random_uuid(), n.finding_id, n.seq, n.template, n.slot, copy.person_id, n.clock_no,
  n.rungs, n.dedupe_key || '/' || copy.no, 'planned', n.owed_at, n.gather_at, n.channel, copy.id
from copy, original n`;

/** Opens a rectiflow on a fresh server database that has so many messages to send, each of one notice. */
export async function rectiflowWithDispatches(options: BulkOptions): Promise<Rectiflow> {
  const { databaseUrl, schema, dispatches, people } = options;
  const rectiflow = await openRectiflow({ databaseUrl, schema, migrations: 'apply' });
  const { directory, engine, database } = rectiflow;
  await directory.put({ people: [{ id: 'owner', name: 'Owner', email: null, unit: null }] });
  const finding = { round: 'XC-2024', title: 'Finding', slots: { actionOwner: 'owner' } };
  await engine.openAll([finding], { kind: 'import', document: 'test' });
  await database.store.query(fillSql, [dispatches, people]);
  // The one that was copied goes to nobody.
  await database.store.query('delete from notice where dispatch_id is null');
  // As autovacuum would have done it by the time such a table has grown.
  await database.store.query('analyze notice, dispatch, person');
  return rectiflow;
}
