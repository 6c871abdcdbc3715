/** PostgreSQL is stopped at once, again and again, under clients who ask again: what was acknowledged is there, once. */
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openRectiflow, type Rectiflow } from '../../src/index.ts';
import { eventually } from '../support/eventually.ts';
import { insist, type Insisted } from '../support/http-client.ts';
import { startPostgres, type PostgresServer } from '../support/postgres.ts';
import { report } from '../support/report.ts';
import { serveHttp } from '../support/served.ts';
import { describeWithPostgres } from '../support/services.ts';
import { stopImmediately } from '../support/stop-immediately.ts';

/** A restart each time so many more are acknowledged: oftener than every 5 to 10 seconds. */
const figures =
  process.env['NIGHTLY'] === undefined
    ? { transitions: 400, clients: 10, restarts: 3 }
    : { transitions: 5_000, clients: 20, restarts: 40 };
const perClient = figures.transitions / figures.clients;
const perRestart = Math.floor(figures.transitions / (figures.restarts + 1));
const downMillisMax = 2_000;
const recoveryMillisMax = 5_000;
/** A busy machine may need minutes for what takes seconds. */
const patienceMs = 60_000 + figures.restarts * 15_000;
const inspector = { kind: 'person', id: 'li-na', unit: 'inspection-office' };

/** What the clients were told, and what the ledger says in the end; the lists are of keys. */
interface Aftermath {
  readonly acknowledged: number;
  readonly otherAnswers: readonly string[];
  readonly restarts: number;
  readonly missing: readonly string[];
  readonly doubled: readonly string[];
  readonly versions: readonly number[];
  readonly verified: boolean;
}
const unscathed: Aftermath = {
  acknowledged: figures.transitions,
  otherAnswers: [],
  restarts: figures.restarts,
  missing: [],
  doubled: [],
  versions: Array.from({ length: figures.clients }, () => 1 + perClient),
  verified: true,
};

describeWithPostgres(`${figures.restarts} × stop -m immediate`, () => {
  test(
    `of ${figures.transitions} steps each is in the ledger once, and the API is soon back`,
    { timeout: 2 * patienceMs },
    async () => {
      const postgres = await startPostgres();
      try {
        const options = { databaseUrl: postgres.url, migrations: 'apply' } as const;
        await using rectiflow = await openRectiflow(options);
        await using served = await serveHttp(rectiflow);
        const run = new Run(served.url);
        const began = performance.now();
        const [recoveries] = await Promise.all([restartAgainAndAgain(postgres, run), run.goOn()]);
        const seconds = Math.round((performance.now() - began) / 1_000);
        const found = await aftermathOf(rectiflow, run, recoveries.length);
        const slowestMs = Math.round(Math.max(...recoveries));
        report('PostgreSQL stopped at once', {
          acknowledged: found.acknowledged,
          restarts: found.restarts,
          missing: found.missing.length,
          doubled: found.doubled.length,
          askedAgainAfter503: run.unavailable,
          askedAgainUnanswered: run.unanswered,
          slowestRecoveryMs: slowestMs,
          seconds,
        });
        expect(found).toEqual(unscathed);
        expect(run.unavailable).toBeGreaterThan(0);
        expect(slowestMs).toBeLessThanOrEqual(recoveryMillisMax);
      } finally {
        await postgres.stop();
      }
    },
  );
});

/** The clients: each takes one step after the other with a finding of its own. */
class Run {
  /** When each key was acknowledged, in that order, by `performance.now()`. */
  readonly acknowledgedAt = new Map<string, number>();
  readonly otherAnswers: string[] = [];
  unavailable = 0;
  unanswered = 0;
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async goOn(): Promise<void> {
    await Promise.all(Array.from({ length: figures.clients }, (_, at) => this.#client(at)));
  }

  async #client(at: number): Promise<void> {
    const sample = { round: 'XC-2024', title: `Finding ${at}`, by: inspector };
    const opened = await this.#insist('/findings', sample, `open-${at}`);
    for (let step = 0; step < perClient; step += 1) {
      const key = `step-${at}-${step}`;
      const event = { type: 'ASSIGN', slots: { accountableExecutive: key } };
      const path = `/findings/${String(opened.answer.body['id'])}/events`;
      const { answer } = await this.#insist(path, { event, by: inspector }, key);
      if (answer.status === 200) this.acknowledgedAt.set(key, performance.now());
      else this.otherAnswers.push(`${key}: ${answer.status} ${String(answer.body['code'])}`);
    }
  }

  async #insist(path: string, body: object, key: string): Promise<Insisted> {
    const insisted = await insist(`${this.#url}${path}`, body, key, patienceMs);
    this.unavailable += insisted.unavailable;
    this.unanswered += insisted.unanswered;
    return insisted;
  }
}

/** How long after each start of the server the next step was acknowledged, in ms. */
async function restartAgainAndAgain(postgres: PostgresServer, run: Run): Promise<number[]> {
  const recoveries: number[] = [];
  const answered = () => run.acknowledgedAt.size + run.otherAnswers.length;
  for (let at = 1; at <= figures.restarts; at += 1) {
    await eventually(() => answered() >= at * perRestart, { timeoutMs: patienceMs });
    await stopImmediately(postgres);
    await pause((downMillisMax * (at - 1)) / Math.max(1, figures.restarts - 1));
    await postgres.restart();
    const [before, backAt] = [answered(), performance.now()];
    await eventually(() => answered() > before, { timeoutMs: patienceMs });
    recoveries.push(performance.now() - backAt);
  }
  return recoveries;
}

async function aftermathOf(rectiflow: Rectiflow, run: Run, restarts: number): Promise<Aftermath> {
  const { store } = rectiflow.database;
  const { rows } = await store.query<{ key: string; times: number }>(
    `select event #>> '{slots,accountableExecutive}' as key, count(*)::int as times
     from event where event ->> 'type' = 'ASSIGN' group by key`,
  );
  const present = new Map(rows.map(({ key, times }) => [key, times]));
  const findings = await store.query<{ version: number }>('select version from finding');
  const { ok } = await rectiflow.verify();
  return {
    acknowledged: run.acknowledgedAt.size,
    otherAnswers: run.otherAnswers,
    restarts,
    missing: [...run.acknowledgedAt.keys()].filter((key) => !present.has(key)),
    doubled: rows.filter(({ times }) => times > 1).map(({ key }) => key),
    versions: findings.rows.map(({ version }) => version),
    verified: ok,
  };
}
