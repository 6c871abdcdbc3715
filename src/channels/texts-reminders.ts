/** What the clocks say before and on the day, and the standing reminders afterwards. */
import type { NoticeText } from './notice-text.ts';

export const reminderTexts = {
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
