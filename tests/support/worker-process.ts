/** Runs `rectiflow worker` as its users do: the built program, in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

export interface WorkerProcess {
  readonly pid: number;
  /** What it has written to its standard error, line by line. */
  readonly said: readonly string[];
  /** The exit code, or null where a signal ended it. */
  readonly exited: Promise<number | null>;
  /** Sends the signal by process id, at once; resolves when the process is gone. */
  kill(signal: NodeJS.Signals): Promise<number | null>;
}

const program = fileURLToPath(new URL('../../dist/src/cli/main.js', import.meta.url));
const running = new Set<WorkerProcess>();

afterAll(async () => {
  await Promise.all([...running].map((worker) => worker.kill('SIGKILL')));
});

/**
 * Starts a worker with these settings and no others of the environment. One that still runs when
 * the test file is done is killed.
 */
export function startWorkerProcess(settings: Readonly<Record<string, string>>): WorkerProcess {
  if (!existsSync(program)) {
    throw new Error('The program is not built, so its worker cannot be run: "npm run build" first');
  }
  const { PATH = '' } = process.env;
  const child = spawn(process.execPath, [program, 'worker'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH, ...settings },
  });
  const said: string[] = [];
  createInterface(child.stderr).on('line', (line) => said.push(line));
  // "close" comes when its last words have been read.
  const exited = once(child, 'close').then(([code]) => code as number | null);
  const worker: WorkerProcess = {
    pid: child.pid ?? 0,
    said,
    exited,
    kill(signal) {
      console.info('KILL', child.pid, child.kill(signal), child.stderr.readableFlowing, child.stderr.isPaused());
      return exited;
    },
  };
  running.add(worker);
  child.once('exit', (...a) => console.info('EXIT', child.pid, a));child.stderr.once('end', () => console.info('STDERR END', child.pid));
  void exited.then(() => running.delete(worker));
  return worker;
}

/** A worker that is started again whenever a test has killed it. */
export interface RestartedWorker {
  /** The process that runs now. */
  readonly current: WorkerProcess;
  /** Kills it with SIGKILL, at once, and starts the next one when it is gone. */
  killNine(): Promise<void>;
  /** Asks it to stop; the exit code. */
  stop(): Promise<number | null>;
  /** Throws with the worker's last words where it ended without being told to. */
  assertAlive(): void;
}

export function keepWorkerRunning(settings: Readonly<Record<string, string>>): RestartedWorker {
  let told = false;
  let died: string | undefined;
  const start = (): WorkerProcess => {
    told = false;
    const worker = startWorkerProcess(settings);
    void worker.exited.then((code) => {
      if (!told) died = `The worker ended by itself, ${code}: ${worker.said.slice(-5).join('\n')}`;
    });
    return worker;
  };
  let current = start();
  return {
    get current() {
      return current;
    },
    async killNine() {
      told = true;
      await current.kill('SIGKILL');
      current = start();
    },
    stop() {
      told = true;
      return current.kill('SIGTERM');
    },
    assertAlive() {
      if (died !== undefined) throw new Error(died);
    },
  };
}
