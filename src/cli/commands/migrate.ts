/** rectiflow migrate: brings the database's structure up to date. */
import { sketchAll } from '../../store/likeness-fill.ts';
import { migrate } from '../../store/migrate.ts';
import { openDatabase } from '../../store/open-database.ts';
import { configOf, type ConfigOption } from '../open.ts';
import { exitCode, print, printJson, type Exit } from '../output.ts';

export async function migrateDatabase(
  options: ConfigOption & { readonly json?: boolean },
): Promise<Exit> {
  const { databaseUrl: url, dataDir, schema } = configOf(options);
  const database = await openDatabase({ url, dataDir, schema });
  try {
    const { applied, version } = await migrate(database);
    // Findings of before are found by their words too: here rather than at the first search.
    await sketchAll(database.store);
    if (options.json === true) printJson({ schema, version, applied });
    else if (applied.length === 0) print(`已是最新(版本 ${version}) / up to date at ${version}`);
    else print(`已升级到版本 ${version} / now at ${version}: ${applied.join(', ')}`);
  } finally {
    await database.close();
  }
  return exitCode.done;
}
