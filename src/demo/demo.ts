/** The demo: embedded engine, workers, mailbox and a virtual clock in one process. */
import { createMailboxChannel } from '../channels/mailbox.ts';
import { queueConfigSchema } from '../config-schema.ts';
import { openRectiflow, type Rectiflow, type RectiflowOptions } from '../rectiflow.ts';
import { createVirtualClock, type VirtualClock } from '../virtual-clock.ts';
import type { WorkerLog } from '../../workers/log.ts';
import { startWorkers } from '../../workers/start.ts';
import { advanceTo, playScene, settled, type OnStop, type Stage } from './player.ts';
import { feedbackInstant, prepareRound, readSample, type DemoRound } from './round.ts';
import { saveClock, savedClock } from './saved-clock.ts';

/** Where the demo keeps its data. It runs on whatever rectiflow runs on. */
export interface DemoOptions extends Pick<
  RectiflowOptions,
  'dataDir' | 'databaseUrl' | 'schema' | 'migrations' | 'loadDataDir' | 'files'
> {
  /** Redis for the queues; without it they run on the database. */
  readonly redisUrl?: string | undefined;
  readonly log: WorkerLog;
}

export interface Demo {
  readonly rectiflow: Rectiflow;
  readonly clock: VirtualClock;
  readonly round: DemoRound;
  /** True until the story has begun or the clock has been moved: only then can the story be told. */
  readonly fresh: boolean;
  /**
   * Moves the clock; every rung on the way fires at its time. One move at a time: `target` is asked
   * when its turn has come, so that two moves add up.
   */
  advance(target: (now: number) => number): Promise<void>;
  /** Plays the round from feedback to its conclusion. */
  tell(onStop: OnStop): Promise<void>;
  close(): Promise<void>;
}

export async function startDemo(options: DemoOptions): Promise<Demo> {
  const document = await readSample();
  const { redisUrl, log, ...where } = options;
  const begin = feedbackInstant(document, zone);
  const clock = createVirtualClock(begin);
  const rectiflow = await openRectiflow({ ...where, zone, clock, sending });
  const { store, queue } = rectiflow.database;
  clock.moveTo(Math.max(begin, (await savedClock(store)) ?? begin));
  const round = await prepareRound(rectiflow, document);
  const workers = await startWorkers({
    rectiflow,
    channels: { mail: createMailboxChannel(store, () => rectiflow.engine.now()) },
    queuesOn: redisUrl === undefined ? { pool: queue } : { redisUrl },
    config: queueConfigSchema.parse({ tickSeconds: 1 }),
    fromAddress: 'rectiflow@yunxi.example',
    log,
    wakeAtDue: false,
  });
  const stage: Stage = { rectiflow, clock, wake: () => workers.wake() };
  const oneAtATime = createTurns();
  workers.wake();
  await settled(stage);
  return {
    rectiflow,
    clock,
    round,
    get fresh() {
      return clock.at === begin;
    },
    advance: (target) =>
      oneAtATime(async () => {
        await advanceTo(stage, target(clock.at));
        await saveClock(store, clock.at);
      }),
    tell: (onStop) =>
      oneAtATime(async () => {
        await onStop();
        for (const scene of round.scenes) {
          await playScene(stage, scene, onStop);
          await saveClock(store, clock.at);
        }
      }),
    async close() {
      await workers.close();
      await rectiflow.close();
    },
  };
}

const zone = 'Asia/Shanghai';
/** The policy's reminders come at nine, and all of a day are in its digest ten minutes later, for everybody at once. */
const sending = { spreadMinutes: 0 } as const;

/** Runs what it is given one after the other. */
function createTurns(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
}
