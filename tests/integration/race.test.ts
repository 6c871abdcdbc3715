/** A hundred clients at once: one of them wins, the others hear it, and nothing happens twice. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createVirtualClock, openRectiflow, type Clock, type Rectiflow } from '../../src/index.ts';
import {
  assignmentTo,
  clerk,
  clientsOf,
  countAnswers,
  importer,
  type Clients,
} from '../support/clients.ts';
import { migratedDump } from '../support/memory-database.ts';
import { report } from '../support/report.ts';
import { describeWithPostgres, freshServerDatabase } from '../support/services.ts';

const clientCount = 100;
const engineCount = 4;
const fired = { findings: 10, days: 38 } as const;
/** The rungs of a plan's clock (30 days) that these days pass, in their order. */
const planRungs = ['T-30', 'T-20', 'T-10', 'T-3', 'T-1', 'T0', 'due', 'T+1', 'T+5'];
const dayMs = 86_400_000;
/** A busy machine may need minutes for what takes seconds. */
const timeout = 300_000;

type Engines = readonly [Rectiflow, ...Rectiflow[]];
type OpenEngines = (clock?: Clock) => Promise<Engines>;

describe('on PGlite', () => {
  // An embedded database belongs to one process, and so to one engine.
  raceSuite('PGlite', { rounds: 10 }, async (clock) => [
    await openRectiflow({ loadDataDir: await migratedDump(), clock }),
  ]);
});

describeWithPostgres('on a PostgreSQL server', () => {
  raceSuite('PostgreSQL', { rounds: 50 }, async (clock) => {
    const databaseUrl = await freshServerDatabase('race');
    const open = () => openRectiflow({ databaseUrl, migrations: 'apply', clock });
    const engines: [Rectiflow, ...Rectiflow[]] = [await open()];
    while (engines.length < engineCount) engines.push(await open());
    return engines;
  });
});

function raceSuite(name: string, { rounds }: { rounds: number }, openEngines: OpenEngines): void {
  let engines: Engines;
  let clients: Clients;

  beforeAll(async () => {
    engines = await openEngines();
    clients = clientsOf(engines);
  });

  afterAll(async () => {
    const [first] = engines;
    expect(await first.verify()).toMatchObject({ ok: true, firstBad: null });
    await Promise.all(engines.map((rectiflow) => rectiflow.close()));
  });

  test(
    `${rounds} × 100 clients send the same event at the same version: one is accepted, 99 conflict`,
    { timeout },
    async () => {
      const { id: findingId } = await clients.openFinding();
      const latencies: number[] = [];
      for (let version = 1; version <= rounds; version += 1) {
        const answers = await clients.together(clientCount, async ({ engine }) => {
          const asked = performance.now();
          const event = assignmentTo(version);
          const answer = await engine.send({
            findingId,
            event,
            by: clerk,
            expectedVersion: version,
          });
          latencies.push(performance.now() - asked);
          return answer;
        });
        expect(countAnswers(answers)).toEqual({ accepted: 1, conflict: clientCount - 1 });
        expect(await clients.historyOf(findingId)).toHaveLength(version + 1);
      }
      report(`race for a version on ${name}`, {
        rounds,
        accepted: rounds,
        conflicts: rounds * (clientCount - 1),
        ...percentiles(latencies),
      });
    },
  );

  test('100 clients send with the same key: one effect, 100 times the same answer', async () => {
    const { id: findingId } = await clients.openFinding();
    const event = assignmentTo(1);
    const answers = await clients.together(clientCount, ({ engine }) =>
      engine.send({ findingId, event, by: clerk, idempotencyKey: `${name} same` }),
    );
    expect(countAnswers(answers)).toEqual({ accepted: clientCount });
    expect(answers).toEqual(Array(clientCount).fill(answers[0]));
    expect(await clients.historyOf(findingId)).toEqual(['OPENED', 'ASSIGN']);
  });

  test('100 clients send with the same key and version: the same', async () => {
    const { id: findingId, version: expectedVersion } = await clients.openFinding();
    const event = assignmentTo(1);
    const command = { findingId, event, by: clerk, expectedVersion };
    const answers = await clients.together(clientCount, ({ engine }) =>
      engine.send({ ...command, idempotencyKey: `${name} same at a version` }),
    );
    expect(countAnswers(answers)).toEqual({ accepted: clientCount });
    expect(await clients.historyOf(findingId)).toEqual(['OPENED', 'ASSIGN']);
  });

  test('two commands fight for one key: one has its effect, the other is refused', async () => {
    const { id: findingId } = await clients.openFinding();
    const idempotencyKey = `${name} fought for`;
    const answers = await clients.together(clientCount, ({ engine }, index) =>
      engine.send({ findingId, event: assignmentTo(index % 2), by: clerk, idempotencyKey }),
    );
    expect(countAnswers(answers)).toEqual({
      accepted: clientCount / 2,
      'refused idempotency_key_reused': clientCount / 2,
    });
    expect(await clients.historyOf(findingId)).toEqual(['OPENED', 'ASSIGN']);
  });

  test('a key is one key across findings', async () => {
    const opened = await Promise.all(
      Array.from({ length: clientCount }, () => clients.openFinding()),
    );
    const answers = await clients.together(clientCount, ({ engine }, index) =>
      engine.send({
        findingId: opened[index]?.id ?? '',
        event: assignmentTo(1),
        by: clerk,
        idempotencyKey: `${name} across`,
      }),
    );
    expect(countAnswers(answers)).toEqual({
      accepted: 1,
      'refused idempotency_key_reused': clientCount - 1,
    });
    const histories = await Promise.all(opened.map(({ id }) => clients.historyOf(id)));
    expect(histories.filter((history) => history.length > 1)).toHaveLength(1);
  });

  test('100 clients open a finding with the same key: there is one', async () => {
    const round = 'XC-NEW';
    const answers = await clients.together(clientCount, ({ engine }) =>
      engine.open({
        finding: { round, title: 'Opened once' },
        by: importer,
        idempotencyKey: `${name} open`,
      }),
    );
    expect(countAnswers(answers)).toEqual({ accepted: clientCount });
    expect(answers).toEqual(Array(clientCount).fill(answers[0]));
    const [{ findings, engine }] = engines;
    expect(await findings.list({ round, limit: 200 }, await engine.now())).toHaveLength(1);
  });

  test('100 different commands at no particular version: those accepted are the history', async () => {
    const { id: findingId } = await clients.openFinding();
    const answers = await clients.together(clientCount, ({ engine }, index) =>
      engine.send({ findingId, event: assignmentTo(index), by: clerk }),
    );
    const versions = answers.flatMap((answer) =>
      answer.kind === 'accepted' ? [answer.version] : [],
    );
    const accepted = versions.length;
    const counts = countAnswers(answers);
    report(`100 different commands on ${name}`, counts);
    const conflicts = clientCount - accepted;
    expect(counts).toEqual(conflicts === 0 ? { accepted } : { accepted, conflict: conflicts });
    expect(versions.toSorted((a, b) => a - b)).toEqual(versions.map((_, index) => index + 2));
    expect(await clients.historyOf(findingId)).toHaveLength(1 + accepted);
  });

  test(
    'engines that fire the same due clocks at once fire each rung once',
    { timeout },
    async () => {
      const clock = createVirtualClock(Date.UTC(2024, 5, 3));
      const together = await openEngines(clock);
      // An embedded engine is asked several times at once instead.
      const asked =
        together.length > 1 ? together : Array.from({ length: engineCount }, () => together[0]);
      const { openFinding } = clientsOf(together);
      const findings = await Promise.all(Array.from({ length: fired.findings }, openFinding));
      let firings = 0;
      for (let day = 0; day < fired.days; day += 1) {
        clock.moveTo(clock.at + dayMs);
        const outcomes = await Promise.all(asked.map(({ engine }) => engine.fireDue()));
        firings += outcomes.reduce((sum, outcome) => sum + outcome.fired, 0);
        expect(outcomes.flatMap(({ failed }) => failed)).toEqual([]);
      }
      const [first] = together;
      const histories = await Promise.all(findings.map(({ id }) => first.findings.history(id)));
      const dueEvents = histories.map((history) =>
        (history ?? []).flatMap(({ event }) => (event.type === 'CLOCK_DUE' ? [event] : [])),
      );
      expect(firings).toBe(dueEvents.flat().length);
      const rungs = dueEvents.map((events) => events.flatMap((event) => event.rungs));
      expect(rungs.map((each) => each.map(({ rung }) => rung))).toEqual(
        findings.map(() => planRungs),
      );
      expect(await first.verify()).toMatchObject({ ok: true });
      await Promise.all(together.map((rectiflow) => rectiflow.close()));
    },
  );
}

function percentiles(samples: readonly number[]): Record<'p50Ms' | 'p99Ms', number> {
  const sorted = samples.toSorted((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.floor(sorted.length * share)] ?? 0);
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}
