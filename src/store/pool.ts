/** The connection pool both our store and BullMQ use, over PGlite or over a PostgreSQL server. */
import type { CustomTypesConfig, QueryConfig, QueryResult as PgQueryResult } from 'pg';
import { RectiflowError } from '../errors.ts';

/** One row as it comes, where the caller names no row type. */
export type Row = Record<string, unknown>;

/** What a statement gave. `rowCount` is null for statements that count nothing (`LISTEN`, DDL). */
export interface QueryResult<R = Row> {
  rows: R[];
  rowCount: number | null;
  command: string;
}

/**
 * Runs SQL. Several statements in one text are allowed without parameters only; then the result is
 * that of the last one. Errors carry the SQLSTATE in `code` (`23505`) and the `constraint` name.
 *
 * Values out: int8 and numeric as string, int4 as number, timestamptz as Date, date as
 * `YYYY-MM-DD`, jsonb parsed, bytea as Buffer, arrays as arrays. Values in: the same, but JSON as
 * text (an array parameter is a PostgreSQL array).
 */
export interface Queryable {
  query<R = Row>(text: string, params?: readonly unknown[]): Promise<QueryResult<R>>;
}

/** One `NOTIFY` as a listening client hears it. */
export interface Notification {
  channel: string;
  payload: string;
}

/** One client checked out of a pool: its statements share a transaction and its `LISTEN`s. */
export interface PoolClient extends Queryable {
  /** Gives the client back, rolls back what it left open and ends its `LISTEN`s. */
  release(destroy?: boolean): void;
  on(event: 'notification', listener: (message: Notification) => void): this;
  on(event: 'error', listener: (error: Error) => void): this;
  on(event: 'end', listener: () => void): this;
  removeListener(event: 'notification', listener: (message: Notification) => void): this;
  removeAllListeners(event?: string): this;
}

/** The pool, with the shape of a `pg.Pool`; it is assignable to BullMQ's `PgPool`. */
export interface Pool extends Queryable {
  connect(): Promise<PoolClient>;
  /** Refuses further work, waits for what runs; may be called again. */
  end(): Promise<void>;
  on(event: 'error', listener: (error: Error) => void): this;
  on(event: 'connect', listener: (client: PoolClient) => void): this;
  removeAllListeners(event?: string): this;
}

/** Runs `work` in one transaction: committed when it returns, rolled back when it throws. */
export async function inTransaction<T>(
  pool: Pick<Pool, 'connect'>,
  work: (client: Queryable) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('BEGIN');
    const result = await work(client);
    const { command } = await client.query('COMMIT');
    // After a failed statement that somebody swallowed, PostgreSQL answers COMMIT with ROLLBACK.
    if (command !== 'COMMIT') throw new Error('The transaction had failed and was rolled back');
    return result;
  } finally {
    // Rolls back whatever a throw left open.
    client.release();
  }
}

const schemaNamePattern = /^[a-z_][a-z0-9_]{0,62}$/;

/** The schema name as given. Throws `config_invalid` for one that could not go into SQL safely. */
export function checkedSchemaName(name: string): string {
  if (schemaNamePattern.test(name)) return name;
  throw new RectiflowError('config_invalid', {
    message:
      `数据库模式名 ${JSON.stringify(name)} 不可用:只能用小写字母、数字和下划线,不能以数字开头,最长 63 个字符。` +
      ` / The schema name ${JSON.stringify(name)} is not usable: lower-case letters, digits and` +
      ' underscores only, not starting with a digit, 63 characters at most.',
    schema: name,
  });
}

/**
 * The statement as pg takes it. One that begins with its name in a comment (`/* finding_save …`)
 * is planned once per connection and kept under that name; the others are planned each time.
 */
export function statementOf(text: string, params: readonly unknown[] = []): QueryConfig {
  const name = /^\s*\/\* (\w+) \*\//.exec(text)?.[1];
  return name === undefined ? { text, values: [...params] } : { name, text, values: [...params] };
}

/** The error of a pool that has ended; BullMQ recognises it by these words. */
export function poolEnded(): Error {
  return new Error('Cannot use a pool after calling end on the pool');
}

/** The error for a `BEGIN` sent to a pool, where nobody could send the matching `COMMIT`. */
export function strayTransaction(): Error {
  return new Error('A transaction needs a client of its own: use connect(), not the pool');
}

const dateOid = 1082;
const dateArrayOid = 1182;
const textOid = 25;
const textArrayOid = 1009;

/** How pg looks a value parser up; its own declaration names one overload per built-in type. */
interface ValueTypes {
  getTypeParser(oid: number, format?: 'text'): unknown;
}

/**
 * The value parsers both kinds of pool share: those of pg, except that a date stays the text it
 * is. pg would make it an instant, at midnight of whatever zone this machine is in.
 */
export function valueTypes(defaults: ValueTypes): CustomTypesConfig {
  const asText = new Map([
    [dateOid, textOid],
    [dateArrayOid, textArrayOid],
  ]);
  const types: ValueTypes = {
    getTypeParser: (oid, format) => defaults.getTypeParser(asText.get(oid) ?? oid, format),
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see ValueTypes
  return types as CustomTypesConfig;
}

/** pg answers several statements with several results; the last one stands for all. */
export function lastResult<R>(answer: PgQueryResult | PgQueryResult[]): QueryResult<R> {
  const last = Array.isArray(answer) ? answer.at(-1) : answer;
  return last ?? { rows: [], rowCount: null, command: '' };
}
