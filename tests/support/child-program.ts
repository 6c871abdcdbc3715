/** Runs a TypeScript file in a process of its own, for tests that kill it. */
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { whenFileIsDone } from './clear-up.ts';

export interface ChildProgram extends AsyncDisposable {
  readonly pid: number;
  /** What it has written to its standard output so far, line by line. */
  readonly lines: readonly string[];
  /** What it has written to its standard error. */
  readonly complaints: readonly string[];
  /** The exit code, or null where a signal ended it. */
  readonly exited: Promise<number | null>;
  kill(signal?: NodeJS.Signals): Promise<number | null>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
// Inside the project, so that its packages are found from there.
const outFolder = join(root, 'node_modules/.cache/rectiflow', `compiled-${randomUUID()}`);
const compiled = new Map<string, Promise<string>>();

/** Starts the program; one that still runs when the test file is done is killed. */
export async function startChild(
  file: URL,
  args: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<ChildProgram> {
  const path = fileURLToPath(file);
  const made = compiled.get(path) ?? compile(path);
  compiled.set(path, made);
  const child = spawn(process.execPath, [await made, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const [lines, complaints]: [string[], string[]] = [[], []];
  createInterface(child.stdout).on('line', (line) => lines.push(line));
  createInterface(child.stderr).on('line', (line) => complaints.push(line));
  // "close" comes when its last words have been read.
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const kill = (signal: NodeJS.Signals = 'SIGKILL') => {
    child.kill(signal);
    return exited;
  };
  const program: ChildProgram = {
    pid: child.pid ?? 0,
    lines,
    complaints,
    exited,
    kill,
    [Symbol.asyncDispose]: async () => void (await kill()),
  };
  whenFileIsDone(() => program.kill());
  return program;
}

/** Node 20 runs no TypeScript; the compiler turns the file and what it imports into JavaScript. */
async function compile(path: string): Promise<string> {
  whenFileIsDone(async () => {
    compiled.delete(path);
    await rm(outFolder, { recursive: true, force: true });
  });
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
  const compiler = join(dirname(typescript), 'bin/tsc');
  const how = ['--module', 'nodenext', '--target', 'es2023', '--rewriteRelativeImportExtensions'];
  const where = ['--rootDir', root, '--outDir', outFolder];
  const quick = ['--ignoreConfig', '--noCheck', '--skipLibCheck', '--types', 'node'];
  await promisify(execFile)(process.execPath, [compiler, path, ...how, ...where, ...quick]);
  return join(outFolder, relative(root, path)).replace(/\.ts$/, '.js');
}
