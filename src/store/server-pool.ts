/** The pool over a PostgreSQL server: pg, with what our store and BullMQ rely on made certain. */
import { EventEmitter, once } from 'node:events';
import type pg from 'pg';
import { RectiflowError } from '../errors.ts';
import {
  checkedSchemaName,
  lastResult,
  type Pool,
  type PoolClient,
  poolEnded,
  type QueryResult,
  type Row,
  statementOf,
  strayTransaction,
  valueTypes,
} from './pool.ts';

export interface ServerPoolOptions {
  /** `postgres://…`; its own `options` parameter is kept. */
  connectionString: string;
  searchPath: string;
  /** Connections at most. A queue needs one per worker that listens, and one more. */
  max?: number;
  /** As the server's administrator sees it in pg_stat_activity. */
  applicationName?: string;
  /** Told of connections that broke while nobody used them; the pool replaces them by itself. */
  onError?: (error: Error) => void;
}

const connectTimeoutMillis = 10_000;
const keepAliveDelayMillis = 10_000;
const closeGraceMillis = 3_000;
const farewellMillis = 1_000;

/** Opens the pool; it connects when first used. Throws `config_invalid` for an unusable address. */
export async function openServerPool(options: ServerPoolOptions): Promise<ServerPool> {
  const { Pool: PgPool, types } = await import('pg');
  const address = withOptions(options.connectionString, checkedSchemaName(options.searchPath));
  const pool = new PgPool({
    ...address,
    max: options.max ?? 10,
    application_name: options.applicationName ?? 'rectiflow',
    keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveDelayMillis,
    connectionTimeoutMillis: connectTimeoutMillis,
    types: valueTypes(types),
  });
  return new ServerPool(pool, options.onError ?? (() => undefined));
}

/** A `pg.Pool` whose clients come back clean, and which ends in bounded time. */
export class ServerPool extends EventEmitter implements Pool {
  /** BullMQ reads here whether a dead connection will be noticed. */
  readonly options: { keepAlive: boolean };
  readonly #pool: pg.Pool;
  readonly #onError: (error: Error) => void;
  readonly #clients = new Set<ServerClient>();
  readonly #connections = new Set<pg.PoolClient>();
  #ended: Promise<void> | undefined;

  constructor(pool: pg.Pool, onError: (error: Error) => void) {
    super();
    // Every queue and worker listens for errors of the pool they share.
    this.setMaxListeners(0);
    this.options = { keepAlive: pool.options.keepAlive === true };
    this.#pool = pool;
    this.#onError = onError;
    pool.on('error', (error) => this.#tell(error));
    pool.on('connect', (connection) => this.#connections.add(connection));
    pool.on('remove', (connection) => this.#connections.delete(connection));
  }

  async query<R = Row>(text: string, params?: readonly unknown[]): Promise<QueryResult<R>> {
    const client = await this.connect();
    try {
      const result = await client.query<R>(text, params);
      if (client.inTransaction) throw strayTransaction();
      return result;
    } finally {
      await client.leave();
    }
  }

  async connect(): Promise<ServerClient> {
    if (this.#ended !== undefined) throw poolEnded();
    const raw = await this.#pool.connect().catch((error: unknown) => {
      throw asUnreachable(error);
    });
    const client = new ServerClient(raw, {
      onReleased: () => this.#clients.delete(client),
      onError: (error) => this.#onError(error),
    });
    this.#clients.add(client);
    this.emit('connect', client);
    return client;
  }

  /** Waits 3 seconds for clients to come back, then cuts off those that did not. */
  end(): Promise<void> {
    this.#ended ??= this.#close();
    return this.#ended;
  }

  async #close(): Promise<void> {
    const grace = setTimeout(() => {
      for (const client of this.#clients) client.release(true);
    }, closeGraceMillis);
    // A server that has gone without a word never answers the farewell.
    const last = setTimeout(() => {
      for (const connection of this.#connections) connection.connection.stream.destroy();
      this.#connections.clear();
      this.#pool.emit('remove');
    }, closeGraceMillis + farewellMillis);
    // pg's own end() is content when the first connection has closed.
    const ended = this.#pool.end();
    while (this.#connections.size > 0) await once(this.#pool, 'remove');
    clearTimeout(grace);
    clearTimeout(last);
    await ended;
  }

  #tell(error: Error): void {
    if (this.#ended !== undefined) return;
    this.#onError(error);
    if (this.listenerCount('error') > 0) this.emit('error', error);
  }
}

interface ClientEvents {
  onReleased: () => void;
  onError: (error: Error) => void;
}

/** One connection checked out; an object of its own, so that nothing said to it outlives it. */
export class ServerClient extends EventEmitter implements PoolClient {
  readonly #raw: pg.PoolClient;
  readonly #events: ClientEvents;
  /** A statement failed: the state of the transaction is not known here. */
  #suspect = false;
  /** Not fit for another borrower. */
  #spent = false;
  #left: Promise<void> | undefined;

  constructor(raw: pg.PoolClient, events: ClientEvents) {
    super();
    this.#raw = raw;
    this.#events = events;
    raw.on('notification', this.#hear);
    raw.on('error', this.#fail);
    raw.on('end', this.#finish);
  }

  /** Whether the last successful statement left a transaction open. */
  get inTransaction(): boolean {
    return this.#raw.getTransactionStatus() !== 'I';
  }

  async query<R = Row>(text: string, params?: readonly unknown[]): Promise<QueryResult<R>> {
    if (this.#left !== undefined) throw new Error('This client was released to its pool');
    // A connection that has listened would go on hearing for its next borrower.
    if (/^(?:\s|--[^\n]*\n)*listen\b/i.test(text)) this.#spent = true;
    try {
      return lastResult<R>(await this.#raw.query(statementOf(text, params)));
    } catch (error) {
      const reported = asUnreachable(error);
      if (reported !== error) this.#spent = true;
      // pg learns the state of the transaction only after the error; leave() puts it straight.
      this.#suspect = true;
      throw reported;
    }
  }

  release(destroy = false): void {
    void this.leave(destroy);
  }

  /** Releases, and waits until what was left open is rolled back. Never throws. */
  leave(destroy = false): Promise<void> {
    this.#left ??= this.#goodbye(destroy);
    return this.#left;
  }

  async #goodbye(destroy: boolean): Promise<void> {
    let unfit = destroy || this.#spent;
    if (!unfit && (this.#suspect || this.inTransaction)) {
      unfit = await this.#raw.query('ROLLBACK').then(
        () => false,
        () => true,
      );
    }
    this.#raw.removeListener('notification', this.#hear);
    this.#raw.removeListener('end', this.#finish);
    this.#raw.release(unfit);
    // pg listens for errors of idle connections from here on.
    if (!unfit) this.#raw.removeListener('error', this.#fail);
    this.#events.onReleased();
  }

  readonly #hear = ({ channel, payload }: pg.Notification): void => {
    this.emit('notification', { channel, payload: payload ?? '' });
  };

  readonly #fail = (error: Error): void => {
    if (this.#left !== undefined) return;
    this.#events.onError(error);
    if (this.listenerCount('error') > 0) this.emit('error', error);
  };

  readonly #finish = (): void => {
    this.emit('end');
  };
}

/**
 * SQLSTATE classes and Node codes that mean: no database there to answer, or none that takes writes
 * for now, being read-only (25006) or short of room, memory or connections (53…).
 */
const unreachable =
  /^(?:08\w{3}|57P0[1-4]|53[0-3]00|25006|3D000|28\w{3}|ECONN\w+|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ENOENT|EACCES)$/;
const unreachableWords = /timeout|Connection terminated|not queryable|Client was closed/i;

/** The error as `database_unreachable` where the connection is at fault, else as it is. */
function asUnreachable(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const atFault = code === '' ? unreachableWords.test(error.message) : unreachable.test(code);
  if (!atFault) return error;
  const reason = error.message === '' ? code : error.message;
  return new RectiflowError(
    'database_unreachable',
    { message: `无法连接数据库 / The database cannot be reached: ${reason}`, reason: code },
    error,
  );
}

/** The address in the form pg takes, with our session settings after those it brings itself. */
function withOptions(connectionString: string, schema: string): pg.PoolConfig {
  const url = URL.canParse(connectionString) ? new URL(connectionString) : undefined;
  if (url === undefined || !/^postgres(?:ql)?:$/.test(url.protocol)) {
    // Without the address itself, which may hold a password.
    throw new RectiflowError('config_invalid', {
      message:
        '数据库地址不可用,应为 postgres://用户:密码@主机:端口/库名。' +
        ' / The database address is not usable; it should read postgres://user:password@host:port/name.',
    });
  }
  const settings = [`-c search_path="${schema}"`, '-c TimeZone=UTC', '-c DateStyle=ISO'];
  const own = url.searchParams.get('options');
  if (own === null) return { connectionString, options: settings.join(' ') };
  // pg lets what the address says replace what is said beside it.
  url.searchParams.delete('options');
  return { connectionString: url.href, options: [own, ...settings].join(' ') };
}
