/** Runs the built command line as its users do, with these settings and no others. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const program = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const folders: string[] = [];
const running = new Set<ChildProcessByStdio<null, Readable, Readable>>();

afterAll(async () => {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
});

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

type Settings = Readonly<Record<string, string>>;

/** A folder of its own, removed when the test file is done. */
export async function freshFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'rectiflow-test-'));
  folders.push(folder);
  return folder;
}

/** Runs the command to its end. */
export async function rectiflow(args: readonly string[], settings: Settings = {}): Promise<Ran> {
  const child = start(args, settings);
  const exited = once(child, 'close');
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = (await exited) as [number | null];
  return { code, stdout, stderr };
}

/** Starts a command that goes on until it is stopped. */
export function start(args: readonly string[], settings: Settings = {}) {
  if (!existsSync(program)) {
    throw new Error('The program is not built, so it cannot be run: "npm run build" first');
  }
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [program, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH, HOME, ...settings },
  });
  running.add(child);
  child.on('close', () => running.delete(child));
  return child;
}
