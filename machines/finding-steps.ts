/** The steps that several states of the finding share, each with its guards, and how the machine applies what changes. */
import { enqueueActions, setup } from 'xstate';
import type { Effect } from './effects.ts';
import type { Changed } from './finding-change.ts';
import { changeBy, reportsAsked } from './finding-changes.ts';
import type { FindingContext, FindingInput, Given } from './finding-context.ts';
import { firstFailing, type GuardName } from './finding-guards.ts';

export const base = setup({
  types: {
    context: {} as FindingContext,
    events: {} as Given,
    input: {} as FindingInput | undefined,
  },
  guards: {
    all: ({ context, event }, params: { of: readonly GuardName[] }) =>
      firstFailing(params.of, context, event) === null,
  },
  actions: {
    /** Does nothing here: the engine reads these off the transition and stores them. */
    effect: (_args, _effect: Effect) => {},
  },
});

/** Applies what changes, and hands out what that asks for. */
export const applying = (changed: (context: FindingContext, event: Given) => Changed) =>
  base.createAction(
    enqueueActions(({ context, event, enqueue }) => {
      const { context: after, effects } = changed(context, event);
      enqueue.assign(after);
      for (const effect of effects) enqueue({ type: 'effect', params: effect });
    }),
  );
const change = applying(changeBy);

const all = (...of: readonly GuardName[]) => ({ type: 'all', params: { of } }) as const;
export const stay = (...of: readonly GuardName[]) => ({ guard: all(...of), actions: change });
export const go = <Target extends string>(target: Target, ...of: readonly GuardName[]) => ({
  target,
  guard: all(...of),
  actions: change,
});

/** Ways off the ledger other than being put right, open until it is closed. */
const struckOffBy = ['openChildrenFollow', 'checkerIsPerson', 'checkerIsNotMaker'] as const;
export const struckOff = {
  WITHDRAW: go('#closed', ...struckOffBy),
  TRANSFER: go('#closed', ...struckOffBy),
  MERGE: go('#closed', ...struckOffBy),
  ACCEPT_RISK: go('#closed', 'riskAcceptanceAllowed', ...struckOffBy),
  PARENT_STRUCK_OFF: go('#closed', 'openChildrenFollow'),
};
/** What other findings say is heard in every state. */
export const heard = {
  CHILD_ADDED: stay('childIsNew'),
  CHILD_CLOSED: stay('childIsKnown'),
  CHILD_REOPENED: stay('childIsKnown'),
  MERGED_FROM: stay(),
  RECURRED: stay(),
  CLOCK_DUE: stay('clockIsRunning'),
  CLOCK_MOVED: stay('clockIsOpen', 'breachStandsOrIsLifted'),
};
/** Checking is done by people who have no hand in the work. */
export const checked = ['checkerIsPerson', 'checkerIsNotMaker'] as const;
/** Time is granted by people who neither did the work nor answer for it. */
const granted = [...checked, 'checkerIsNotResponsible'] as const;
/** Of a closed finding too: the ladder of a re-inspection proposes like any other. */
export const proposed = {
  DECIDE_PROPOSAL: stay('proposalPending', 'proposalIsOpen', ...granted),
};
export const whileOpen = {
  ...struckOff,
  ...heard,
  ASSIGN: stay(),
  NUDGE: stay('notPaused', 'checkerIsPerson', 'nudgeIsNotTooSoon'),
  ACKNOWLEDGE: stay(
    'notPaused',
    'somethingIsOverdue',
    'checkerIsPerson',
    'promisedClockIsOverdue',
    'promiserHoldsPost',
    'promiseLeft',
  ),
  ...proposed,
  WAIVE_SEPARATION: stay(
    'separationMayBeWaived',
    'checkerIsPerson',
    'checkerIsNotResponsible',
    'waiverIsForAnother',
  ),
  LINK_RECURRENCE: stay('checkerIsPerson', 'recurrenceIsNew'),
};
/** 延期: asked for and granted before the date, and not for ever. */
export const extensible = {
  REQUEST_EXTENSION: stay(
    'notPaused',
    'noExtensionPending',
    'extendableClockRuns',
    'clockNotBreached',
    'extensionsLeft',
    'checkerIsPerson',
  ),
  EXTEND: stay(
    'notPaused',
    'extendableClockRuns',
    'clockNotBreached',
    'overrideIsPermitted',
    'extensionsLeft',
    'extensionAskedFor',
    'extensionAnswersRequest',
    'extensionApproverAppointed',
    ...granted,
    'extensionApproverDecides',
  ),
  REFUSE_EXTENSION: stay(
    'extensionPending',
    'extensionApproverAppointed',
    ...granted,
    'extensionApproverDecides',
  ),
};
/** A change of class is an approval: whoever works under its dates does not choose them. */
export const reclassifiable = {
  RECLASSIFY: stay('notPaused', 'classIsNew', ...granted),
  /** Another version of its rules: an approval too. What is being checked is checked by the rules it was handed in under. */
  MIGRATE: stay('notPaused', ...granted),
};
const withReports = [change, applying(reportsAsked)];
export const reclassifiableAtWork = {
  RECLASSIFY: { ...reclassifiable.RECLASSIFY, actions: withReports },
  MIGRATE: { ...reclassifiable.MIGRATE, actions: withReports },
};
export const causeNamed = { SET_CAUSE: stay('notPaused') };
/** Found, looked into and put down before it is closed. */
export const closeOut = {
  CHECK_SIMILAR: stay('notPaused'),
  SET_MECHANISM: stay('notPaused'),
};
export const spotChecked = { SPOT_CHECK: stay('measureKnown', ...checked) };

/** Every approval needs these; the last of the last level also ends the review. */
const approvalGuards = [
  'notPaused',
  'targetsMet',
  'checkersAppointed',
  'spotChecksConfirmed',
  ...checked,
  'checkerIsNewToReview',
  'checkerSignsForLevel',
  'methodsUsed',
] as const;
export const approvals = {
  APPROVE: [
    go('#verified', ...approvalGuards, 'lastLevel', 'levelIsComplete'),
    stay(...approvalGuards),
  ],
};
