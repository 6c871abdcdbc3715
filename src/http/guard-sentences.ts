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
} as const satisfies Record<Guard, readonly [string, string]>;

export function sentenceOf(guard: Guard): string {
  return guardSentences[guard].join(' / ');
}
