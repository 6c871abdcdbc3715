/** What people answer to messages, and the links they answer by. */
import type { Actor } from '../../machines/actor.ts';
import type { NoticeState } from '../../machines/notice.ts';
import type { Queryable } from './pool.ts';
import { instant, msOf } from './sql-time.ts';

/** A message as it is answered. */
export interface AnsweredMessage {
  readonly id: string;
  readonly personId: string;
  readonly state: NoticeState;
  readonly subject: string | null;
  /** The documents in it that ask for an answer: only those need a promised date. */
  readonly documents: readonly string[];
  /** The deadlines it speaks of: a day promised is promised for them. */
  readonly clocks: readonly { readonly findingId: string; readonly clockNo: number }[];
}

/** Null when there is no such message. */
export async function readAnswered(db: Queryable, id: string): Promise<AnsweredMessage | null> {
  const { rows } = await db.query<AnsweredRecord>(
    `select d.id, d.person_id, d.state, d.subject, array(
       select n.document_no from notice n
       where n.dispatch_id = d.id and n.reply_by is not null and n.state <> 'suppressed'
       order by n.document_no) as documents,
       (select coalesce(jsonb_agg(distinct jsonb_build_object('findingId', n.finding_id, 'clockNo', n.clock_no)), '[]')
        from notice n
        where n.dispatch_id = d.id and n.finding_id is not null and n.clock_no is not null
          and n.state <> 'suppressed') as clocks
     from dispatch d where d.id = $1`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const { person_id: personId, state, subject, documents, clocks } = row;
  return { id, personId, state, subject, documents, clocks };
}

export interface StoredLink {
  readonly id: string;
  readonly hash: Buffer;
  readonly dispatchId: string;
  /** Epoch ms, engine time. */
  readonly expiresAt: number;
  readonly usedAt: number | null;
}

/** Null when there is no such link. */
export async function readLink(db: Queryable, id: string): Promise<StoredLink | null> {
  const { rows } = await db.query<LinkRecord>(
    `select id, hash, dispatch_id, expires_at, used_at from link
     where id = $1 and purpose = 'acknowledge'`,
    [id],
  );
  const [row] = rows;
  if (row === undefined) return null;
  return {
    id,
    hash: Buffer.from(row.hash),
    dispatchId: row.dispatch_id,
    expiresAt: msOf(row.expires_at),
    usedAt: row.used_at === null ? null : msOf(row.used_at),
  };
}

export interface AcknowledgementToWrite {
  readonly id: string;
  readonly dispatchId: string;
  /** Engine time, epoch ms. */
  readonly at: number;
  readonly by: Actor;
  readonly promisedOn: string | null;
  readonly note: string | null;
  /** The link it is given by, which is used up with it. */
  readonly linkId: string | null;
}

// One statement: a link is used up by the answer it brings, or neither happens.
const writeSql = `
/* acknowledge */
with used as (
  update link set used_at = $3::timestamptz
  where id = $7::uuid and used_at is null and expires_at > $3::timestamptz
  returning id
)
insert into acknowledgement (id, dispatch_id, at, by, promised_on, note, link_id)
select $1, $2, $3::timestamptz, $4::jsonb, $5::date, $6, $7::uuid
where $7::uuid is null or exists (select from used)`;

/** False, with nothing written, when the link has been used or has expired meanwhile. */
export async function writeAcknowledgement(
  db: Queryable,
  { id, dispatchId, at, by, promisedOn, note, linkId }: AcknowledgementToWrite,
): Promise<boolean> {
  const params = [id, dispatchId, instant(at), JSON.stringify(by), promisedOn, note, linkId];
  const { rowCount } = await db.query(writeSql, params);
  return rowCount === 1;
}

interface AnsweredRecord {
  readonly id: string;
  readonly person_id: string;
  readonly state: NoticeState;
  readonly subject: string | null;
  readonly documents: string[];
  readonly clocks: AnsweredMessage['clocks'];
}

interface LinkRecord {
  readonly id: string;
  readonly hash: Uint8Array;
  readonly dispatch_id: string;
  readonly expires_at: Date;
  readonly used_at: Date | null;
}
