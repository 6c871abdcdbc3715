/** Duties rehearsed beside the same days as they really go by: on a virtual clock, over a real database. */
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { DutyRuleInput } from '../../../../machines/duty-rule.ts';
import { almanacOf } from '../../../../src/engine/duties/slots.ts';
import type { DutyItem } from '../../../../src/engine/rehearsal/duty-life.ts';
import { lifelikeDoers } from '../../../../src/engine/rehearsal/duty-people.ts';
import {
  simulateDuties,
  type DutyRehearsal,
  type SimulateDutiesOptions,
} from '../../../../src/engine/rehearsal/simulate-duties.ts';
import { addLayer } from '../../../../src/store/calendar-layers.ts';
import { dutyPortfolio } from '../../../../src/store/duty-portfolio.ts';
import type { Database } from '../../../../src/store/open-database.ts';
import { migratedMemoryDatabase } from '../../../support/memory-database.ts';
import {
  autumn,
  dutyContents,
  giveDuty,
  openDutyCase,
  openedDuty,
  raiseAt,
  raiseUntil,
  schoolCalendar,
  spring,
  taskRows,
  type DutyCase,
} from '../duties/duty-case.ts';
import { dayMs, inspector, opened, shanghai, start, wipe } from '../engine-case.ts';
import { anyRuleFrom, dutyLine, dutyLinesOf, openedDutyItem } from './duty-rehearsal-case.ts';
import { liveCalendar, rehearsalPorts } from './rehearsal-case.ts';

let database: Database;
let dutyCase: DutyCase;

beforeAll(async () => {
  database = await migratedMemoryDatabase();
});
beforeEach(() => afresh());
afterAll(() => database.close());

async function afresh(): Promise<void> {
  await wipe(database);
  dutyCase = await openDutyCase({ database });
}

async function stored(): Promise<DutyItem[]> {
  const items: DutyItem[] = [];
  for await (const item of dutyPortfolio(database.store)) items.push(item);
  return items;
}

async function rehearsed(options: SimulateDutiesOptions): Promise<DutyRehearsal> {
  const { directory, calendar } = dutyCase.ports;
  return simulateDuties({ directory, almanac: almanacOf(calendar) }, await stored(), options);
}

/** The notices owed in the ledger from that instant on, line by line as `dutyLinesOf` has them. */
async function owedFrom(from: number): Promise<string[]> {
  const { rows } = await database.store.query<{
    owed_at: Date;
    number: string;
    template: string;
    party: string;
    person_id: string | null;
    rungs: string[];
  }>(
    `select n.*, d.number from notice n join duty d on d.id = n.duty_id
     where n.owed_at >= $1::timestamptz`,
    [new Date(from).toISOString()],
  );
  return rows
    .map(({ owed_at, number, template, party, person_id, rungs }) =>
      dutyLine(
        owed_at.getTime(),
        [number, template, party, person_id],
        rungs.length,
        rungs.slice(-100),
      ),
    )
    .toSorted();
}

async function events(): Promise<number> {
  const { rows } = await database.store.query<{ count: number }>(
    'select count(*)::int as count from event',
  );
  return rows[0]?.count ?? Number.NaN;
}

const done = (slot: string) => ({ type: 'TASK_DONE', slot }) as const;
const endDuty = { type: 'END', reason: '食堂已关停' } as const;
const rhythms: readonly DutyRuleInput[] = [
  { rhythm: { kind: 'daily' } },
  { rhythm: { kind: 'daily' }, withinTerms: true, doneWithin: { days: 2, unit: 'workday' } },
  { rhythm: { kind: 'workdays' }, at: '17:30' },
  { rhythm: { kind: 'weekly', weekdays: [1, 5] }, doneWithin: { days: 3, unit: 'workday' } },
  { rhythm: { kind: 'tenDays', on: 'last' }, nonWorking: 'previous' },
  { rhythm: { kind: 'monthly', day: 31 }, nonWorking: 'next' },
  { rhythm: { kind: 'twiceMonthly', days: [1, 'last'] }, nonWorking: 'skip' },
  { rhythm: { kind: 'termly', on: 'first' }, from: '2024-02-26' },
  { rhythm: { kind: 'termly', on: 'last' } },
  { rhythm: { kind: 'yearly', month: 3, day: 20 }, until: '2024-12-31' },
];

/** Duties of every rhythm, with a vacant post, one in two hands, one that has ended, some tasks done. */
async function variety(): Promise<void> {
  const { id: findingId } = await opened(dutyCase.engine);
  for (const rule of rhythms) await openedDuty(dutyCase, { rule });
  await openedDuty(dutyCase, { findingId, to: ['nobody', 'teaching', 'principal'] });
  await openedDuty(dutyCase, {
    to: ['nobody'],
    rule: { rhythm: { kind: 'weekly', weekdays: [3] } },
  });
  await openedDuty(dutyCase, { to: ['he', 'teaching'], kind: 'check', round: 'XC-2025' });
  const { id: some } = await openedDuty(dutyCase, { rule: { rhythm: { kind: 'workdays' } } });
  const { id: ended } = await openedDuty(dutyCase);
  const { id: over } = await openedDuty(dutyCase);
  await raiseUntil(dutyCase, start + 6 * dayMs);
  await giveDuty(dutyCase, some, done('2024-03-04'));
  await giveDuty(dutyCase, ended, done('2024-03-02'));
  for (const id of [ended, over]) await giveDuty(dutyCase, id, endDuty);
  for (const { slot } of await taskRows(dutyCase, over)) await giveDuty(dutyCase, over, done(slot));
}

describe('a rehearsal of duties tells what really happens', () => {
  test('where nobody does anything: every notice to everybody, and every duty as it then stands', async () => {
    await variety();
    const from = dutyCase.clock.at + dayMs;
    const until = from + 130 * dayMs;
    const [before, counted] = [await dutyContents(dutyCase), await events()];
    const rehearsal = await rehearsed({ since: dutyCase.clock.at, from, until });
    expect(await dutyContents(dutyCase)).toEqual(before);

    await raiseUntil(dutyCase, from - 1);
    const untold = await events();
    expect(untold).toBeGreaterThan(counted);
    await raiseUntil(dutyCase, until);
    const real = await owedFrom(from);
    expect(real.length).toBeGreaterThan(500);
    expect(dutyLinesOf(rehearsal.notices)).toEqual(real);
    expect(rehearsal.events).toBe((await events()) - untold);
    expect(real.some((line) => line.includes('| nobody | nobody |'))).toBe(true);
    expect(real.filter((line) => line.includes('duty-task-overdue')).length).toBeGreaterThan(20);
  });

  test('after a time of no worker: one notice that names every task missed, and each chain goes on', async () => {
    await variety();
    const from = dutyCase.clock.at + 70 * dayMs;
    const until = from + 20 * dayMs;
    const rehearsal = await rehearsed({ since: from, from, until });
    await raiseAt(dutyCase, from);
    await raiseUntil(dutyCase, until);
    const caughtUp = rehearsal.notices.filter(({ at }) => at === from);
    expect(caughtUp.some(({ why }) => why.tasks > 60)).toBe(true);
    expect(dutyLinesOf(rehearsal.notices)).toEqual(await owedFrom(from));
    // To the last hash: nothing of the rules was left out.
    expect(rehearsal.duties).toEqual((await stored()).map(({ duty }) => duty));
  });

  test('for any rules, any number of days, and any part of them told', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            rule: anyRuleFrom('2024-03-01'),
            to: fc.uniqueArray(fc.constantFrom('teaching', 'he', 'principal', 'nobody'), {
              minLength: 1,
            }),
            ends: fc.boolean(),
          }),
          { minLength: 1, maxLength: 3 },
        ),
        fc.nat(20 * 24),
        fc.nat(100),
        fc.nat(150),
        async (duties, hours, untold, days) => {
          await afresh();
          const answers = [];
          for (const { rule, to } of duties) {
            answers.push(
              await dutyCase.duties.open({
                duty: { round: 'XC-2024', title: '自查', rule, to },
                by: inspector,
              }),
            );
          }
          await raiseUntil(dutyCase, start + hours * 3_600_000);
          for (const [index, answer] of answers.entries()) {
            if (answer.kind !== 'accepted' || duties[index]?.ends !== true) continue;
            await giveDuty(dutyCase, answer.id, endDuty);
          }
          const since = dutyCase.clock.at;
          const [from, until] = [since + untold * dayMs, since + (untold + days) * dayMs];
          const { notices } = await rehearsed({ since, from, until });
          // What was told at the very instant it begins was told before it began.
          const toldBefore = new Set(untold === 0 ? await owedFrom(from) : []);
          await raiseUntil(dutyCase, until);
          const real = (await owedFrom(from)).filter((line) => !toldBefore.has(line));
          expect(dutyLinesOf(notices)).toEqual(real);
        },
      ),
      { numRuns: 15 },
    );
  }, 120_000);

  test('where people do the tasks, step by step', async () => {
    await variety();
    const since = dutyCase.clock.at;
    const until = since + 45 * dayMs;
    const { calendar, directory } = dutyCase.ports;
    const doers = lifelikeDoers(3, calendar);
    const before = await dutyContents(dutyCase);
    const rehearsal = await rehearsed({ since, from: since + 1, until, doers });
    expect(await dutyContents(dutyCase)).toEqual(before);
    const began = new Map(
      (await stored()).map(({ duty }) => [duty.id, Math.max(since, duty.updatedAt)]),
    );
    for (;;) {
      const acts = [];
      for (const { duty } of await stored()) {
        const { to } = duty.context;
        const found = await directory.resolve(to, since);
        const holders = to.flatMap((party) => found.get(party) ?? []);
        const people = [...new Map(holders.map((each) => [each.id, each])).values()];
        if (people.length === 0) continue;
        for (const task of duty.context.open) {
          const at = { duty: duty.number, task, people, since: began.get(duty.id) ?? 0 };
          const doing = doers(at);
          if (doing !== null) acts.push({ ...doing, slot: task.slot, dutyId: duty.id });
        }
      }
      const [next] = acts.toSorted((a, b) => a.at - b.at);
      const dueAt = (await dutyCase.duties.nextDueAt()) ?? Infinity;
      const at = Math.max(Math.min(dueAt, next?.at ?? Infinity), dutyCase.clock.at);
      if (at > until) break;
      await raiseAt(dutyCase, at);
      if (next !== undefined && next.at < dueAt) {
        await giveDuty(dutyCase, next.dutyId, done(next.slot), next.by);
      }
    }
    expect(dutyLinesOf(rehearsal.notices)).toEqual(await owedFrom(since + 1));
    const left = rehearsal.duties.filter(
      ({ state, context }) => state === 'running' || context.open.length > 0,
    );
    expect(left).toEqual((await stored()).map(({ duty }) => duty));
  }, 120_000);
});

describe('a duty rehearsed', () => {
  const ports = { ...rehearsalPorts(), almanac: almanacOf(liveCalendar('Asia/Shanghai')) };
  const at = shanghai('2026-03-02T10:00');
  const frame = { since: at, from: at, until: at + 60 * dayMs };

  test('that is due already speaks at once, and no earlier than it last did', async () => {
    const rule = { rhythm: { kind: 'daily' }, from: '2026-02-20' } as const;
    const item = openedDutyItem({ at, rule });
    const early = { ...frame, since: at - 30 * dayMs, from: at - 30 * dayMs };
    for (const each of [frame, early]) {
      const { notices } = await simulateDuties(ports, [item], each);
      expect(notices[0]).toMatchObject({ at, why: { tasks: 11 } });
    }
    const later = { ...frame, since: at + 5 * dayMs, from: at + 5 * dayMs };
    const { notices } = await simulateDuties(ports, [item], later);
    expect(notices[0]).toMatchObject({ at: at + 5 * dayMs, why: { tasks: 16 } });
  });

  test('says of a notice who, what, when and why, and which finding it keeps up', async () => {
    const item = openedDutyItem({ at, to: ['teaching', 'gone'], finding: 'XC-2026-00-007' });
    const { notices } = await simulateDuties(ports, [item], frame);
    const duty = { id: item.duty.id, number: 'XC-2026-D001', title: '事项1' };
    const one = {
      at,
      duty: { ...duty, finding: 'XC-2026-00-007' },
      template: 'duty-tasks-raised',
      why: { event: 'SLOTS_DUE', slots: ['2026-03-02'], tasks: 1 },
    };
    expect(notices.slice(0, 2)).toEqual([
      { ...one, to: { party: 'gone', person: null } },
      { ...one, to: { party: 'teaching', person: { id: 'he', name: '何文斌' } } },
    ]);
  });

  test('with nobody left to remind of it falls silent; reminded of it is for as long as it is overdue', async () => {
    const rule = { rhythm: { kind: 'daily' }, until: '2026-03-02' } as const;
    const item = openedDutyItem({ at, rule });
    const { notices, duties } = await simulateDuties(ports, [item], frame);
    const days = notices.map(({ at: told, template }) => [
      new Date(told + 8 * 3_600_000).toISOString().slice(0, 16),
      template,
    ]);
    // Monday; due at its end. Qingming is a day off until 6 April.
    expect(days).toEqual([
      ['2026-03-02T10:00', 'duty-tasks-raised'],
      ...['03-03', '03-10', '03-17', '03-24', '03-31', '04-07', '04-14', '04-21', '04-28'].map(
        (day) => [`2026-${day}T08:00`, 'duty-task-overdue'],
      ),
    ]);
    const [left] = duties;
    if (left === undefined) throw new Error('one was given');
    const settled = { ...left, context: { ...left.context, open: [] }, nextAt: null };
    const silent = await simulateDuties(ports, [{ duty: settled, finding: null }], frame);
    expect(silent).toMatchObject({ notices: [], events: 0, duties: [{ nextAt: null }] });
  });

  test('waits for terms nobody has entered, and speaks once there are some', async () => {
    const rule = { rhythm: { kind: 'termly', on: 'first' } } as const;
    const item = openedDutyItem({ at, rule });
    const year = { ...frame, until: at + 366 * dayMs };
    expect((await simulateDuties(ports, [item], year)).notices).toEqual([]);
    const terms = [{ name: '2026秋', from: '2026-09-01', to: '2027-01-20' }];
    const almanac = { ...ports.almanac, terms };
    const { notices } = await simulateDuties({ ...ports, almanac }, [item], year);
    // Armed by an almanac without it: counted anew, as the sweep would.
    expect(notices[0]).toMatchObject({
      at: shanghai('2026-09-01T08:00'),
      why: { slots: ['2026秋'] },
    });
  });

  test('names of very many tasks the last hundred, and says how many there are', async () => {
    const item = openedDutyItem({ at });
    const until = at + 150 * dayMs;
    const { notices } = await simulateDuties(ports, [item], { ...frame, until });
    const last = notices.at(-1);
    expect(last?.why.tasks).toBe(notices.length);
    expect(last?.why.slots).toHaveLength(100);
    expect(last?.why.slots.at(-1)).toBe('2026-07-30');
    expect(notices[99]?.why.slots[0]).toBe('2026-03-02');
    expect(notices[100]?.why.slots[0]).toBe('2026-03-03');
  });

  test('a hundred years ahead is told in moments, as the day of the year before is', async () => {
    const rule = { rhythm: { kind: 'daily' } } as const;
    const item = openedDutyItem({ at, rule });
    const from = shanghai('2126-03-02T00:00');
    const options = { ...frame, from, until: from + 2 * dayMs - 1 };
    const { notices, events: told } = await simulateDuties(ports, [item], options);
    expect(notices.map(({ at: instant, why }) => [instant, why.tasks, why.slots.at(-1)])).toEqual([
      [shanghai('2126-03-02T08:00'), 36_525, '2126-03-02'],
      [shanghai('2126-03-03T08:00'), 36_526, '2126-03-03'],
    ]);
    expect(told).toBe(2);
  });

  test('tells in two parts what it tells in one, in any zone and with any rule', async () => {
    const zones = fc.constantFrom(
      'Asia/Shanghai',
      'America/Sao_Paulo',
      'Africa/Cairo',
      'Pacific/Apia',
    );
    await fc.assert(
      fc.asyncProperty(
        zones,
        anyRuleFrom('2026-03-02'),
        fc.nat(200),
        fc.nat(200),
        async (zone, rule, first, second) => {
          const calendar = liveCalendar(zone);
          const terms = [spring, autumn].map(({ name, from, to }) => ({
            name,
            from: from.replace('2024', '2026').replace('2025', '2027'),
            to: to.replace('2024', '2026').replace('2025', '2027'),
          }));
          const local = { ...ports, almanac: { calendar, terms } };
          const item = openedDutyItem({ at, rule, calendar });
          const middle = at + first * dayMs;
          const until = middle + second * dayMs;
          const whole = await simulateDuties(local, [item], { since: at, from: at, until });
          const coming = { since: at, from: middle + 1, until };
          const end = await simulateDuties(local, [item], coming);
          const one = await simulateDuties(local, [item], { since: at, from: at, until: middle });
          const [duty] = one.duties;
          if (duty === undefined) throw new Error('one was given');
          const rest = { since: middle + 1, from: middle + 1, until };
          const two = await simulateDuties(local, [{ ...item, duty }], rest);
          expect([...one.notices, ...two.notices]).toEqual(whole.notices);
          expect(end.notices).toEqual(two.notices);
          expect(one.events + two.events).toBe(whole.events);
          expect(two.duties).toEqual(whole.duties);
          expect(end.events).toBe(two.events);
        },
      ),
      { numRuns: 100 },
    );
  });

  test('whose task comes at the first instant told names that one, and not those before it', async () => {
    const doneWithin = { days: 40, unit: 'day' } as const;
    const rule = { rhythm: { kind: 'daily' }, at: '00:00', doneWithin } as const;
    const item = openedDutyItem({ at, rule });
    const from = shanghai('2026-03-20T00:00');
    const whole = await simulateDuties(ports, [item], frame);
    const coming = await simulateDuties(ports, [item], { ...frame, from });
    expect(coming.notices).toEqual(whole.notices.filter(({ at: told }) => told >= from));
    expect(coming.notices[0]).toMatchObject({ at: from, why: { slots: ['2026-03-20'] } });
  });

  test('leaves what it is given as it is, and says the same to the byte', async () => {
    const items = [1, 2].map((no) => openedDutyItem({ at, no, to: ['teaching', 'gone'] }));
    const before = structuredClone(items);
    const doers = lifelikeDoers(5, ports.calendar);
    for (const options of [frame, { ...frame, doers }]) {
      const text = async (given: readonly DutyItem[]) =>
        JSON.stringify((await simulateDuties(ports, given, options)).notices);
      const said = await text(items);
      expect(await text(items)).toBe(said);
      expect(await text(items.toReversed())).toBe(said);
    }
    expect(items).toEqual(before);
  });

  test('whose task is never done, goes on; one done too late is done at once', async () => {
    const item = openedDutyItem({ at });
    const by = { kind: 'person', id: 'he', unit: null } as const;
    const never = await simulateDuties(ports, [item], { ...frame, doers: () => null });
    expect(never).toEqual(await simulateDuties(ports, [item], frame));
    const past = { ...frame, doers: () => ({ at: at - dayMs, by }) };
    const { notices, duties } = await simulateDuties(ports, [item], past);
    expect(notices.every(({ why }) => why.tasks === 1)).toBe(true);
    expect(duties[0]?.context).toMatchObject({ done: notices.length, open: [] });
  });

  test('stops at a duty whose state cannot be carried on, and names it', async () => {
    const rule = { rhythm: { kind: 'termly', on: 'first' } } as const;
    const { duty } = openedDutyItem({ at, rule });
    const context = { ...duty.context, termsRaised: ['2025秋', '2025秋'] };
    const terms = [{ name: '2026春', from: '2026-03-03', to: '2026-07-10' }];
    const local = { ...ports, almanac: { ...ports.almanac, terms } };
    const items = [{ duty: { ...duty, context }, finding: null }];
    await expect(simulateDuties(local, items, frame)).rejects.toMatchObject({
      code: 'state_unreadable',
      message: 'XC-2026-D001: slotsAreNew',
      detail: { duty: duty.id },
    });
  });

  test('lets others have their turn in a long life', async () => {
    let turns = 0;
    const count = () => {
      turns += 1;
      immediate = setImmediate(count);
    };
    let immediate = setImmediate(count);
    const { events: taken } = await simulateDuties(ports, [openedDutyItem({ at })], {
      ...frame,
      until: at + 200 * dayMs,
    });
    clearImmediate(immediate);
    expect(taken).toBe(201);
    expect(turns).toBeGreaterThanOrEqual(5);
  });
});

test('terms and holidays entered later count in the rehearsal as they do in the sweep', async () => {
  const rule = { rhythm: { kind: 'monthly', day: 20 }, nonWorking: 'next' } as const;
  await openedDuty(dutyCase, { rule });
  const holidays = [{ name: '校庆', from: '2024-03-20', to: '2024-03-21' }];
  const layer = { ...schoolCalendar(2, { holidays }), id: 'school', version: 2 };
  await dutyCase.ports.calendar.refresh(await addLayer(database.store, layer, inspector, start));
  const options = { since: start, from: start, until: start + 60 * dayMs };
  const { notices } = await rehearsed(options);
  expect(notices[0]?.at).toBe(shanghai('2024-03-22T08:00'));
  await dutyCase.duties.raiseDue();
  await raiseUntil(dutyCase, options.until);
  expect(dutyLinesOf(notices)).toEqual(await owedFrom(start));
});
