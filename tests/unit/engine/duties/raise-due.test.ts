/** Raising tasks: on time, after downtime, by several workers at once, and reminding of what is overdue. */
import { describe, expect, test } from 'vitest';
import type { DutyRuleInput } from '../../../../machines/duty-rule.ts';
import { raiseDue } from '../../../../src/engine/duties/raise-due.ts';
import { addLayer } from '../../../../src/store/calendar-layers.ts';
import { forEachTest } from '../case-hooks.ts';
import {
  autumn,
  daysFrom,
  dutyContents,
  dutyNotices,
  giveDuty,
  openDutyCase,
  openedDuty,
  raiseAt,
  raiseUntil,
  reportsOf,
  spring,
  taskRows,
  withDuties,
  schoolCalendar,
} from './duty-case.ts';
import { hourMs, inspector, shanghai, start } from '../engine-case.ts';

const dutyCase = forEachTest(openDutyCase);

const daily: DutyRuleInput = { rhythm: { kind: 'daily' }, from: '2024-03-02' };
const weekly: DutyRuleInput = { rhythm: { kind: 'weekly', weekdays: [1] }, from: '2024-03-02' };
const done = (slot: string) => ({ type: 'TASK_DONE', slot }) as const;

describe('a task whose time has come', () => {
  test('is raised as an event of its duty, with one notice, and the next one is armed', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    const at = shanghai('2024-03-02T08:00');
    expect(await raiseAt(dutyCase, at)).toEqual({
      raised: 1,
      stale: 0,
      failed: [],
      nextDueAt: shanghai('2024-03-03T08:00'),
    });
    expect(await reportsOf(dutyCase, id)).toEqual([
      {
        at,
        by: { kind: 'system', rule: 'recurrence' },
        slots: ['2024-03-02'],
        overdue: [],
      },
    ]);
    expect(await taskRows(dutyCase, id)).toEqual([{ slot: '2024-03-02', state: 'open' }]);
    expect(await dutyNotices(dutyCase, id)).toMatchObject([
      {
        seq: 2,
        template: 'duty-tasks-raised',
        party: 'teaching',
        person_id: 'he',
        rungs: ['2024-03-02'],
        state: 'planned',
      },
    ]);
  });

  test('is not raised a millisecond early', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    const { raised } = await raiseAt(dutyCase, shanghai('2024-03-02T08:00') - 1);
    expect(raised).toBe(0);
    expect(await taskRows(dutyCase, id)).toEqual([]);
  });

  test('is raised at the engine’s time when the database’s clock is elsewhere', async () => {
    await openedDuty(dutyCase, { rule: daily });
    expect(await dutyCase.duties.raiseDue()).toMatchObject({ raised: 0 });
  });

  test('is raised once in each 旬, each month and each term, under its name', async () => {
    const rhythms: readonly DutyRuleInput['rhythm'][] = [
      { kind: 'tenDays', on: 'last' },
      { kind: 'monthly', day: 1 },
      { kind: 'twiceMonthly', days: [15, 'last'] },
      { kind: 'termly', on: 'first' },
    ];
    const duties = await Promise.all(
      rhythms.map((rhythm) => openedDuty(dutyCase, { rule: { rhythm, from: '2024-03-02' } })),
    );
    await raiseUntil(dutyCase, shanghai('2024-09-03T00:00'));
    const counts: string[][] = [];
    for (const { id } of duties) {
      counts.push((await taskRows(dutyCase, id)).map(({ slot }) => slot));
    }
    const [byTenDays, byMonth, twice, byTerm] = counts;
    expect(byTenDays).toHaveLength(18);
    expect(byTenDays?.slice(0, 3)).toEqual(['2024-03-上旬', '2024-03-中旬', '2024-03-下旬']);
    expect(byMonth).toEqual(['2024-04', '2024-05', '2024-06', '2024-07', '2024-08', '2024-09']);
    expect(twice).toHaveLength(12);
    expect(byTerm).toEqual(['2024秋']);
  });

  test('is raised at once where its day has passed when the duty is opened', async () => {
    const rule = { ...daily, from: '2024-02-28' };
    const { id } = await openedDuty(dutyCase, { rule });
    expect(await raiseAt(dutyCase, start)).toMatchObject({ raised: 1 });
    expect(await taskRows(dutyCase, id)).toHaveLength(3);
  });
});

describe('after forty days without a worker', () => {
  test('each missed slot is raised once, in one event and one notice for each person', async () => {
    const { id } = await openedDuty(dutyCase, {
      rule: daily,
      to: ['teaching', 'vice-principal', 'he'],
    });
    const run = await raiseAt(dutyCase, shanghai('2024-04-10T12:00'));
    const missed = daysFrom('2024-03-02', '2024-04-10');
    expect(missed).toHaveLength(40);
    expect(run).toEqual({
      raised: 1,
      stale: 0,
      failed: [],
      nextDueAt: shanghai('2024-04-11T08:00'),
    });
    const reports = await reportsOf(dutyCase, id);
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ slots: missed, overdue: missed.slice(0, -1) });
    expect((await taskRows(dutyCase, id)).map(({ slot }) => slot)).toEqual(missed);
    // `teaching` is he's post: he is told once.
    const notices = await dutyNotices(dutyCase, id);
    expect(notices.map(({ person_id }) => person_id)).toEqual(['he', 'shen']);
    for (const { rungs } of notices) expect(rungs.toSorted()).toEqual(missed);
  });

  test('the same tasks are there as if a worker had looked all the time', async () => {
    const rules: readonly DutyRuleInput[] = [
      daily,
      weekly,
      { rhythm: { kind: 'workdays' } },
      { rhythm: { kind: 'tenDays', on: 'last' }, nonWorking: 'previous' },
    ];
    const slept = [];
    for (const rule of rules) slept.push(await openedDuty(dutyCase, { rule, round: 'SLEPT' }));
    await raiseAt(dutyCase, shanghai('2024-04-10T12:00'));

    await using other = await openDutyCase();
    const watched = [];
    for (const rule of rules) watched.push(await openedDuty(other, { rule, round: 'WATCHED' }));
    for (let at = start; at <= shanghai('2024-04-10T12:00'); at += 11 * hourMs) {
      await raiseAt(other, at);
    }
    await raiseAt(other, shanghai('2024-04-10T12:00'));
    for (const [index, { id }] of watched.entries()) {
      const tasks = await taskRows(other, id);
      expect(tasks.length).toBeGreaterThan(0);
      expect(await taskRows(dutyCase, slept[index]?.id ?? '')).toEqual(tasks);
    }
  });
});

describe('several workers at once', () => {
  test('raise each task once, and owe each notice once', async () => {
    const ids: string[] = [];
    for (let no = 0; no < 7; no += 1) ids.push((await openedDuty(dutyCase, { rule: daily })).id);
    dutyCase.clock.moveTo(shanghai('2024-03-05T12:00'));
    const runs = await Promise.all([1, 2, 3].map(() => dutyCase.duties.raiseDue({ pageSize: 2 })));
    expect(runs.reduce((sum, { raised }) => sum + raised, 0)).toBe(7);
    for (const { failed } of runs) expect(failed).toEqual([]);
    for (const id of ids) {
      expect(await reportsOf(dutyCase, id)).toHaveLength(1);
      expect(await taskRows(dutyCase, id)).toHaveLength(4);
      expect(await dutyNotices(dutyCase, id)).toHaveLength(1);
    }
  });

  test('one that was overtaken between its look and its write changes nothing', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    dutyCase.clock.moveTo(shanghai('2024-03-02T08:00'));
    let before: unknown;
    const ports = withDuties(dutyCase, (duties) => ({
      async save(write) {
        await dutyCase.duties.raiseDue();
        before = await dutyContents(dutyCase);
        return duties.save(write);
      },
    }));
    expect(await raiseDue(ports)).toMatchObject({ raised: 0, stale: 1, failed: [] });
    expect(await dutyContents(dutyCase)).toEqual(before);
    expect(await reportsOf(dutyCase, id)).toHaveLength(1);
  });

  test('one that comes too late finds nothing to do', async () => {
    await openedDuty(dutyCase, { rule: daily });
    dutyCase.clock.moveTo(shanghai('2024-03-02T08:00'));
    const ports = withDuties(dutyCase, (duties) => ({
      async due(...args) {
        const found = await duties.due(...args);
        await dutyCase.duties.raiseDue();
        return found;
      },
    }));
    expect(await raiseDue(ports)).toMatchObject({ raised: 0, stale: 1, failed: [] });
    const gone = withDuties(dutyCase, (duties) => ({
      due: async () => [{ dutyId: '018e0000-0000-7000-8000-000000000001', nextAt: start }],
      load: (...args) => duties.load(...args),
    }));
    expect(await raiseDue(gone)).toMatchObject({ raised: 0, stale: 1, failed: [] });
  });

  test('a second run finds nothing left to raise', async () => {
    await openedDuty(dutyCase, { rule: daily });
    await raiseAt(dutyCase, shanghai('2024-03-04T08:00'));
    const before = await dutyContents(dutyCase);
    expect(await dutyCase.duties.raiseDue()).toMatchObject({ raised: 0, stale: 0, failed: [] });
    expect(await dutyContents(dutyCase)).toEqual(before);
  });
});

describe('any number of duties', () => {
  test.each([1, 2, 7, 8, 200])('is served in one run, in pages of %d', async (pageSize) => {
    for (let no = 0; no < 8; no += 1) await openedDuty(dutyCase, { rule: daily });
    dutyCase.clock.moveTo(shanghai('2024-03-02T08:00'));
    expect(await dutyCase.duties.raiseDue({ pageSize })).toMatchObject({ raised: 8, stale: 0 });
  });

  test('one that cannot be read is named, stays due, and keeps no other waiting', async () => {
    const ids: string[] = [];
    for (let no = 0; no < 5; no += 1) ids.push((await openedDuty(dutyCase, { rule: daily })).id);
    const [spoilt = ''] = ids;
    await dutyCase.database.store.query(`update duty set state = 'lost' where id = $1`, [spoilt]);
    dutyCase.clock.moveTo(shanghai('2024-03-02T08:00'));
    const run = await dutyCase.duties.raiseDue({ pageSize: 2 });
    const failed = [{ dutyId: spoilt, why: 'state_unreadable' }];
    expect(run).toMatchObject({ raised: 4, failed, nextDueAt: shanghai('2024-03-02T08:00') });
    // It stays due, and is tried and named again.
    const again = await dutyCase.duties.raiseDue({ pageSize: 2 });
    expect(again).toMatchObject({ raised: 0, failed });
    await dutyCase.database.store.query(
      `update duty set state = 'running', context = context - 'open' where id = $1`,
      [spoilt],
    );
    const third = await dutyCase.duties.raiseDue({ pageSize: 2 });
    expect(third).toMatchObject({ raised: 0, failed: [{ dutyId: spoilt }] });
  });

  test('says when the next of them has something to say', async () => {
    expect(await dutyCase.duties.raiseDue()).toMatchObject({ nextDueAt: null });
    await openedDuty(dutyCase, { rule: weekly });
    await openedDuty(dutyCase, { rule: { ...daily, at: '17:30' } });
    expect(await dutyCase.duties.nextDueAt()).toBe(shanghai('2024-03-02T17:30'));
  });
});

describe('a task that is overdue', () => {
  test('is reminded of on the next working day, and every seven days until it is settled', async () => {
    // Raised on Monday the 4th, due that day: reminded of on Tuesday.
    const { id } = await openedDuty(dutyCase, {
      rule: { ...weekly, until: '2024-03-10' },
    });
    await raiseUntil(dutyCase, shanghai('2024-03-26T07:59'));
    const reports = await reportsOf(dutyCase, id);
    expect(reports.map(({ at, slots, overdue }) => [at, slots, overdue])).toEqual([
      [shanghai('2024-03-04T08:00'), ['2024-03-04'], []],
      [shanghai('2024-03-05T08:00'), [], ['2024-03-04']],
      [shanghai('2024-03-12T08:00'), [], ['2024-03-04']],
      [shanghai('2024-03-19T08:00'), [], ['2024-03-04']],
    ]);
    const notices = await dutyNotices(dutyCase, id);
    expect(notices.map(({ template }) => template)).toEqual([
      'duty-tasks-raised',
      ...Array<string>(3).fill('duty-task-overdue'),
    ]);
    await giveDuty(dutyCase, id, done('2024-03-04'));
    expect(await dutyCase.duties.nextDueAt()).toBeNull();
  });

  test('on a Friday is not reminded of before Monday', async () => {
    const rule: DutyRuleInput = {
      rhythm: { kind: 'weekly', weekdays: [5] },
      from: '2024-03-08',
      until: '2024-03-08',
    };
    const { id } = await openedDuty(dutyCase, { rule });
    await raiseUntil(dutyCase, shanghai('2024-03-12T00:00'));
    expect((await reportsOf(dutyCase, id)).map(({ at }) => at)).toEqual([
      shanghai('2024-03-08T08:00'),
      shanghai('2024-03-11T08:00'),
    ]);
  });

  test('of a daily duty is named in the day’s one notice', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    await raiseUntil(dutyCase, shanghai('2024-03-05T12:00'));
    const reports = await reportsOf(dutyCase, id);
    expect(reports.map(({ slots, overdue }) => [slots, overdue])).toEqual([
      [['2024-03-02'], []],
      [['2024-03-03'], ['2024-03-02']],
      [['2024-03-04'], ['2024-03-02', '2024-03-03']],
      [['2024-03-05'], ['2024-03-02', '2024-03-03', '2024-03-04']],
    ]);
    expect(await dutyNotices(dutyCase, id)).toHaveLength(4);
  });

  test('is still reminded of when its duty has ended', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    await raiseAt(dutyCase, shanghai('2024-03-02T08:00'));
    await giveDuty(dutyCase, id, { type: 'END', reason: '食堂已关停' });
    await raiseUntil(dutyCase, shanghai('2024-03-12T00:00'));
    const reports = await reportsOf(dutyCase, id);
    expect(reports.map(({ slots, overdue }) => [slots, overdue])).toEqual([
      [['2024-03-02'], []],
      [[], ['2024-03-02']],
      [[], ['2024-03-02']],
    ]);
  });

  test('with nobody to remind stands in the ledger as failed', async () => {
    const { id } = await openedDuty(dutyCase, { rule: daily, to: ['nobody', 'teaching'] });
    await raiseAt(dutyCase, shanghai('2024-03-02T08:00'));
    expect(await dutyNotices(dutyCase, id)).toMatchObject([
      { party: 'teaching', person_id: 'he', state: 'planned', outcome: null },
      { party: 'nobody', person_id: null, state: 'failed', outcome: 'nobody_appointed' },
    ]);
  });
});

/** Loads another version of the school's calendar, as an administrator does. */
function load(version: number, parts: object, into = dutyCase.database): Promise<number> {
  const layer = { ...schoolCalendar(version, parts), id: 'school', version };
  return addLayer(into.store, layer, inspector, start);
}

describe('a new calendar', () => {
  test('moves the slot that is armed, and raises it once, on its new day', async () => {
    const rule = { rhythm: { kind: 'monthly', day: 20 }, nonWorking: 'next' } as const;
    const { id } = await openedDuty(dutyCase, { rule });
    expect(await dutyCase.duties.nextDueAt()).toBe(shanghai('2024-03-20T08:00'));
    await load(2, { holidays: [{ name: '校庆', from: '2024-03-20', to: '2024-03-21' }] });
    const run = await raiseAt(dutyCase, shanghai('2024-03-20T08:00'));
    expect(run).toMatchObject({ raised: 0, failed: [], nextDueAt: shanghai('2024-03-22T08:00') });
    await raiseAt(dutyCase, shanghai('2024-03-22T08:00'));
    // Back again: the slot has been raised, and stays raised once.
    await load(3, {});
    await raiseAt(dutyCase, shanghai('2024-04-20T08:00'));
    expect((await taskRows(dutyCase, id)).map(({ slot }) => slot)).toEqual(['2024-03']);
    expect(await dutyCase.duties.nextDueAt()).toBe(shanghai('2024-04-22T08:00'));
  });

  test('with the next term’s days wakes the duties that waited for them', async () => {
    const rule = { ...weekly, withinTerms: true };
    await using other = await openDutyCase({ terms: [spring] });
    const { id } = await openedDuty(other, { rule });
    await raiseUntil(other, shanghai('2024-07-06T00:00'));
    for (const { slot } of await taskRows(other, id)) await giveDuty(other, id, done(slot));
    expect(await other.duties.nextDueAt()).toBeNull();
    expect(await other.views.list({ limit: 9 }, other.clock.at)).toMatchObject([
      { next: null, waitsForTerms: true },
    ]);
    // Entered when the term has been under way for two weeks: they are made up for.
    await load(2, { terms: [spring, autumn] }, other.database);
    await raiseAt(other, shanghai('2024-09-11T09:00'));
    const open = (await taskRows(other, id)).filter(({ state }) => state === 'open');
    expect(open.map(({ slot }) => slot)).toEqual(['2024-09-02', '2024-09-09']);
  });

  test('that cannot count a duty names it, and re-arms the others', async () => {
    const [first, second] = [await openedDuty(dutyCase), await openedDuty(dutyCase)];
    await dutyCase.database.store.query(
      `update duty set context = context - 'rule' where id = $1`,
      [first.id],
    );
    await load(2, {});
    const { failed } = await dutyCase.duties.raiseDue({ pageSize: 1 });
    expect(failed.map(({ dutyId }) => dutyId)).toContain(first.id);
    const { duty } = await dutyCase.ports.duties.load(second.id, null);
    expect(duty?.almanac).toContain('school@2');
  });
});
