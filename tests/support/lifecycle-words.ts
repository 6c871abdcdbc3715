/** What states, dispositions and conditions mean, one sentence each. Their names are in src/glossary.ts. */
import type { GuardName } from '../../machines/finding-guards.ts';
import type { MeasureState } from '../../machines/measure.ts';
import type { NoticeGuardName, NoticeState } from '../../machines/notice.ts';
import type { RoundGuardName, RoundState } from '../../machines/round.ts';
import type { FindingStanding } from '../../machines/step.ts';
import type { Disposition } from '../../machines/words.ts';
import type { Stage } from '../../src/glossary.ts';

export const stateMeanings: Readonly<Record<FindingStanding['state'], string>> = {
  identified: 'Handed over by the inspecting body; the plan is being drawn up.',
  planned: 'The plan has been approved; work has not begun.',
  inProgress: 'The measures are being carried out, or their result is being checked.',
  verified: 'Every level of verification has approved; closing is left.',
  closed: 'Off the ledger, with a disposition.',
};

export const stageMeanings: Readonly<Record<Stage, string>> = {
  open: 'Nobody has taken it on yet.',
  claimed: 'A unit has taken it on and draws up the plan.',
  contested: 'The unit says that the finding is wrong; a checker decides.',
  planInReview: 'The plan waits for approval.',
  working: 'Measures are carried out and evidence is collected.',
  inReview: 'The result waits for the next level of verification.',
  awaitingClosure: 'Verified; the conditions of closing are being met.',
  publicNotice: 'The result is on public notice; objections may come in.',
};

export const dispositionMeanings: Readonly<Record<Disposition, string>> = {
  rectified: 'Closed after verification.',
  withdrawn: 'Withdrawn, or a contest was upheld.',
  transferred: 'Handed to another body.',
  merged: 'Goes on inside another finding.',
  accepted: 'The risk is accepted until a day, where the rule set allows it.',
};

export const guardMeanings: Readonly<Record<GuardName, string>> = {
  notPaused: 'The finding is not paused.',
  notClosed: 'The finding is not closed.',
  planHasMeasures: 'The plan has at least one measure.',
  measuresComplete:
    'Every measure has a unit, a person, a date, an acceptance criterion and the kinds of evidence it will show.',
  fiveAssurancesMet:
    '五落实: where the rule set asks for it, every measure also has its funding and a contingency plan.',
  planMayBeSkipped: '立行立改: the rule set lets work start without an approved plan.',
  planOpenToChange: 'The plan was not approved, or the finding has been reopened since.',
  measuresDone: 'Every measure is done or dropped, and at least one is done.',
  evidencePresent:
    'Every measure done shows evidence attached in this cycle since the measures were last set: at least one piece, and one of every kind its plan names.',
  targetsMet: 'Every target is met by the latest of its observations in this cycle.',
  hasTargets: 'The finding has at least one target.',
  planCheckerAppointed: 'Somebody is appointed as verifier.',
  checkersAppointed:
    'There is at least one level of verification, and somebody is appointed at every level.',
  lastLevel: 'This is the last level of verification. It only decides how far an approval leads.',
  noticeNotServed: 'The public notice has not been served yet.',
  noticeServedIfRequired: 'The public notice has been served, where the rule set asks for one.',
  noOpenObjection: 'No objection is open.',
  hasOpenObjection: 'At least one objection is open.',
  riskAcceptanceAllowed: 'The rule set allows a risk to be accepted.',
  recheckUnderWay:
    '回头看: a recheck has been due since closing, and its result is not recorded yet.',
  clockNotBreached:
    'The clock of the plan, the execution or the check that runs has no breach on record.',
  extensionsLeft: 'Clocks of its kind have been extended less often than the rule set allows.',
  checkerIsPerson: 'A person gives the event, for themselves or as a delegate; no rule, no import.',
  checkerIsNotMaker:
    'Whoever gives the event, and whoever they act for, had no hand in the work of this cycle; nor had their unit.',
  checkerIsNotResponsible:
    'Whoever gives the event, and whoever they act for, is not the action owner, nor of the responsible unit.',
  checkerIsNewToReview: 'None of them has approved another level of this review.',
  measureTakesStep: 'The measure exists, and can take the step as it stands.',
  measureKnown: 'The measure exists.',
  evidenceIsNew: 'The piece of evidence is not among those attached already.',
  targetKnown: 'The finding has a target of that number.',
  nudgeIsNotTooSoon: 'None of these posts was nudged within the last 24 hours.',
  classIsNew: 'The finding is not of that class yet.',
  extendableClockRuns: 'The clock of that kind is running.',
  objectionIsNew: 'The objection has not been entered before.',
  objectionIsOpen: 'The objection has been entered, and is open.',
  clockIsRunning:
    'The clock is of that kind, and running: not held, stopped or replaced meanwhile.',
  clockIsOpen: 'The clock is of that kind, and running or held.',
  breachStandsOrIsLifted:
    'The move does not carry the due date past now, or there is no breach of it on record, or somebody approved that the breach is lifted.',
  noticeWindowRanOut:
    'The clock is that of the public notice, and its due instant has passed. It only decides where the event leads.',
};

export const measureMeanings: Readonly<Record<MeasureState, string>> = {
  agreed: 'Agreed in the plan; nothing done yet.',
  inProgress: 'Being carried out.',
  done: 'Carried out.',
  dropped: 'Not to be carried out any more.',
};

export const noticeMeanings: Readonly<Record<NoticeState, string>> = {
  planned: 'Owed; no worker has it.',
  claimed: 'One worker has it for the length of its lease.',
  handingOver: 'The worker is talking to the channel.',
  sent: 'The channel has taken it.',
  failed: 'Refused for good, or put off too often.',
  unknown: 'It may or may not have been taken; it is never sent again by itself.',
  suppressed: 'What it would say is no longer true.',
};

export const roundMeanings: Readonly<Record<RoundState, string>> = {
  prepared: 'Findings are being collected; none has been handed over.',
  concentrated: 'The concentrated period after feedback.',
  followOn: 'What was left goes on.',
  concluded: 'The report is in, and nothing is open.',
};

/** Conditions of the smaller machines. */
export const otherGuardMeanings: Readonly<Record<NoticeGuardName | RoundGuardName, string>> = {
  fenceHolds: 'The worker’s fence is that of the latest claim.',
  attemptsLeft: 'The notice may be tried again.',
  attemptsUsedUp: 'The notice has been tried as often as it may be.',
  lapsesLeft: 'Fewer than five workers in a row have been lost over it.',
  lapsesUsedUp: 'Five workers in a row have been lost over it.',
  reportSubmitted: 'The rectification report has been submitted.',
  noOpenFindings: 'No finding of the round is open.',
};
