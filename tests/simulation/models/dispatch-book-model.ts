/** Dispatches over the modelled database, statement by statement as in src/store/dispatch-book.ts. */
import { createHash } from 'node:crypto';
import { stepNotice, type NoticeEvent } from '../../../machines/notice.ts';
import type { NoticeFacts } from '../../../src/channels/channel.ts';
import type { ClockRow } from '../../../src/engine/ports.ts';
import type { DispatchBook, HeldDispatch, Recorded } from '../../../src/store/dispatch-book.ts';
import type { FoundDispatch } from '../../../src/store/dispatch-facts.ts';
import type { ReadyDispatch, TakeHints } from '../../../src/store/dispatch-hints.ts';
import type { DatabaseModel, DispatchRecord, NoticeRecord } from './database-model.ts';
import { compare } from './ledger-model.ts';
import type { Statement } from '../time/scheduler.ts';

const terminal: ReadonlySet<string> = new Set(['sent', 'failed', 'unknown', 'suppressed']);
const leasedStates: ReadonlySet<string> = new Set(['claimed', 'handingOver']);

export function createDispatchBookModel(db: DatabaseModel, statement: Statement): DispatchBook {
  const move = moveWith(db, statement);
  return {
    takeHints: (options) => statement('hints', () => takeHints(db, options)),
    forgetHints: (ids) => statement('forget', () => forgetHints(db, ids)),
    async claim(id, leaseMs, now) {
      let readAt = 0;
      const found = await statement('facts', () => {
        readAt = db.watch?.step() ?? 0;
        return dispatchFacts(db, id, now);
      });
      if (found === null || !found.ready) return null;
      const claimed = await move(found, { type: 'CLAIM' }, { leaseMs });
      if (claimed === null) return null;
      db.watch?.claimed(id, readAt);
      const { moot, channel, person, notices } = found;
      if (moot.length > 0) {
        await statement('suppress', () => suppress(db, claimed, moot, now));
      }
      return { ...claimed, channel, person, notices, wordings: 0 };
    },
    move: (dispatch, event, recorded = {}) => move(dispatch, event, recorded),
    async endLapsedLeases(at) {
      const lapsed = await statement('lapsed', () => lapsedDispatches(db));
      const ended = { replanned: 0, unknown: 0, failed: 0 };
      for (const held of lapsed) {
        const moved = await move(held, { type: 'LAPSE' }, { at, outcome: 'worker_lost' });
        if (moved?.held.state === 'planned') ended.replanned += 1;
        if (moved?.held.state === 'unknown') ended.unknown += 1;
        if (moved?.held.state === 'failed') ended.failed += 1;
      }
      return ended;
    },
    counts: () => statement('counts', () => counts(db)),
    pending: (now) => statement('pending', () => pending(db, now)),
  };
}

function takeHints(
  db: DatabaseModel,
  { limit, rehintMs, perCall }: TakeHints,
): readonly ReadyDispatch[] {
  const now = db.now();
  const owed = [...db.planned]
    .filter(
      ({ readyAt, hintedAt }) => readyAt <= now && (hintedAt === null || hintedAt < now - rehintMs),
    )
    .toSorted((a, b) => a.readyAt - b.readyAt || compare(a.id, b.id))
    .slice(0, limit);
  const inNoCall = owed.filter(({ callId }) => callId === null);
  const shared = inNoCall.filter(({ fence }) => fence === 0);
  while (shared.length > 0) putInOneCall(shared.splice(0, perCall));
  for (const dispatch of inNoCall) if (dispatch.fence > 0) putInOneCall([dispatch]);
  return owed.map((dispatch) => {
    dispatch.hintedAt = now;
    db.dispatchChanged(dispatch);
    const { readyAt, callId } = dispatch;
    return Object.assign(heldOf(dispatch), { readyForMs: now - readyAt, callId: callId ?? '' });
  });
}

/** The call is called after what it is for, in the words of src/store/dispatch-hints.ts. */
function putInOneCall(dispatches: readonly DispatchRecord[]): void {
  const members = dispatches.map(({ id, fence }) => `${id}-${fence}`).toSorted(compare);
  const hash = createHash('sha256').update(members.join()).digest('hex').slice(0, 32);
  const callId = hash.replace(/^(.{8})(.{4})(.{4})(.{4})/u, '$1-$2-$3-$4-');
  for (const dispatch of dispatches) dispatch.callId = callId;
}

function forgetHints(db: DatabaseModel, ids?: readonly string[]): void {
  for (const dispatch of db.dispatches.values()) {
    if (dispatch.state !== 'planned' || ids?.includes(dispatch.id) === false) continue;
    Object.assign(dispatch, { hintedAt: null, callId: null });
    db.dispatchChanged(dispatch);
  }
}

function moveWith(db: DatabaseModel, statement: Statement) {
  return async (
    { id, held }: HeldDispatch,
    event: NoticeEvent,
    { at, outcome, messageId, subject, readyInMs, leaseMs }: Recorded,
  ): Promise<HeldDispatch | null> => {
    const next = stepNotice(held, event);
    if (next === null) return null;
    return statement(`move ${event.type}`, () => {
      const dispatch = db.dispatches.get(id);
      if (dispatch?.state !== held.state || dispatch.fence !== held.fence) return null;
      const before = { ...dispatch };
      const now = db.now();
      const leased = leaseMs === undefined ? dispatch.leaseUntil : now + leaseMs;
      Object.assign(dispatch, next, {
        outcome: outcome ?? null,
        messageId: messageId ?? dispatch.messageId,
        subject: subject ?? dispatch.subject,
        settledAt: terminal.has(next.state) ? (at ?? null) : null,
        readyAt: readyInMs === undefined ? dispatch.readyAt : now + readyInMs,
        hintedAt: next.state === 'planned' ? null : dispatch.hintedAt,
        callId: next.state === 'planned' ? null : dispatch.callId,
        leaseUntil: leasedStates.has(next.state) ? leased : null,
      });
      db.dispatchChanged(dispatch);
      for (const notice of carriedBy(db, id)) {
        const { state, outcome: why, settledAt } = dispatch;
        Object.assign(notice, { state, outcome: why, settledAt });
        db.noticeChanged(notice);
      }
      db.watch?.dispatchMoved(before, dispatch);
      return { id, held: next };
    });
  };
}

/** What has been found to hold no longer goes no further. */
function suppress(
  db: DatabaseModel,
  { id, held }: HeldDispatch,
  noticeIds: readonly string[],
  now: number,
): void {
  if (db.dispatches.get(id)?.fence !== held.fence) return;
  for (const notice of carriedBy(db, id)) {
    if (!noticeIds.includes(notice.id)) continue;
    Object.assign(notice, { state: 'suppressed', outcome: 'clock_ended', settledAt: now });
    db.noticeChanged(notice);
  }
}

/** The notices in it that go on with it. */
function carriedBy(db: DatabaseModel, dispatchId: string): NoticeRecord[] {
  return [...db.notices.values()].filter(
    (notice) => notice.dispatchId === dispatchId && notice.state !== 'suppressed',
  );
}

function lapsedDispatches(db: DatabaseModel): HeldDispatch[] {
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

function pending(db: DatabaseModel, now: number): number {
  const notices = [...db.notices.values()];
  return notices.filter(
    ({ state, dispatchId, gatherAt }) =>
      leasedStates.has(state) || (state === 'planned' && (dispatchId !== null || gatherAt <= now)),
  ).length;
}

function heldOf({ id, state, attempts, fence, lapses }: DispatchRecord): HeldDispatch {
  return { id, held: { state, attempts, fence, lapses } };
}

function dispatchFacts(db: DatabaseModel, id: string, now: number): FoundDispatch | null {
  const dispatch = db.dispatches.get(id);
  if (dispatch === undefined) return null;
  const person = db.people.get(dispatch.personId);
  const carried = carriedBy(db, id).toSorted((a, b) => a.owedAt - b.owedAt || compare(a.id, b.id));
  return {
    ...heldOf(dispatch),
    channel: dispatch.channel,
    ready: dispatch.readyAt <= db.now(),
    person: {
      name: person?.name ?? '',
      address: person?.email ?? null,
      userId: null,
      mobile: null,
    },
    notices: carried
      .filter((notice) => !isMoot(db, notice))
      .map((notice) => noticeFacts(db, notice, now)),
    moot: carried.filter((notice) => isMoot(db, notice)).map((notice) => notice.id),
    wordings: 0,
    readAt: now,
  };
}

function isMoot(db: DatabaseModel, notice: NoticeRecord): boolean {
  if (db.everythingHolds) return false;
  const clock = clockSpokenOf(db, notice);
  const ended = clock?.state === 'met' || clock?.state === 'void';
  return notice.clockNo !== null && clock?.kind !== 'notice' && ended;
}

function noticeFacts(db: DatabaseModel, notice: NoticeRecord, now: number): NoticeFacts {
  const person = db.people.get(notice.personId ?? '');
  const clock = clockSpokenOf(db, notice);
  return {
    noticeId: notice.id,
    template: notice.template,
    rungs: notice.rungs,
    personName: person?.name ?? '',
    inPlaceOf: notice.inPlaceOf,
    inStead: notice.fallbackSlot !== null,
    finding: findingFacts(db, notice),
    clock: clock === undefined ? null : clockFacts(clock),
    document: null,
    event: eventFacts(db, notice),
    now,
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
  const { event, at, by: actor } = owing;
  const reason = 'reason' in event ? event.reason : null;
  const note = 'note' in event ? (event.note ?? null) : null;
  const by = 'id' in actor ? db.people.get(actor.id)?.name : undefined;
  return { type: event.type, at, reason, note, ...(by !== undefined && { by }) };
}
