/** Notices gathered into messages, over the modelled database: statement by statement as in src/store/outbox.ts. */
import type { GatherTurn, Outbox, StoredWaiting } from '../../../src/engine/notices/ports.ts';
import type { Statement } from '../time/scheduler.ts';
import type { DatabaseModel, DispatchRecord, NoticeRecord } from './database-model.ts';
import { compare } from './ledger-model.ts';

export function createOutboxModel(db: DatabaseModel, statement: Statement): Outbox {
  return {
    gather: (turn, plan) =>
      statement('gather', () => {
        const waiting = whoWaits(db, turn);
        for (const each of waiting) {
          const { messages, postponed } = plan(each);
          for (const { id, digestOf, noticeIds } of messages) {
            const { personId, channel } = each;
            dispatch(db, { id, personId, channel, digestOf, createdAt: turn.now }, noticeIds);
          }
          for (const { noticeId, until } of postponed) postpone(db, noticeId, until);
        }
        return waiting.length;
      }),
    nextGatherAt: () =>
      statement('nextGatherAt', () => {
        const next = Math.min(...[...db.waiting].map(({ gatherAt }) => gatherAt));
        return next === Infinity ? null : next;
      }),
  };
}

function whoWaits(
  db: DatabaseModel,
  { now, dayBegan, weekBegan, people }: GatherTurn,
): readonly StoredWaiting[] {
  const byPerson = new Map<string, NoticeRecord[]>();
  for (const notice of db.waiting) {
    if (notice.gatherAt > now || notice.personId === null) continue;
    const key = `${notice.channel}/${notice.personId}`;
    byPerson.set(key, [...(byPerson.get(key) ?? []), notice]);
  }
  const turn = [...byPerson]
    .toSorted(([a, one], [b, other]) => longest(one) - longest(other) || compare(a, b))
    .slice(0, people)
    .toSorted(([a], [b]) => compare(a, b));
  return turn.map(([, notices]): StoredWaiting => {
    const [{ personId, channel }] = notices as [NoticeRecord];
    const sent = [...db.dispatches.values()].filter(
      (each) =>
        each.personId === personId && each.channel === channel && each.createdAt >= weekBegan,
    );
    const others = sent.filter(({ digestOf }) => digestOf === null);
    const digests = sent.flatMap(({ digestOf }) => digestOf ?? []);
    return {
      personId: personId ?? '',
      channel,
      lastDigestOn: digests.toSorted().at(-1) ?? null,
      sentToday: others.filter(({ createdAt }) => createdAt >= dayBegan).length,
      sentThisWeek: others.length,
      notices: notices
        .toSorted((a, b) => a.owedAt - b.owedAt || compare(a.id, b.id))
        .map(({ id, template, owedAt }) => ({ id, template, owedAt })),
    };
  });
}

/** Since when the one that has waited longest could have been gathered. */
function longest(notices: readonly NoticeRecord[]): number {
  return Math.min(...notices.map(({ gatherAt }) => gatherAt));
}

function dispatch(
  db: DatabaseModel,
  made: Pick<DispatchRecord, 'id' | 'personId' | 'channel' | 'digestOf' | 'createdAt'>,
  noticeIds: readonly string[],
): void {
  const record: DispatchRecord = {
    ...made,
    state: 'planned',
    outcome: null,
    attempts: 0,
    fence: 0,
    lapses: 0,
    readyAt: db.now(),
    leaseUntil: null,
    hintedAt: null,
    callId: null,
    settledAt: null,
    messageId: null,
    subject: null,
  };
  db.dispatches.set(record.id, record);
  db.dispatchChanged(record);
  for (const id of noticeIds) {
    const notice = db.notices.get(id);
    if (notice === undefined) throw new TypeError(`there is no notice ${id}`);
    notice.dispatchId = record.id;
    db.noticeChanged(notice);
  }
}

function postpone(db: DatabaseModel, noticeId: string, until: number): void {
  const notice = db.notices.get(noticeId);
  if (notice === undefined) throw new TypeError(`there is no notice ${noticeId}`);
  notice.gatherAt = until;
  db.noticeChanged(notice);
}
