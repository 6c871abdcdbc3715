/** What the OpenAPI document says about each command besides its name: its meaning, and a sample. */
import type { z } from 'zod';
import { commandSchema, type FindingCommandInput } from '../../machines/events.ts';
import { eventTerm } from '../glossary.ts';
import { apiRegistry } from './api-registry.ts';
import { closingNotes } from './closing-notes.ts';
import type { CommandNotes, CommandType } from './command-note.ts';
import { timeNotes } from './time-notes.ts';

const sampleMeasure = {
  no: 1,
  text: '修订采购管理办法,明确分散采购的审批权限',
  unit: 'finance-office',
  person: 'zhang-wei',
  dueDate: '2024-06-30',
  acceptanceCriterion: '新办法经党委会审议通过并印发',
  evidenceKinds: ['document'],
} satisfies Extract<FindingCommandInput, { type: 'SET_MEASURES' }>['measures'][number];

const sampleTarget = {
  no: 1,
  name: '公务接待费较上年度压减比例',
  unit: '%',
  baseline: 0,
  comparator: 'atLeast',
  value: 20,
  upTo: null,
  dueDate: '2024-12-31',
  milestones: [{ date: '2024-06-30', value: 10 }],
  curve: 'steps',
} satisfies Extract<FindingCommandInput, { type: 'SET_TARGETS' }>['targets'][number];

const sampleEvidence = {
  id: 'ev-2024-0017',
  kind: 'document',
  name: '采购管理办法(2024年修订).pdf',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  bytes: 482_133,
} satisfies Extract<FindingCommandInput, { type: 'ATTACH_EVIDENCE' }>['evidence'];

export const commandNotes: CommandNotes<CommandType> = {
  CLAIM: [
    '责任单位接收问题,可同时落实责任单位和责任人',
    'The unit takes the finding on, and may fill its slots.',
    {
      type: 'CLAIM',
      responsibleUnit: 'finance-office',
      slots: { actionOwner: 'zhang-wei', verifier: 'li-na' },
    },
  ],
  ASSIGN: [
    '变更责任单位或各责任岗位',
    'Changes the responsible unit or who fills the slots.',
    { type: 'ASSIGN', slots: { leadOfficial: 'wang-fang' } },
  ],
  NUDGE: [
    '向所列岗位的任职人发出催办,每个岗位二十四小时内一次;谁催办的留存在案',
    'Asks the holders of the posts named to see to it, once in 24 hours each; who did so stays on record.',
    { type: 'NUDGE', to: ['actionOwner'], note: '请本周内报送进展' },
  ],
  CONTEST: [
    '认为问题不属实或不属本单位',
    'The unit contests the finding.',
    { type: 'CONTEST', reason: '该项目由基建处组织实施,不属本单位职责' },
  ],
  UPHOLD_CONTEST: [
    '问题随之撤销',
    'The contest is upheld: the finding is withdrawn.',
    { type: 'UPHOLD_CONTEST', reason: '经核实,责任单位认定有误' },
  ],
  DISMISS_CONTEST: [
    '问题退回认领前',
    'The contest is dismissed.',
    { type: 'DISMISS_CONTEST', reason: '职责分工文件载明由该单位牵头' },
  ],
  SET_MEASURES: [
    '写明整改措施全表;本轮整改中此前提交的佐证材料不计入新的措施',
    'Sets the whole list of measures. Evidence attached before in this cycle does not count for them.',
    { type: 'SET_MEASURES', measures: [sampleMeasure] },
  ],
  SET_TARGETS: [
    '写明量化目标全表:基数、比较方式、目标值、单位、时限和年度节点;本轮整改中此前登记的监测值不计入新的目标',
    'Sets the whole list of quantitative targets. Observations made before in this cycle do not count for them.',
    { type: 'SET_TARGETS', targets: [sampleTarget] },
  ],
  SUBMIT_PLAN: [
    'reportEvery 写明多久报告一次进展',
    'Submits the plan for approval; `reportEvery` says how often progress will be reported.',
    { type: 'SUBMIT_PLAN', note: '方案已经部门会议讨论', reportEvery: { days: 30, unit: 'day' } },
  ],
  SET_CAUSE: [
    '写明原因类别和根本原因',
    'Names the root cause and its category.',
    { type: 'SET_CAUSE', category: 'rules', text: '分散采购没有审批规定,长期凭口头同意' },
  ],
  ATTEST_PLAN: [
    '为方案的真实性签字背书,方案改动或退回后须重新签署',
    'The first responsible person signs for the plan; changed or sent back, it is signed anew.',
    { type: 'ATTEST_PLAN', note: '已主持专题会议研究' },
  ],
  APPROVE_PLAN: ['', 'Approves the plan.', { type: 'APPROVE_PLAN' }],
  RETURN_PLAN: [
    'criteria 写明不符合哪条审核标准',
    'Sends the plan back; `criteria` says which criteria of the review it does not meet.',
    { type: 'RETURN_PLAN', criteria: ['targeted'], reason: '措施1没有写明验收标准' },
  ],
  START: [
    '立行立改类可不经方案',
    'Work starts; for immediate findings also without a plan.',
    { type: 'START' },
  ],
  ADVANCE_MEASURE: [
    '开始、完成、重做或取消一条措施;取消的,须在 note 中说明原因',
    'Takes one measure a step further. Dropping one needs the reason, in `note`.',
    { type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE', note: '新办法已印发' },
  ],
  ATTACH_EVIDENCE: [
    '文件本身另存,此处登记其 SHA-256',
    'Registers evidence for a measure; the file itself is kept elsewhere under its SHA-256.',
    { type: 'ATTACH_EVIDENCE', measureNo: 1, evidence: sampleEvidence },
  ],
  OBSERVE: [
    '目标的一次监测结果',
    'Records what was measured of a target.',
    {
      type: 'OBSERVE',
      observation: { targetNo: 1, on: '2024-06-30', value: 16, evidenceId: 'ev-2024-0017' },
    },
  ],
  REPORT_PROGRESS: [
    '下一次进展报告的期限由此起算',
    'Reports on progress; the next report is due from here.',
    { type: 'REPORT_PROGRESS', text: '已完成制度修订初稿,正在征求意见' },
  ],
  ATTEST_RESULT: [
    '为整改结果的真实性签字背书',
    'The first responsible person signs for the result.',
    { type: 'ATTEST_RESULT', note: '已逐条核对' },
  ],
  SUBMIT: [
    '',
    'Submits the result for verification.',
    { type: 'SUBMIT', note: '措施全部完成,申请核查' },
  ],
  ...closingNotes,
  ...timeNotes,
};

for (const option of commandSchema.options) {
  const type = option.shape.type.value;
  const [zh, en, example] = commandNotes[type];
  const id = type
    .toLowerCase()
    .replaceAll(/(?:^|_)([a-z])/gu, (_match, letter: string) => letter.toUpperCase());
  // As any schema: the compiler gives up on a method of so many different ones at once.
  const schema: z.ZodType = option;
  const name = eventTerm(type).zh;
  const description = `${zh === '' ? name : `${name}:${zh}`}。 / ${en}`;
  schema.register(apiRegistry, { id, description, examples: [example] });
}
commandSchema.register(apiRegistry, {
  id: 'Command',
  description:
    '对一个问题的一步操作。时限到期由系统自行判断,不能由外部提交。 / One step to take with a finding. ' +
    'The passing of time is judged by the engine itself and cannot be sent.',
});
