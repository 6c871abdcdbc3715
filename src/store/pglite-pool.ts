/** The pool and the client over a PGlite session, shaped like those of pg. */
import { EventEmitter } from 'node:events';
import type { PgliteSession, PoolSettings } from './pglite-session.ts';
import {
  type Notification,
  type Pool,
  type PoolClient,
  poolEnded,
  type QueryResult,
  type Row,
} from './pool.ts';

/** A view of the session with its own search path. Ending it leaves the session open. */
export class PglitePool extends EventEmitter implements Pool {
  /** BullMQ asks whether a dead LISTEN connection would be noticed; this one cannot die silently. */
  readonly options = { keepAlive: true };
  readonly #session: PgliteSession;
  readonly #settings: PoolSettings;
  readonly #clients = new Set<PgliteClient>();
  #ended = false;

  constructor(session: PgliteSession, settings: PoolSettings) {
    super();
    // Every queue and worker listens for errors of the pool they share.
    this.setMaxListeners(0);
    this.#session = session;
    this.#settings = settings;
    session.on('failure', (error: Error) => {
      for (const emitter of [this, ...this.#clients]) {
        if (emitter.listenerCount('error') > 0) emitter.emit('error', error);
      }
    });
  }

  async query<R = Row>(text: string, params?: readonly unknown[]): Promise<QueryResult<R>> {
    if (this.#ended) throw poolEnded();
    return this.#session.run<R>({
      text,
      params,
      settings: this.#settings,
      owner: {},
      mayHold: false,
    });
  }

  async connect(): Promise<PgliteClient> {
    if (this.#ended) throw poolEnded();
    const client = new PgliteClient(this.#session, this.#settings, () =>
      this.#clients.delete(client),
    );
    this.#clients.add(client);
    this.emit('connect', client);
    return client;
  }

  async end(): Promise<void> {
    this.#ended = true;
    await Promise.allSettled([...this.#clients].map((client) => client.leave()));
  }
}

/** `LISTEN a`, `UNLISTEN "a"`, `UNLISTEN *`, after any comment lines: BullMQ's statements begin with one. */
const listenPattern =
  /^(?:\s|--[^\n]*\n)*(un)?listen\s+(\*|"(?:[^"]|"")+"|[a-z_][\w$]*)\s*(?:;\s*)?$/i;

/** One borrower of the session: has it to itself from BEGIN to COMMIT or ROLLBACK, no longer. */
export class PgliteClient extends EventEmitter implements PoolClient {
  readonly #session: PgliteSession;
  readonly #settings: PoolSettings;
  readonly #onReleased: () => void;
  readonly #channels = new Set<string>();
  /** LISTEN and UNLISTEN count from the commit of the transaction they are in. */
  readonly #uncommitted: (() => void)[] = [];
  #left: Promise<void> | undefined;

  constructor(session: PgliteSession, settings: PoolSettings, onReleased: () => void) {
    super();
    this.#session = session;
    this.#settings = settings;
    this.#onReleased = onReleased;
    session.on('notification', this.#hear);
  }

  async query<R = Row>(text: string, params?: readonly unknown[]): Promise<QueryResult<R>> {
    if (this.#left !== undefined) throw new Error('This client was released to its pool');
    const [, un, name] = listenPattern.exec(text) ?? [];
    // The session hears for all its clients, so an UNLISTEN of one must not reach it.
    const sql = un === undefined ? text : '';
    const statement = { params, settings: this.#settings, owner: this, mayHold: true };
    try {
      const result = await this.#session.run<R>({ ...statement, text: sql });
      if (name !== undefined) this.#uncommitted.push(this.#change(name, un !== undefined));
      if (!this.#session.holds(this) && result.command !== 'ROLLBACK') {
        for (const change of this.#uncommitted) change();
      }
      return result;
    } finally {
      if (!this.#session.holds(this)) this.#uncommitted.length = 0;
    }
  }

  release(): void {
    // Whatever went wrong here, the session has told its pools.
    this.leave().catch(() => undefined);
  }

  /** Releases, and waits until what was left open is rolled back. */
  leave(): Promise<void> {
    this.#left ??= this.#goodbye();
    return this.#left;
  }

  async #goodbye(): Promise<void> {
    this.#session.removeListener('notification', this.#hear);
    this.#onReleased();
    await this.#session.letGo(this);
  }

  readonly #hear = (message: Notification): void => {
    if (!this.#channels.has(message.channel)) return;
    this.emit('notification', message);
  };

  #change(name: string, un: boolean): () => void {
    if (name === '*') return () => this.#channels.clear();
    const channel = name.startsWith('"')
      ? name.slice(1, -1).replaceAll('""', '"')
      : name.toLowerCase();
    return () => (un ? this.#channels.delete(channel) : this.#channels.add(channel));
  }
}
