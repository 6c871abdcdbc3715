/** Databases in memory, migrated, in a third of a second each. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { migrate, readMigrations } from '../../src/store/migrate.ts';
import { type Database, openDatabase } from '../../src/store/open-database.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const cacheFolder = join(root, 'node_modules/.cache/rectiflow');
const dumps = new Map<string, Promise<Blob>>();

/** A PGlite database of its own with all migrations applied; the caller closes it. */
export async function migratedMemoryDatabase(schema = 'rectiflow'): Promise<Database> {
  return openDatabase({
    dataDir: 'memory://',
    schema,
    loadDataDir: await migratedDump(schema),
  });
}

/**
 * A database with all migrations applied, for `loadDataDir`. Making one takes seconds, so it is made
 * once per state of the migrations, kept in node_modules/.cache, and copied.
 */
export async function migratedDump(schema = 'rectiflow'): Promise<Blob> {
  const hashes = readMigrations().map(({ sha256 }) => sha256);
  return dumpNamed(`migrated-${schema}`, hashes, async () => {
    const database = await memoryDatabase(schema);
    await migrate(database);
    return database;
  });
}

/** A PGlite database of its own with nothing in it, made in the same way. */
export async function memoryDatabase(schema = 'rectiflow'): Promise<Database> {
  return openDatabase({ dataDir: 'memory://', schema, loadDataDir: await emptyDump() });
}

/** What PGlite makes of nothing, for `loadDataDir`: in memory and in an empty folder. */
export async function emptyDump(): Promise<Blob> {
  return dumpNamed('empty', [], () => openDatabase({ dataDir: 'memory://', schema: 'public' }));
}

async function dumpNamed(
  name: string,
  ingredients: readonly string[],
  make: () => Promise<Database>,
): Promise<Blob> {
  const dump = dumps.get(name) ?? findOrMakeDump(name, ingredients, make);
  dumps.set(name, dump);
  return dump;
}

async function findOrMakeDump(
  name: string,
  ingredients: readonly string[],
  make: () => Promise<Database>,
): Promise<Blob> {
  const fileName = `${name}-${await fingerprint(ingredients)}.tar`;
  try {
    return new Blob([await readFile(join(cacheFolder, fileName))]);
  } catch {
    const dump = await dumpOnce(make);
    await keep(dump, name, fileName);
    return dump;
  }
}

async function dumpOnce(make: () => Promise<Database>): Promise<Blob> {
  const database = await make();
  try {
    await dropTemplates(database);
    const dump = await database.dump?.();
    if (dump === undefined) throw new Error('Only an embedded database can be dumped');
    return dump;
  } finally {
    await database.close();
  }
}

/** What new databases would be made of: nobody makes any in there, and each copy would carry it along. */
async function dropTemplates({ store }: Database): Promise<void> {
  for (const template of ['template0', 'template1']) {
    await store.query('update pg_database set datistemplate = false where datname = $1', [
      template,
    ]);
    await store.query(`drop database if exists ${template}`);
  }
}

async function keep(dump: Blob, name: string, fileName: string): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  // Several test workers may come here at once: each writes its own, the last name wins.
  const draft = join(cacheFolder, `${randomUUID()}.draft`);
  await writeFile(draft, Buffer.from(await dump.arrayBuffer()));
  await rename(draft, join(cacheFolder, fileName));
  const outdated = (await readdir(cacheFolder)).filter(
    (other) => other.startsWith(`${name}-`) && other.endsWith('.tar') && other !== fileName,
  );
  await Promise.all(outdated.map((other) => rm(join(cacheFolder, other), { force: true })));
}

async function fingerprint(ingredients: readonly string[]): Promise<string> {
  // Its dependencies are pinned, so it says which PGlite and which BullMQ this is.
  const packageFile = await readFile(join(root, 'package.json'), 'utf8');
  const { dependencies } = JSON.parse(packageFile) as { dependencies: Record<string, string> };
  const versions = [dependencies['@electric-sql/pglite'], dependencies['bullmq']];
  const hash = createHash('sha256').update([...versions, ...ingredients].join());
  return hash.digest('hex').slice(0, 16);
}
