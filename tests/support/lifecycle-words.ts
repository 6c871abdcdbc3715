/** What people call the states, events and conditions of the machines. A name without words does not compile. */
import type { FindingEventType } from '../../machines/events.ts';
import type { GuardName } from '../../machines/finding-guards.ts';
import type { MeasureState, MeasureStep } from '../../machines/measure.ts';
import type { NoticeEvent, NoticeState } from '../../machines/notice.ts';
import type { RoundCommand, RoundGuardName, RoundState } from '../../machines/round.ts';
import type { FindingSnapshot, FindingStanding, Lifecycle } from '../../machines/step.ts';
import type { Disposition } from '../../machines/words.ts';

type StagesIn<State> = State extends string ? State : State[keyof State];
export type Stage = StagesIn<Lifecycle>;

/** The Chinese name, and what it means in a sentence. */
export type Words = readonly [name: string, meaning: string];

export const stateWords: Readonly<Record<FindingStanding['state'], Words>> = {
  identified: ['已反馈', 'Handed over by the inspecting body; the plan is being drawn up.'],
  planned: ['已立方案', 'The plan has been approved; work has not begun.'],
  inProgress: ['整改中', 'The measures are being carried out, or their result is being checked.'],
  verified: ['已核查', 'Every level of verification has approved; closing is left.'],
  closed: ['已销号', 'Off the ledger, with a disposition.'],
};

export const stageWords: Readonly<Record<Stage, Words>> = {
  open: ['待认领', 'Nobody has taken it on yet.'],
  claimed: ['已认领', 'A unit has taken it on and draws up the plan.'],
  contested: ['异议待核', 'The unit says that the finding is wrong; a checker decides.'],
  planInReview: ['方案待审', 'The plan waits for approval.'],
  planned: ['已立方案', 'The plan stands; work may start.'],
  working: ['实施整改', 'Measures are carried out and evidence is collected.'],
  inReview: ['核查中', 'The result waits for the next level of verification.'],
  awaitingClosure: ['待销号', 'Verified; the conditions of closing are being met.'],
  publicNotice: ['公示中', 'The result is on public notice; objections may come in.'],
  closed: ['已销号', 'Nothing is owed any more, but for a recheck or a standing duty.'],
};

export const holdWords: Readonly<Record<FindingSnapshot['value']['hold'], Words>> = {
  running: ['计时中', 'Clocks run as they should.'],
  paused: ['已暂停', 'Every running clock is held with its exact remainder.'],
};

export const dispositionWords: Readonly<Record<Disposition, Words>> = {
  rectified: ['整改到位', 'Closed after verification.'],
  withdrawn: ['撤回', 'Withdrawn, or a contest was upheld.'],
  transferred: ['移交', 'Handed to another body.'],
  merged: ['并案', 'Goes on inside another finding.'],
  accepted: ['接受风险', 'The risk is accepted until a day, where the rule set allows it.'],
};

export const eventWords: Readonly<Record<FindingEventType, string>> = {
  CLAIM: '认领',
  ASSIGN: '指派',
  CONTEST: '提出异议',
  UPHOLD_CONTEST: '采纳异议',
  DISMISS_CONTEST: '驳回异议',
  SET_MEASURES: '拟定措施',
  SUBMIT_PLAN: '报送方案',
  APPROVE_PLAN: '审定方案',
  RETURN_PLAN: '退回方案',
  START: '启动整改',
  ADVANCE_MEASURE: '推进措施',
  ATTACH_EVIDENCE: '上传佐证',
  SUBMIT: '报请核查',
  APPROVE: '核查通过',
  RETURN: '退回整改',
  OPEN_PUBLIC_NOTICE: '开始公示',
  OBJECT: '收到公示异议',
  DISMISS_OBJECTION: '公示异议不成立',
  CLOSE: '销号',
  WITHDRAW: '撤回',
  TRANSFER: '移交',
  MERGE: '并案',
  ACCEPT_RISK: '接受风险',
  REOPEN: '重启整改',
  PAUSE: '暂停计时',
  RESUME: '恢复计时',
  CLOCK_DUE: '时限触发',
};

export const guardWords: Readonly<Record<GuardName, string>> = {
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
    'Every measure done shows evidence of this cycle: at least one piece, and one of every kind its plan names.',
  planCheckerAppointed: 'Somebody is appointed as verifier.',
  checkersAppointed:
    'There is at least one level of verification, and somebody is appointed at every level.',
  lastLevel: 'This is the last level of verification. It only decides how far an approval leads.',
  noticeNotServed: 'The public notice has not been served yet.',
  noticeServedIfRequired: 'The public notice has been served, where the rule set asks for one.',
  noOpenObjection: 'No objection is open.',
  riskAcceptanceAllowed: 'The rule set allows a risk to be accepted.',
  checkerIsPerson: 'A person gives the event, for themselves or as a delegate; no rule, no import.',
  checkerIsNotMaker:
    'Whoever gives the event, and whoever they act for, had no hand in the work of this cycle; nor had their unit.',
  checkerIsNewToReview: 'None of them has approved another level of this review.',
  measureTakesStep: 'The measure exists, and can take the step as it stands.',
  measureKnown: 'The measure exists.',
  evidenceIsNew: 'The piece of evidence has not been attached before.',
  objectionIsNew: 'The objection has not been entered before.',
  objectionIsOpen: 'The objection has been entered, and is open.',
  clockIsRunning:
    'The clock is of that kind, and running: not held, stopped or replaced meanwhile.',
  noticeWindowRanOut:
    'The clock is that of the public notice, and its due instant has passed. It only decides where the event leads.',
};

export const measureWords: Readonly<Record<MeasureState, Words>> = {
  agreed: ['待实施', 'Agreed in the plan; nothing done yet.'],
  inProgress: ['实施中', 'Being carried out.'],
  done: ['已完成', 'Carried out.'],
  dropped: ['已取消', 'Not to be carried out any more.'],
};
export const measureStepWords: Readonly<Record<MeasureStep, string>> = {
  START: '开始',
  COMPLETE: '完成',
  REDO: '重做',
  DROP: '取消',
};

export const noticeWords: Readonly<Record<NoticeState, Words>> = {
  planned: ['待发', 'Owed; no worker has it.'],
  claimed: ['已领取', 'One worker has it for the length of its lease.'],
  handingOver: ['投递中', 'The worker is talking to the channel.'],
  sent: ['已送出', 'The channel has taken it.'],
  failed: ['失败', 'Refused for good, or put off too often.'],
  unknown: ['结果不明', 'It may or may not have been taken; it is never sent again by itself.'],
  suppressed: ['不再发送', 'What it would say is no longer true.'],
};
export const noticeEventWords: Readonly<Record<NoticeEvent['type'], string>> = {
  CLAIM: '领取',
  HAND_OVER: '开始投递',
  DELIVER: '送达渠道',
  DEFER: '暂缓',
  REFUSE: '拒收',
  LOSE_TRACK: '失去回音',
  LAPSE: '租约到期',
  SUPPRESS: '不再需要',
  RESEND: '决定重发',
};

export const roundWords: Readonly<Record<RoundState, Words>> = {
  prepared: ['筹备中', 'Findings are being collected; none has been handed over.'],
  concentrated: ['集中整改', 'The concentrated period after feedback.'],
  followOn: ['持续整改', 'What was left goes on.'],
  concluded: ['已办结', 'The report is in, and nothing is open.'],
};
export const roundCommandWords: Readonly<Record<RoundCommand['type'], string>> = {
  GIVE_FEEDBACK: '反馈',
  BEGIN_FOLLOW_ON: '转入持续整改',
  SUBMIT_REPORT: '报送整改情况报告',
  CONCLUDE: '办结',
};

/** Conditions of the smaller machines. */
export const otherGuardWords: Readonly<
  Record<RoundGuardName | 'fenceHolds' | 'attemptsLeft', string>
> = {
  fenceHolds: 'The worker’s fence is that of the latest claim.',
  attemptsLeft: 'The notice may be tried again.',
  reportSubmitted: 'The rectification report has been submitted.',
  noOpenFindings: 'No finding of the round is open.',
};
