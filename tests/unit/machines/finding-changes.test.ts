/** What each event changes and whom it tells, effect by effect. */
import { describe, expect, test } from 'vitest';
import type { Effect } from '../../../machines/effects.ts';
import type { Given } from '../../../machines/finding-context.ts';
import type { FindingSnapshot } from '../../../machines/step.ts';
import {
  aMeasure,
  approvals,
  aRung,
  close,
  due,
  dueAt,
  early,
  findingAt,
  give,
  late,
  pausedAt,
  play,
  policyRule,
  reopen,
  sample,
  submit,
  take,
  wholePlan,
  workOn,
} from './school-case.ts';

/** Effects in short: `hold 1`, `start 2 verify`, `tell plan-submitted verifier`. */
function brief(effect: Effect): string {
  if (effect.kind === 'notice.owe') return `tell ${effect.template} ${effect.to}`;
  if (effect.kind === 'clock.stop') return `${effect.outcome} ${effect.clockNo}`;
  if (effect.kind !== 'clock.start') {
    return `${effect.kind.slice('clock.'.length)} ${effect.clockNo}`;
  }
  const by = effect.dueDate === null ? '' : ` by ${effect.dueDate}`;
  return `start ${effect.clockNo} ${effect.clock}${by}`;
}
const effectsOf = (from: FindingSnapshot, event: Given) => take(from, event).effects.map(brief);

const skipping = { gates: { planMayBeSkipped: true } };
const served = () => {
  const notice = findingAt('publicNotice');
  return play(notice, due(notice, 'notice', late));
};
const consequences: readonly (readonly [string, FindingSnapshot, Given, readonly string[]])[] = [
  [
    'a contest holds the plan clock and starts the verifier’s',
    findingAt('claimed'),
    sample('CONTEST'),
    ['hold 1', 'start 2 verify', 'tell contested verifier'],
  ],
  [
    'a contest dismissed lets the plan clock run on',
    findingAt('contested'),
    sample('DISMISS_CONTEST'),
    ['met 2', 'release 1', 'tell contest-dismissed actionOwner'],
  ],
  [
    'a contest upheld voids every clock',
    findingAt('contested'),
    sample('UPHOLD_CONTEST'),
    ['void 1', 'void 2', 'tell struck-off actionOwner', 'tell struck-off leadOfficial'],
  ],
  ['measures set tell nobody', findingAt('claimed'), sample('SET_MEASURES'), []],
  [
    'a plan submitted holds the plan clock and starts the verifier’s',
    play(findingAt('claimed'), sample('SET_MEASURES')),
    sample('SUBMIT_PLAN'),
    ['hold 1', 'start 2 verify', 'tell plan-submitted verifier'],
  ],
  [
    'a plan approved ends both and starts the execute clock by the latest day of the plan',
    findingAt('planInReview'),
    sample('APPROVE_PLAN'),
    [
      'met 1',
      'met 2',
      'start 3 execute by 2024-09-30',
      'tell plan-approved actionOwner',
      'tell plan-approved leadOfficial',
    ],
  ],
  [
    'a plan returned ends the verifier’s clock and lets the plan clock run on',
    findingAt('planInReview'),
    sample('RETURN_PLAN'),
    ['met 2', 'release 1', 'tell plan-returned actionOwner'],
  ],
  ['work started on an approved plan changes no clock', findingAt('planned'), sample('START'), []],
  [
    'work started without a plan ends its clock and starts the execute clock by rule',
    findingAt('open', skipping),
    sample('START'),
    ['met 1', 'start 2 execute'],
  ],
  [
    'work started on an unapproved plan still goes by the latest day it names',
    play(findingAt('claimed', skipping), sample('SET_MEASURES')),
    sample('START'),
    ['met 1', 'start 2 execute by 2024-09-30'],
  ],
  ['a measure advanced tells nobody', findingAt('working'), sample('ADVANCE_MEASURE'), []],
  ['evidence attached tells nobody', findingAt('working'), sample('ATTACH_EVIDENCE'), []],
  [
    'a result submitted holds the execute clock and starts the first verifier’s',
    play(findingAt('working'), ...workOn(wholePlan)),
    submit,
    ['hold 3', 'start 4 verify', 'tell review-requested verifier'],
  ],
  [
    'a result submitted where no level is set tells nobody',
    play(findingAt('working', { gates: { verificationLevels: [] } }), ...workOn(wholePlan)),
    submit,
    ['hold 3', 'start 4 verify'],
  ],
  [
    'an approval below the last level passes the clock on to the next verifier',
    findingAt('inReview'),
    sample('APPROVE'),
    ['met 4', 'start 5 verify', 'tell review-requested steeringGroup'],
  ],
  [
    'the last approval ends the execute clock and starts the one for closing',
    play(findingAt('inReview'), ...approvals.slice(0, 1)),
    approvals.at(-1) ?? submit,
    ['met 5', 'start 6 verify', 'met 3', 'tell verified actionOwner', 'tell verified leadOfficial'],
  ],
  [
    'a result returned lets the execute clock run on',
    findingAt('inReview'),
    sample('RETURN'),
    ['met 4', 'release 3', 'tell returned actionOwner', 'tell returned leadOfficial'],
  ],
  [
    'a verified finding returned starts a fresh execute clock',
    findingAt('awaitingClosure'),
    sample('RETURN'),
    ['met 6', 'start 7 execute', 'tell returned actionOwner', 'tell returned leadOfficial'],
  ],
  [
    'a public notice opened ends the verifier’s clock and starts its own',
    findingAt('awaitingClosure'),
    sample('OPEN_PUBLIC_NOTICE'),
    ['met 6', 'start 7 notice', 'tell public-notice-opened leadOfficial'],
  ],
  [
    'a finding returned during its public notice voids the notice',
    findingAt('publicNotice'),
    sample('RETURN'),
    ['void 7', 'start 8 execute', 'tell returned actionOwner', 'tell returned leadOfficial'],
  ],
  [
    'an objection is told to the verifier',
    findingAt('publicNotice'),
    sample('OBJECT'),
    ['tell objection-received verifier', 'tell objection-received leadOfficial'],
  ],
  [
    'an objection dismissed tells nobody',
    play(findingAt('publicNotice'), sample('OBJECT')),
    sample('DISMISS_OBJECTION'),
    [],
  ],
  [
    'closing ends what runs and starts the recheck clock',
    served(),
    close,
    [
      'met 8',
      'start 9 recheck',
      'tell closed actionOwner',
      'tell closed leadOfficial',
      'tell closed accountableExecutive',
    ],
  ],
  [
    'closing without a recheck starts nothing',
    findingAt('awaitingClosure', { gates: { recheck: false } }),
    close,
    [
      'met 6',
      'tell closed actionOwner',
      'tell closed leadOfficial',
      'tell closed accountableExecutive',
    ],
  ],
  [
    'reopening voids the recheck and starts a fresh execute clock',
    findingAt('closed'),
    reopen,
    [
      'void 7',
      'start 8 execute',
      'tell reopened actionOwner',
      'tell reopened leadOfficial',
      'tell reopened accountableExecutive',
    ],
  ],
  [
    'a pause holds what runs, and not what is held already',
    findingAt('inReview'),
    sample('PAUSE'),
    ['hold 4', 'tell paused actionOwner', 'tell paused verifier'],
  ],
  [
    'the end of a pause releases what it held, and nothing else',
    pausedAt('inReview'),
    sample('RESUME'),
    ['release 4', 'tell resumed actionOwner', 'tell resumed verifier'],
  ],
  [
    'a paused finding struck off voids the clocks the pause held',
    pausedAt('inReview'),
    sample('TRANSFER'),
    ['void 3', 'void 4', 'tell struck-off actionOwner', 'tell struck-off leadOfficial'],
  ],
];

describe('of what follows from an event,', () => {
  test.each(consequences)('%s', (_what, from, event, effects) => {
    expect(effectsOf(from, event)).toEqual(effects);
  });
});

describe('an assignment', () => {
  test('is told to whoever holds the slot anew, and to nobody twice', () => {
    const slots = { verifier: 'wang', leadOfficial: 'sun' };
    const { snapshot, effects } = take(
      findingAt('planned'),
      give({ type: 'ASSIGN', slots, responsibleUnit: 'academy' }),
    );
    expect(effects.map(brief)).toEqual(['tell assigned leadOfficial']);
    expect(snapshot.context).toMatchObject({
      responsibleUnit: 'academy',
      slots: { actionOwner: 'chen', verifier: 'wang', leadOfficial: 'sun' },
    });
  });

  test('that names nobody changes nothing', () => {
    const before = findingAt('open');
    const { snapshot, effects } = take(before, give({ type: 'CLAIM' }));
    expect(effects).toEqual([]);
    expect(snapshot.context).toEqual(before.context);
  });

  test('fills no slot with nobody', () => {
    const event = { ...give({ type: 'ASSIGN' }), slots: { verifier: undefined } };
    const { snapshot } = take(findingAt('planned'), event as unknown as Given);
    expect(snapshot.context.slots.verifier).toBe('wang');
  });
});

describe('the result of an event', () => {
  test('measures set all begin as agreed', () => {
    const { context } = play(findingAt('claimed'), sample('SET_MEASURES'));
    expect(context.measures).toEqual(wholePlan.map((plan) => ({ ...plan, state: 'agreed' })));
  });

  test('one measure advanced leaves the others where they were', () => {
    const { context } = play(findingAt('working'), sample('ADVANCE_MEASURE'));
    expect(context.measures.map(({ state }) => state)).toEqual(['inProgress', 'agreed']);
  });

  test('evidence is kept with its measure and its cycle', () => {
    const { context } = play(findingAt('closed'), reopen, sample('ATTACH_EVIDENCE'));
    expect(context.evidence.at(-1)).toMatchObject({ id: 'e-new', measureNo: 1, cycle: 2 });
  });

  test('one objection dismissed leaves the others open', () => {
    const second = { ...sample('OBJECT'), objectionId: 'o-2' } as Given;
    const { context } = play(
      findingAt('publicNotice'),
      sample('OBJECT'),
      second,
      sample('DISMISS_OBJECTION'),
    );
    expect(context.objections).toEqual([
      { id: 'o-1', open: false },
      { id: 'o-2', open: true },
    ]);
  });

  test('a duty that goes on is kept on the closed finding, and ended by reopening', () => {
    const sustained = play(findingAt('awaitingClosure'), {
      ...close,
      sustained: true,
    } as Given);
    expect(sustained.context).toMatchObject({ disposition: 'rectified', sustained: true });
    expect(play(sustained, reopen).context.sustained).toBe(false);
  });

  test('returns are counted over plan and result, and over all cycles', () => {
    const { context } = play(
      findingAt('planInReview'),
      sample('RETURN_PLAN'),
      give({ type: 'SUBMIT_PLAN' }),
      sample('APPROVE_PLAN'),
      give({ type: 'START' }),
      ...workOn(wholePlan),
      submit,
      sample('RETURN'),
      submit,
      ...approvals,
      sample('RETURN'),
      submit,
      ...approvals,
      close,
      reopen,
    );
    expect(context).toMatchObject({ returns: 3, cycle: 2 });
  });

  test('a plan without any day leaves the period to the rule', () => {
    const plan = [aMeasure(1, { dueDate: null })];
    const started = take(
      play(findingAt('claimed', skipping), { ...sample('SET_MEASURES'), measures: plan } as Given),
      sample('START'),
    );
    expect(started.effects.map(brief)).toContain('start 2 execute');
  });
});

describe('a clock that reports', () => {
  const working = findingAt('working');
  const reports = (...rungs: readonly ReturnType<typeof aRung>[]) =>
    take(working, due(working, 'execute', ...rungs));

  test('several rungs at once owes each slot one notice that names every rung of that slot', () => {
    const { effects } = reports(
      aRung('7-days', dueAt - 7),
      aRung('3-days', dueAt - 3, { to: ['actionOwner', 'leadOfficial'] }),
      aRung('overdue', dueAt, { to: ['leadOfficial', 'accountableExecutive'] }),
    );
    const notice = { kind: 'notice.owe', clockNo: 3 };
    expect(effects).toEqual([
      { ...notice, to: 'actionOwner', template: '3-days-notice', rungs: ['7-days', '3-days'] },
      { ...notice, to: 'leadOfficial', template: 'overdue-notice', rungs: ['3-days', 'overdue'] },
      { ...notice, to: 'accountableExecutive', template: 'overdue-notice', rungs: ['overdue'] },
    ]);
  });

  test('before it is due breaches nothing', () => {
    expect(reports(early).snapshot).toEqual(working);
  });

  test('at its due instant is breached, once however often it reports', () => {
    const once = reports(late).snapshot;
    const breach = { clock: 'execute', clockNo: 3, dueAt };
    expect(once.context.breaches).toEqual([breach]);
    const later = play(once, due(once, 'execute', aRung('weekly', dueAt + 7)));
    expect(later.context.breaches).toEqual([breach]);
    expect(later.context.clocks).toEqual(working.context.clocks);
  });

  test('a breach says so for good: completion does not wash it out', () => {
    const { breaches } = reports(late).snapshot.context;
    const closed = play(reports(late).snapshot, ...workOn(wholePlan), submit, ...approvals, close);
    expect(closed.context).toMatchObject({ disposition: 'rectified', breaches });
  });

  test('each clock of a finding can be breached for itself', () => {
    const inReview = play(reports(late).snapshot, ...workOn(wholePlan), submit);
    const { context } = play(inReview, due(inReview, 'verify', late));
    expect(context.breaches.map(({ clock, clockNo }) => `${clock} ${clockNo}`)).toEqual([
      'execute 3',
      'verify 4',
    ]);
  });

  test('the end of a public notice has served it, and breached nothing', () => {
    const { context, value } = served();
    expect(value.lifecycle).toEqual({ verified: 'awaitingClosure' });
    expect(context).toMatchObject({
      noticeServed: true,
      breaches: [],
      clocks: [{ no: 8, clock: 'verify', state: 'running' }],
    });
  });

  test('does not count as anybody’s work', () => {
    const { context } = play(working, { ...due(working, 'execute', late), by: policyRule });
    expect(context.makers).toEqual(working.context.makers);
  });
});
