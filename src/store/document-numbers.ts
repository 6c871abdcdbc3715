/** Numbers of documents in due form: `督办〔XC-2024-01〕3号`, one after another in each round and series. */
import type { PlannedDocument } from '../engine/notices/ports.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

// The counter's row is locked until the transaction ends, in one order for all: numbers have no gaps, and
// nobody waits crosswise. What carries a document on over another channel has its number already.
const numberSql = `
/* documents_number */
with asked as (
  select n.id, f.round_id, d.series, d.reply_by,
    row_number() over (partition by f.round_id, d.series order by n.owed_at, n.id) as place,
    count(*) over (partition by f.round_id, d.series) as together
  from jsonb_to_recordset($1::jsonb) as d (id uuid, series text, reply_by timestamptz)
  join notice n on n.id = d.id and n.document_no is null
  join finding f on f.id = n.finding_id
), counted as (
  insert into document_count as c (round_id, series, given)
  select round_id, series, count(*)::int from asked group by round_id, series order by 1, 2
  on conflict (round_id, series) do update set given = c.given + excluded.given
  returning round_id, series, given
)
update notice n set reply_by = a.reply_by,
  document_no = format('%s〔%s〕%s号', a.series, r.code, c.given - a.together + a.place)
from asked a
join counted c using (round_id, series)
join round r on r.id = a.round_id
where n.id = a.id`;

/** Gives each its number. In the transaction that puts it into a message. */
export async function numberDocuments(
  client: Queryable,
  documents: readonly PlannedDocument[],
): Promise<void> {
  const rows = documents.map(({ noticeId, series, replyBy }) => {
    return { id: noticeId, series, reply_by: replyBy === null ? null : instant(replyBy) };
  });
  await client.query(numberSql, [JSON.stringify(rows)]);
}
