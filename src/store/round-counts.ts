/** A round in figures: counted where the findings are, in one query for every way of looking at them. */
import type {
  CauseCategory,
  Disposition,
  Grade,
  RectificationClass,
} from '../../machines/words.ts';
import type { Origin } from '../../machines/origin.ts';
import type { FindingStanding } from '../../machines/step.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

/** One row: all findings of a kind, a class, a grade, a cause or a unit, or all there are. */
export interface CountRow extends Record<Exclude<FindingStanding['state'], 'closed'>, number> {
  /** What they have in common. */
  readonly by: 'all' | 'origin' | 'class' | 'grade' | 'cause' | 'unit';
  /** The cause may not be known yet, and the unit may be nobody's. */
  readonly origin: Origin['kind'] | null;
  readonly class: RectificationClass | null;
  readonly grade: Grade | null;
  readonly cause: CauseCategory | null;
  readonly unit: string | null;
  readonly total: number;
  readonly rectified: number;
  readonly withdrawn: number;
  readonly transferred: number;
  readonly merged: number;
  readonly accepted: number;
  readonly overdue: number;
  readonly sustained: number;
  readonly reopened: number;
  readonly recurred: number;
  /** Closed as rectified at some time, and those of them for which that holds. */
  readonly everRectified: number;
  readonly held: number;
}

type CountedState = Exclude<FindingStanding['state'], 'closed'>;
const states: readonly CountedState[] = ['identified', 'planned', 'inProgress', 'verified'];
const dispositions: readonly Disposition[] = [
  'rectified',
  'withdrawn',
  'transferred',
  'merged',
  'accepted',
];

const countSql = `
with line as (
  select f.state, f.class, f.responsible_unit as unit,
    coalesce(f.snapshot #>> '{context,origin,kind}', 'feedback') as origin,
    coalesce(f.snapshot #>> '{context,grade}', 'ordinary') as grade,
    f.snapshot #>> '{context,cause,category}' as cause,
    case when f.state = 'closed' then f.snapshot #>> '{context,disposition}' end as disposition,
    f.state = 'closed' and (f.snapshot #> '{context,sustained}')::boolean as sustained,
    (f.snapshot #>> '{context,cycle}')::int > 1 as reopened,
    jsonb_array_length(coalesce(f.snapshot #> '{context,recurredAs}', '[]')) > 0 as recurred,
    f.state <> 'closed' and exists (select from clock c where c.finding_id = f.id and c.state = 'running'
      and c.mode = 'enforcing' and c.due_at <= $2::timestamptz) as overdue,
    since.closed, since.recurred as came_again
  from finding f
  join round r on r.id = f.round_id
  -- Of findings that were closed once and for all the snapshot says enough.
  left join lateral (
    select max(e.seq) filter (where e.event ->> 'type' = 'CLOSE') as closed,
      max(e.seq) filter (where e.event ->> 'type' = 'RECURRED') as recurred
    from event e where e.subject_id = f.id and ((f.snapshot #>> '{context,cycle}')::int > 1
      or f.snapshot #> '{context,recurredAs}' is not null)
  ) since on true
  where r.code = $1
), judged as (
  select *, disposition = 'rectified' or closed is not null as was_rectified,
    disposition = 'rectified' and coalesce(came_again < closed, true) as held
  from line
)
select case grouping(origin, class, grade, cause, unit)
    when 31 then 'all' when 15 then 'origin' when 23 then 'class' when 27 then 'grade'
    when 29 then 'cause' else 'unit'
  end as by,
  origin, class, grade, cause, unit, count(*)::int as total,
  ${states.map((state) => `count(*) filter (where state = '${state}')::int as "${state}"`).join(', ')},
  ${dispositions.map((one) => `count(*) filter (where disposition = '${one}')::int as ${one}`).join(', ')},
  count(*) filter (where overdue)::int as overdue,
  count(*) filter (where sustained)::int as sustained,
  count(*) filter (where reopened)::int as reopened,
  count(*) filter (where recurred)::int as recurred,
  count(*) filter (where was_rectified)::int as "everRectified",
  count(*) filter (where held)::int as held
from judged
group by grouping sets ((), (origin), (class), (grade), (cause), (unit))
order by total desc, unit nulls last`;

/** `now`: engine time, epoch ms; what is overdue is judged by it. */
export async function countRows(
  db: Queryable,
  round: string,
  now: number,
): Promise<readonly CountRow[]> {
  const { rows } = await db.query<CountRow>(countSql, [round, instant(now)]);
  return rows;
}
