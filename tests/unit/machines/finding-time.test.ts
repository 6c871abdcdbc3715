/** Time on a finding: extensions, changes of class, pauses, and dates that a calendar moves. */
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import { standingOf, type FindingSnapshot } from '../../../machines/step.ts';
import { brief } from './brief.ts';
import {
  aDay,
  approvals,
  aRung,
  close,
  dueAt,
  give,
  inspector,
  late,
  owner,
  person,
  reclassified,
  reopen,
  sample,
  seniorInspector,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import {
  answer,
  due,
  findingAt,
  moved,
  openStages,
  pausedAt,
  play,
  take,
} from './school-stages.ts';

const working = findingAt('working');
const overdue = play(working, due(working, 'execute', late));
const extend = sample('EXTEND');
const extendPlan = { ...extend, clock: 'plan' } as Given;
const approval = { by: 'zhao', reason: '节假日安排公布' };
const afterMove = dueAt + 2 * aDay;
const lifting = (from: FindingSnapshot) => moved(from, 'execute', afterMove, approval);
const states = ({ context }: FindingSnapshot) =>
  context.clocks.map(({ no, clock, state }) => `${no} ${clock} ${state}`);

describe('an extension', () => {
  test('puts a new clock in the place of the old one, and keeps count', () => {
    const { context } = play(working, extend);
    expect(context.clocks).toEqual([{ no: 4, clock: 'execute', state: 'running' }]);
    expect(context.extensions).toEqual([{ clock: 'execute', clockNo: 3, byClockNo: 4 }]);
  });

  test('after the breach is refused', () => {
    expect(answer(overdue, extend)).toMatchObject({ guard: 'clockNotBreached' });
  });

  test('after a breach that turned out to be none is granted', () => {
    expect(answer(play(overdue, lifting(overdue)), extend).kind).toBe('accepted');
  });

  test('is not held back by the breach of another clock', () => {
    const inReview = play(overdue, ...workOn(wholePlan), submit);
    expect(answer(inReview, { ...extend, clock: 'verify' } as Given).kind).toBe('accepted');
  });

  test('does not wash out a breach: the clock in its place can be breached for itself', () => {
    const extended = play(working, extend);
    const { breaches } = play(extended, due(extended, 'execute', late)).context;
    expect(breaches).toMatchObject([{ clock: 'execute', clockNo: 4 }]);
  });

  test('is used up by clocks of one kind together, over all cycles, and by no others', () => {
    const again = play(
      play(working, extend),
      ...workOn(wholePlan),
      submit,
      ...approvals,
      close,
      reopen,
    );
    expect(answer(again, { ...extend, by: seniorInspector })).toMatchObject({
      guard: 'extensionsLeft',
    });
    const planExtended = play(findingAt('claimed'), extendPlan);
    expect(answer(planExtended, extendPlan)).toMatchObject({ guard: 'extensionsLeft' });
    const planned = play(
      planExtended,
      give({ type: 'SET_MEASURES', measures: [...wholePlan] }),
      give({ type: 'SUBMIT_PLAN' }),
      sample('APPROVE_PLAN'),
    );
    expect(answer(planned, extend).kind).toBe('accepted');
  });

  test.each([
    ['held', 'inReview'],
    ['not there yet', 'claimed'],
  ] as const)('of a clock that is %s is refused', (_how, at) => {
    expect(answer(findingAt(at), extend)).toMatchObject({ guard: 'extendableClockRuns' });
  });

  test('waits for the end of a pause', () => {
    expect(answer(pausedAt('working'), extend)).toMatchObject({ guard: 'notPaused' });
    expect(answer(play(pausedAt('working'), sample('RESUME')), extend).kind).toBe('accepted');
  });
});

describe('time', () => {
  const asked: readonly Given[] = [extendPlan, reclassified()];

  test.each(asked)('is not granted with $type by those it is granted to', (event) => {
    for (const by of [owner, person('zhou', 'school'), person('chen', null)]) {
      expect(answer(findingAt('open'), { ...event, by })).toMatchObject({
        guard: 'checkerIsNotResponsible',
      });
    }
    const delegate = { kind: 'delegate', id: 'ma', actingFor: 'chen', unit: null } as const;
    expect(answer(findingAt('open'), { ...event, by: delegate })).toMatchObject({
      guard: 'checkerIsNotResponsible',
    });
  });

  test('is granted by anybody else where nobody is responsible yet', () => {
    const nobody = findingAt('open', { slots: {}, responsibleUnit: null });
    expect(answer(nobody, { ...extendPlan, by: person('zhou') }).kind).toBe('accepted');
  });

  test.each([extend, reclassified()])(
    'is not granted with $type by who had a hand in it',
    (event) => {
      const helped = play(working, { ...sample('ATTACH_EVIDENCE'), by: inspector });
      expect(answer(helped, event)).toMatchObject({ guard: 'checkerIsNotMaker' });
    },
  );
});

describe('another class', () => {
  test('keeps held clocks held, and lets them run on when the others do', () => {
    const contested = play(findingAt('contested'), reclassified());
    expect(states(contested)).toEqual(['3 plan held', '4 verify running']);
    expect(states(play(contested, sample('DISMISS_CONTEST')))).toEqual(['3 plan running']);
  });

  test('brings its gates with it', () => {
    const noticed = play(working, reclassified({ publicNotice: true }));
    expect(noticed.context).toMatchObject({ class: 'continuing', gates: { publicNotice: true } });
    const verified = play(noticed, ...workOn(wholePlan), submit, ...approvals);
    expect(answer(verified, close)).toMatchObject({ guard: 'noticeServedIfRequired' });
  });

  test('leaves breaches where they are, on the clocks that had them', () => {
    expect(play(overdue, reclassified()).context.breaches).toEqual(overdue.context.breaches);
  });

  test('is not chosen once the result is up for review', () => {
    expect(answer(findingAt('inReview'), reclassified())).toMatchObject({
      guard: 'stateAcceptsEvent',
    });
  });

  test('can be changed back', () => {
    const back = play(working, reclassified(), { ...reclassified(), class: 'phased' } as Given);
    expect(back.context.class).toBe('phased');
    expect(states(back)).toEqual(['5 execute running']);
  });
});

describe('a pause', () => {
  test.each(openStages)('at %s starts a clock of its own: nothing falls silent', (at) => {
    const paused = pausedAt(at);
    const running = paused.context.clocks.filter(({ state }) => state === 'running');
    expect(running).toEqual([{ no: paused.context.clockCount, clock: 'pause', state: 'running' }]);
  });

  test('that lasts too long is reported and breached like anything else, and stays a pause', () => {
    const paused = pausedAt('working');
    const { snapshot, effects } = take(paused, due(paused, 'pause', late));
    expect(effects.map(brief)).toEqual(['tell late-notice actionOwner']);
    expect(snapshot.context.breaches).toMatchObject([{ clock: 'pause', clockNo: 4 }]);
    expect(standingOf(snapshot).hold).toBe('paused');
    expect(states(play(snapshot, sample('RESUME')))).toEqual(['3 execute running']);
  });

  test('after a pause has a clock anew', () => {
    const twice = play(pausedAt('working'), sample('RESUME'), sample('PAUSE'));
    expect(states(twice)).toEqual(['3 execute held', '5 pause running']);
  });
});

describe('a date that a calendar moves', () => {
  const onRecord = { clock: 'execute', clockNo: 3, dueAt } as const;

  test('may not erase a breach on record: that takes somebody’s approval', () => {
    expect(answer(overdue, moved(overdue, 'execute', afterMove))).toMatchObject({
      kind: 'refused',
      guard: 'breachStandsOrIsLifted',
    });
    expect(play(overdue, lifting(overdue)).context.breaches).toEqual([
      { ...onRecord, lifted: true },
    ]);
  });

  test('may be breached in earnest afterwards, which is recorded beside what was lifted', () => {
    const lifted = play(overdue, lifting(overdue));
    const report = {
      ...due(lifted, 'execute', aRung('due', afterMove, { to: [] })),
      dueAt: afterMove,
    } as Given;
    const both = [
      { ...onRecord, lifted: true },
      { ...onRecord, dueAt: afterMove, lifted: false },
    ];
    const again = play(lifted, report);
    expect(again.context.breaches).toEqual(both);
    expect(play(again, report).context.breaches).toEqual(both);
  });

  test('and still lies in the past leaves its breach standing, whoever agrees', () => {
    const past = moved(overdue, 'execute', dueAt + aDay, approval);
    expect(play(overdue, past).context.breaches).toEqual([{ ...onRecord, lifted: false }]);
    const alone = moved(overdue, 'execute', dueAt + aDay);
    expect(play(overdue, alone).context.breaches).toEqual([{ ...onRecord, lifted: false }]);
  });

  test('lifts the breach of that clock alone', () => {
    const inReview = play(overdue, ...workOn(wholePlan), submit);
    const both = play(inReview, due(inReview, 'verify', late));
    const { breaches } = play(both, lifting(both)).context;
    expect(breaches.map(({ clock, lifted }) => [clock, lifted])).toEqual([
      ['execute', true],
      ['verify', false],
    ]);
  });

  test('needs nobody’s approval where nothing was breached', () => {
    expect(play(working, moved(working, 'execute', afterMove))).toEqual(working);
  });

  test.each([
    ['has ended', findingAt('awaitingClosure')],
    ['is not of this finding', findingAt('open')],
  ])('is refused for a clock that %s', (_how, snapshot) => {
    expect(answer(snapshot, moved(working, 'execute', afterMove))).toMatchObject({
      guard: 'clockIsOpen',
    });
  });

  test('is refused for a clock of another kind than it says', () => {
    const mistaken = { ...moved(working, 'execute', afterMove), clock: 'verify' } as Given;
    expect(answer(working, mistaken)).toMatchObject({ guard: 'clockIsOpen' });
  });
});
