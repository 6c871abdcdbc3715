/** Opens the database: a PostgreSQL server where an address is given, else PGlite in a folder. */
import { fsyncSync } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { PGliteOptions } from '@electric-sql/pglite';
import { RectiflowError } from '../errors.ts';
import { type FolderLock, lockFolder } from './folder-lock.ts';
import { PgliteSession } from './pglite-session.ts';
import { checkedSchemaName, type Pool } from './pool.ts';
import { openServerPool } from './server-pool.ts';

export interface DatabaseOptions {
  /** `postgres://…`; where it is given, `dataDir` plays no part. */
  url?: string | undefined;
  /** A folder, made where missing, or `memory://`. */
  dataDir?: string | undefined;
  schema: string;
  /** A dump (`Database.dump`) that a `memory://` database starts from. */
  loadDataDir?: Blob | undefined;
  /** Connections to a server at most; every queue worker listens on one of the queue's. */
  connections?: { store?: number; queue?: number };
  /** Told of connections that broke while nobody waited for them. */
  onError?: ((error: Error) => void) | undefined;
}

/** An open database with the two pools on it: ours and BullMQ's. */
export interface Database {
  readonly kind: 'pglite' | 'server';
  /** Our schema's name; the search path of `store`. */
  readonly schema: string;
  readonly store: Pool;
  /** Its search path is `bullmq`, where BullMQ expects its tables. */
  readonly queue: Pool;
  /** The database's clock. */
  now(): Promise<Date>;
  /** The whole database as a tar; PGlite only. */
  dump?: () => Promise<Blob>;
  /** Ends both pools, in bounded time; may be called again. */
  close(): Promise<void>;
}

/** Where BullMQ looks for its tables on a pool that it is given. */
const queueSchema = 'bullmq';
const syncLanes = 8;

/**
 * Throws `config_invalid` for options that cannot be used, `database_unreachable` where no database
 * answers, `data_folder_in_use` where another process has the folder open.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const schema = checkedSchemaName(options.schema);
  if (schema === queueSchema) {
    throw configInvalid(
      `数据库模式名 ${schema} 留给任务队列使用`,
      `The schema name ${schema} is taken by the job queue`,
    );
  }
  if (options.url !== undefined) return openServer(options.url, schema, options);
  if (options.dataDir === undefined) {
    throw configInvalid('未指定数据库地址或数据目录', 'Neither a database nor a folder is given');
  }
  if (options.dataDir.startsWith('memory://')) {
    const { loadDataDir } = options;
    const load = loadDataDir === undefined ? {} : { loadDataDir };
    return embedded(await PgliteSession.open({ dataDir: 'memory://', ...load }), schema, options);
  }
  return openFolder(resolve(options.dataDir), schema, options);
}

async function openServer(url: string, schema: string, o: DatabaseOptions): Promise<Database> {
  const onError = o.onError ?? (() => undefined);
  const [store, queue] = await Promise.all([
    openServerPool({
      connectionString: url,
      searchPath: schema,
      max: o.connections?.store ?? 10,
      onError,
    }),
    openServerPool({
      connectionString: url,
      searchPath: queueSchema,
      max: o.connections?.queue ?? 20,
      applicationName: 'rectiflow-queue',
      onError,
    }),
  ]);
  const close = once(async () => {
    await Promise.all([store.end(), queue.end()]);
  });
  const database: Database = { kind: 'server', schema, store, queue, now: () => now(store), close };
  try {
    await database.now();
    return database;
  } catch (error) {
    await close();
    throw error;
  }
}

function embedded(
  session: PgliteSession,
  schema: string,
  o: DatabaseOptions,
  lock?: FolderLock,
): Database {
  const store = session.pool({ searchPath: schema });
  const queue = session.pool({ searchPath: queueSchema, durable: false });
  session.on('failure', (error: Error) => o.onError?.(error));
  const close = once(async () => {
    try {
      await Promise.all([store.end(), queue.end(), session.close()]);
    } finally {
      lock?.release();
    }
  });
  const dump = (): Promise<Blob> => session.dump();
  return { kind: 'pglite', schema, store, queue, now: () => now(store), dump, close };
}

async function openFolder(folder: string, schema: string, o: DatabaseOptions): Promise<Database> {
  const lock = await prepareFolder(folder);
  try {
    const path = join(folder, 'database');
    if (!(await exists(join(path, 'PG_VERSION')))) await createDatabase(path, o.loadDataDir);
    return embedded(await PgliteSession.open(await durableFolder(path)), schema, o, lock);
  } catch (error) {
    lock.release();
    if (error instanceof RectiflowError) throw error;
    throw new RectiflowError(
      'database_unreachable',
      {
        message:
          `无法打开数据目录 ${folder} 中的数据库。` +
          ` / The database in the data folder ${folder} cannot be opened.`,
        folder,
      },
      error,
    );
  }
}

async function prepareFolder(folder: string): Promise<FolderLock> {
  try {
    // Only for its owner: what is in it concerns people.
    await mkdir(folder, { recursive: true, mode: 0o700 });
    return lockFolder(folder);
  } catch (error) {
    if (error instanceof RectiflowError) throw error;
    const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw configInvalid(
      `数据目录 ${folder} 不可写(${reason})`,
      `The data folder ${folder} cannot be written to (${reason})`,
      error,
    );
  }
}

/** Makes the database beside its place and moves it there whole: a crash leaves none or all. */
async function createDatabase(path: string, loadDataDir?: Blob): Promise<void> {
  const draft = `${path}.rectiflow-new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  const load = loadDataDir === undefined ? {} : { loadDataDir };
  const session = await PgliteSession.open({ ...(await durableFolder(draft)), ...load });
  await session.close();
  await syncTree(draft);
  // Fails where something else lies there, which is not ours to remove.
  await rename(draft, path);
}

async function syncTree(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  // About a thousand files: one after the other takes seconds on a slow disk.
  const files = entries.filter((entry) => entry.isFile()).values();
  const lanes = Array.from({ length: syncLanes }, async () => {
    for (const entry of files) {
      const file = await open(join(entry.parentPath, entry.name), 'r+');
      await file.sync();
      await file.close();
    }
  });
  await Promise.all(lanes);
}

/**
 * A folder whose commits reach the disk. PGlite switches fsync off (`-F`) and its file system has
 * no fsync at all, so that a power cut could tear the ledger.
 */
async function durableFolder(path: string): Promise<PGliteOptions> {
  const [{ PGlite }, { NodeFS }] = await Promise.all([
    import('@electric-sql/pglite'),
    import('@electric-sql/pglite/nodefs'),
  ]);
  class DurableFolder extends NodeFS {
    override async init(...[lite, options]: Parameters<InstanceType<typeof NodeFS>['init']>) {
      const { emscriptenOpts } = await super.init(lite, options);
      const preRun = [...(emscriptenOpts.preRun ?? []), addFsync];
      return { emscriptenOpts: { ...emscriptenOpts, preRun } };
    }
  }
  const startParams = PGlite.defaultStartParams.filter((param) => param !== '-F');
  // fdatasync, the default, does nothing in this build of PostgreSQL.
  startParams.push('-c', 'wal_sync_method=fsync');
  return { fs: new DurableFolder(path), startParams };
}

function addFsync(module: { NODEFS?: { stream_ops?: object } }): void {
  Object.assign(module.NODEFS?.stream_ops ?? {}, {
    fsync({ nfd }: { nfd: number }) {
      fsyncSync(nfd);
      return 0;
    },
  });
}

async function now(store: Pool): Promise<Date> {
  const { rows } = await store.query<{ now: Date }>('select clock_timestamp() as now');
  const [row] = rows;
  if (row === undefined) throw new Error('The database told no time');
  return row.now;
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => (done ??= work());
}

function configInvalid(zh: string, en: string, cause?: unknown): RectiflowError {
  return new RectiflowError('config_invalid', { message: `${zh}。 / ${en}.` }, cause);
}
