/** Checklists and their runs as rows: added, never changed. */
import type { Actor } from '../../machines/actor.ts';
import type { Checklist } from '../checklists/checklist.ts';
import type { OpenItem } from '../checklists/planned-run.ts';
import type { ItemResult } from '../checklists/run-schema.ts';
import { RectiflowError } from '../errors.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

/** What is known before a run. */
export interface RunsBefore {
  /** How often this checklist has been gone through in the unit. */
  readonly runs: number;
  /** Of this version, as it was run before; null where it never was. */
  readonly digest: string | null;
  /** In the order of their runs. */
  readonly open: readonly OpenItem[];
}

export async function runsBefore(
  db: Queryable,
  { id, version }: Pick<Checklist, 'id' | 'version'>,
  unit: string,
): Promise<RunsBefore> {
  const { rows } = await db.query<Omit<RunsBefore, 'open'> & { readonly open: OpenItem[] | null }>(
    `select
       (select coalesce(max(no), 0) from checklist_run where checklist_id = $1 and unit = $3) as runs,
       (select digest from checklist where id = $1 and version = $2::int) as digest,
       (select jsonb_agg(jsonb_build_object('version', r.checklist_version, 'no', (item ->> 'no')::int,
           'id', f.id, 'number', f.number, 'title', f.title) order by r.no)
        from checklist_run r
        cross join jsonb_array_elements(r.results) as item
        join finding f on f.id = (item ->> 'findingId')::uuid
        where r.checklist_id = $1 and r.unit = $3 and f.state <> 'closed') as open`,
    [id, version, unit],
  );
  const { runs = 0, digest = null, open = null } = rows[0] ?? {};
  return { runs, digest, open: open ?? [] };
}

/** One result as it is kept. */
export interface StoredResult extends Pick<ItemResult, 'no' | 'result'> {
  readonly note: string | null;
  readonly reason: string | null;
  /** The finding of what has failed. */
  readonly findingId: string | null;
  /** It was opened by this run. */
  readonly opened: boolean;
}

export interface RunToStore {
  readonly id: string;
  readonly checklist: Checklist;
  readonly checklistDigest: string;
  readonly unit: string;
  /** One more than the runs before. */
  readonly no: number;
  readonly roundId: string;
  readonly on: string;
  readonly results: readonly StoredResult[];
  /** Engine time, epoch ms. */
  readonly at: number;
  readonly by: Actor;
  readonly key: string | null;
  readonly requestHash: string;
}

/**
 * Within the transaction of what it opens. Throws `checklist_changed` where this version was run with
 * another text, and what the constraints `checklist_run_no` and `checklist_run_key` say to whoever is second.
 */
export async function addRun(db: Queryable, run: RunToStore): Promise<void> {
  const { checklist, checklistDigest } = run;
  await db.query(
    `insert into checklist (id, version, digest, data, first_run_at)
     values ($1, $2::int, $3, $4::jsonb, $5::timestamptz) on conflict (id, version) do nothing`,
    [checklist.id, checklist.version, checklistDigest, JSON.stringify(checklist), instant(run.at)],
  );
  const { rowCount } = await db.query(
    `insert into checklist_run (id, checklist_id, checklist_version, unit, no, round_id, held_on,
       results, recorded_at, recorded_by, idempotency_key, request_hash)
     select $1::uuid, c.id, c.version, $4, $5::int, $6::uuid, $7::date, $8::jsonb, $9::timestamptz,
       $10::jsonb, $11, $12
     from checklist c where c.id = $2 and c.version = $3::int and c.digest = $13`,
    [
      run.id,
      checklist.id,
      checklist.version,
      run.unit,
      run.no,
      run.roundId,
      run.on,
      JSON.stringify(run.results),
      instant(run.at),
      JSON.stringify(run.by),
      run.key,
      run.requestHash,
      checklistDigest,
    ],
  );
  if (rowCount !== 1) throw checklistChanged(checklist);
}

export function checklistChanged({ id, version }: Pick<Checklist, 'id' | 'version'>) {
  return new RectiflowError('checklist_changed', { checklist: id, version });
}

/** A run with what its findings have come to since. */
export interface RunRecord {
  readonly id: string;
  readonly checklist: Checklist;
  readonly round: string;
  readonly unit: string;
  readonly held_on: string;
  readonly results: readonly StoredResult[];
  /** By id. */
  readonly findings: Readonly<Record<string, { readonly number: string; readonly state: string }>>;
  readonly recorded_at: Date;
  readonly recorded_by: Actor;
  readonly request_hash: string;
}

const runSql = `
select r.id, c.data as checklist, rd.code as round, r.unit, r.held_on, r.results, r.recorded_at,
  r.recorded_by, r.request_hash,
  (select coalesce(jsonb_object_agg(f.id, jsonb_build_object('number', f.number, 'state', f.state)), '{}')
   from finding f where f.id in (
     select (item ->> 'findingId')::uuid from jsonb_array_elements(r.results) as item)) as findings
from checklist_run r
join checklist c on c.id = r.checklist_id and c.version = r.checklist_version
join round rd on rd.id = r.round_id`;

/** The run under that key; null where there is none. */
export async function runUnderKey(db: Queryable, key: string): Promise<RunRecord | null> {
  const { rows } = await db.query<RunRecord>(`${runSql} where r.idempotency_key = $1`, [key]);
  return rows[0] ?? null;
}

export async function runOf(db: Queryable, id: string): Promise<RunRecord | null> {
  const { rows } = await db.query<RunRecord>(`${runSql} where r.id = $1::uuid`, [id]);
  return rows[0] ?? null;
}

export interface RunFilter {
  readonly round?: string | undefined;
  readonly unit?: string | undefined;
  /** The id of a checklist, whatever its version. */
  readonly checklist?: string | undefined;
  /** The last id of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** In the order they were recorded. */
export async function listRuns(
  db: Queryable,
  { round, unit, checklist, after, limit }: RunFilter,
): Promise<readonly RunRecord[]> {
  const { rows } = await db.query<RunRecord>(
    `${runSql}
     where ($1::text is null or rd.code = $1) and ($2::text is null or r.unit = $2)
       and ($3::text is null or r.checklist_id = $3) and ($4::uuid is null or r.id > $4::uuid)
     order by r.id limit $5::int`,
    [round ?? null, unit ?? null, checklist ?? null, after ?? null, limit],
  );
  return rows;
}
