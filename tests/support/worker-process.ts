/** Runs `rectiflow worker` as its users do: the built program, in a process of its own. */
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { cp, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { whenFileIsDone } from './clear-up.ts';

export interface WorkerProcess {
  /** What it has written to its standard error, line by line. */
  readonly said: readonly string[];
  /** The exit code, or null where a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Sends the signal to its process id, at once; resolves with `exited`. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
// Inside the project, so that its packages are found from there.
const home = join(root, 'node_modules/.cache/rectiflow', `built-${randomUUID()}`);
let built: Promise<string> | undefined;

/**
 * Starts a worker with these settings and none of the environment's. One that still runs when the
 * test file is done is killed.
 */
export async function startWorkerProcess(
  settings: Readonly<Record<string, string>>,
): Promise<WorkerProcess> {
  built ??= build();
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [await built, 'worker'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH, ...settings },
  });
  const said: string[] = [];
  createInterface(child.stderr).on('line', (line) => said.push(line));
  // "close" comes when its last words have been read.
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const worker: WorkerProcess = {
    said,
    exited,
    kill(signal) {
      child.kill(signal);
      return exited;
    },
  };
  whenFileIsDone(() => worker.kill('SIGKILL'));
  return worker;
}

/** Built as `npm run build` does it, but from the sources as they are now and for these tests alone. */
async function build(): Promise<string> {
  whenFileIsDone(async () => {
    built = undefined;
    await rm(home, { recursive: true, force: true });
  });
  const dist = join(home, 'dist');
  await mkdir(dist, { recursive: true });
  const typescript = createRequire(import.meta.url).resolve('typescript/package.json');
  const compiler = join(dirname(typescript), 'bin/tsc');
  const how = ['-p', join(root, 'tsconfig.build.json'), '--outDir', dist, '--noCheck'];
  await promisify(execFile)(process.execPath, [compiler, ...how]);
  for (const folder of ['src/store/migrations', 'src/policy/sets']) {
    await cp(join(root, folder), join(dist, folder), { recursive: true });
  }
  await cp(join(root, 'package.json'), join(home, 'package.json'));
  return join(dist, 'src/cli/main.js');
}

/** A worker that is started again whenever a test has killed it. */
export interface RestartedWorker {
  /** How many processes were killed in the middle of their lives so far. */
  readonly kills: number;
  /** Kills it with SIGKILL, at once; resolves when the next one has been started. */
  killNine(): Promise<void>;
  /** Asks it to stop; resolves with the exit code. */
  stop(): Promise<number | null>;
  /** Throws with the worker's last words where it ended without being told to. */
  assertAlive(): void;
}

export async function keepWorkerRunning(
  settings: Readonly<Record<string, string>>,
): Promise<RestartedWorker> {
  let died: string | undefined;
  const told = new WeakSet<WorkerProcess>();
  const watch = async (worker: WorkerProcess): Promise<void> => {
    const code = await worker.exited;
    const lastWords = worker.said.slice(-10).join('\n');
    if (!told.has(worker)) died = `The worker ended by itself with ${code}: ${lastWords}`;
  };
  const start = async (): Promise<WorkerProcess> => {
    const worker = await startWorkerProcess(settings);
    void watch(worker);
    return worker;
  };
  let current = await start();
  let kills = 0;
  const tell = (signal: NodeJS.Signals): Promise<number | null> => {
    told.add(current);
    return current.kill(signal);
  };
  return {
    get kills() {
      return kills;
    },
    async killNine() {
      // Null: the signal ended it, not the worker itself.
      if ((await tell('SIGKILL')) === null) kills += 1;
      current = await start();
    },
    stop: () => tell('SIGTERM'),
    assertAlive() {
      if (died !== undefined) throw new Error(died);
    },
  };
}
