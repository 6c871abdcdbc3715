/** Duties that may still have something to say: running, or ended with tasks that are still owed. */
import type { DutyItem } from '../engine/rehearsal/duty-life.ts';
import { dutyOf, type DutyRecord } from './duty-rows.ts';
import type { Queryable } from './pool.ts';

const pageSize = 500;

const pageSql = `
/* duty_portfolio_page */
select d.*, r.code as round_code, f.number as finding_number
from duty d
join round r on r.id = d.round_id
left join finding f on f.id = d.finding_id
where ($1::uuid is null or d.id > $1::uuid) and ($2::text is null or r.code = $2)
  and (d.state = 'running'
    or exists (select from duty_task t where t.duty_id = d.id and t.state = 'open'))
order by d.id limit $3::int`;

/** In the order the duties were opened. */
export async function* dutyPortfolio(
  db: Queryable,
  round: string | null = null,
): AsyncGenerator<DutyItem> {
  let after: string | null = null;
  for (;;) {
    const { rows }: { rows: readonly PortfolioRecord[] } = await db.query<PortfolioRecord>(
      pageSql,
      [after, round, pageSize],
    );
    for (const row of rows) yield { duty: dutyOf(row), finding: row.finding_number };
    after = rows.at(-1)?.id ?? null;
    if (rows.length < pageSize) return;
  }
}

interface PortfolioRecord extends DutyRecord {
  readonly finding_number: string | null;
}
