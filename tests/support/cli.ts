/** Runs the built command line as its users do, with these settings and no others. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { openDatabase } from '../../src/store/open-database.ts';
import { whenFileIsDone } from './clear-up.ts';
import { migratedDump } from './memory-database.ts';

const program = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Settings = Readonly<Record<string, string>>;

/** A folder of its own, removed when the test file is done. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rectiflow-test-'));
  whenFileIsDone(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

let prepared: Promise<string> | undefined;

/** A data folder with a migrated database in it: commands that make one take seconds for that alone. */
export async function preparedFolder(): Promise<string> {
  prepared ??= prepare();
  const folder = await freshFolder();
  await cp(await prepared, folder, { recursive: true });
  return folder;
}

async function prepare(): Promise<string> {
  whenFileIsDone(() => {
    prepared = undefined;
  });
  const dataDir = await freshFolder();
  const loadDataDir = await migratedDump();
  await (await openDatabase({ dataDir, schema: 'rectiflow', loadDataDir })).close();
  return dataDir;
}

/**
 * Runs the command to its end. What takes seconds gains nothing by having the embedded database compiled
 * for speed: that is a third of the processor's time of a command.
 */
export async function rectiflow(args: readonly string[], settings: Settings = {}): Promise<Ran> {
  const child = start(args, settings, ['--liftoff-only']);
  const exited = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await exited) as [number | null];
  return { code, stdout, stderr };
}

/** Starts a command that goes on until it is stopped, or until the test file is done. */
export function start(
  args: readonly string[],
  settings: Settings = {},
  nodeOptions: readonly string[] = [],
) {
  if (!existsSync(program)) {
    throw new Error('The program is not built, so it cannot be run: "npm run build" first');
  }
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...nodeOptions, program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, ...settings },
  });
  const closed = once(child, 'close');
  whenFileIsDone(() => {
    child.kill('SIGKILL');
    return closed;
  });
  return child;
}
