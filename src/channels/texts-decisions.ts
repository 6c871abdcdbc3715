/** What people decide on the way, and who is told: extensions, promises, proposals, referrals, findings that belong together. */
import type { NoticeText } from './notice-text.ts';

export const decisionTexts = {
  'extension-requested': {
    tag: '延期申请',
    headline: '有延期申请待您审批',
    body: '下列问题的责任单位申请延长{{clock}},请您审批。原期限 {{due}},{{timing}}。',
    next: '请核实理由和佐证,作出同意或不同意的决定;审批之前,原期限照常计算。',
    english:
      'More time is asked for. The {{clockEn}} is {{dueEn}} ({{timingEn}}) and runs on until you decide.',
    englishNext: 'Please look at the reason and its evidence; grant or refuse it.',
  },
  'extension-refused': {
    tag: '不予延期',
    headline: '延期申请未获同意',
    body: '下列问题的延期申请未获同意,{{clock}}仍为 {{due}},{{timing}}。',
    next: '请按原期限办结。{{todo}}',
    english: 'The extension was refused: the {{clockEn}} is still {{dueEn}} ({{timingEn}}).',
    englishNext: 'Please finish in time. {{todoEn}}',
  },
  'promise-given': {
    tag: '限期承诺',
    headline: '已就逾期事项作出承诺',
    body: '下列问题已逾期,责任人员承诺了完成日期。到期之前不再逐级督办;到期仍未完成的,从下一级继续。',
    next: '请按承诺日期跟踪,届时核实是否完成。',
    english:
      'A day has been promised for this overdue finding. Its ladder waits until then, and goes on from the next rung if it is not done.',
    englishNext: 'Please follow it up, and see on that day whether it is done.',
  },
  'proposal-decided': {
    tag: '督办建议处理',
    headline: '督办建议已有处理决定',
    body: '系统就下列问题提出的督办建议,已由有关负责同志作出决定。',
    next: '决定采纳的,请组织实施并将情况记入台账。',
    english: 'What the ladder had proposed about this finding has been decided by people.',
    englishNext: 'Where it is to be carried out, please do so and record it.',
  },
  'spot-check-failed': {
    tag: '抽查不符',
    headline: '抽查情况与上报不符',
    body: '下列问题经抽查,情况与上报不符。复核属实之前,不能通过核查和销号。',
    next: '请查明原因,据实补充整改和报告;核查人复核后登记结果。',
    english:
      'A spot check did not confirm what was reported on this finding. Until a later one does, it cannot be approved or closed.',
    englishNext: 'Please find out why, put it right and report what is the case.',
  },
  'separation-waived': {
    tag: '准许经办人核查',
    headline: '已准许经办人参与核查',
    body: '下列问题本轮整改的一名经办人,已获准参与核查。准许人和理由已记入事件链。',
    next: '请知悉;如有不同意见,请在核查完成前提出。',
    english:
      'Somebody with a hand in this cycle of the work has been allowed to check it. Who allowed it, and why, is on record.',
    englishNext: 'For your information; object before the check is done if you disagree.',
  },
  'recheck-partly-held': {
    tag: '回头看部分保持',
    headline: '回头看:成效部分保持',
    body: '下列已销号问题经回头看,成效仅部分保持,将再次开展回头看。',
    next: '请对未保持的部分立即整改,巩固成果。',
    english: 'Re-inspected, this closed finding has held in part only. It is looked at once more.',
    englishNext: 'Please put right what has slipped.',
  },
  'recheck-ordered': {
    tag: '安排回头看',
    headline: '已安排回头看',
    body: '已对下列销号问题安排回头看,期限 {{due}}。',
    next: '请核查人按期核实成效是否保持、问题是否反弹,并记录结论;请责任单位配合。',
    english: 'This closed finding is to be re-inspected by {{dueEn}}.',
    englishNext: 'Verifier: please see whether the result has held, and record it.',
  },
  referred: {
    tag: '上报请求解决',
    headline: '有问题上报,请予解决',
    body: '下列问题超出责任单位的职权或能力,现上报请求解决。办理期限 {{due}},{{timing}};其间责任单位的各项期限停止计算。',
    next: '请研究解决或提出处理意见,并将结果办复。',
    english:
      'This finding is beyond what the unit can do and is referred to you, until {{dueEn}} ({{timingEn}}). Its own deadlines stand still meanwhile.',
    englishNext: 'Please put it right or give instructions, and send it back.',
  },
  'referral-reminder': {
    tag: '上报事项提醒',
    headline: '上报事项办理期限临近',
    body: '下列问题已上报贵处请求解决,办理期限 {{due}},{{timing}}。',
    next: '请研究解决或提出处理意见,并将结果办复。',
    english: 'This finding was referred to you, until {{dueEn}} ({{timingEn}}).',
    englishNext: 'Please put it right or give instructions, and send it back.',
  },
  'referral-overdue': {
    tag: '上报事项逾期',
    headline: '上报事项逾期未办复',
    body: '下列问题已上报请求解决,办理期限 {{due}},{{timing}},尚未办复。',
    next: '请上级承办单位尽快办复;请整改工作领导小组协调。',
    english: 'This finding was referred upwards until {{dueEn}}: {{timingEn}}, with no answer yet.',
    englishNext: 'Level above: please answer. Steering group: please follow it up.',
  },
  'came-back': {
    tag: '上级办复',
    headline: '上报事项已办复',
    body: '下列上报的问题已由上级办复,各项期限恢复计算,{{clock}} {{due}}。',
    next: '请按办复意见继续整改。{{todo}}',
    english:
      'This finding has come back from the level above. Its deadlines run on: the {{clockEn}} is {{dueEn}}.',
    englishNext: 'Please go on as it says. {{todoEn}}',
  },
  'rules-changed': {
    tag: '规则更新',
    headline: '已改用新版规则',
    body: '下列问题已改用另一版规则,各项期限从原起点按新规则重算,{{clock}}为 {{due}},{{timing}}。',
    next: '请核对新的期限和要求,不符合新要求的及时补充。',
    english:
      'This finding is held to another version of its rules: deadlines are counted anew from where they began. The {{clockEn}} is {{dueEn}} ({{timingEn}}).',
    englishNext: 'Please see what the rules ask for now, and add what is missing.',
  },
  'merged-from': {
    tag: '问题并入',
    headline: '有问题并入',
    body: '另一个问题已并入下列问题,一并整改。',
    next: '请核对并入的内容,必要时补充整改措施。',
    english: 'Another finding has been merged into this one.',
    englishNext: 'Please see whether the measures cover it too.',
  },
  recurred: {
    tag: '问题再次发生',
    headline: '已销号的问题再次发生',
    body: '下列已销号的问题,经确认再次发生。原销号已记为未保持。',
    next: '请分析原整改措施为何没有管住,在新的问题中一并整改。',
    english:
      'The same has been found again: the closure of this finding is on record as not having held.',
    englishNext:
      'Please find out why the measures did not last, and put that right in the new one.',
  },
} as const satisfies Record<string, NoticeText>;
