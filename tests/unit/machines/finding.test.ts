/** The lifecycle table: where each event leads from each stage, and that nothing else leads anywhere. */
import { describe, expect, test } from 'vitest';
import type { FindingEventType } from '../../../machines/events.ts';
import type { Given } from '../../../machines/finding-context.ts';
import { standingOf, type FindingSnapshot } from '../../../machines/step.ts';
import type { ClockKind } from '../../../machines/words.ts';
import {
  answer,
  approvals,
  due,
  early,
  eventTypes,
  findingAt,
  give,
  inspector,
  late,
  oldLedger,
  openStages,
  owner,
  pausedAt,
  person,
  play,
  policyRule,
  reopen,
  sample,
  seniorInspector,
  stageOf,
  stages,
  submit,
  take,
  wholePlan,
  workOn,
  type Stage,
} from './school-case.ts';

interface Arrow {
  readonly at: Stage;
  readonly event: Given;
  readonly to: Stage;
  /** The finding to start from, where the ordinary one at the stage will not do. */
  readonly from?: () => FindingSnapshot;
}

const skipping = { gates: { planMayBeSkipped: true } };
const objected = (at: Stage) => () => play(findingAt(at), sample('OBJECT'));
const clockAt: Record<Stage, ClockKind> = {
  open: 'plan',
  claimed: 'plan',
  contested: 'verify',
  planInReview: 'verify',
  planned: 'execute',
  working: 'execute',
  inReview: 'verify',
  awaitingClosure: 'verify',
  publicNotice: 'notice',
  closed: 'recheck',
};

const ownArrows: readonly Arrow[] = [
  { at: 'open', event: sample('CLAIM'), to: 'claimed' },
  { at: 'open', event: sample('CONTEST'), to: 'contested' },
  { at: 'open', event: sample('START'), to: 'working', from: () => findingAt('open', skipping) },
  { at: 'claimed', event: sample('CONTEST'), to: 'contested' },
  { at: 'claimed', event: sample('SET_MEASURES'), to: 'claimed' },
  {
    at: 'claimed',
    event: sample('SUBMIT_PLAN'),
    to: 'planInReview',
    from: () => play(findingAt('claimed'), sample('SET_MEASURES')),
  },
  {
    at: 'claimed',
    event: sample('START'),
    to: 'working',
    from: () => findingAt('claimed', skipping),
  },
  { at: 'contested', event: sample('DISMISS_CONTEST'), to: 'open' },
  { at: 'contested', event: sample('UPHOLD_CONTEST'), to: 'closed' },
  { at: 'planInReview', event: sample('APPROVE_PLAN'), to: 'planned' },
  { at: 'planInReview', event: sample('RETURN_PLAN'), to: 'claimed' },
  { at: 'planned', event: sample('START'), to: 'working' },
  {
    at: 'working',
    event: sample('SET_MEASURES'),
    to: 'working',
    from: () => play(findingAt('closed'), reopen),
  },
  { at: 'working', event: sample('ADVANCE_MEASURE'), to: 'working' },
  { at: 'working', event: sample('ATTACH_EVIDENCE'), to: 'working' },
  {
    at: 'working',
    event: submit,
    to: 'inReview',
    from: () => play(findingAt('working'), ...workOn(wholePlan)),
  },
  { at: 'inReview', event: give({ type: 'APPROVE' }, inspector), to: 'inReview' },
  {
    at: 'inReview',
    event: give({ type: 'APPROVE' }, seniorInspector),
    to: 'awaitingClosure',
    from: () => play(findingAt('inReview'), ...approvals.slice(0, 1)),
  },
  { at: 'inReview', event: sample('RETURN'), to: 'working' },
  { at: 'awaitingClosure', event: sample('RETURN'), to: 'working' },
  { at: 'awaitingClosure', event: sample('OBJECT'), to: 'awaitingClosure' },
  {
    at: 'awaitingClosure',
    event: sample('DISMISS_OBJECTION'),
    to: 'awaitingClosure',
    from: objected('awaitingClosure'),
  },
  { at: 'awaitingClosure', event: sample('OPEN_PUBLIC_NOTICE'), to: 'publicNotice' },
  { at: 'awaitingClosure', event: sample('CLOSE'), to: 'closed' },
  { at: 'publicNotice', event: sample('RETURN'), to: 'working' },
  { at: 'publicNotice', event: sample('OBJECT'), to: 'publicNotice' },
  {
    at: 'publicNotice',
    event: sample('DISMISS_OBJECTION'),
    to: 'publicNotice',
    from: objected('publicNotice'),
  },
  {
    at: 'publicNotice',
    event: due(findingAt('publicNotice'), 'notice', early),
    to: 'publicNotice',
  },
  {
    at: 'publicNotice',
    event: due(findingAt('publicNotice'), 'notice', late),
    to: 'awaitingClosure',
  },
  { at: 'closed', event: sample('PASS_RECHECK'), to: 'closed' },
  { at: 'closed', event: sample('REOPEN'), to: 'working' },
  { at: 'closed', event: due(findingAt('closed'), 'recheck', late), to: 'closed' },
];
const strikeOffs = ['WITHDRAW', 'TRANSFER', 'MERGE', 'ACCEPT_RISK'] as const;
const arrows: readonly Arrow[] = [
  ...ownArrows,
  ...openStages.flatMap((at): Arrow[] => [
    ...strikeOffs.map((type): Arrow => ({ at, event: sample(type), to: 'closed' })),
    { at, event: sample('ASSIGN'), to: at },
    { at, event: sample('PAUSE'), to: at },
    { at, event: sample('RESUME'), to: at, from: () => pausedAt(at) },
    { at, event: due(findingAt(at), clockAt[at], early), to: at },
  ]),
];

/** What a paused finding still takes. */
const whilePaused = new Set<FindingEventType>([
  'ASSIGN',
  'RESUME',
  'OBJECT',
  'DISMISS_OBJECTION',
  ...strikeOffs,
]);

function answerWhilePaused(type: FindingEventType, known: boolean): object {
  if (!known || type === 'PAUSE') return { kind: 'refused', guard: 'stateAcceptsEvent' };
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
    const reason = type === 'PAUSE' ? 'notClosed' : 'stateAcceptsEvent';
    expect(step).toMatchObject({ kind: 'refused', guard: reason });
  });
});

describe('a pause', () => {
  const tried = openStages.flatMap((at) => eventTypes.map((type) => ({ at, type })));
  test.each(tried)('at $at decides what becomes of $type', ({ at, type }) => {
    const arrow = arrows.find((each) => each.at === at && each.event.type === type);
    const before = arrow?.from?.() ?? findingAt(at);
    const paused = type === 'RESUME' ? before : play(before, sample('PAUSE'));
    const step = answer(paused, arrow?.event ?? sample(type));
    expect(step).toMatchObject(answerWhilePaused(type, arrow !== undefined));
  });

  test.each(openStages)('at %s leaves the stage as it was, and so does its end', (at) => {
    const paused = pausedAt(at);
    expect(standingOf(paused)).toMatchObject({ stage: at, hold: 'paused' });
    expect(play(paused, sample('RESUME'))).toEqual(findingAt(at));
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
    expect(passed.context).toEqual({ ...closed.context, clocks: [] });
  });

  test('is passed once, and only where one was set going', () => {
    const without = findingAt('closed', { gates: { recheck: false } });
    const withdrawn = play(findingAt('working'), sample('WITHDRAW'));
    for (const from of [passed, without, withdrawn]) {
      expect(answer(from, sample('PASS_RECHECK'))).toMatchObject({
        kind: 'refused',
        guard: 'recheckUnderWay',
        allowed: ['REOPEN'],
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
    'PASS_RECHECK',
    'REOPEN',
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
