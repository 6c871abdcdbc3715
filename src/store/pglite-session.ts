/** One PGlite database: a single PostgreSQL session in this process, shared out in turns. */
import { EventEmitter, once } from 'node:events';
import { setImmediate } from 'node:timers';
import type { PGlite, PGliteOptions } from '@electric-sql/pglite';
import type { Client, QueryResult as PgQueryResult } from 'pg';
import { RectiflowError } from '../errors.ts';
import { PglitePool } from './pglite-pool.ts';
import {
  checkedSchemaName,
  lastResult,
  poolEnded,
  type QueryResult,
  type Row,
  statementOf,
  strayTransaction,
  valueTypes,
} from './pool.ts';

/** What differs between the pools of one session. */
export interface PoolSettings {
  searchPath: string;
  /**
   * Whether a commit waits for the disk. Without, a crash may lose the last half second, in whole
   * transactions: enough for queue jobs, which the store makes again.
   */
  durable: boolean;
}

/** One piece of SQL and who sends it. */
export interface Statement {
  text: string;
  params: readonly unknown[] | undefined;
  settings: PoolSettings;
  /** The client, which keeps the session to itself while it is in a transaction. */
  owner: object;
  /** False for a pool's own query, which must not leave a transaction open. */
  mayHold: boolean;
}

/** A statement or other piece of work that waits for the session. */
interface Turn {
  owner: object;
  take: () => Promise<void>;
  refuse: (error: Error) => void;
}

interface SessionParts {
  onDisk: boolean;
  waitMillis: number;
}

const defaultWaitMillis = 30_000;
const closeGraceMillis = 3_000;
/** As long as a server's WAL writer sleeps at most in its normal settings, roughly. */
const flushDelayMillis = 200;
const flushSql = `select pg_logical_emit_message(false, 'rectiflow', '', true)
  where pg_current_wal_insert_lsn() > pg_current_wal_flush_lsn()`;
const touchesSettings = /search_path|synchronous_commit|\b(?:reset|discard)\b/i;

/** Emits `notification` (a Notification) and `failure` (an Error that ends the session). */
export class PgliteSession extends EventEmitter {
  readonly #lite: PGlite;
  readonly #client: Client;
  readonly #onDisk: boolean;
  readonly #waitMillis: number;
  readonly #waiting: Turn[] = [];
  #serving: Promise<void> | undefined;
  #holder: object | undefined;
  #applied: PoolSettings | undefined;
  #flush: NodeJS.Timeout | undefined;
  #patience: NodeJS.Timeout | undefined;
  #failure: Error | undefined;
  #closed: Promise<void> | undefined;
  #shut = false;

  private constructor(lite: PGlite, client: Client, rest: SessionParts) {
    super();
    this.setMaxListeners(0);
    this.#lite = lite;
    this.#client = client;
    this.#onDisk = rest.onDisk;
    this.#waitMillis = rest.waitMillis;
    // A listener that throws must not break the connection that is telling it.
    client.on('notification', (message) =>
      queueMicrotask(() => this.emit('notification', message)),
    );
    client.on('error', (error) => this.#fail(error));
  }

  /**
   * Opens or creates the database that `options` describe; the caller sees to it that nobody else
   * has its folder open. Statements wait `waitMillis` behind a transaction in which nothing happens.
   */
  static async open(
    options: PGliteOptions,
    waitMillis: number = defaultWaitMillis,
  ): Promise<PgliteSession> {
    const [{ PGlite }, { createPgConfig }, pg] = await Promise.all([
      import('@electric-sql/pglite'),
      import('@electric-sql/pglite/node-postgres'),
      import('pg'),
    ]);
    const lite = await PGlite.create(options);
    // pg speaks to PGlite as it speaks to a server, so values and errors look the same on both.
    const types = valueTypes(pg.types);
    const client = new pg.Client(Object.assign(createPgConfig(lite), { types }));
    await client.connect();
    const onDisk = options.fs !== undefined;
    return new PgliteSession(lite, client, { onDisk, waitMillis });
  }

  /** A pool over this session whose statements run with these settings. */
  pool(settings: { searchPath: string; durable?: boolean }): PglitePool {
    const { searchPath, durable = true } = settings;
    return new PglitePool(this, { searchPath: checkedSchemaName(searchPath), durable });
  }

  /** Whether this client is in a transaction, and so has the session to itself. */
  holds(owner: object): boolean {
    return this.#holder === owner;
  }

  /** Runs a statement when its turn comes: first come, first served, but for an open transaction. */
  run<R = Row>(statement: Statement): Promise<QueryResult<R>> {
    return this.#enqueue(statement.owner, () => this.#execute<R>(statement));
  }

  /** Ends what a client left open, after everything it has sent. */
  letGo(owner: object): Promise<void> {
    return this.#enqueue(owner, () => this.#rollBack(owner));
  }

  /** The whole database as an uncompressed tar, for `loadDataDir`. */
  dump(): Promise<Blob> {
    return this.#enqueue({}, async () => {
      await this.#client.query('CHECKPOINT');
      return this.#lite.dumpDataDir('none');
    });
  }

  /** Lets running work end for 3 seconds, rolls the rest back, and closes the database. */
  close(): Promise<void> {
    this.#closed ??= this.#shutDown();
    return this.#closed;
  }

  #enqueue<T>(owner: object, work: () => Promise<T>): Promise<T> {
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    if (!this.#admits(owner)) return Promise.reject(poolEnded());
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({
        owner,
        take: () => work().then(resolve, reject),
        refuse: reject,
      });
      if (this.#serving !== undefined) return;
      const next = this.#next();
      if (next === undefined) this.#watch();
      else this.#serving = this.#serve(next);
    });
  }

  /** While closing, only the client in a transaction may go on, and only for the time of grace. */
  #admits(owner: object): boolean {
    if (this.#closed === undefined) return true;
    return !this.#shut && this.#holder === owner;
  }

  async #serve(first: Turn): Promise<void> {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    for (let turn: Turn | undefined = first; turn !== undefined; turn = this.#next()) {
      await turn.take();
    }
    this.#serving = undefined;
    if (this.#waiting.length > 0) this.#watch();
    this.emit('rest');
  }

  #next(): Turn | undefined {
    const holder = this.#holder;
    const at = holder === undefined ? 0 : this.#waiting.findIndex((turn) => turn.owner === holder);
    return at === -1 ? undefined : this.#waiting.splice(at, 1)[0];
  }

  async #execute<R>(statement: Statement): Promise<QueryResult<R>> {
    const { text, params, settings, owner, mayHold } = statement;
    if (this.#holder === undefined) await this.#apply(settings);
    const [outcome] = await Promise.allSettled([this.#send(text, params)]);
    // PGlite runs inside this thread: without a pause, a row of statements starves timers and
    // sockets. It also lets the end of a failed statement arrive before the state is read.
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (this.#failure !== undefined) throw this.#failure;
    this.#holder = this.#lite.isInTransaction() ? owner : undefined;
    if (touchesSettings.test(text)) this.#applied = undefined;
    if (!settings.durable && this.#onDisk) this.#flushSoon();
    const stray = this.#holder !== undefined && !mayHold;
    if (stray) await this.#rollBack(owner);
    if (outcome.status === 'rejected') throw outcome.reason;
    if (stray) throw strayTransaction();
    return lastResult<R>(outcome.value);
  }

  #send(text: string, params?: readonly unknown[]): Promise<PgQueryResult | PgQueryResult[]> {
    return this.#client.query(statementOf(text, params));
  }

  async #apply(settings: PoolSettings): Promise<void> {
    if (this.#applied === settings) return;
    const wait = settings.durable ? 'on' : 'off';
    await this.#send(
      `SET search_path TO "${settings.searchPath}"; SET synchronous_commit TO ${wait}`,
    );
    this.#applied = settings;
  }

  async #rollBack(owner: object): Promise<void> {
    if (this.#holder !== owner) return;
    await this.#send('ROLLBACK');
    this.#holder = undefined;
  }

  /** Does the WAL writer's work: a single-user PostgreSQL has none. */
  #flushSoon(): void {
    this.#flush ??= setTimeout(() => {
      this.#flush = undefined;
      // A database that is closing or has failed flushes on its own or cannot any more.
      this.#enqueue({}, () => this.#send(flushSql)).catch(() => undefined);
    }, flushDelayMillis).unref();
  }

  /** Somebody waits, and the client in a transaction sends nothing. */
  #watch(): void {
    this.#patience ??= setTimeout(() => {
      this.#patience = undefined;
      this.#refuseWaiting(held(this.#waitMillis));
    }, this.#waitMillis);
  }

  #fail(error: Error): void {
    this.#failure ??= error;
    this.#holder = undefined;
    this.#refuseWaiting(error);
    this.emit('failure', error);
  }

  #refuseWaiting(error: Error): void {
    clearTimeout(this.#patience);
    this.#patience = undefined;
    for (const turn of this.#waiting.splice(0)) turn.refuse(error);
  }

  async #shutDown(): Promise<void> {
    clearTimeout(this.#flush);
    const timer = setTimeout(() => {
      this.#shut = true;
      this.emit('rest');
    }, closeGraceMillis);
    // The first look comes after this call has been noted, so that nothing new slips in.
    await Promise.resolve();
    while (!this.#shut && (this.#serving !== undefined || this.#holder !== undefined)) {
      await once(this, 'rest');
    }
    clearTimeout(timer);
    this.#shut = true;
    this.#refuseWaiting(poolEnded());
    await this.#serving;
    if (this.#failure === undefined) {
      if (this.#holder !== undefined) await this.#rollBack(this.#holder);
      await this.#client.end();
    }
    // A database that has failed may refuse to close; its folder recovers at the next opening.
    await this.#lite.close().catch((error: unknown) => {
      if (this.#failure === undefined) throw error;
    });
  }
}

function held(millis: number): RectiflowError {
  return new RectiflowError('database_unreachable', {
    message:
      `内置数据库被一个未结束的事务占用,等待 ${millis / 1000} 秒后放弃。` +
      ` / The embedded database is held by an open transaction; gave up after ${millis / 1000} s.` +
      ' Does a transaction wait for a query outside itself?',
  });
}
