/** The life of a finding: identified → planned → in progress → verified → closed, with hold beside it. */
import { enqueueActions, setup } from 'xstate';
import type { Effect } from './effects.ts';
import type { Changed } from './finding-change.ts';
import { changeBy, openingEffects, reportsAsked } from './finding-changes.ts';
import {
  newFinding,
  type FindingContext,
  type FindingInput,
  type Given,
} from './finding-context.ts';
import { firstFailing, type GuardName } from './finding-guards.ts';

const base = setup({
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
const applying = (changed: (context: FindingContext, event: Given) => Changed) =>
  base.createAction(
    enqueueActions(({ context, event, enqueue }) => {
      const { context: after, effects } = changed(context, event);
      enqueue.assign(after);
      for (const effect of effects) enqueue({ type: 'effect', params: effect });
    }),
  );
const change = applying(changeBy);

const all = (...of: readonly GuardName[]) => ({ type: 'all', params: { of } }) as const;
const stay = (...of: readonly GuardName[]) => ({ guard: all(...of), actions: change });
const go = <Target extends string>(target: Target, ...of: readonly GuardName[]) => ({
  target,
  guard: all(...of),
  actions: change,
});

/** Ways off the ledger other than being put right, open until it is closed. */
const struckOff = {
  WITHDRAW: go('#closed', 'checkerIsPerson', 'checkerIsNotMaker'),
  TRANSFER: go('#closed', 'checkerIsPerson', 'checkerIsNotMaker'),
  MERGE: go('#closed', 'checkerIsPerson', 'checkerIsNotMaker'),
  ACCEPT_RISK: go('#closed', 'riskAcceptanceAllowed', 'checkerIsPerson', 'checkerIsNotMaker'),
};
const whileOpen = {
  ...struckOff,
  ASSIGN: stay(),
  NUDGE: stay('notPaused', 'checkerIsPerson', 'nudgeIsNotTooSoon'),
  CLOCK_DUE: stay('clockIsRunning'),
  CLOCK_MOVED: stay('clockIsOpen', 'breachStandsOrIsLifted'),
};
/** Time is granted by people who neither did the work nor answer for it. */
const granted = ['checkerIsPerson', 'checkerIsNotMaker', 'checkerIsNotResponsible'] as const;
/** 延期: before the date, and not for ever. */
const extensible = {
  EXTEND: stay(
    'notPaused',
    'extendableClockRuns',
    'clockNotBreached',
    'extensionsLeft',
    ...granted,
  ),
};
/** A change of class is an approval: whoever works under its dates does not choose them. */
const reclassifiable = { RECLASSIFY: stay('notPaused', 'classIsNew', ...granted) };
const reclassifiableAtWork = {
  RECLASSIFY: { ...reclassifiable.RECLASSIFY, actions: [change, applying(reportsAsked)] },
};
const toRunning = { target: 'running' };

/** XState begins a finding without input when one is opened, to throw it away: this one costs it nothing. */
const nobodys = newFinding({
  class: 'phased',
  gates: {
    fiveAssurances: false,
    planMayBeSkipped: false,
    verificationLevels: [],
    publicNotice: false,
    recheck: false,
    riskAcceptance: false,
    progressReports: false,
    extensionsMax: 0,
    reopening: { rule: 'fresh' },
  },
  responsibleUnit: null,
  slots: {},
  measures: [],
  targets: [],
});

/** Changing the meaning of a stored state is a new version: the old one stays to read old histories. */
export const findingMachineVersion = 1;

export const findingMachine = base.createMachine({
  id: 'finding',
  type: 'parallel',
  context: ({ input }) => (input === undefined ? nobodys : newFinding(input)),
  entry: applying(openingEffects),
  states: {
    lifecycle: {
      initial: 'identified',
      states: {
        identified: {
          initial: 'open',
          on: { ...whileOpen, ...extensible, ...reclassifiable },
          states: {
            open: {
              on: {
                CLAIM: go('claimed', 'notPaused'),
                CONTEST: go('contested', 'notPaused'),
                START: go('#working', 'notPaused', 'planMayBeSkipped'),
              },
            },
            claimed: {
              on: {
                CONTEST: go('contested', 'notPaused'),
                SET_MEASURES: stay('notPaused'),
                SET_TARGETS: stay('notPaused'),
                SUBMIT_PLAN: go('planInReview', 'notPaused', 'planHasMeasures'),
                START: go('#working', 'notPaused', 'planMayBeSkipped'),
              },
            },
            contested: {
              on: {
                DISMISS_CONTEST: go('open', 'notPaused', 'checkerIsPerson', 'checkerIsNotMaker'),
                UPHOLD_CONTEST: go('#closed', 'notPaused', 'checkerIsPerson', 'checkerIsNotMaker'),
              },
            },
            planInReview: {
              on: {
                APPROVE_PLAN: go(
                  '#planned',
                  'notPaused',
                  'measuresComplete',
                  'fiveAssurancesMet',
                  'planCheckerAppointed',
                  'checkerIsPerson',
                  'checkerIsNotMaker',
                ),
                RETURN_PLAN: go('claimed', 'notPaused', 'checkerIsPerson', 'checkerIsNotMaker'),
              },
            },
          },
        },
        planned: {
          id: 'planned',
          on: {
            ...whileOpen,
            ...extensible,
            ...reclassifiable,
            START: go('#working', 'notPaused'),
          },
        },
        inProgress: {
          initial: 'working',
          on: {
            ...whileOpen,
            ...extensible,
            OBSERVE: stay('notPaused', 'hasTargets', 'targetKnown'),
          },
          states: {
            working: {
              id: 'working',
              on: {
                ...reclassifiableAtWork,
                SET_MEASURES: stay('notPaused', 'planOpenToChange'),
                SET_TARGETS: stay('notPaused', 'planOpenToChange'),
                ADVANCE_MEASURE: stay('notPaused', 'planHasMeasures', 'measureTakesStep'),
                ATTACH_EVIDENCE: stay(
                  'notPaused',
                  'planHasMeasures',
                  'measureKnown',
                  'evidenceIsNew',
                ),
                REPORT_PROGRESS: stay('notPaused'),
                SUBMIT: go(
                  'inReview',
                  'notPaused',
                  'measuresDone',
                  'evidencePresent',
                  'targetsMet',
                ),
              },
            },
            inReview: {
              on: {
                APPROVE: [
                  go('#verified', ...approvalGuards(), 'lastLevel'),
                  stay(...approvalGuards()),
                ],
                RETURN: go('working', 'notPaused', 'checkerIsPerson', 'checkerIsNotMaker'),
              },
            },
          },
        },
        verified: {
          id: 'verified',
          initial: 'awaitingClosure',
          on: {
            ...whileOpen,
            RETURN: go('#working', 'notPaused', 'checkerIsPerson', 'checkerIsNotMaker'),
            OBJECT: stay('objectionIsNew'),
            DISMISS_OBJECTION: stay(
              'hasOpenObjection',
              'objectionIsOpen',
              'checkerIsPerson',
              'checkerIsNotMaker',
            ),
          },
          states: {
            awaitingClosure: {
              on: {
                OPEN_PUBLIC_NOTICE: go('publicNotice', 'notPaused', 'noticeNotServed'),
                CLOSE: go(
                  '#closed',
                  'notPaused',
                  'noticeServedIfRequired',
                  'noOpenObjection',
                  'checkerIsPerson',
                  'checkerIsNotMaker',
                ),
              },
            },
            publicNotice: {
              on: {
                CLOCK_DUE: [
                  go('awaitingClosure', 'clockIsRunning', 'noticeWindowRanOut'),
                  stay('clockIsRunning'),
                ],
              },
            },
          },
        },
        closed: {
          id: 'closed',
          on: {
            PASS_RECHECK: stay('recheckUnderWay', 'checkerIsPerson', 'checkerIsNotMaker'),
            REOPEN: go('#working', 'checkerIsPerson'),
            CLOCK_DUE: stay('clockIsRunning'),
            CLOCK_MOVED: stay('clockIsOpen', 'breachStandsOrIsLifted'),
          },
        },
      },
    },
    hold: {
      initial: 'running',
      states: {
        running: { on: { PAUSE: go('paused', 'notClosed') } },
        paused: {
          on: {
            RESUME: go('running'),
            WITHDRAW: { ...toRunning, guard: struckOff.WITHDRAW.guard },
            TRANSFER: { ...toRunning, guard: struckOff.TRANSFER.guard },
            MERGE: { ...toRunning, guard: struckOff.MERGE.guard },
            ACCEPT_RISK: { ...toRunning, guard: struckOff.ACCEPT_RISK.guard },
          },
        },
      },
    },
  },
});

function approvalGuards(): readonly GuardName[] {
  return [
    'notPaused',
    'targetsMet',
    'checkersAppointed',
    'checkerIsPerson',
    'checkerIsNotMaker',
    'checkerIsNewToReview',
  ];
}
