/** What each event changes and whom it tells. Where the finding goes is the machine's business (finding.ts). */
import { makerOf } from './actor.ts';
import type { FindingEventType } from './events.ts';
import { Change, type Changed } from './finding-change.ts';
import {
  awaitReport,
  clockDue,
  clockMoved,
  extend,
  plannedEnd,
  reclassify,
  reopenedFor,
} from './finding-clocks.ts';
import type { FindingContext, Given, GivenOf } from './finding-context.ts';
import { stepMeasure, type Measure, type MeasureStep } from './measure.ts';
import type { Disposition, Slot } from './words.ts';

type Changes = { [T in FindingEventType]: (change: Change, event: GivenOf<T>) => Change };

/** The context after the event, and the effects owed. Total: guards have already let the event through. */
export function changeBy(context: FindingContext, event: Given): Changed {
  const change = changes[event.type] as (change: Change, event: Given) => Change;
  return change(new Change(context), event);
}

/** What opening a finding sets going: its plan clock, and word to the people responsible. */
export function openingEffects(context: FindingContext): Changed {
  const change = new Change(context).tell('feedback-received', 'actionOwner', 'leadOfficial');
  const plan = { clockNo: 1, clock: 'plan', basis: { kind: 'rule' }, follows: null } as const;
  change.effects.unshift({ kind: 'clock.start', ...plan });
  return change;
}

/** What work that goes on under the rules of another class is asked for: the first of its progress reports. */
export function reportsAsked(context: FindingContext): Changed {
  return awaitReport(new Change(context));
}

const changes: Changes = {
  CLAIM: assign,
  ASSIGN: assign,
  NUDGE: (change, { to, at }) =>
    change
      .set({
        nudges: {
          ...change.context.nudges,
          ...Object.fromEntries(to.map((slot) => [slot, at])),
        },
      })
      .tell('nudge', ...new Set(to)),
  CONTEST: (change, { by }) =>
    change.madeBy(by).holdClocks('plan').startClock('verify').tell('contested', 'verifier'),
  DISMISS_CONTEST: (change) =>
    change
      .stopClocks('met', 'verify')
      .releaseClocks('plan')
      .tell('contest-dismissed', 'actionOwner'),
  // The verifier has done their part; what was asked of the unit no longer matters.
  UPHOLD_CONTEST: (change) => strikeOff(change.stopClocks('met', 'verify'), 'withdrawn'),

  SET_MEASURES: (change, { measures, by }) =>
    change.madeBy(by).set({
      measures: measures.map((measure) => ({ ...measure, state: 'agreed' })),
      // What was shown proved the measures of before: the same number may now name another one.
      // It stays in the history, and may be attached anew where it proves the new measure too.
      evidence: change.context.evidence.filter(({ cycle }) => cycle < change.context.cycle),
    }),
  SET_TARGETS: (change, { targets, by }) =>
    change.madeBy(by).set({
      targets,
      // What was measured spoke of the targets of before.
      observations: change.context.observations.filter(({ cycle }) => cycle < change.context.cycle),
    }),
  SUBMIT_PLAN: (change, { reportEvery, by }) =>
    change
      .madeBy(by)
      .set({ reportEvery: reportEvery ?? null })
      .holdClocks('plan')
      .startClock('verify')
      .tell('plan-submitted', 'verifier'),
  APPROVE_PLAN: (change) =>
    change
      .set({ plan: 'approved' })
      .stopClocks('met', 'verify', 'plan')
      .startClock('execute', plannedEnd(change.context))
      .tell('plan-approved', 'actionOwner', 'leadOfficial'),
  RETURN_PLAN: (change) =>
    change
      .set({ returns: change.context.returns + 1 })
      .stopClocks('met', 'verify')
      .releaseClocks('plan')
      .tell('plan-returned', 'actionOwner'),

  START: (change, { by }) => {
    change.madeBy(by);
    if (change.context.plan !== 'approved') {
      change
        .set({ plan: 'skipped' })
        .stopClocks('met', 'plan')
        .startClock('execute', plannedEnd(change.context));
    }
    return awaitReport(change);
  },
  ADVANCE_MEASURE: (change, { no, step, by }) =>
    change.madeBy(by).set({
      measures: change.context.measures.map((measure) =>
        measure.no === no ? stepped(measure, step) : measure,
      ),
    }),
  ATTACH_EVIDENCE: (change, { measureNo, evidence, by }) =>
    change.madeBy(by).set({
      evidence: [
        ...change.context.evidence,
        { ...evidence, measureNo, cycle: change.context.cycle },
      ],
    }),
  // During a review it is the checker who measures, and measuring makes no maker of a checker.
  OBSERVE: (change, { observation, by }) =>
    (change.context.level === 0 ? change.madeBy(by) : change).set({
      observations: [
        ...change.context.observations,
        { ...observation, cycle: change.context.cycle },
      ],
    }),
  REPORT_PROGRESS: (change, { by }) => awaitReport(change.madeBy(by).stopClocks('met', 'report')),
  SUBMIT: (change, { by }) =>
    change
      .madeBy(by)
      .set({ level: 1 })
      .holdClocks('execute', 'report')
      .startClock('verify')
      .tell('review-requested', ...checkerAt(change.context, 1)),

  APPROVE: approve,
  RETURN: (change) => {
    const { level, returns } = change.context;
    change
      .set({ level: 0, approvals: [], noticeServed: false, returns: returns + 1 })
      .stopClocks('met', 'verify')
      .stopClocks('void', 'notice');
    // Coming back is no new beginning: what was left of the time goes on.
    if (level > 0) change.releaseClocks('execute', 'report');
    else awaitReport(change.startClock('execute', change.restOfExecution()));
    return change.tell('returned', 'actionOwner', 'leadOfficial');
  },

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
  CLOSE: close,

  WITHDRAW: (change) => strikeOff(change, 'withdrawn'),
  TRANSFER: (change) => strikeOff(change, 'transferred'),
  MERGE: (change) => strikeOff(change, 'merged'),
  ACCEPT_RISK: (change) => strikeOff(change, 'accepted'),
  PASS_RECHECK: (change) =>
    change.stopClocks('met', 'recheck').tell('recheck-passed', 'actionOwner', 'leadOfficial'),
  REOPEN: (change, { reasonCode }) => {
    change
      // A recheck that the finding failed has been done like one that it passed.
      .stopClocks(reasonCode === 'failedRecheck' ? 'met' : 'void', 'recheck')
      .set({
        cycle: change.context.cycle + 1,
        // What was done did not hold: the measures are to be carried out again.
        measures: change.context.measures.map((measure) => stepped(measure, 'REDO')),
        makers: [],
        approvals: [],
        level: 0,
        objections: [],
        noticeServed: false,
        disposition: null,
        sustained: false,
      })
      .startClock('execute', reopenedFor(change));
    return awaitReport(change).tell(
      'reopened',
      'actionOwner',
      'leadOfficial',
      'accountableExecutive',
    );
  },

  RECLASSIFY: reclassify,
  EXTEND: extend,
  PAUSE: (change, { at }) =>
    change.pause(at).startClock('pause').tell('paused', 'actionOwner', 'verifier'),
  RESUME: (change) =>
    change.stopClocks('met', 'pause').resume().tell('resumed', 'actionOwner', 'verifier'),
  CLOCK_DUE: clockDue,
  CLOCK_MOVED: clockMoved,
};

/** A measure that cannot take the step stays as it is: after reopening, one never begun. */
function stepped(measure: Measure, step: MeasureStep): Measure {
  return { ...measure, state: stepMeasure(measure.state, step) ?? measure.state };
}

function assign(change: Change, event: GivenOf<'CLAIM' | 'ASSIGN'>): Change {
  const before = change.context.slots;
  const filled = Object.entries(event.slots ?? {}).flatMap(([slot, party]) =>
    party === undefined ? [] : [[slot as Slot, party] as const],
  );
  const told = filled.filter(([slot, party]) => before[slot] !== party).map(([slot]) => slot);
  return change
    .set({
      slots: { ...before, ...Object.fromEntries(filled) },
      responsibleUnit: event.responsibleUnit ?? change.context.responsibleUnit,
    })
    .tell('assigned', ...told);
}

function approve(change: Change, { by }: GivenOf<'APPROVE'>): Change {
  const { level, approvals, gates } = change.context;
  change
    .set({ approvals: [...approvals, { level, by: makerOf(by) }] })
    .stopClocks('met', 'verify')
    .startClock('verify');
  return level < gates.verificationLevels.length
    ? change
        .set({ level: level + 1 })
        .tell('review-requested', ...checkerAt(change.context, level + 1))
    : change
        .set({ level: 0 })
        .stopClocks('met', 'execute', 'report')
        .tell('verified', 'actionOwner', 'leadOfficial');
}

function close(change: Change, { sustained }: GivenOf<'CLOSE'>): Change {
  change.stopAllClocks('met').set({ disposition: 'rectified', sustained });
  if (change.context.gates.recheck) change.startClock('recheck');
  return change.tell('closed', 'actionOwner', 'leadOfficial', 'accountableExecutive');
}

function strikeOff(change: Change, disposition: Disposition): Change {
  return change
    .stopAllClocks('void')
    .set({ disposition, level: 0, pause: null })
    .tell('struck-off', 'actionOwner', 'leadOfficial');
}

function checkerAt(context: FindingContext, level: number): readonly Slot[] {
  const slot = context.gates.verificationLevels[level - 1];
  return slot === undefined ? [] : [slot];
}
