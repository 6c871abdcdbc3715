import { describe, expect, test } from 'vitest';
import { readStatusField, statedStatus } from '../../../../src/intake/readings/status-fields.ts';

describe('readStatusField', () => {
  test.each([
    ['整改状态', '整改中', 'in_progress'],
    ['整改状态', '待整改', 'identified'],
    ['整改状态', '公示中', 'pending_closure'],
    ['整改状态', '已销号并长期坚持', 'closed_ongoing'],
    ['整改进展', '已完成。', 'closed'],
    ['办结情况', '阶段性办结', 'partially_closed'],
    ['完成情况', '基本完成', 'partially_closed'],
    ['是否办结', '是', 'closed'],
    ['是否办结', '否', 'not_completed'],
    ['是否办结', '未办结', 'not_completed'],
    ['是否完成整改', '√', 'closed'],
    ['是否完成整改', '×', 'not_completed'],
    ['是否完成整改', '\uff38', 'not_completed'],
  ])('of %s:%s is %s', (name, text, status) => {
    expect(readStatusField(name, text)?.status).toBe(status);
  });

  test('keeps the words as printed, without the full stop', () => {
    expect(readStatusField('是否销号', '是。')).toEqual({ phrase: '是', status: 'closed' });
  });

  test.each([
    ['a field that is not named for a state', '整改情况', '已完成整改'],
    ['a question whether it is true', '是否属实', '是'],
    ['several sentences', '整改结果', '已完成整改。后续加强管理。'],
    ['a long text', '整改结果', '学校召开会议研究部署并组织全体教职工逐项对照完成整改'],
    ['words without a state', '整改状态', '无'],
    ['an empty field', '整改状态', ''],
  ])('is null for %s', (_what, name, text) => {
    expect(readStatusField(name, text)).toBeNull();
  });
});

test('statedStatus is a list of one, or none', () => {
  expect(statedStatus('已完成整改')).toEqual([{ phrase: '已完成整改', status: 'closed' }]);
  expect(statedStatus('更换门锁')).toEqual([]);
});
