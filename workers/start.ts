/** Starts the workers of one process: those who answer ticks, tell the queue, and deliver. */
import { assertClockAgrees, type Channel, type QueueConfig, type Rectiflow } from '../src/index.ts';
import { doWhatIsDue, earliest } from './due-work.ts';
import type { DeliveryPorts } from './deliver.ts';
import { createDeliveries, type Deliveries } from './deliveries.ts';
import { wordsOf, type WorkerLog } from './log.ts';
import { places } from './places.ts';
import { openQueues, type Queues, type QueuesOptions } from './queues.ts';
import { relay, type RelayPorts } from './relay.ts';
import { single } from './single.ts';
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

/** What a call costs a queue no longer counts beside so many mails. */
const perCallMax = 20;

/** Where no delivery comes to an end for so long, what else was called for is left to others. */
const stuckMs = 2_000;

/** The next call is at hand when the last dispatch of the one before has been taken up. */
const callsAtOnce = 2;

export async function startWorkers(options: WorkersOptions): Promise<Workers> {
  const { rectiflow, config, log } = options;
  const { database, engine, dispatches } = rectiflow;
  await assertClockAgrees(database);
  const onError = (error: Error) => log.error(wordsOf(error), 'queue connection trouble');
  const { schema } = database;
  /** The queue may have lost what it was told. */
  let tellAnew = false;
  let lookNow: (() => void) | null = null;
  const onBack = () => {
    tellAnew = true;
    lookNow?.();
  };
  const queues = await openQueues({ on: options.queuesOn, schema, config, onError, onBack });

  const relaying = relayPorts(options, queues);
  /** What waits becomes messages, and the queue hears of them. When the next turn comes, or null. */
  const tellOwed = single(async () => {
    if (tellAnew) await dispatches.forgetHints();
    tellAnew = false;
    const nextTurnAt = await rectiflow.outbox.gather(relaying.channels);
    await relay(relaying);
    return nextTurnAt;
  });
  const answerTick = async () => {
    const dueAt = await doWhatIsDue(rectiflow, log, () => {
      // Asked again below, where it is waited for.
      tellOwed().catch(() => undefined);
    });
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
  const { concurrency } = config;
  const deliveries = createDeliveries(deliveryPorts(options), { concurrency, stuckMs, log });
  await queues.work('dispatch', (call) => deliveries.answer(call), callsAtOnce);
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
      await stop(options, queues, deliveries);
    },
  };
}

async function stop(
  { channels, config }: WorkersOptions,
  queues: Queues,
  deliveries: Deliveries,
): Promise<void> {
  // Hand-overs under way come to their end; what waits for its turn is put back.
  const closing = Object.values(channels).map((channel) => channel.close());
  await Promise.all([queues.close(), within(config.stopSeconds * 1_000, deliveries.settled())]);
  await Promise.all(closing);
  // What outlasted that patience is still written down, if the database takes it.
  await within(writeMs, deliveries.settled());
}

function relayPorts({ rectiflow, channels, config }: WorkersOptions, queues: Queues): RelayPorts {
  return {
    dispatches: rectiflow.dispatches,
    queues,
    rehintMs: config.rehintSeconds * 1_000,
    channels: Object.keys(channels),
    perCall: Math.min(config.concurrency, perCallMax),
  };
}

function deliveryPorts(options: WorkersOptions): DeliveryPorts {
  const { rectiflow, channels, config, fromAddress } = options;
  const byName = new Map(Object.entries(channels));
  return {
    dispatches: rectiflow.dispatches,
    channelOf: (name) => byName.get(name) ?? null,
    now: () => rectiflow.messageTime(),
    zone: rectiflow.calendar.zone,
    texts: (changes) => rectiflow.wordings.texts(changes),
    leaseMs: config.leaseSeconds * 1_000,
    ...(options.linkAt !== undefined && { linkAt: options.linkAt }),
    inTurn: places(config.concurrency),
    fromAddress,
  };
}
