import { describe, expect, test } from 'vitest';
import { classifyStatus } from '../../../../src/intake/readings/status-phrases.ts';
import { toFullWidth } from '../printing.ts';

const PHRASES = {
  closed: [
    '此问题已整改到位',
    '已整改完成',
    '已完成整改',
    '整改完成',
    '已销号',
    '公示期满,已销号',
    '已立行立改',
    '达到整改要求',
  ],
  closed_ongoing: [
    '此问题已整改到位,并长期坚持',
    '已完成并持续落实',
    '已完成整改并常态化推进',
    '长期坚持',
  ],
  in_progress: [
    '正在整改',
    '持续推进',
    '目前工作正在持续推进中,已见成效',
    '整改中',
    '已启动整改',
    '该问题正在整改,预计年底完成',
    '此项整改正在有序推进,预计2024年2月底前全部完成',
  ],
  partially_closed: [
    '基本完成',
    '阶段性完成',
    '已基本整改到位',
    '部分完成',
    '已完成2项,剩余1项正在推进',
    '已整改1项,1项未完成',
  ],
  not_completed: [
    '未完成',
    '尚未整改到位',
    '没有完成',
    '无法按期完成',
    '不能马上整改',
    '岗位取消',
    '一直未能有效解决',
  ],
  pending_closure: ['公示中', '已完成整改,正在申请销号', '待验收'],
  planned: [
    '计划于2025年3月完成',
    '预计2024年2月底前全部完成',
    '已列入2025年预算',
    '已制定整改方案',
  ],
  identified: ['待整改'],
} as const;

describe('classifyStatus', () => {
  test.each(Object.entries(PHRASES))(
    'knows the phrases for %s, in either width',
    (status, phrases) => {
      for (const phrase of phrases) {
        expect([phrase, classifyStatus(phrase)]).toEqual([phrase, status]);
        expect(classifyStatus(toFullWidth(phrase))).toBe(status);
      }
    },
  );

  test.each([
    '对尚未整改到位的问题开展检查',
    '对已完成整改的问题进行回访',
    '确保整改到位',
    '2025年3月27日前整改到位',
    '未再发生类似情况',
    '加强日常管理',
    '',
  ])('takes %j for no statement of status', (phrase) => {
    expect(classifyStatus(phrase)).toBeNull();
  });
});
