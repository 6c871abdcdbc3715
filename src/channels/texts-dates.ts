/** Word of a deadline that was moved: by an extension, a change of class, or a new calendar. */
import type { NoticeText } from './notice-text.ts';

export const dateTexts = {
  extended: {
    tag: '延期',
    headline: '期限已延长',
    body: '下列问题的期限已批准延长,新的期限见下;原期限保留在台账中。',
    next: '请在新的期限内完成;到期前如再次延期,须重新申请并说明理由。',
    english: 'A deadline of this finding has been extended; the ledger keeps the former date.',
    englishNext: 'Please keep the new date.',
  },
  reclassified: {
    tag: '类别调整',
    headline: '整改类别已调整,期限相应变更',
    body: '下列问题的整改类别已经批准调整,各项期限按新的类别从原起点重新计算,暂停的时间不计入。',
    next: '请核对新的期限,按新的类别要求落实整改。',
    english:
      'The class of this finding has been changed: its deadlines are counted by the rules of the new class, from where they began.',
    englishNext: 'Please check the new dates and work by the new rules.',
  },
  'due-moved': {
    tag: '期限调整',
    headline: '期限按新公布的放假安排重新计算',
    body: '节假日安排已更新,下列问题的期限据此重新计算,新的期限见下。',
    next: '请以新的期限为准安排整改;变更前后的日期和依据均记入台账。',
    english:
      'The calendar of working days has been updated, and a deadline of this finding was counted anew.',
    englishNext: 'Please go by the new date; the ledger has both, and why.',
  },
} as const satisfies Record<string, NoticeText>;
