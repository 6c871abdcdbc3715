/** Runs a server program for the tests and sees to it that it never outlives them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { eventually } from './eventually.ts';

export interface ServiceOptions {
  /** Program and arguments. */
  command: readonly string[];
  /** Words before the command that change the user (`runuser …`). */
  as?: readonly string[];
  /** Holds all the service writes; removed at the end. */
  folder: string;
  /** What makes the program stop at once but in order. */
  stopSignal: 'INT' | 'TERM';
  /** Rejects until the service answers. */
  answers: () => Promise<unknown>;
}

/** A running program. */
export interface Service {
  readonly pid: number;
  /** Ends it like a crash: no farewell. Its folder stays. */
  crash(): Promise<void>;
  /** Starts it again on what it left in its folder. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * The shell waits at its end of a pipe. When the tests are over, or have died in whatever way, the
 * pipe closes, and the shell stops the program and cleans up.
 */
const guard = `
folder=$1; signal=$2; shift 2
exec 2>>"$folder/log"
"$@" >>"$folder/log" 2>&1 &
child=$!
echo "$child"
read -r order
kill -"$signal" "$child" 2>/dev/null
wait "$child"
[ "$order" = keep ] || rm -rf "$folder"
`;

interface Running {
  shell: ChildProcess;
  exited: Promise<unknown>;
  pid: number;
}

export async function startService(options: ServiceOptions): Promise<Service> {
  let running = await launch(options);
  return {
    get pid() {
      return running.pid;
    },
    async crash() {
      process.kill(running.pid, 'SIGKILL');
      await end(running, 'keep\n');
    },
    async restart() {
      running = await launch(options);
    },
    async stop() {
      await end(running, '');
      await rm(options.folder, { recursive: true, force: true });
    },
  };
}

async function launch(options: ServiceOptions): Promise<Running> {
  const { as = [], folder, stopSignal, command } = options;
  const [program = '', ...rest] = [...as, 'sh', '-c', guard, 'sh', folder, stopSignal, ...command];
  // A group of its own: Ctrl-C reaches the tests, and the tests' end reaches the service.
  const shell = spawn(program, rest, { stdio: ['pipe', 'pipe', 'inherit'], detached: true });
  const exited = once(shell, 'exit');
  const lines = createInterface(shell.stdout);
  const [line] = (await Promise.race([once(lines, 'line'), exited])) as [unknown];
  const running = { shell, exited, pid: Number(line) };
  try {
    await eventually(options.answers);
    return running;
  } catch (error) {
    const log = await readFile(join(folder, 'log'), 'utf8').catch(() => '');
    await end(running, '');
    throw new Error(`${command[0] ?? ''} did not start: ${log.slice(-2000)}`, { cause: error });
  }
}

async function end({ shell, exited }: Running, order: string): Promise<void> {
  shell.stdin?.end(order);
  await exited;
}

/** A port nobody listens on at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given');
  return address.port;
}
