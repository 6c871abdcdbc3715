/** What the OpenAPI document says about checking, closing, and what comes after. */
import type { CommandNotes } from './command-note.ts';

export const closingNotes: CommandNotes<
  | 'APPROVE'
  | 'RETURN'
  | 'SPOT_CHECK'
  | 'WAIVE_SEPARATION'
  | 'CHECK_SIMILAR'
  | 'SET_MECHANISM'
  | 'DECIDE_DISCLOSURE'
  | 'OPEN_PUBLIC_NOTICE'
  | 'OBJECT'
  | 'DISMISS_OBJECTION'
  | 'CLOSE'
  | 'WITHDRAW'
  | 'TRANSFER'
  | 'MERGE'
  | 'ACCEPT_RISK'
  | 'PASS_RECHECK'
  | 'RECORD_RECHECK'
  | 'ORDER_RECHECK'
  | 'LINK_RECURRENCE'
  | 'REOPEN'
> = {
  APPROVE: [
    '本级通过;methods 写明核查方式:现场、材料、数据',
    'Approves at the present level; `methods` says how it was checked.',
    { type: 'APPROVE', methods: ['onSite', 'document'] },
  ],
  RETURN: [
    '',
    'Sends the result back.',
    { type: 'RETURN', reasonCode: 'evidenceInsufficient', reason: '缺少会议纪要' },
  ],
  SPOT_CHECK: [
    '把上报情况与现场、材料或数据核对;不符的,复核属实前不能通过和销号',
    'Holds what was reported against the place, the papers or the figures. What is not confirmed stops approval and closure until a later check confirms it.',
    {
      type: 'SPOT_CHECK',
      measureNo: 1,
      method: 'onSite',
      result: 'notConfirmed',
      note: '现场仍在使用旧办法',
    },
  ],
  WAIVE_SEPARATION: [
    '准许经办人核查本轮整改,谁准许、为何准许留存在案',
    'Lets somebody with a hand in this cycle check it; who allowed it and why stays on record.',
    { type: 'WAIVE_SEPARATION', checker: 'li-na', reason: '具备资质的只有一人,由上级派员陪同' },
  ],
  CHECK_SIMILAR: [
    '在哪些范围排查了同类问题、又发现几个',
    'Where the same kind of problem was looked for, and how many more were found.',
    { type: 'CHECK_SIMILAR', scope: '全部12个二级单位的采购台账', found: 3 },
  ],
  SET_MECHANISM: [
    '写明防止反弹的制度机制',
    'Names the rule or mechanism that keeps it from coming back.',
    { type: 'SET_MECHANISM', text: '采购管理办法(2024年修订)', evidenceId: 'ev-2024-0017' },
  ],
  DECIDE_DISCLOSURE: [
    '分别决定党内通报和社会公开;拟不公开的写明类别和理由',
    'Decides for each channel what is published; what is withheld names its ground and reason.',
    {
      type: 'DECIDE_DISCLOSURE',
      channel: 'public',
      decision: 'withhold',
      ground: 'pendingCase',
      note: '涉及尚未办结的案件,经分管领导同意',
    },
  ],
  OPEN_PUBLIC_NOTICE: ['', 'Opens the public notice.', { type: 'OPEN_PUBLIC_NOTICE' }],
  OBJECT: [
    '核查通过后、销号前收到的意见',
    'Registers an objection.',
    { type: 'OBJECT', objectionId: 'obj-01', reason: '新办法尚未在二级单位执行' },
  ],
  DISMISS_OBJECTION: [
    '说明理由后办结',
    'Settles an objection.',
    { type: 'DISMISS_OBJECTION', objectionId: 'obj-01', reason: '已抽查三个二级单位,均已执行' },
  ],
  CLOSE: [
    'sustained 表示须长期坚持',
    'Closes the finding; `sustained` marks a duty that goes on.',
    { type: 'CLOSE', sustained: true },
  ],
  WITHDRAW: ['', 'Withdraws it.', { type: 'WITHDRAW', reason: '与第5号问题重复立项' }],
  TRANSFER: [
    '转其他单位或渠道办理',
    'Transfers it elsewhere.',
    { type: 'TRANSFER', to: 'discipline-office', reason: '涉及问题线索,移交纪检部门' },
  ],
  MERGE: [
    '',
    'Merges it into another finding.',
    { type: 'MERGE', into: 'XC-2024-01-002', reason: '同一事项,合并整改' },
  ],
  ACCEPT_RISK: [
    '以接受风险销号,写明到何日为止',
    'Closes it by accepting the risk until a day.',
    { type: 'ACCEPT_RISK', until: '2025-12-31', reason: '老旧系统停用前维持现状' },
  ],
  PASS_RECHECK: [
    '整改成效保持,回头看期限随之终止',
    'The closed finding has been re-inspected, and the result has held.',
    { type: 'PASS_RECHECK', note: '随机抽查十份合同,审批手续齐全' },
  ],
  RECORD_RECHECK: [
    'held 成效保持,partlyHeld 部分保持(再次回头看),notHeld 未保持(重新挂号)',
    'Records the re-inspection: held; partly held, which is looked at once more; not held, which reopens it.',
    { type: 'RECORD_RECHECK', result: 'held', note: '随机抽查十份合同,审批手续齐全' },
  ],
  ORDER_RECHECK: [
    '对已整改销号的问题另行安排一次',
    'Orders a re-inspection of a finding closed as rectified.',
    { type: 'ORDER_RECHECK', reason: '年度抽样' },
  ],
  LINK_RECURRENCE: [
    '确认与此前已销号的问题相同,原销号随之记为未保持',
    'Confirms that an earlier, closed finding was the same: its closure is then on record as not having held.',
    { type: 'LINK_RECURRENCE', earlier: 'XC-2022-01-004', note: '同一单位同一事项' },
  ],
  REOPEN: [
    '问题反弹、回头看不合格或异议成立',
    'Opens a closed finding again.',
    { type: 'REOPEN', reasonCode: 'relapse', reason: '抽查发现仍有分散采购未经审批' },
  ],
};
