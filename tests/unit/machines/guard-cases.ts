/** Findings that a guard holds back, and the same with that one thing put right. */
import type { Given } from '../../../machines/finding-context.ts';
import type { GuardName } from '../../../machines/finding-guards.ts';
import type { MeasurePlan } from '../../../machines/measure.ts';
import type { FindingSnapshot } from '../../../machines/step.ts';
import { askedChoices, askedRefusals, askedUnmetBesides } from './asked-guard-cases.ts';
import {
  aDay,
  aMeasure,
  approvals,
  close,
  dueAt,
  early,
  give,
  inspector,
  late,
  observe,
  owner,
  policyRule,
  reclassified,
  reopen,
  sample,
  seniorInspector,
  submit,
  wholePlan,
  workOn,
} from './school-case.ts';
import { due, findingAt, moved, pausedAt, play } from './school-stages.ts';
import { aTarget } from './target-cases.ts';

export interface Refusal {
  /** Refused with exactly this guard unmet. */
  readonly unmet: readonly [FindingSnapshot, Given];
  /** The same step with that one thing put right. */
  readonly met: readonly [FindingSnapshot, Given];
}
export interface Choice {
  /** One event from two findings that differ in this guard alone, and where each then stands. */
  readonly unmet: readonly [FindingSnapshot, Given, string];
  readonly met: readonly [FindingSnapshot, Given, string];
}
export type Choosing =
  | 'lastLevel'
  | 'levelIsComplete'
  | 'noticeWindowRanOut'
  | 'resultHasNotHeld'
  | 'acceptanceRanOut';
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
const targeted = findingAt('working', { targets: [aTarget()] });
const measured = play(targeted, ...workOn(wholePlan), observe(16));
const overdue = play(working, due(working, 'execute', late));
const extendPlan = { ...sample('EXTEND'), clock: 'plan' } as Given;
const figure = { targetNo: 1, on: '2024-03-11', value: 16 };
const approval = { by: 'zhao', reason: '节假日安排公布' };
const unchecked = { actionOwner: 'chen', leadOfficial: 'lin' };

/** A guard without a case here does not compile. */
export const refusals: { readonly [Name in Refusing]: Refusal } = {
  ...askedRefusals,
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
  targetsMet: {
    unmet: [measured, submit],
    met: [play(measured, observe(20)), submit],
  },
  hasTargets: {
    unmet: [working, observe(16)],
    met: [targeted, observe(16)],
  },
  nudgeIsNotTooSoon: {
    unmet: [play(working, sample('NUDGE')), sample('NUDGE')],
    met: [play(working, sample('NUDGE')), give({ type: 'NUDGE', to: ['verifier'] })],
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
  clockNotBreached: {
    unmet: [overdue, sample('EXTEND')],
    met: [working, sample('EXTEND')],
  },
  extensionsLeft: {
    unmet: [play(working, sample('EXTEND')), sample('EXTEND')],
    met: [
      play(findingAt('working', { gates: { extensionsMax: 2 } }), sample('EXTEND')),
      sample('EXTEND'),
    ],
  },
  checkerIsPerson: {
    unmet: [inReview, give({ type: 'APPROVE' }, policyRule)],
    met: [inReview, give({ type: 'APPROVE' }, inspector)],
  },
  checkerIsNotMaker: {
    unmet: [inReview, give({ type: 'APPROVE' }, owner)],
    met: [inReview, give({ type: 'APPROVE' }, inspector)],
  },
  checkerIsNotResponsible: {
    unmet: [open, { ...extendPlan, by: owner }],
    met: [open, extendPlan],
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
  targetKnown: {
    unmet: [targeted, give({ type: 'OBSERVE', observation: { ...figure, targetNo: 2 } })],
    met: [targeted, give({ type: 'OBSERVE', observation: figure })],
  },
  classIsNew: {
    unmet: [working, { ...reclassified(), class: 'phased' } as Given],
    met: [working, reclassified()],
  },
  extendableClockRuns: {
    unmet: [working, extendPlan],
    met: [open, extendPlan],
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
  clockIsOpen: {
    unmet: [verified, { ...moved(working, 'execute', dueAt + aDay), at: dueAt }],
    met: [inReview, { ...moved(working, 'execute', dueAt + aDay), at: dueAt }],
  },
  breachStandsOrIsLifted: {
    unmet: [overdue, moved(overdue, 'execute', dueAt + 2 * aDay)],
    met: [overdue, moved(overdue, 'execute', dueAt + 2 * aDay, approval)],
  },
};

/** Where nothing is there at all, it is not there by that name either. */
export const unmetBesides: Partial<Record<string, GuardName>> = {
  ...askedUnmetBesides,
  hasOpenObjection: 'objectionIsOpen',
  hasTargets: 'targetKnown',
};

export const choices: { readonly [Name in Choosing]: Choice } = {
  ...askedChoices,
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
