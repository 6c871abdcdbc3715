/** Streams every subject's chain beside what is stored of it, for verification and export. */
import type { Actor } from '../../machines/actor.ts';
import type { RoundSnapshot } from '../../machines/round.ts';
import type { FindingSnapshot, FindingStanding } from '../../machines/step.ts';
import type { ChainedEvent, FindingDetails } from '../engine/ports.ts';
import type { AnyLedgerEvent, Chain, ListedFinding } from '../engine/proof/chains.ts';
import { chainOfDuty, type DutyChainRecord } from './duty-chain.ts';
import type { Queryable } from './pool.ts';
import { msOf } from './sql-time.ts';

const pageSize = 200;

/** Every chain, subject by subject, including events whose subject is gone. */
export async function* chains(db: Queryable): AsyncGenerator<Chain> {
  let after: string | null = null;
  for (;;) {
    const ids: readonly string[] = await subjectIds(db, after);
    if (ids.length === 0) return;
    yield* await chainsOf(db, ids);
    after = ids.at(-1) ?? null;
  }
}

/** Each part goes by its own index and no further than a page: the cost of a page does not grow with the ledger. */
const subjectIdsSql = `
select id from (
  (select id from finding where $1::uuid is null or id > $1::uuid order by id limit $2::int)
  union
  (select id from round where $1::uuid is null or id > $1::uuid order by id limit $2::int)
  union
  (select id from duty where $1::uuid is null or id > $1::uuid order by id limit $2::int)
  union
  (select distinct subject_id from event where $1::uuid is null or subject_id > $1::uuid
    order by subject_id limit $2::int)
) subject order by id limit $2::int`;

async function subjectIds(db: Queryable, after: string | null): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(subjectIdsSql, [after, pageSize]);
  return rows.map(({ id }) => id);
}

/** One statement, and so one moment: a ledger that is being written to is not mistaken for a spoilt one. */
const chainsSql = `
select wanted.id, to_jsonb(f) as finding, to_jsonb(r) as round, to_jsonb(d) as duty,
  (select round.code from round where round.id = coalesce(f.round_id, d.round_id)) as round_code,
  (select coalesce(jsonb_agg(to_jsonb(t)), '[]') from duty_task t where t.duty_id = d.id) as tasks,
  (select coalesce(jsonb_agg(to_jsonb(e) order by e.seq, e.at), '[]') from event e
    where e.subject_id = wanted.id) as events
from unnest($1::uuid[]) as wanted (id)
left join finding f on f.id = wanted.id
left join round r on r.id = wanted.id
left join duty d on d.id = wanted.id
order by wanted.id`;

async function chainsOf(db: Queryable, ids: readonly string[]): Promise<Chain[]> {
  const { rows } = await db.query<ChainRecord>(chainsSql, [ids]);
  return rows.map(({ id, finding, round, duty, tasks, round_code, events: records }) => {
    const events = records.map(chainedEventOf);
    const roundCode = round_code ?? '';
    if (finding !== null) return chainOfFinding(finding, roundCode, events);
    if (round !== null) return chainOfRound(round, events);
    if (duty !== null) return chainOfDuty({ ...duty, round_code: roundCode }, tasks, events);
    const subject = subjectOf(events[0]?.event.type);
    return { subject, subjectId: id, name: null, stored: null, events };
  });
}

/** Whose chain it is that begins with such an event. */
function subjectOf(firstType: AnyLedgerEvent['type'] | undefined): Chain['subject'] {
  if (firstType === 'ROUND_OPENED') return 'round';
  return firstType === 'DUTY_OPENED' ? 'duty' : 'finding';
}

function chainOfFinding(row: FindingRecord, roundCode: string, events: Chain['events']): Chain {
  const details: FindingDetails = {
    roundId: row.round_id,
    roundCode,
    number: row.number,
    aspectNo: row.aspect_no,
    aspectTitle: row.aspect_title,
    title: row.title,
    description: row.description,
    sourceNo: row.source_no,
  };
  const listed: ListedFinding = {
    state: row.state,
    stage: row.stage,
    hold: row.hold,
    class: row.class,
    responsibleUnit: row.responsible_unit,
    policy: { id: row.policy_id, version: row.policy_version },
    machineVersion: row.machine_version,
    openedAt: msOf(row.opened_at),
    updatedAt: msOf(row.updated_at),
    closedAt: row.closed_at === null ? null : msOf(row.closed_at),
  };
  const { version, head_hash: headHash, snapshot } = row;
  const stored = { version, headHash, snapshot, listed, details };
  return { subject: 'finding', subjectId: row.id, name: row.number, stored, events };
}

function chainOfRound(row: RoundRecord, events: Chain['events']): Chain {
  const { code, title, version, head_hash: headHash, state, context } = row;
  const snapshot: RoundSnapshot = { state, context };
  const listed = { machineVersion: row.machine_version, updatedAt: msOf(row.updated_at) };
  const stored = { version, headHash, snapshot, listed, details: { code, title } };
  return { subject: 'round', subjectId: row.id, name: code, stored, events };
}

/** An event row as the chain holds it. */
export function chainedEventOf(row: EventRecord): ChainedEvent<AnyLedgerEvent> {
  return {
    subjectId: row.subject_id,
    seq: row.seq,
    machineVersion: row.machine_version,
    at: msOf(row.at),
    by: row.actor,
    event: row.event,
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}

export interface EventRecord {
  readonly subject_id: string;
  readonly seq: number;
  readonly machine_version: number;
  readonly at: Date | string;
  readonly actor: Actor;
  readonly event: AnyLedgerEvent;
  readonly prev_hash: string;
  readonly hash: string;
}

interface ChainRecord {
  readonly id: string;
  readonly finding: FindingRecord | null;
  readonly round: RoundRecord | null;
  readonly duty: DutyChainRecord['duty'] | null;
  readonly tasks: DutyChainRecord['tasks'];
  readonly round_code: string | null;
  readonly events: readonly EventRecord[];
}

interface FindingRecord extends FindingStanding {
  readonly id: string;
  readonly number: string;
  readonly round_id: string;
  readonly aspect_no: number;
  readonly aspect_title: string | null;
  readonly source_no: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly class: ListedFinding['class'];
  readonly responsible_unit: string | null;
  readonly policy_id: string;
  readonly policy_version: number;
  readonly machine_version: number;
  readonly version: number;
  readonly head_hash: string;
  readonly snapshot: FindingSnapshot;
  readonly opened_at: string;
  readonly updated_at: string;
  readonly closed_at: string | null;
}

interface RoundRecord extends RoundSnapshot {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly machine_version: number;
  readonly version: number;
  readonly head_hash: string;
  readonly updated_at: string;
}
