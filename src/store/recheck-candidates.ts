/** Findings that may be drawn for a re-inspection: closed as rectified, and not looked at again since. */
import type { Queryable } from './pool.ts';

export interface RecheckCandidate {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly unit: string | null;
  /** The same draw has ordered its re-inspection before. */
  readonly ordered: boolean;
}

// What the same draw has ordered stays in it: cut off half-way, it goes on where it was.
const candidatesSql = `
select id, number, title, unit, ordered from (
  select f.id, f.number, f.title, f.responsible_unit as unit,
    exists (select from event e where e.subject_id = f.id and e.seq > closed.seq
      and e.event ->> 'type' = 'ORDER_RECHECK' and e.event ->> 'reason' like '%' || $2) as ordered,
    exists (select from clock c where c.finding_id = f.id and c.kind = 'recheck'
        and c.state in ('running', 'held'))
      or exists (select from event e where e.subject_id = f.id and e.seq > closed.seq
        and e.event ->> 'type' in ('RECORD_RECHECK', 'PASS_RECHECK')) as looked_at
  from finding f
  join round r on r.id = f.round_id
  cross join lateral (
    select max(e.seq) as seq from event e
    where e.subject_id = f.id and e.event ->> 'type' = 'CLOSE'
  ) closed
  where r.code = $1 and f.state = 'closed' and f.snapshot #>> '{context,disposition}' = 'rectified'
) candidate
where ordered or not looked_at
order by id`;

/** `mark`: what the reasons of this draw's orders end on. */
export async function recheckCandidates(
  db: Queryable,
  round: string,
  mark: string,
): Promise<readonly RecheckCandidate[]> {
  const { rows } = await db.query<RecheckCandidate>(candidatesSql, [round, mark]);
  return rows;
}
