/** All that stands between a command and the mails it owes: a ledger served over HTTP, a worker process, a mail server. */
import type { Rectiflow } from '../../src/index.ts';
import { openRedisCheck } from '../../workers/redis-check.ts';
import { eventually } from './eventually.ts';
import { post, type Answer } from './http-client.ts';
import { startMailSink, twice, type MailSink } from './mail-sink.ts';
import { allSettled, noticeRows, rectiflowOwing, workerSettings } from './owed-notices.ts';
import { serveHttp } from './served.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

export interface RemindingOptions {
  readonly databaseUrl: string;
  /** How the worker reaches the database, where it is another way. */
  readonly workerDatabaseUrl?: string;
  /** Without it the queue is on the database. */
  readonly redisUrl?: string;
  /** Of the worker, over those of `shippedTimes`. */
  readonly settings?: Readonly<Record<string, string>>;
}

export interface Reminding extends AsyncDisposable {
  readonly rectiflow: Rectiflow;
  /** Of the HTTP handler. */
  readonly url: string;
  readonly smtp: MailSink;
  readonly worker: WorkerProcess;
  /** When each dispatch's first mail had come in whole, epoch ms. */
  readonly arrivedAt: ReadonlyMap<string, number>;
  /** Opens a finding and claims it, both over HTTP; two people are to be told. */
  command(): Promise<readonly Answer[]>;
  /** Opens so many findings at once, past HTTP; two people are to be told of each. */
  owe(findings: number): Promise<void>;
  /** Acts once that many mails have come in whole; that one and all later ones are answered after it. */
  whenMailsCame(count: number, act: () => Promise<unknown>): Promise<void>;
  /** Resolves when nothing is owed to anybody any more. */
  settled(timeoutMs: number): Promise<void>;
  outcome(): Promise<Outcome>;
}

/** What became of all notices. */
export interface Outcome {
  readonly sent: number;
  readonly otherwise: number;
  readonly seenTwice: number;
  readonly lost: number;
}

/** How often a worker looks and tells again where nobody has set anything: the figures are held to that. */
const shippedTimes = {
  RECTIFLOW_QUEUE_TICK_SECONDS: '5',
  RECTIFLOW_QUEUE_REHINT_SECONDS: '30',
  RECTIFLOW_QUEUE_LOCK_SECONDS: '30',
} as const;

const schema = 'rectiflow';
const limits = { concurrency: 5, leaseSeconds: 60, stopSeconds: 3 } as const;
const owner = { kind: 'person', id: 'owner', unit: null } as const;

export async function startReminding(options: RemindingOptions): Promise<Reminding> {
  const { databaseUrl, workerDatabaseUrl = databaseUrl, redisUrl } = options;
  const [rectiflow, smtp] = await Promise.all([
    rectiflowOwing(0, { databaseUrl, schema }),
    startMailSink(),
  ]);
  const mails = watchMails(smtp);
  const redis = redisUrl === undefined ? null : await openRedisCheck(redisUrl, schema);
  const served = await serveHttp(rectiflow, { queueCheck: redis?.takesWrites });
  const places = { databaseUrl: workerDatabaseUrl, schema, redisUrl, smtpUrl: smtp.url };
  const worker = await startWorkerProcess({
    ...workerSettings({ ...places, ...limits }),
    ...shippedTimes,
    ...options.settings,
  });
  await ready(worker);
  let opened = 0;
  const nextFinding = () => {
    const slots = { actionOwner: 'owner', leadOfficial: 'lead' };
    return { round: 'XC-2025', title: `Owed ${(opened += 1)}`, slots };
  };
  return {
    rectiflow,
    url: served.url,
    smtp,
    worker,
    ...mails,
    async command() {
      const open = await post(`${served.url}/findings`, { ...nextFinding(), by: owner });
      const claim = { event: { type: 'CLAIM' }, by: owner };
      const path = `/findings/${String(open.body['id'])}/events`;
      return [open, await post(`${served.url}${path}`, claim)];
    },
    async owe(findings) {
      const chunk = Array.from({ length: findings }, nextFinding);
      await rectiflow.engine.openAll(chunk, { kind: 'import', document: 'test' });
    },
    settled: (timeoutMs) =>
      eventually(() => allSettled(rectiflow), { timeoutMs }).then(() => undefined),
    outcome: () => outcomeOf(rectiflow, smtp),
    async [Symbol.asyncDispose]() {
      await worker.kill('SIGKILL');
      await served[Symbol.asyncDispose]();
      redis?.close();
      await Promise.all([smtp.close(), rectiflow.close()]);
    },
  };
}

async function ready({ said, exited }: WorkerProcess): Promise<void> {
  const isReady = () => said.includes('rectiflow worker: ready');
  const ended = exited.then((code) => {
    throw new Error(`The worker ended with ${code}: ${said.slice(-10).join('\n')}`);
  });
  await Promise.race([eventually(isReady, { timeoutMs: 60_000 }), ended]);
}

function watchMails(smtp: MailSink): Pick<Reminding, 'arrivedAt' | 'whenMailsCame'> {
  const arrivedAt = new Map<string, number>();
  let waiting: { count: number; act: () => Promise<void> } | undefined;
  let acting: Promise<void> | undefined;
  smtp.onMail(async (id) => {
    arrivedAt.set(id, arrivedAt.get(id) ?? Date.now());
    if (waiting !== undefined && smtp.seen.length >= waiting.count) {
      acting = waiting.act();
      waiting = undefined;
    }
    await acting;
  });
  return {
    arrivedAt,
    whenMailsCame: (count, act) =>
      new Promise((resolve, reject) => {
        waiting = { count, act: () => act().then(() => resolve(), reject) };
      }),
  };
}

async function outcomeOf(rectiflow: Rectiflow, smtp: MailSink): Promise<Outcome> {
  const rows = await noticeRows(rectiflow);
  const came = new Set(smtp.seen);
  const sent = rows.filter(({ state }) => state === 'sent');
  return {
    sent: sent.length,
    otherwise: rows.length - sent.length,
    seenTwice: twice(smtp.seen).length,
    lost: rows.filter(({ id }) => !came.has(id)).length,
  };
}
