/** What happens from feedback to an approved plan, and who is told about it. */
import type { NoticeText } from './notice-text.ts';

export const planningTexts = {
  'feedback-received': {
    tag: '问题反馈',
    headline: '收到反馈问题,请认领并拟定方案',
    body: '{{round}}反馈了下列问题,由您负责或分管。',
    next: '请认领该问题,举一反三,拟定整改方案并提交审核;对问题有异议的,请说明理由提出。',
    english: '{{round}} has handed over this finding; you own it or oversee it.',
    englishNext: 'Please claim it and draw up a plan, or contest it with a reason.',
  },
  assigned: {
    tag: '整改交办',
    headline: '已交由您承担',
    body: '您已被确定为下列问题整改工作的责任人员之一。',
    next: '请查看问题内容、您的职责和各项期限,并按要求开展工作。',
    english: 'You now hold a post on this finding.',
    englishNext: 'Please read what it asks of you and by when.',
  },
  contested: {
    tag: '问题异议',
    headline: '责任单位提出异议,请审查',
    body: '责任单位对下列问题提出异议,方案期限已暂停计算。',
    next: '请审查异议理由,作出采纳或不采纳的决定并说明理由。',
    english: 'The responsible unit contests this finding; its plan deadline is on hold.',
    englishNext: 'Please examine the contest and uphold or dismiss it, with a reason.',
  },
  'contest-dismissed': {
    tag: '异议未采纳',
    headline: '异议未被采纳,请继续整改',
    body: '对下列问题提出的异议未被采纳,方案期限恢复计算。',
    next: '请拟定整改方案并提交审核。',
    english: 'The contest of this finding was dismissed; its plan deadline runs again.',
    englishNext: 'Please draw up the plan and submit it.',
  },
  'plan-submitted': {
    tag: '方案待审',
    headline: '整改方案已提交,请审核',
    body: '下列问题的整改方案已提交,请您审核。',
    next: '请核对措施是否逐条对应问题、责任是否明确、时限是否合理,作出批准或退回的决定。',
    english: 'The plan for this finding has been submitted for your review.',
    englishNext:
      'Please see whether measures, responsibilities and dates will do; approve or return it.',
  },
  'plan-approved': {
    tag: '方案批准',
    headline: '整改方案已批准,请组织实施',
    body: '下列问题的整改方案已获批准,整改执行期限开始计算。',
    next: '请按方案落实各项措施,随时上传佐证材料,完成后提请核查。',
    english: 'The plan for this finding is approved; the time for carrying it out has begun.',
    englishNext: 'Please carry out the measures, attach evidence as you go, and submit when done.',
  },
  'plan-returned': {
    tag: '方案退回',
    headline: '整改方案被退回,请修改',
    body: '下列问题的整改方案经审核未通过,已退回修改。',
    next: '请按退回原因修改方案,在方案期限内重新提交。',
    english: 'The plan for this finding was not approved and comes back to you.',
    englishNext: 'Please mend it as the reason says and submit it again before the plan deadline.',
  },
  paused: {
    tag: '暂停计时',
    headline: '整改计时已暂停',
    body: '下列问题已暂停,其正在计算的各项期限同时停止计算。',
    next: '暂停期间不发期限提醒,系统将定期询问是否仍需暂停。暂停原因消除后,请及时恢复。',
    english: 'This finding is paused, and so are its deadlines.',
    englishNext:
      'No deadline reminders are sent meanwhile; you are asked now and then whether it must stay paused. Resume it when the cause is gone.',
  },
  resumed: {
    tag: '恢复计时',
    headline: '整改计时已恢复',
    body: '下列问题已恢复办理,因暂停而停止的期限按剩余时间继续计算。',
    next: '请查看顺延后的期限,继续办理。',
    english: 'This finding is resumed; its deadlines run on with the time that was left.',
    englishNext: 'Please look up the new dates and go on.',
  },
} as const satisfies Record<string, NoticeText>;
