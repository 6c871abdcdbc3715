/** People who carry findings on, and others who interfere: sense and nonsense, in time and late. */
import type { Actor } from '../../../machines/actor.ts';
import type { FindingCommandInput } from '../../../machines/events.ts';
import { rectificationClassSchema } from '../../../machines/words.ts';
import type { FindingRow } from '../../../src/engine/ports.ts';
import { lifelikePeople } from '../../../src/engine/rehearsal/people.ts';
import { engineFor, give, open } from './clients.ts';
import { neededClocks } from '../models/finding-model.ts';
import type { Random } from '../time/random.ts';
import { inspector, someFinding } from './town.ts';
import { troubleIn, type World } from '../world.ts';

const dayMs = 86_400_000;

export interface PeopleOptions {
  readonly seed: number;
  readonly findings: number;
  readonly days: number;
}

/** Puts everything they will begin with into the diary. Gives what is to be told of each finding written. */
export function gather(world: World, options: PeopleOptions): (findingId: string) => void {
  const { random, scheduler, diary, calendars } = world;
  const { seed, findings, days } = options;
  const [calendar] = calendars;
  if (calendar === undefined) throw new TypeError('there is always a calendar');
  const nextOf = lifelikePeople(seed, calendar);
  const busy = new Set<string>();
  const plan = (findingId: string) => {
    const finding = db.findings.get(findingId)?.row;
    if (finding === undefined || busy.has(findingId) || world.ending) return;
    const item = { finding, clocks: neededClocks(db, finding) };
    const next = nextOf(item, scheduler.now);
    if (next === null) {
      diary.strike(`act ${findingId}`);
      return;
    }
    const { at, event, by } = next;
    diary.put(`act ${findingId}`, at, () =>
      act(finding, event, by).catch(troubleIn(world, `people at ${finding.number}`)),
    );
  };
  const { db } = world;
  const act = async (finding: FindingRow, event: FindingCommandInput, by: Actor) => {
    const { id, version } = finding;
    busy.add(id);
    // Some only act on what they have seen.
    const expectedVersion = random.chance(0.2) ? version : undefined;
    const { kind } = await give(world, { findingId: id, event, by, expectedVersion });
    busy.delete(id);
    // Whoever was refused does not ask again before something has happened.
    if (kind !== 'refused' || db.findings.get(id)?.row.version !== version) plan(id);
  };
  for (let no = 1; no <= findings; no += 1) {
    const at = scheduler.now + random.between(0, Math.min(60, days / 3) * dayMs);
    const finding = someFinding(random, no);
    diary.put(`open ${no}`, at, () => void open(world, { finding, by: inspector }));
  }
  interfere(world, options);
  return plan;
}

/** Some ten commands a year and finding that nobody asked for. */
function interfere(world: World, { findings, days }: PeopleOptions): void {
  const { random, scheduler, diary, db } = world;
  for (let no = 1; no <= (findings * 10 * days) / 365; no += 1) {
    const at = scheduler.now + random.between(0, days * dayMs);
    diary.put(`interfere ${no}`, at, () => {
      if (world.ending || db.findings.size === 0) return;
      const finding = random.pick([...db.findings.values()]).row;
      const { event, by } = someInterference(random, finding);
      void give(world, { findingId: finding.id, event, by });
    });
  }
  for (let no = 1; no <= days / 10; no += 1) {
    const at = scheduler.now + random.between(0, days * dayMs);
    diary.put(`round ${no}`, at, () => {
      if (!world.ending) void carryRoundOn(world).catch(troubleIn(world, 'round'));
    });
  }
}

async function carryRoundOn(world: World): Promise<void> {
  const { random, db } = world;
  if (db.rounds.size === 0) return;
  const round = random.pick([...db.rounds.values()]).row.code;
  const engine = engineFor(world, 'round');
  const types = ['BEGIN_FOLLOW_ON', 'SUBMIT_REPORT', 'CONCLUDE'] as const;
  const feedback = { type: 'GIVE_FEEDBACK', on: '2024-01-08' } as const;
  const event = random.chance(0.25) ? feedback : { type: random.pick(types) };
  await engine.sendToRound({ round, event, by: inspector });
}

function someInterference(
  random: Random,
  { snapshot }: FindingRow,
): { event: FindingCommandInput; by: Actor } {
  const { slots, responsibleUnit, measures } = snapshot.context;
  const owner = person(slots.actionOwner, responsibleUnit);
  const lead = person(slots.leadOfficial, responsibleUnit);
  const checker = person(slots.verifier, 'inspectorate');
  const reason = '另有情况';
  const clock = random.pick(['plan', 'execute', 'verify'] as const);
  const actions = [
    ...from(owner, { type: 'CONTEST', reason }, { type: 'START' }, { type: 'SUBMIT' }),
    ...from(owner, { type: 'REPORT_PROGRESS', text: '有进展' }, { type: 'APPROVE' }),
    // What they made themselves they may not check, nor close, nor give themselves time for.
    ...from(owner, { type: 'CLOSE' }, { type: 'APPROVE_PLAN' }, extension(clock, random)),
    ...from(lead, { type: 'PAUSE', reason }, { type: 'RESUME' }),
    ...from(checker, extension(clock, random), extension(clock, random), { type: 'APPROVE' }),
    ...from(checker, { type: 'RETURN', reasonCode: 'other', reason }, { type: 'CLOSE' }),
    ...from(checker, { type: 'REOPEN', reasonCode: 'relapse', reason }),
    ...from(checker, { type: 'RECLASSIFY', class: someClass(random), reason }),
    ...from(checker, { type: 'OPEN_PUBLIC_NOTICE' }, { type: 'UPHOLD_CONTEST', reason }),
    ...from(inspector, { type: 'OBJECT', objectionId: `o-${random.between(1, 3)}`, reason }),
    ...from(inspector, { type: 'ASSIGN', slots: { verifier: 'second-inspector' } }),
    ...from(inspector, { type: 'ASSIGN', slots: { actionOwner: 'without-mailbox' } }),
    ...(random.chance(0.2) ? from(inspector, { type: 'WITHDRAW', reason }) : []),
    ...measures.flatMap(({ no }) =>
      from(owner, { type: 'ADVANCE_MEASURE', no, step: random.pick(['START', 'REDO'] as const) }),
    ),
  ];
  return random.pick(actions);
}

function someClass(random: Random) {
  return random.pick(rectificationClassSchema.options);
}

function extension(clock: 'plan' | 'execute' | 'verify', random: Random): FindingCommandInput {
  const days = random.between(1, 40);
  return { type: 'EXTEND', clock, extension: { rule: 'remainder', days }, reason: '需要时间' };
}

function person(id: string | undefined, unit: string | null): Actor {
  return { kind: 'person', id: id ?? 'somebody', unit };
}

function from(by: Actor, ...events: readonly FindingCommandInput[]) {
  return events.map((event) => ({ by, event }));
}
