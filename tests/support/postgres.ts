/** Starts a real PostgreSQL server for the tests. */
import { execFile } from 'node:child_process';
import { chown, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { freePort, type Service, startService } from './child-service.ts';
import { findProgram, ServiceMissing } from './programs.ts';

export interface PostgresServer extends Service {
  /** Of its administrator, with the database `postgres`. */
  readonly url: string;
}

const run = promisify(execFile);

/** A server of its own: for the run, or for a test that wants to break it. Throws ServiceMissing. */
export async function startPostgres(args: readonly string[] = []): Promise<PostgresServer> {
  const [initdb, postgres] = [findProgram('initdb'), findProgram('postgres')];
  const account = await unprivileged();
  const folder = await mkdtemp(join(tmpdir(), 'rectiflow-postgres-'));
  if (account !== undefined) await chown(folder, account.uid, account.gid);
  const as = account === undefined ? [] : [findProgram('runuser'), '-u', account.name, '--'];
  const data = join(folder, 'data');
  // Without waiting for the disk while it is made; the server itself runs with fsync as always.
  const make = ['--no-sync', '--no-instructions', '-E', 'UTF8', '--locale=C', '-A', 'trust'];
  const [program = '', ...rest] = [...as, initdb, '-D', data, '-U', 'rectiflow', ...make];
  await run(program, rest);
  const port = await freePort();
  const url = `postgres://rectiflow@127.0.0.1:${port}/postgres`;
  const listen = ['-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=200'];
  const service = await startService({
    command: [postgres, '-D', data, '-k', folder, '-p', `${port}`, ...listen, ...args],
    as,
    folder,
    stopSignal: 'INT',
    answers: () => connectOnce(url),
  });
  return Object.assign(service, { url });
}

interface Account {
  name: string;
  uid: number;
  gid: number;
}

/** The account to run under, as PostgreSQL refuses to be run by root; undefined for our own. */
async function unprivileged(): Promise<Account | undefined> {
  if (process.getuid?.() !== 0) return undefined;
  const name = 'postgres';
  try {
    const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
    return { name, uid: Number(uid.stdout), gid: Number(gid.stdout) };
  } catch {
    throw new ServiceMissing('PostgreSQL refuses to be run by root, and there is no user postgres');
  }
}

async function connectOnce(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.end();
}
