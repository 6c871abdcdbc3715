/** Notices on their way into messages: what waits for whom, and the dispatches made of it. */
import type {
  GatherPlan,
  GatherTurn,
  Outbox,
  PlannedDocument,
  StoredWaiting,
} from '../engine/notices/ports.ts';
import { numberDocuments } from './document-numbers.ts';
import { inTransaction, type Pool, type Queryable } from './pool.ts';
import { instant, msOf } from './sql-time.ts';
import { isTaken } from './taken.ts';

export function createOutbox(pool: Pool): Outbox {
  return {
    gather: (turn, plan) => gather(pool, turn, plan),
    nextGatherAt: (channels) => nextGatherAt(pool, channels),
  };
}

async function gather(
  pool: Pool,
  turn: GatherTurn,
  plan: (waiting: StoredWaiting) => GatherPlan,
): Promise<number> {
  try {
    return await inTransaction(pool, async (client) => {
      const waiting = await whoWaits(client, turn);
      if (waiting.length > 0) await write(client, turn.now, waiting, plan);
      return waiting.length;
    });
  } catch (error) {
    // Another process has just sent somebody's digest: the next turn knows of it.
    if (isTaken(error, 'dispatch_one_digest')) return 0;
    throw error;
  }
}

// Whom another process is gathering for just now is left to it: two who each saw a part of what waits,
// and the same count of what has gone out, would send twice what one may. The locks end with the transaction.
const turnSql = `
/* notices_turn */
with turn as materialized (
  select person_id, channel from notice
  where state = 'planned' and dispatch_id is null and gather_at <= $1::timestamptz
    and channel = any ($3)
  group by person_id, channel order by min(gather_at), person_id, channel limit $2::int
)
select person_id, channel from turn
where pg_try_advisory_xact_lock(hashtextextended(
  concat_ws('/', current_schema(), channel, person_id), 0))`;

const waitingSql = `
/* notices_waiting */
select n.id, n.person_id, n.channel, n.template, n.owed_at
from notice n
join jsonb_to_recordset($2::jsonb) as turn (person_id text, channel text) using (person_id, channel)
where n.state = 'planned' and n.dispatch_id is null and n.gather_at <= $1::timestamptz
order by n.person_id, n.channel, n.owed_at, n.id
for update of n skip locked`;

const sentSql = `
/* dispatches_sent */
select person_id, channel, max(digest_of) as last_digest_on,
  count(*) filter (where digest_of is null and created_at >= $2::timestamptz)::int as sent_today,
  count(*) filter (where digest_of is null)::int as sent_this_week
from dispatch where person_id = any ($1) and created_at >= $3::timestamptz
group by person_id, channel`;

async function whoWaits(
  client: Queryable,
  { now, dayBegan, weekBegan, people, channels }: GatherTurn,
): Promise<readonly StoredWaiting[]> {
  const { rows: turn } = await client.query(turnSql, [instant(now), people, channels]);
  const { rows } = await client.query<WaitingRecord>(waitingSql, [
    instant(now),
    JSON.stringify(turn),
  ]);
  const { rows: counted } = await client.query<SentRecord>(sentSql, [
    [...new Set(rows.map((row) => row.person_id))],
    instant(dayBegan),
    instant(weekBegan),
  ]);
  const sent = new Map(counted.map((row) => [keyOf(row), row]));
  const waiting = new Map<
    string,
    StoredWaiting & { readonly notices: StoredWaiting['notices'][number][] }
  >();
  for (const row of rows) {
    const key = keyOf(row);
    const { last_digest_on, sent_today, sent_this_week } = sent.get(key) ?? nothingSent;
    const each = waiting.get(key) ?? {
      personId: row.person_id,
      channel: row.channel,
      lastDigestOn: last_digest_on,
      sentToday: sent_today,
      sentThisWeek: sent_this_week,
      notices: [],
    };
    waiting.set(key, each);
    each.notices.push({ id: row.id, template: row.template, owedAt: msOf(row.owed_at) });
  }
  return [...waiting.values()];
}

const writeSql = `
/* dispatches_write */
with made as (
  insert into dispatch (id, channel, person_id, digest_of, created_at, state)
  select id, channel, person_id, digest_of, $4::timestamptz, 'planned'
  from jsonb_to_recordset($1::jsonb) as d (id uuid, channel text, person_id text, digest_of date)
), carried as (
  update notice n set dispatch_id = c.dispatch_id
  from jsonb_to_recordset($2::jsonb) as c (id uuid, dispatch_id uuid)
  where n.id = c.id
)
update notice n set gather_at = p.until
from jsonb_to_recordset($3::jsonb) as p (id uuid, until timestamptz)
where n.id = p.id`;

async function write(
  client: Queryable,
  now: number,
  waiting: readonly StoredWaiting[],
  plan: (waiting: StoredWaiting) => GatherPlan,
): Promise<void> {
  const [made, carried, postponed]: [object[], object[], object[]] = [[], [], []];
  const documents: PlannedDocument[] = [];
  for (const each of waiting) {
    const { personId, channel } = each;
    const planned = plan(each);
    documents.push(...planned.documents);
    for (const { id, digestOf, noticeIds } of planned.messages) {
      made.push({ id, channel, person_id: personId, digest_of: digestOf });
      carried.push(...noticeIds.map((noticeId) => ({ id: noticeId, dispatch_id: id })));
    }
    for (const { noticeId, until } of planned.postponed) {
      postponed.push({ id: noticeId, until: instant(until) });
    }
  }
  const lists = [made, carried, postponed].map((list) => JSON.stringify(list));
  await client.query(writeSql, [...lists, instant(now)]);
  if (documents.length > 0) await numberDocuments(client, documents);
}

async function nextGatherAt(db: Queryable, channels: readonly string[]): Promise<number | null> {
  const { rows } = await db.query<{ at: Date | null }>(
    `select min(gather_at) as at from notice
     where state = 'planned' and dispatch_id is null and channel = any ($1)`,
    [channels],
  );
  const at = rows[0]?.at ?? null;
  return at === null ? null : msOf(at);
}

function keyOf({ person_id, channel }: Pick<WaitingRecord, 'person_id' | 'channel'>): string {
  return `${channel}/${person_id}`;
}

interface WaitingRecord {
  readonly id: string;
  readonly person_id: string;
  readonly channel: string;
  readonly template: string;
  readonly owed_at: Date;
}

interface SentRecord {
  readonly person_id: string;
  readonly channel: string;
  readonly last_digest_on: string | null;
  readonly sent_today: number;
  readonly sent_this_week: number;
}

const nothingSent = { last_digest_on: null, sent_today: 0, sent_this_week: 0 } as const;
