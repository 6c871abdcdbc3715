/** What each failed condition means to the person who gave the event, in both languages. */
import type { RefusedAnswer } from '../engine/answers.ts';

type Guard = Extract<RefusedAnswer, { code: 'event_refused' }>['guard'];

const guardSentences = {
  stateAcceptsEvent: [
    '问题当前所处的状态没有这一步',
    'This step has no place in the present state.',
  ],
  notPaused: ['问题已暂停,请先恢复', 'The finding is paused; resume it first.'],
  notClosed: ['问题已销号', 'The finding is closed.'],
  planHasMeasures: ['整改方案还没有措施', 'The plan has no measures yet.'],
  measuresComplete: [
    '每条措施都要有责任单位、责任人、完成时限、验收标准和佐证材料种类',
    'Every measure needs a unit, a person, a date, an acceptance criterion and kinds of evidence.',
  ],
  fiveAssurancesMet: [
    '五落实不全:每条措施还要写明资金和预案',
    'The five assurances are incomplete: every measure also names funding and a contingency plan.',
  ],
  planMayBeSkipped: [
    '该类问题须先批准整改方案,不能直接开始',
    'For this class the plan must be approved first.',
  ],
  planOpenToChange: ['方案已批准,措施不能再改', 'The plan is approved; its measures are fixed.'],
  measuresDone: [
    '还有措施没有完成,或全部被取消',
    'Not all measures are done, or none is left to be done.',
  ],
  evidencePresent: [
    '已完成的措施缺少方案要求的佐证材料',
    'A measure that is done lacks evidence its plan asks for.',
  ],
  targetsMet: [
    '还有目标没有达到:以最近一次监测值为准,不以文字表述为准',
    'A target is not met by its latest observation.',
  ],
  hasTargets: ['问题没有量化目标', 'The finding has no targets.'],
  planCheckerAppointed: ['还没有指定方案审核人', 'Nobody is appointed to check the plan.'],
  checkersAppointed: ['核查人没有配齐', 'A level of verification has nobody in its slot.'],
  lastLevel: ['还有上一级核查未完成', 'Another level of verification is still to come.'],
  noticeNotServed: ['公示期已满,不必再公示', 'The public notice has been served already.'],
  noticeServedIfRequired: ['公示期未满', 'The public notice has not been served.'],
  noOpenObjection: ['还有未处理的异议', 'An objection is still open.'],
  hasOpenObjection: ['没有未处理的异议', 'No objection is open.'],
  riskAcceptanceAllowed: [
    '该类问题不允许以接受风险销号',
    'For this class closing by accepting the risk is not allowed.',
  ],
  recheckUnderWay: ['没有待开展的回头看', 'No re-inspection is under way.'],
  checkerIsPerson: ['这一步须由人作出', 'Only a person may do this.'],
  nudgeIsNotTooSoon: [
    '二十四小时内已催办过该岗位',
    'This post was nudged within the last 24 hours.',
  ],
  checkerIsNotMaker: [
    '经办人及其单位不能核查、核销自己经手的问题',
    'Whoever had a hand in it, or belongs to their unit, may not check it or strike it off.',
  ],
  checkerIsNotResponsible: [
    '责任人及其单位不能批准放宽自己的时限',
    'Whoever is responsible for it, or belongs to the unit that is, may not decide on its dates.',
  ],
  checkerIsNewToReview: ['同一人不能核查两级', 'The same person may not check at two levels.'],
  measureTakesStep: [
    '没有这条措施,或它当前不能执行这一步',
    'There is no such measure, or it cannot take this step now.',
  ],
  measureKnown: ['没有这条措施', 'There is no such measure.'],
  evidenceIsNew: ['这份佐证材料已登记', 'This piece of evidence is registered already.'],
  targetKnown: ['没有这个目标', 'There is no such target.'],
  classIsNew: ['该问题已是这一类别', 'The finding is of that class already.'],
  extendableClockRuns: ['该期限不在计时,无从延期', 'That deadline is not running.'],
  clockNotBreached: ['期限已过,不能再延期', 'The deadline has passed; it cannot be extended now.'],
  extensionsLeft: [
    '该期限的延期次数已用完',
    'That deadline has been extended as often as it may be.',
  ],
  extensionIsLater: ['延期后的日期不晚于原期限', 'That would not move the deadline on.'],
  observationIsNotAhead: ['监测日期不能晚于今天', 'Nobody measures tomorrow.'],
  objectionIsNew: ['这条异议已登记', 'This objection is registered already.'],
  objectionIsOpen: ['没有这条未处理的异议', 'There is no such open objection.'],
  clockIsRunning: ['该期限不在计时', 'That clock is not running.'],
  clockIsOpen: ['该期限已终止', 'That clock has ended.'],
  breachStandsOrIsLifted: [
    '该期限已有逾期记录,须经批准才能因日历调整而消除',
    'A breach is on record; lifting it needs an approval.',
  ],
  noticeWindowRanOut: ['公示期未满', 'The public notice has not run out.'],
  responsibilityIsClear: [
    '责任不明确:方案须有责任人和责任领导',
    'Responsibility is not clear: the plan needs a case officer and a lead official.',
  ],
  measuresAreToThePoint: [
    '措施缺乏针对性:各条措施不能相同,验收标准不能照抄措施',
    'Measures must differ, and a criterion must not just repeat its measure.',
  ],
  measureDatesLieAhead: [
    '有措施的完成时限早于批准之日',
    'A measure would be due before the plan is approved.',
  ],
  measureDatesAreWithinPeriod: [
    '有措施的完成时限超出规定的整改期限',
    'A measure would be due after the period that the rules give.',
  ],
  rootCauseNamed: ['还没有写明问题产生的根本原因', 'The root cause has not been named.'],
  planAttested: [
    '第一责任人还没有为方案签字背书',
    'The first responsible person has not signed for the plan.',
  ],
  resultAttested: [
    '第一责任人还没有为整改结果签字背书',
    'The first responsible person has not signed for the result.',
  ],
  signsAsHead: [
    '只有第一责任人或其受托人可以签字背书',
    'Only the first responsible person, or whom they have delegated to, may sign.',
  ],
  replacedEvidenceKnown: [
    '该措施下没有要替换的那份佐证材料',
    'The piece of evidence it replaces is not there for that measure.',
  ],
  spotChecksConfirmed: [
    '抽查结果与上报不符,须先整改并复核',
    'A spot check did not confirm what was reported.',
  ],
  separationMayBeWaived: [
    '规则没有规定谁可以准许经办人核查,或该岗位空缺',
    'The rules name nobody who may let a maker check, or the post is vacant.',
  ],
  waiverIsForAnother: [
    '只有规则规定的岗位可以准许,且不能准许自己',
    'Only the post named by the rules may allow it, and never for themselves.',
  ],
  checkerSignsForLevel: [
    '不在本级核查人之列,或该岗位已签署',
    'Not among those who sign at this level, or that post has signed already.',
  ],
  levelIsComplete: ['本级还有人未签署', 'Others of this level have not signed yet.'],
  methodsUsed: [
    '还没有用过规则要求的全部核查方式',
    'Not every way of checking that the rules ask for has been used.',
  ],
  similarCasesChecked: [
    '还没有举一反三排查同类问题',
    'Nobody has looked for the same kind of problem elsewhere.',
  ],
  mechanismInPlace: ['还没有建立长效机制', 'No mechanism that keeps it from coming back is named.'],
  disclosureDecided: [
    '还没有决定党内通报和社会公开事项',
    'It is not decided what is published inside and to the public.',
  ],
  childrenClosed: ['还有子问题没有销号', 'A part of it is still open.'],
  openChildrenFollow: ['还有不随主问题销号的子问题', 'A part that stands by itself is still open.'],
  noRecheckUnderWay: ['已有待开展的回头看', 'A re-inspection is under way already.'],
  wasRectified: ['该问题不是经整改销号的', 'It was not closed as rectified.'],
  acceptanceRanOut: [
    '接受风险的期限未到',
    'The day until which the risk is accepted has not passed.',
  ],
  rulesAreOthers: ['该问题已适用这一版规则', 'The finding is held to these rules already.'],
  resultHasNotHeld: ['回头看的结论是成效保持', 'The re-inspection found that it has held.'],
  recurrenceIsNew: ['已关联该问题', 'It is linked to that finding already.'],
  childIsNew: ['该子问题已登记', 'That part is known already.'],
  childIsKnown: ['没有这个子问题', 'There is no such part.'],
  extensionApproverAppointed: [
    '规则规定的延期审批岗位空缺,不能延期',
    'The post that grants extensions is vacant: nobody can grant one.',
  ],
  noExtensionPending: ['已有一份延期申请待批', 'An extension has been asked for already.'],
  extensionPending: ['没有待批的延期申请', 'No extension has been asked for.'],
  extensionAskedFor: ['须先提出延期申请', 'It has to be asked for first.'],
  extensionAnswersRequest: ['延期的不是申请的那个期限', 'That is not the deadline asked about.'],
  overrideIsPermitted: [
    '期限已过,须由有权岗位注明特批',
    'The deadline has passed: only a post that may override it can, and has to say so.',
  ],
  extensionApproverDecides: [
    '本次延期须由更高一级的规定岗位审批',
    'This extension is for another post to decide.',
  ],
  referralAllowed: ['该类问题不能上报请求解决', 'Such a finding cannot be referred upwards.'],
  isReferred: ['问题没有上报', 'It has not been referred upwards.'],
  notReferred: ['问题已上报,等待上级办复', 'The level above has it; it comes back from there.'],
  somethingIsOverdue: ['没有逾期的期限', 'No deadline has passed unmet.'],
  proposalPending: ['没有待处理的建议', 'Nothing that was proposed is still to be decided.'],
  promisedClockIsOverdue: [
    '该期限没有逾期,或已不在计时',
    'That deadline has not passed, or does not run any more.',
  ],
  promiseLeft: [
    '上一次承诺尚未到期,或承诺次数已用完',
    'The promise before still stands, or no further one is allowed.',
  ],
  promiserHoldsPost: [
    '只有该问题的任职人可以承诺',
    'Only somebody who holds a post on the finding may promise.',
  ],
  proposalIsOpen: ['没有这条待处理的建议', 'There is no such open proposal.'],
  requestedDayIsLater: [
    '申请的日期不晚于原期限,或已经过去',
    'The day asked for is not later than the deadline, or has passed.',
  ],
  promiseIsAhead: ['承诺的日期须晚于今天', 'The day promised must lie ahead.'],
  promiseIsNear: ['承诺的日期超出允许的天数', 'The day promised is too far off.'],
  mergeTargetIsOpen: [
    '要并入的问题不存在、已销号或就是本问题',
    'What it is merged into must be another finding, and open.',
  ],
  earlierIsClosed: ['没有这个已销号的问题', 'There is no such finding, or it has not been closed.'],
  otherFindingAgrees: [
    '相关联的问题当前不能记录这一步',
    'A finding that has to hear of it cannot take the word now.',
  ],
} as const satisfies Record<Guard, readonly [string, string]>;

export function sentenceOf(guard: Guard): string {
  return guardSentences[guard].join(' / ');
}
