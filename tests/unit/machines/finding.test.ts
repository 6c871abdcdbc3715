/** The lifecycle table: where each event leads from each stage, and that nothing else leads anywhere. */
import { describe, expect, test } from 'vitest';
import type { FindingEventType } from '../../../machines/events.ts';
import { standingOf } from '../../../machines/step.ts';
import { arrows, strikeOffs } from './arrows.ts';
import {
  eventTypes,
  give,
  late,
  oldLedger,
  owner,
  person,
  policyRule,
  reopen,
  sample,
} from './school-case.ts';
import {
  answer,
  due,
  findingAt,
  openStages,
  pausedAt,
  play,
  stageOf,
  stages,
  take,
} from './school-stages.ts';

/** What a paused finding still takes. */
const whilePaused = new Set<FindingEventType>([
  'ASSIGN',
  'CLOCK_MOVED',
  'RESUME',
  'COME_BACK',
  'OBJECT',
  'DISMISS_OBJECTION',
  'SPOT_CHECK',
  'WAIVE_SEPARATION',
  'LINK_RECURRENCE',
  'REFUSE_EXTENSION',
  'DECIDE_PROPOSAL',
  'PARENT_STRUCK_OFF',
  'CHILD_ADDED',
  'CHILD_CLOSED',
  'CHILD_REOPENED',
  'MERGED_FROM',
  'RECURRED',
  ...strikeOffs,
]);
const pauses = new Set<FindingEventType>(['PAUSE', 'REFER']);
/** From where the clocks stand still already. */
const endsPause = new Set<FindingEventType>(['RESUME', 'COME_BACK']);
/** It has a place there, but nothing can be overdue: the end of a public notice is no breach. */
const neverThere = (at: string, type: FindingEventType) =>
  at === 'publicNotice' && type === 'ACKNOWLEDGE';

function answerWhilePaused(type: FindingEventType, known: boolean): object {
  if (!known || pauses.has(type)) return { kind: 'refused', guard: 'stateAcceptsEvent' };
  if (whilePaused.has(type)) return { kind: 'accepted' };
  return { kind: 'refused', guard: type === 'CLOCK_DUE' ? 'clockIsRunning' : 'notPaused' };
}

describe('the lifecycle table', () => {
  test.each(arrows)('$event.type leads from $at to $to', ({ at, event, to, from }) => {
    const before = from?.() ?? findingAt(at);
    expect(stageOf(before)).toBe(at);
    expect(stageOf(take(before, event).snapshot)).toBe(to);
  });

  const places = stages.flatMap((at) => eventTypes.map((type) => ({ at, type })));
  const strangers = places.filter(
    ({ at, type }) => !arrows.some((arrow) => arrow.at === at && arrow.event.type === type),
  );
  test.each(strangers)('$type has no place at $at', ({ at, type }) => {
    const step = answer(findingAt(at), sample(type));
    const unmet = neverThere(at, type) ? 'somethingIsOverdue' : 'stateAcceptsEvent';
    const reason = pauses.has(type) ? 'notClosed' : unmet;
    expect(step).toMatchObject({ kind: 'refused', guard: reason });
  });
});

describe('a pause', () => {
  const tried = openStages.flatMap((at) => eventTypes.map((type) => ({ at, type })));
  test.each(tried)('at $at decides what becomes of $type', ({ at, type }) => {
    const arrow = arrows.find((each) => each.at === at && each.event.type === type);
    const before = arrow?.from?.() ?? findingAt(at);
    const paused = endsPause.has(type) ? before : play(before, sample('PAUSE'));
    const step = answer(paused, arrow?.event ?? sample(type));
    const known = arrow !== undefined || neverThere(at, type);
    expect(step).toMatchObject(answerWhilePaused(type, known));
  });

  test.each(openStages)('at %s leaves the stage as it was, and so does its end', (at) => {
    const paused = pausedAt(at);
    expect(standingOf(paused)).toMatchObject({ stage: at, hold: 'paused' });
    const resumed = play(paused, sample('RESUME'));
    const { clockCount } = paused.context;
    expect({ ...resumed, context: { ...resumed.context, clockCount: clockCount - 1 } }).toEqual(
      findingAt(at),
    );
  });

  const ends = openStages.flatMap((at) => strikeOffs.map((type) => ({ at, type })));
  test.each(ends)('at $at ends when $type strikes the finding off', ({ at, type }) => {
    const { snapshot } = take(pausedAt(at), sample(type));
    expect(standingOf(snapshot)).toEqual({ state: 'closed', stage: 'closed', hold: 'running' });
    expect(snapshot.context).toMatchObject({ pause: null, clocks: [] });
  });
});

describe('striking off without rectification', () => {
  test.each([
    ['WITHDRAW', 'withdrawn', 'working'],
    ['TRANSFER', 'transferred', 'working'],
    ['MERGE', 'merged', 'inReview'],
    ['ACCEPT_RISK', 'accepted', 'publicNotice'],
  ] as const)('%s is recorded as %s and voids every clock', (type, disposition, at) => {
    const before = findingAt(at);
    const { snapshot, effects } = take(before, sample(type));
    expect(snapshot.context).toMatchObject({ disposition, level: 0, clocks: [] });
    expect(effects.filter(({ kind }) => kind === 'clock.stop')).toEqual(
      before.context.clocks.map(({ no }) => ({
        kind: 'clock.stop',
        clockNo: no,
        outcome: 'void',
      })),
    );
  });

  test('UPHOLD_CONTEST is recorded as withdrawn, and as checked in its time', () => {
    const { snapshot, effects } = take(findingAt('contested'), sample('UPHOLD_CONTEST'));
    expect(snapshot.context).toMatchObject({ disposition: 'withdrawn', level: 0, clocks: [] });
    expect(effects.filter(({ kind }) => kind === 'clock.stop')).toEqual([
      { kind: 'clock.stop', clockNo: 2, outcome: 'met' },
      { kind: 'clock.stop', clockNo: 1, outcome: 'void' },
    ]);
  });

  const made = (['contested', 'working', 'publicNotice'] as const).flatMap((at) =>
    strikeOffs.map((type) => ({ at, type })),
  );
  test.each(made)('with $type at $at is not for those who had a hand in it', ({ at, type }) => {
    for (const before of [findingAt(at), pausedAt(at)]) {
      expect(answer(before, { ...sample(type), by: owner })).toMatchObject({
        kind: 'refused',
        guard: 'checkerIsNotMaker',
      });
    }
  });

  test.each(strikeOffs)('with %s is open to anybody while nobody has made anything', (type) => {
    expect(answer(findingAt('open'), { ...sample(type), by: owner }).kind).toBe('accepted');
  });
});

describe('a recheck', () => {
  const closed = findingAt('closed');
  const passed = play(closed, sample('PASS_RECHECK'));

  test('passed leaves the finding closed as rectified, with no clock running', () => {
    expect(standingOf(passed)).toEqual(standingOf(closed));
    expect(passed.context).toStrictEqual({ ...closed.context, clocks: [] });
  });

  test('is passed once, and only where one was set going', () => {
    const without = findingAt('closed', { gates: { recheck: false } });
    const withdrawn = play(findingAt('working'), sample('WITHDRAW'));
    for (const [from, allowed] of [
      [passed, ['SPOT_CHECK', 'ORDER_RECHECK', 'REOPEN']],
      [without, ['SPOT_CHECK', 'ORDER_RECHECK', 'REOPEN']],
      [withdrawn, ['SPOT_CHECK', 'REOPEN']],
    ] as const) {
      expect(answer(from, sample('PASS_RECHECK'))).toEqual({
        kind: 'refused',
        guard: 'recheckUnderWay',
        allowed,
      });
    }
  });

  test('passed may still be followed by a relapse', () => {
    expect(stageOf(play(passed, reopen))).toBe('working');
  });

  test('is not passed by those who had a hand in the work, nor by their unit', () => {
    for (const by of [owner, person('zhou', 'school')]) {
      expect(answer(closed, give({ type: 'PASS_RECHECK' }, by))).toMatchObject({
        kind: 'refused',
        guard: 'checkerIsNotMaker',
      });
    }
  });

  test('may be passed late, and its breach stays', () => {
    const overdue = play(closed, due(closed, 'recheck', late));
    const { breaches } = play(overdue, sample('PASS_RECHECK')).context;
    expect(breaches).toEqual(overdue.context.breaches);
    expect(breaches).toHaveLength(1);
  });
});

describe('a decision that takes judgement', () => {
  const checking = new Set<FindingEventType>([
    'DISMISS_CONTEST',
    'UPHOLD_CONTEST',
    'APPROVE_PLAN',
    'RETURN_PLAN',
    'APPROVE',
    'RETURN',
    'DISMISS_OBJECTION',
    'CLOSE',
    'SPOT_CHECK',
    'WAIVE_SEPARATION',
    'ATTEST_PLAN',
    'ATTEST_RESULT',
    'DECIDE_DISCLOSURE',
    'PASS_RECHECK',
    'RECORD_RECHECK',
    'ORDER_RECHECK',
    'REOPEN',
    'REQUEST_EXTENSION',
    'REFUSE_EXTENSION',
    'ACKNOWLEDGE',
    'DECIDE_PROPOSAL',
    'REFER',
    'COME_BACK',
    'LINK_RECURRENCE',
    'EXTEND',
    'RECLASSIFY',
    'MIGRATE',
    ...strikeOffs,
  ]);
  const decisions = arrows.filter(({ event }) => checking.has(event.type));
  test.each(decisions)('is left to people: $event.type at $at', ({ at, event, from }) => {
    const before = from?.() ?? findingAt(at);
    for (const by of [policyRule, oldLedger]) {
      expect(answer(before, { ...event, by })).toMatchObject({
        kind: 'refused',
        guard: 'checkerIsPerson',
      });
    }
  });
});
