/** A duty: its tasks are raised, done or waived, and what was raised stays owed after its end. */
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../machines/actor.ts';
import {
  advanceDuty,
  allowedDutyCommands,
  openDuty,
  type DutyRefused,
  type DutySnapshot,
} from '../../../machines/duty.ts';
import {
  dutyCommandSchema,
  dutyPartiesSchema,
  type DutyCommand,
  type DutyEvent,
  type TaskSlot,
} from '../../../machines/duty-events.ts';
import { dutyGuards } from '../../../machines/duty-guards.ts';
import { dutyRuleSchema, type DutyRule, type Rhythm } from '../../../machines/duty-rule.ts';

const person: Actor = { kind: 'person', id: 'he', unit: 'school' };
const delegate: Actor = { kind: 'delegate', id: 'shen', actingFor: 'he', unit: 'school' };
const worker: Actor = { kind: 'system', rule: 'recurrence' };
const noon = Date.UTC(2026, 2, 5, 4);
const hour = 3_600_000;

function rule(rhythm: Rhythm = { kind: 'daily' }): DutyRule {
  return { ...dutyRuleSchema.parse({ rhythm }), from: '2026-03-01' };
}

function slot(day: string, name = day): TaskSlot {
  const at = Date.parse(`${day}T00:00:00Z`);
  return { slot: name, day, at, dueAt: at + 16 * hour, provisional: false };
}

function slotsDue(slots: readonly TaskSlot[], overdue: readonly string[] = []): DutyEvent {
  return { type: 'SLOTS_DUE', slots, overdue };
}

const done = (name: string): DutyEvent => ({ type: 'TASK_DONE', slot: name });
const waived = (name: string): DutyEvent => ({
  type: 'TASK_WAIVED',
  slot: name,
  reason: '当日停课',
});
const assign: DutyEvent = { type: 'ASSIGN', to: ['canteen'] };
const end: DutyEvent = { type: 'END', reason: '食堂已关停' };

function given(event: DutyEvent, by: Actor = person, at = noon) {
  return { ...event, by, at };
}

function play(from: DutySnapshot, ...events: readonly DutyEvent[]): DutySnapshot {
  return events.reduce<DutySnapshot>((duty, event) => {
    const by = event.type === 'SLOTS_DUE' ? worker : person;
    const step = advanceDuty(duty, given(event, by));
    if (step.kind === 'refused') throw new Error(JSON.stringify(step));
    return { state: step.state, context: step.context };
  }, from);
}

function refusal(from: DutySnapshot, event: DutyEvent, by: Actor = person): DutyRefused {
  const step = advanceDuty(from, given(event, by));
  if (step.kind === 'accepted') throw new Error('a refusal was expected');
  return step;
}

const [one, two, three] = [slot('2026-03-01'), slot('2026-03-02'), slot('2026-03-03')];
const fresh = openDuty({ rule: rule(), to: ['he'] });
const busy = play(fresh, slotsDue([one, two]));
const openSlots = ({ context }: DutySnapshot) => context.open.map(({ slot: name }) => name);

describe('a duty', () => {
  test('begins with its rule, its parties, and nothing to do', () => {
    expect(fresh).toEqual({
      state: 'running',
      context: {
        rule: rule(),
        to: ['he'],
        raisedThrough: null,
        termsRaised: [],
        open: [],
        done: 0,
        waived: 0,
      },
    });
  });

  test('has each slot that came due as an open task, with its times and when it was raised', () => {
    expect(busy.context).toMatchObject({
      raisedThrough: { slot: '2026-03-02', day: '2026-03-02' },
      open: [
        { ...one, raisedAt: noon, remindedAt: null },
        { ...two, raisedAt: noon, remindedAt: null },
      ],
    });
    expect(openSlots(play(busy, slotsDue([three])))).toEqual([one.slot, two.slot, three.slot]);
  });

  test('counts tasks that are done and tasks that are waived, and owes them no more', () => {
    const after = play(busy, done(two.slot), waived(one.slot));
    expect(after.context).toMatchObject({ open: [], done: 1, waived: 1 });
  });

  test('goes to other parties from then on', () => {
    expect(play(busy, assign).context.to).toEqual(['canteen']);
  });

  test('remembers when people were told that a task is overdue, and of which ones', () => {
    const told = play(busy, slotsDue([three], [one.slot, three.slot]));
    expect(told.context.open.map(({ remindedAt }) => remindedAt)).toEqual([noon, null, noon]);
    const again = play(told, slotsDue([], [one.slot]));
    expect(again.context.open).toHaveLength(3);
    expect(again.context.raisedThrough).toEqual({ slot: three.slot, day: three.day });
  });
});

describe('slots that have come due', () => {
  test.each([
    ['raised before', [one]],
    ['older than those raised before', [slot('2026-02-28')]],
    ['named twice', [three, three]],
    ['out of order', [slot('2026-03-04'), three]],
  ])('are refused when %s', (_what, slots) => {
    expect(refusal(busy, slotsDue(slots), worker).guard).toBe('slotsAreNew');
  });

  test('of one day follow each other by their names', () => {
    const february = [slot('2026-02-28', '2026-02(1)'), slot('2026-02-28', '2026-02(2)')];
    const twice = openDuty({ rule: rule({ kind: 'twiceMonthly', days: [29, 30] }), to: ['he'] });
    expect(openSlots(play(twice, slotsDue(february)))).toEqual(['2026-02(1)', '2026-02(2)']);
    expect(refusal(twice, slotsDue(february.toReversed()), worker).guard).toBe('slotsAreNew');
  });

  test('by the term are known by their names, wherever their days have been moved', () => {
    const termly = openDuty({ rule: rule({ kind: 'termly', on: 'first' }), to: ['he'] });
    const spring = play(termly, slotsDue([slot('2026-03-02', '2026春')]));
    expect(spring.context.termsRaised).toEqual(['2026春']);
    const moved = slotsDue([slot('2026-03-09', '2026春')]);
    expect(refusal(spring, moved, worker).guard).toBe('slotsAreNew');
    const enteredLate = play(spring, slotsDue([slot('2025-09-01', '2025秋')]));
    expect(enteredLate.context.termsRaised).toEqual(['2026春', '2025秋']);
  });

  test('name only open tasks as overdue', () => {
    expect(refusal(busy, slotsDue([], ['2026-03-09']), worker).guard).toBe('overdueIsOpen');
  });
});

describe('a command about a task', () => {
  test.each([done, waived])('needs an open task', (command) => {
    expect(refusal(fresh, command(one.slot))).toEqual({
      kind: 'refused',
      guard: 'hasOpenTasks',
      allowed: ['ASSIGN', 'END'],
    });
  });

  test.each([done, waived])('needs that very task to be open', (command) => {
    const all = ['TASK_DONE', 'TASK_WAIVED', 'ASSIGN', 'END'];
    const refused = { kind: 'refused', guard: 'taskIsOpen', allowed: all };
    expect(refusal(busy, command('2026-03-09'))).toEqual(refused);
    expect(refusal(play(busy, done(one.slot)), command(one.slot))).toEqual(refused);
  });

  test('may be given by a delegate, and the doing of it be reported by a system', () => {
    expect(advanceDuty(busy, given(waived(one.slot), delegate)).kind).toBe('accepted');
    expect(advanceDuty(busy, given(done(one.slot), worker)).kind).toBe('accepted');
  });

  test.each([waived(one.slot), assign, end])('is for a person to give: $type', (event) => {
    expect(refusal(busy, event, worker).guard).toBe('givenByPerson');
  });
});

describe('a duty that has ended', () => {
  const ended = play(busy, end);

  test('raises nothing more, but owes what it has raised, and reminds of it', () => {
    expect(ended.state).toBe('ended');
    expect(openSlots(ended)).toEqual([one.slot, two.slot]);
    expect(refusal(ended, slotsDue([three]), worker)).toEqual({
      kind: 'refused',
      guard: 'raisesNothing',
      allowed: ['TASK_DONE', 'TASK_WAIVED'],
    });
    const told = play(ended, slotsDue([], [one.slot]));
    expect(told.context.open[0]).toMatchObject({ remindedAt: noon });
    expect(play(told, done(one.slot), waived(two.slot)).context).toMatchObject({
      open: [],
      done: 1,
      waived: 1,
    });
  });

  test.each([assign, end])('has no place for $type', (event) => {
    expect(refusal(ended, event).guard).toBe('stateAcceptsEvent');
  });

  test('allows nothing once all is settled', () => {
    expect(allowedDutyCommands(play(ended, done(one.slot), done(two.slot)))).toEqual([]);
  });
});

test('every condition there is has been named in some refusal', () => {
  const named = [
    refusal(busy, slotsDue([one]), worker),
    refusal(busy, slotsDue([], ['x']), worker),
    refusal(play(fresh, end), slotsDue([one]), worker),
    refusal(fresh, done('x')),
    refusal(busy, done('x')),
    refusal(busy, end, worker),
  ].map(({ guard }) => guard);
  expect(named.toSorted()).toEqual(Object.keys(dutyGuards).toSorted());
});

test.each(['xstate.stop', '*', 'DUTY_OPENED', ''])('an event called %j reaches no rule', (type) => {
  expect(refusal(busy, { type } as never)).toMatchObject({ guard: 'stateAcceptsEvent' });
});

test('the allowed commands are those that are taken, given by the right person about the right task', () => {
  const commands: Readonly<Record<DutyCommand['type'], DutyEvent>> = {
    TASK_DONE: done(one.slot),
    TASK_WAIVED: waived(one.slot),
    ASSIGN: assign,
    END: end,
  };
  for (const duty of [fresh, busy, play(busy, end), play(fresh, end)]) {
    const taken = Object.entries(commands)
      .filter(([, event]) => advanceDuty(duty, given(event)).kind === 'accepted')
      .map(([type]) => type);
    expect(allowedDutyCommands(duty)).toEqual(taken);
  }
});

test('whatever happens, a task is raised once and settled once', () => {
  const day = fc.integer({ min: 1, max: 12 }).map((number) => {
    return slot(`2026-03-${String(number).padStart(2, '0')}`);
  });
  const anyEvent = fc.oneof(
    fc.array(day, { maxLength: 3 }).map((slots) => slotsDue(slots)),
    day.map(({ slot: name }) => done(name)),
    day.map(({ slot: name }) => waived(name)),
    fc.constant(end),
  );
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 40 }), (events) => {
      const raised: string[] = [];
      const settled: string[] = [];
      let duty = fresh;
      for (const event of events) {
        const step = advanceDuty(duty, given(event));
        if (step.kind === 'refused') continue;
        duty = step;
        if (event.type === 'SLOTS_DUE') raised.push(...event.slots.map((one_) => one_.slot));
        if ('slot' in event) settled.push(event.slot);
      }
      expect(new Set(raised).size).toBe(raised.length);
      expect(new Set(settled).size).toBe(settled.length);
      expect([...settled, ...openSlots(duty)].toSorted()).toEqual(raised.toSorted());
      expect(duty.context.done + duty.context.waived).toBe(settled.length);
    }),
  );
});

describe('a command as people write it', () => {
  const evidence = {
    id: 'e-1',
    kind: 'photo',
    name: '陪餐记录.jpg',
    sha256: 'a'.repeat(64),
    bytes: 48_000,
  };

  test.each([
    { type: 'TASK_DONE', slot: '2026-03-上旬' },
    { type: 'TASK_DONE', slot: '2026-03', note: '已培训', evidence: [evidence], issuesFound: 0 },
    { type: 'TASK_WAIVED', slot: '2026-03-01', reason: '放假' },
    { type: 'ASSIGN', to: ['canteen', 'he'] },
    { type: 'END', reason: '已关停' },
  ])('is taken: %j', (command) => {
    expect(dutyCommandSchema.safeParse(command).success).toBe(true);
    expect(dutyCommandSchema.safeParse({ ...command, more: 1 }).success).toBe(false);
  });

  test.each([
    { type: 'SLOTS_DUE', slots: [], overdue: [] },
    { type: 'TASK_DONE' },
    { type: 'TASK_DONE', slot: '2026-03', issuesFound: -1 },
    { type: 'TASK_WAIVED', slot: '2026-03-01' },
    { type: 'END', reason: ' ' },
  ])('is refused: %j', (command) => {
    expect(dutyCommandSchema.safeParse(command).success).toBe(false);
  });

  test.each([[[]], [['he', 'he']], [Array.from({ length: 21 }, (_, no) => `p-${no}`)]])(
    'names from one to twenty parties, each once: not %j',
    (to) => {
      expect(dutyPartiesSchema.safeParse(to).success).toBe(false);
    },
  );
});
