/** What each event changes and whom it tells (changes/). Where the finding goes is the machine's business (finding.ts). */
import * as closing from './changes/closing.ts';
import { clockDue } from './changes/due.ts';
import * as family from './changes/family.ts';
import * as plan from './changes/plan.ts';
import * as review from './changes/review.ts';
import * as time from './changes/time.ts';
import * as work from './changes/work.ts';
import type { FindingEventType } from './events.ts';
import { Change, type Changed } from './finding-change.ts';
import { awaitReport, clockMoved, migrate, reclassify } from './finding-clocks.ts';
import type { FindingContext, Given, GivenOf } from './finding-context.ts';

type Changes = { [T in FindingEventType]: (change: Change, event: GivenOf<T>) => Change };

/** The context after the event, and the effects owed. Total: guards have already let the event through. */
export function changeBy(context: FindingContext, event: Given): Changed {
  const change = changes[event.type] as (change: Change, event: Given) => Change;
  return change(new Change(context), event);
}

/** What opening a finding sets going: its plan clock, and word to the people responsible and to the whole it is a part of. */
export function openingEffects(context: FindingContext): Changed {
  const change = new Change(context).tell('feedback-received', 'actionOwner', 'leadOfficial');
  const clock = { clockNo: 1, clock: 'plan', basis: { kind: 'rule' }, follows: null } as const;
  change.effects.unshift({ kind: 'clock.start', ...clock });
  const { parent } = context;
  return parent === undefined
    ? change
    : change.tellFinding(parent.id, { say: 'childAdded', mode: parent.mode });
}

/** What work that goes on under the rules of another class is asked for: the first of its progress reports. */
export function reportsAsked(context: FindingContext): Changed {
  return awaitReport(new Change(context));
}

const changes: Changes = {
  CLAIM: plan.assign,
  ASSIGN: plan.assign,
  CONTEST: (change, { by }) =>
    change.madeBy(by).holdClocks('plan').startClock('verify').tell('contested', 'verifier'),
  DISMISS_CONTEST: (change) =>
    change
      .stopClocks('met', 'verify')
      .releaseClocks('plan')
      .tell('contest-dismissed', 'actionOwner'),
  // The verifier has done their part; what was asked of the unit no longer matters.
  UPHOLD_CONTEST: (change) => closing.strikeOff(change.stopClocks('met', 'verify'), 'withdrawn'),
  SET_MEASURES: plan.setMeasures,
  SET_TARGETS: plan.setTargets,
  SET_CAUSE: (change, { category, text, by }) =>
    change.madeBy(by).set({ cause: { category, text } }),
  SUBMIT_PLAN: plan.submitPlan,
  ATTEST_PLAN: plan.attest('plan'),
  APPROVE_PLAN: plan.approvePlan,
  RETURN_PLAN: plan.returnPlan,
  RECLASSIFY: reclassify,
  MIGRATE: migrate,

  NUDGE: work.nudge,
  START: work.start,
  ADVANCE_MEASURE: work.advanceMeasure,
  ATTACH_EVIDENCE: work.attachEvidence,
  OBSERVE: work.observe,
  REPORT_PROGRESS: work.reportProgress,
  ATTEST_RESULT: plan.attest('result'),
  SUBMIT: work.submit,

  APPROVE: review.approve,
  RETURN: (change) => {
    const { level, returns } = change.context;
    plan
      .unsigned(change, 'result')
      .set({ level: 0, approvals: [], noticeServed: false, returns: returns + 1 })
      .stopClocks('met', 'verify')
      .stopClocks('void', 'notice');
    // Coming back is no new beginning: what was left of the time goes on.
    if (level > 0) change.releaseClocks('execute', 'report');
    else awaitReport(change.startClock('execute', change.restOfExecution()));
    return change.tell('returned', 'actionOwner', 'leadOfficial');
  },
  SPOT_CHECK: review.spotCheck,
  WAIVE_SEPARATION: review.waiveSeparation,

  CHECK_SIMILAR: closing.checkSimilar,
  SET_MECHANISM: closing.setMechanism,
  DECIDE_DISCLOSURE: closing.decideDisclosure,
  OPEN_PUBLIC_NOTICE: (change) =>
    change
      .stopClocks('met', 'verify')
      .startClock('notice')
      .tell('public-notice-opened', 'leadOfficial'),
  OBJECT: (change, { objectionId }) =>
    change
      .set({ objections: [...change.context.objections, { id: objectionId, open: true }] })
      .tell('objection-received', 'verifier', 'leadOfficial'),
  DISMISS_OBJECTION: (change, { objectionId }) =>
    change.set({
      objections: change.context.objections.map((objection) =>
        objection.id === objectionId ? { ...objection, open: false } : objection,
      ),
    }),
  CLOSE: closing.close,
  WITHDRAW: (change) => closing.strikeOff(change, 'withdrawn'),
  TRANSFER: (change) => closing.strikeOff(change, 'transferred'),
  MERGE: (change, { target }) => {
    if (target !== undefined) change.tellFinding(target.id, { say: 'mergedInto' });
    return closing.strikeOff(change, 'merged', target?.id);
  },
  ACCEPT_RISK: closing.acceptRisk,

  PASS_RECHECK: closing.passRecheck,
  RECORD_RECHECK: closing.recordRecheck,
  ORDER_RECHECK: closing.orderRecheck,
  REOPEN: closing.reopenFor,
  LINK_RECURRENCE: family.linkRecurrence,

  REQUEST_EXTENSION: time.requestExtension,
  EXTEND: time.extend,
  REFUSE_EXTENSION: time.refuseExtension,
  ACKNOWLEDGE: time.acknowledge,
  DECIDE_PROPOSAL: time.decideProposal,
  PAUSE: (change, { at }) =>
    change.pause(at).startClock('pause').tell('paused', 'actionOwner', 'verifier'),
  RESUME: (change) =>
    change.stopClocks('met', 'pause').resume().tell('resumed', 'actionOwner', 'verifier'),
  REFER: time.refer,
  COME_BACK: time.comeBack,

  CHILD_ADDED: family.childAdded,
  CHILD_CLOSED: family.childTurned,
  CHILD_REOPENED: family.childTurned,
  PARENT_STRUCK_OFF: closing.followParent,
  MERGED_FROM: family.mergedFrom,
  RECURRED: family.recurred,

  CLOCK_DUE: clockDue,
  CLOCK_MOVED: clockMoved,
};
