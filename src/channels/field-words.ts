/** The field's words for clocks, states and events, as mails say them: Chinese first, English beside it. */
import type { FindingEventType } from '../../machines/events.ts';
import type { FindingStanding } from '../../machines/step.ts';
import type { ClockKind } from '../../machines/words.ts';

/** The same in both languages. */
export interface Words {
  readonly zh: string;
  readonly en: string;
}

const clocks: Readonly<Record<ClockKind, Words>> = {
  plan: { zh: '整改方案期限', en: 'plan deadline' },
  execute: { zh: '整改执行期限', en: 'rectification deadline' },
  verify: { zh: '核查期限', en: 'checking deadline' },
  notice: { zh: '公示期限', en: 'end of the public notice' },
  report: { zh: '整改报告期限', en: 'report deadline' },
  recheck: { zh: '回头看期限', en: 're-inspection date' },
};

const states: Readonly<Record<FindingStanding['state'], Words>> = {
  identified: { zh: '已反馈', en: 'identified' },
  planned: { zh: '已立方案', en: 'planned' },
  inProgress: { zh: '整改中', en: 'in progress' },
  verified: { zh: '已核查', en: 'verified' },
  closed: { zh: '已销号', en: 'closed' },
};

const stages: Readonly<Record<string, Words>> = {
  open: { zh: '待认领', en: 'not yet claimed' },
  claimed: { zh: '已认领', en: 'claimed' },
  contested: { zh: '异议审查中', en: 'contested' },
  planInReview: { zh: '方案审核中', en: 'plan in review' },
  working: { zh: '整改实施', en: 'being worked on' },
  inReview: { zh: '核查中', en: 'in review' },
  awaitingClosure: { zh: '待销号', en: 'awaiting closure' },
  publicNotice: { zh: '公示中', en: 'on public notice' },
};

const events: Readonly<Record<FindingEventType | 'OPENED', Words>> = {
  OPENED: { zh: '问题反馈', en: 'finding handed over' },
  CLAIM: { zh: '认领', en: 'claimed' },
  ASSIGN: { zh: '交办', en: 'assigned' },
  CONTEST: { zh: '提出异议', en: 'contested' },
  UPHOLD_CONTEST: { zh: '异议成立', en: 'contest upheld' },
  DISMISS_CONTEST: { zh: '异议未采纳', en: 'contest dismissed' },
  SET_MEASURES: { zh: '制定措施', en: 'measures set' },
  SUBMIT_PLAN: { zh: '提交整改方案', en: 'plan submitted' },
  APPROVE_PLAN: { zh: '批准整改方案', en: 'plan approved' },
  RETURN_PLAN: { zh: '退回整改方案', en: 'plan returned' },
  START: { zh: '启动整改', en: 'work started' },
  ADVANCE_MEASURE: { zh: '推进措施', en: 'measure advanced' },
  ATTACH_EVIDENCE: { zh: '提交佐证材料', en: 'evidence attached' },
  SUBMIT: { zh: '提请核查', en: 'submitted for verification' },
  APPROVE: { zh: '核查通过', en: 'verification passed' },
  RETURN: { zh: '核查退回', en: 'returned by verification' },
  OPEN_PUBLIC_NOTICE: { zh: '开始公示', en: 'public notice opened' },
  OBJECT: { zh: '收到异议', en: 'objection received' },
  DISMISS_OBJECTION: { zh: '异议不成立', en: 'objection dismissed' },
  CLOSE: { zh: '销号', en: 'closed' },
  WITHDRAW: { zh: '撤销', en: 'withdrawn' },
  TRANSFER: { zh: '移交', en: 'transferred' },
  MERGE: { zh: '并入其他问题', en: 'merged into another finding' },
  ACCEPT_RISK: { zh: '接受风险', en: 'risk accepted' },
  REOPEN: { zh: '重新挂号', en: 'reopened' },
  PAUSE: { zh: '暂停计时', en: 'paused' },
  RESUME: { zh: '恢复计时', en: 'resumed' },
  CLOCK_DUE: { zh: '到达时限节点', en: 'a deadline step has come' },
};

/** What the clock times; a kind of a later version is called a deadline. */
export function clockWords(kind: string): Words {
  return lookUp(clocks, kind) ?? { zh: '期限', en: 'deadline' };
}

/** State and stage, e.g. 整改中(核查中). */
export function standingWords(state: string, stage: string): Words {
  const outer = lookUp(states, state) ?? { zh: state, en: state };
  const inner = stage === state ? undefined : lookUp(stages, stage);
  if (inner === undefined) return outer;
  return { zh: `${outer.zh}(${inner.zh})`, en: `${outer.en} (${inner.en})` };
}

export function eventWords(type: string): Words {
  return lookUp(events, type) ?? { zh: type, en: type };
}

/** What whoever is charged with this clock has to do, given where the finding stands. */
export function todoWords(kind: string, stage: string): Words {
  return (
    lookUp(kind === 'verify' ? checks : duties, kind === 'verify' ? stage : kind) ?? {
      zh: '请登录整改台账查看并办理。',
      en: 'Please see to it in the ledger.',
    }
  );
}

const duties: Readonly<Record<string, Words>> = {
  plan: {
    zh: '请拟定整改方案,逐项明确措施、责任单位、责任人、完成时限和验收标准,并提交审核。',
    en: 'Please draw up the plan (measures, unit, person, date, acceptance criterion) and submit it.',
  },
  execute: {
    zh: '请落实各项整改措施,上传佐证材料,并提请核查。',
    en: 'Please carry out the measures, attach the evidence and submit for verification.',
  },
  report: {
    zh: '请按要求报送整改进展情况报告。',
    en: 'Please hand in the rectification report.',
  },
  notice: {
    zh: '请留意公示期间收到的意见,并逐条办理。',
    en: 'Please watch for objections and answer each of them.',
  },
  recheck: {
    zh: '请对已销号问题开展回头看,核实成效是否保持、问题是否反弹,并记录结论。',
    en: 'Please re-inspect the closed finding, see whether the result has held, and record it.',
  },
};

const checks: Readonly<Record<string, Words>> = {
  contested: {
    zh: '请审查异议理由,作出采纳或不采纳的决定并说明理由。',
    en: 'Please examine the contest and uphold or dismiss it, with a reason.',
  },
  planInReview: {
    zh: '请审核整改方案,作出批准或退回的决定。',
    en: 'Please review the plan and approve or return it.',
  },
  inReview: {
    zh: '请对照验收标准核查佐证材料和整改成效,作出通过或退回的决定。',
    en: 'Please check evidence and effect against the acceptance criteria; approve or return it.',
  },
  awaitingClosure: {
    zh: '请确认销号条件,办理公示或销号。',
    en: 'Please check the close-out conditions, then open the public notice or close the finding.',
  },
};

function lookUp(table: Readonly<Record<string, Words>>, key: string): Words | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
