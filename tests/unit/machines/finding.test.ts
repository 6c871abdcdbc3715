/** The lifecycle table: where each event leads from each stage, and that nothing else leads anywhere. */
import { describe, expect, test } from 'vitest';
import type { Actor } from '../../../machines/actor.ts';
import type { FindingEventType } from '../../../machines/events.ts';
import type { Given } from '../../../machines/finding-context.ts';
import { standingOf, type FindingSnapshot } from '../../../machines/step.ts';
import type { ClockKind } from '../../../machines/words.ts';
import {
  answer,
  approvals,
  aPiece,
  close,
  due,
  early,
  eventTypes,
  findingAt,
  give,
  inspector,
  late,
  openStages,
  pausedAt,
  person,
  play,
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
const again = () => play(findingAt('closed'), reopen);
const attach = (id: string, by: Actor) =>
  give({ type: 'ATTACH_EVIDENCE', measureNo: 1, evidence: aPiece(id) }, by);
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
    ['UPHOLD_CONTEST', 'withdrawn', 'contested'],
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
});

describe('verification', () => {
  test('by somebody of the unit that did the work is refused, whoever they are', () => {
    const colleague = give({ type: 'APPROVE' }, person('zhou', 'school'));
    expect(answer(findingAt('inReview'), colleague)).toMatchObject({ guard: 'checkerIsNotMaker' });
  });

  test('by somebody whose unit is not known is taken', () => {
    const visitor = give({ type: 'APPROVE' }, person('zhou', null));
    expect(answer(findingAt('inReview'), visitor).kind).toBe('accepted');
  });

  test.each([
    ['who worked for the checker', 'wang', 'ma'],
    ['for whom the checker worked', 'ma', 'wang'],
  ])('a delegate %s makes the checker a maker', (_who, id, actingFor) => {
    const working = findingAt('working');
    const delegate = { kind: 'delegate', id, actingFor, unit: null } as const;
    const inReview = play(working, attach('by-delegate', delegate), ...workOn(wholePlan), submit);
    expect(answer(inReview, give({ type: 'APPROVE' }, person('wang', null)))).toMatchObject({
      guard: 'checkerIsNotMaker',
    });
  });

  test.each([
    ['an owner', 'ma', 'chen'],
    ['somebody else', 'chen', 'ma'],
  ])('a delegate may not check for %s where either had a hand in it', (_who, id, actingFor) => {
    const by = { kind: 'delegate', id, actingFor, unit: null } as const;
    expect(answer(findingAt('inReview'), give({ type: 'APPROVE' }, by))).toMatchObject({
      guard: 'checkerIsNotMaker',
    });
  });

  test('at the second level is by another person than at the first, and not by their delegate', () => {
    const once = play(findingAt('inReview'), give({ type: 'APPROVE' }, inspector));
    const sameHands = [
      inspector,
      { kind: 'delegate', id: 'ma', actingFor: 'wang', unit: null },
      { kind: 'delegate', id: 'wang', actingFor: 'ma', unit: null },
    ] as const;
    for (const by of sameHands) {
      expect(answer(once, give({ type: 'APPROVE' }, by))).toMatchObject({
        guard: 'checkerIsNewToReview',
      });
    }
    expect(stageOf(play(once, give({ type: 'APPROVE' }, seniorInspector)))).toBe('awaitingClosure');
  });

  test('after a return begins again from the first level, with everybody free to check anew', () => {
    const returned = play(
      findingAt('inReview'),
      give({ type: 'APPROVE' }, inspector),
      give(
        { type: 'RETURN', reasonCode: 'evidenceInsufficient', reason: '佐证不足' },
        seniorInspector,
      ),
    );
    expect(returned.context).toMatchObject({ level: 0, approvals: [], returns: 1 });
    expect(stageOf(play(returned, submit, ...approvals))).toBe('awaitingClosure');
  });

  test('where no level is set lets nobody approve', () => {
    const inReview = findingAt('inReview', { gates: { verificationLevels: [] } });
    expect(answer(inReview, sample('APPROVE'))).toMatchObject({ guard: 'checkersAppointed' });
  });

  test('may not lean on a maker whose name only looks like that of a delegate pair', () => {
    const comma = person('ma,wang', null);
    const delegate = { kind: 'delegate', id: 'ma', actingFor: 'wang', unit: null } as const;
    const inReview = play(
      findingAt('working'),
      attach('by-comma', comma),
      attach('by-delegate', delegate),
      ...workOn(wholePlan),
      submit,
    );
    expect(answer(inReview, give({ type: 'APPROVE' }, person('wang', null)))).toMatchObject({
      guard: 'checkerIsNotMaker',
    });
  });
});

describe('the public notice', () => {
  const required = { gates: { publicNotice: true } };

  test('once served lets the finding be closed', () => {
    const notice = findingAt('publicNotice', required);
    const served = play(notice, due(notice, 'notice', late));
    expect(served.context.noticeServed).toBe(true);
    expect(play(served, close).context.disposition).toBe('rectified');
  });

  test('is not served by another clock that calls itself a notice', () => {
    const working = findingAt('working', required);
    const execute = due(working, 'execute', late);
    expect(answer(working, { ...execute, clock: 'notice' } as Given)).toMatchObject({
      kind: 'refused',
      guard: 'clockIsRunning',
    });
  });

  test('is served again after the finding was sent back', () => {
    const notice = findingAt('publicNotice', required);
    const redone = play(
      notice,
      due(notice, 'notice', late),
      sample('RETURN'),
      submit,
      ...approvals,
    );
    expect(answer(redone, close)).toMatchObject({ guard: 'noticeServedIfRequired' });
  });

  test('runs out with an objection open, which then holds closure back until it is dismissed', () => {
    const notice = play(findingAt('publicNotice', required), sample('OBJECT'));
    const served = play(notice, due(notice, 'notice', late));
    expect(answer(served, close)).toMatchObject({ guard: 'noOpenObjection' });
    expect(stageOf(play(served, sample('DISMISS_OBJECTION'), close))).toBe('closed');
  });

  test('cut short by a return keeps the objection that caused it', () => {
    const returned = play(findingAt('publicNotice', required), sample('OBJECT'), sample('RETURN'));
    expect(returned.context.objections).toEqual([{ id: 'o-1', open: true }]);
  });
});

describe('reopening', () => {
  test('begins the next cycle with clean hands and one execute clock', () => {
    expect(again().context).toMatchObject({
      cycle: 2,
      makers: [],
      approvals: [],
      level: 0,
      objections: [],
      noticeServed: false,
      disposition: null,
      sustained: false,
      clocks: [{ clock: 'execute', state: 'running' }],
    });
  });

  test('asks for a public notice of its own', () => {
    const notice = findingAt('publicNotice', { gates: { publicNotice: true } });
    const closed = play(notice, due(notice, 'notice', late), close);
    const redone = play(closed, reopen, ...workOn(wholePlan, 2), submit, ...approvals);
    expect(answer(redone, close)).toMatchObject({ guard: 'noticeServedIfRequired' });
  });

  test('asks for every measure to be done again', () => {
    expect(again().context.measures.map(({ state }) => state)).toEqual([
      'inProgress',
      'inProgress',
    ]);
    expect(answer(again(), submit)).toMatchObject({ guard: 'measuresDone' });
  });

  test('leaves a measure that was never begun as it was', () => {
    const withdrawn = play(findingAt('planned'), sample('WITHDRAW'), reopen);
    expect(withdrawn.context.measures.map(({ state }) => state)).toEqual(['agreed', 'agreed']);
  });

  test('does not count the evidence of the cycle before', () => {
    const [first, second] = [1, 2].map((no) =>
      give({ type: 'ADVANCE_MEASURE', no, step: 'COMPLETE' }),
    );
    const done = play(again(), first as Given, second as Given);
    expect(done.context.evidence).toHaveLength(2);
    expect(answer(done, submit)).toMatchObject({ guard: 'evidencePresent' });
  });

  test('can be carried through to a second closing', () => {
    const closed = play(again(), ...workOn(wholePlan, 2), submit, ...approvals, close);
    expect(closed.context).toMatchObject({ cycle: 2, disposition: 'rectified' });
  });

  test('keeps breaches, returns and evidence: history is not undone', () => {
    const working = findingAt('working');
    const late1 = play(working, due(working, 'execute', late));
    const before = play(late1, ...workOn(wholePlan), submit, ...approvals, close);
    const { breaches, evidence } = play(before, reopen).context;
    expect(breaches).toEqual(before.context.breaches);
    expect(evidence).toEqual(before.context.evidence);
  });
});

describe('the plan', () => {
  test('skipped by rule is recorded as skipped', () => {
    const started = play(findingAt('open', skipping), sample('START'));
    expect(started.context.plan).toBe('skipped');
  });

  test('skipped does not spare a measure its evidence', () => {
    const bare = { ...sample('SET_MEASURES'), measures: [{ ...wholePlan[0], evidenceKinds: [] }] };
    const done = play(
      findingAt('open', skipping),
      sample('START'),
      bare as unknown as Given,
      give({ type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE' }),
    );
    expect(answer(done, submit)).toMatchObject({ guard: 'evidencePresent' });
    const shown = play(
      done,
      give({ type: 'ATTACH_EVIDENCE', measureNo: 1, evidence: aPiece('any', { kind: 'photo' }) }),
    );
    expect(stageOf(play(shown, submit))).toBe('inReview');
  });

  test('approved is fixed until the finding is reopened', () => {
    expect(answer(findingAt('working'), sample('SET_MEASURES'))).toMatchObject({
      guard: 'planOpenToChange',
    });
  });
});
