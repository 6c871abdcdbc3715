/** Gathers, in one query, what the notices of a dispatch over findings are about. */
import type { NoticeFacts } from '../channels/channel.ts';
import type { CarriedNotice } from './dispatch-facts.ts';
import type { Queryable } from './pool.ts';
import { msOf } from './sql-time.ts';

// What is looked up by its key and joins nothing further stands in the list of columns: each table more
// in a join doubles what planning costs, and which plan is good depends on how many are asked for.
const factsSql = `
/* notice_facts */
select n.id, n.document_no, n.reply_by, n.dispatch_id, n.owed_at, n.template, n.rungs, n.fallback_slot, n.clock_no,
  (select channel from notice where id = n.about) as lost_channel,
  (select outcome from notice where id = n.about) as lost_outcome,
  (select coalesce((select name from person where id = lost.person_id), lost.person_id)
    from notice lost where lost.id = n.about) as lost_name,
  (select name from person where id = n.person_id) as person_name,
  coalesce((select name from person where id = n.in_place_of), n.in_place_of) as in_place_of,
  f.number, f.title, f.aspect_title, f.responsible_unit, f.state as finding_state, f.stage,
  r.code as round_code, r.title as round_title,
  e.at as event_at, e.event ->> 'type' as event_type,
  (select name from person where id = e.actor ->> 'id') as event_by,
  e.event ->> 'reason' as reason, e.event ->> 'note' as note,
  coalesce(e.event ->> 'promisedOn', e.event ->> 'until') as event_day,
  c.kind as clock_kind, c.due_at, c.provisional, c.rule_id, c.policy_id, c.policy_version,
  c.state as clock_state
from notice n
join finding f on f.id = n.finding_id
join round r on r.id = f.round_id
join event e on e.subject_id = n.finding_id and e.seq = n.seq
-- The clock the notice reports; for word of an event, the one that runs now: what is due next, and when.
left join clock c on c.finding_id = n.finding_id and c.no = coalesce(n.clock_no, (
  select due.no from clock due where due.finding_id = n.finding_id and due.state = 'running'
  order by due.mode = 'advisory', due.due_at, due.no limit 1))
where n.dispatch_id = any ($1::uuid[]) and n.state <> 'suppressed'`;

/** `instants`: engine time for each dispatch, epoch ms. */
export async function findingNotices(
  db: Queryable,
  dispatchIds: readonly string[],
  instants: ReadonlyMap<string, number>,
): Promise<readonly CarriedNotice[]> {
  const { rows } = await db.query<FactsRecord>(factsSql, [dispatchIds]);
  return rows.map((row) => ({
    dispatchId: row.dispatch_id,
    owedAt: msOf(row.owed_at),
    moot: isMoot(row),
    facts: factsOf(row, instants.get(row.dispatch_id) ?? 0),
  }));
}

/** A reminder of a clock that has since ended reminds of nothing. That a notice window ended is news. */
function isMoot({ clock_no, clock_kind, clock_state }: FactsRecord): boolean {
  if (clock_no === null) return false;
  return clock_kind !== 'notice' && (clock_state === 'met' || clock_state === 'void');
}

/** What the row says, as of the instant of rendering (epoch ms). */
export function factsOf(row: FactsRow, now: number): NoticeFacts {
  return {
    noticeId: row.id,
    template: row.template,
    rungs: row.rungs,
    personName: row.person_name ?? '',
    inPlaceOf: row.in_place_of,
    inStead: row.fallback_slot !== null,
    finding: {
      number: row.number,
      title: row.title,
      roundCode: row.round_code,
      roundTitle: row.round_title,
      aspectTitle: row.aspect_title,
      responsibleUnit: row.responsible_unit,
      state: row.finding_state,
      stage: row.stage,
    },
    clock: clockFacts(row),
    document: documentFacts(row),
    ...unreachedFacts(row),
    event: {
      type: row.event_type,
      at: msOf(row.event_at),
      reason: row.reason,
      note: row.note,
      ...(row.event_day !== null && { day: row.event_day }),
      ...(row.event_by !== null && { by: row.event_by }),
    },
    now,
  };
}

function documentFacts({ document_no: no, reply_by }: FactsRow): NoticeFacts['document'] {
  return no === null ? null : { no, replyBy: reply_by === null ? null : msOf(reply_by) };
}

function unreachedFacts(row: FactsRow): Pick<NoticeFacts, 'unreached'> {
  const { lost_name: name, lost_channel: channel, lost_outcome: outcome } = row;
  if (name === null || channel === null) return {};
  return { unreached: { name, channel, outcome: outcome ?? '' } };
}

function clockFacts(row: FactsRow): NoticeFacts['clock'] {
  const { clock_kind, due_at, rule_id, policy_id, policy_version } = row;
  if (clock_kind === null || due_at === null || rule_id === null) return null;
  return {
    kind: clock_kind,
    dueAt: msOf(due_at),
    provisional: row.provisional ?? false,
    ruleId: rule_id,
    policyId: policy_id ?? '',
    policyVersion: policy_version ?? 0,
  };
}

interface FactsRecord extends FactsRow {
  readonly dispatch_id: string;
  readonly owed_at: Date;
  readonly clock_no: number | null;
  readonly clock_state: string | null;
}

export interface FactsRow {
  readonly id: string;
  readonly lost_name: string | null;
  readonly lost_channel: string | null;
  readonly lost_outcome: string | null;
  readonly document_no: string | null;
  readonly reply_by: Date | null;
  readonly template: string;
  readonly rungs: string[];
  readonly fallback_slot: string | null;
  readonly person_name: string | null;
  readonly in_place_of: string | null;
  readonly number: string;
  readonly title: string;
  readonly aspect_title: string | null;
  readonly responsible_unit: string | null;
  readonly finding_state: string;
  readonly stage: string;
  readonly round_code: string;
  readonly round_title: string;
  readonly event_at: Date;
  readonly event_type: string;
  readonly reason: string | null;
  readonly note: string | null;
  readonly event_day: string | null;
  readonly event_by: string | null;
  readonly clock_kind: string | null;
  readonly due_at: Date | null;
  readonly provisional: boolean | null;
  readonly rule_id: string | null;
  readonly policy_id: string | null;
  readonly policy_version: number | null;
}
