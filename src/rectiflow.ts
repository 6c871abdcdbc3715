/** Wires everything: one open database, the engine on it, and what workers and HTTP need. */
import { uuidv7 } from './ids.ts';
import { createDayCalendar } from './calendar/day-calendar.ts';
import { createDirectoryTables, type DirectoryTables } from './directory/tables.ts';
import { createEngine, type Engine } from './engine/engine.ts';
import type { Calendar, Clock, Directory } from './engine/ports.ts';
import { verifyChains, type Chain, type Verified } from './engine/verify.ts';
import { createPolicyBook } from './policy/policy-book.ts';
import { chains } from './store/chains.ts';
import { createFindingViews, type FindingViews } from './store/finding-views.ts';
import { createLedger } from './store/ledger.ts';
import { assertMigrated, migrate } from './store/migrate.ts';
import { createNoticeBook, type NoticeBook } from './store/notice-book.ts';
import { openDatabase, type Database, type DatabaseOptions } from './store/open-database.ts';
import { databaseClock } from './virtual-clock.ts';

export interface RectiflowOptions {
  /** `postgres://…`. Without it the database is PGlite in `dataDir`. */
  readonly databaseUrl?: string | undefined;
  /** Folder of the embedded database, or `memory://`. Default `memory://`. */
  readonly dataDir?: string | undefined;
  /** PostgreSQL schema, default `rectiflow`. */
  readonly schema?: string | undefined;
  /** The organisation's time zone, default `Asia/Shanghai`. */
  readonly zone?: string | undefined;
  /** Default: the database's own clock. */
  readonly clock?: Clock | undefined;
  /** Who holds which post. Default: the built-in tables. */
  readonly directory?: Directory | undefined;
  /** Policies, the last one current. Default: the built-in one. */
  readonly policies?: readonly unknown[] | undefined;
  /** `apply` brings the database up to date; `require` (default for a server) refuses one that is not. */
  readonly migrations?: 'apply' | 'require' | undefined;
  /** Told of connections that broke while nobody waited for them. */
  readonly onError?: ((error: Error) => void) | undefined;
  readonly loadDataDir?: DatabaseOptions['loadDataDir'];
}

export interface Rectiflow extends AsyncDisposable {
  readonly engine: Engine;
  readonly findings: FindingViews;
  readonly notices: NoticeBook;
  /** The built-in directory tables, used unless the host brings its own directory. */
  readonly directory: DirectoryTables;
  readonly calendar: Calendar;
  readonly database: Database;
  /** Every chain beside what is stored of it: what `verify` reads, and an export writes. */
  chains(): AsyncIterable<Chain>;
  verify(): Promise<Verified>;
  close(): Promise<void>;
}

/** Opens a rectiflow. Close it, or use `await using`. */
export async function openRectiflow(options: RectiflowOptions = {}): Promise<Rectiflow> {
  const calendar = createDayCalendar(options.zone ?? 'Asia/Shanghai');
  const policies = createPolicyBook(calendar, options.policies);
  const database = await openDatabase({
    url: options.databaseUrl,
    dataDir: options.dataDir ?? 'memory://',
    schema: options.schema ?? 'rectiflow',
    onError: options.onError,
    ...(options.loadDataDir === undefined ? {} : { loadDataDir: options.loadDataDir }),
  });
  try {
    const mode = options.migrations ?? (database.kind === 'server' ? 'require' : 'apply');
    await (mode === 'apply' ? migrate(database) : assertMigrated(database));
  } catch (error) {
    await database.close();
    throw error;
  }
  const directory = createDirectoryTables(database.store);
  const engine = createEngine({
    ledger: createLedger(database.store),
    clock: options.clock ?? databaseClock,
    directory: options.directory ?? directory,
    calendar,
    policies,
    newId: uuidv7,
  });
  const close = () => database.close();
  return {
    engine,
    findings: createFindingViews(database.store, calendar),
    notices: createNoticeBook(database.store),
    directory,
    calendar,
    database,
    chains: () => chains(database.store),
    verify: () => verifyChains(chains(database.store)),
    close,
    [Symbol.asyncDispose]: close,
  };
}
