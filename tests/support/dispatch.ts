/** One dispatch to break: a ledger that owes notices, a mail server, a Redis for the queue alone, a worker process. */
import type { Rectiflow } from '../../src/index.ts';
import { eventually } from './eventually.ts';
import { startMailSink, type MailSink } from './mail-sink.ts';
import { allSettled, rectiflowOwing, workerSettings } from './owed-notices.ts';
import { startRedis, type RedisServer } from './redis.ts';
import { freshServerDatabase } from './services.ts';
import { startWorkerProcess, type WorkerProcess } from './worker-process.ts';

export interface DispatchOptions {
  readonly notices: number;
  readonly concurrency: number;
  readonly leaseSeconds: number;
  readonly stopSeconds: number;
  /** How long the tests wait for something that a busy machine may take its time over. */
  readonly patienceMs: number;
}

export interface Dispatch extends AsyncDisposable {
  readonly rectiflow: Rectiflow;
  readonly smtp: MailSink;
  readonly redis: RedisServer;
  readonly schema: string;
  /** Starts a worker process on it. */
  startWorker(): Promise<WorkerProcess>;
  /** Acts once that many mails have come in whole; that one and all later ones are answered after it. */
  whenMailsCame(count: number, act: () => Promise<unknown>): Promise<void>;
  /** Resolves when nothing is owed to anybody any more. */
  over(): Promise<void>;
}

export async function startDispatch(name: string, options: DispatchOptions): Promise<Dispatch> {
  const { notices, patienceMs, ...limits } = options;
  const schema = 'rectiflow';
  const databaseUrl = await freshServerDatabase(name);
  const [rectiflow, smtp, redis] = await Promise.all([
    rectiflowOwing(notices, { databaseUrl, schema }),
    startMailSink(),
    startRedis(),
  ]);
  const places = { databaseUrl, schema, redisUrl: redis.url, smtpUrl: smtp.url };
  const workers: WorkerProcess[] = [];
  return {
    rectiflow,
    smtp,
    redis,
    schema,
    async startWorker() {
      const settings = workerSettings({ ...places, ...limits });
      const worker = await startWorkerProcess(settings);
      workers.push(worker);
      return worker;
    },
    whenMailsCame: (count, act) =>
      new Promise((resolve, reject) => {
        let acting: Promise<unknown> | undefined;
        smtp.onMail(async () => {
          if (smtp.seen.length < count) return;
          acting ??= act().then(() => resolve(), reject);
          await acting;
        });
      }),
    over: () =>
      eventually(() => allSettled(rectiflow), { timeoutMs: patienceMs }).then(() => undefined),
    async [Symbol.asyncDispose]() {
      await Promise.all(workers.map((worker) => worker.kill('SIGKILL')));
      await Promise.all([smtp.close(), rectiflow.close(), redis.stop()]);
    },
  };
}
