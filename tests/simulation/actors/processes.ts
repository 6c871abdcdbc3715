/** Workers and servers: started, killed, started anew. What a worker does is what workers/start.ts has it do. */
import { createEngine } from '../../../src/engine/engine.ts';
import type { LiveCalendar } from '../../../src/engine/calendar-port.ts';
import { mannerOf } from '../../../src/channels/manners.ts';
import { sendingRulesSchema } from '../../../src/engine/notices/sending-rules.ts';
import { gather } from '../../../src/engine/notices/gather.ts';
import { createDeliveries } from '../../../workers/deliveries.ts';
import type { WorkerLog } from '../../../workers/log.ts';
import { relay } from '../../../workers/relay.ts';
import type { Process } from '../time/scheduler.ts';
import {
  channelOf,
  enginePorts,
  followingCalendar,
  settings,
  storesOf,
  troubleIn,
  type World,
} from '../world.ts';

const minuteMs = 60_000;
const sending = sendingRulesSchema.parse({});

export function newProcess(name: string, skewMs: number, mortal = true): Process {
  return { name, skewMs, mortal, alive: true, stoppedUntil: 0 };
}

/** Starts one where none of that name is, as soon as workers may be started. */
export function startWorker(world: World, name: string): void {
  const { workers, scheduler, random, diary } = world;
  if ([...workers].some((worker) => worker.name === name)) return;
  if (world.workersDownUntil > scheduler.now) {
    diary.put(`start ${name}`, world.workersDownUntil, () => startWorker(world, name));
    return;
  }
  // Most clocks are a little off, some by hours: the queue goes by them, the ledger must not.
  const skewMsMax = random.chance(scheduler.weather.clockWrong) ? 24 * 60 * minuteMs : minuteMs;
  const process = newProcess(name, random.between(-skewMsMax, skewMsMax));
  workers.add(process);
  noteAble(world);
  work(world, process).catch(troubleIn(world, name));
}

/** A server with the calendar it has taken up so far; requests have stores of their own. */
export interface Server {
  readonly process: Process;
  readonly calendar: LiveCalendar;
}

const servers = new WeakMap<Process, Server>();

export function startServer(world: World, name: string): void {
  const process = newProcess(name, 0);
  world.apis.add(process);
  const calendar = followingCalendar(world, storesOf(world, process));
  servers.set(process, { process, calendar });
}

export function someServer(world: World): Server {
  const server = servers.get(world.random.pick([...world.apis]));
  if (server === undefined) throw new TypeError('every server was started');
  return server;
}

/** What becomes of a process that was killed: it is started anew, the server at once. */
export function afterKill(world: World, process: Process): void {
  const { name } = process;
  world.queue.lost(process);
  if (world.apis.delete(process)) startServer(world, name);
  if (!world.workers.delete(process)) return;
  const at = world.scheduler.now + world.random.between(0, 5 * minuteMs);
  world.diary.put(`start ${name}`, at, () => startWorker(world, name));
}

/** To be called whenever an outage has begun or ended. A worker that was killed is back within minutes. */
export function noteAble(world: World): void {
  const isAble = world.workersDownUntil <= world.scheduler.now && world.queue.reachable;
  if (!isAble) world.ableSince = Number.POSITIVE_INFINITY;
  else if (world.ableSince === Number.POSITIVE_INFINITY) world.ableSince = world.scheduler.now;
}

async function work(world: World, process: Process): Promise<void> {
  const { scheduler } = world;
  const stores = storesOf(world, process);
  const { dispatches, outbox } = stores;
  const calendar = followingCalendar(world, stores);
  const ports = enginePorts(world, process, stores, calendar);
  const engine = createEngine(ports);
  const trouble = troubleIn(world, process.name);
  const opened = world.queue.openIn(process, trouble);
  const queues = world.defects.queues?.(opened) ?? opened;
  const tellOwed = async () => {
    const nextTurnAt = await gather({ ...ports, outbox, sending, mannerOf, seriesOf: () => null }, [
      'mail',
    ]);
    const { rehintMs, perCall } = settings;
    await relay({ dispatches, queues, rehintMs, channels: ['mail'], perCall });
    return nextTurnAt;
  };
  const callAt = async (dueAt: number) => {
    const delayMs = dueAt - (await engine.now());
    if (delayMs <= 0 || delayMs > settings.tickMs) return;
    await queues.hint('clock', [{ id: `due-${dueAt}`, data: {}, delayMs }]);
  };
  const onFired = () => void tellOwed().catch(trouble);
  const fireClocks = async () => {
    // In small batches, so that what is taken in several is seen as well.
    const { failed, nextDueAt } = await engine.fireDue({ batchSize: 7, onFired });
    for (const { findingId, clockNo, why } of failed) {
      if (why.startsWith('ConnectionLost')) continue;
      scheduler.fail('every-clock-can-be-fired', `${findingId} clock ${clockNo}: ${why}`);
    }
    await dispatches.endLapsedLeases(await engine.now());
    const next = Math.min((await tellOwed()) ?? Infinity, nextDueAt ?? Infinity);
    if (next !== Infinity) await callAt(next);
  };
  const channel = channelOf(world, process);
  const delivery = {
    dispatches,
    channelOf: () => channel,
    now: () => engine.now(),
    zone: calendar.zone,
    leaseMs: settings.leaseMs,
    fromAddress: settings.fromAddress,
  };
  await queues.work('clock', fireClocks, 1);
  const deliveries = createDeliveries(delivery, {
    concurrency: settings.concurrency,
    // Every mail is answered in the end, as the world has it.
    stuckMs: null,
    log: { info: nothing, warn: nothing, error: failuresTo(world, process) },
  });
  await queues.work('dispatch', (call) => deliveries.answer(call), 2);
  await tick(world, process, async (slot) => {
    await queues.hint('clock', [{ id: `tick-${slot}`, data: {} }]);
    await tellOwed();
  });
}

/** A tick that would find nothing to do is left out: a year has six million of them. */
async function tick(
  { scheduler, db, queue }: World,
  process: Process,
  call: (slot: number) => Promise<void>,
): Promise<void> {
  let nextAt = scheduler.now;
  for (;;) {
    await scheduler.turn(process, 'tick', {
      ready: () => nextAt <= scheduler.now && db.work.next <= scheduler.now,
      wake: () => Math.max(nextAt, db.work.next),
    });
    // Without a queue, nothing comes of a tick: of those until it is back, few are enough.
    nextAt = scheduler.now + (queue.reachable ? settings.tickMs : 5 * minuteMs);
    const slot = Math.floor((scheduler.now + process.skewMs) / settings.tickMs);
    void call(slot).catch(() => undefined);
  }
}

/** A broken connection is weather, here as well; of any other failure the log says only what kind it is. */
function failuresTo({ scheduler }: World, { name }: Process): WorkerLog['error'] {
  return (fields) => {
    if ('err' in fields && fields.err === 'ConnectionLost') return;
    scheduler.fail('nothing-throws', `${name}: ${JSON.stringify(fields)}`);
  };
}

function nothing(): void {
  // Of what goes well the world keeps its own record.
}
