/** Reads a finding with all a decision needs, in one query. */
import type { FindingSnapshot } from '../../machines/step.ts';
import type { AcceptedAnswer } from '../engine/answers.ts';
import type {
  ClockRow,
  FindingRow,
  LadderPromise,
  Loaded,
  Moment,
  OtherStanding,
  Remembered,
} from '../engine/ports.ts';
import type { PortfolioItem } from '../engine/rehearsal/simulate.ts';
import type { Queryable } from './pool.ts';
import { recallSql, rememberedOf, type RememberedRow } from './remembered.ts';
import { isUuid } from '../ids.ts';
import { msOf } from './sql-time.ts';

/** A finding with its round's code, and the clocks a decision may need. */
export const loadedColumns = `
  to_jsonb(f) as finding, r.code as round_code,
  (select coalesce(jsonb_agg(to_jsonb(c) order by c.no), '[]') from clock c
    where c.finding_id = f.id and (c.state in ('running', 'held')
      -- Ended or not: what returns and reopenings carry on.
      or c.no = (f.snapshot #>> '{context,executeClockNo}')::int)) as clocks`;

const loadSql = `
/* finding_load */
select now() as database_now, (select max(revision) from calendar_layer) as calendar_revision,
  ${loadedColumns},
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
  return loadedOf(row);
}

const loadManySql = `
/* finding_load_many */
select now() as database_now, (select max(revision) from calendar_layer) as calendar_revision,
  ${loadedColumns},
  null as remembered
from unnest($1::uuid[]) with ordinality as wanted (id, place)
left join finding f on f.id = wanted.id
left join round r on r.id = f.round_id
order by wanted.place`;

/** As `load` gives each, in the order asked for. */
export async function loadMany(
  db: Queryable,
  findingIds: readonly string[],
): Promise<readonly Loaded[]> {
  const { rows } = await db.query<LoadRow>(loadManySql, [findingIds]);
  return rows.map(loadedOf);
}

/** The finding of that number or id; null where there is none. */
export async function identify(db: Queryable, ref: string): Promise<OtherStanding | null> {
  const { rows } = await db.query<OtherStanding>(
    `select id, number, state = 'closed' as closed from finding
     where number = $1 or id = $2::uuid`,
    [ref, isUuid(ref) ? ref : null],
  );
  return rows[0] ?? null;
}

/** What the database says of time. */
export async function moment(db: Queryable): Promise<Moment> {
  const { rows } = await db.query<{ now: Date; revision: number | null }>(
    `/* moment */ select now() as now, (select max(revision) from calendar_layer) as revision`,
  );
  const { now, revision } = rows[0] ?? {};
  return { databaseNow: now?.getTime() ?? Number.NaN, calendarRevision: revision ?? 0 };
}

/** One clock of a finding, ended or not; null where there is none. */
export async function clockRow(
  db: Queryable,
  findingId: string,
  no: number,
): Promise<ClockRow | null> {
  const { rows } = await db.query<{ clock: ClockJson }>(
    'select to_jsonb(c) as clock from clock c where finding_id = $1::uuid and no = $2::int',
    [findingId, no],
  );
  return rows[0] === undefined ? null : clockOf(rows[0].clock);
}

export async function recall(db: Queryable, key: string): Promise<Remembered | null> {
  const { rows } = await db.query<RememberedRow<AcceptedAnswer>>(recallSql, [key]);
  return rememberedOf(rows[0]);
}

/** What `loadedColumns` give. */
export interface LoadedRecord {
  readonly finding: FindingJson | null;
  readonly round_code: string | null;
  readonly clocks: readonly ClockJson[];
}

interface LoadRow extends LoadedRecord {
  readonly database_now: Date;
  readonly calendar_revision: number | null;
  readonly remembered: RememberedRow<AcceptedAnswer> | null;
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
  readonly mode: ClockRow['mode'];
  readonly follows: number | null;
  readonly started_at: string;
  readonly after_day: string;
  readonly days: number;
  readonly unit: ClockRow['unit'];
  readonly roll: ClockRow['roll'];
  readonly holds: ClockRow['holds'];
  readonly due_at: string;
  readonly provisional: boolean;
  readonly calendar: string;
  readonly state: ClockRow['state'];
  readonly remaining: number | null;
  readonly next_rung: number;
  readonly next_at: string | null;
  readonly promise: LadderPromise | null;
}

export function itemOf({ finding, round_code, clocks }: LoadedRecord): PortfolioItem {
  if (finding === null) throw new TypeError('a portfolio holds findings only');
  return { finding: findingOf(finding, round_code ?? ''), clocks: clocks.map(clockOf) };
}

function loadedOf(row: LoadRow): Loaded {
  return {
    databaseNow: row.database_now.getTime(),
    calendarRevision: row.calendar_revision ?? 0,
    finding: row.finding === null ? null : findingOf(row.finding, row.round_code ?? ''),
    clocks: row.clocks.map(clockOf),
    remembered: rememberedOf(row.remembered),
  };
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
    mode: row.mode,
    follows: row.follows,
    startedAt: msOf(row.started_at),
    afterDay: row.after_day,
    days: row.days,
    unit: row.unit,
    roll: row.roll,
    holds: row.holds,
    dueAt: msOf(row.due_at),
    provisional: row.provisional,
    calendar: row.calendar,
    state: row.state,
    remaining: row.remaining,
    nextRung: row.next_rung,
    nextAt: row.next_at === null ? null : msOf(row.next_at),
    ...(row.promise !== null && { promise: row.promise }),
  };
}
