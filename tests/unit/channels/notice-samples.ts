/** Facts of one made-up finding, as the notice tests start from them. */
import type { DutyNoticeFacts, NoticeFacts } from '../../../src/channels/channel.ts';

export const zone = 'Asia/Shanghai';
export const at = (text: string): number => Date.parse(text);

/** A reminder ten days before the execution deadline. */
export const tenDaysLeft: NoticeFacts = {
  noticeId: '0192f0c8-7e1a-7cc3-98c4-dc0c0c07398f',
  template: 'reminder',
  rungs: ['T-10'],
  personName: '李明',
  inPlaceOf: null,
  inStead: false,
  finding: {
    number: 'XC-2024-01-003',
    title: '食堂陪餐记录不完整,部分学期缺少校领导陪餐签字和意见反馈',
    roundCode: 'XC-2024-01',
    roundTitle: '2024年第一轮巡察',
    aspectTitle: '食品安全管理',
    responsibleUnit: '总务处',
    state: 'inProgress',
    stage: 'working',
  },
  clock: {
    kind: 'execute',
    dueAt: at('2024-07-10T16:00:00Z'),
    provisional: false,
    ruleId: 'phased-execute-90d',
    policyId: 'cn-inspection',
    policyVersion: 1,
  },
  document: null,
  event: { type: 'CLOCK_DUE', at: at('2024-06-30T01:00:00Z'), reason: null, note: null },
  now: at('2024-06-30T01:00:00Z'),
};

/** A task of a duty, due at the end of its day. */
export const dutyTask = (day: string, more: object = {}) => ({
  slot: day,
  at: at(`${day}T00:00:00Z`),
  dueAt: at(`${day}T16:00:00Z`),
  provisional: false,
  ...more,
});

export const dutySample: DutyNoticeFacts = {
  noticeId: '0192f0c8-7e1a-7cc3-98c4-dc0c0c07398f',
  template: 'duty-tasks-raised',
  personName: '李明',
  inPlaceOf: null,
  duty: {
    number: 'XC-2024-D001',
    kind: 'task',
    title: '校领导每日陪餐',
    roundCode: 'XC-2024',
    roundTitle: '2024年第一轮巡察',
    findingNumber: 'XC-2024-01-003',
  },
  tasks: [dutyTask('2024-03-05')],
  now: at('2024-03-05T00:00:00Z'),
};
