/** What people read of notices, over findings and duties alike; and the alarm of those that have failed. */
import type { NoticeState } from '../../machines/notice.ts';
import type { Slot } from '../../machines/words.ts';
import type { Calendar } from '../engine/calendar-port.ts';
import type { Person } from '../engine/ports.ts';
import { documentOf, type DocumentRecord, type NoticeDocument } from './notice-document.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

export interface NoticeSummary {
  readonly id: string;
  /** What it is about: a finding or a duty. */
  readonly finding: Subject | null;
  readonly duty: Subject | null;
  readonly template: string;
  /** The post it is addressed to, of a finding; and the one it fell to where that is vacant. */
  readonly slot: Slot | null;
  readonly fallbackSlot: Slot | null;
  /** Whom it is addressed to, of a duty. */
  readonly party: string | null;
  /** Who gets it; null where it is owed to nobody. The name is empty where the built-in tables have none. */
  readonly person: Person | null;
  /** Who has delegated to that person. */
  readonly inPlaceOf: Person | null;
  readonly rungs: readonly string[];
  readonly channel: string;
  /** The notice it carries on, which has failed over another channel. */
  readonly follows: string | null;
  /** The notice that did not reach its person, where this one tells of it. */
  readonly about: string | null;
  readonly document: NoticeDocument | null;
  /** When its message was acknowledged last, and the day by which it was then promised to be done. */
  readonly acknowledged: { readonly at: string; readonly promisedOn: string | null } | null;
  /** The message that carries it; null while it waits for its turn, or is owed to nobody. */
  readonly dispatchId: string | null;
  /** Of that message, as it was handed over last; null before. */
  readonly subject: string | null;
  /** Hand-overs of that message begun so far. */
  readonly attempts: number;
  readonly state: NoticeState;
  /** Why it is in that state: a stable code. */
  readonly outcome: string | null;
  /** ISO 8601 with the zone's offset. */
  readonly owedAt: string;
  readonly settledAt: string | null;
}

/** A finding or a duty, as people call it. */
export interface Subject {
  readonly id: string;
  readonly number: string;
}

export interface NoticeFilter {
  readonly findingId?: string | undefined;
  readonly dutyId?: string | undefined;
  readonly state?: NoticeState | undefined;
  readonly outcome?: string | undefined;
  /** Only documents whose answer is overdue at this instant (epoch ms, engine time). */
  readonly unansweredAt?: number | undefined;
  /** The last id of the page before. */
  readonly after?: string | undefined;
  /** Default: all. */
  readonly limit?: number | undefined;
}

/** A notice that has reached nobody. Ids and a code only: it goes into logs. */
export interface FailedNotice {
  readonly noticeId: string;
  readonly findingId: string | null;
  readonly dutyId: string | null;
  /** Why, e.g. `nobody_appointed`. */
  readonly outcome: string | null;
}

export interface NoticeViews {
  /** In the order they were owed. */
  list(filter?: NoticeFilter): Promise<readonly NoticeSummary[]>;
  /** Takes up to `limit` (500) failed notices that no alarm has been raised over, for the caller to raise it. */
  takeAlarms(limit?: number): Promise<readonly FailedNotice[]>;
}

export function createNoticeViews(db: Queryable, calendar: Pick<Calendar, 'print'>): NoticeViews {
  return {
    async list(filter = {}) {
      const rows = await summaryRows(db, filter);
      return rows.map((row) => summaryOf(row, calendar));
    },
    async takeAlarms(limit = 500) {
      const { rows } = await db.query<FailedNotice>(
        `update notice set alarmed_at = now()
         where id in (
           select id from notice where state = 'failed' and alarmed_at is null
           order by id limit $1::int for update skip locked)
         returning id as "noticeId", finding_id as "findingId", duty_id as "dutyId", outcome`,
        [limit],
      );
      return rows;
    },
  };
}

/** Ids grow with time. */
async function summaryRows(
  db: Queryable,
  { findingId, dutyId, state, outcome, after, limit, unansweredAt }: NoticeFilter,
): Promise<readonly SummaryRecord[]> {
  const { rows } = await db.query<SummaryRecord>(
    `select n.*, f.number as finding_number, d.number as duty_number, p.name as person_name,
       away.name as away_name, x.subject, coalesce(x.attempts, 0) as attempts,
       a.at as acknowledged_at, a.promised_on
     from notice n
     left join dispatch x on x.id = n.dispatch_id
     left join lateral (select at, promised_on from acknowledgement
       where dispatch_id = n.dispatch_id order by at desc, id desc limit 1) a on true
     left join finding f on f.id = n.finding_id
     left join duty d on d.id = n.duty_id
     left join person p on p.id = n.person_id
     left join person away on away.id = n.in_place_of
     where ($1::uuid is null or n.finding_id = $1::uuid)
       and ($2::uuid is null or n.duty_id = $2::uuid)
       and ($3::text is null or n.state = $3) and ($4::text is null or n.outcome = $4)
       and ($5::uuid is null or n.id > $5::uuid)
       and ($7::timestamptz is null or (n.reply_by <= $7::timestamptz and a.at is null
         and n.state in ('sent', 'unknown')))
     order by n.id limit $6::int`,
    [
      findingId ?? null,
      dutyId ?? null,
      state ?? null,
      outcome ?? null,
      after ?? null,
      limit ?? null,
      unansweredAt === undefined ? null : instant(unansweredAt),
    ],
  );
  return rows;
}

interface SummaryRecord extends DocumentRecord {
  readonly acknowledged_at: Date | null;
  readonly promised_on: string | null;
  readonly id: string;
  readonly finding_id: string | null;
  readonly finding_number: string | null;
  readonly duty_id: string | null;
  readonly duty_number: string | null;
  readonly template: string;
  readonly slot: Slot | null;
  readonly fallback_slot: Slot | null;
  readonly party: string | null;
  readonly person_id: string | null;
  readonly person_name: string | null;
  readonly in_place_of: string | null;
  readonly away_name: string | null;
  readonly rungs: string[];
  readonly channel: string;
  readonly follows: string | null;
  readonly about: string | null;
  readonly dispatch_id: string | null;
  readonly subject: string | null;
  readonly attempts: number;
  readonly state: NoticeState;
  readonly outcome: string | null;
  readonly owed_at: Date;
  readonly settled_at: Date | null;
}

function summaryOf(row: SummaryRecord, calendar: Pick<Calendar, 'print'>): NoticeSummary {
  const print = (at: Date) => calendar.print(at.getTime());
  const { acknowledged_at: answeredAt, promised_on: promisedOn } = row;
  return {
    id: row.id,
    finding: subjectOf(row.finding_id, row.finding_number),
    duty: subjectOf(row.duty_id, row.duty_number),
    template: row.template,
    slot: row.slot,
    fallbackSlot: row.fallback_slot,
    party: row.party,
    person: personOf(row.person_id, row.person_name),
    inPlaceOf: personOf(row.in_place_of, row.away_name),
    rungs: row.rungs,
    channel: row.channel,
    follows: row.follows,
    about: row.about,
    document: documentOf(row, calendar),
    acknowledged: answeredAt === null ? null : { at: print(answeredAt), promisedOn },
    dispatchId: row.dispatch_id,
    subject: row.subject,
    attempts: row.attempts,
    state: row.state,
    outcome: row.outcome,
    owedAt: print(row.owed_at),
    settledAt: row.settled_at === null ? null : print(row.settled_at),
  };
}

function subjectOf(id: string | null, number: string | null): Subject | null {
  return id === null || number === null ? null : { id, number };
}

/** A host's directory knows people the tables do not. */
function personOf(id: string | null, name: string | null): Person | null {
  return id === null ? null : { id, name: name ?? '' };
}
