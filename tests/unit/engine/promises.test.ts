/** 限期承诺: the ladder of an overdue deadline waits for the day promised, and goes on with its next rung, never from the start. */
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../machines/actor.ts';
import { forEachTest } from './case-hooks.ts';
import {
  accepted,
  dayMs,
  fireUntil,
  inspector,
  opened,
  openCase,
  owner,
  shanghai,
} from './engine-case.ts';
import { clocksOf, firingsOf, history, noticesOf, verified } from './ledger-reading.ts';

const engineCase = forEachTest((on) => openCase(on));

/** Opened on 1 March 2024; the plan is due on Sunday 31 March, which rolls to Monday 1 April. */
const due = shanghai('2024-04-02T00:00');

async function overdue(): Promise<string> {
  const { id } = await opened(engineCase.engine);
  await fireUntil(engineCase, due + dayMs);
  return id;
}

const promise = (findingId: string, promisedOn: string, by: Actor = owner, clockNo = 1) =>
  engineCase.engine.send({ findingId, event: { type: 'ACKNOWLEDGE', clockNo, promisedOn }, by });
const rungsOf = async (id: string) =>
  (await firingsOf(engineCase, id)).flatMap(({ rungs }) => rungs.map(({ rung, at }) => [rung, at]));
const nextOf = async (id: string) => (await clocksOf(engineCase, id))[0]?.nextAt;

describe('a promise', () => {
  test('holds the next rung back until the day after it, and those that follow by as much', async () => {
    const id = await overdue();
    const fired = await rungsOf(id);
    const next = (await nextOf(id)) ?? 0;
    accepted(await promise(id, '2024-04-12'));
    expect(await nextOf(id)).toBe(shanghai('2024-04-13T09:00'));
    await fireUntil(engineCase, shanghai('2024-05-31T12:00'));
    const later = (await rungsOf(id)).slice(fired.length);
    const [first] = later;
    expect(first?.[1]).toBe(shanghai('2024-04-13T09:00'));
    // As many days later as the first of them, each.
    const moved = shanghai('2024-04-13T09:00') - next;
    expect(moved).toBeGreaterThan(0);
    for (const rung of ['T+14', 'T+15', 'T+21']) {
      expect(later.find(([name]) => name === rung)?.[1]).toBe(ruledAt(rung) + moved);
    }
    expect(await verified(engineCase)).toMatchObject({ ok: true });
  });

  test('does not bring a rung forward that comes later anyway', async () => {
    const id = await overdue();
    const next = await nextOf(id);
    accepted(await promise(id, '2024-04-04'));
    expect(await nextOf(id)).toBe(next);
  });

  test('does not repeat what the ladder has said: each rung comes once', async () => {
    const id = await overdue();
    accepted(await promise(id, '2024-04-12'));
    await fireUntil(engineCase, shanghai('2024-06-30T12:00'));
    const names = (await rungsOf(id)).map(([rung]) => rung);
    expect(new Set(names).size).toBe(names.length);
    expect(names.slice(0, 2)).not.toContain('T+14');
  });

  test('is told to those who follow it up', async () => {
    const id = await overdue();
    accepted(await promise(id, '2024-04-12'));
    const last = (await history(engineCase, id)).at(-1);
    expect(last?.event).toMatchObject({ type: 'ACKNOWLEDGE', holds: ['actionOwner'] });
    const told = (await noticesOf(engineCase, id)).filter(({ seq }) => seq === last?.seq);
    expect(
      told.map(({ template, person_id: person }) => `${template} ${person}`).toSorted(),
    ).toEqual(['promise-given lu', 'promise-given shen']);
  });

  test('may be given again once the ladder has gone on, three times in all', async () => {
    const id = await overdue();
    accepted(await promise(id, '2024-04-12'));
    expect(await promise(id, '2024-04-15')).toMatchObject({ guard: 'promiseLeft' });
    for (const day of ['2024-04-24', '2024-05-04']) {
      await fireUntil(engineCase, (await nextOf(id)) ?? 0);
      accepted(await promise(id, day));
    }
    await fireUntil(engineCase, (await nextOf(id)) ?? 0);
    expect(await promise(id, '2024-05-14')).toMatchObject({ guard: 'promiseLeft' });
  });

  test.each([
    ['for today', '2024-04-03', 'promiseIsAhead'],
    ['for a day that has passed', '2024-03-01', 'promiseIsAhead'],
    ['for a day further off than the rules allow', '2024-04-19', 'promiseIsNear'],
  ])('%s is refused', async (_what, day, guard) => {
    const id = await overdue();
    expect(await promise(id, day)).toMatchObject({ guard });
  });

  test('for a deadline that has not passed is refused', async () => {
    const { id } = await opened(engineCase.engine);
    expect(await promise(id, '2024-03-05')).toMatchObject({ guard: 'somethingIsOverdue' });
  });

  test('by somebody who holds no post on the finding is refused', async () => {
    const id = await overdue();
    const stranger: Actor = { kind: 'person', id: 'nobody', unit: null };
    expect(await promise(id, '2024-04-12', stranger)).toMatchObject({ guard: 'promiserHoldsPost' });
    accepted(await promise(id, '2024-04-12', inspector));
  });

  test('leaves the finding overdue: the breach stays, and so does the date', async () => {
    const id = await overdue();
    accepted(await promise(id, '2024-04-12'));
    const [clock] = await clocksOf(engineCase, id);
    expect(clock?.dueAt).toBe(due);
    const { finding } = await engineCase.ports.ledger.load(id, null);
    expect(finding?.snapshot.context.breaches).toHaveLength(1);
  });
});

/** When the rules put a rung in calendar days after the date. */
function ruledAt(rung: string): number {
  const days = Number(/\d+$/u.exec(rung)?.[0]);
  return shanghai('2024-04-01T09:00') + days * dayMs;
}
