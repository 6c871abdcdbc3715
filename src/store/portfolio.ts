/** Findings with clocks that still run or stand still: what a rehearsal starts from, and a new calendar moves. */
import type { PortfolioItem } from '../engine/rehearsal/simulate.ts';
import { itemOf, loadedColumns, type LoadedRecord } from './finding-read.ts';
import type { Queryable } from './pool.ts';

const pageSize = 500;

const pageSql = `
/* portfolio_page */
select ${loadedColumns}
from finding f join round r on r.id = f.round_id
where ($1::uuid is null or f.id > $1::uuid) and ($2::text is null or r.code = $2)
  and exists (select from clock c where c.finding_id = f.id and c.state in ('running', 'held'))
order by f.id limit $3::int`;

/** In the order the findings were opened. */
export async function* portfolio(
  db: Queryable,
  round: string | null = null,
): AsyncGenerator<PortfolioItem> {
  let after: string | null = null;
  for (;;) {
    const { rows }: { rows: readonly LoadedRecord[] } = await db.query<LoadedRecord>(pageSql, [
      after,
      round,
      pageSize,
    ]);
    for (const row of rows) yield itemOf(row);
    after = rows.at(-1)?.finding?.id ?? null;
    if (rows.length < pageSize) return;
  }
}
