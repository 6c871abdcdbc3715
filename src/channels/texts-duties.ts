/** What duties say: tasks that have come up, and tasks that are overdue. Plain text, no placeholders. */
import type { DutyNoticeFacts } from './channel.ts';

export interface DutyText {
  /** Stands in 【】 at the head of the subject. */
  readonly tag: string;
  readonly body: string;
  readonly next: string;
  readonly english: string;
  readonly englishNext: string;
}

type ByKind = Readonly<Record<DutyNoticeFacts['duty']['kind'], DutyText>>;

const texts = {
  'duty-tasks-raised': {
    task: {
      tag: '任务提醒',
      body: '由您负责的下列须长期坚持(经常性)事项,有任务已到应办时间,请按时完成。',
      next: '请完成任务并登记完成情况;确不需办理的,请说明理由予以免除。',
      english: 'Tasks of this standing duty have come up.',
      englishNext: 'Please do them and record it, or have them waived with a reason.',
    },
    check: {
      tag: '检查提醒',
      body: '由您负责的下列定期检查(自查),已到应开展时间,请按时开展。',
      next: '请开展检查并登记结果和发现的问题数;确不需开展的,请说明理由予以免除。',
      english: 'Checks of this recurring inspection have come up.',
      englishNext:
        'Please carry them out and record what was found, or have them waived with a reason.',
    },
  },
  'duty-task-overdue': {
    task: {
      tag: '任务逾期',
      body: '由您负责的下列须长期坚持(经常性)事项,有任务已逾期,至今未登记完成。在办结之前,系统将持续提醒。',
      next: '请尽快补办并登记;确不需办理的,请说明理由予以免除。',
      english:
        'Tasks of this standing duty are overdue. This reminder is repeated until they are settled.',
      englishNext: 'Please do them now and record it, or have them waived with a reason.',
    },
    check: {
      tag: '检查逾期',
      body: '由您负责的下列定期检查(自查)已逾期,至今未登记结果。在办结之前,系统将持续提醒。',
      next: '请尽快补做检查并登记结果和发现的问题数;确不需开展的,请说明理由予以免除。',
      english:
        'Checks of this recurring inspection are overdue. This reminder is repeated until they are settled.',
      englishNext:
        'Please carry them out now and record what was found, or have them waived with a reason.',
    },
  },
} as const satisfies Record<string, ByKind>;

/** The templates of duties. */
export const dutyTemplateNames: readonly string[] = Object.keys(texts);

/** A template of a later version says at least that there is something to be done. */
export function dutyTextOf({ template, duty }: DutyNoticeFacts): DutyText {
  const name = template === 'duty-task-overdue' ? template : 'duty-tasks-raised';
  return texts[name][duty.kind];
}
