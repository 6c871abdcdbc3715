/** What a run with wrong clocks has come to, by the ledger, the mail server and the workers. */
import { msOf } from '../../src/store/sql-time.ts';
import { dueKey, type DueTimes } from './due-soon.ts';
import { twice } from './mail-sink.ts';
import { report } from './report.ts';
import type { ShiftedRun } from './shifted-run.ts';

/** The lists are of notice and finding ids. */
export interface Aftermath {
  readonly sent: number;
  readonly notSent: readonly string[];
  /** Taken up before they were due, or come more than `earlyMsMax` before it. */
  readonly early: readonly string[];
  readonly seenTwice: readonly string[];
  readonly handedOverAgain: readonly string[];
  /** Events of clocks. */
  readonly firings: number;
  /** Findings with more than one of them. */
  readonly firedAgain: readonly string[];
  readonly exits: readonly (number | null)[];
  readonly nodeWarnings: readonly string[];
  readonly verified: boolean;
}

export interface TimedAftermath extends Aftermath {
  /** How much later than due each mail came, ms by the database's clock. */
  readonly lateMs: readonly number[];
}

interface NoticeRecord {
  /** Of the dispatch that carries it alone. */
  readonly id: string;
  readonly notice_id: string;
  readonly finding_id: string;
  readonly clock_no: number | null;
  readonly state: string;
  readonly attempts: number;
  /** When it was put into a message, and a queue told of it, by the database's clock: the earlier of the two. */
  readonly taken_up_at: Date;
}

/** Stops the workers first. */
export async function aftermathOf(
  run: ShiftedRun,
  due: DueTimes,
  earlyMsMax: number,
): Promise<TimedAftermath> {
  const { rectiflow, smtp, arrivedAt } = run;
  const exits = await run.stopWorkers();
  const { rows } = await rectiflow.database.store.query<NoticeRecord>(
    `select coalesce(d.id, n.id) as id, n.id as notice_id, n.finding_id, n.clock_no, n.state,
       coalesce(d.attempts, 0) as attempts, least(d.ready_at, d.hinted_at) as taken_up_at
     from notice n left join dispatch d on d.id = n.dispatch_id`,
  );
  const { rows: firings } = await rectiflow.database.store.query<{ id: string; times: number }>(
    `select subject_id as id, count(*)::int as times from event
     where event ->> 'type' = 'CLOCK_DUE' group by subject_id`,
  );
  const { ok } = await rectiflow.verify();
  const timed = rows.flatMap((row) => {
    const dueAt = due.get(dueKey({ ...row, id: row.notice_id }));
    if (dueAt === undefined) return [];
    const lateMs = (arrivedAt.get(row.id) ?? NaN) - dueAt;
    return [{ id: row.id, lateMs, early: lateMs < -earlyMsMax || msOf(row.taken_up_at) < dueAt }];
  });
  return {
    sent: rows.filter(({ state }) => state === 'sent').length,
    notSent: ids(rows.filter(({ state }) => state !== 'sent')),
    early: ids(timed.filter(({ early }) => early)),
    seenTwice: twice(smtp.seen),
    // One that was put off before anything was said, on a machine too busy to answer, is none of them.
    handedOverAgain: ids(
      rows.filter(({ id, attempts }) => attempts !== 1 && timesSeen(smtp.seen, id) !== 1),
    ),
    firings: firings.reduce((sum, { times }) => sum + times, 0),
    firedAgain: ids(firings.filter(({ times }) => times !== 1)),
    exits,
    nodeWarnings: run.nodeWarnings(),
    verified: ok,
    lateMs: timed.map(({ lateMs }) => lateMs),
  };
}

/** Prints the figures, with `more` of the test's own; gives back all but the times. */
export function reported(
  what: string,
  { lateMs, ...aftermath }: TimedAftermath,
  more: Readonly<Record<string, number>>,
): Aftermath {
  const { sent, early, seenTwice, handedOverAgain, firedAgain } = aftermath;
  report(what, {
    sent,
    early: early.length,
    doubled: seenTwice.length + handedOverAgain.length + firedAgain.length,
    soonestMs: Math.round(Math.min(...lateMs)),
    latestMs: Math.round(Math.max(...lateMs)),
    ...more,
  });
  return aftermath;
}

function timesSeen(seen: readonly string[], id: string): number {
  return seen.filter((each) => each === id).length;
}

function ids(those: readonly { readonly id: string }[]): string[] {
  return those.map(({ id }) => id);
}
