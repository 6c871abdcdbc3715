/** Dispatches as workers use them: what is on its way to whom, who holds it, what became of it and of the notices in it. */
import type { NoticeEvent, NoticeState, StoredNotice } from '../../machines/notice.ts';
import type { DutyNoticeFacts, NoticeFacts } from '../channels/channel.ts';
import { dispatchFacts, type FoundDispatch } from './dispatch-facts.ts';
import { forgetHints, takeHints, type ReadyDispatch, type TakeHints } from './dispatch-hints.ts';
import { heldOf, moveAll, type AskedMove, type HeldRecord } from './dispatch-moves.ts';
import type { Queryable } from './pool.ts';
import { instant } from './sql-time.ts';
import { together } from './together.ts';

/** A dispatch somebody holds, with its fence token in `held.fence`. */
export interface HeldDispatch {
  readonly id: string;
  readonly held: StoredNotice;
}

export interface DispatchToDeliver extends HeldDispatch {
  readonly channel: string;
  readonly person: {
    readonly name: string;
    /** The mail address; null when the directory has none for the person. */
    readonly address: string | null;
    /** What the dispatch's channel calls them, where the directory knows. */
    readonly userId: string | null;
    readonly mobile: string | null;
  };
  /**
   * The notices that still hold, in the order they were owed; none is left when every clock has
   * ended and every task is settled that they would speak of.
   */
  readonly notices: readonly (NoticeFacts | DutyNoticeFacts)[];
  /** How many changes of wording there were when it was claimed: it says what they came to. */
  readonly wordings: number;
}

/** What else a transition records. `readyInMs` and the lease, which begins anew, run on the database's clock. */
export interface Recorded {
  /** Engine time, epoch ms. */
  readonly at?: number;
  readonly outcome?: string;
  readonly messageId?: string;
  readonly subject?: string;
  readonly readyInMs?: number;
  readonly leaseMs?: number;
  /** The link the message carries, by the hash of its secret; `expiresAt` is engine time, epoch ms. */
  readonly link?: { readonly id: string; readonly hash: string; readonly expiresAt: number };
}

/** How many dispatches had lost their worker, by what became of them. */
export interface LapsedLeases {
  readonly replanned: number;
  readonly unknown: number;
  readonly failed: number;
}

export interface DispatchBook {
  /**
   * Takes up to `limit` planned dispatches for one of the channels that no queue was told about for
   * `rehintMs`, and notes that it now was. Those told of for the first time share calls, `perCall` to one,
   * in the order in which they became ready; those told of again are in the call they were in.
   */
  takeHints(options: TakeHints): Promise<readonly ReadyDispatch[]>;
  /**
   * Forgets that a queue was told of planned dispatches, of these or of all: it is told of them anew, as
   * when it has lost what it knew, or whoever was called leaves them to others.
   */
  forgetHints(ids?: readonly string[]): Promise<void>;
  /** Claims the dispatch for the length of the lease; null when it is not to be had. `now`: engine time. */
  claim(id: string, leaseMs: number, now: number): Promise<DispatchToDeliver | null>;
  /** Moves a held dispatch on, and the notices in it; null when it has been lost to somebody else meanwhile. */
  move(
    dispatch: HeldDispatch,
    event: NoticeEvent,
    recorded?: Recorded,
  ): Promise<HeldDispatch | null>;
  /**
   * Ends the leases that ran out: claimed ones are planned again, until they have failed so too
   * often; those being handed over become unknown.
   */
  endLapsedLeases(at: number): Promise<LapsedLeases>;
  /** How many notices are in which state. */
  counts(): Promise<Readonly<Record<NoticeState, number>>>;
  /** How many notices could be on their way at this instant (engine time) and have not arrived anywhere. */
  pending(now: number): Promise<number>;
}

export function createDispatchBook(db: Queryable): DispatchBook {
  // Workers deliver several at a time: what they ask at the same time is asked in one statement.
  const move = together((asked: readonly AskedMove[]) => moveAll(db, asked));
  const claim = together((asked: readonly AskedClaim[]) => claimAll(db, asked));
  return {
    takeHints: (options) => takeHints(db, options),
    forgetHints: (ids) => forgetHints(db, ids ?? null),
    claim: (id, leaseMs, now) => claim({ id, leaseMs, now }),
    move: ({ id, held }, event, recorded = {}) => move({ id, held, event, recorded }),
    endLapsedLeases: (at) => endLapsedLeases(db, at),
    counts: () => counts(db),
    pending: (now) => pending(db, now),
  };
}

interface AskedClaim {
  readonly id: string;
  readonly leaseMs: number;
  /** Engine time, epoch ms. */
  readonly now: number;
}

async function claimAll(
  db: Queryable,
  asked: readonly AskedClaim[],
): Promise<ReadonlyMap<string, DispatchToDeliver>> {
  const leases = new Map(asked.map(({ id, leaseMs }) => [id, leaseMs]));
  const found = (await dispatchFacts(db, asked)).filter(({ ready }) => ready);
  const event = { type: 'CLAIM' } as const;
  const claims = found.map(({ id, held }) => {
    return { id, held, event, recorded: { leaseMs: leases.get(id) ?? 0 } };
  });
  const claimed = await moveAll(db, claims);
  const got = found.flatMap((dispatch) => {
    const held = claimed.get(dispatch.id);
    return held === undefined ? [] : [{ ...dispatch, ...held }];
  });
  await suppress(db, got);
  return new Map(
    got.map(({ id, held, channel, person, notices, wordings }) => [
      id,
      { id, held, channel, person, notices, wordings },
    ]),
  );
}

/** What a notice would say no longer holds: it goes no further, and the others go without it. */
async function suppress(db: Queryable, claimed: readonly FoundDispatch[]): Promise<void> {
  const moot = claimed.flatMap(({ id, held, moot: ids, readAt }) =>
    ids.map((noticeId) => ({
      id: noticeId,
      dispatch_id: id,
      fence: held.fence,
      at: instant(readAt),
    })),
  );
  if (moot.length === 0) return;
  await db.query(
    `update notice n set state = 'suppressed', outcome = 'clock_ended', settled_at = m.at
     from jsonb_to_recordset($1::jsonb) as m (id uuid, dispatch_id uuid, fence int, at timestamptz)
     join dispatch d on d.id = m.dispatch_id and d.fence = m.fence
     where n.id = m.id and n.dispatch_id = d.id`,
    [JSON.stringify(moot)],
  );
}

async function endLapsedLeases(db: Queryable, at: number): Promise<LapsedLeases> {
  const { rows } = await db.query<HeldRecord>(
    'select id, state, attempts, fence, lapses from dispatch where lease_until < now()',
  );
  const recorded = { at, outcome: 'worker_lost' };
  const event = { type: 'LAPSE' } as const;
  const lapses = rows.map((row) => Object.assign(heldOf(row), { event, recorded }));
  const states = [...(await moveAll(db, lapses)).values()].map(({ held }) => held.state);
  return {
    replanned: states.filter((state) => state === 'planned').length,
    unknown: states.filter((state) => state === 'unknown').length,
    failed: states.filter((state) => state === 'failed').length,
  };
}

async function counts(db: Queryable): Promise<Record<NoticeState, number>> {
  const { rows } = await db.query<{ state: NoticeState; count: number }>(
    'select state, count(*)::int as count from notice group by state',
  );
  const none = {
    planned: 0,
    claimed: 0,
    handingOver: 0,
    sent: 0,
    failed: 0,
    unknown: 0,
    suppressed: 0,
  };
  return { ...none, ...Object.fromEntries(rows.map(({ state, count }) => [state, count])) };
}

/** Waiting for its turn is not pending: the turn may be tomorrow. */
async function pending(db: Queryable, now: number): Promise<number> {
  const { rows } = await db.query<{ count: number }>(
    `select count(*)::int as count from notice
     where state in ('claimed', 'handingOver')
       or (state = 'planned' and (dispatch_id is not null or gather_at <= $1::timestamptz))`,
    [instant(now)],
  );
  return rows[0]?.count ?? 0;
}
