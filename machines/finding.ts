/** The life of a finding: identified → planned → in progress → verified → closed, with hold beside it. */
import { openingEffects } from './finding-changes.ts';
import { newFinding } from './finding-context.ts';
import {
  applying,
  approvals,
  base,
  causeNamed,
  checked,
  closeOut,
  extensible,
  go,
  heard,
  proposed,
  reclassifiable,
  reclassifiableAtWork,
  spotChecked,
  stay,
  struckOff,
  whileOpen,
} from './finding-steps.ts';

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
                ...causeNamed,
                CONTEST: go('contested', 'notPaused'),
                SET_MEASURES: stay('notPaused'),
                SET_TARGETS: stay('notPaused'),
                SUBMIT_PLAN: go('planInReview', 'notPaused', 'planHasMeasures'),
                START: go('#working', 'notPaused', 'planMayBeSkipped'),
              },
            },
            contested: {
              on: {
                DISMISS_CONTEST: go('open', 'notPaused', ...checked),
                UPHOLD_CONTEST: go('#closed', 'notPaused', 'openChildrenFollow', ...checked),
              },
            },
            planInReview: {
              on: {
                APPROVE_PLAN: go(
                  '#planned',
                  'notPaused',
                  'measuresComplete',
                  'fiveAssurancesMet',
                  'responsibilityIsClear',
                  'measuresAreToThePoint',
                  'rootCauseNamed',
                  'measureDatesLieAhead',
                  'measureDatesAreWithinPeriod',
                  'planAttested',
                  'planCheckerAppointed',
                  ...checked,
                ),
                ATTEST_PLAN: stay('notPaused', 'checkerIsPerson', 'signsAsHead'),
                RETURN_PLAN: go('claimed', 'notPaused', ...checked),
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
            ...causeNamed,
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
                ...causeNamed,
                ...closeOut,
                ATTEST_RESULT: stay('notPaused', 'checkerIsPerson', 'signsAsHead'),
                SET_MEASURES: stay('notPaused', 'planOpenToChange'),
                SET_TARGETS: stay('notPaused', 'planOpenToChange'),
                ADVANCE_MEASURE: stay('notPaused', 'planHasMeasures', 'measureTakesStep'),
                ATTACH_EVIDENCE: stay(
                  'notPaused',
                  'planHasMeasures',
                  'measureKnown',
                  'evidenceIsNew',
                  'replacedEvidenceKnown',
                ),
                REPORT_PROGRESS: stay('notPaused'),
                SUBMIT: go(
                  'inReview',
                  'notPaused',
                  'measuresDone',
                  'evidencePresent',
                  'targetsMet',
                  'rootCauseNamed',
                  'resultAttested',
                ),
              },
            },
            inReview: {
              on: {
                ...spotChecked,
                ...approvals,
                RETURN: go('working', 'notPaused', ...checked),
              },
            },
          },
        },
        verified: {
          id: 'verified',
          initial: 'awaitingClosure',
          on: {
            ...whileOpen,
            ...closeOut,
            ...spotChecked,
            DECIDE_DISCLOSURE: stay('notPaused', ...checked),
            OBSERVE: stay('notPaused', 'hasTargets', 'targetKnown'),
            RETURN: go('#working', 'notPaused', ...checked),
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
                  'targetsMet',
                  'spotChecksConfirmed',
                  'similarCasesChecked',
                  'mechanismInPlace',
                  'disclosureDecided',
                  'childrenClosed',
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
            ...heard,
            ...spotChecked,
            ...proposed,
            PASS_RECHECK: stay('recheckUnderWay', 'wasRectified', ...checked),
            RECORD_RECHECK: [
              go('#working', 'recheckUnderWay', 'wasRectified', ...checked, 'resultHasNotHeld'),
              stay('recheckUnderWay', 'wasRectified', ...checked),
            ],
            CLOCK_DUE: [
              go('#working', 'clockIsRunning', 'acceptanceRanOut'),
              stay('clockIsRunning'),
            ],
            ORDER_RECHECK: stay('wasRectified', 'noRecheckUnderWay', ...checked),
            REOPEN: go('#working', 'checkerIsPerson'),
          },
        },
      },
    },
    hold: {
      initial: 'running',
      states: {
        running: {
          on: {
            PAUSE: go('paused', 'notClosed'),
            REFER: go('paused', 'notClosed', 'referralAllowed', 'checkerIsPerson'),
          },
        },
        paused: {
          on: {
            RESUME: go('running', 'notReferred'),
            COME_BACK: go('running', 'isReferred', 'checkerIsPerson'),
            WITHDRAW: { ...toRunning, guard: struckOff.WITHDRAW.guard },
            TRANSFER: { ...toRunning, guard: struckOff.TRANSFER.guard },
            MERGE: { ...toRunning, guard: struckOff.MERGE.guard },
            ACCEPT_RISK: { ...toRunning, guard: struckOff.ACCEPT_RISK.guard },
            PARENT_STRUCK_OFF: { ...toRunning, guard: struckOff.PARENT_STRUCK_OFF.guard },
          },
        },
      },
    },
  },
});
