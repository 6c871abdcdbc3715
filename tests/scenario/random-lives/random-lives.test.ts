/** M01: random sequences of events, against the machine, the store and a small reference model. No divergence. */
import { array, assert, asyncProperty, integer, nat, record, type RunDetails } from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../machines/actor.ts';
import type { FindingCommand } from '../../../machines/events.ts';
import type { FindingToOpen } from '../../../src/engine/finding-to-open.ts';
import { forEachTest } from '../../unit/engine/case-hooks.ts';
import {
  dayMs,
  hourMs,
  openCase,
  policy,
  type EngineCase,
  wipe,
} from '../../unit/engine/engine-case.ts';
import { verified } from '../../unit/engine/ledger-reading.ts';
import { onwardEvent } from '../../unit/machines/onward-events.ts';
import { plausibleEvents } from '../../unit/machines/plausible-events.ts';
import { person } from '../../unit/machines/school-case.ts';
import { aTarget } from '../../unit/machines/target-cases.ts';
import { report } from '../../support/report.ts';
import { commandIn, stepOn, type Life } from './batch.ts';
import { chainedEventOf, type EventRecord } from '../../../src/store/chains.ts';
import { openFinding } from '../../../machines/step.ts';

/** By night ten thousand lives, in batches; by day one batch of a few. */
const atNight = process.env['NIGHTLY'] === '1';
const [batches, batchSize] = atNight ? [40, 250] : [1, 120];
/** Events each life is asked to take. */
const steps = 50;

/** Everybody is there by name: who holds a post is whoever is named in it. */
const slots = {
  actionOwner: 'chen',
  leadOfficial: 'lin',
  accountableExecutive: 'xu',
  verifier: 'wang',
  steeringGroup: 'zhao',
  caseSponsor: 'ma',
};
const checkers: readonly Actor[] = [
  person('wang', 'inspectorate'),
  person('zhao', 'discipline-office'),
  person('ma', 'bureau'),
];
const head = person('xu', 'school');

/** Signed by two of three, looked at on the spot, everything asked of everybody. */
const strict = {
  ...policy,
  id: 'strict',
  version: 1,
  classes: Object.fromEntries(
    Object.entries(policy.classes).map(([name, rules]) => [
      name,
      {
        ...rules,
        gates: {
          ...rules.gates,
          verificationLevels: [{ of: ['verifier', 'steeringGroup', 'caseSponsor'], need: 2 }],
          publicNotice: true,
          extensionsMax: 2,
          recheck: false,
          recheckPercent: 50,
        },
      },
    ]),
  ),
} as typeof policy;

const kinds: readonly Partial<FindingToOpen>[] = [
  { policy: 'cn-inspection@3' },
  { policy: 'cn-inspection@3', class: 'immediate' },
  { policy: 'cn-inspection@3', class: 'continuing', targets: [aTarget()] },
  { policy: 'cn-inspection@3', grade: 'serious' },
  { policy: 'cn-safety-hazard@3', grade: 'major' },
  { policy: 'strict@1', grade: 'major' },
  { policy: 'cn-petition@3', origin: { kind: 'petition', caseNo: 'XF-1' }, slots: {} },
];

/** One number a life: what it is asked to do at each step follows from it. And how long each step is. */
const batch = record({
  seeds: array(nat(), { minLength: batchSize, maxLength: batchSize }),
  hours: array(integer({ min: 0, max: 24 * 12 }), { minLength: steps, maxLength: steps }),
});

describe('random lives', () => {
  const engineCase = forEachTest((on) => openCase({ ...on, policies: [strict] }));

  test(`${batches * batchSize} findings, ${steps} events each: the store is the fold of its events, the model agrees, and what must hold holds`, async () => {
    let taken = 0;
    let closed = 0;
    await assert(
      asyncProperty(batch, async ({ seeds, hours }) => {
        const lives = await begin(engineCase, seeds.length);
        for (const [step, wait] of hours.entries()) {
          engineCase.clock.moveTo(engineCase.clock.now(0) + wait * hourMs);
          const problems = await stepOn(engineCase, lives, (life, at) => {
            const which = chosen(seeds[lives.indexOf(life)] ?? 0, step);
            return nextOf(life, which % 4 > 0, which >>> 2, at);
          });
          if (problems.length > 0) throw new Error(told(problems, lives));
        }
        expect(await verified(engineCase)).toMatchObject({ ok: true });
        // The clocks of those before would go on firing beside the next ones.
        await wipe(engineCase.database);
        taken += lives.reduce((sum, { history }) => sum + history.length, 0);
        closed += lives.filter(({ history }) =>
          history.some(({ type }) => type === 'CLOSE'),
        ).length;
      }),
      { numRuns: batches, endOnFailure: true, seed: 20_260_315, reporter: briefly },
    );
    report('Random lives', { lives: batches * batchSize, events: taken, closed });
    // A sequence that is refused at every turn would agree too, and say nothing.
    expect(taken).toBeGreaterThan(batches * batchSize * 8);
    expect(closed).toBeGreaterThan(batches * batchSize * 0.1);
  }, 3_600_000);
});

/** Mixed, so that neighbouring seeds and steps have nothing in common. */
function chosen(seed: number, step: number): number {
  let mixed = Math.imul(seed ^ Math.imul(step + 1, 0x9e37_79b1), 0x85eb_ca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2_ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** Seed and path repeat a failure; the history of the first life that went wrong tells what happened. */
function briefly<T>({ failed, seed, counterexamplePath, errorInstance }: RunDetails<T>): void {
  if (failed) throw new Error(`seed ${seed}, path ${counterexamplePath}`, { cause: errorInstance });
}

function told(problems: readonly string[], lives: readonly Life[]): string {
  const life = lives.find(({ id }) => problems[0]?.startsWith(id));
  const history = life?.history.map(
    ({ type, by, at }) => `${new Date(at).toISOString()} ${type} ${JSON.stringify(by)}`,
  );
  const clocks = life?.clocks.map(
    ({ no, kind, state, nextAt }) =>
      `${no} ${kind} ${state} ${nextAt === null ? '-' : new Date(nextAt).toISOString()}`,
  );
  return [...problems.slice(0, 5), ...(history ?? []), ...(clocks ?? [])].join('\n');
}

async function begin(engineCase: EngineCase, count: number): Promise<readonly Life[]> {
  const { engine, database } = engineCase;
  engineCase.clock.moveTo(Math.max(engineCase.clock.now(0), Date.UTC(2024, 2, 11, 4)) + dayMs);
  const findings = Array.from({ length: count }, (_, no) => ({
    round: 'XC-2024',
    title: `采购管理不规范(${no})`,
    responsibleUnit: 'school',
    slots,
    ...kinds[no % kinds.length],
  }));
  const opened = await engine.openAll(findings, checkers[0] ?? head);
  const { rows } = await database.store.query<EventRecord>(
    'select * from event where seq = 1 and subject_id = any ($1::uuid[])',
    [opened.map(({ id }) => id)],
  );
  const first = new Map(rows.map((row) => [row.subject_id, chainedEventOf(row).event]));
  return opened.map(({ id }) => {
    const event = first.get(id);
    if (event?.type !== 'OPENED' || !('input' in event)) throw new Error('opened first');
    const { input } = event;
    if (!('gates' in input)) throw new Error('a finding');
    return { id, input, snapshot: openFinding(input).snapshot, clocks: [], history: [] };
  });
}

function nextOf(life: Life, onward: boolean, which: number, at: number) {
  const possible = onward
    ? [onwardEvent(life.snapshot), ...signatures(life)]
    : [...plausibleEvents(life.snapshot), ...signatures(life)];
  const given = possible[which % possible.length];
  if (given === undefined || !['person', 'delegate'].includes(given.by.kind)) return null;
  const event = commandIn({ ...given, at });
  return event === null ? null : { event: onTheDay(event, at), by: given.by };
}

/** Those who hold a post sign where a post is asked for. */
function signatures({ snapshot }: Life) {
  const { level, clocks, breaches } = snapshot.context;
  const at = 0;
  const late = clocks.find(({ no }) => breaches.some(({ clockNo }) => clockNo === no));
  return [
    ...(level > 0
      ? checkers.map((by) => ({ type: 'APPROVE' as const, methods: ['onSite' as const], by, at }))
      : []),
    { type: 'ATTEST_PLAN' as const, by: head, at },
    { type: 'ATTEST_RESULT' as const, by: head, at },
    ...(late === undefined
      ? []
      : [
          {
            type: 'ACKNOWLEDGE' as const,
            clockNo: late.no,
            promisedOn: '2999-01-01',
            by: head,
            at,
          },
        ]),
  ];
}

/** Nobody measures tomorrow, promises yesterday, or plans for what is long past. */
function onTheDay(event: FindingCommand, at: number): FindingCommand {
  const day = (days: number) => new Date(at + days * dayMs).toISOString().slice(0, 10);
  if (event.type === 'OBSERVE') {
    return { ...event, observation: { ...event.observation, on: day(-1) } };
  }
  if (event.type === 'ACKNOWLEDGE') return { ...event, promisedOn: day(5) };
  if (event.type === 'REQUEST_EXTENSION') return { ...event, until: day(400) };
  if (event.type === 'SET_MEASURES') {
    return {
      ...event,
      measures: event.measures.map((measure) => Object.assign({}, measure, { dueDate: day(10) })),
    };
  }
  return event;
}
