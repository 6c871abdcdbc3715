/** Queues of wake-up calls that lose, delay and repeat them, forget everything, or cannot be reached. */
import type { Hint, QueueName, Queues } from '../../../workers/queues.ts';
import type { Random } from '../time/random.ts';
import { ConnectionLost, type Process, type Scheduler } from '../time/scheduler.ts';

interface Job {
  readonly queue: QueueName;
  readonly id: string;
  readonly data: Hint['data'];
  /** Not before then, by the clock of whoever asks; null where no delay was asked for. */
  readonly at: number | null;
  /** Not before then, whoever asks: it is on its way; on the database's clock. */
  readonly keptUntil: number;
  holder: Process | null;
  /** How long the holder, dead or standing still, is believed to be at it. */
  lockedUntil: number;
}

export interface QueueServer {
  reachable: boolean;
  readonly calls: { made: number; lost: number; twice: number; repeated: number };
  /** Everything it knew is gone. */
  wipe(): void;
  /** What the process has of it. Errors of calls go to `onError`. */
  openIn(process: Process, onError: (error: unknown) => void): Queues;
  /** To be told of a process that was killed. */
  lost(process: Process): void;
}

/** How long it believes a job's worker to be alive, by that worker's clock. */
const lockMs = 30_000;
const minuteMs = 60_000;

export function createQueueServer(scheduler: Scheduler, random: Random): QueueServer {
  let jobs: Job[] = [];
  let copies = 0;
  const calls = { made: 0, lost: 0, twice: 0, repeated: 0 };
  const clockOf = ({ skewMs }: Process) => scheduler.now + skewMs;

  /** From when on the process may take the job, on the database's clock. */
  const instantFor = ({ at, keptUntil, holder, lockedUntil }: Job, process: Process): number => {
    if (holder === null) return at === null ? keptUntil : Math.max(at - process.skewMs, keptUntil);
    if (!holder.alive) return lockedUntil - process.skewMs;
    // A worker renews its locks by its own clock, as long as it goes on.
    const since = holder.stoppedUntil > scheduler.now ? lockedUntil : clockOf(holder) + lockMs;
    return since - process.skewMs;
  };
  const isFor = (job: Job, process: Process, queue: QueueName) =>
    job.queue === queue && instantFor(job, process) <= scheduler.now;
  /** When the next of those that are not yet for the process will be. */
  const nextFor = (process: Process, queue: QueueName) =>
    jobs
      .filter((job) => job.queue === queue)
      .map((job) => instantFor(job, process))
      .filter((instant) => instant > scheduler.now)
      .reduce((one, other) => Math.min(one, other), Number.POSITIVE_INFINITY);

  const add = (process: Process, queue: QueueName, { id, data, delayMs = 0 }: Hint) => {
    const { callLost, callTwice, callLate } = scheduler.weather;
    calls.made += 1;
    if (random.chance(callLost)) {
      calls.lost += 1;
      return;
    }
    // What it still has under that id stands for the new call as well.
    if (jobs.some((job) => job.queue === queue && job.id === id)) return;
    const late = random.chance(callLate) ? random.between(1, 5 * minuteMs) : 0;
    const at = delayMs > 0 ? clockOf(process) + delayMs : null;
    const keptUntil = scheduler.now + late;
    const job = { queue, id, data, at, keptUntil, holder: null, lockedUntil: 0 };
    jobs.push(job);
    if (!random.chance(callTwice)) return;
    calls.twice += 1;
    copies += 1;
    jobs.push({ ...job, id: `${id} again ${copies}` });
  };

  const take = (process: Process, queue: QueueName): Job | undefined => {
    const job = jobs.find((each) => isFor(each, process, queue));
    if (job === undefined) return undefined;
    if (job.holder !== null) calls.repeated += 1;
    job.holder = process;
    job.lockedUntil = clockOf(process) + lockMs;
    return job;
  };

  return {
    reachable: true,
    calls,
    wipe() {
      jobs = [];
    },
    lost(process) {
      for (const job of jobs) {
        if (job.holder === process) job.lockedUntil = clockOf(process) + lockMs;
      }
    },
    openIn(process, onError) {
      const reach = () => {
        if (!this.reachable) throw new ConnectionLost('the queue');
      };
      const consume = async (queue: QueueName, answer: (data: Hint['data']) => Promise<void>) => {
        for (;;) {
          await scheduler.turn(process, `${queue} call`, {
            ready: () => this.reachable && jobs.some((job) => isFor(job, process, queue)),
            wake: () => nextFor(process, queue),
          });
          const job = take(process, queue);
          if (job === undefined) continue;
          await answer(job.data).catch(onError);
          await scheduler.turn(process, `${queue} done`);
          // Somebody else has it by now, or it is gone with all the others.
          if (job.holder === process) jobs = jobs.filter((each) => each !== job);
        }
      };
      return {
        async hint(queue, hints) {
          await scheduler.turn(process, `hint ${queue} ${hints.length}`);
          reach();
          for (const hint of hints) add(process, queue, hint);
          await scheduler.turn(process, `hint ${queue} answered`);
        },
        async work(queue, answer, concurrency) {
          for (let each = 0; each < concurrency; each += 1) void consume(queue, answer);
        },
        close: async () => undefined,
      };
    },
  };
}
