import { describe, expect, test } from 'vitest';
import type { Slot } from '../../../machines/words.ts';
import { forEachTest } from './case-hooks.ts';
import {
  aMeasure,
  approvePlan,
  claim,
  close,
  dayMs,
  fireAt,
  fireUntil,
  give,
  hourMs,
  inspector,
  opened,
  openCase,
  owner,
  pause,
  plan,
  resume,
  seniorInspector,
  setMeasures,
  shanghai,
  start,
  submitPlan,
  wholeLife,
  work,
} from './engine-case.ts';
import { clocksOf, history, firingsOf, remindersOf } from './ledger-reading.ts';

const engineCase = forEachTest(openCase);

async function rungNames(id: string): Promise<string[][]> {
  return (await firingsOf(engineCase, id)).map(({ rungs }) => rungs.map(({ rung }) => rung));
}

/** The rungs of the default policy's ladder, with the moment the clock is due among them. */
const listed = [
  'T-30',
  'T-20',
  'T-10',
  'T-3',
  'T-1',
  'T0',
  'due',
  'T+1',
  'T+5',
  'T+14',
  'T+15',
  'T+21',
  'T+28',
  'T+30',
  'T+35',
] as const;

/** Checkers have ten working days, two weeks, and are first reminded three days before. */
const quietMsMax = 11 * dayMs;

/** At every rung: how long it has been since somebody was last told, and that somebody is told now. */
async function expectNeverSilent(id: string, days: number): Promise<void> {
  const end = engineCase.clock.at + days * dayMs;
  let last = engineCase.clock.at;
  let known = (await remindersOf(engineCase, id)).length;
  for (;;) {
    const due = await engineCase.engine.nextDueAt();
    expect(due).not.toBeNull();
    if (due === null || due > end) break;
    await fireAt(engineCase, Math.max(due, engineCase.clock.at));
    // The moment it is due is written down, and told to nobody.
    if ((await rungNames(id)).at(-1)?.join() === 'due') continue;
    const told = (await remindersOf(engineCase, id)).length;
    expect(told).toBeGreaterThan(known);
    expect(due - last).toBeLessThanOrEqual(quietMsMax);
    known = told;
    last = due;
  }
  expect(end - last).toBeLessThanOrEqual(quietMsMax);
}

describe('downtime', () => {
  test('of 400 days is one event that names every rung, and one notice per person', async () => {
    const { id } = await opened(engineCase.engine);
    const back = start + 400 * dayMs;
    expect(await fireAt(engineCase, back)).toMatchObject({ fired: 1, stale: 0, failed: [] });
    const [event, ...more] = await firingsOf(engineCase, id);
    expect(more).toEqual([]);
    const names = event?.rungs.map(({ rung }) => rung) ?? [];
    const { length } = listed;
    expect(names.slice(0, length)).toEqual(listed);
    const weekly = names.slice(length);
    expect(weekly).toEqual(weekly.map((_, week) => `overdue-weekly-${week + 1}`));
    const last = event?.rungs.at(-1)?.at ?? 0;
    expect(back - last).toBeLessThan(7 * dayMs);
    const told = await remindersOf(engineCase, id);
    const persons = told.map(({ person }) => person);
    expect(persons).toHaveLength(4);
    expect(new Set(persons)).toEqual(new Set(['cao', 'he', 'shen', 'zhou']));
    for (const { rungs, person } of told) {
      const addressed = event?.rungs.filter(({ to }) => to.some((slot) => holder[slot] === person));
      expect(rungs).toEqual(addressed?.map(({ rung }) => rung));
    }
  });

  const holder: Readonly<Partial<Record<Slot, string>>> = {
    actionOwner: 'he',
    leadOfficial: 'shen',
    accountableExecutive: 'zhou',
    verifier: 'lu',
    steeringGroup: 'cao',
  };

  test('whoever holds several posts gets one notice for all of it', async () => {
    const { directory } = engineCase;
    await directory.put({
      posts: [
        { code: 'vice-principal', title: '校长', holder: 'zhou' },
        { code: 'steering', title: '组长', holder: 'zhou' },
      ],
    });
    const { id } = await opened(engineCase.engine);
    await fireAt(engineCase, start + 400 * dayMs);
    const told = await remindersOf(engineCase, id);
    expect(told.map(({ person, template }) => [person, template])).toEqual([
      ['he', 'overdue'],
      ['zhou', 'overdue'],
    ]);
    const of = (who: string) => told.find(({ person }) => person === who)?.rungs ?? [];
    expect(of('zhou')).toEqual(
      expect.arrayContaining(['T-10', 'T+15', 'T+30', 'overdue-weekly-1']),
    );
    expect(of('zhou')).not.toContain('T-20');
  });

  test('loses no rung: stopping anywhere on the way, the history names the same rungs at the same times', async () => {
    const until = start + 200 * dayMs;
    const { id: awake } = await opened(engineCase.engine);
    await fireUntil(engineCase, until);
    const withoutDowntime = (await firingsOf(engineCase, awake)).flatMap(({ rungs }) => rungs);
    await using other = await openCase();
    const { id: asleep } = await opened(other.engine);
    for (const day of [11, 12, 47, 47.5, 120, 200]) await fireAt(other, start + day * dayMs);
    const withDowntime = (await history(other, asleep)).flatMap(({ event }) =>
      event.type === 'CLOCK_DUE' ? event.rungs : [],
    );
    expect(withDowntime).toEqual(withoutDowntime);
  });
});

describe('a pause', () => {
  test('moves the date by the days held, and nothing of its clocks fires meanwhile', async () => {
    const { id } = await opened(engineCase.engine);
    await fireUntil(engineCase, shanghai('2024-03-06T13:07'));
    await give(engineCase.engine, id, owner, pause);
    const before = (await firingsOf(engineCase, id)).length;
    await fireUntil(engineCase, shanghai('2024-04-08T18:08'));
    const meanwhile = (await firingsOf(engineCase, id)).slice(before);
    expect(meanwhile.map(({ clock, rungs }) => [clock, rungs[0]?.rung])).toEqual([
      ['pause', 'P-75'],
      ['pause', 'P-60'],
    ]);
    await give(engineCase.engine, id, owner, resume);
    const [clock] = await clocksOf(engineCase, id);
    // 33 days, from 6 March to 7 April: 31 March becomes 3 May, in a holiday that ends on the 5th.
    expect(clock).toMatchObject({
      state: 'running',
      holds: [{ from: '2024-03-06', until: '2024-04-08' }],
      dueAt: shanghai('2024-05-07T00:00'),
      nextRung: 1,
    });
  });

  test('asks every fortnight whether it must go on, and upwards where it lasts too long', async () => {
    const { id } = await opened(engineCase.engine);
    await give(engineCase.engine, id, owner, pause);
    await fireUntil(engineCase, start + 120 * dayMs);
    const told = await remindersOf(engineCase, id);
    const first = (template: string) => told.findIndex((each) => each.template === template);
    expect(first('still-paused')).toBe(0);
    expect(first('pause-overdue')).toBeGreaterThan(first('still-paused'));
    const people = (template: string) =>
      new Set(told.filter((each) => each.template === template).map(({ person }) => person));
    expect(people('still-paused')).toEqual(new Set(['shen', 'lu']));
    expect(people('pause-overdue')).toEqual(new Set(['shen', 'lu', 'cao']));
    const times = (await firingsOf(engineCase, id)).map(({ at }) => at);
    for (const [index, at] of times.slice(1).entries()) {
      expect(at - (times[index] ?? 0)).toBeLessThanOrEqual(15 * dayMs);
    }
  });

  test('each rung fires once per clock, however often it is held and released', async () => {
    const { id } = await opened(engineCase.engine);
    for (let turn = 0; turn < 12; turn += 1) {
      await fireUntil(engineCase, engineCase.clock.at + 4 * dayMs + 13 * hourMs);
      await give(engineCase.engine, id, owner, pause);
      await fireUntil(engineCase, engineCase.clock.at + 2 * dayMs + 19 * hourMs);
      await give(engineCase.engine, id, owner, resume);
    }
    await fireUntil(engineCase, engineCase.clock.at + 60 * dayMs);
    const fired = (await firingsOf(engineCase, id)).filter(({ clockNo }) => clockNo === 1);
    const names = fired.flatMap(({ rungs }) => rungs.map(({ rung }) => rung));
    expect(new Set(names).size).toBe(names.length);
    expect(names.slice(0, listed.length + 1)).toEqual([...listed, 'overdue-weekly-1']);
  });

  test('of the plan while it is being checked: the time of the checker is not charged to the unit', async () => {
    const { id } = await opened(engineCase.engine);
    await give(engineCase.engine, id, owner, claim, setMeasures, submitPlan);
    await fireUntil(engineCase, start + 25 * dayMs);
    const meanwhile = (await firingsOf(engineCase, id)).map(({ clock }) => clock);
    expect(new Set(meanwhile)).toEqual(new Set(['verify']));
    await give(engineCase.engine, id, inspector, { type: 'RETURN_PLAN', reason: '措施不具体' });
    const [clock] = await clocksOf(engineCase, id);
    // Held from the day it began, which is not counted, to the 25th: 24 days. 31 March becomes 24 April.
    expect(clock).toMatchObject({ kind: 'plan', dueAt: shanghai('2024-04-25T00:00') });
  });
});

describe('what is owed before a period began', () => {
  test('is not owed: a short period begins with the first rung ahead', async () => {
    const { id } = await opened(engineCase.engine, { class: 'immediate' });
    await fireUntil(engineCase, start + 10 * dayMs);
    expect(await rungNames(id)).toEqual([['T-3'], ['T-1'], ['T0'], ['due'], ['T+1']]);
  });

  test('a plan that names a day already past is late from its first moment, and chased from then on, not from that day on', async () => {
    const { id } = await opened(engineCase.engine);
    const past = { ...setMeasures, measures: [aMeasure(1, '2024-02-25')] } as typeof setMeasures;
    await give(engineCase.engine, id, owner, claim, past, submitPlan);
    await give(engineCase.engine, id, inspector, approvePlan);
    await fireUntil(engineCase, start + 20 * dayMs);
    expect(await rungNames(id)).toEqual([['due'], ['T+14'], ['T+15'], ['T+21']]);
  });
});

describe('an open finding', () => {
  test('once overdue is chased every week, and never falls silent', async () => {
    const { id } = await opened(engineCase.engine);
    await fireUntil(engineCase, shanghai('2024-05-01T09:00'));
    await expectNeverSilent(id, 150);
    const times = (await firingsOf(engineCase, id)).slice(-15).map(({ at }) => at);
    for (const [index, at] of times.slice(1).entries()) {
      expect(at - (times[index] ?? 0)).toBe(7 * dayMs);
    }
  });

  test.each<[string, (id: string) => Promise<void>]>([
    [
      'contested',
      (id) => give(engineCase.engine, id, owner, { type: 'CONTEST', reason: '情况不属实' }),
    ],
    [
      'with its plan in review',
      (id) => give(engineCase.engine, id, owner, claim, setMeasures, submitPlan),
    ],
    [
      'in review',
      async (id) => {
        await plan(engineCase, id);
        await give(engineCase.engine, id, owner, ...work);
      },
    ],
    [
      'awaiting closure',
      async (id) => {
        await plan(engineCase, id);
        await give(engineCase.engine, id, owner, ...work);
        await give(engineCase.engine, id, inspector, { type: 'APPROVE' });
      },
    ],
  ])('%s, it is the checker who is chased', async (_stage, lead) => {
    const { id } = await opened(engineCase.engine);
    await lead(id);
    const before = (await remindersOf(engineCase, id)).length;
    await expectNeverSilent(id, 60);
    const told = (await remindersOf(engineCase, id)).slice(before);
    expect(new Set(told.map(({ person }) => person))).toEqual(new Set(['lu', 'cao']));
  });

  test('once struck off is chased no more', async () => {
    const { id } = await opened(engineCase.engine);
    await fireUntil(engineCase, start + 45 * dayMs);
    await give(engineCase.engine, id, inspector, { type: 'WITHDRAW', reason: '重复登记' });
    expect(await engineCase.engine.nextDueAt()).toBeNull();
  });

  test('once closed is looked at again half a year later, and not chased before', async () => {
    const { id } = await opened(engineCase.engine);
    await wholeLife(engineCase, id);
    expect(await engineCase.engine.nextDueAt()).toBe(shanghai('2024-08-18T09:00'));
    await fireUntil(engineCase, shanghai('2024-08-28T12:00'));
    const told = await remindersOf(engineCase, id);
    expect(told.map(({ person, rungs }) => [person, rungs])).toEqual([
      ['lu', ['R-10']],
      ['lu', ['R0']],
    ]);
  });
});

/** A finding whose public notice has just been opened. */
async function inPublic(): Promise<string> {
  const { id } = await opened(engineCase.engine, { class: 'continuing' });
  await plan(engineCase, id);
  await give(engineCase.engine, id, owner, ...work);
  await give(engineCase.engine, id, inspector, { type: 'APPROVE' });
  await give(engineCase.engine, id, seniorInspector, { type: 'APPROVE' });
  await give(engineCase.engine, id, inspector, { type: 'OPEN_PUBLIC_NOTICE' });
  return id;
}

describe('a public notice', () => {
  test('ends when its window has run out, and the finding goes back to the checker', async () => {
    const id = await inPublic();
    await fireUntil(engineCase, shanghai('2024-03-09T00:00') - 1);
    const shut = await engineCase.engine.send({ findingId: id, event: close, by: inspector });
    expect(shut).toMatchObject({ kind: 'refused', guard: 'stateAcceptsEvent' });
    await fireUntil(engineCase, start + 9 * dayMs);
    const { finding, clocks } = await engineCase.ports.ledger.load(id, null);
    expect(finding?.snapshot.value.lifecycle).toEqual({ verified: 'awaitingClosure' });
    const running = clocks.filter(({ state }) => state === 'running');
    expect(running).toMatchObject([{ kind: 'verify', startedAt: shanghai('2024-03-09T00:00') }]);
    expect(
      (await remindersOf(engineCase, id)).map(({ template, person }) => [template, person]),
    ).toEqual([['public-notice-ended', 'lu']]);
    await give(engineCase.engine, id, inspector, close);
  });

  test('that ended while nobody was awake is told of once', async () => {
    const id = await inPublic();
    await fireAt(engineCase, start + 30 * dayMs);
    const [told, ...more] = (await remindersOf(engineCase, id)).filter(
      ({ template }) => template === 'public-notice-ended',
    );
    expect(more).toEqual([]);
    expect(told).toMatchObject({ person: 'lu', rungs: expect.arrayContaining(['N+1']) as unknown });
  });

  test('may be closed once its window has run out, with every worker stopped', async () => {
    const id = await inPublic();
    engineCase.clock.moveTo(shanghai('2024-03-09T00:00'));
    const answer = await engineCase.engine.send({ findingId: id, event: close, by: inspector });
    expect(answer).toMatchObject({ kind: 'accepted', state: 'closed' });
  });
});
