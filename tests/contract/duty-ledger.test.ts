/** One suite for the storage of duties on both kinds of database: what passes on PGlite must pass on a server. */
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { raiseDue } from '../../src/engine/duties/raise-due.ts';
import type { DutyWrite } from '../../src/engine/duties/ports.ts';
import { describeOnBoth, type OpenFresh } from '../support/both-databases.ts';
import { bookOfEachAlone } from '../support/each-alone.ts';
import { forEachTest } from '../unit/engine/case-hooks.ts';
import {
  dutyContents,
  dutyNotices,
  giveDuty,
  openDutyCase,
  openedDuty,
  raiseAt,
  raiseUntil,
  reportsOf,
  taskRows,
  withDuties,
  type DutyCase,
} from '../unit/engine/duties/duty-case.ts';
import { shanghai } from '../unit/engine/engine-case.ts';

describeOnBoth('Duties', dutyContract);

const daily = { rhythm: { kind: 'daily' }, from: '2024-03-02' } as const;

/** What raising the tasks that are due would write; nothing is written. */
async function writeOf(dutyCase: DutyCase): Promise<DutyWrite> {
  const written: DutyWrite[] = [];
  const ports = withDuties(dutyCase, () => ({
    async save(write) {
      written.push(write);
      return true;
    },
  }));
  await raiseDue(ports);
  const [write] = written;
  if (write === undefined) throw new Error('nothing was to be written');
  return write;
}

function dutyContract(openFresh: OpenFresh): void {
  const dutyCase = forEachTest(openDutyCase, openFresh);

  /** One duty, of which two tasks are due. */
  async function withOneDue(): Promise<string> {
    const { id } = await openedDuty(dutyCase, { rule: daily });
    dutyCase.clock.moveTo(shanghai('2024-03-03T08:00'));
    return id;
  }

  test('what is read is what was written', async () => {
    const id = await withOneDue();
    const write = await writeOf(dutyCase);
    expect(await dutyCase.ports.duties.save(write)).toBe(true);
    const { duty } = await dutyCase.ports.duties.load(id, null);
    const { state, context, nextAt, almanac } = write;
    expect(duty).toMatchObject({ id, state, context, nextAt, almanac, version: 2 });
    expect(duty?.headHash).toBe(write.events.at(-1)?.hash);
    expect(await reportsOf(dutyCase, id)).toHaveLength(1);
  });

  test.each([0, 2, 7])('a write on version %d of a duty at 1 changes nothing', async (version) => {
    await withOneDue();
    const write = await writeOf(dutyCase);
    const before = await dutyContents(dutyCase);
    expect(await dutyCase.ports.duties.save({ ...write, expectedVersion: version })).toBe(false);
    expect(await dutyContents(dutyCase)).toEqual(before);
  });

  test('a write whose idempotency key was taken meanwhile changes nothing', async () => {
    const id = await withOneDue();
    const key = randomUUID();
    const answer = {
      kind: 'accepted',
      id,
      number: 'XC-2024-D001',
      state: 'running',
      version: 2,
      openTasks: 1,
    } as const;
    const remember = { key, requestHash: 'a'.repeat(64), answer };
    const write = await writeOf(dutyCase);
    await dutyCase.database.store.query(
      `insert into command (key, request_hash, answer, at) values ($1, 'b', '{}', now())`,
      [key],
    );
    const before = await dutyContents(dutyCase);
    expect(await dutyCase.ports.duties.save({ ...write, remember })).toBe(false);
    expect(await dutyContents(dutyCase)).toEqual(before);
    const { remembered } = await dutyCase.ports.duties.load(id, key);
    expect(remembered).toMatchObject({ key, requestHash: 'b', answer: {} });
  });

  test('a write that fails in part changes nothing', async () => {
    await withOneDue();
    const write = await writeOf(dutyCase);
    const before = await dutyContents(dutyCase);
    const [task] = write.tasks;
    const lost = { ...task, state: 'lost' } as never;
    await expect(dutyCase.ports.duties.save({ ...write, tasks: [lost] })).rejects.toMatchObject({
      code: '23514',
    });
    await expect(dutyCase.ports.duties.save({ ...write, events: [] })).rejects.toThrow(TypeError);
    expect(await dutyContents(dutyCase)).toEqual(before);
  });

  test('of two writes on one version, begun at once, one is made and one is told so', async () => {
    const id = await withOneDue();
    const [first, second] = [await writeOf(dutyCase), await writeOf(dutyCase)];
    const saved = await Promise.all([first, second].map((one) => dutyCase.ports.duties.save(one)));
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await taskRows(dutyCase, id)).toHaveLength(2);
    expect(await dutyNotices(dutyCase, id)).toHaveLength(1);
  });

  test('what is due comes in order of time, page by page, and not before it is due', async () => {
    await withOneDue();
    for (const at of ['06:00', '23:59', '07:00']) {
      await openedDuty(dutyCase, { rule: { ...daily, from: '2024-03-03', at } });
    }
    const { duties } = dutyCase.ports;
    const now = shanghai('2024-03-03T08:00');
    const all = await duties.due(now, null, 9);
    expect(all.map(({ nextAt }) => nextAt)).toEqual([
      shanghai('2024-03-02T08:00'),
      shanghai('2024-03-03T06:00'),
      shanghai('2024-03-03T07:00'),
    ]);
    expect(await duties.due(now, all[0] ?? null, 1)).toEqual([all[1]]);
    expect(await duties.nextDueAt()).toBe(shanghai('2024-03-02T08:00'));
  });

  test('arming anew leaves the history alone, and gives way to whoever moved the duty on', async () => {
    const id = await withOneDue();
    const { duties } = dutyCase.ports;
    const arming = { nextAt: null, almanac: 'other' };
    expect(await duties.rearm(id, 2, arming)).toBe(false);
    expect(await duties.rearm(id, 1, arming)).toBe(true);
    const { duty } = await duties.load(id, null);
    expect(duty).toMatchObject({ ...arming, version: 1 });
    expect(await duties.armedOtherwise('other', null, 9)).toEqual([]);
    expect(await duties.armedOtherwise('third', null, 9)).toMatchObject([{ id }]);
    expect(await duties.armedOtherwise('third', id, 9)).toEqual([]);
  });

  test('a number cannot be had of a round that is gone', async () => {
    await withOneDue();
    await expect(dutyCase.ports.duties.takeDutyNumber(randomUUID())).rejects.toThrow(TypeError);
  });

  test('a notice is about a finding or about a duty, never both or neither', async () => {
    const id = await withOneDue();
    await dutyCase.duties.raiseDue();
    for (const change of ['duty_id = null', "slot = 'verifier'", 'party = null']) {
      await expect(
        dutyCase.database.store.query(`update notice set ${change} where duty_id = $1`, [id]),
      ).rejects.toMatchObject({ code: '23514' });
    }
  });

  describe('a notice over a duty', () => {
    test('is claimed with all that is to be said: the tasks it names that are still open', async () => {
      const id = await withOneDue();
      await dutyCase.duties.raiseDue();
      await giveDuty(dutyCase, id, { type: 'TASK_DONE', slot: '2024-03-02' });
      const [notice] = await dutyNotices(dutyCase, id);
      const now = shanghai('2024-03-03T09:00');
      const book = bookOfEachAlone(dutyCase.database.store);
      const held = await book.claim(notice?.id ?? '', 60_000, now);
      expect(held).toMatchObject({
        person: { address: 'he@school.example' },
        held: { state: 'claimed' },
        notices: [
          {
            template: 'duty-tasks-raised',
            personName: '何文斌',
            duty: {
              number: 'XC-2024-D001',
              kind: 'task',
              title: '校领导每日陪餐',
              roundCode: 'XC-2024',
              findingNumber: null,
            },
            tasks: [{ slot: '2024-03-03', dueAt: shanghai('2024-03-04T00:00') }],
            now,
          },
        ],
      });
    });

    test('is moot once all of its tasks are settled, and there is none of a duty there is not', async () => {
      const id = await withOneDue();
      await dutyCase.duties.raiseDue();
      for (const slot of ['2024-03-02', '2024-03-03']) {
        await giveDuty(dutyCase, id, { type: 'TASK_WAIVED', slot, reason: '停课' });
      }
      const [notice] = await dutyNotices(dutyCase, id);
      const book = bookOfEachAlone(dutyCase.database.store);
      expect(await book.claim(notice?.id ?? '', 60_000, 0)).toMatchObject({ notices: [] });
      expect(await book.claim(randomUUID(), 60_000, 0)).toBeNull();
    });
  });

  test('a year of a daily duty and a 旬 check is raised task by task, none twice, none missing', async () => {
    const from = '2024-03-02';
    const { id: day } = await openedDuty(dutyCase, {
      rule: { rhythm: { kind: 'workdays' }, withinTerms: true, from },
    });
    const { id: tenDays } = await openedDuty(dutyCase, {
      rule: { rhythm: { kind: 'tenDays', on: 'last' }, nonWorking: 'previous', from },
    });
    await raiseUntil(dutyCase, shanghai('2024-06-30T23:00'));
    // Nothing runs for a quarter of a year.
    await raiseAt(dutyCase, shanghai('2024-10-01T12:00'));
    await raiseUntil(dutyCase, shanghai('2025-01-18T00:00'));
    const slotsOf = async (id: string) => (await taskRows(dutyCase, id)).map(({ slot }) => slot);
    const workdays = await slotsOf(day);
    const { calendar } = dutyCase.ports;
    const expected: string[] = [];
    for (let number = 0; number < 322; number += 1) {
      const one = calendar.dayAfter(from, number, 'day').day;
      const inTerm = one <= '2024-07-05' || (one >= '2024-09-02' && one <= '2025-01-17');
      if (inTerm && calendar.standingOf(one).working) expected.push(one);
    }
    expect(workdays).toEqual(expected);
    const found = await slotsOf(tenDays);
    expect(found.slice(0, 3)).toEqual(['2024-03-上旬', '2024-03-中旬', '2024-03-下旬']);
    expect(found).toHaveLength(31);
    expect(new Set(found).size).toBe(31);
  });
}
