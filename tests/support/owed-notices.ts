/** A ledger on a server that owes notices, and the settings of a worker that is to send them. */
import { openRectiflow, type Rectiflow } from '../../src/index.ts';
import type { NoticeState } from '../../machines/notice.ts';

/** An opened finding owes word to two people: who acts on it, and who leads. */
const noticesPerFinding = 2;
const findingsAtATime = 250;

/** One notice, under the id of the dispatch that carries it alone. */
export interface NoticeRow {
  readonly id: string;
  readonly state: NoticeState;
  /** Hand-overs begun. */
  readonly attempts: number;
  readonly outcome: string | null;
}

/** Opens a rectiflow on a fresh server database and as many findings as owe that many notices. */
export async function rectiflowOwing(
  notices: number,
  options: { databaseUrl: string; schema: string },
): Promise<Rectiflow> {
  const rectiflow = await openRectiflow({ ...options, migrations: 'apply' });
  await rectiflow.directory.put({
    people: ['owner', 'lead'].map((id) => ({
      id,
      name: `Person ${id}`,
      email: `${id}@school.example`,
      unit: null,
    })),
  });
  await oweNotices(rectiflow, notices);
  return rectiflow;
}

async function oweNotices({ engine }: Rectiflow, notices: number): Promise<void> {
  const findings = Array.from({ length: notices / noticesPerFinding }, (_, index) => ({
    round: 'XC-2024',
    title: `Finding ${index + 1}`,
    slots: { actionOwner: 'owner', leadOfficial: 'lead' },
  }));
  for (let from = 0; from < findings.length; from += findingsAtATime) {
    const chunk = findings.slice(from, from + findingsAtATime);
    await engine.openAll(chunk, { kind: 'import', document: 'test' });
  }
}

export async function noticeRows({ database }: Rectiflow): Promise<readonly NoticeRow[]> {
  const { rows } = await database.store.query<NoticeRow>(
    `select coalesce(d.id, n.id) as id, n.state, coalesce(d.attempts, 0) as attempts, n.outcome
     from notice n left join dispatch d on d.id = n.dispatch_id order by n.id`,
  );
  return rows;
}

/** True when nobody has anything left to do for any notice. */
export async function allSettled({ dispatches }: Rectiflow): Promise<boolean> {
  const { planned, claimed, handingOver } = await dispatches.counts();
  return planned + claimed + handingOver === 0;
}

export interface WorkerWiring {
  readonly databaseUrl: string;
  readonly schema: string;
  /** Without it the queue is on the database. */
  readonly redisUrl?: string | undefined;
  readonly smtpUrl: string;
  readonly concurrency: number;
  /** Longer than a living worker on a busy machine needs for a hand-over. */
  readonly leaseSeconds: number;
  readonly stopSeconds: number;
}

/** Every notice is a message of its own, as soon as it is owed. */
const everythingAlone = {
  RECTIFLOW_SENDING_WINDOW: 'always',
  RECTIFLOW_SENDING_DIGEST_AT: 'never',
  RECTIFLOW_SENDING_SPREAD_MINUTES: '0',
  RECTIFLOW_SENDING_PER_DAY: 'unlimited',
  RECTIFLOW_SENDING_PER_WEEK: 'unlimited',
} as const;

/** Settings with which what the queue lost, or a dead worker held, comes back within seconds. */
export function workerSettings(wiring: WorkerWiring): Record<string, string> {
  const { databaseUrl, schema, redisUrl, smtpUrl, concurrency, leaseSeconds, stopSeconds } = wiring;
  return {
    DATABASE_URL: databaseUrl,
    RECTIFLOW_SCHEMA: schema,
    SMTP_URL: smtpUrl,
    RECTIFLOW_LOG_LEVEL: 'warn',
    ...everythingAlone,
    RECTIFLOW_QUEUE_CONCURRENCY: String(concurrency),
    RECTIFLOW_QUEUE_LEASE_SECONDS: String(leaseSeconds),
    RECTIFLOW_QUEUE_TICK_SECONDS: '1',
    RECTIFLOW_QUEUE_REHINT_SECONDS: '2',
    RECTIFLOW_QUEUE_LOCK_SECONDS: '2',
    RECTIFLOW_QUEUE_STOP_SECONDS: String(stopSeconds),
    ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }),
  };
}
