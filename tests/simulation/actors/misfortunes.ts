/** What goes wrong in the large: outages, forgotten queues, posts changing hands, and next year's holidays. */
import { reproject } from '../../../src/engine/reproject.ts';
import type { PortfolioItem } from '../../../src/engine/rehearsal/simulate.ts';
import type { Calendar } from '../../../src/engine/calendar-port.ts';
import { neededClocks } from '../models/finding-model.ts';
import { noteAble, someServer, startWorker } from './processes.ts';
import { inspector, people, posts } from './town.ts';
import { enginePorts, storesOf, troubleIn, type World } from '../world.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** How often each came, by name. */
export interface Misfortunes {
  workersDown: number;
  queueDown: number;
  queueWiped: number;
  mailDown: number;
  postChanged: number;
  calendarLoaded: number;
}

/** Puts them into the diary, spread over the days. */
export function forebode(world: World, days: number): Misfortunes {
  const { random, scheduler, diary } = world;
  const count: Misfortunes = {
    workersDown: 0,
    queueDown: 0,
    queueWiped: 0,
    mailDown: 0,
    postChanged: 0,
    calendarLoaded: 0,
  };
  const spread = (name: keyof Misfortunes, everyDays: number, happening: () => void) => {
    for (let no = 1; no <= Math.ceil(days / everyDays); no += 1) {
      const at = scheduler.now + random.between(0, days * dayMs);
      diary.put(`${name} ${no}`, at, () => {
        if (world.ending) return;
        count[name] += 1;
        happening();
      });
    }
  };
  spread('workersDown', 90, () => stopWorkers(world));
  spread('queueDown', 60, () => loseQueue(world));
  spread('queueWiped', 20, () => world.queue.wipe());
  spread('mailDown', 60, () => loseMail(world));
  spread('postChanged', 20, () => changePost(world));
  spread('calendarLoaded', 45, () => {
    // In the middle of the work, where there is something to be in the middle of.
    const at = Math.min(world.db.work.next, scheduler.now + 10 * dayMs) + random.between(0, 1_000);
    diary.put(`load at ${at}`, at, () => void loadCalendar(world));
  });
  return count;
}

/** Ends whatever still goes on, so that what is owed can be done. */
export function clearUp(world: World): void {
  world.ending = true;
  world.workersDownUntil = 0;
  world.queue.reachable = true;
  world.mail.down = false;
  noteAble(world);
  for (const name of workerNames) startWorker(world, name);
}

export const workerNames = ['worker-1', 'worker-2', 'worker-3'] as const;

function stopWorkers(world: World): void {
  const { scheduler, random, workers } = world;
  world.workersDownUntil = scheduler.now + random.between(1, 6 * 24) * hourMs;
  noteAble(world);
  for (const worker of workers) scheduler.kill(worker);
}

function loseQueue(world: World): void {
  world.queue.reachable = false;
  noteAble(world);
  const until = world.scheduler.now + world.random.between(1, 24) * hourMs;
  world.diary.put('queue back', until, () => {
    world.queue.reachable = true;
    noteAble(world);
  });
}

function loseMail(world: World): void {
  world.mail.down = true;
  const until = world.scheduler.now + world.random.between(1, 4) * hourMs;
  world.diary.put('mail back', until, () => {
    world.mail.down = false;
  });
}

/** Somebody else has it, or nobody. */
function changePost(world: World): void {
  const { random, itself } = world;
  const post = random.pick(posts);
  const holder = random.chance(0.3) ? null : random.pick(people).id;
  void storesOf(world, itself).directory.put({ posts: [{ ...post, holder }] });
}

/** Loads more calendar data, and has every clock counted by it. */
async function loadCalendar(world: World): Promise<void> {
  const { db, calendars, invariants, scheduler, itself } = world;
  if (db.calendarRevision + 1 >= calendars.length) return;
  await storesOf(world, itself).shelf.add();
  const revision = db.calendarRevision;
  await recount(world);
  // What was being decided meanwhile, by the calendar before, has been written by then.
  const later = scheduler.now + hourMs;
  await scheduler.turn(itself, 'recount', {
    ready: () => scheduler.now >= later,
    wake: () => later,
  });
  await recount(world);
  if (db.calendarRevision === revision) invariants.recounted(inUse(world));
}

/** As often as it takes. */
async function recount(world: World): Promise<void> {
  const { scheduler, itself } = world;
  for (;;) {
    let [done, lost] = [false, false];
    const tryOnce = async () => {
      try {
        await recountOnce(world);
        done = true;
      } catch (error) {
        lost = true;
        troubleIn(world, 'recounting')(error);
      }
    };
    void tryOnce();
    const deadline = scheduler.now + hourMs;
    await scheduler.turn(itself, 'recounted', {
      ready: () => done || lost || scheduler.now >= deadline,
      wake: () => deadline,
    });
    if (done) return;
  }
}

function inUse({ db, calendars }: World): Calendar {
  const calendar = calendars[db.calendarRevision];
  if (calendar === undefined) throw new RangeError('there is a calendar of each revision');
  return calendar;
}

async function recountOnce(world: World): Promise<void> {
  const { process, calendar } = someServer(world);
  const ports = enginePorts(world, process, storesOf(world, process, 'calendar'), calendar);
  const approval = world.random.chance(0.5) ? { by: 'cao', reason: '节假日安排公布' } : null;
  await reproject(ports, portfolio(world), inspector, approval);
}

async function* portfolio({ db }: World): AsyncGenerator<PortfolioItem> {
  for (const { row } of db.findings.values()) {
    const clocks = neededClocks(db, row);
    const open = clocks.some(({ state }) => state === 'running' || state === 'held');
    if (open) yield { finding: row, clocks };
  }
}
