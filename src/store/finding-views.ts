/** What people read of findings: lists, one finding, its history, its notices. Overdue is computed here, on read. */
import type { FindingContext } from '../../machines/finding-context.ts';
import type { Slot } from '../../machines/words.ts';
import { allowedCommands, type FindingSnapshot } from '../../machines/step.ts';
import type { Calendar, ChainedEvent } from '../engine/ports.ts';
import { chainedEventOf, type EventRecord } from './chains.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

export interface FindingSummary {
  readonly id: string;
  readonly number: string;
  readonly round: string;
  readonly aspect: { readonly no: number; readonly title: string | null };
  readonly sourceNo: string | null;
  readonly title: string;
  readonly class: FindingContext['class'];
  readonly responsibleUnit: string | null;
  readonly state: string;
  readonly stage: string;
  readonly hold: string;
  readonly version: number;
  /** The earliest instant a running clock is due, ISO 8601, or null when nothing runs. */
  readonly dueAt: string | null;
  /** A running clock is past its due instant now. */
  readonly overdue: boolean;
  readonly openedAt: string;
  readonly updatedAt: string;
  readonly closedAt: string | null;
}

export interface ClockView {
  readonly no: number;
  readonly kind: string;
  readonly rule: string;
  readonly policy: string;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly provisional: boolean;
  readonly state: string;
  readonly nextAt: string | null;
}

export interface FindingView extends FindingSummary {
  readonly description: string | null;
  readonly slots: FindingContext['slots'];
  readonly measures: FindingContext['measures'];
  readonly evidence: FindingContext['evidence'];
  readonly cycle: number;
  readonly returns: number;
  readonly disposition: string | null;
  readonly sustained: boolean;
  readonly breaches: FindingContext['breaches'];
  readonly clocks: readonly ClockView[];
  /** The commands it could take now, given by the right person. */
  readonly allowed: readonly string[];
}

export interface FindingFilter {
  readonly round?: string | undefined;
  readonly state?: string | undefined;
  readonly overdue?: boolean | undefined;
  /** The one finding of this number. */
  readonly number?: string | undefined;
  /** The last finding number of the page before. */
  readonly after?: string | undefined;
  readonly limit: number;
}

export interface NoticeView {
  readonly id: string;
  readonly findingNumber: string;
  readonly template: string;
  readonly slot: Slot;
  readonly personName: string | null;
  readonly rungs: readonly string[];
  readonly state: string;
  readonly outcome: string | null;
  readonly owedAt: string;
  readonly settledAt: string | null;
}

/** `now` is engine time, epoch ms: what is overdue is judged by it. */
export interface FindingViews {
  list(filter: FindingFilter, now: number): Promise<readonly FindingSummary[]>;
  get(id: string, now: number): Promise<FindingView | null>;
  /** Null when there is no such finding. */
  history(id: string): Promise<readonly ChainedEvent[] | null>;
  /** The notices owed over one finding, or over all, in the order they were owed. */
  notices(findingId?: string): Promise<readonly NoticeView[]>;
}

const summarySql = `
select f.*, r.code as round_code, due.at as due_at, coalesce(due.at <= $1::timestamptz, false) as overdue
from finding f
join round r on r.id = f.round_id
left join lateral (
  select min(c.due_at) as at from clock c where c.finding_id = f.id and c.state = 'running'
) due on true`;

/** Instants are printed as the calendar prints them: ISO 8601 with the zone's offset. */
export function createFindingViews(
  db: Queryable,
  { print }: Pick<Calendar, 'print'>,
): FindingViews {
  const shape = viewsPrinting((at) => print(at.getTime()));
  return {
    async list({ round, state, overdue, number, after, limit }, now) {
      const { rows } = await db.query<SummaryRecord>(
        `${summarySql}
         where ($2::text is null or r.code = $2) and ($3::text is null or f.state = $3)
           and ($4::boolean is null or coalesce(due.at <= $1::timestamptz, false) = $4)
           and ($5::text is null or f.number > $5) and ($7::text is null or f.number = $7)
         order by f.number limit $6::int`,
        [
          instant(now),
          round ?? null,
          state ?? null,
          overdue ?? null,
          after ?? null,
          limit,
          number ?? null,
        ],
      );
      return rows.map(shape.summary);
    },
    async get(id, now) {
      const { rows } = await db.query<SummaryRecord>(`${summarySql} where f.id = $2`, [
        instant(now),
        id,
      ]);
      if (rows[0] === undefined) return null;
      const { rows: clocks } = await db.query<ClockRecord>(
        'select * from clock where finding_id = $1 order by no',
        [id],
      );
      return shape.finding(rows[0], clocks);
    },
    async history(id) {
      const { rows } = await db.query<EventRecord>(
        'select * from event where subject_id = $1 order by seq',
        [id],
      );
      return rows.length === 0 ? null : rows.map(chainedEventOf);
    },
    async notices(findingId) {
      const { rows } = await db.query<NoticeRecord>(
        `select n.*, f.number, p.name as person_name from notice n
         join finding f on f.id = n.finding_id left join person p on p.id = n.person_id
         where $1::uuid is null or n.finding_id = $1::uuid
         order by n.owed_at, f.number, n.dedupe_key`,
        [findingId ?? null],
      );
      return rows.map(shape.notice);
    },
  };
}

/** Rows as people read them, with one way of printing instants. */
function viewsPrinting(print: (at: Date) => string) {
  const maybe = (at: Date | null) => (at === null ? null : print(at));
  const summary = (row: SummaryRecord): FindingSummary => ({
    id: row.id,
    number: row.number,
    round: row.round_code,
    aspect: { no: row.aspect_no, title: row.aspect_title },
    sourceNo: row.source_no,
    title: row.title,
    class: row.class,
    responsibleUnit: row.responsible_unit,
    state: row.state,
    stage: row.stage,
    hold: row.hold,
    version: row.version,
    dueAt: maybe(row.due_at),
    overdue: row.overdue,
    openedAt: print(row.opened_at),
    updatedAt: print(row.updated_at),
    closedAt: maybe(row.closed_at),
  });
  const clock = (row: ClockRecord): ClockView => ({
    no: row.no,
    kind: row.kind,
    rule: row.rule_id,
    policy: `${row.policy_id}@${row.policy_version}`,
    startedAt: print(row.started_at),
    dueAt: print(row.due_at),
    provisional: row.provisional,
    state: row.state,
    nextAt: maybe(row.next_at),
  });
  const finding = (row: SummaryRecord, clocks: readonly ClockRecord[]): FindingView => {
    const { context } = row.snapshot;
    return {
      ...summary(row),
      description: row.description,
      slots: context.slots,
      measures: context.measures,
      evidence: context.evidence,
      cycle: context.cycle,
      returns: context.returns,
      disposition: context.disposition,
      sustained: context.sustained,
      breaches: context.breaches,
      clocks: clocks.map(clock),
      allowed: allowedCommands(row.machine_version, row.snapshot),
    };
  };
  const notice = (row: NoticeRecord): NoticeView => ({
    id: row.id,
    findingNumber: row.number,
    template: row.template,
    slot: row.slot,
    personName: row.person_name,
    rungs: row.rungs,
    state: row.state,
    outcome: row.outcome,
    owedAt: print(row.owed_at),
    settledAt: maybe(row.settled_at),
  });
  return { summary, finding, notice };
}

interface SummaryRecord {
  readonly id: string;
  readonly number: string;
  readonly round_code: string;
  readonly aspect_no: number;
  readonly aspect_title: string | null;
  readonly source_no: string | null;
  readonly title: string;
  readonly description: string | null;
  readonly class: FindingContext['class'];
  readonly responsible_unit: string | null;
  readonly machine_version: number;
  readonly version: number;
  readonly state: string;
  readonly stage: string;
  readonly hold: string;
  readonly snapshot: FindingSnapshot;
  readonly due_at: Date | null;
  readonly overdue: boolean;
  readonly opened_at: Date;
  readonly updated_at: Date;
  readonly closed_at: Date | null;
}

interface ClockRecord {
  readonly no: number;
  readonly kind: string;
  readonly rule_id: string;
  readonly policy_id: string;
  readonly policy_version: number;
  readonly started_at: Date;
  readonly due_at: Date;
  readonly provisional: boolean;
  readonly state: string;
  readonly next_at: Date | null;
}

interface NoticeRecord {
  readonly id: string;
  readonly number: string;
  readonly template: string;
  readonly slot: Slot;
  readonly person_name: string | null;
  readonly rungs: string[];
  readonly state: string;
  readonly outcome: string | null;
  readonly owed_at: Date;
  readonly settled_at: Date | null;
}

