/** The package as its users get it: what is in it, and that the README's program runs. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const run = promisify(execFile);

describe('the package', () => {
  test('holds the program, its migrations, samples and docs, and nothing of how it is made', async () => {
    const { stdout } = await run('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
      cwd: root,
    });
    const [packed] = JSON.parse(stdout) as { files: { path: string }[] }[];
    const paths = (packed?.files ?? []).map(({ path }) => path);
    const tops = new Set(paths.map((path) => path.split('/')[0]));
    expect(tops).toEqual(
      new Set([
        'ARCHITECTURE.md',
        'CHANGELOG.md',
        'LICENSE',
        'README.md',
        'dist',
        'docs',
        'package.json',
        'samples',
      ]),
    );
    expect(paths).toContain('dist/src/store/migrations/001-ledger.sql');
    expect(paths).toContain('dist/src/cli/main.js');
    expect(paths).toContain('samples/round-2024-feedback.txt');
    expect(paths.filter((path) => /\.test\.|tests\//.test(path))).toEqual([]);
  });

  test('the lock file names no host', async () => {
    expect(await readFile(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved"');
  });
});

describe('the README', () => {
  test('is at most 120 lines and names the two commands', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    expect(readme.split('\n').length).toBeLessThanOrEqual(121);
    expect(readme).toContain('npm ci && npm start');
    expect(readme).toContain('npm ci && npm test');
  });

  test('its program runs as printed and is refused, naming guard and allowed commands', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    const program = /```ts\n(?<code>.*?)```/s.exec(readme)?.groups?.['code'] ?? '';
    const folder = await mkdtemp(join(tmpdir(), 'rectiflow-readme-'));
    try {
      // As if it had been installed there.
      await mkdir(join(folder, 'node_modules'));
      await symlink(root, join(folder, 'node_modules/rectiflow'));
      // Node 20 knows neither types nor "await using"; the compiler takes both away.
      await writeFile(join(folder, 'program.ts'), program);
      const options = [
        '--target',
        'es2022',
        '--module',
        'nodenext',
        '--noCheck',
        '--skipLibCheck',
        '--ignoreConfig',
      ];
      const compiler = join(root, 'node_modules/typescript/bin/tsc');
      await writeFile(join(folder, 'package.json'), '{"type":"module"}');
      await run(process.execPath, [compiler, 'program.ts', ...options], { cwd: folder });
      const { stdout } = await run(process.execPath, ['program.js'], { cwd: folder });
      expect(stdout).toContain("kind: 'refused'");
      expect(stdout).toContain("guard: 'stateAcceptsEvent'");
      expect(stdout).toContain("'CLAIM'");
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});
