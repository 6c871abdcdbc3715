import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { OpenTask } from '../../../../machines/duty-context.ts';
import { almanacOf } from '../../../../src/engine/duties/slots.ts';
import type { TaskAtHand } from '../../../../src/engine/rehearsal/duty-life.ts';
import { lifelikeDoers } from '../../../../src/engine/rehearsal/duty-people.ts';
import { simulateDuties } from '../../../../src/engine/rehearsal/simulate-duties.ts';
import { dayMs, shanghai } from '../engine-case.ts';
import { openedDutyItem } from './duty-rehearsal-case.ts';
import { calendar, rehearsalPorts } from './rehearsal-case.ts';

const at = shanghai('2026-03-02T10:00');
const he = { id: 'he', name: '何文斌' };
const lu = { id: 'lu', name: '陆建平' };

/** A task raised on a day at eight, due at the end of a later one or of that. */
function taskAt(day: number, within: number, given: Partial<TaskAtHand> = {}): TaskAtHand {
  const raisedAt = shanghai('2026-03-02T08:00') + day * dayMs;
  const name = calendar.dayOf(raisedAt);
  const dueAt = calendar.endOf(calendar.dayAfter(name, within, 'day').day);
  const slot = { slot: name, day: name, at: raisedAt, dueAt, provisional: false };
  const task: OpenTask = { ...slot, raisedAt, remindedAt: null };
  return { duty: 'XC-2026-D001', task, people: [he], since: 0, ...given };
}

const many = Array.from({ length: 400 }, (_, day) => taskAt(day, day % 4));

const said = (seed: number, given: Partial<TaskAtHand> = {}) =>
  many.map((each) => lifelikeDoers(seed, calendar)({ ...each, ...given })?.at);

describe('those who do the tasks of duties', () => {
  test('do most in time and some late, and each at some time', () => {
    const doers = lifelikeDoers(7, calendar);
    const late = many.filter((each) => (doers(each)?.at ?? Infinity) >= each.task.dueAt);
    expect(late.length).toBeGreaterThan(10);
    expect(late.length).toBeLessThan(80);
    for (const each of many) {
      expect(doers(each)?.at).toBeGreaterThanOrEqual(each.task.raisedAt);
      expect(doers(each)?.at).toBeLessThan(each.task.dueAt + 30 * dayMs);
    }
  });

  test('act between nine and five, late ones on working days', () => {
    const doers = lifelikeDoers(7, calendar);
    for (const each of many) {
      const done = doers(each)?.at ?? 0;
      expect(calendar.print(done)).toMatch(/T(09|1[0-6]):\d\d:00\.000\+08:00$/u);
      if (done < each.task.dueAt) continue;
      expect(calendar.standingOf(calendar.dayOf(done)).working).toBe(true);
    }
  });

  test('are the same for the same seed, others for another; each duty and task has its own', () => {
    expect(said(3)).toEqual(said(3));
    expect(said(3)).not.toEqual(said(4));
    expect(said(3)).not.toEqual(said(3, { duty: 'XC-2026-D002' }));
    expect(
      new Set(said(3).map((done) => calendar.print(done ?? 0).slice(11))).size,
    ).toBeGreaterThan(100);
  });

  test('are those the tasks go to, now the one, now the other', () => {
    const doers = lifelikeDoers(7, calendar);
    const by = (people: TaskAtHand['people']) =>
      many.map((each) => {
        const doing = doers({ ...each, people });
        return doing?.by.kind === 'person' ? doing.by.id : null;
      });
    expect(new Set(by([he]))).toEqual(new Set(['he']));
    expect(new Set(by([he, lu]))).toEqual(new Set(['he', 'lu']));
  });

  test('begin when the rehearsal does with what was open then, overdue or not', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(20), fc.nat(60), (seed, within, days) => {
        const since = shanghai('2026-03-02T00:00') + days * dayMs;
        const task = taskAt(0, within, { since });
        const done = lifelikeDoers(seed, calendar)(task)?.at ?? 0;
        expect(done).toBeGreaterThanOrEqual(Math.max(since, task.task.raisedAt));
        expect(done).toBeLessThan(Math.max(since, task.task.dueAt) + 30 * dayMs);
      }),
    );
  });

  test('never do what reaches nobody: a vacant post’s tasks stay open', async () => {
    const items = ['gone', 'teaching'].map((party, no) => openedDutyItem({ at, no, to: [party] }));
    const ports = { ...rehearsalPorts(), almanac: almanacOf(calendar) };
    const frame = { since: at, from: at, until: at + 60 * dayMs };
    const doers = lifelikeDoers(7, calendar);
    const acting = await simulateDuties(ports, items, { ...frame, doers });
    const [vacant, held] = acting.duties;
    expect(vacant?.context).toMatchObject({ done: 0, waived: 0 });
    expect(vacant?.context.open).toHaveLength(61);
    expect(held?.context.done).toBeGreaterThan(50);
    const mine = acting.notices.filter(({ duty }) => duty.id === vacant?.id);
    const nobody = await simulateDuties(ports, items.slice(0, 1), frame);
    expect(mine).toEqual(nobody.notices);
  });
});
