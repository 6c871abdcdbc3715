/** The database takes no writes, or no more connections: commands are told to come again, and nothing is half-done. */
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { openRectiflow, type Rectiflow } from '../../src/index.ts';
import { eventually } from '../support/eventually.ts';
import { post, type Answer } from '../support/http-client.ts';
import { startPostgres } from '../support/postgres.ts';
import { report } from '../support/report.ts';
import { serveHttp } from '../support/served.ts';
import { describeWithPostgres } from '../support/services.ts';

const figures =
  process.env['NIGHTLY'] === undefined
    ? { commands: 20, timeout: 60_000 }
    : { commands: 1_000, timeout: 600_000 };
const { timeout } = figures;
/** More at a time would wait for their turn longer than whoever asks waits for an answer. */
const atOnce = 100;
const recoveryMillisMax = 10_000;
const connectionsMax = 20;
const inspector = { kind: 'person', id: 'li-na', unit: 'inspection-office' };

/** What commands were told while nothing could be written, and what has come of them. */
interface Found {
  /** Each kind of answer once: its status, and whether it says when to come again. */
  readonly answers: readonly string[];
  readonly rowsWritten: number;
  /** Statuses of a refused step that is asked again, twice, and where the finding then stands. */
  readonly askedAgain: readonly number[];
  readonly version: unknown;
  readonly verified: boolean;
  readonly recoveredInTime: boolean;
}
const cleanlyRefused: Found = {
  answers: ['503, come again'],
  rowsWritten: 0,
  askedAgain: [200, 200],
  version: 2,
  verified: true,
  recoveredInTime: true,
};

describeWithPostgres(
  'without a restart, after a time of 503 and nothing half-written, all is well',
  () => {
    test('on a server that took no writes', { timeout }, async () => {
      const found = await outlive('read-only', async ({ admin, rectiflow, ask }) => {
        await admin.query("alter system set default_transaction_read_only = 'on'");
        await admin.query('select pg_reload_conf()');
        await eventually(() => isReadOnly(rectiflow));
        const answers = await ask();
        await admin.query('alter system reset default_transaction_read_only');
        await admin.query('select pg_reload_conf()');
        return answers;
      });
      expect(found).toEqual(cleanlyRefused);
    });

    test('on a server that took no more connections', { timeout }, async () => {
      const found = await outlive('too many connections', async ({ admin, address, ask }) => {
        const hogs = await takeAllConnections(admin, address);
        const answers = await ask();
        await Promise.all(hogs.map((hog) => hog.end()));
        return answers;
      });
      expect(found).toEqual(cleanlyRefused);
    });
  },
);

interface Trouble {
  /** A connection of the administrator's own. */
  readonly admin: Client;
  readonly address: string;
  readonly rectiflow: Rectiflow;
  /** Opens findings and takes steps, many at once. */
  readonly ask: () => Promise<readonly Answer[]>;
}

/** Lets `trouble` begin and end on a server of its own; what was answered meanwhile, and holds after. */
async function outlive(
  what: string,
  trouble: (at: Trouble) => Promise<readonly Answer[]>,
): Promise<Found> {
  const postgres = await startPostgres(['-c', `max_connections=${connectionsMax}`]);
  const admin = new Client({ connectionString: postgres.url });
  try {
    await admin.connect();
    const address = postgres.url;
    await using rectiflow = await openRectiflow({ databaseUrl: address, migrations: 'apply' });
    await using served = await serveHttp(rectiflow);
    const opened = await open(served.url, 'before');
    const finding = `${served.url}/findings/${String(opened.body['id'])}`;
    const ask = () =>
      inTurns(figures.commands, (at) => [open(served.url, `new ${at}`), step(finding, at)]);

    const before = await rowsIn(admin);
    const answers = await trouble({ admin, address, rectiflow, ask });
    const overAt = performance.now();
    const rowsWritten = (await rowsIn(admin)) - before;
    const isBack = async () => (await open(served.url, 'after')).status === 201;
    await eventually(isBack, { timeoutMs: 2 * recoveryMillisMax });
    const recoveryMs = Math.round(performance.now() - overAt);
    report(`PostgreSQL, ${what}`, { commands: answers.length, rowsWritten, recoveryMs });

    const again = [await step(finding, 0), await step(finding, 0)];
    return {
      answers: [...new Set(answers.map(wordsOf))],
      rowsWritten,
      askedAgain: again.map(({ status }) => status),
      version: again[1]?.body['version'],
      verified: (await rectiflow.verify()).ok,
      recoveredInTime: recoveryMs <= recoveryMillisMax,
    };
  } finally {
    await admin.end();
    await postgres.stop();
  }
}

/** Asks so many pairs of requests, `atOnce` requests at a time. */
async function inTurns(
  pairs: number,
  ask: (at: number) => readonly Promise<Answer>[],
): Promise<readonly Answer[]> {
  const answers: Answer[] = [];
  for (let from = 0; from < pairs; from += atOnce / 2) {
    const length = Math.min(atOnce / 2, pairs - from);
    const asked = Array.from({ length }, (_, no) => ask(from + no)).flat();
    answers.push(...(await Promise.all(asked)));
  }
  return answers;
}

function open(url: string, title: string): Promise<Answer> {
  const slots = { actionOwner: 'zhang-wei' };
  return post(`${url}/findings`, { round: 'XC-2024', title, slots, by: inspector });
}

function step(finding: string, at: number): Promise<Answer> {
  const event = { type: 'ASSIGN', slots: { accountableExecutive: `person-${at}` } };
  return post(`${finding}/events`, { event, by: inspector }, `step-${at}`);
}

function wordsOf({ status, retryAfter }: Answer): string {
  const again = Number(retryAfter) > 0 ? 'come again' : 'with no time to come again';
  return `${status}, ${again}`;
}

/** All that a command may write, counted. */
async function rowsIn(admin: Client): Promise<number> {
  const tables = ['round', 'finding', 'event', 'clock', 'notice', 'command'];
  const counts = tables.map((table) => `(select count(*) from rectiflow.${table})`);
  const { rows } = await admin.query<{ count: number }>(
    `select (${counts.join(' + ')})::int as count`,
  );
  return rows[0]?.count ?? NaN;
}

async function isReadOnly({ database }: Rectiflow): Promise<boolean> {
  const { rows } = await database.store.query<{ setting: string }>(
    `select current_setting('default_transaction_read_only') as setting`,
  );
  return rows[0]?.setting === 'on';
}

/** Takes every connection there is, those of the rectiflow too. */
async function takeAllConnections(admin: Client, address: string): Promise<Client[]> {
  const hogs: Client[] = [];
  const takeOne = async (): Promise<boolean> => {
    const hog = new Client({ connectionString: address });
    hog.on('error', () => undefined);
    try {
      await hog.connect();
      hogs.push(hog);
      return true;
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === '53300') return false;
      throw error;
    }
  };
  while (await takeOne());
  const { rows: ended } = await admin.query(
    `select pg_terminate_backend(pid) from pg_stat_activity where application_name like 'rectiflow%'`,
  );
  // Their places become free one by one, as the server gets round to it.
  const wanted = hogs.length + ended.length;
  await eventually(async () => {
    await takeOne();
    return hogs.length === wanted;
  });
  return hogs;
}
