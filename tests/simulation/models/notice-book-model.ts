/** The notice ledger over the modelled database, statement by statement as in src/store/notice-book.ts. */
import { stepNotice, type NoticeEvent } from '../../../machines/notice.ts';
import type { NoticeFacts } from '../../../src/channels/channel.ts';
import type { ClockRow } from '../../../src/engine/ports.ts';
import type {
  HeldNotice,
  NoticeBook,
  NoticeToDeliver,
  ReadyNotice,
  Recorded,
} from '../../../src/store/notice-book.ts';
import type { DatabaseModel, NoticeRecord } from './database-model.ts';
import { compare } from './ledger-model.ts';
import type { Statement } from '../time/scheduler.ts';

const terminal: ReadonlySet<string> = new Set(['sent', 'failed', 'unknown', 'suppressed']);
const leasedStates: ReadonlySet<string> = new Set(['claimed', 'handingOver']);

export function createNoticeBookModel(db: DatabaseModel, statement: Statement): NoticeBook {
  const move = moveWith(db, statement);
  return {
    takeHints: ({ limit, rehintMs }) => statement('hints', () => takeHints(db, limit, rehintMs)),
    async claim(id, leaseMs, now) {
      let readAt = 0;
      const found = await statement('facts', () => {
        readAt = db.watch?.step() ?? 0;
        return noticeFacts(db, id, now);
      });
      if (found === null || !found.ready) return null;
      const claimed = await move(found, { type: 'CLAIM' }, {}, leaseMs);
      if (claimed === null) return null;
      db.watch?.claimed(id, readAt);
      return { ...found, ...claimed };
    },
    move: (notice, event, recorded = {}) => move(notice, event, recorded),
    async endLapsedLeases(at) {
      const lapsed = await statement('lapsed', () => lapsedNotices(db));
      const ended = { replanned: 0, unknown: 0 };
      for (const held of lapsed) {
        const moved = await move(held, { type: 'LAPSE' }, { at, outcome: 'worker_lost' });
        if (moved?.held.state === 'planned') ended.replanned += 1;
        if (moved?.held.state === 'unknown') ended.unknown += 1;
      }
      return ended;
    },
    counts: () => statement('counts', () => counts(db)),
  };
}

function takeHints(db: DatabaseModel, limit: number, rehintMs: number): ReadyNotice[] {
  const now = db.now();
  const owed = [...db.planned]
    .filter(
      ({ readyAt, hintedAt }) => readyAt <= now && (hintedAt === null || hintedAt < now - rehintMs),
    )
    .toSorted((a, b) => a.readyAt - b.readyAt || compare(a.id, b.id))
    .slice(0, limit);
  for (const notice of owed) {
    notice.hintedAt = now;
    db.noticeChanged(notice);
  }
  return owed.map((notice) => Object.assign(heldOf(notice), { readyForMs: now - notice.readyAt }));
}

function moveWith(db: DatabaseModel, statement: Statement) {
  return async (
    { id, held }: HeldNotice,
    event: NoticeEvent,
    { at, outcome, messageId, readyInMs }: Recorded,
    leaseMs: number | null = null,
  ): Promise<HeldNotice | null> => {
    const next = stepNotice(held, event);
    if (next === null) return null;
    return statement(`move ${event.type}`, () => {
      const notice = db.notices.get(id);
      if (notice?.state !== held.state || notice.fence !== held.fence) return null;
      const before = { ...notice };
      const now = db.now();
      const leased = leaseMs === null ? notice.leaseUntil : now + leaseMs;
      Object.assign(notice, next, {
        outcome: outcome ?? null,
        messageId: messageId ?? notice.messageId,
        settledAt: terminal.has(next.state) ? (at ?? null) : null,
        readyAt: readyInMs === undefined ? notice.readyAt : now + readyInMs,
        hintedAt: next.state === 'planned' ? null : notice.hintedAt,
        leaseUntil: leasedStates.has(next.state) ? leased : null,
      });
      db.noticeChanged(notice);
      db.watch?.noticeMoved(before, notice);
      return { id, held: next };
    });
  };
}

function lapsedNotices(db: DatabaseModel): HeldNotice[] {
  const now = db.now();
  return [...db.leased].filter(({ leaseUntil }) => (leaseUntil ?? now) < now).map(heldOf);
}

function counts(db: DatabaseModel) {
  const count = {
    planned: 0,
    claimed: 0,
    handingOver: 0,
    sent: 0,
    failed: 0,
    unknown: 0,
    suppressed: 0,
  };
  for (const { state } of db.notices.values()) count[state] += 1;
  return count;
}

function heldOf({ id, state, attempts, fence }: NoticeRecord): HeldNotice {
  return { id, held: { state, attempts, fence } };
}

function noticeFacts(
  db: DatabaseModel,
  id: string,
  now: number,
): (NoticeToDeliver & { readonly ready: boolean }) | null {
  const notice = db.notices.get(id);
  if (notice === undefined) return null;
  const person = db.people.get(notice.personId ?? '');
  const clock = clockSpokenOf(db, notice);
  const ended = clock?.state === 'met' || clock?.state === 'void';
  return {
    ...heldOf(notice),
    ready: notice.readyAt <= db.now(),
    address: person?.email ?? null,
    moot: notice.clockNo !== null && clock?.kind !== 'notice' && ended,
    facts: {
      noticeId: id,
      template: notice.template,
      rungs: notice.rungs,
      personName: person?.name ?? '',
      inPlaceOf: notice.inPlaceOf,
      inStead: notice.fallbackSlot !== null,
      finding: findingFacts(db, notice),
      clock: clock === undefined ? null : clockFacts(clock),
      event: eventFacts(db, notice),
      now,
    },
  };
}

/** The clock the notice reports; for word of an event, the one that runs now and is due next. */
function clockSpokenOf(
  db: DatabaseModel,
  { findingId, clockNo }: NoticeRecord,
): ClockRow | undefined {
  const rows = [...(db.clocks.get(findingId)?.values() ?? [])].map(({ row }) => row);
  if (clockNo !== null) return rows.find(({ no }) => no === clockNo);
  return rows
    .filter(({ state }) => state === 'running')
    .toSorted((a, b) => place(a) - place(b) || a.dueAt - b.dueAt || a.no - b.no)[0];
}

/** What is enforced comes first. */
function place({ mode }: ClockRow): number {
  return mode === 'advisory' ? 1 : 0;
}

function findingFacts(db: DatabaseModel, { findingId }: NoticeRecord): NoticeFacts['finding'] {
  const finding = db.findings.get(findingId);
  if (finding === undefined) throw new TypeError(`finding ${findingId} is gone`);
  const { row, standing } = finding;
  const round = db.rounds.get(row.roundId)?.row;
  return {
    number: row.number,
    title: row.title,
    roundCode: round?.code ?? '',
    roundTitle: round?.title ?? '',
    aspectTitle: row.aspectTitle,
    responsibleUnit: row.snapshot.context.responsibleUnit,
    state: standing.state,
    stage: standing.stage,
  };
}

function clockFacts({ kind, dueAt, provisional, ruleId, policy }: ClockRow): NoticeFacts['clock'] {
  const { id: policyId, version: policyVersion } = policy;
  return { kind, dueAt, provisional, ruleId, policyId, policyVersion };
}

function eventFacts(db: DatabaseModel, { findingId, seq }: NoticeRecord): NoticeFacts['event'] {
  const owing = db.events.get(findingId)?.find((event) => event.seq === seq);
  if (owing === undefined) throw new TypeError(`finding ${findingId} has no event ${seq}`);
  const { event, at } = owing;
  const reason = 'reason' in event ? event.reason : null;
  const note = 'note' in event ? (event.note ?? null) : null;
  return { type: event.type, at, reason, note };
}
