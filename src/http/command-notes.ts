/** What the OpenAPI document says about each command: its name in the field, its meaning, a sample. */
import type { z } from 'zod';
import {
  commandSchema,
  type FindingCommand,
  type FindingCommandInput,
} from '../../machines/events.ts';
import { apiRegistry } from './api-registry.ts';

type CommandType = FindingCommand['type'];
type Sample<T extends CommandType> = Extract<FindingCommandInput, { type: T }>;
type CommandNotes = {
  readonly [T in CommandType]: readonly [zh: string, en: string, example: Sample<T>];
};

const sampleMeasure = {
  no: 1,
  text: '修订采购管理办法,明确分散采购的审批权限',
  unit: 'finance-office',
  person: 'zhang-wei',
  dueDate: '2024-06-30',
  acceptanceCriterion: '新办法经党委会审议通过并印发',
  evidenceKinds: ['document'],
} satisfies Sample<'SET_MEASURES'>['measures'][number];

const sampleEvidence = {
  id: 'ev-2024-0017',
  kind: 'document',
  name: '采购管理办法(2024年修订).pdf',
  sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  bytes: 482_133,
} satisfies Sample<'ATTACH_EVIDENCE'>['evidence'];

export const commandNotes: CommandNotes = {
  CLAIM: [
    '认领:责任单位接收问题,可同时落实责任单位和责任人',
    'The unit takes the finding on, and may fill its slots.',
    {
      type: 'CLAIM',
      responsibleUnit: 'finance-office',
      slots: { actionOwner: 'zhang-wei', verifier: 'li-na' },
    },
  ],
  ASSIGN: [
    '指派:变更责任单位或各责任岗位',
    'Changes the responsible unit or who fills the slots.',
    { type: 'ASSIGN', slots: { leadOfficial: 'wang-fang' } },
  ],
  CONTEST: [
    '提出异议:认为问题不属实或不属本单位',
    'The unit contests the finding.',
    { type: 'CONTEST', reason: '该项目由基建处组织实施,不属本单位职责' },
  ],
  UPHOLD_CONTEST: [
    '异议成立:问题撤销',
    'The contest is upheld: the finding is withdrawn.',
    { type: 'UPHOLD_CONTEST', reason: '经核实,责任单位认定有误' },
  ],
  DISMISS_CONTEST: [
    '异议不成立:问题退回认领前',
    'The contest is dismissed.',
    { type: 'DISMISS_CONTEST', reason: '职责分工文件载明由该单位牵头' },
  ],
  SET_MEASURES: [
    '制定措施:写明整改措施全表',
    'Sets the whole list of measures.',
    { type: 'SET_MEASURES', measures: [sampleMeasure] },
  ],
  SUBMIT_PLAN: [
    '报送整改方案',
    'Submits the plan for approval.',
    { type: 'SUBMIT_PLAN', note: '方案已经部门会议讨论' },
  ],
  APPROVE_PLAN: ['批准整改方案', 'Approves the plan.', { type: 'APPROVE_PLAN' }],
  RETURN_PLAN: [
    '退回整改方案',
    'Sends the plan back.',
    { type: 'RETURN_PLAN', reason: '措施1没有写明验收标准' },
  ],
  START: [
    '开始整改;立行立改类可不经方案',
    'Work starts; for immediate findings also without a plan.',
    { type: 'START' },
  ],
  ADVANCE_MEASURE: [
    '推进一条措施:开始、完成、重做或取消',
    'Takes one measure a step further.',
    { type: 'ADVANCE_MEASURE', no: 1, step: 'COMPLETE', note: '新办法已印发' },
  ],
  ATTACH_EVIDENCE: [
    '登记佐证材料;文件本身另存,此处登记其 SHA-256',
    'Registers evidence for a measure; the file itself is kept elsewhere under its SHA-256.',
    { type: 'ATTACH_EVIDENCE', measureNo: 1, evidence: sampleEvidence },
  ],
  SUBMIT: [
    '报请核查',
    'Submits the result for verification.',
    { type: 'SUBMIT', note: '措施全部完成,申请核查' },
  ],
  APPROVE: ['核查通过(本级)', 'Approves at the present level.', { type: 'APPROVE' }],
  RETURN: [
    '核查退回',
    'Sends the result back.',
    { type: 'RETURN', reasonCode: 'evidenceInsufficient', reason: '缺少会议纪要' },
  ],
  OPEN_PUBLIC_NOTICE: ['开始公示', 'Opens the public notice.', { type: 'OPEN_PUBLIC_NOTICE' }],
  OBJECT: [
    '公示期内提出异议',
    'Registers an objection.',
    { type: 'OBJECT', objectionId: 'obj-01', reason: '新办法尚未在二级单位执行' },
  ],
  DISMISS_OBJECTION: [
    '异议处理完毕',
    'Settles an objection.',
    { type: 'DISMISS_OBJECTION', objectionId: 'obj-01', reason: '已抽查三个二级单位,均已执行' },
  ],
  CLOSE: [
    '销号;sustained 表示须长期坚持',
    'Closes the finding; `sustained` marks a duty that goes on.',
    { type: 'CLOSE', sustained: true },
  ],
  WITHDRAW: ['撤销问题', 'Withdraws it.', { type: 'WITHDRAW', reason: '与第5号问题重复立项' }],
  TRANSFER: [
    '移交其他单位或渠道办理',
    'Transfers it elsewhere.',
    { type: 'TRANSFER', to: 'discipline-office', reason: '涉及问题线索,移交纪检部门' },
  ],
  MERGE: [
    '并入另一问题',
    'Merges it into another finding.',
    { type: 'MERGE', into: 'XC-2024-01-002', reason: '同一事项,合并整改' },
  ],
  ACCEPT_RISK: [
    '接受风险销号',
    'Closes it by accepting the risk until a day.',
    { type: 'ACCEPT_RISK', until: '2025-12-31', reason: '老旧系统停用前维持现状' },
  ],
  REOPEN: [
    '重新打开:问题反弹、回头看不通过或异议成立',
    'Opens a closed finding again.',
    { type: 'REOPEN', reasonCode: 'relapse', reason: '抽查发现仍有分散采购未经审批' },
  ],
  PAUSE: ['暂停计时', 'Pauses the clocks.', { type: 'PAUSE', reason: '等待上级批复' }],
  RESUME: ['恢复计时', 'Lets the clocks run on.', { type: 'RESUME', note: '批复已下达' }],
};

for (const option of commandSchema.options) {
  const type = option.shape.type.value;
  const [zh, en, example] = commandNotes[type];
  const id = type
    .toLowerCase()
    .replaceAll(/(?:^|_)([a-z])/gu, (_match, letter: string) => letter.toUpperCase());
  // As any schema: the compiler gives up on a method of 26 different ones at once.
  const schema: z.ZodType = option;
  schema.register(apiRegistry, { id, description: `${zh}。 / ${en}`, examples: [example] });
}
commandSchema.register(apiRegistry, {
  id: 'Command',
  description:
    '对一个问题的一步操作。时限到期由系统自行判断,不能由外部提交。 / One step to take with a finding. ' +
    'The passing of time is judged by the engine itself and cannot be sent.',
});
