/** Makes the bands of findings that have none: those of a ledger from before there were any. */
import type { LedgerEvent } from '../engine/ports.ts';
import { sketchMethod } from '../likeness/sketch.ts';
import { bandsOfEvent } from './likeness-bands.ts';
import { inTransaction, type Pool, type Queryable } from './pool.ts';

const batchSize = 200;

/** What is committed stays made, however far a search gets that is cut off. */
export async function sketchAll(pool: Pool): Promise<void> {
  for (;;) {
    const { rows } = await pool.query(
      `/* findings_unsketched */ select from finding where sketch is null limit 1`,
    );
    if (rows.length === 0) return;
    await inTransaction(pool, sketchSome);
  }
}

// Locked first: what is recorded of a finding meanwhile waits, and brings its own bands.
const unsketchedSql = `
select id from finding where sketch is null order by id limit $1::int for no key update`;

const textsSql = `
select subject_id as "findingId", event from event
where subject_id = any($1::uuid[])
  and event ->> 'type' in ('OPENED', 'SET_MEASURES', 'REPORT_PROGRESS', 'SUBMIT')`;

const fillSql = `
with sketched as (update finding set sketch = $3::int where id = any($4::uuid[]))
insert into finding_band (band, finding_id)
select * from unnest($1::int[], $2::uuid[]) on conflict do nothing`;

interface TextRow {
  readonly findingId: string;
  readonly event: LedgerEvent;
}

async function sketchSome(client: Queryable): Promise<void> {
  const { rows: found } = await client.query<{ id: string }>(unsketchedSql, [batchSize]);
  const ids = found.map(({ id }) => id);
  const { rows: texts } = await client.query<TextRow>(textsSql, [ids]);
  const bands = texts.flatMap(({ findingId, event }) =>
    bandsOfStored(event).map((band) => ({ band, findingId })),
  );
  await client.query(fillSql, [
    bands.map(({ band }) => band),
    bands.map(({ findingId }) => findingId),
    sketchMethod,
    ids,
  ]);
}

/** What cannot be read, of one event by whom ever, must not stand in the way of every search. */
function bandsOfStored(event: LedgerEvent): readonly number[] {
  try {
    return bandsOfEvent(event);
  } catch {
    return [];
  }
}
