/** One finding at a school, the people around it, and what may happen to it: where tests of the rules begin. */
import type { z } from 'zod';
import type { Actor } from '../../../machines/actor.ts';
import {
  findingEventSchema,
  type FindingEvent,
  type FindingEventType,
  type Rung,
} from '../../../machines/events.ts';
import type { Evidence } from '../../../machines/evidence.ts';
import type { FindingInput, Given } from '../../../machines/finding-context.ts';
import type { Gates } from '../../../machines/gates.ts';
import { linkedEventSchema } from '../../../machines/linked-events.ts';
import type { MeasurePlan } from '../../../machines/measure.ts';
import type { OtherFinding } from '../../../machines/origin.ts';
import { aTarget, printingCut } from './target-cases.ts';

export function person(id: string, unit: string | null = null): Actor {
  return { kind: 'person', id, unit };
}

/** Works on the finding. */
export const owner = person('chen', 'school');
/** Check it, at the first level and at the second; neither shares a unit with the owner. */
export const inspector = person('wang', 'inspectorate');
export const seniorInspector = person('zhao', 'discipline-office');
export const policyRule: Actor = { kind: 'system', rule: 'overdue-sweep' };
/** Brings word of another finding. */
export const linkedRule: Actor = { kind: 'system', rule: 'linked-finding' };
export const oldLedger: Actor = { kind: 'import', document: 'ledger-2023.xlsx' };

/** Epoch milliseconds: when tests let things happen, and the due instant of the clocks they report. */
export const noon = Date.UTC(2024, 2, 11, 4);
export const dueAt = noon + 1_000_000;
export const aDay = 86_400_000;

export interface Setup extends Partial<Omit<FindingInput, 'gates'>> {
  readonly gates?: Partial<Gates>;
  /** What the plan says, where the way to the stage leads through a plan. */
  readonly plan?: readonly MeasurePlan[];
}

/** Two levels of verification, everyone appointed, no public notice, risk may be accepted, one extension. */
export function anInput({ gates, plan: _plan, ...given }: Setup = {}): FindingInput {
  return {
    class: 'phased',
    responsibleUnit: 'school',
    slots: {
      actionOwner: 'chen',
      leadOfficial: 'lin',
      accountableExecutive: 'xu',
      verifier: 'wang',
      steeringGroup: 'group',
    },
    measures: [],
    targets: [],
    gates: {
      fiveAssurances: false,
      planMayBeSkipped: false,
      verificationLevels: ['verifier', 'steeringGroup'],
      publicNotice: false,
      recheck: true,
      riskAcceptance: true,
      progressReports: false,
      extensionsMax: 1,
      reopening: { rule: 'fresh' },
      ...gates,
    },
    ...given,
  };
}

export function aMeasure(no: number, given: Partial<MeasurePlan> = {}): MeasurePlan {
  return {
    no,
    text: '修订采购管理办法',
    unit: 'school',
    person: 'chen',
    dueDate: '2024-06-30',
    acceptanceCriterion: '办法已印发并公开',
    evidenceKinds: ['document'],
    funding: null,
    contingencyPlan: null,
    ...given,
  };
}
export const wholePlan: readonly MeasurePlan[] = [
  aMeasure(1),
  aMeasure(2, { dueDate: '2024-09-30', evidenceKinds: ['photo'] }),
];

export function aPiece(id: string, given: Partial<Evidence> = {}): Evidence {
  return {
    id,
    kind: 'document',
    name: '采购管理办法.pdf',
    sha256: 'a'.repeat(64),
    bytes: 48_000,
    ...given,
  };
}

/** The event as it is written down, checked and given by somebody. */
export function give(
  event: z.input<typeof findingEventSchema>,
  by: Actor = owner,
  at = noon,
): Given {
  return { ...findingEventSchema.parse(event), by, at };
}

export function aRung(rung: string, at: number, given: Partial<Rung> = {}): Rung {
  return { rung, at, template: `${rung}-notice`, to: ['actionOwner'], ...given };
}
/** Rungs before and at the due instant of a clock that tests report. */
export const early = aRung('early', dueAt - 1);
export const late = aRung('late', dueAt);

/** Every measure carried out, with the evidence its plan names. */
export function workOn(plan: readonly MeasurePlan[], cycle = 1): readonly Given[] {
  return plan.flatMap(({ no, evidenceKinds }) => [
    give({ type: 'ADVANCE_MEASURE', no, step: 'COMPLETE' }),
    ...evidenceKinds.map((kind) =>
      give({
        type: 'ATTACH_EVIDENCE',
        measureNo: no,
        evidence: aPiece(`e-${cycle}-${no}-${kind}`, { kind }),
      }),
    ),
  ]);
}

/** What was measured of target 1. */
export function observe(value: number, by: Actor = owner, on = '2024-03-11'): Given {
  return give({ type: 'OBSERVE', observation: { targetNo: 1, on, value } }, by);
}

export const submit = give({ type: 'SUBMIT' });
export const approvals = [
  give({ type: 'APPROVE' }, inspector),
  give({ type: 'APPROVE' }, seniorInspector),
];
export const close = give({ type: 'CLOSE' }, inspector);
export const reopen = give(
  { type: 'REOPEN', reasonCode: 'relapse', reason: '问题反弹' },
  inspector,
);

/** The other class of the rule set asks for just the same, unless said otherwise. */
export function reclassified(gates: Partial<Gates> = {}, by: Actor = inspector): Given {
  return { ...sampleEvents.RECLASSIFY, gates: anInput({ gates }).gates, by, at: noon };
}

/** Another version of the rules asks for just the same, unless said otherwise. */
export function migrated(gates: Partial<Gates> = {}, by: Actor = inspector): Given {
  return { ...sampleEvents.MIGRATE, gates: anInput({ gates }).gates, by, at: noon };
}

/** A part of the finding, the finding it is a part of, and two that have to do with it otherwise. */
export const [part, whole, merged, seenAgain] = (['1', '2', '3', '4'] as const).map((digit) => ({
  id: `00000000-0000-4000-8000-00000000000${digit}`,
  number: `XC-2024-03-00${digit}`,
})) as unknown as readonly [OtherFinding, OtherFinding, OtherFinding, OtherFinding];

/** One ordinary event of each type, with what the engine adds to it; a type without one does not compile. */
export const sampleEvents: { readonly [T in FindingEventType]: FindingEvent & { type: T } } = {
  CLAIM: { type: 'CLAIM' },
  ASSIGN: { type: 'ASSIGN', slots: { leadOfficial: 'sun' } },
  NUDGE: { type: 'NUDGE', to: ['actionOwner'], note: '请本周内报送进展' },
  CONTEST: { type: 'CONTEST', reason: '情况不属实' },
  UPHOLD_CONTEST: { type: 'UPHOLD_CONTEST', reason: '异议成立' },
  DISMISS_CONTEST: { type: 'DISMISS_CONTEST', reason: '异议不成立' },
  SET_MEASURES: { type: 'SET_MEASURES', measures: [...wholePlan] },
  SET_TARGETS: { type: 'SET_TARGETS', targets: [printingCut, aTarget({ no: 2 })] },
  SET_CAUSE: { type: 'SET_CAUSE', category: 'execution', text: '制度执行不到位' },
  SUBMIT_PLAN: { type: 'SUBMIT_PLAN' },
  ATTEST_PLAN: { type: 'ATTEST_PLAN', holds: ['accountableExecutive'] },
  APPROVE_PLAN: { type: 'APPROVE_PLAN', note: '同意' },
  RETURN_PLAN: { type: 'RETURN_PLAN', reason: '措施不具体' },
  START: { type: 'START' },
  ADVANCE_MEASURE: { type: 'ADVANCE_MEASURE', no: 1, step: 'START' },
  ATTACH_EVIDENCE: { type: 'ATTACH_EVIDENCE', measureNo: 1, evidence: aPiece('e-new') },
  OBSERVE: {
    type: 'OBSERVE',
    observation: { targetNo: 1, on: '2024-03-11', value: 16, evidenceId: null },
  },
  REPORT_PROGRESS: { type: 'REPORT_PROGRESS', text: '已完成修订初稿' },
  ATTEST_RESULT: { type: 'ATTEST_RESULT', holds: ['accountableExecutive'] },
  SUBMIT: { type: 'SUBMIT' },
  APPROVE: { type: 'APPROVE' },
  RETURN: { type: 'RETURN', reasonCode: 'ineffective', reason: '成效不明显' },
  SPOT_CHECK: {
    type: 'SPOT_CHECK',
    measureNo: 1,
    method: 'onSite',
    result: 'confirmed',
    note: '现场核实无误',
  },
  WAIVE_SEPARATION: {
    type: 'WAIVE_SEPARATION',
    checker: 'chen',
    reason: '单位仅有一名核查人员',
    holds: ['accountableExecutive'],
  },
  CHECK_SIMILAR: { type: 'CHECK_SIMILAR', scope: '全校各处室', found: 0 },
  SET_MECHANISM: { type: 'SET_MECHANISM', text: '采购逐级审批制度', evidenceId: null },
  DECIDE_DISCLOSURE: { type: 'DECIDE_DISCLOSURE', channel: 'internal', decision: 'publish' },
  OPEN_PUBLIC_NOTICE: { type: 'OPEN_PUBLIC_NOTICE' },
  OBJECT: { type: 'OBJECT', objectionId: 'o-1', reason: '与事实不符' },
  DISMISS_OBJECTION: { type: 'DISMISS_OBJECTION', objectionId: 'o-1', reason: '经核查不成立' },
  CLOSE: { type: 'CLOSE', sustained: false },
  WITHDRAW: { type: 'WITHDRAW', reason: '重复登记' },
  TRANSFER: { type: 'TRANSFER', to: 'health-bureau', reason: '职责不在本单位' },
  MERGE: { type: 'MERGE', into: 'XC-2024-03-001', reason: '同一事项' },
  ACCEPT_RISK: { type: 'ACCEPT_RISK', until: '2025-12-31', reason: '暂不具备条件' },
  PASS_RECHECK: { type: 'PASS_RECHECK', note: '成效保持良好' },
  RECORD_RECHECK: { type: 'RECORD_RECHECK', result: 'held', note: '未反弹' },
  ORDER_RECHECK: { type: 'ORDER_RECHECK', reason: '群众有新反映' },
  LINK_RECURRENCE: {
    type: 'LINK_RECURRENCE',
    earlier: seenAgain.number,
    closedBefore: seenAgain,
  },
  REOPEN: { type: 'REOPEN', reasonCode: 'relapse', reason: '问题反弹' },
  REQUEST_EXTENSION: {
    type: 'REQUEST_EXTENSION',
    clock: 'execute',
    until: '2024-10-31',
    reasonCode: 'procurement',
    reason: '设备采购须重新招标',
    evidenceIds: [],
  },
  EXTEND: {
    type: 'EXTEND',
    clock: 'execute',
    extension: { rule: 'remainder', days: 30 },
    reason: '设备采购须重新招标',
  },
  REFUSE_EXTENSION: { type: 'REFUSE_EXTENSION', reason: '理由不充分' },
  ACKNOWLEDGE: {
    type: 'ACKNOWLEDGE',
    clockNo: 3,
    promisedOn: '2024-10-08',
    holds: ['actionOwner'],
  },
  DECIDE_PROPOSAL: { type: 'DECIDE_PROPOSAL', no: 1, decision: 'carryOut', reason: '同意约谈' },
  PAUSE: { type: 'PAUSE', reason: '等待上级批复' },
  RESUME: { type: 'RESUME' },
  REFER: { type: 'REFER', to: 'district-office', reason: '须区级统筹' },
  COME_BACK: { type: 'COME_BACK', outcome: 'solved', reason: '已协调解决' },
  RECLASSIFY: {
    type: 'RECLASSIFY',
    class: 'continuing',
    reason: '需分年度落实',
    gates: anInput().gates,
  },
  CHILD_ADDED: { type: 'CHILD_ADDED', child: part, mode: 'follows' },
  CHILD_CLOSED: { type: 'CHILD_CLOSED', child: part, disposition: 'rectified' },
  CHILD_REOPENED: { type: 'CHILD_REOPENED', child: part },
  PARENT_STRUCK_OFF: { type: 'PARENT_STRUCK_OFF', parent: whole, disposition: 'withdrawn' },
  MERGED_FROM: { type: 'MERGED_FROM', other: merged },
  RECURRED: { type: 'RECURRED', later: seenAgain },
  MIGRATE: {
    type: 'MIGRATE',
    batch: '00000000-0000-4000-8000-0000000000ff',
    policy: { id: 'cn-inspection', version: 4 },
    gates: anInput().gates,
    reason: '规则已修订',
  },
  CLOCK_DUE: {
    type: 'CLOCK_DUE',
    clockNo: 1,
    clock: 'plan',
    mode: 'enforcing',
    dueAt,
    rungs: [late],
  },
  CLOCK_MOVED: {
    type: 'CLOCK_MOVED',
    clockNo: 1,
    clock: 'plan',
    from: { dueAt, provisional: true },
    to: { dueAt: dueAt + aDay, provisional: false },
    calendar: 'cn-2025',
    approval: null,
  },
};
export const linkedTypes: ReadonlySet<string> = new Set(
  linkedEventSchema.options.map(({ shape }) => shape.type.value),
);
export const eventTypes = Object.keys(sampleEvents) as readonly FindingEventType[];

/** The ordinary event of that type, given by an inspector or, where it is word of another finding, by the engine. */
export function sample(type: FindingEventType): Given {
  const by = linkedTypes.has(type) ? linkedRule : inspector;
  return { ...sampleEvents[type], by, at: noon };
}
