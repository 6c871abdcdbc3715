/** What the OpenAPI document says about the commands about dates. */
import type { CommandNotes } from './command-note.ts';

export const timeNotes: CommandNotes<
  | 'REQUEST_EXTENSION'
  | 'EXTEND'
  | 'REFUSE_EXTENSION'
  | 'ACKNOWLEDGE'
  | 'DECIDE_PROPOSAL'
  | 'PAUSE'
  | 'RESUME'
  | 'REFER'
  | 'COME_BACK'
  | 'RECLASSIFY'
> = {
  REQUEST_EXTENSION: [
    '到期前申请延至某日,写明理由类别和理由',
    'Asks for more time before the date: until which day, and why.',
    {
      type: 'REQUEST_EXTENSION',
      clock: 'execute',
      until: '2024-09-30',
      reasonCode: 'procurement',
      reason: '设备采购须重新招标',
      evidenceIds: ['ev-2024-0018'],
    },
  ],
  EXTEND: [
    '由未经办该问题的人在到期前批准:fresh 重新计算整个期限,remainder 增加天数,fixed 延至某日;override 表示逾期后特批',
    'Extends a deadline before it passes: a whole period anew, so many days more, or until a day. `override`: after it has passed, by a post that may.',
    {
      type: 'EXTEND',
      clock: 'execute',
      extension: { rule: 'remainder', days: 30 },
      reason: '设备采购须重新招标',
    },
  ],
  REFUSE_EXTENSION: [
    '',
    'Refuses the extension asked for.',
    { type: 'REFUSE_EXTENSION', reason: '招标可在原期限内完成' },
  ],
  ACKNOWLEDGE: [
    '逾期后承诺完成日期,督办暂缓到该日;到期未完成的,从下一步继续',
    'Promises a day for an overdue deadline: its ladder waits until that day has passed, and goes on with its next rung.',
    { type: 'ACKNOWLEDGE', clockNo: 2, promisedOn: '2024-07-15', note: '设备7月10日到货' },
  ],
  DECIDE_PROPOSAL: [
    '督办建议(约谈、通报、挂牌督办、问责)由人决定',
    'What becomes of a step the ladder has proposed: people decide.',
    { type: 'DECIDE_PROPOSAL', no: 1, decision: 'carryOut', reason: '由分管领导约谈,时间另行通知' },
  ],
  PAUSE: ['', 'Pauses the clocks.', { type: 'PAUSE', reason: '等待上级批复' }],
  RESUME: ['', 'Lets the clocks run on.', { type: 'RESUME', note: '批复已下达' }],
  REFER: [
    '本单位无力解决的,上报有能力解决的一级;期间期限停止计算',
    'Refers it to the level that can put it right; meanwhile its clocks stand still.',
    { type: 'REFER', to: 'city-education-bureau', reason: '校门外占道经营须由城管部门牵头' },
  ],
  COME_BACK: [
    '上级办复:solved 已解决,instructed 有处理意见,notSolvable 暂不能解决',
    'It comes back from the level above: solved, with instructions, or not to be solved for now.',
    { type: 'COME_BACK', outcome: 'instructed', reason: '由城管部门设固定岗,学校配合' },
  ],
  RECLASSIFY: [
    '由未经办该问题的人批准;期限按新类别从原起点重算,已暂停的时间保留',
    'Changes the class: deadlines are counted anew from where they began, pauses stay pauses.',
    { type: 'RECLASSIFY', class: 'continuing', reason: '需分年度落实' },
  ],
};
