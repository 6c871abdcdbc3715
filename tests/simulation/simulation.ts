/** One simulated life of the whole product: everything but the database, the queue, the mail server and time is real. */
import { DatabaseModel } from './models/database-model.ts';
import { openDiary } from './time/diary.ts';
import { createInvariants } from './invariants/invariants.ts';
import { createMailServer } from './models/mail-server.ts';
import { clearUp, forebode, workerNames, type Misfortunes } from './actors/misfortunes.ts';
import { gather } from './actors/people.ts';
import { afterKill, newProcess, noteAble, startServer, startWorker } from './actors/processes.ts';
import { createQueueServer } from './models/queue-model.ts';
import { randomOf } from './time/random.ts';
import { Scheduler, Violation } from './time/scheduler.ts';
import { calendarsOf, people, posts, zones } from './actors/town.ts';
import { createTrace, type Trace } from './time/trace.ts';
import { calm, stormy, type Weather } from './time/weather.ts';
import { settings, storesOf, type Beside, type Defects, type World } from './world.ts';

export interface SimulationOptions {
  readonly seed: number;
  readonly findings: number;
  /** With faults; some more follow without. */
  readonly days: number;
  readonly weather?: Weather;
  readonly defects?: Defects;
  /** Another database to be asked whatever the model is asked; `now` is the time to live by. */
  readonly beside?: (now: () => number) => Promise<Beside>;
}

export interface Simulated {
  /** SHA-256 of everything that happened, in order. */
  readonly digest: string;
  readonly figures: Figures;
}

export interface Figures extends Misfortunes {
  readonly steps: number;
  readonly findings: number;
  readonly closed: number;
  readonly events: number;
  readonly fired: number;
  readonly moved: number;
  readonly breaches: number;
  readonly notices: number;
  readonly sent: number;
  readonly failed: number;
  readonly unknown: number;
  readonly suppressed: number;
  readonly mails: number;
  readonly deferred: number;
  readonly crashes: number;
  readonly stops: number;
  readonly losses: number;
  readonly callsLost: number;
  readonly callsRepeated: number;
}

const dayMs = 86_400_000;
/** So long after the last fault, nothing is left to do. */
const daysAfter = 3;

/** Throws a Violation that says which seed gives it again. */
export async function simulate(options: SimulationOptions): Promise<Simulated> {
  const { seed, findings, days, weather = stormy } = options;
  const { world, trace } = createWorld(options);
  const { scheduler, db } = world;
  world.beside = (await options.beside?.(() => scheduler.now)) ?? null;
  const misfortunes = await begin(world, trace, options);
  try {
    scheduler.weather = weather;
    await scheduler.run(scheduler.now + days * dayMs);
    scheduler.weather = calm;
    clearUp(world);
    await scheduler.run(scheduler.now + daysAfter * dayMs);
    world.invariants.ended();
    await scheduler.run(scheduler.now);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    const at = new Date(scheduler.now).toISOString();
    const rerun = `SIMULATION_SEED=${seed} SIMULATION_FINDINGS=${findings} SIMULATION_DAYS=${days} gives it again`;
    const happened = trace.last().join('\n  ');
    error.message = `seed ${seed}, step ${scheduler.step}, ${at}: ${error.message}\n${rerun}; at last:\n  ${happened}`;
    throw error;
  }
  for (const { id, state, outcome } of db.notices.values()) trace.add(`${id} ${state} ${outcome}`);
  return { digest: trace.digest(), figures: figuresOf(world, misfortunes) };
}

function createWorld({ seed, findings, days, defects = {} }: SimulationOptions) {
  const random = randomOf(seed);
  const trace = createTrace();
  const start = Date.UTC(random.between(2023, 2026), random.between(0, 11), 1);
  const scheduler = new Scheduler({
    random,
    trace,
    start,
    stepsMax: 500_000 + findings * days * 200,
    onKilled: (process) => afterKill(world, process),
    onTime: () => world.invariants.timePassed(),
  });
  const itself = newProcess('world', 0, false);
  const db = new DatabaseModel({ now: () => scheduler.now, rehintMs: settings.rehintMs });
  const mail = createMailServer({
    random,
    scheduler,
    onTaken: ({ dispatchId, subject }) => {
      trace.add(`${scheduler.now} mail ${dispatchId} ${subject}`);
      world.invariants.mailTaken(dispatchId);
    },
  });
  const invariants = createInvariants({
    db,
    fail: (rule, details) => scheduler.fail(rule, details),
    step: () => scheduler.step,
    ableSince: () => world.ableSince,
    taken: (dispatchId) => mail.taken.get(dispatchId) ?? 0,
  });
  const world: World = {
    random,
    scheduler,
    db,
    diary: openDiary(scheduler, itself),
    invariants,
    mail,
    queue: createQueueServer(scheduler, random),
    calendars: calendarsOf(random.pick(zones)),
    defects,
    beside: null,
    itself,
    workersDownUntil: 0,
    ableSince: Number.POSITIVE_INFINITY,
    workers: new Set(),
    apis: new Set(),
    ending: false,
  };
  return { world, trace };
}

async function begin(world: World, trace: Trace, options: SimulationOptions): Promise<Misfortunes> {
  const { db, scheduler, invariants, itself } = world;
  void storesOf(world, itself).directory.put({ people, posts });
  // Before anything is put into the diary, so that everybody is there when it begins.
  await scheduler.run(scheduler.now);
  for (const name of ['server-1', 'server-2']) startServer(world, name);
  for (const name of workerNames) startWorker(world, name);
  noteAble(world);
  const misfortunes = forebode(world, options.days);
  const plan = gather(world, options);
  db.watch = {
    ...invariants,
    saved(write, origin) {
      trace.add(`${scheduler.now} ${write.event.event.type} ${write.event.hash}`);
      invariants.saved(write, origin);
      plan(write.findingId);
    },
  };
  return misfortunes;
}

function figuresOf({ db, mail, queue, scheduler }: World, misfortunes: Misfortunes): Figures {
  const notices = [...db.notices.values()];
  const inState = (state: string) => notices.filter((notice) => notice.state === state).length;
  const events = [...db.events.values()].flat();
  const findings = [...db.findings.values()];
  return {
    steps: scheduler.step,
    findings: findings.length,
    closed: findings.filter(({ standing }) => standing.state === 'closed').length,
    events: events.length,
    fired: events.filter(({ event }) => event.type === 'CLOCK_DUE').length,
    moved: events.filter(({ event }) => event.type === 'CLOCK_MOVED').length,
    breaches: findings.flatMap(({ row }) => row.snapshot.context.breaches).length,
    notices: notices.length,
    sent: inState('sent'),
    failed: inState('failed'),
    unknown: inState('unknown'),
    suppressed: inState('suppressed'),
    mails: mail.taken.size,
    deferred: mail.answers.deferred,
    crashes: scheduler.faults.crash,
    stops: scheduler.faults.stop,
    losses: scheduler.faults.loss,
    callsLost: queue.calls.lost,
    callsRepeated: queue.calls.repeated,
    ...misfortunes,
  };
}
