/** What ladders lead to: promises that hold them back, proposals to people, and warnings that only rise. */
import { describe, expect, test } from 'vitest';
import type { Rung } from '../../../machines/events.ts';
import type { FindingSnapshot } from '../../../machines/step.ts';
import { warningSchema } from '../../../machines/words.ts';
import {
  approvals,
  aRung,
  close,
  dueAt,
  early,
  give,
  inspector,
  late,
  owner,
  person,
  policyRule,
  reopen,
  sample,
  sampleEvents,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import { answer, due, findingAt, pausedAt, play, take } from './school-stages.ts';
import { brief } from './brief.ts';

const working = findingAt('working');
const overdue = play(working, due(working, 'execute', late));
const promise = (given: object = {}) => give({ ...sampleEvents.ACKNOWLEDGE, ...given });
const speak = (from: FindingSnapshot, rung: Partial<Rung> = {}) =>
  play(from, due(from, 'execute', aRung('weekly', dueAt + 7, rung)));

describe('a promise', () => {
  test('lets the ladder of its clock wait until that day, and is told', () => {
    const { snapshot, effects } = take(overdue, promise());
    expect(effects.map(brief)).toEqual([
      'promise 3 by 2024-10-08',
      'tell promise-given leadOfficial',
      'tell promise-given verifier',
    ]);
    expect(snapshot.context.promises).toEqual([{ clockNo: 3, day: '2024-10-08', passed: false }]);
    expect(snapshot.context.breaches).toEqual(overdue.context.breaches);
  });

  test('is for a deadline that has passed unmet: not before, and not once a calendar has lifted it', () => {
    expect(answer(working, promise())).toMatchObject({ guard: 'somethingIsOverdue' });
    const inReview = play(overdue, ...workOn(wholePlan), submit);
    expect(answer(inReview, promise())).toMatchObject({ guard: 'somethingIsOverdue' });
    const both = play(inReview, due(inReview, 'verify', late));
    expect(answer(both, promise())).toMatchObject({ guard: 'promisedClockIsOverdue' });
    expect(answer(both, promise({ clockNo: 4 })).kind).toBe('accepted');
  });

  test('is given by whoever holds a post on the finding, and by people', () => {
    for (const holds of [[], undefined]) {
      expect(answer(overdue, promise({ holds }))).toMatchObject({ guard: 'promiserHoldsPost' });
    }
    expect(answer(overdue, { ...promise(), by: policyRule })).toMatchObject({
      guard: 'checkerIsPerson',
    });
  });

  test('is followed by another only after the ladder has spoken', () => {
    const promised = play(overdue, promise());
    expect(answer(promised, promise())).toMatchObject({ guard: 'promiseLeft' });
    expect(answer(speak(promised), promise()).kind).toBe('accepted');
  });

  test.each([
    ['three times where the rules say nothing', undefined, 3],
    ['as often as the rules say', { max: 2, daysMax: 30 }, 2],
    ['never where they say so', { max: 0, daysMax: 30 }, 0],
  ])('may be given for one deadline %s', (_how, promises, max) => {
    const begun = findingAt('working', { gates: promises === undefined ? {} : { promises } });
    let snapshot = play(begun, due(begun, 'execute', late));
    for (let given = 0; given < max; given += 1) snapshot = speak(play(snapshot, promise()));
    expect(answer(snapshot, promise())).toMatchObject({ guard: 'promiseLeft' });
  });

  test('is counted for each deadline by itself', () => {
    const strict = findingAt('working', { gates: { promises: { max: 1, daysMax: 30 } } });
    const promised = play(strict, due(strict, 'execute', late), promise());
    const inReview = play(promised, ...workOn(wholePlan), submit);
    const both = play(inReview, due(inReview, 'verify', late));
    expect(answer(both, promise({ clockNo: 4 })).kind).toBe('accepted');
  });

  test('waits for the end of a pause', () => {
    expect(answer(play(overdue, sample('PAUSE')), promise())).toMatchObject({ guard: 'notPaused' });
  });
});

const decide = (given: object = {}) =>
  give({ ...sampleEvents.DECIDE_PROPOSAL, ...given }, inspector);

describe('a proposal of a ladder', () => {
  const proposed = speak(working, { asks: 'summons' });

  test('changes nothing by itself, and waits for people', () => {
    expect(proposed.context.proposals).toEqual([
      { no: 1, asks: 'summons', clockNo: 3, rung: 'weekly', decision: null },
    ]);
    const { snapshot, effects } = take(proposed, decide({ decision: 'decline' }));
    expect(snapshot.context.proposals).toMatchObject([{ no: 1, decision: 'decline' }]);
    expect(effects.map(brief)).toEqual([
      'tell proposal-decided accountableExecutive',
      'tell proposal-decided steeringGroup',
    ]);
  });

  test('has a number that is its own, however many rungs propose at once', () => {
    const rungs = [aRung('a', dueAt, { asks: 'summons' }), aRung('b', dueAt, { asks: 'circular' })];
    const { context } = play(proposed, due(proposed, 'execute', ...rungs));
    expect(context.proposals?.map(({ no, asks }) => [no, asks])).toEqual([
      [1, 'summons'],
      [2, 'summons'],
      [3, 'circular'],
    ]);
  });

  test('is decided once, and another one still may be', () => {
    const two = speak(proposed, { asks: 'accountability' });
    const decided = play(two, decide());
    expect(answer(decided, decide())).toMatchObject({ guard: 'proposalIsOpen' });
    expect(answer(play(decided, decide({ no: 2 })), decide())).toMatchObject({
      guard: 'proposalPending',
    });
  });

  test('is not decided by those it is about', () => {
    for (const [by, guard] of [
      [owner, 'checkerIsNotMaker'],
      [person('zhou', 'school'), 'checkerIsNotMaker'],
      [policyRule, 'checkerIsPerson'],
    ] as const) {
      expect(answer(proposed, { ...decide(), by })).toMatchObject({ guard });
    }
    const early1 = findingAt('open');
    const unclaimed = play(early1, due(early1, 'plan', { ...early, asks: 'summons' }));
    expect(answer(unclaimed, { ...decide(), by: owner })).toMatchObject({
      guard: 'checkerIsNotResponsible',
    });
  });

  test('is decided during a pause too, and of a closed finding', () => {
    expect(answer(play(proposed, sample('PAUSE')), decide()).kind).toBe('accepted');
    const closed = findingAt('closed');
    const late1 = play(closed, due(closed, 'recheck', { ...late, asks: 'summons' }));
    expect(answer(late1, decide()).kind).toBe('accepted');
  });
});

describe('a warning', () => {
  const order = warningSchema.options;

  test.each(order.flatMap((before) => order.map((then) => [before, then] as const)))(
    'of %s followed by %s is the graver of the two',
    (before, then) => {
      const graver = order[Math.max(order.indexOf(before), order.indexOf(then))];
      const warned = speak(speak(working, { warns: before }), { warns: then });
      expect(warned.context.warning).toBe(graver);
    },
  );

  test('of several rungs at once is the gravest', () => {
    const rungs = [aRung('a', dueAt, { warns: 'red' }), aRung('b', dueAt, { warns: 'blue' })];
    expect(play(working, due(working, 'execute', ...rungs)).context.warning).toBe('red');
  });

  test('falls with the cycle, and not within it', () => {
    const warned = speak(working, { warns: 'orange' });
    const closed = play(warned, ...workOn(wholePlan), submit, ...approvals, close);
    expect(closed.context.warning).toBe('orange');
    expect(play(closed, reopen).context.warning).toBeNull();
  });

  test('is not there until a rung gives one', () => {
    expect(overdue.context).not.toHaveProperty('warning');
    expect(play(findingAt('closed'), reopen).context).not.toHaveProperty('warning');
    expect(pausedAt('working').context).not.toHaveProperty('warning');
  });
});
