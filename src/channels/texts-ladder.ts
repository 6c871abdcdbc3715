/** The rungs of the escalation ladder, in due form: 催办单, 督办单, 通报, 约谈建议. */
import type { NoticeText } from './notice-text.ts';

export const ladderTexts = {
  'reminder-notice': {
    tag: '催办单',
    headline: '',
    document: '整改催办单',
    body: '{{unit}}:\n{{round}}反馈的“{{title}}”问题({{number}}),{{clock}}为 {{due}},{{timing}},尚未办结。依据规则集 {{policy}} 及规则 {{rule}},现予催办。',
    next: '请立即组织办理。{{todo}}确有客观原因不能按期完成的,应书面说明原因和预计完成时间。逾期仍未办结的,将按规则予以督办。',
    english:
      'Chaser notice (催办单). The {{clockEn}} of this finding was {{dueEn}}: {{timingEn}} and not done. Issued under policy {{policy}}, rule {{rule}}.',
    englishNext:
      '{{todoEn}} If there is a good reason, give it in writing with a new date. An oversight order follows.',
  },
  'oversight-order': {
    tag: '督办单',
    headline: '',
    document: '整改督办单',
    body: '{{unit}}:\n{{round}}反馈的“{{title}}”问题({{number}}),{{clock}}为 {{due}},{{timing}},仍未办结。依据规则集 {{policy}} 及规则 {{rule}},现予督办。',
    next: '请第一责任人亲自过问、亲自督办,并书面报告逾期原因、已采取的措施和办结时限。{{todo}}逾期仍未办结的,将按规则予以通报。',
    english:
      'Oversight order (督办单). The {{clockEn}} of this finding was {{dueEn}}: {{timingEn}} and still not done. Issued under policy {{policy}}, rule {{rule}}.',
    englishNext:
      'The accountable executive is to see to it in person and report the cause, the steps taken and a firm date. {{todoEn}} A circular follows.',
  },
  circular: {
    tag: '通报',
    headline: '',
    document: '整改逾期情况通报',
    body: '现将整改逾期情况通报如下:{{unit}}承办的“{{title}}”问题({{number}},{{round}}),{{clock}}为 {{due}},{{timing}},至今仍未办结。本通报依据规则集 {{policy}} 及规则 {{rule}} 作出。',
    next: '请责任单位举一反三,限期完成整改并书面报告;请整改工作领导小组跟踪督办。逾期仍未办结的,系统将按规则提出约谈建议。',
    english:
      'Circular (通报). {{unit}} is responsible for this finding; the {{clockEn}} was {{dueEn}}: {{timingEn}} and still not done. Issued under policy {{policy}}, rule {{rule}}.',
    englishNext:
      'The unit is to finish and report in writing; the steering group is asked to follow it up. Next, a summons will be proposed.',
  },
  'summons-proposed': {
    tag: '约谈建议',
    headline: '',
    document: '约谈建议',
    body: '{{unit}}承办的“{{title}}”问题({{number}},{{round}}),{{clock}}为 {{due}},{{timing}},长期未办结。依据规则集 {{policy}} 及规则 {{rule}},建议对责任单位负责人进行约谈。',
    next: '是否约谈,由整改工作领导小组研究决定;系统只提出建议,不作决定。决定约谈的,请将约谈情况和整改要求记入台账;决定不约谈的,请记明理由。',
    english:
      'Summons proposed (约谈建议). {{unit}} is responsible for this finding; the {{clockEn}} was {{dueEn}}: {{timingEn}}. Under policy {{policy}}, rule {{rule}}, an interview with the head of the unit is proposed.',
    englishNext:
      'Whether to hold it is for the steering group to decide; the system only proposes. Record the decision and its reason.',
  },
} as const satisfies Record<string, NoticeText>;
