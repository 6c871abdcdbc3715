/** Gathers, in one query, what the notices of a dispatch over the tasks of duties are about. */
import type { DutyNoticeFacts } from '../channels/channel.ts';
import type { CarriedNotice } from './dispatch-facts.ts';
import { dutyTaskOf, type DutyTaskRecord } from './duty-task-rows.ts';
import type { Queryable } from './pool.ts';
import { msOf } from './sql-time.ts';

const factsSql = `
select n.id, n.dispatch_id, n.owed_at, n.template, p.name as person_name,
  coalesce(away.name, n.in_place_of) as in_place_of,
  d.number, d.kind, d.title, r.code as round_code, r.title as round_title, f.number as finding_number,
  (select coalesce(jsonb_agg(to_jsonb(t) order by t.day, t.slot), '[]') from duty_task t
    where t.duty_id = d.id and t.slot = any (n.rungs) and t.state = 'open') as tasks
from notice n
join duty d on d.id = n.duty_id
join round r on r.id = d.round_id
left join finding f on f.id = d.finding_id
left join person p on p.id = n.person_id
left join person away on away.id = n.in_place_of
where n.dispatch_id = any ($1::uuid[]) and n.state <> 'suppressed'`;

/** `instants`: engine time for each dispatch, epoch ms. */
export async function dutyNotices(
  db: Queryable,
  dispatchIds: readonly string[],
  instants: ReadonlyMap<string, number>,
): Promise<readonly CarriedNotice[]> {
  const { rows } = await db.query<FactsRecord>(factsSql, [dispatchIds]);
  return rows.map((row) => {
    const { dispatch_id: dispatchId } = row;
    const facts = factsOf(row, instants.get(dispatchId) ?? 0);
    // Once every task it names is settled there is nothing left to remind of.
    return { dispatchId, owedAt: msOf(row.owed_at), moot: facts.tasks.length === 0, facts };
  });
}

function factsOf(row: FactsRecord, now: number): DutyNoticeFacts {
  return {
    noticeId: row.id,
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
}

interface FactsRecord {
  readonly id: string;
  readonly dispatch_id: string;
  readonly owed_at: Date;
  readonly template: string;
  readonly person_name: string | null;
  readonly in_place_of: string | null;
  readonly number: string;
  readonly kind: DutyNoticeFacts['duty']['kind'];
  readonly title: string;
  readonly round_code: string;
  readonly round_title: string;
  readonly finding_number: string | null;
  readonly tasks: readonly DutyTaskRecord[];
}
