/** The words people see for states, events, clocks and posts: Chinese first, English beside. */
import type { FindingEventType } from '../machines/events.ts';
import type { MeasureState, MeasureStep } from '../machines/measure.ts';
import type { NoticeEvent, NoticeState } from '../machines/notice.ts';
import type { RoundState } from '../machines/round.ts';
import type { FindingStanding, Lifecycle } from '../machines/step.ts';
import type { Origin } from '../machines/origin.ts';
import type { ClockKind, Disposition, Grade, Slot } from '../machines/words.ts';
import type { CountReason } from './engine/clocks/explain.ts';
import type { DutyLedgerEvent } from './engine/duties/ports.ts';
import type { RoundLedgerEvent } from './engine/ports.ts';

export interface Term {
  readonly zh: string;
  readonly en: string;
}

const term = (zh: string, en: string): Term => ({ zh, en });

export const stateTerms: Readonly<Record<FindingStanding['state'], Term>> = {
  identified: term('已反馈', 'identified'),
  planned: term('已立方案', 'planned'),
  inProgress: term('整改中', 'in progress'),
  verified: term('已核查', 'verified'),
  closed: term('已销号', 'closed'),
};

type StagesIn<State> = State extends string ? never : State[keyof State];
/** The parts inside a state. A state without parts is its own stage. */
export type Stage = StagesIn<Lifecycle>;

export const stageTerms: Readonly<Record<Stage, Term>> = {
  open: term('待认领', 'not yet claimed'),
  claimed: term('已认领', 'claimed'),
  contested: term('异议审查中', 'contested'),
  planInReview: term('方案审核中', 'plan in review'),
  working: term('整改实施', 'being worked on'),
  inReview: term('核查中', 'in review'),
  awaitingClosure: term('待销号', 'awaiting closure'),
  publicNotice: term('公示中', 'on public notice'),
};

export const holdTerms: Readonly<Record<FindingStanding['hold'], Term>> = {
  running: term('计时中', 'running'),
  paused: term('已暂停', 'paused'),
};

export const dispositionTerms: Readonly<Record<Disposition, Term>> = {
  rectified: term('整改到位', 'rectified'),
  withdrawn: term('撤销', 'withdrawn'),
  transferred: term('移交', 'transferred'),
  merged: term('并入其他问题', 'merged into another finding'),
  accepted: term('接受风险', 'risk accepted'),
};

const eventTerms: Readonly<Record<FindingEventType | 'OPENED', Term>> = {
  OPENED: term('问题反馈', 'finding handed over'),
  CLAIM: term('认领', 'claimed'),
  ASSIGN: term('交办', 'assigned'),
  NUDGE: term('催办', 'nudged'),
  CONTEST: term('提出异议', 'contested'),
  SET_CAUSE: term('分析原因', 'root cause named'),
  ATTEST_PLAN: term('第一责任人签批方案', 'plan signed by the head'),
  ATTEST_RESULT: term('第一责任人签批结果', 'result signed by the head'),
  UPHOLD_CONTEST: term('异议成立', 'contest upheld'),
  DISMISS_CONTEST: term('异议未采纳', 'contest dismissed'),
  SET_MEASURES: term('制定措施', 'measures set'),
  SET_TARGETS: term('制定目标', 'targets set'),
  SUBMIT_PLAN: term('提交整改方案', 'plan submitted'),
  APPROVE_PLAN: term('批准整改方案', 'plan approved'),
  RETURN_PLAN: term('退回整改方案', 'plan returned'),
  START: term('启动整改', 'work started'),
  ADVANCE_MEASURE: term('推进措施', 'measure advanced'),
  ATTACH_EVIDENCE: term('提交佐证材料', 'evidence attached'),
  OBSERVE: term('登记监测值', 'observation recorded'),
  REPORT_PROGRESS: term('报告进展', 'progress reported'),
  SUBMIT: term('提请核查', 'submitted for verification'),
  APPROVE: term('核查通过', 'verification passed'),
  RETURN: term('核查退回', 'returned by verification'),
  SPOT_CHECK: term('抽查核实', 'spot check recorded'),
  WAIVE_SEPARATION: term('准许经办人核查', 'maker let check'),
  CHECK_SIMILAR: term('举一反三排查', 'similar cases looked for'),
  SET_MECHANISM: term('建章立制', 'mechanism put in place'),
  DECIDE_DISCLOSURE: term('决定公开事项', 'publication decided'),
  OPEN_PUBLIC_NOTICE: term('开始公示', 'public notice opened'),
  OBJECT: term('收到异议', 'objection received'),
  DISMISS_OBJECTION: term('异议不成立', 'objection dismissed'),
  CLOSE: term('销号', 'closed'),
  WITHDRAW: term('撤销', 'withdrawn'),
  TRANSFER: term('移交', 'transferred'),
  MERGE: term('并入其他问题', 'merged into another finding'),
  ACCEPT_RISK: term('接受风险', 'risk accepted'),
  PASS_RECHECK: term('回头看合格', 're-inspection passed'),
  RECORD_RECHECK: term('登记回头看结果', 're-inspection recorded'),
  ORDER_RECHECK: term('安排回头看', 're-inspection ordered'),
  REOPEN: term('重新挂号', 'reopened'),
  LINK_RECURRENCE: term('确认屡查屡犯', 'linked to an earlier closure'),
  PAUSE: term('暂停计时', 'paused'),
  RESUME: term('恢复计时', 'resumed'),
  REFER: term('上报请求解决', 'referred upwards'),
  COME_BACK: term('上级办复', 'come back from above'),
  REQUEST_EXTENSION: term('申请延期', 'extension asked for'),
  EXTEND: term('延期', 'deadline extended'),
  REFUSE_EXTENSION: term('不予延期', 'extension refused'),
  ACKNOWLEDGE: term('限期承诺', 'promise given'),
  DECIDE_PROPOSAL: term('处理督办建议', 'proposal decided'),
  RECLASSIFY: term('调整整改类别', 'class changed'),
  MIGRATE: term('改用新版规则', 'rules of another version'),
  CHILD_ADDED: term('增加子问题', 'part added'),
  CHILD_CLOSED: term('子问题销号', 'part closed'),
  CHILD_REOPENED: term('子问题重新挂号', 'part reopened'),
  PARENT_STRUCK_OFF: term('随主问题销号', 'struck off with its whole'),
  MERGED_FROM: term('其他问题并入', 'another finding merged into it'),
  RECURRED: term('问题再次发生', 'found again'),
  CLOCK_DUE: term('到达时限节点', 'a deadline step has come'),
  CLOCK_MOVED: term('按新日历重算期限', 'deadline counted anew by a new calendar'),
};

export const measureTerms: Readonly<Record<MeasureState, Term>> = {
  agreed: term('待实施', 'agreed'),
  inProgress: term('实施中', 'in progress'),
  done: term('已完成', 'done'),
  dropped: term('已取消', 'dropped'),
};

export const measureStepTerms: Readonly<Record<MeasureStep, Term>> = {
  START: term('开始实施', 'started'),
  COMPLETE: term('完成', 'completed'),
  REDO: term('重新实施', 'to be done again'),
  DROP: term('取消', 'dropped'),
};

export const noticeTerms: Readonly<Record<NoticeState, Term>> = {
  planned: term('待发送', 'planned'),
  claimed: term('已领取', 'claimed'),
  handingOver: term('投递中', 'being handed over'),
  sent: term('已送出', 'sent'),
  failed: term('发送失败', 'failed'),
  unknown: term('结果不明', 'outcome unknown'),
  suppressed: term('不再发送', 'no longer to be sent'),
};

export const noticeEventTerms: Readonly<Record<NoticeEvent['type'], Term>> = {
  CLAIM: term('领取', 'claimed'),
  HAND_OVER: term('开始投递', 'hand-over begun'),
  DELIVER: term('渠道已接收', 'taken by the channel'),
  DEFER: term('暂缓', 'put off'),
  REFUSE: term('拒收', 'refused'),
  LOSE_TRACK: term('失去回音', 'lost track of'),
  HOLD_BACK: term('暂缓发送', 'held back'),
  CONFIRM: term('确认已收到', 'confirmed'),
  LAPSE: term('领取失效', 'claim lapsed'),
  BOUNCE: term('被退回', 'bounced'),
  SUPPRESS: term('不再需要', 'no longer needed'),
  RESEND: term('决定重发', 'to be sent again'),
};

const clockTerms: Readonly<Record<ClockKind, Term>> = {
  plan: term('整改方案期限', 'plan deadline'),
  execute: term('整改执行期限', 'rectification deadline'),
  verify: term('核查期限', 'checking deadline'),
  notice: term('公示期限', 'end of the public notice'),
  report: term('进展报告期限', 'progress report deadline'),
  recheck: term('回头看期限', 're-inspection date'),
  pause: term('暂停期限', 'end of the pause'),
  referral: term('上级办理期限', 'deadline of the level above'),
};

/** Why a day counts towards a deadline, or does not. */
export const countReasonTerms: Readonly<Record<CountReason, Term>> = {
  firstDay: term('开始的当日不计入(民法典第二百零一条)', 'the day it begins on is not counted'),
  anyDay: term('自然日', 'calendar day'),
  weekday: term('工作日', 'weekday'),
  weekend: term('休息日', 'weekend'),
  holiday: term('法定节假日', 'public holiday'),
  makeUpWorkday: term('调休上班', 'make-up working day'),
  organisationHoliday: term('本单位休息日', 'day off of the organisation'),
  organisationWorkday: term('本单位工作日', 'working day of the organisation'),
  held: term('暂停,不计入', 'the clock stood still'),
  rolledPast: term(
    '最后一日非工作日,顺延(民法典第二百零三条)',
    'no working day: the last day moves on',
  ),
  rolledTo: term('顺延至此', 'the last day moves here'),
  rolledBack: term('最后一日非工作日,提前', 'no working day: the last day moves back'),
};

export const slotTerms: Readonly<Record<Slot, Term>> = {
  actionOwner: term('责任人', 'case officer'),
  leadOfficial: term('责任领导', 'lead official'),
  accountableExecutive: term('第一责任人', 'first responsible person'),
  verifier: term('核查人', 'verifier'),
  steeringGroup: term('整改工作领导小组', 'steering group'),
  caseSponsor: term('包案领导', 'case sponsor'),
  supportingUnit: term('配合单位', 'supporting unit'),
  higherLevel: term('上级承办单位', 'level above'),
};

export const gradeTerms: Readonly<Record<Grade, Term>> = {
  ordinary: term('一般', 'ordinary'),
  serious: term('较重', 'serious'),
  major: term('严重', 'major'),
};

export const originTerms: Readonly<Record<Origin['kind'], Term>> = {
  feedback: term('反馈问题', 'feedback'),
  petition: term('信访件', 'petition'),
  immediateNotice: term('立行立改', 'to be put right at once'),
  checklist: term('清单排查', 'checklist'),
  selfCheck: term('自查发现', 'self-check'),
};

export const roundTerms: Readonly<Record<RoundState, Term>> = {
  prepared: term('筹备中', 'being prepared'),
  concentrated: term('集中整改期', 'concentrated period'),
  followOn: term('持续整改', 'follow-on phase'),
  concluded: term('已办结', 'concluded'),
};

const roundEventTerms: Readonly<Record<RoundLedgerEvent['type'], Term>> = {
  ROUND_OPENED: term('建立轮次', 'round opened'),
  GIVE_FEEDBACK: term('反馈巡察意见', 'feedback given'),
  BEGIN_FOLLOW_ON: term('转入持续整改', 'follow-on phase begun'),
  SUBMIT_REPORT: term('报送整改情况报告', 'report submitted'),
  CONCLUDE: term('轮次办结', 'round concluded'),
};

const dutyEventTerms: Readonly<Record<DutyLedgerEvent['type'], Term>> = {
  DUTY_OPENED: term('建立长期坚持事项', 'duty opened'),
  SLOTS_DUE: term('任务到期', 'tasks have come up'),
  TASK_DONE: term('登记完成', 'task done'),
  TASK_WAIVED: term('免除任务', 'task waived'),
  ASSIGN: term('交办', 'assigned'),
  END: term('终止', 'ended'),
};

/** What happened, to a finding, to a round or to a duty. */
export function eventTerm(type: string): Term {
  return (
    found(eventTerms, type) ??
    found(roundEventTerms, type) ??
    found(dutyEventTerms, type) ??
    term(type, type)
  );
}

/** What a clock times; a kind of a later version is called a deadline. */
export function clockTerm(kind: string): Term {
  return found(clockTerms, kind) ?? term('期限', 'deadline');
}

/** State and stage together, e.g. 整改中(核查中). Words of a later version stand for themselves. */
export function standingTerm(state: string, stage: string): Term {
  const outer = found(stateTerms, state) ?? term(state, state);
  const inner = found(stageTerms, stage);
  if (inner === undefined || stage === state) return outer;
  return term(`${outer.zh}(${inner.zh})`, `${outer.en} (${inner.en})`);
}

function found(terms: Readonly<Record<string, Term>>, key: string): Term | undefined {
  return Object.hasOwn(terms, key) ? terms[key] : undefined;
}
