/** What the invariants say of a life that was written down wrongly in one place. */
import { expect, test } from 'vitest';
import { chained } from '../../../src/engine/chain.ts';
import { createEngine } from '../../../src/engine/engine.ts';
import type { ChainedEvent, FindingOpening, FindingWrite } from '../../../src/engine/ports.ts';
import { databaseClock } from '../../../src/virtual-clock.ts';
import { opened, slots, start, wholeLife } from '../../unit/engine/engine-case.ts';
import { calendarsOf, people, policies, posts } from '../actors/town.ts';
import { DatabaseModel } from '../models/database-model.ts';
import { open, save } from '../models/finding-model.ts';
import { openRound } from '../models/ledger-model.ts';
import { randomOf } from '../time/random.ts';
import { atOnce, storesOver } from '../world.ts';
import { createInvariants } from './invariants.ts';

const dayMs = 86_400_000;

interface Life {
  readonly rounds: Parameters<typeof openRound> extends [DatabaseModel, ...infer Round]
    ? Round
    : never;
  readonly opening: FindingOpening;
  readonly writes: readonly FindingWrite[];
  /** When all but the opening is written, epoch ms: at the first reminder. */
  readonly writtenAt: number;
}

/** A whole life as it was written, from a first reminder to closure. */
async function aLife(): Promise<Life> {
  let now = start;
  const random = randomOf(3);
  const db = new DatabaseModel({ now: () => now, rehintMs: 1 });
  const { ledger, directory } = storesOver(db, atOnce, null);
  await directory.put({ people, posts });
  const [calendar] = calendarsOf('Asia/Shanghai');
  if (calendar === undefined) throw new Error('there is always a calendar');
  const rounds: unknown[] = [];
  const openings: FindingOpening[] = [];
  const writes: FindingWrite[] = [];
  const engine = createEngine({
    ledger: {
      ...ledger,
      openRound: (...round) => ledger.openRound(...(rounds.push(...round), round)),
      open: (opening) => ledger.open((openings.push(opening), opening)),
      save: (write) => ledger.save((writes.push(write), write)),
    },
    others: ledger,
    directory,
    policies,
    calendar: { ...calendar, refresh: async () => undefined },
    clock: databaseClock,
    newId: () => random.uuid(),
  });
  const { id } = await opened(engine, { slots: { ...slots } });
  now = (await engine.nextDueAt()) ?? now;
  await engine.fireDue();
  await wholeLife({ engine }, id);
  const [opening] = openings;
  if (opening === undefined) throw new Error('nothing was opened');
  return { rounds: rounds as unknown as Life['rounds'], opening, writes, writtenAt: now };
}

const life = await aLife();

/** The rules that are broken where one of its writes is another. */
function brokenBy(type: string, spoil: (write: FindingWrite) => FindingWrite): readonly string[] {
  const broken = new Set<string>();
  let now = start;
  const db = new DatabaseModel({ now: () => now, rehintMs: 1 });
  db.watch = createInvariants({
    db,
    fail: (rule) => broken.add(rule),
    step: () => 1,
    ableSince: () => 0,
    taken: () => 0,
  });
  openRound(db, ...life.rounds);
  open(db, life.opening, null);
  now = life.writtenAt;
  for (const write of life.writes) {
    const isIt = write.event.event.type === type;
    save(db, isIt ? spoil(write) : write, null);
    // What follows a wrong one is wrong as well.
    if (isIt) break;
  }
  return [...broken];
}

function changed(write: FindingWrite, event: Partial<ChainedEvent>): FindingWrite {
  return { ...write, event: chained({ ...write.event, ...event }) as FindingWrite['event'] };
}

test('they find nothing wrong with the life as it was', () => {
  expect(brokenBy('nothing', (write) => write)).toEqual([]);
  expect(life.writes.map(({ event }) => event.event.type)).toContain('CLOSE');
});

const { opening } = life;
const maker = life.writes.find(({ event }) => event.event.type === 'SUBMIT')?.event.by;

const wrong: readonly (readonly [
  what: string,
  type: string,
  rule: string,
  spoil: (write: FindingWrite) => FindingWrite,
])[] = [
  [
    'an approval by whoever did the work',
    'APPROVE',
    'maker-does-not-check',
    (write) => changed(write, { by: maker ?? write.event.by }),
  ],
  [
    'a closure by a system',
    'CLOSE',
    'maker-does-not-check',
    (write) => changed(write, { by: { kind: 'system', rule: 'auto' } }),
  ],
  [
    'an event of another time',
    'CLAIM',
    'history-runs-with-time',
    (write) => changed(write, { at: start - 1 }),
  ],
  [
    'an event of tomorrow',
    'CLAIM',
    'history-runs-with-time',
    (write) => changed(write, { at: life.writtenAt + 1 }),
  ],
  [
    'an event with another’s hash',
    'CLAIM',
    'chain-is-whole',
    (write) => ({ ...write, event: { ...write.event, hash: opening.event.hash } }),
  ],
  [
    'a state that is not what the event leads to',
    'CLAIM',
    'state-is-fold',
    (write) => ({ ...write, snapshot: opening.snapshot }),
  ],
  [
    'a plan handed in of which nobody is told',
    'SUBMIT_PLAN',
    'what-is-owed-is-stored',
    (write) => ({ ...write, notices: [] }),
  ],
  [
    'a closure that leaves its clocks as they were',
    'CLOSE',
    'closed-is-quiet',
    (write) => ({ ...write, clocks: write.clocks.filter(({ state }) => state === 'running') }),
  ],
  [
    'an approval that leaves the check running',
    'APPROVE',
    'one-running-clock-of-a-kind',
    (write) => ({ ...write, clocks: write.clocks.filter(({ state }) => state === 'running') }),
  ],
  [
    'a plan handed in for which nothing runs',
    'SUBMIT_PLAN',
    'nothing-falls-silent',
    (write) => ({ ...write, clocks: write.clocks.filter(({ state }) => state !== 'running') }),
  ],
  [
    'a plan handed in whose clock goes back a rung',
    'SUBMIT_PLAN',
    'no-rung-is-gone-back-to',
    (write) => ({
      ...write,
      clocks: write.clocks.map((clock) => Object.assign({}, clock, { nextRung: 0 })),
    }),
  ],
  [
    'a reminder of the day after tomorrow',
    'CLOCK_DUE',
    'not-before-its-time',
    (write) => {
      const { event } = write.event;
      if (event.type !== 'CLOCK_DUE') return write;
      const rungs = event.rungs.map((rung) =>
        Object.assign({}, rung, { at: rung.at + 99 * dayMs }),
      );
      return changed(write, { event: { ...event, rungs } });
    },
  ],
];

test.each(wrong)('%s is found', (_what, type, rule, spoil) => {
  expect(brokenBy(type, spoil)).toContain(rule);
});

test('a rung that is told of twice is found', () => {
  const broken = brokenBy('CLOCK_DUE', (write) => {
    const { event } = write.event;
    if (event.type !== 'CLOCK_DUE') return write;
    return changed(write, { event: { ...event, rungs: [...event.rungs, ...event.rungs] } });
  });
  expect(broken).toContain('each-rung-once');
});
