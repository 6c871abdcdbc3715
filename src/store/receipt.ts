/** The receipt of a finding: every notice owed over it, whom it went to in which message, and what became of it. */
import type { NoticeState } from '../../machines/notice.ts';
import type { Slot } from '../../machines/words.ts';
import type { Calendar } from '../engine/calendar-port.ts';
import type { Person } from '../engine/ports.ts';
import {
  decisionsColumn,
  decisionsOf,
  type DecidedRecord,
  type DispatchDecision,
} from './dispatch-views.ts';
import {
  acknowledgementsColumn,
  acknowledgementsOf,
  type AcknowledgedRecord,
  type Acknowledgement,
} from './acknowledgement-views.ts';
import { documentOf, type DocumentRecord, type NoticeDocument } from './notice-document.ts';
import type { Queryable } from './pool.ts';
import { msOf } from './sql-time.ts';

/** Instants are ISO 8601 with the zone's offset. */
export interface Receipt {
  readonly finding: { readonly id: string; readonly number: string; readonly title: string };
  readonly round: { readonly code: string; readonly title: string };
  /** Engine time. */
  readonly printedAt: string;
  /** In the order they were owed. */
  readonly notices: readonly ReceiptNotice[];
}

export interface ReceiptNotice {
  readonly id: string;
  readonly owedAt: string;
  readonly template: string;
  /** The event that owed it, by its number in the history and its type. */
  readonly event: { readonly seq: number; readonly type: string };
  /** The clock that spoke, by which rule of which policy; null for word of any other event. */
  readonly clock: ReceiptClock | null;
  readonly rungs: readonly string[];
  /** The post it is addressed to, and the one it fell to where that is vacant. */
  readonly slot: Slot;
  readonly fallbackSlot: Slot | null;
  /** Null where it is owed to nobody. The name is empty where the built-in tables have none. */
  readonly person: Person | null;
  readonly inPlaceOf: Person | null;
  readonly channel: string;
  /** Its number, where it is a document in due form, and by when it asks for an answer. */
  readonly document: NoticeDocument | null;
  /** The message that carries it; null while it waits for its turn, or is owed to nobody. */
  readonly message: ReceiptMessage | null;
  readonly state: NoticeState;
  readonly outcome: string | null;
  readonly settledAt: string | null;
}

export interface ReceiptClock {
  readonly no: number;
  readonly kind: string;
  readonly rule: string;
  /** `id@version`. */
  readonly policy: string;
  /** As the clock stood when it spoke. */
  readonly dueAt: string;
}

export interface ReceiptMessage {
  readonly id: string;
  /** As it was handed over last; null before. */
  readonly subject: string | null;
  readonly messageId: string | null;
  /** The day it is that person's digest of. */
  readonly digestOf: string | null;
  readonly attempts: number;
  readonly decisions: readonly DispatchDecision[];
  /** What was answered to it, in order. */
  readonly acknowledgements: readonly Acknowledgement[];
}

const headSql = `
select f.id, f.number, f.title, r.code, r.title as round_title
from finding f join round r on r.id = f.round_id where f.id = $1`;

const noticesSql = `
select n.id, n.owed_at, n.template, n.seq, n.rungs, n.slot, n.fallback_slot, n.person_id, n.in_place_of,
  n.channel, n.state, n.outcome, n.settled_at, p.name as person_name, away.name as away_name,
  e.event ->> 'type' as event_type,
  c.no as clock_no, c.kind as clock_kind, c.rule_id, c.policy_id, c.policy_version,
  -- A date that moved later stood where it stood when the clock spoke.
  coalesce((case when e.event ->> 'type' = 'CLOCK_DUE' then e.event ->> 'dueAt' end)::float8,
    extract(epoch from c.due_at)::float8 * 1000) as due_at,
  x.id as dispatch_id, x.subject, x.message_id, x.digest_of, x.attempts, ${decisionsColumn},
  ${acknowledgementsColumn}, n.document_no, n.reply_by
from notice n
join event e on e.subject_id = n.finding_id and e.seq = n.seq
left join clock c on c.finding_id = n.finding_id and c.no = n.clock_no
left join dispatch x on x.id = n.dispatch_id
left join person p on p.id = n.person_id
left join person away on away.id = n.in_place_of
where n.finding_id = $1
order by n.owed_at, n.id`;

/** Null when there is no such finding. `now` is engine time, epoch ms. */
export async function readReceipt(
  db: Queryable,
  calendar: Pick<Calendar, 'print'>,
  findingId: string,
  now: number,
): Promise<Receipt | null> {
  const { rows: heads } = await db.query<HeadRecord>(headSql, [findingId]);
  const [head] = heads;
  if (head === undefined) return null;
  const { rows } = await db.query<NoticeRecord>(noticesSql, [findingId]);
  const { id, number, title, code, round_title } = head;
  return {
    finding: { id, number, title },
    round: { code, title: round_title },
    printedAt: calendar.print(now),
    notices: rows.map((row) => noticeOf(row, calendar)),
  };
}

function noticeOf(row: NoticeRecord, calendar: Pick<Calendar, 'print'>): ReceiptNotice {
  const { settled_at: settledAt } = row;
  return {
    id: row.id,
    owedAt: calendar.print(msOf(row.owed_at)),
    template: row.template,
    event: { seq: row.seq, type: row.event_type },
    clock: clockOf(row, calendar),
    rungs: row.rungs,
    slot: row.slot,
    fallbackSlot: row.fallback_slot,
    person: personOf(row.person_id, row.person_name),
    inPlaceOf: personOf(row.in_place_of, row.away_name),
    channel: row.channel,
    document: documentOf(row, calendar),
    message: messageOf(row, calendar),
    state: row.state,
    outcome: row.outcome,
    settledAt: settledAt === null ? null : calendar.print(msOf(settledAt)),
  };
}

function clockOf(
  {
    clock_no: no,
    clock_kind: kind,
    rule_id: rule,
    policy_id,
    policy_version,
    due_at,
  }: NoticeRecord,
  calendar: Pick<Calendar, 'print'>,
): ReceiptClock | null {
  if (no === null || kind === null || rule === null || due_at === null) return null;
  return {
    no,
    kind,
    rule,
    policy: `${policy_id}@${policy_version}`,
    dueAt: calendar.print(due_at),
  };
}

function messageOf(row: NoticeRecord, calendar: Pick<Calendar, 'print'>): ReceiptMessage | null {
  const { dispatch_id: id, subject, message_id: messageId, digest_of: digestOf, attempts } = row;
  if (id === null) return null;
  const decisions = decisionsOf(row, calendar);
  const acknowledgements = acknowledgementsOf(row, calendar);
  return {
    id,
    subject,
    messageId,
    digestOf,
    attempts: attempts ?? 0,
    decisions,
    acknowledgements,
  };
}

function personOf(id: string | null, name: string | null): Person | null {
  return id === null ? null : { id, name: name ?? '' };
}

interface HeadRecord {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly code: string;
  readonly round_title: string;
}

interface NoticeRecord extends DecidedRecord, AcknowledgedRecord, DocumentRecord {
  readonly id: string;
  readonly owed_at: Date;
  readonly template: string;
  readonly seq: number;
  readonly rungs: string[];
  readonly slot: Slot;
  readonly fallback_slot: Slot | null;
  readonly person_id: string | null;
  readonly person_name: string | null;
  readonly in_place_of: string | null;
  readonly away_name: string | null;
  readonly channel: string;
  readonly state: NoticeState;
  readonly outcome: string | null;
  readonly settled_at: Date | null;
  readonly event_type: string;
  readonly clock_no: number | null;
  readonly clock_kind: string | null;
  readonly rule_id: string | null;
  readonly policy_id: string | null;
  readonly policy_version: number | null;
  readonly due_at: number | null;
  readonly dispatch_id: string | null;
  readonly subject: string | null;
  readonly message_id: string | null;
  readonly digest_of: string | null;
  readonly attempts: number | null;
}
