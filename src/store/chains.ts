/** Streams every subject's chain beside what is stored of it, for verification and export. */
import type { Actor } from '../../machines/actor.ts';
import type { RoundSnapshot } from '../../machines/round.ts';
import type { FindingSnapshot, FindingStanding } from '../../machines/step.ts';
import type {
  ChainedEvent,
  FindingDetails,
  LedgerEvent,
  RoundLedgerEvent,
} from '../engine/ports.ts';
import type { Chain, ListedFinding } from '../engine/verify.ts';
import type { Queryable } from './pool.ts';
import { msOf } from './sql-time.ts';

const pageSize = 200;

/** Every chain, subject by subject, including events whose finding or round is gone. */
export async function* chains(db: Queryable): AsyncGenerator<Chain> {
  let after: string | null = null;
  for (;;) {
    const ids: readonly string[] = await subjectIds(db, after);
    if (ids.length === 0) return;
    yield* await chainsOf(db, ids);
    after = ids.at(-1) ?? null;
  }
}

async function subjectIds(db: Queryable, after: string | null): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from (
       select id from finding union select id from round union select subject_id from event
     ) subject
     where $1::uuid is null or id > $1::uuid order by id limit ${pageSize}`,
    [after],
  );
  return rows.map(({ id }) => id);
}

async function chainsOf(db: Queryable, ids: readonly string[]): Promise<Chain[]> {
  const { rows: findings } = await db.query<FindingRecord>(
    `select f.*, r.code as round_code from finding f left join round r on r.id = f.round_id
     where f.id = any($1::uuid[])`,
    [ids],
  );
  const { rows: rounds } = await db.query<RoundRecord>(
    `select id, code, title, machine_version, version, head_hash, state, context, updated_at
     from round where id = any($1::uuid[])`,
    [ids],
  );
  const { rows: events } = await db.query<EventRecord>(
    'select * from event where subject_id = any($1::uuid[]) order by subject_id, seq, at',
    [ids],
  );
  return ids.map((id) => {
    const mine = events.filter(({ subject_id }) => subject_id === id).map(chainedEventOf);
    const finding = findings.find((row) => row.id === id);
    if (finding !== undefined) return chainOfFinding(finding, mine);
    const round = rounds.find((row) => row.id === id);
    if (round !== undefined) return chainOfRound(round, mine);
    const subject = mine[0]?.event.type === 'ROUND_OPENED' ? 'round' : 'finding';
    return { subject, subjectId: id, name: null, stored: null, events: mine };
  });
}

function chainOfFinding(row: FindingRecord, events: readonly ChainedEvent[]): Chain {
  const details: FindingDetails = {
    roundId: row.round_id,
    roundCode: row.round_code ?? '',
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

function chainOfRound(row: RoundRecord, events: readonly ChainedEvent[]): Chain {
  const { code, title, version, head_hash: headHash, state, context } = row;
  const snapshot: RoundSnapshot = { state, context };
  const listed = { machineVersion: row.machine_version, updatedAt: msOf(row.updated_at) };
  const stored = { version, headHash, snapshot, listed, details: { code, title } };
  return { subject: 'round', subjectId: row.id, name: code, stored, events };
}

/** An event row as the chain holds it. */
export function chainedEventOf(row: EventRecord): ChainedEvent {
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
  readonly at: Date;
  readonly actor: Actor;
  readonly event: LedgerEvent | RoundLedgerEvent;
  readonly prev_hash: string;
  readonly hash: string;
}

interface FindingRecord extends FindingStanding {
  readonly id: string;
  readonly number: string;
  readonly round_id: string;
  readonly round_code: string | null;
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
  readonly opened_at: Date;
  readonly updated_at: Date;
  readonly closed_at: Date | null;
}

interface RoundRecord extends RoundSnapshot {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly machine_version: number;
  readonly version: number;
  readonly head_hash: string;
  readonly updated_at: Date;
}
