/** The connections on which workers wait for calls are cut, or die without a word: work is picked up all the same. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { startReminding, type Reminding } from '../support/reminding.ts';
import { report } from '../support/report.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';
import { startTcpProxy, type ProxiedConnection, type TcpProxy } from '../support/tcp-proxy.ts';

/** By day the black hole lasts for one look of a worker's own, at night for ten minutes. */
const figures =
  process.env['NIGHTLY'] === undefined
    ? { cuts: 2, blackHoleMillis: 1_000, settings: { RECTIFLOW_QUEUE_TICK_SECONDS: '1' } }
    : { cuts: 40, blackHoleMillis: 600_000, settings: {} };
/** One waits for ticks, the other for dispatches. */
const listening = 2;
const noticesPerCommand = 2;
/** From when a queue is told to the mail. */
const [cutMillisMax, blackHoleMillisMax] = [2_000, 15_000];
/** A busy machine may need minutes for what takes seconds. */
const patienceMs = 60_000;
const timeout = figures.blackHoleMillis + (figures.cuts + 3) * patienceMs;

describeWithPostgres('the connections that listen for calls, the queue on PostgreSQL', () => {
  let proxy: TcpProxy;
  let reminding: Reminding;
  /** Given so far. */
  let commands = 0;

  const pickUpsOfOneCommand = () => {
    commands += 1;
    return pickUpsOfCommand(reminding);
  };

  beforeAll(async () => {
    const databaseUrl = await freshServerDatabase('listen lost');
    const through = new URL(databaseUrl);
    const { hostname, port } = through;
    proxy = await startTcpProxy({ hostname, port: Number(port || 5432), mark: /\blisten\b/i });
    through.host = `127.0.0.1:${proxy.port}`;
    const workerDatabaseUrl = through.href;
    const { settings } = figures;
    reminding = await startReminding({ databaseUrl, workerDatabaseUrl, settings });
    await eventually(() => listeners(proxy).length === listening);
  });

  afterAll(async () => {
    await reminding[Symbol.asyncDispose]();
    await proxy.close();
  });

  test(
    'are cut: new ones listen at once, and calls are answered as soon',
    { timeout },
    async () => {
      const pickUps: number[] = [];
      for (let at = 0; at < figures.cuts; at += 1) {
        const old = listeners(proxy);
        if (at % 2 === 0) for (const connection of old) connection.drop();
        else await endAtServer(reminding, old);
        pickUps.push(...(await pickUpsOfOneCommand()));
        await eventually(() => newOnesListen(proxy, old), { timeoutMs: patienceMs });
      }
      said('LISTEN cut', pickUps);
      expect(await reminding.outcome()).toEqual(allSent(commands));
      expect(Math.max(...pickUps)).toBeLessThanOrEqual(cutMillisMax);
    },
  );

  test(
    'fall silent: calls are found by looking, and listened for again when that is known',
    { timeout },
    async () => {
      const silent = listeners(proxy);
      expect(silent).toHaveLength(listening);
      for (const connection of silent) connection.blackHole();
      const pickUps: number[] = [];
      const until = performance.now() + figures.blackHoleMillis;
      while (performance.now() < until) pickUps.push(...(await pickUpsOfOneCommand()));
      for (const connection of silent) connection.drop();
      await eventually(() => newOnesListen(proxy, silent), { timeoutMs: patienceMs });
      const after = await pickUpsOfOneCommand();
      said('LISTEN black-holed', pickUps);
      said('LISTEN black-holed, then known to be lost', after);
      expect(await reminding.outcome()).toEqual(allSent(commands));
      expect(Math.max(...pickUps)).toBeLessThanOrEqual(blackHoleMillisMax);
      expect(Math.max(...after)).toBeLessThanOrEqual(cutMillisMax);
      expect(await reminding.worker.kill('SIGTERM')).toBe(0);
    },
  );
});

const allSent = (commands: number) => {
  return { sent: commands * noticesPerCommand, otherwise: 0, seenTwice: 0, lost: 0 };
};

function listeners(proxy: TcpProxy): readonly ProxiedConnection[] {
  return proxy.connections().filter(({ marked }) => marked);
}

function newOnesListen(proxy: TcpProxy, old: readonly ProxiedConnection[]): boolean {
  return listeners(proxy).filter((connection) => !old.includes(connection)).length === listening;
}

/** As an administrator ends them, with a word of farewell. */
async function endAtServer(
  { rectiflow }: Reminding,
  connections: readonly ProxiedConnection[],
): Promise<void> {
  await rectiflow.database.store.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
     where datname = current_database() and client_port = any($1::int[])`,
    [connections.map(({ portAtService }) => portAtService)],
  );
}

/** Gives a command; from when a queue was to be told to when each mail it owes came in, in ms. */
async function pickUpsOfCommand(reminding: Reminding): Promise<number[]> {
  const { arrivedAt, rectiflow } = reminding;
  const before = arrivedAt.size;
  const answers = await reminding.command();
  expect(answers.map(({ status }) => status)).toEqual([201, 200]);
  const all = () => arrivedAt.size >= before + noticesPerCommand;
  await eventually(all, { timeoutMs: patienceMs });
  await reminding.settled(patienceMs);
  const { rows } = await rectiflow.database.store.query<{ id: string; ready_at: Date }>(
    'select id, ready_at from dispatch where id = any($1::uuid[])',
    [[...arrivedAt.keys()].slice(before)],
  );
  return rows.map(({ id, ready_at }) => (arrivedAt.get(id) ?? NaN) - ready_at.getTime());
}

function said(what: string, pickUps: readonly number[]): void {
  report(what, {
    mails: pickUps.length,
    soonestMs: Math.min(...pickUps),
    latestMs: Math.max(...pickUps),
  });
}
