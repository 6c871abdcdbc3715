/** What has failed goes on over the person's next channel, where they have one: as a notice of its own. */
import type { NewId } from '../engine/ports.ts';
import { inTransaction, type Pool } from './pool.ts';
import { instant } from './sql-time.ts';

/** A notice that failed, and the one that carries it on; null where its person has no further channel. */
export interface PassedOn {
  readonly noticeId: string;
  readonly channel: string;
  readonly onBy: { readonly noticeId: string; readonly channel: string } | null;
}

// Of a channel that is no longer the person's, the first of theirs is the next.
const takeSql = `
/* notices_pass_on */
with failed as (
  select n.id, p.channels[coalesce(array_position(p.channels, n.channel), 0) + 1] as next
  from notice n left join person p on p.id = n.person_id
  where n.state = 'failed' and n.person_id is not null and n.passed_on_at is null
  order by n.id limit $1::int for update of n skip locked
)
update notice n set passed_on_at = now() from failed where n.id = failed.id
returning n.id, n.channel, failed.next`;

// Over a channel it has been tried on before, it is owed already: nothing goes round in a circle.
const carrySql = `
/* notices_carry_on */
insert into notice (id, finding_id, duty_id, seq, template, slot, fallback_slot, party, person_id,
  in_place_of, channel, clock_no, rungs, dedupe_key, state, owed_at, gather_at, follows,
  document_no, reply_by)
select c.id, n.finding_id, n.duty_id, n.seq, n.template, n.slot, n.fallback_slot, n.party, n.person_id,
  n.in_place_of, c.channel, n.clock_no, n.rungs, regexp_replace(n.dedupe_key, '[^/]*$', c.channel),
  'planned', n.owed_at, $2::timestamptz, n.id, n.document_no, n.reply_by
from notice n
join jsonb_to_recordset($1::jsonb) as c (id uuid, follows uuid, channel text) on c.follows = n.id
on conflict (dedupe_key) do nothing
returning id`;

/** Takes up to `limit` failed notices, each once. `now`: engine time, epoch ms. Safe in many processes. */
export async function passOn(
  pool: Pool,
  newId: NewId,
  now: number,
  limit = 500,
): Promise<readonly PassedOn[]> {
  return inTransaction(pool, async (client) => {
    const { rows } = await client.query<TakenRecord>(takeSql, [limit]);
    const carriers = rows.flatMap(({ id, next }) =>
      next === null ? [] : [{ id: newId(), follows: id, channel: next }],
    );
    if (carriers.length === 0) return rows.map((row) => passedOn(row, null));
    const { rows: made } = await client.query<{ id: string }>(carrySql, [
      JSON.stringify(carriers),
      instant(now),
    ]);
    const ids = new Set(made.map(({ id }) => id));
    const by = new Map(
      carriers.filter(({ id }) => ids.has(id)).map((each) => [each.follows, each]),
    );
    return rows.map((row) => passedOn(row, by.get(row.id) ?? null));
  });
}

function passedOn(
  { id, channel }: TakenRecord,
  by: { readonly id: string; readonly channel: string } | null,
): PassedOn {
  const onBy = by === null ? null : { noticeId: by.id, channel: by.channel };
  return { noticeId: id, channel, onBy };
}

interface TakenRecord {
  readonly id: string;
  readonly channel: string;
  readonly next: string | null;
}
