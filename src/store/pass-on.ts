/** What has failed goes on over the person's next channel, where they have one: as a notice of its own. */
import type { FindingContext } from '../../machines/finding-context.ts';
import {
  notReached,
  type FailedNotice,
  type PassedOn,
  type PassingOn,
  type WordOfFailure,
} from '../engine/notices/pass-on.ts';
import { inTransaction, type Pool, type Queryable } from './pool.ts';
import { instant } from './sql-time.ts';

export function createPassingOn(pool: Pool): PassingOn {
  return {
    toPassOn: (limit) => toPassOn(pool, limit),
    passOn: (notices, words, now) =>
      inTransaction(pool, (client) => carryOn(client, { notices, words, now })),
  };
}

async function toPassOn(db: Queryable, limit: number): Promise<readonly FailedNotice[]> {
  const { rows } = await db.query<FailedRecord>(
    `select n.id, n.template, n.person_id, n.finding_id, n.seq,
       f.snapshot -> 'context' -> 'slots' as slots
     from notice n left join finding f on f.id = n.finding_id
     where n.state = 'failed' and n.person_id is not null and n.passed_on_at is null
     order by n.id limit $1::int`,
    [limit],
  );
  return rows.map(({ id, template, person_id: personId, finding_id, seq, slots }) => {
    const finding = finding_id === null ? null : { id: finding_id, seq, slots: slots ?? {} };
    return { noticeId: id, template, personId, finding };
  });
}

// Of a channel that is no longer the person's, the first of theirs is the next.
const takeSql = `
/* notices_pass_on */
with failed as (
  select n.id, p.channels[coalesce(array_position(p.channels, n.channel), 0) + 1] as next
  from notice n left join person p on p.id = n.person_id
  where n.id = any ($1::uuid[]) and n.state = 'failed' and n.passed_on_at is null
  order by n.id for update of n skip locked
)
update notice n set passed_on_at = now() from failed where n.id = failed.id
returning n.id, n.channel, failed.next`;

// Over a channel it has been tried on before, it is owed already: nothing goes round in a circle.
const carrySql = `
/* notices_carry_on */
insert into notice (id, finding_id, duty_id, seq, template, slot, fallback_slot, party, person_id,
  in_place_of, channel, clock_no, rungs, dedupe_key, state, owed_at, gather_at, follows, about,
  document_no, reply_by)
select c.id, n.finding_id, n.duty_id, n.seq, n.template, n.slot, n.fallback_slot, n.party, n.person_id,
  n.in_place_of, c.channel, n.clock_no, n.rungs, regexp_replace(n.dedupe_key, '[^/]*$', c.channel),
  'planned', n.owed_at, $2::timestamptz, n.id, n.about, n.document_no, n.reply_by
from notice n
join jsonb_to_recordset($1::jsonb) as c (id uuid, follows uuid, channel text) on c.follows = n.id
on conflict (dedupe_key) do nothing
returning id`;

const tellSql = `
/* notices_not_reached */
insert into notice (id, finding_id, seq, template, slot, fallback_slot, person_id, in_place_of, channel,
  rungs, dedupe_key, state, owed_at, gather_at, about)
select w.id, n.finding_id, n.seq, $3, w.slot, w.fallback_slot, w.person_id, w.in_place_of, w.channel,
  '{}', w.dedupe_key, 'planned', $2::timestamptz, $2::timestamptz, n.id
from jsonb_to_recordset($1::jsonb) as w (id uuid, about uuid, slot text, fallback_slot text,
  person_id text, in_place_of text, channel text, dedupe_key text)
join notice n on n.id = w.about
on conflict (dedupe_key) do nothing`;

interface CarryOn {
  readonly notices: Parameters<PassingOn['passOn']>[0];
  readonly words: readonly WordOfFailure[];
  readonly now: number;
}

async function carryOn(
  client: Queryable,
  { notices, words, now }: CarryOn,
): Promise<readonly PassedOn[]> {
  const { rows } = await client.query<TakenRecord>(takeSql, [
    notices.map(({ noticeId }) => noticeId),
  ]);
  const taken = new Set(rows.map(({ id }) => id));
  await tell(
    client,
    words.filter(({ about }) => taken.has(about)),
    now,
  );
  const carrierIds = new Map(notices.map(({ noticeId, carrierId }) => [noticeId, carrierId]));
  const carriers = rows.flatMap(({ id: follows, next: channel }) => {
    const id = carrierIds.get(follows);
    return channel === null || id === undefined ? [] : [{ id, follows, channel }];
  });
  const made = await carry(client, carriers, now);
  return rows.map(({ id, channel }) => {
    const by = carriers.find(({ follows }) => follows === id);
    const onBy =
      by === undefined || !made.has(by.id) ? null : { noticeId: by.id, channel: by.channel };
    return { noticeId: id, channel, onBy };
  });
}

async function tell(
  client: Queryable,
  words: readonly WordOfFailure[],
  now: number,
): Promise<void> {
  if (words.length === 0) return;
  const rows = words.map((word) => ({
    id: word.id,
    about: word.about,
    slot: word.slot,
    fallback_slot: word.fallbackSlot,
    person_id: word.personId,
    in_place_of: word.inPlaceOf,
    channel: word.channel,
    dedupe_key: word.dedupeKey,
  }));
  await client.query(tellSql, [JSON.stringify(rows), instant(now), notReached]);
}

/** The ids of those that were not owed before. */
async function carry(
  client: Queryable,
  carriers: readonly { readonly id: string; readonly follows: string; readonly channel: string }[],
  now: number,
): Promise<ReadonlySet<string>> {
  if (carriers.length === 0) return new Set();
  const params = [JSON.stringify(carriers), instant(now)];
  const { rows } = await client.query<{ id: string }>(carrySql, params);
  return new Set(rows.map(({ id }) => id));
}

interface FailedRecord {
  readonly id: string;
  readonly template: string;
  readonly person_id: string;
  readonly finding_id: string | null;
  readonly seq: number;
  readonly slots: FindingContext['slots'] | null;
}

interface TakenRecord {
  readonly id: string;
  readonly channel: string;
  readonly next: string | null;
}
