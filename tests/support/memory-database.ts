/** Databases in memory, migrated, in a third of a second each. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate, readMigrations } from '../../src/store/migrate.ts';
import { type Database, openDatabase } from '../../src/store/open-database.ts';

const cacheFolder = fileURLToPath(new URL('../../node_modules/.cache/rectiflow/', import.meta.url));
const require = createRequire(import.meta.url);
const dumps = new Map<string, Promise<Blob>>();

/**
 * A PGlite database of its own with all migrations applied; the caller closes it. Making one takes
 * seconds, so it is made once per state of the migrations, kept in node_modules/.cache, and copied.
 */
export async function migratedMemoryDatabase(schema = 'rectiflow'): Promise<Database> {
  const dump = dumps.get(schema) ?? findOrMakeDump(schema);
  dumps.set(schema, dump);
  return openDatabase({ dataDir: 'memory://', schema, loadDataDir: await dump });
}

async function findOrMakeDump(schema: string): Promise<Blob> {
  const file = join(cacheFolder, `${schema}-${fingerprint()}.tar`);
  try {
    return new Blob([await readFile(file)]);
  } catch {
    const dump = await makeDump(schema);
    await mkdir(cacheFolder, { recursive: true });
    // Several test workers may come here at once: each writes its own, the last name wins.
    const draft = `${file}.${randomUUID()}`;
    await writeFile(draft, Buffer.from(await dump.arrayBuffer()));
    await rename(draft, file);
    return dump;
  }
}

async function makeDump(schema: string): Promise<Blob> {
  const database = await openDatabase({ dataDir: 'memory://', schema });
  try {
    await migrate(database);
    const dump = await database.dump?.();
    if (dump === undefined) throw new Error('Only an embedded database can be dumped');
    return dump;
  } finally {
    await database.close();
  }
}

function fingerprint(): string {
  const versions = ['@electric-sql/pglite', 'bullmq'].map((name) => versionOf(name));
  const hashes = readMigrations().map((migration) => migration.sha256);
  return createHash('sha256')
    .update([...versions, ...hashes].join())
    .digest('hex')
    .slice(0, 16);
}

function versionOf(name: string): string {
  // Their exports do not name package.json, so it is looked for from the main file upwards.
  const [root = ''] = require.resolve(name).split(/(?<=node_modules\/(?:@[^/]+\/)?[^/]+)\//);
  const { version } = require(join(root, 'package.json')) as { version: string };
  return version;
}
