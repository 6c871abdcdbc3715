/** What each failed condition of a duty means to the person who gave the event, in both languages. */
import type { DutyRefused } from '../../machines/duty.ts';

const sentences = {
  stateAcceptsEvent: ['该事项已终止,没有这一步', 'The duty has ended; this step has no place.'],
  hasOpenTasks: ['没有待办任务', 'No task is open.'],
  taskIsOpen: [
    '没有这项待办任务:尚未到时间,或已办结',
    'There is no such open task: its time has not come, or it is settled.',
  ],
  givenByPerson: ['这一步须由人作出', 'Only a person may do this.'],
  slotsAreNew: ['任务已登记', 'The tasks have been raised already.'],
  raisesNothing: ['该事项已终止,不再产生任务', 'The duty has ended; it raises no more tasks.'],
  overdueIsOpen: ['任务已办结', 'The task is settled.'],
} as const satisfies Record<DutyRefused['guard'], readonly [string, string]>;

export function dutySentenceOf(guard: DutyRefused['guard']): string {
  return sentences[guard].join(' / ');
}
