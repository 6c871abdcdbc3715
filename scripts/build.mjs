/** Builds dist/: compiles, and lays migrations and policies beside the code that reads them. */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import process from 'node:process';

const typescript = dirname(createRequire(import.meta.url).resolve('typescript/package.json'));
const compiler = join(typescript, 'bin/tsc');
// Built beside it and then put in its place: a build that fails leaves the last one as it was.
const draft = 'dist.draft';
rmSync(draft, { recursive: true, force: true });
const args = [compiler, '-p', 'tsconfig.build.json', '--outDir', draft];
const { status } = spawnSync(process.execPath, args, { stdio: 'inherit' });
if (status !== 0) {
  rmSync(draft, { recursive: true, force: true });
  process.exit(status ?? 1);
}
for (const folder of ['src/store/migrations', 'src/policy/sets']) {
  cpSync(folder, join(draft, folder), { recursive: true });
}
chmodSync(join(draft, 'src/cli/main.js'), 0o755);
rmSync('dist', { recursive: true, force: true });
renameSync(draft, 'dist');
