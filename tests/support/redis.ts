/** Starts a real Redis for the tests. */
import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, type Service, startService } from './child-service.ts';
import { findProgram } from './programs.ts';

export interface RedisServer extends Service {
  readonly url: string;
}

/**
 * A Redis of its own, without persistence: for the run, or for a test that wants to break it.
 * `args` go to the program (`['--maxmemory', '2mb']`). Throws ServiceMissing.
 */
export async function startRedis(args: readonly string[] = []): Promise<RedisServer> {
  const program = findProgram('redis-server');
  const folder = await mkdtemp(join(tmpdir(), 'rectiflow-redis-'));
  const port = await freePort();
  const own = ['--port', `${port}`, '--bind', '127.0.0.1', '--dir', folder];
  const quiet = ['--save', '', '--appendonly', 'no', '--maxmemory-policy', 'noeviction'];
  const service = await startService({
    command: [program, ...own, ...quiet, ...args],
    folder,
    stopSignal: 'TERM',
    answers: () => ping(port),
  });
  return Object.assign(service, { url: `redis://127.0.0.1:${port}` });
}

async function ping(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    socket.write('PING\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    if (!answer.toString().startsWith('+PONG'))
      throw new Error(`Redis answered ${answer.toString()}`);
  } finally {
    socket.destroy();
  }
}
