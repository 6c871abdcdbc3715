/**
 * A ledger of many open findings: a few led into their work by the engine, and copies of them made in SQL.
 *
 * A copy has what firing and saving look at: the finding with its whole snapshot, all its clocks (two of
 * them running, with dates of their own in the year to come), the last event of its chain and one
 * notice that was sent. Its earlier events are left out, so `verify` would not let copies pass.
 */
import { randomUUID } from 'node:crypto';
import { openRectiflow } from '../dist/src/index.js';
import { openAtWork, round } from './sweep-findings.mjs';

const originals = 24;
const chunk = 50_000;

/** Opens a schema of its own with `size` findings in it, 2 × `size` clocks running. */
export async function openSweepLedger(databaseUrl, size) {
  const schema = `bench_${randomUUID().slice(0, 8)}`;
  const rectiflow = await openRectiflow({ databaseUrl, schema, migrations: 'apply' });
  const { store } = rectiflow.database;
  try {
    const ids = await openAtWork(rectiflow, originals, Date.now());
    await copy(store, ids, size - originals);
    for (const table of ['finding', 'clock', 'event', 'notice']) {
      await store.query(`vacuum (analyze) ${table}`);
    }
    return { rectiflow, store, schema, size, copies: size - originals };
  } catch (error) {
    await dropLedger({ rectiflow, store, schema });
    throw error;
  }
}

export async function dropLedger({ rectiflow, store, schema }) {
  await store.query(`drop schema "${schema}" cascade`);
  await rectiflow.close();
}

/** Findings and running clocks as they are counted, and the bytes of the tables with their indexes. */
export async function countedIn(store) {
  const { rows } = await store.query(`
    select (select count(*) from finding where state <> 'closed')::int as findings,
      (select count(*) from clock where state = 'running' and next_at > now())::int as clocks,
      (select sum(pg_total_relation_size(name::regclass))
       from unnest(array['finding', 'clock', 'event', 'notice']) as name)::float8 as bytes`);
  return rows[0];
}

/** Moves one clock of each of `count` copies drawn by lot back by whole days: its next rung has then come. */
export async function makeDue(store, copies, count) {
  const drawn = new Set();
  while (drawn.size < count) drawn.add(1 + Math.floor(Math.random() * copies));
  const kinds = Array.from(drawn, () => (Math.random() < 0.5 ? 'execute' : 'report'));
  const { rowCount } = await store.query(makeDueSql, [[...drawn], kinds]);
  if (rowCount !== count) throw new Error(`${rowCount} clocks became due, not ${count}`);
}

const makeDueSql = `/* bench_make_due */
update clock set after_day = after_day - back.days,
  started_at = started_at - make_interval(hours => 24 * back.days),
  due_at = due_at - make_interval(hours => 24 * back.days),
  next_at = next_at - make_interval(hours => 24 * back.days)
from (
  select c.finding_id, c.no, ceil(extract(epoch from c.next_at - now()) / 86400)::int as days
  from unnest($1::int[], $2::text[]) as drawn (no, kind)
  join bench_copy b on b.no = drawn.no
  join clock c on c.finding_id = b.id and c.kind = drawn.kind
) back
where clock.finding_id = back.finding_id and clock.no = back.no`;

async function copy(store, ids, count) {
  // Ids grow with time, as the engine's do. Dates: opened within the last year, due within the next.
  await store.query(`
    create unlogged table bench_copy (no int primary key, id uuid not null, original uuid not null,
      ago interval not null, ahead int[] not null)`);
  const columns = new Map();
  for (const table of Object.keys(different)) columns.set(table, await columnsOf(store, table));
  for (let first = 1; first <= count; first += chunk) {
    const last = Math.min(first + chunk - 1, count);
    await store.query(drawSql, [first, last, count, ids]);
    for (const [table, names] of columns) {
      await store.query(copySql(table, names), [first, last]);
    }
  }
  await store.query('analyze bench_copy');
}

const drawSql = `
insert into bench_copy (no, id, original, ago, ahead)
select no, overlay(overlay(gen_random_uuid()::text placing substr(hex, 1, 8) from 1 for 8)
    placing substr(hex, 9, 4) || '-7' from 10 for 6)::uuid,
  ($4::uuid[])[1 + no % cardinality($4::uuid[])], ago,
  array[floor(random() * 365), floor(random() * 365)]::int[]
from generate_series($1::int, $2::int) as no
cross join lateral (select make_interval(secs => 31536000 * (1 - no::float8 / $3::int)) as ago) a
cross join lateral (
  select lpad(to_hex((extract(epoch from now() - ago) * 1000)::bigint), 12, '0') as hex) h`;

/** What a copy has of its own, by table and column; the rest is the original's. */
const different = {
  finding: {
    id: 'b.id',
    number: `'${round}-99-' || b.no`,
    opened_at: 'o.opened_at - b.ago',
    updated_at: 'o.updated_at - b.ago',
  },
  clock: {
    finding_id: 'b.id',
    started_at: 'o.started_at - b.ago',
    after_day: 'o.after_day + b.ahead[1 + o.no % 2]',
    due_at: 'o.due_at + make_interval(hours => 24 * b.ahead[1 + o.no % 2])',
    next_at: 'o.next_at + make_interval(hours => 24 * b.ahead[1 + o.no % 2])',
  },
  event: { subject_id: 'b.id', at: 'o.at - b.ago' },
  notice: {
    id: 'gen_random_uuid()',
    finding_id: 'b.id',
    dedupe_key: `replace(o.dedupe_key, b.original::text, b.id::text)`,
    state: `'sent'`,
    owed_at: 'o.owed_at - b.ago',
    settled_at: 'o.owed_at - b.ago',
  },
};

/** The rows of an original that are copied. */
const copied = {
  finding: 'o.id = b.original',
  clock: 'o.finding_id = b.original',
  event: `o.subject_id = b.original
    and o.seq = (select version from finding f where f.id = b.original)`,
  notice: `o.finding_id = b.original
    and o.id = (select max(id::text)::uuid from notice n where n.finding_id = b.original)`,
};

function copySql(table, names) {
  const values = names.map((name) => different[table][name] ?? `o.${name}`);
  return `insert into ${table} (${names.join(', ')}) select ${values.join(', ')}
    from bench_copy b join ${table} o on ${copied[table]}
    where b.no between $1::int and $2::int order by b.no`;
}

async function columnsOf(store, table) {
  const { rows } = await store.query(
    `select column_name as name from information_schema.columns
     where table_schema = current_schema and table_name = $1 and is_generated = 'NEVER'`,
    [table],
  );
  return rows.map(({ name }) => name);
}
