/** Reads a finding with all a decision needs, in one query. */
import type { FindingSnapshot } from '../../machines/step.ts';
import type { ClockRow, FindingRow, Loaded, Remembered } from '../engine/ports.ts';
import type { Queryable } from './pool.ts';
import { msOf } from './sql-time.ts';

const loadSql = `
/* finding_load */
select now() as database_now, to_jsonb(f) as finding, r.code as round_code,
  (select coalesce(jsonb_agg(to_jsonb(c) order by c.no), '[]') from clock c
    where c.finding_id = f.id and c.state in ('running', 'held')) as clocks,
  (select to_jsonb(k) from command k where k.key = $2) as remembered
from (select $1::uuid as id) wanted
left join finding f on f.id = wanted.id
left join round r on r.id = f.round_id`;

export async function load(
  db: Queryable,
  findingId: string,
  idempotencyKey: string | null,
): Promise<Loaded> {
  const { rows } = await db.query<LoadRow>(loadSql, [findingId, idempotencyKey]);
  const row = rows[0];
  if (row === undefined) throw new TypeError('the load query always gives one row');
  return {
    databaseNow: row.database_now.getTime(),
    finding: row.finding === null ? null : findingOf(row.finding, row.round_code ?? ''),
    clocks: row.clocks.map(clockOf),
    remembered: row.remembered === null ? null : rememberedOf(row.remembered),
  };
}

export async function recall(db: Queryable, key: string): Promise<Remembered | null> {
  const { rows } = await db.query<RememberedRow>(
    'select key, request_hash, answer from command where key = $1',
    [key],
  );
  return rows[0] === undefined ? null : rememberedOf(rows[0]);
}

interface LoadRow {
  readonly database_now: Date;
  readonly finding: FindingJson | null;
  readonly round_code: string | null;
  readonly clocks: readonly ClockJson[];
  readonly remembered: RememberedRow | null;
}

interface RememberedRow {
  readonly key: string;
  readonly request_hash: string;
  readonly answer: unknown;
}

interface FindingJson {
  readonly id: string;
  readonly number: string;
  readonly round_id: string;
  readonly aspect_no: number;
  readonly aspect_title: string | null;
  readonly source_no: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly policy_id: string;
  readonly policy_version: number;
  readonly machine_version: number;
  readonly version: number;
  readonly snapshot: FindingSnapshot;
  readonly head_hash: string;
  readonly opened_at: string;
  readonly updated_at: string;
  readonly closed_at: string | null;
}

interface ClockJson {
  readonly no: number;
  readonly kind: ClockRow['kind'];
  readonly rule_id: string;
  readonly policy_id: string;
  readonly policy_version: number;
  readonly unit: ClockRow['unit'];
  readonly started_at: string;
  readonly due_at: string;
  readonly provisional: boolean;
  readonly state: ClockRow['state'];
  readonly remainder_ms: number | null;
  readonly next_rung: number;
  readonly next_at: string | null;
}

function rememberedOf({ key, request_hash, answer }: RememberedRow): Remembered {
  return { key, requestHash: request_hash, answer };
}

function findingOf(row: FindingJson, roundCode: string): FindingRow {
  return {
    id: row.id,
    number: row.number,
    roundId: row.round_id,
    roundCode,
    aspectNo: row.aspect_no,
    aspectTitle: row.aspect_title,
    sourceNo: row.source_no,
    title: row.title,
    description: row.description,
    policy: { id: row.policy_id, version: row.policy_version },
    machineVersion: row.machine_version,
    version: row.version,
    snapshot: row.snapshot,
    headHash: row.head_hash,
    openedAt: msOf(row.opened_at),
    updatedAt: msOf(row.updated_at),
    closedAt: row.closed_at === null ? null : msOf(row.closed_at),
  };
}

function clockOf(row: ClockJson): ClockRow {
  return {
    no: row.no,
    kind: row.kind,
    ruleId: row.rule_id,
    policy: { id: row.policy_id, version: row.policy_version },
    unit: row.unit,
    startedAt: msOf(row.started_at),
    dueAt: msOf(row.due_at),
    provisional: row.provisional,
    state: row.state,
    remainderMs: row.remainder_ms,
    nextRung: row.next_rung,
    nextAt: row.next_at === null ? null : msOf(row.next_at),
  };
}
