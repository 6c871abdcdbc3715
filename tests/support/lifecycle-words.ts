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
  accepted:
    'The risk is accepted until a day, where the rule set allows it. When that has passed the finding is open again by itself, where the rule set wants it so.',
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
  responsibilityIsClear:
    '责任明确: where the rule set reviews plans of its grade, somebody is appointed as action owner, and somebody as lead official.',
  measuresAreToThePoint:
    '措施有针对性: where the rule set reviews plans of its grade, no two measures say the same, and no acceptance criterion only repeats its measure.',
  measureDatesLieAhead:
    '时限合理: where the rule set reviews plans of its grade, no measure is due before the day of the approval.',
  measureDatesAreWithinPeriod:
    '时限合理: where the rule set reviews plans of its grade, no measure is due after the last day of the period that the rules give.',
  rootCauseNamed: '原因分析: the root cause has been named, where the rule set asks for it.',
  planAttested:
    '签字背书: the first responsible person has signed for the plan as it stands, where the rule set asks for it.',
  resultAttested:
    '签字背书: the first responsible person has signed for the result of this cycle as it stands, where the rule set asks for it.',
  signsAsHead:
    'Whoever signs holds the post of the accountable executive, or stands in for who does.',
  measuresDone:
    'At least one measure is done, and so is every other that is not dropped; or, where the rule set says so, any one is enough, or so much of the weight of those not dropped.',
  evidencePresent:
    'Every measure done shows evidence attached in this cycle since the measures were last set: at least one piece, and one of every kind its plan names.',
  replacedEvidenceKnown:
    'The piece that the new one takes the place of, where it names one, is attached to the same measure. From then on it counts no more.',
  targetsMet: 'Every target is met by the latest of its observations in this cycle.',
  hasTargets: 'The finding has at least one target.',
  planCheckerAppointed: 'Somebody is appointed as verifier.',
  checkersAppointed:
    'There is at least one level of verification, and somebody is appointed to every post of every level.',
  lastLevel: 'This is the last level of verification. It only decides how far an approval leads.',
  checkerSignsForLevel:
    'Where the level names several posts, whoever approves holds one of them that is left when each of those who have signed is given another that they hold.',
  levelIsComplete:
    'With this approval as many have signed at the level as it needs. It only decides how far an approval leads.',
  methodsUsed:
    'With the last approval each way of checking that the rule set asks for has been used by somebody in this review.',
  spotChecksConfirmed:
    '抽查: the latest spot check in this cycle of each measure there is, and of the whole, confirmed what was reported.',
  separationMayBeWaived:
    'The rule set names a post that may let makers check, and somebody is appointed to it.',
  waiverIsForAnother:
    'Whoever lets a maker check holds the post that the rule set names, and is not that maker.',
  noticeNotServed: 'The public notice has not been served yet.',
  noticeServedIfRequired: 'The public notice has been served, where the rule set asks for one.',
  noOpenObjection: 'No objection is open.',
  similarCasesChecked:
    '举一反三: similar cases have been looked for in this cycle, where the rule set asks for it.',
  mechanismInPlace:
    '建章立制: the mechanism that keeps it from coming back has been put down, where the rule set asks for one.',
  disclosureDecided:
    '双公开: for both channels it is decided what is published, where the rule set asks for it.',
  childrenClosed: 'None of its parts is open.',
  openChildrenFollow: 'Every part of it that is open is one that is struck off together with it.',
  childIsNew: 'The part is not among its parts already.',
  childIsKnown: 'The part is among its parts.',
  hasOpenObjection: 'At least one objection is open.',
  riskAcceptanceAllowed: 'The rule set allows a risk to be accepted.',
  recheckUnderWay:
    '回头看: a recheck is due, and its result is not recorded yet; or the day is to come until which the risk is accepted.',
  noRecheckUnderWay: 'No recheck is due.',
  wasRectified: 'The finding was closed as rectified.',
  resultHasNotHeld:
    'The recheck found that the result has not held. It only decides where the event leads.',
  acceptanceRanOut:
    'The clock is that of an accepted risk, and the day until which it was accepted has passed. It only decides where the event leads.',
  recurrenceIsNew: 'The finding is not linked to that earlier one already.',
  clockNotBreached:
    'The clock of the plan, the execution or the check that runs has no breach on record, or the rule set names posts that may override it.',
  extensionsLeft: 'Clocks of its kind have been extended less often than the rule set allows.',
  overrideIsPermitted:
    'The clock has no breach on record; or an override is asked for by somebody who holds a post that may.',
  noExtensionPending: 'No request for an extension is undecided.',
  extensionPending: 'A request for an extension is undecided.',
  extensionAskedFor: 'An extension has been asked for, where the rule set wants it so.',
  extensionAnswersRequest: 'The clock of the undecided request, where there is one, is running.',
  extensionApproverAppointed:
    'Somebody is appointed to the post that decides on the next extension, where the rule set leaves it to posts. Where it names none, nobody can.',
  extensionApproverDecides:
    'Whoever decides holds that post, where the rule set leaves it to posts; or overrides a breach.',
  somethingIsOverdue: 'A clock that is running has a breach on record.',
  promisedClockIsOverdue: 'The clock promised for is running, and has a breach on record.',
  promiserHoldsPost: 'Whoever promises holds a post on the finding.',
  promiseLeft:
    'Fewer promises have been given for that clock than the rule set allows, and its ladder has gone on since each of them.',
  proposalPending: 'A proposal of a ladder is undecided.',
  proposalIsOpen: 'That proposal has been made, and is undecided.',
  referralAllowed: 'The rule set lets findings be referred upwards.',
  isReferred: 'The level above has the finding.',
  notReferred: 'The level above does not have the finding.',
  checkerIsPerson: 'A person gives the event, for themselves or as a delegate; no rule, no import.',
  checkerIsNotMaker:
    'Whoever gives the event, and whoever they act for, had no hand in the work of this cycle; nor had their unit. Or each of them has been let check in spite of it, in this cycle.',
  checkerIsNotResponsible:
    'Whoever gives the event, and whoever they act for, is not the action owner, nor of the responsible unit, nor known to hold the post of the action owner; and nobody grants the time they have asked for.',
  checkerIsNewToReview: 'None of them has approved in this review before.',
  measureTakesStep: 'The measure exists, and can take the step as it stands.',
  measureKnown: 'The measure exists; or no measure is named, where that means the whole.',
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
