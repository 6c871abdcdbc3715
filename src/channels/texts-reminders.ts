/** What the clocks say before and on the day, and the standing reminders afterwards. */
import type { NoticeText } from './notice-text.ts';

export const reminderTexts = {
  nudge: {
    tag: '催办',
    headline: '请尽快办理',
    body: '有人就下列问题向您催办,请尽快办理,并将进展记入台账。{{clock}}:{{due}},{{timing}}。',
    next: '{{todo}}',
    english:
      'Somebody asks you to see to this finding soon and to record where it stands. {{clockEn}}: {{dueEn}}, {{timingEn}}.',
    englishNext: '{{todoEn}}',
  },
  reminder: {
    tag: '整改提醒',
    headline: '',
    body: '由您负责或分管的下列问题,{{clock}}为 {{due}},{{timing}},请抓紧办理。',
    next: '{{todo}}如预计难以按期完成,请在期限届满前向整改工作领导小组说明情况。',
    english: 'A reminder: the {{clockEn}} of this finding is {{dueEn}}, {{timingEn}}.',
    englishNext: '{{todoEn}} If it cannot be done in time, tell the steering group before then.',
  },
  'due-today': {
    tag: '到期提醒',
    headline: '',
    body: '由您负责或分管的下列问题,{{clock}}为 {{due}},{{timing}},请务必按期办结。',
    next: '{{todo}}',
    english: 'The {{clockEn}} of this finding is {{dueEn}}, {{timingEn}}.',
    englishNext: '{{todoEn}}',
  },
  overdue: {
    tag: '逾期提醒',
    headline: '',
    body: '下列问题的{{clock}}为 {{due}},{{timing}},至今尚未办结。在办结之前,系统将持续提醒。',
    next: '{{todo}}同时请向整改工作领导小组书面说明逾期原因和预计完成时间。',
    english:
      'The {{clockEn}} of this finding was {{dueEn}}: {{timingEn}} and still not done. This reminder is repeated until it is.',
    englishNext:
      '{{todoEn}} Tell the steering group in writing why it is late and when it will be done.',
  },
  'check-reminder': {
    tag: '核查提醒',
    headline: '',
    body: '下列问题有核查事项等待您办理,{{clock}}为 {{due}},{{timing}}。',
    next: '{{todo}}',
    english: 'This finding waits for your check; the {{clockEn}} is {{dueEn}}, {{timingEn}}.',
    englishNext: '{{todoEn}}',
  },
  'check-due-today': {
    tag: '核查到期',
    headline: '',
    body: '下列问题有核查事项等待您办理,{{clock}}为 {{due}},{{timing}}。',
    next: '{{todo}}核查用时由核查方承担,不计入责任单位的整改期限。',
    english: 'This finding waits for your check; the {{clockEn}} is {{dueEn}}, {{timingEn}}.',
    englishNext: '{{todoEn}} Time spent checking is not charged to the responsible unit.',
  },
  'check-overdue': {
    tag: '核查逾期',
    headline: '',
    body: '下列问题的{{clock}}为 {{due}},{{timing}},核查尚未完成。核查用时由核查方承担,不计入责任单位的整改期限。',
    next: '{{todo}}如因故不能核查,请报整改工作领导小组另行安排。',
    english:
      'The {{clockEn}} of this finding was {{dueEn}}: {{timingEn}}, and it has not been checked yet.',
    englishNext: '{{todoEn}} If you cannot, ask the steering group to have somebody else do it.',
  },
  'report-due': {
    tag: '进展报告',
    headline: '',
    body: '由您负责的下列问题应报告整改进展,{{clock}}为 {{due}},{{timing}}。',
    next: '{{todo}}请如实说明已完成的措施、存在的困难和下一步打算。',
    english: 'A report on this finding is asked for: the {{clockEn}} is {{dueEn}}, {{timingEn}}.',
    englishNext: '{{todoEn}} Say what has been done, what is in the way and what comes next.',
  },
  'report-overdue': {
    tag: '进展未报',
    headline: '',
    body: '下列问题应报告整改进展,{{clock}}为 {{due}},{{timing}},至今未收到报告。在收到报告之前,系统将持续提醒。',
    next: '{{todo}}请责任领导了解情况,督促报告。',
    english:
      'No report on this finding has come in: the {{clockEn}} was {{dueEn}}, {{timingEn}}. This reminder is repeated until it comes.',
    englishNext: '{{todoEn}} The lead official is asked to see to it.',
  },
  'still-paused': {
    tag: '暂停核实',
    headline: '是否仍需暂停',
    body: '下列问题仍在暂停计时,{{clock}}为 {{due}},{{timing}}。',
    next: '{{todo}}',
    english: 'This finding is still paused; the {{clockEn}} is {{dueEn}}, {{timingEn}}.',
    englishNext: '{{todoEn}}',
  },
  'pause-overdue': {
    tag: '暂停超期',
    headline: '暂停时间过长,请作出决定',
    body: '下列问题的暂停已超过规则允许的最长时间,{{clock}}为 {{due}},{{timing}}。恢复计时或核销之前,系统将持续提醒。',
    next: '{{todo}}确需继续暂停的,请报整改工作领导小组决定并记明理由。',
    english:
      'This finding has been paused for longer than the rules allow: the {{clockEn}} was {{dueEn}}, {{timingEn}}. This reminder is repeated until it is resumed or struck off.',
    englishNext:
      '{{todoEn}} If it must stay paused, let the steering group decide, and record the reason.',
  },
  'recheck-reminder': {
    tag: '回头看提醒',
    headline: '',
    body: '下列问题已销号,按规则应开展回头看,{{clock}}为 {{due}},{{timing}}。',
    next: '{{todo}}成效保持的,请办理回头看合格;反弹或未整改到位的,请办理重新挂号。',
    english:
      'This finding is closed and is to be re-inspected; the {{clockEn}} is {{dueEn}}, {{timingEn}}.',
    englishNext: '{{todoEn}} If it has held, pass the re-inspection; if not, reopen the finding.',
  },
  'public-notice-ended': {
    tag: '公示期满',
    headline: '',
    body: '下列问题的整改情况公示,{{clock}}为 {{due}},{{timing}}。',
    next: '请核对公示期间收到的意见是否均已办结;无未办结意见的,请办理销号。',
    english: 'The public notice on this finding: {{clockEn}} {{dueEn}}, {{timingEn}}.',
    englishNext: 'See that every objection has been answered, then close the finding.',
  },
} as const satisfies Record<string, NoticeText>;
