/** What all actors of one simulation share, and the ports that a process has of it. */
import type { Channel } from '../../src/channels/channel.ts';
import type { DirectoryTables } from '../../src/directory/tables.ts';
import type { Calendar, LiveCalendar } from '../../src/engine/calendar-port.ts';
import type { Clock, EnginePorts, Ledger } from '../../src/engine/ports.ts';
import type { Queues } from '../../workers/queues.ts';
import type { Outbox } from '../../src/engine/notices/ports.ts';
import type { DispatchBook } from '../../src/store/dispatch-book.ts';
import { databaseClock } from '../../src/virtual-clock.ts';
import type { DatabaseModel } from './models/database-model.ts';
import type { Diary } from './time/diary.ts';
import {
  createDirectoryModel,
  createShelfModel,
  type CalendarShelf,
} from './models/directory-model.ts';
import type { Invariants } from './invariants/invariants.ts';
import { createLedgerModel } from './models/ledger-model.ts';
import { channelTo, type MailServer } from './models/mail-server.ts';
import { createDispatchBookModel } from './models/dispatch-book-model.ts';
import { createOutboxModel } from './models/outbox-model.ts';
import type { QueueServer } from './models/queue-model.ts';
import type { Random } from './time/random.ts';
import { ConnectionLost, type Process, type Scheduler, type Statement } from './time/scheduler.ts';
import { policies } from './actors/town.ts';

/** The database's ports. */
export interface Stores {
  readonly ledger: Ledger;
  readonly dispatches: DispatchBook;
  readonly outbox: Outbox;
  readonly directory: DirectoryTables;
  readonly shelf: CalendarShelf;
}

/** What is built in wrong, to see that it is found. */
export interface Defects {
  readonly ledger?: (ledger: Ledger, world: World) => Ledger;
  readonly dispatches?: (dispatches: DispatchBook, world: World) => DispatchBook;
  readonly queues?: (queues: Queues) => Queues;
  readonly channel?: (channel: Channel, world: World, process: Process) => Channel;
  readonly clock?: (process: Process, world: World) => Clock;
}

/** Another database beside the model: it has to give the same answers. */
export type Beside = (model: Stores, statement: Statement) => Stores;

export interface World {
  readonly random: Random;
  readonly scheduler: Scheduler;
  readonly db: DatabaseModel;
  readonly diary: Diary;
  readonly invariants: Invariants;
  readonly mail: MailServer;
  readonly queue: QueueServer;
  /** By revision. */
  readonly calendars: readonly Calendar[];
  readonly defects: Defects;
  beside: Beside | null;
  /** Itself as a process: it does not die. */
  readonly itself: Process;
  /** Until when no worker may be started; epoch ms. */
  workersDownUntil: number;
  /** Since when there are workers, and a queue to call them by; epoch ms, Infinity while there are none. */
  ableSince: number;
  readonly workers: Set<Process>;
  readonly apis: Set<Process>;
  /** People have stopped doing things, and so has chance. */
  ending: boolean;
}

export const settings = {
  fromAddress: 'rectiflow@school.example',
  leaseMs: 90_000,
  tickMs: 5_000,
  rehintMs: 30_000,
  /** Twice as many dispatches a worker has in hand: few, so that calls have to wait until they are. */
  concurrency: 1,
  perCall: 5,
} as const;

/** `origin` names the request these are for, to whoever watches the database. */
export function storesOf(world: World, process: Process, origin: string | null = null): Stores {
  const { db, scheduler, beside, defects } = world;
  const statement = scheduler.statement(process);
  const stores =
    beside === null
      ? storesOver(db, statement, origin)
      : beside(storesOver(db, atOnce, origin), statement);
  return {
    ...stores,
    ledger: defects.ledger?.(stores.ledger, world) ?? stores.ledger,
    dispatches: defects.dispatches?.(stores.dispatches, world) ?? stores.dispatches,
  };
}

export const atOnce: Statement = async (_what, effect) => effect();

export function storesOver(db: DatabaseModel, statement: Statement, origin: string | null): Stores {
  return {
    ledger: createLedgerModel(db, statement, origin),
    dispatches: createDispatchBookModel(db, statement),
    outbox: createOutboxModel(db, statement),
    directory: createDirectoryModel(db, statement),
    shelf: createShelfModel(db, statement),
  };
}

export function enginePorts(
  world: World,
  process: Process,
  stores: Stores,
  calendar: LiveCalendar,
): EnginePorts {
  const { ledger, directory } = stores;
  return {
    ledger,
    others: ledger,
    directory,
    calendar,
    policies,
    clock: world.defects.clock?.(process, world) ?? databaseClock,
    newId: () => world.random.uuid(),
  };
}

/** A calendar that follows what is loaded, each process for itself. */
export function followingCalendar(
  { calendars }: World,
  { shelf }: Pick<Stores, 'shelf'>,
): LiveCalendar {
  let revision = 0;
  const inUse = () => calendars[revision] ?? calendars[0];
  // Counting is the real calendar's; which one it counts by is looked up at each call.
  return new Proxy({} as LiveCalendar, {
    get(_target, verb: keyof LiveCalendar) {
      if (verb !== 'refresh') return inUse()?.[verb];
      return async (wanted: number) => {
        if (wanted > revision) revision = Math.max(revision, await shelf.revision());
      };
    },
  });
}

export function channelOf(world: World, process: Process): Channel {
  const channel = channelTo(world.mail, world.scheduler, process);
  return world.defects.channel?.(channel, world, process) ?? channel;
}

/** A broken connection is weather; anything else that is thrown is a defect. */
export function troubleIn(world: World, where: string): (error: unknown) => void {
  return (error) => {
    if (error instanceof ConnectionLost) return;
    const told = error instanceof Error ? (error.stack ?? error.message) : String(error);
    world.scheduler.fail('nothing-throws', `${where}: ${told}`);
  };
}
