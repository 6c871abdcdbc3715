/** A ledger that owes notices, a mail server, and workers on either queue whose clocks a test sets wrong. */
import type { Rectiflow } from '../../src/index.ts';
import { databaseAhead } from './due-soon.ts';
import { startMailSink, type MailSink } from './mail-sink.ts';
import { rectiflowOwing, workerSettings } from './owed-notices.ts';
import { freshServerDatabase } from './services.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

export interface ShiftedRunOptions {
  readonly name: string;
  /** Without it the queue is on PostgreSQL. */
  readonly redisUrl: string | undefined;
  readonly notices: number;
  /** So many mails the server answers only when the test says so. */
  readonly mailsKeptWaiting?: number;
}

export interface ShiftedRun extends AsyncDisposable {
  readonly rectiflow: Rectiflow;
  readonly smtp: MailSink;
  readonly mailsKeptWaiting: number;
  /** When each notice's first mail had come in whole, epoch ms by the database's clock. */
  readonly arrivedAt: ReadonlyMap<string, number>;
  answerMails(): void;
  startWorker(settings: Readonly<Record<string, string>>): Promise<WorkerProcess>;
  /** Resolves with what the work gives; fails as soon as a worker ends meanwhile. */
  whileWorking<T>(work: Promise<T>): Promise<T>;
  /** Asks those that still run to stop; their exit codes. */
  stopWorkers(): Promise<readonly (number | null)[]>;
  /** What Node itself had to complain of in any of them. */
  nodeWarnings(): readonly string[];
}

/** Notices one worker has in hand at most. */
export const concurrency = 5;
const limits = { concurrency, leaseSeconds: 90, stopSeconds: 10 } as const;

export async function startShiftedRun(options: ShiftedRunOptions): Promise<ShiftedRun> {
  const { name, redisUrl, notices, mailsKeptWaiting = 0 } = options;
  const databaseUrl = await freshServerDatabase(name);
  // The queue's keys begin with the schema: one of its own, as others use this Redis too.
  const schema = new URL(databaseUrl).pathname.slice(1).slice(-20);
  const [rectiflow, smtp] = await Promise.all([
    rectiflowOwing(notices, { databaseUrl, schema }),
    startMailSink(),
  ]);
  const wiring = {
    ...workerSettings({ databaseUrl, schema, redisUrl, smtpUrl: smtp.url, ...limits }),
    // What a wrong clock does to the queue's locks shows within seconds.
    RECTIFLOW_QUEUE_LOCK_SECONDS: '1',
  };
  const mails = watchMails(smtp, mailsKeptWaiting, await databaseAhead(rectiflow));
  const started: WorkerProcess[] = [];
  const running = new Set<WorkerProcess>();
  return {
    rectiflow,
    smtp,
    mailsKeptWaiting,
    ...mails,
    async startWorker(settings) {
      const worker = await startWorkerProcess({ ...wiring, ...settings });
      started.push(worker);
      running.add(worker);
      void worker.exited.then(() => running.delete(worker));
      return worker;
    },
    whileWorking: (work) => Promise.race([work, ...[...running].map(endedByItself)]),
    stopWorkers: () => Promise.all([...running].map((worker) => worker.kill('SIGTERM'))),
    nodeWarnings: () => started.flatMap(({ said }) => said.filter(isNodes)),
    async [Symbol.asyncDispose]() {
      await Promise.all(started.map((worker) => worker.kill('SIGKILL')));
      await Promise.all([smtp.close(), rectiflow.close()]);
    },
  };
}

function watchMails(
  smtp: MailSink,
  keptWaiting: number,
  databaseAheadMs: number,
): Pick<ShiftedRun, 'arrivedAt' | 'answerMails'> {
  const arrivedAt = new Map<string, number>();
  let letGo: (() => void) | undefined;
  const mayGo = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  smtp.onMail((noticeId) => {
    const waits = smtp.seen.length <= keptWaiting;
    if (!arrivedAt.has(noticeId)) arrivedAt.set(noticeId, Date.now() + databaseAheadMs);
    return waits ? mayGo : undefined;
  });
  return { arrivedAt, answerMails: () => letGo?.() };
}

/** True when the worker has said that it works. */
export function isReady({ said }: WorkerProcess): boolean {
  return said.includes('rectiflow worker: ready');
}

/** Node begins its warnings with its name and process id. */
function isNodes(line: string): boolean {
  return line.startsWith('(node:');
}

async function endedByItself({ exited, said }: WorkerProcess): Promise<never> {
  const code = await exited;
  throw new Error(`The worker ended by itself with ${code}: ${said.slice(-10).join('\n')}`);
}
