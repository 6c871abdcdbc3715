/** Starts the workers of one process: the clock worker, the relay and the notice worker. */
import { assertClockAgrees, type Channel, type QueueConfig, type Rectiflow } from '../src/index.ts';
import { deliver, type Delivery, type DeliveryPorts } from './notice-worker.ts';
import { openQueues, type QueuesOptions } from './queues.ts';
import { relay } from './relay.ts';

/** What a worker has to say. Ids only: never an address, a text, or a server's words. */
export interface WorkerLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface WorkersOptions {
  readonly rectiflow: Rectiflow;
  /** Null where no way of sending is set up: notices stay owed, and nothing is claimed. */
  readonly channel: Channel | null;
  readonly queuesOn: QueuesOptions['on'];
  readonly config: QueueConfig;
  readonly fromAddress: string;
  readonly log: WorkerLog;
  /** False on a virtual clock, where the queue's own clock says nothing about when a rung is due. */
  readonly wakeAtDue?: boolean;
}

export interface Workers {
  /** Looks for due clocks and owed notices now, instead of at the next tick. */
  wake(): void;
  /** Stops taking work and waits for what is under way, in bounded time. */
  close(): Promise<void>;
}

export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { rectiflow, config, log, channel } = options;
  const { database, engine, duties, notices } = rectiflow;
  await assertClockAgrees(database);
  const onError = (error: Error) => {
    const code = 'code' in error ? String(error.code) : undefined;
    log.error({ err: error.name, code }, 'queue connection trouble');
  };
  const { schema } = database;
  const queues = await openQueues({ on: options.queuesOn, schema, config, onError });

  const tellOwed = single(async () => {
    if (channel === null) return;
    await relay({ notices, queues, rehintMs: config.rehintSeconds * 1_000 });
  });
  const fireClocks = async () => {
    const { fired, failed, nextDueAt } = await engine.fireDue();
    for (const { findingId, clockNo, why } of failed) {
      log.error({ findingId, clockNo, why }, 'a clock could not be fired');
    }
    const due = await duties.raiseDue();
    for (const { dutyId, why } of due.failed) {
      log.error({ dutyId, why }, 'a duty could not raise its tasks');
    }
    const lapsed = await notices.endLapsedLeases(await engine.now());
    if (lapsed.unknown > 0) log.warn(lapsed, 'hand-overs whose worker was lost are now unknown');
    if (fired > 0) log.info({ fired }, 'clocks fired');
    if (due.raised > 0) log.info({ raised: due.raised }, 'duties raised');
    await tellOwed();
    const next = Math.min(nextDueAt ?? Infinity, due.nextDueAt ?? Infinity);
    if (options.wakeAtDue !== false && next !== Infinity) await callAt(next);
  };
  /** At most one delayed call, and never further ahead than the next tick would be anyway. */
  const callAt = async (dueAt: number) => {
    const delayMs = dueAt - (await engine.now());
    if (delayMs <= 0 || delayMs > config.tickSeconds * 1_000) return;
    await queues.hint('clock', [{ id: `due-${dueAt}`, data: {}, delayMs }]);
  };
  await queues.work('clock', fireClocks, 1);
  const deliveries = channel === null ? null : createDeliveries(options, channel);
  if (deliveries !== null) await queues.work('notice', deliveries.answer, config.concurrency);
  const tickMs = config.tickSeconds * 1_000;
  let calls = 0;
  const call = (id: string) => {
    const called = queues.hint('clock', [{ id, data: {} }]).then(tellOwed);
    called.catch((error: unknown) =>
      onError(error instanceof Error ? error : new Error('unknown')),
    );
  };
  // Processes whose ticks fall into the same slot make one call between them.
  const timer = setInterval(() => call(`tick-${Math.floor(Date.now() / tickMs)}`), tickMs);
  call(`start-${process.pid}`);
  return {
    wake: () => call(`wake-${process.pid}-${(calls += 1)}`),
    async close() {
      clearInterval(timer);
      await queues.close();
      // A hand-over that outlasts the queue's patience ends all the same, and is written down.
      await channel?.close();
      await deliveries?.settled();
    },
  };
}

/** Answers the calls for notices, and knows which are being answered. */
function createDeliveries(options: WorkersOptions, channel: Channel) {
  const ports = deliveryPorts(options, channel);
  const underWay = new Set<Promise<void>>();
  const deliverOne = async (noticeId: string) => {
    say(options.log, noticeId, await deliver(ports, noticeId));
  };
  return {
    answer: ({ noticeId = '' }: Readonly<Record<string, string>>): Promise<void> => {
      const delivery = deliverOne(noticeId).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
      return delivery;
    },
    settled: () => Promise.allSettled(underWay),
  };
}

function deliveryPorts(options: WorkersOptions, channel: Channel): DeliveryPorts {
  const { rectiflow, config, fromAddress } = options;
  return {
    notices: rectiflow.notices,
    channel,
    now: () => rectiflow.engine.now(),
    zone: rectiflow.calendar.zone,
    leaseMs: config.leaseSeconds * 1_000,
    fromAddress,
  };
}

/** Runs one at a time; whoever asks meanwhile gets one more run after it. */
function single(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  const start = (): Promise<void> => {
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (running === null) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = null;
        return start();
      });
    return next;
  };
}

function say(log: WorkerLog, noticeId: string, delivery: Delivery): void {
  const quiet = delivery === 'sent' || delivery === 'moot' || delivery === 'notToBeHad';
  if (quiet) log.info({ noticeId, delivery }, 'notice');
  else log.warn({ noticeId, delivery }, 'notice not sent');
}
