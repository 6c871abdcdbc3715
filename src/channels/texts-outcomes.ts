/** What verification, public notice and closure lead to, and who is told about it. */
import type { NoticeText } from './notice-text.ts';

export const outcomeTexts = {
  'not-reached': {
    tag: '未送达',
    headline: '有通知未能送达',
    body: '就下列问题发出的通知未能送达责任人员。对方有其他通知渠道的,已改由下一渠道发送。',
    next: '请核对其联系方式和任职情况,必要时当面或电话告知,并更新人员名录。',
    english:
      'A notice over this finding did not reach its person. Where they have another channel, it goes on over that one.',
    englishNext:
      'Please check how they are reached and whether they still hold the post; tell them otherwise if need be.',
  },
  'review-requested': {
    tag: '核查任务',
    headline: '提请核查',
    body: '下列问题的整改已提请核查,请您核查。',
    next: '请对照验收标准核查佐证材料和整改成效,必要时实地查看,作出通过或退回的决定。',
    english: 'This finding has been submitted for you to check.',
    englishNext:
      'Please check evidence and effect against the acceptance criteria; approve or return it.',
  },
  verified: {
    tag: '核查通过',
    headline: '核查已通过,待销号',
    body: '下列问题的整改已通过核查。',
    next: '该问题将进入公示或销号环节;请保持整改成效,做好建章立制。',
    english: 'The rectification of this finding has been verified.',
    englishNext: 'Public notice or closure comes next. Please see that the result lasts.',
  },
  returned: {
    tag: '核查退回',
    headline: '核查未通过,退回整改',
    body: '下列问题的整改经核查未通过,已退回继续整改,整改执行期限恢复计算。',
    next: '请按退回原因补充整改、完善佐证材料,在期限内重新提请核查。',
    english:
      'Verification did not pass: this finding comes back to be worked on, and its deadline runs again.',
    englishNext:
      'Please do what the reason asks for, complete the evidence and submit it again in time.',
  },
  'public-notice-opened': {
    tag: '整改公示',
    headline: '已开始公示',
    body: '下列问题的整改情况已开始公示。',
    next: '公示期间请留意各方意见,如实核实并及时回应。',
    english: 'The result for this finding is now on public notice.',
    englishNext: 'Please watch for comments, look into them and answer in time.',
  },
  'objection-received': {
    tag: '公示异议',
    headline: '收到异议,请核实',
    body: '下列问题公示期间收到异议。异议办结之前,不能销号。',
    next: '请核实异议内容:属实的,退回整改;不属实的,说明理由后办结。',
    english:
      'An objection to this finding was received during its public notice. It cannot be closed until that is settled.',
    englishNext:
      'Please look into it: return the finding if it is right, or dismiss it with a reason.',
  },
  closed: {
    tag: '问题销号',
    headline: '已销号',
    body: '下列问题已完成整改并予以销号。',
    next: '请巩固整改成果,坚持长效机制;今后可能对该问题开展回头看。',
    english: 'This finding has been rectified and is struck off the ledger.',
    englishNext: 'Please keep the result up; it may be re-inspected.',
  },
  'struck-off': {
    tag: '问题核销',
    headline: '已核销({{event}})',
    body: '下列问题已以“{{event}}”方式核销,不再继续整改,各项期限随之终止。',
    next: '无需再办理;如有疑问,请联系核查人或整改工作领导小组。',
    english:
      'This finding has left the ledger without being rectified: {{eventEn}}. Its deadlines have ended.',
    englishNext:
      'Nothing more is to be done. Ask the verifier or the steering group if this is unexpected.',
  },
  'recheck-passed': {
    tag: '回头看合格',
    headline: '回头看合格',
    body: '下列问题经回头看,整改成效保持良好,未发现反弹,回头看期限随之终止。',
    next: '请继续巩固整改成果,坚持长效机制;今后如有反弹,将重新挂号。',
    english: 'This closed finding has been re-inspected: the result has held.',
    englishNext: 'Please keep it up; the finding is reopened if it relapses.',
  },
  reopened: {
    tag: '重新挂号',
    headline: '已重新挂号,请再次整改',
    body: '下列问题销号后被重新挂号,原有措施须重新落实,整改执行期限按规则重新起算。',
    next: '请查明反弹或未到位的原因,重新落实措施、提交佐证材料并提请核查。',
    english:
      'This finding was closed and is open again: its measures are to be carried out anew, with a new deadline.',
    englishNext:
      'Please find out why it did not hold, carry out the measures again and submit for verification.',
  },
} as const satisfies Record<string, NoticeText>;
