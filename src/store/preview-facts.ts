/** What a notice of a template would say of a finding, if it went out now: for previews of a wording. */
import type { NoticeFacts } from '../channels/channel.ts';
import { factsOf, type FactsRow } from './notice-facts.ts';
import type { Queryable } from './pool.ts';

export interface PreviewFacts {
  readonly facts: NoticeFacts;
  /** Such a notice was owed before: what it was about is told again. */
  readonly told: boolean;
}

// The last notice of the template where there is one; else word of the finding's last event and its next deadline.
const factsSql = `
select coalesce(told.template, $2) as template, told.id is not null as told,
  coalesce(told.rungs, '{}') as rungs, told.fallback_slot,
  told.document_no, told.reply_by, lost.channel as lost_channel, lost.outcome as lost_outcome,
  coalesce(missed.name, lost.person_id) as lost_name, p.name as person_name, coalesce(away.name, told.in_place_of) as in_place_of,
  f.number, f.title, f.aspect_title, f.responsible_unit, f.state as finding_state, f.stage,
  r.code as round_code, r.title as round_title,
  e.at as event_at, e.event ->> 'type' as event_type,
  (select name from person where id = e.actor ->> 'id') as event_by,
  e.event ->> 'reason' as reason, e.event ->> 'note' as note,
  coalesce(e.event ->> 'promisedOn', e.event ->> 'until') as event_day,
  c.kind as clock_kind, c.due_at, c.provisional, c.rule_id, c.policy_id, c.policy_version
from finding f
join round r on r.id = f.round_id
left join lateral (
  select n.* from notice n where n.finding_id = f.id and n.template = $2
  order by n.owed_at desc, n.id desc limit 1) told on true
join event e on e.subject_id = f.id and e.seq = coalesce(told.seq, (
  select max(last.seq) from event last where last.subject_id = f.id))
left join person p on p.id = told.person_id
left join notice lost on lost.id = told.about
left join person missed on missed.id = lost.person_id
left join person away on away.id = told.in_place_of
left join clock c on c.finding_id = f.id and c.no = coalesce(told.clock_no, (
  select due.no from clock due where due.finding_id = f.id and due.state = 'running'
  order by due.mode = 'advisory', due.due_at, due.no limit 1))
where f.id = $1`;

/** Stands where a notice has its id. */
const previewId = '预览 / preview';

/** Null where there is no such finding. `now` is engine time, epoch ms. */
export async function previewFacts(
  db: Queryable,
  findingId: string,
  template: string,
  now: number,
): Promise<PreviewFacts | null> {
  const { rows } = await db.query<Omit<FactsRow, 'id'> & { readonly told: boolean }>(factsSql, [
    findingId,
    template,
  ]);
  const [row] = rows;
  if (row === undefined) return null;
  return { facts: factsOf({ ...row, id: previewId }, now), told: row.told };
}
