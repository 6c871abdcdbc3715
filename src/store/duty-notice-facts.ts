/** Gathers, in one query, what a notice over the tasks of a duty is about and whom it goes to. */
import type { NoticeState } from '../../machines/notice.ts';
import type { DutyNoticeFacts } from '../channels/channel.ts';
import { dutyTaskOf, type DutyTaskRecord } from './duty-task-rows.ts';
import type { NoticeToDeliver } from './notice-book.ts';
import type { Queryable } from './pool.ts';

const factsSql = `
select n.id, n.state, n.attempts, n.fence, n.template, n.ready_at <= now() as ready,
  p.name as person_name, p.email, coalesce(away.name, n.in_place_of) as in_place_of,
  d.number, d.kind, d.title, r.code as round_code, r.title as round_title, f.number as finding_number,
  (select coalesce(jsonb_agg(to_jsonb(t) order by t.day, t.slot), '[]') from duty_task t
    where t.duty_id = d.id and t.slot = any (n.rungs) and t.state = 'open') as tasks
from notice n
join duty d on d.id = n.duty_id
join round r on r.id = d.round_id
left join finding f on f.id = d.finding_id
left join person p on p.id = n.person_id
left join person away on away.id = n.in_place_of
where n.id = $1`;

/** Null when there is no such notice. `now` is engine time, epoch ms. */
export async function dutyNoticeFacts(
  db: Queryable,
  id: string,
  now: number,
): Promise<(NoticeToDeliver & { readonly ready: boolean }) | null> {
  const { rows } = await db.query<FactsRecord>(factsSql, [id]);
  const row = rows[0];
  if (row === undefined) return null;
  const { state, attempts, fence } = row;
  const facts = {
    noticeId: id,
    template: row.template,
    personName: row.person_name ?? '',
    inPlaceOf: row.in_place_of,
    duty: {
      number: row.number,
      kind: row.kind,
      title: row.title,
      roundCode: row.round_code,
      roundTitle: row.round_title,
      findingNumber: row.finding_number,
    },
    tasks: row.tasks.map(dutyTaskOf),
    now,
  };
  return {
    id,
    held: { state, attempts, fence },
    ready: row.ready,
    address: row.email,
    // Once every task it names is settled there is nothing left to remind of.
    moot: facts.tasks.length === 0,
    facts,
  };
}

interface FactsRecord {
  readonly id: string;
  readonly state: NoticeState;
  readonly attempts: number;
  readonly fence: number;
  readonly template: string;
  readonly ready: boolean;
  readonly person_name: string | null;
  readonly email: string | null;
  readonly in_place_of: string | null;
  readonly number: string;
  readonly kind: DutyNoticeFacts['duty']['kind'];
  readonly title: string;
  readonly round_code: string;
  readonly round_title: string;
  readonly finding_number: string | null;
  readonly tasks: readonly DutyTaskRecord[];
}
