/** Re-inspections (回头看): held, held in part, not held; set going by closing, by lot or by order. */
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import { standingOf } from '../../../machines/step.ts';
import { brief } from './brief.ts';
import { close, owner, policyRule, reopen, sample, wholePlan, workOn } from './school-case.ts';
import { answer, findingAt, play, stageOf, take } from './school-stages.ts';

const closed = findingAt('closed');
const record = (result: string) => ({ ...sample('RECORD_RECHECK'), result }) as Given;
const without = { gates: { recheck: false } };

describe('a re-inspection recorded', () => {
  test('as held ends it, and the finding stays closed', () => {
    const { snapshot, effects } = take(closed, record('held'));
    expect(effects.map(brief)).toEqual([
      'met 7',
      'tell recheck-passed actionOwner',
      'tell recheck-passed leadOfficial',
    ]);
    expect(standingOf(snapshot)).toEqual(standingOf(closed));
    expect(snapshot.context).toMatchObject({
      clocks: [],
      rechecks: [{ cycle: 1, result: 'held' }],
    });
  });

  test('as held in part is followed by another', () => {
    const { snapshot, effects } = take(closed, record('partlyHeld'));
    expect(effects.map(brief).slice(0, 2)).toEqual(['met 7', 'start 8 recheck']);
    const twice = play(snapshot, record('partlyHeld'), record('held'));
    expect(twice.context.rechecks?.map(({ result }) => result)).toEqual([
      'partlyHeld',
      'partlyHeld',
      'held',
    ]);
    expect(stageOf(twice)).toBe('closed');
  });

  test('as not held reopens the finding just as a failed recheck does, and is remembered', () => {
    const reopened = take(closed, record('notHeld'));
    const failed = take(closed, { ...reopen, reasonCode: 'failedRecheck' } as Given);
    expect(reopened.effects).toEqual(failed.effects);
    expect(reopened.snapshot).toEqual({
      ...failed.snapshot,
      context: { ...failed.snapshot.context, rechecks: [{ cycle: 1, result: 'notHeld' }] },
    });
    expect(reopened.snapshot.context).toMatchObject({ cycle: 2, disposition: null });
  });

  test.each(['held', 'partlyHeld', 'notHeld'])('as %s is the work of checkers', (result) => {
    for (const [by, guard] of [
      [owner, 'checkerIsNotMaker'],
      [policyRule, 'checkerIsPerson'],
    ] as const) {
      expect(answer(closed, { ...record(result), by })).toMatchObject({ guard });
    }
  });

  test.each(['held', 'partlyHeld', 'notHeld'])('as %s takes one that is due', (result) => {
    expect(answer(findingAt('closed', without), record(result))).toMatchObject({
      guard: 'recheckUnderWay',
    });
  });
});

describe('a re-inspection', () => {
  test('is set going by the lot where the rules ask for none of every finding', () => {
    const verified = findingAt('awaitingClosure', without);
    const drawn = play(verified, { ...close, drawnForRecheck: true } as Given);
    expect(drawn.context.clocks).toMatchObject([{ clock: 'recheck', state: 'running' }]);
    const spared = play(verified, { ...close, drawnForRecheck: false } as Given);
    expect(spared.context.clocks).toEqual([]);
  });

  test('may be ordered again and again, one at a time', () => {
    const { snapshot, effects } = take(findingAt('closed', without), sample('ORDER_RECHECK'));
    expect(effects.map(brief)).toEqual([
      'start 7 recheck',
      'tell recheck-ordered verifier',
      'tell recheck-ordered leadOfficial',
    ]);
    expect(answer(snapshot, sample('ORDER_RECHECK'))).toMatchObject({ guard: 'noRecheckUnderWay' });
    expect(answer(play(snapshot, record('held')), sample('ORDER_RECHECK')).kind).toBe('accepted');
  });

  test('is ordered by checkers, of what was put right', () => {
    const before = findingAt('closed', without);
    expect(answer(before, { ...sample('ORDER_RECHECK'), by: owner })).toMatchObject({
      guard: 'checkerIsNotMaker',
    });
    const transferred = play(findingAt('working'), sample('TRANSFER'));
    expect(answer(transferred, sample('ORDER_RECHECK'))).toMatchObject({ guard: 'wasRectified' });
  });

  test('that did not hold is found again in the next cycle by its own number', () => {
    const again = play(closed, record('notHeld'), ...workOn(wholePlan, 2));
    expect(again.context.rechecks).toEqual([{ cycle: 1, result: 'notHeld' }]);
  });
});
