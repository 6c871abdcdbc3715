/** Brings a database to the structure this version of the program expects. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { RectiflowError } from '../errors.ts';
import { checkedSchemaName, inTransaction, type Pool, type Queryable } from './pool.ts';

/** One numbered file of SQL. */
export interface Migration {
  version: number;
  /** As the file is called, without `.sql`. */
  name: string;
  sql: string;
  sha256: string;
}

/** What `migrate` needs of a database. */
export interface Migratable {
  schema: string;
  store: Pool;
  queue: Pool;
}

interface AppliedRow {
  version: number;
  name: string;
  sha256: string;
}

/** Beside this module, in the sources as in the built package. */
const shippedFolder = fileURLToPath(new URL('migrations/', import.meta.url));
const fileNamePattern = /^(\d{3})-[a-z0-9-]+\.sql$/;
/** "RECT": keeps our migrations apart from other users of advisory locks. */
const lockKey = 0x52454354;

/**
 * Applies the migrations that are missing, each in a transaction of its own, and those of BullMQ.
 * Several processes may do so at once. Throws `schema_too_new` for a database that a later version
 * has migrated and `migration_changed` where an applied file reads differently now.
 */
export async function migrate(
  database: Migratable,
  folder: string = shippedFolder,
): Promise<{ applied: string[]; version: number }> {
  const migrations = readMigrations(folder);
  const schema = checkedSchemaName(database.schema);
  const applied: string[] = [];
  for (;;) {
    const name = await inTransaction(database.store, (client) =>
      applyNext(client, schema, migrations),
    );
    if (name === undefined) break;
    applied.push(name);
  }
  await migrateQueue(database.queue);
  return { applied, version: migrations.at(-1)?.version ?? 0 };
}

/**
 * Throws `schema_missing` unless the database is at the version of this program; `schema_too_new`
 * and `migration_changed` as `migrate` does. Changes nothing.
 */
export async function assertMigrated(
  database: Pick<Migratable, 'schema' | 'store'>,
  folder: string = shippedFolder,
): Promise<void> {
  const { schema, store } = database;
  const { rows } = await store.query<{ exists: boolean }>(
    'select to_regclass($1) is not null as exists',
    [`${checkedSchemaName(schema)}.migration`],
  );
  const applied = rows[0]?.exists === true ? await readApplied(store, schema) : [];
  const missing = firstMissing(readMigrations(folder), applied);
  if (missing !== undefined) throw new RectiflowError('schema_missing', { missing: missing.name });
}

/** The migrations of a folder in their order. Throws where numbers are missing or given twice. */
export function readMigrations(folder: string = shippedFolder): Migration[] {
  const names = readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  return names.map((file, index) => {
    const version = Number(fileNamePattern.exec(file)?.[1]);
    if (version !== index + 1) {
      throw new Error(`Migration files must be numbered 001-name.sql, 002-…; found ${file}`);
    }
    // A checkout on Windows may have changed the line ends; that changes nothing.
    const sql = readFileSync(`${folder}/${file}`, 'utf8').replaceAll('\r\n', '\n');
    const sha256 = createHash('sha256').update(sql).digest('hex');
    return { version, name: file.slice(0, -'.sql'.length), sql, sha256 };
  });
}

/** Applies the first migration that is missing; its name, or undefined where none is. */
async function applyNext(
  client: Queryable,
  schema: string,
  migrations: Migration[],
): Promise<string | undefined> {
  await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [lockKey, schema]);
  await ensureLedger(client, schema);
  const next = firstMissing(migrations, await readApplied(client, schema));
  if (next === undefined) return undefined;
  await client.query(`set local search_path to "${schema}"`);
  await client.query(next.sql);
  await client.query(
    `insert into "${schema}".migration (version, name, sha256) values ($1, $2, $3)`,
    [next.version, next.name, next.sha256],
  );
  return next.name;
}

async function ensureLedger(client: Queryable, schema: string): Promise<void> {
  // "if not exists" asks for the right to create even where there is nothing to create.
  const { rows } = await client.query<{ schema: boolean; ledger: boolean }>(
    `select to_regnamespace($1) is not null as schema,
            to_regclass($1 || '.migration') is not null as ledger`,
    [schema],
  );
  if (rows[0]?.schema !== true) await client.query(`create schema "${schema}"`);
  if (rows[0]?.ledger === true) return;
  await client.query(
    `create table "${schema}".migration (
       version integer primary key,
       name text not null,
       sha256 text not null,
       applied_at timestamptz not null default now()
     )`,
  );
}

async function readApplied(client: Queryable, schema: string): Promise<AppliedRow[]> {
  const { rows } = await client.query<AppliedRow>(
    `select version, name, sha256 from "${schema}".migration order by version`,
  );
  return rows;
}

function firstMissing(migrations: Migration[], applied: AppliedRow[]): Migration | undefined {
  const newest = migrations.at(-1)?.version ?? 0;
  const found = applied.at(-1)?.version ?? 0;
  if (found > newest) {
    throw new RectiflowError('schema_too_new', {
      message:
        `数据库结构版本为 ${found},本程序只支持到 ${newest},请使用更新的版本。` +
        ` / The database is at version ${found}, this program knows up to ${newest}: use a newer one.`,
      found,
      newest,
    });
  }
  const byVersion = new Map(applied.map((row) => [row.version, row]));
  for (const migration of migrations) {
    const row = byVersion.get(migration.version);
    if (row !== undefined && row.sha256 !== migration.sha256) {
      throw new RectiflowError('migration_changed', {
        message:
          `迁移 ${row.name} 已执行,但当前文件 ${migration.name} 内容不同。` +
          ` / Migration ${row.name} was applied, but the file ${migration.name} reads differently now.`,
        version: row.version,
      });
    }
  }
  return migrations.find((migration) => !byVersion.has(migration.version));
}

async function migrateQueue(queue: Pool): Promise<void> {
  const { runMigrations } = await import('bullmq');
  const client = await queue.connect();
  try {
    await runMigrations(client);
  } finally {
    client.release();
  }
}
