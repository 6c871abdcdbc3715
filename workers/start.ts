/** Starts the workers of one process: those who answer ticks, tell the queue, and deliver. */
import { assertClockAgrees, type Channel, type QueueConfig, type Rectiflow } from '../src/index.ts';
import { doWhatIsDue, earliest } from './due-work.ts';
import { deliver, type Delivery, type DeliveryPorts } from './deliver.ts';
import type { WorkerLog } from './log.ts';
import { places } from './places.ts';
import { openQueues, type QueuesOptions } from './queues.ts';
import { relay } from './relay.ts';
import { within } from './within.ts';

export type Channels = Readonly<Record<string, Channel>>;

export interface WorkersOptions {
  readonly rectiflow: Rectiflow;
  /** By the names people's entries call them. What goes by another stays owed, and is not claimed. */
  readonly channels: Channels;
  readonly queuesOn: QueuesOptions['on'];
  readonly config: QueueConfig;
  readonly fromAddress: string;
  /** Makes the links by which messages are acknowledged; without it they carry none. */
  readonly linkAt?: DeliveryPorts['linkAt'];
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

/** How long a stop waits for a database that does not answer. */
const writeMs = 1_000;

export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { rectiflow, config, log, channels } = options;
  const names = Object.keys(channels);
  const { database, engine, dispatches } = rectiflow;
  await assertClockAgrees(database);
  const onError = (error: Error) => {
    const code = 'code' in error ? String(error.code) : undefined;
    log.error({ err: error.name, code }, 'queue connection trouble');
  };
  const { schema } = database;
  /** The queue may have lost what it was told. */
  let tellAnew = false;
  let lookNow: (() => void) | null = null;
  const onBack = () => {
    tellAnew = true;
    lookNow?.();
  };
  const queues = await openQueues({ on: options.queuesOn, schema, config, onError, onBack });

  /** What waits becomes messages, and the queue hears of them. When the next turn comes, or null. */
  const tellOwed = single(async () => {
    if (tellAnew) await dispatches.forgetHints();
    tellAnew = false;
    const nextTurnAt = await rectiflow.outbox.gather(names);
    await relay({ dispatches, queues, rehintMs: config.rehintSeconds * 1_000, channels: names });
    return nextTurnAt;
  });
  const answerTick = async () => {
    const dueAt = await doWhatIsDue(rectiflow, log);
    const nextAt = earliest(dueAt, await tellOwed());
    if (options.wakeAtDue !== false && nextAt !== null) await callAt(nextAt);
  };
  /** At most one delayed call, and never further ahead than the next tick would be anyway. */
  const callAt = async (dueAt: number) => {
    const delayMs = dueAt - (await engine.now());
    if (delayMs <= 0 || delayMs > config.tickSeconds * 1_000) return;
    await queues.hint('clock', [{ id: `due-${dueAt}`, data: {}, delayMs }]);
  };
  await queues.work('clock', answerTick, 1);
  const deliveries = createDeliveries(options);
  // While some are handed over, as many others are fetched and put into words.
  await queues.work('dispatch', deliveries.answer, 2 * config.concurrency);
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
  const wake = () => call(`wake-${process.pid}-${(calls += 1)}`);
  lookNow = wake;
  call(`start-${process.pid}`);
  return {
    wake,
    async close() {
      clearInterval(timer);
      // Hand-overs under way come to their end; what waits for its turn is put back.
      const closing = Object.values(channels).map((channel) => channel.close());
      await queues.close();
      await Promise.all(closing);
      // What outlasted the queue's patience is still written down, if the database takes it.
      await within(writeMs, deliveries.settled());
    },
  };
}

/** Answers the calls for dispatches, and knows which are being answered. */
function createDeliveries(options: WorkersOptions) {
  const ports = deliveryPorts(options);
  const underWay = new Set<Promise<void>>();
  const deliverOne = async (dispatchId: string) => {
    say(options.log, dispatchId, await deliver(ports, dispatchId));
  };
  return {
    answer: ({ dispatchId = '' }: Readonly<Record<string, string>>): Promise<void> => {
      const delivery = deliverOne(dispatchId).finally(() => underWay.delete(delivery));
      underWay.add(delivery);
      return delivery;
    },
    settled: () => Promise.allSettled(underWay),
  };
}

function deliveryPorts(options: WorkersOptions): DeliveryPorts {
  const { rectiflow, channels, config, fromAddress } = options;
  const byName = new Map(Object.entries(channels));
  return {
    dispatches: rectiflow.dispatches,
    channelOf: (name) => byName.get(name) ?? null,
    // Whoever asks for the time while somebody is told it gets the next answer, with the others.
    now: single(() => rectiflow.engine.now()),
    zone: rectiflow.calendar.zone,
    texts: single(() => rectiflow.wordings.texts()),
    leaseMs: config.leaseSeconds * 1_000,
    ...(options.linkAt !== undefined && { linkAt: options.linkAt }),
    inTurn: places(config.concurrency),
    fromAddress,
  };
}

/** Runs one at a time; whoever asks meanwhile gets one more run after it. */
function single<T>(work: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | null = null;
  let next: Promise<T> | null = null;
  const start = (): Promise<T> => {
    running = work().finally(() => {
      running = null;
    });
    return running;
  };
  return () => {
    if (running === null) return start();
    next ??= running.then(nothing, nothing).then(() => {
      next = null;
      return start();
    });
    return next;
  };
}

function nothing(): void {
  // Whoever asked for that run has heard how it ended.
}

function say(log: WorkerLog, dispatchId: string, delivery: Delivery): void {
  const quiet = delivery === 'sent' || delivery === 'moot' || delivery === 'notToBeHad';
  if (quiet) log.info({ dispatchId, delivery }, 'dispatch');
  else log.warn({ dispatchId, delivery }, 'dispatch not sent');
}
