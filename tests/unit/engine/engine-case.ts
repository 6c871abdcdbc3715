/** An engine over a real database of its own, on a clock that tests move, with the people of one school. */
import type { Actor } from '../../../machines/actor.ts';
import type { FindingCommandInput } from '../../../machines/events.ts';
import { createLiveCalendar } from '../../../src/calendar/live-calendar.ts';
import { createDirectoryTables, type DirectoryTables } from '../../../src/directory/tables.ts';
import type { AcceptedAnswer, SendAnswer } from '../../../src/engine/answers.ts';
import { createEngine, type Engine } from '../../../src/engine/engine.ts';
import type { FindingToOpen } from '../../../src/engine/finding-to-open.ts';
import type { Policy } from '../../../src/engine/policy.ts';
import type { EnginePorts, Ledger } from '../../../src/engine/ports.ts';
import { uuidv7 } from '../../../src/ids.ts';
import { createPolicyBook } from '../../../src/policy/policy-book.ts';
import { readLayers } from '../../../src/store/calendar-layers.ts';
import { createLedger } from '../../../src/store/ledger.ts';
import type { Database } from '../../../src/store/open-database.ts';
import { inTransaction } from '../../../src/store/pool.ts';
import { createVirtualClock, type VirtualClock } from '../../../src/virtual-clock.ts';
import { migratedMemoryDatabase } from '../../support/memory-database.ts';
import { shippedPolicies, shippedPolicy } from '../../support/shipped-policies.ts';

export const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;

/** Friday, 1 March 2024, 10:00 in Shanghai. */
export const start = Date.UTC(2024, 2, 1, 2);

/** The local time in Shanghai, `2024-03-31T09:00`, as an instant. */
export function shanghai(localTime: string): number {
  return Date.parse(`${localTime}+08:00`);
}

export const owner: Actor = { kind: 'person', id: 'he', unit: 'school' };
export const inspector: Actor = { kind: 'person', id: 'lu', unit: 'inspectorate' };
export const seniorInspector: Actor = { kind: 'person', id: 'cao', unit: 'steering-office' };

export const people = [
  { id: 'he', name: '何文斌', unit: 'school', email: 'he@school.example' },
  { id: 'shen', name: '沈若兰', unit: 'school', email: 'shen@school.example' },
  { id: 'zhou', name: '周庭瑞', unit: 'school', email: 'zhou@school.example' },
  { id: 'lu', name: '陆建平', unit: 'inspectorate', email: 'lu@inspectorate.example' },
  { id: 'cao', name: '曹静', unit: 'steering-office', email: 'cao@steering.example' },
] as const;

/** Every post of a finding, each held by somebody else. */
export const slots = {
  actionOwner: 'teaching',
  leadOfficial: 'vice-principal',
  accountableExecutive: 'principal',
  verifier: 'inspector',
  steeringGroup: 'steering',
} as const;
export const posts = [
  { code: 'teaching', title: '教务主任', holder: 'he' },
  { code: 'vice-principal', title: '分管副校长', holder: 'shen' },
  { code: 'principal', title: '党总支书记', holder: 'zhou' },
  { code: 'inspector', title: '核查负责人', holder: 'lu' },
  { code: 'steering', title: '领导小组办公室主任', holder: 'cao' },
] as const;

export { shippedPolicies };
/** The policy that findings are opened under unless another is asked for, `cn-inspection`. */
export const policy = shippedPolicy('cn-inspection');

export interface EngineCase extends AsyncDisposable {
  readonly database: Database;
  readonly clock: VirtualClock;
  readonly ports: EnginePorts;
  readonly engine: Engine;
  readonly directory: DirectoryTables;
}

export interface CaseOptions {
  readonly database?: Database;
  /** Besides the shipped ones; the last is the current one. */
  readonly policies?: readonly Policy[];
}

export async function openCase(options: CaseOptions = {}): Promise<EngineCase> {
  const database = options.database ?? (await migratedMemoryDatabase());
  const clock = createVirtualClock(start);
  const calendar = createLiveCalendar({
    zone: 'Asia/Shanghai',
    read: () => readLayers(database.store),
  });
  const directory = createDirectoryTables(database.store, calendar);
  await directory.put({ people, posts });
  const ledger = createLedger(database.store);
  const ports: EnginePorts = {
    ledger,
    others: ledger,
    clock,
    calendar,
    directory,
    policies: createPolicyBook([...shippedPolicies, ...(options.policies ?? [])]),
    newId: uuidv7,
  };
  const engine = createEngine(ports);
  return {
    database,
    clock,
    ports,
    engine,
    directory,
    [Symbol.asyncDispose]: () => database.close(),
  };
}

/**
 * Empties the ledger, for the next test; only the rules that findings went by are kept. To truncate the
 * tables would write them anew, and take twenty times as long.
 */
export async function wipe({ store }: Database): Promise<void> {
  await inTransaction(store, async (client) => {
    // The history refuses to be emptied by anybody but a superuser who says this.
    await client.query('set local session_replication_role = replica');
    await client.query(
      `do $$ declare emptied text; begin
         for emptied in select tablename from pg_tables
           where schemaname = current_schema() and tablename not in ('migration', 'policy')
         loop execute format('delete from %I', emptied); end loop;
       end $$`,
    );
  });
}

/** The same ports over a ledger some of whose verbs are others, or do something first. */
export function withLedger(
  { ports }: EngineCase,
  changed: (ledger: Ledger) => Partial<Ledger>,
): EnginePorts {
  return { ...ports, ledger: { ...ports.ledger, ...changed(ports.ledger) } };
}

export function aFinding(given: Partial<FindingToOpen> = {}): FindingToOpen {
  return { round: 'XC-2024', title: '采购管理不规范', slots, ...given };
}

let rounds = 0;

/** The code of a round that no other test has. */
export function newRound(): string {
  return `XC-${(rounds += 1)}`;
}

/** Opens a finding that the test relies on. */
export async function opened(
  engine: Engine,
  given: Partial<FindingToOpen> = {},
): Promise<AcceptedAnswer> {
  return accepted(await engine.open({ finding: aFinding(given), by: inspector }));
}

/** Gives commands that the test relies on being taken, one after the other. */
export async function give(
  engine: Engine,
  findingId: string,
  by: Actor,
  ...events: readonly FindingCommandInput[]
): Promise<void> {
  for (const event of events) accepted(await engine.send({ findingId, event, by }));
}

/** The answer, where it is the acceptance the test relies on. */
export function accepted(answer: SendAnswer): AcceptedAnswer {
  if (answer.kind !== 'accepted') throw new Error(`not accepted: ${JSON.stringify(answer)}`);
  return answer;
}

export function aMeasure(no = 1, dueDate: string | null = '2024-06-30') {
  return {
    no,
    text: '修订采购管理办法',
    unit: 'school',
    person: 'he',
    dueDate,
    acceptanceCriterion: '办法已印发并公开',
    evidenceKinds: ['document' as const],
  };
}

export const claim = { type: 'CLAIM' } as const;
export const setMeasures: FindingCommandInput = { type: 'SET_MEASURES', measures: [aMeasure()] };
export const submitPlan = { type: 'SUBMIT_PLAN' } as const;
export const approvePlan = { type: 'APPROVE_PLAN', note: '措施具体,同意' } as const;
export const pause = { type: 'PAUSE', reason: '等待上级批复' } as const;
export const resume = { type: 'RESUME' } as const;
export const close = { type: 'CLOSE', note: '同意销号' } as const;

/** What the owner does between an approved plan and asking for verification. */
export const work = [
  { type: 'START' },
  { type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE' },
  {
    type: 'ATTACH_EVIDENCE',
    measureNo: 1,
    evidence: {
      id: 'e-1',
      kind: 'document',
      name: '采购管理办法.pdf',
      sha256: 'a'.repeat(64),
      bytes: 48_000,
    },
  },
  { type: 'SUBMIT', note: '申请核查' },
] as const satisfies readonly FindingCommandInput[];

/** From opening to an approved plan. */
export async function plan(
  { engine }: Pick<EngineCase, 'engine'>,
  findingId: string,
): Promise<void> {
  await give(engine, findingId, owner, claim, setMeasures, submitPlan);
  await give(engine, findingId, inspector, approvePlan);
}

/** From opening to closure, in the class `phased`. */
export async function wholeLife(
  engineCase: Pick<EngineCase, 'engine'>,
  findingId: string,
): Promise<void> {
  await plan(engineCase, findingId);
  await give(engineCase.engine, findingId, owner, ...work);
  await give(engineCase.engine, findingId, inspector, { type: 'APPROVE' }, close);
}

type Timed = Pick<EngineCase, 'clock' | 'engine'>;

/** Moves the clock and fires what is due. */
export async function fireAt({ clock, engine }: Timed, at: number) {
  clock.moveTo(at);
  return engine.fireDue();
}

/** Moves the clock to each armed rung in turn, up to and including `until`, and fires it there. */
export async function fireUntil(engineCase: Timed, until: number): Promise<void> {
  for (;;) {
    const due = await engineCase.engine.nextDueAt();
    if (due === null || due > until) break;
    await fireAt(engineCase, Math.max(due, engineCase.clock.at));
  }
  engineCase.clock.moveTo(until);
}
