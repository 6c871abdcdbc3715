/** Every guard is the reason of some refusal, alone; the two that choose between ways on choose. */
import { getNextTransitions } from 'xstate';
import { describe, expect, test } from 'vitest';
import type { Given } from '../../../machines/finding-context.ts';
import {
  eventGuards,
  firstFailing,
  guardHolds,
  stateAllows,
  stateGuards,
  type GuardName,
} from '../../../machines/finding-guards.ts';
import { findingMachine } from '../../../machines/finding.ts';
import type { MeasurePlan } from '../../../machines/measure.ts';
import type { FindingSnapshot } from '../../../machines/step.ts';
import {
  aMeasure,
  answer,
  approvals,
  close,
  due,
  early,
  findingAt,
  give,
  inspector,
  late,
  owner,
  pausedAt,
  play,
  policyRule,
  reopen,
  sample,
  seniorInspector,
  stageOf,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';

const guardNames = [...Object.keys(stateGuards), ...Object.keys(eventGuards)] as GuardName[];

interface Refusal {
  /** Refused with exactly this guard unmet. */
  readonly unmet: readonly [FindingSnapshot, Given];
  /** The same step with that one thing put right. */
  readonly met: readonly [FindingSnapshot, Given];
}
interface Choice {
  /** One event from two findings that differ in this guard alone, and where each then stands. */
  readonly unmet: readonly [FindingSnapshot, Given, string];
  readonly met: readonly [FindingSnapshot, Given, string];
}
type Choosing = 'lastLevel' | 'noticeWindowRanOut';
type Refusing = Exclude<GuardName, Choosing>;

const open = findingAt('open');
const working = findingAt('working');
const inReview = findingAt('inReview');
const verified = findingAt('awaitingClosure');
const notice = findingAt('publicNotice');
const done = play(
  working,
  give({ type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE' }),
  give({ type: 'ADVANCE_MEASURE', no: 2, step: 'COMPLETE' }),
);
const served = play(notice, due(notice, 'notice', late));
const strict = findingAt('awaitingClosure', { gates: { publicNotice: true } });
const strictNotice = play(strict, sample('OPEN_PUBLIC_NOTICE'));
const objected = play(verified, sample('OBJECT'));
const inPlanReview = (given: Partial<MeasurePlan>, fiveAssurances = false) =>
  findingAt('planInReview', { plan: [aMeasure(1, given)], gates: { fiveAssurances } });
const unchecked = { actionOwner: 'chen', leadOfficial: 'lin' };

/** A guard without a case here does not compile. */
const refusals: { readonly [Name in Refusing]: Refusal } = {
  notPaused: {
    unmet: [pausedAt('open'), sample('CLAIM')],
    met: [play(pausedAt('open'), sample('RESUME')), sample('CLAIM')],
  },
  notClosed: {
    unmet: [findingAt('closed'), sample('PAUSE')],
    met: [verified, sample('PAUSE')],
  },
  planHasMeasures: {
    unmet: [findingAt('claimed'), sample('SUBMIT_PLAN')],
    met: [play(findingAt('claimed'), sample('SET_MEASURES')), sample('SUBMIT_PLAN')],
  },
  measuresComplete: {
    unmet: [inPlanReview({ dueDate: null }), sample('APPROVE_PLAN')],
    met: [inPlanReview({}), sample('APPROVE_PLAN')],
  },
  fiveAssurancesMet: {
    unmet: [inPlanReview({ funding: '已列入预算' }, true), sample('APPROVE_PLAN')],
    met: [
      inPlanReview({ funding: '已列入预算', contingencyPlan: '停用并疏散' }, true),
      sample('APPROVE_PLAN'),
    ],
  },
  planMayBeSkipped: {
    unmet: [open, sample('START')],
    met: [findingAt('open', { gates: { planMayBeSkipped: true } }), sample('START')],
  },
  planOpenToChange: {
    unmet: [working, sample('SET_MEASURES')],
    met: [play(findingAt('closed'), reopen), sample('SET_MEASURES')],
  },
  measuresDone: {
    unmet: [play(working, ...workOn([aMeasure(1)])), submit],
    met: [play(working, ...workOn(wholePlan)), submit],
  },
  evidencePresent: {
    unmet: [done, submit],
    met: [play(working, ...workOn(wholePlan)), submit],
  },
  planCheckerAppointed: {
    unmet: [findingAt('planInReview', { slots: unchecked }), sample('APPROVE_PLAN')],
    met: [
      play(
        findingAt('planInReview', { slots: unchecked }),
        give({ type: 'ASSIGN', slots: { verifier: 'wang' } }),
      ),
      sample('APPROVE_PLAN'),
    ],
  },
  checkersAppointed: {
    unmet: [findingAt('inReview', { slots: { verifier: 'wang' } }), sample('APPROVE')],
    met: [inReview, sample('APPROVE')],
  },
  noticeNotServed: {
    unmet: [served, sample('OPEN_PUBLIC_NOTICE')],
    met: [verified, sample('OPEN_PUBLIC_NOTICE')],
  },
  noticeServedIfRequired: {
    unmet: [strict, close],
    met: [play(strictNotice, due(strictNotice, 'notice', late)), close],
  },
  noOpenObjection: {
    unmet: [objected, close],
    met: [play(objected, sample('DISMISS_OBJECTION')), close],
  },
  riskAcceptanceAllowed: {
    unmet: [findingAt('open', { gates: { riskAcceptance: false } }), sample('ACCEPT_RISK')],
    met: [open, sample('ACCEPT_RISK')],
  },
  recheckUnderWay: {
    unmet: [play(findingAt('closed'), sample('PASS_RECHECK')), sample('PASS_RECHECK')],
    met: [findingAt('closed'), sample('PASS_RECHECK')],
  },
  checkerIsPerson: {
    unmet: [inReview, give({ type: 'APPROVE' }, policyRule)],
    met: [inReview, give({ type: 'APPROVE' }, inspector)],
  },
  checkerIsNotMaker: {
    unmet: [inReview, give({ type: 'APPROVE' }, owner)],
    met: [inReview, give({ type: 'APPROVE' }, inspector)],
  },
  checkerIsNewToReview: {
    unmet: [play(inReview, ...approvals.slice(0, 1)), give({ type: 'APPROVE' }, inspector)],
    met: [play(inReview, ...approvals.slice(0, 1)), give({ type: 'APPROVE' }, seniorInspector)],
  },
  measureTakesStep: {
    unmet: [working, give({ type: 'ADVANCE_MEASURE', no: 1, step: 'REDO' })],
    met: [done, give({ type: 'ADVANCE_MEASURE', no: 1, step: 'REDO' })],
  },
  measureKnown: {
    unmet: [working, { ...sample('ATTACH_EVIDENCE'), measureNo: 3 } as Given],
    met: [working, sample('ATTACH_EVIDENCE')],
  },
  evidenceIsNew: {
    unmet: [play(working, sample('ATTACH_EVIDENCE')), sample('ATTACH_EVIDENCE')],
    met: [working, sample('ATTACH_EVIDENCE')],
  },
  objectionIsNew: {
    unmet: [play(objected, sample('DISMISS_OBJECTION')), sample('OBJECT')],
    met: [verified, sample('OBJECT')],
  },
  hasOpenObjection: {
    unmet: [play(objected, sample('DISMISS_OBJECTION')), sample('DISMISS_OBJECTION')],
    met: [objected, sample('DISMISS_OBJECTION')],
  },
  objectionIsOpen: {
    unmet: [objected, { ...sample('DISMISS_OBJECTION'), objectionId: 'o-2' } as Given],
    met: [objected, sample('DISMISS_OBJECTION')],
  },
  clockIsRunning: {
    unmet: [inReview, due(inReview, 'execute', late)],
    met: [working, due(working, 'execute', late)],
  },
};

/** Where nothing is there at all, it is not there by that name either. */
const unmetBesides: Partial<Record<string, GuardName>> = { hasOpenObjection: 'objectionIsOpen' };

const choices: { readonly [Name in Choosing]: Choice } = {
  lastLevel: {
    unmet: [inReview, sample('APPROVE'), 'inReview'],
    met: [
      findingAt('inReview', { gates: { verificationLevels: ['verifier'] } }),
      sample('APPROVE'),
      'awaitingClosure',
    ],
  },
  noticeWindowRanOut: {
    unmet: [notice, due(notice, 'notice', early), 'publicNotice'],
    met: [notice, due(notice, 'notice', early, late), 'awaitingClosure'],
  },
};

/** The guards on each way the event could go from here, general way last. */
function guardsFor({ value, context }: FindingSnapshot, { type }: Given): GuardName[][] {
  return getNextTransitions(findingMachine.resolveState({ value, context }))
    .filter(({ eventType }) => eventType === type)
    .map(({ guard }) => (guard as unknown as { params: { of: GuardName[] } }).params.of);
}

describe('a guard', () => {
  test('has a case here, whichever it is', () => {
    expect([...Object.keys(refusals), ...Object.keys(choices)].toSorted()).toEqual(
      guardNames.toSorted(),
    );
  });

  test('is asked somewhere in the machine, whichever it is', () => {
    const asked = new Set(
      Object.values({ ...refusals, ...choices }).flatMap(({ unmet: [from, event] }) =>
        guardsFor(from, event).flat(),
      ),
    );
    expect(guardNames.filter((name) => !asked.has(name))).toEqual([]);
  });

  const refusing = Object.entries(refusals);
  test.each(refusing)('%s is the one reason of a refusal', (name, { unmet: [from, event] }) => {
    const names = guardsFor(from, event).at(-1) ?? [];
    const failing = names.filter((each) => !guardHolds(each, from.context, event));
    expect(failing.filter((each) => each !== unmetBesides[name])).toEqual([name]);
    expect(answer(from, event)).toMatchObject({ kind: 'refused', guard: name });
  });

  test.each(refusing)('%s once met lets the step through', (_name, { met: [from, event] }) => {
    expect(answer(from, event).kind).toBe('accepted');
  });

  const choosing = Object.entries(choices);
  test.each(choosing)('%s only decides how far the step leads', (name, { unmet, met }) => {
    for (const [from, event, stage] of [unmet, met]) {
      expect(guardHolds(name as Choosing, from.context, event)).toBe(stage === met[2]);
      expect(stageOf(play(from, event))).toBe(stage);
    }
  });

  test('of an event holds for no event of another kind', () => {
    const ofOneKind = [
      'measureTakesStep',
      'measureKnown',
      'evidenceIsNew',
      'objectionIsNew',
      'objectionIsOpen',
      'clockIsRunning',
      'noticeWindowRanOut',
    ] as const;
    for (const name of ofOneKind) {
      expect(guardHolds(name, notice.context, sample('CLAIM'))).toBe(false);
    }
  });
});

describe('a refusal for several reasons', () => {
  const paused = pausedAt('inReview', { gates: { verificationLevels: [] } });
  const approve = give({ type: 'APPROVE' }, owner);

  test('names the first, and the next once that is put right', () => {
    expect(answer(paused, approve)).toMatchObject({ guard: 'notPaused' });
    expect(answer(play(paused, sample('RESUME')), approve)).toMatchObject({
      guard: 'checkersAppointed',
    });
  });

  test('goes by the order in which the conditions are listed', () => {
    const both: GuardName[] = ['checkerIsNotMaker', 'notPaused'];
    expect(firstFailing(both, paused.context, approve)).toBe('checkerIsNotMaker');
    expect(firstFailing(both.toReversed(), paused.context, approve)).toBe('notPaused');
    expect(firstFailing([], paused.context, approve)).toBeNull();
  });

  test('does not count who gives the event against what the finding would allow', () => {
    expect(stateAllows(['checkerIsNotMaker'], paused.context)).toBe(true);
    expect(stateAllows(['checkerIsNotMaker', 'notPaused'], paused.context)).toBe(false);
  });
});
