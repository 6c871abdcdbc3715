import { describe, expect, test } from 'vitest';
import {
  clauseOnTheWhole,
  measureStatus,
  statesTheWhole,
  takeClosing,
} from '../../../../src/intake/readings/status-clauses.ts';

describe('takeClosing', () => {
  test('takes the sentences on the finding off the end', () => {
    expect(takeClosing('更换门锁。此问题已整改到位。长期坚持。', true)).toEqual({
      rest: '更换门锁。',
      phrase: '此问题已整改到位。长期坚持',
    });
  });

  test('leaves a sentence with an object of its own alone', () => {
    expect(takeClosing('更换门锁。已完成监控安装。', true).phrase).toBeNull();
    expect(takeClosing('排查隐患12处。12处隐患已全部整改到位。', true).phrase).toBeNull();
  });

  test('takes a status in closing brackets without the brackets', () => {
    expect(takeClosing('更换门锁。(已整改到位)', true)).toEqual({
      rest: '更换门锁。',
      phrase: '已整改到位',
    });
  });

  test('reads 此项工作 as the finding only where there is a single measure', () => {
    expect(takeClosing('更换门锁。此项工作已完成。', false).phrase).toBe('此项工作已完成');
    expect(takeClosing('更换门锁。此项工作已完成。', true).phrase).toBeNull();
  });
});

test('statesTheWhole accepts a status whose consequences follow', () => {
  expect(statesTheWhole('目前已整改完成,并纳入每日巡查', true)).toBe(true);
  expect(statesTheWhole('目前食堂已整改完成', true)).toBe(false);
});

test('clauseOnTheWhole finds the clause that names the rectification', () => {
  const text = '加强监督,目前此项整改任务已完成并持续落实。';
  expect(clauseOnTheWhole(text, true)).toBe('目前此项整改任务已完成并持续落实');
  expect(clauseOnTheWhole('增加教师,此项工作9月已完成落实', true)).toBeNull();
});

describe('measureStatus', () => {
  test.each([
    ['联系维修,并于2023年X月25日完成更换', '于2023年X月25日完成更换'],
    ['修订办法,新办法已在9月正式实施', '新办法已在9月正式实施'],
    ['因无人报名,岗位取消。将继续争取;', '岗位取消。将继续争取'],
    ['采购设备,正在办理手续', '正在办理手续'],
    ['补签协议(已完成)', '已完成'],
    ['多方筹措,目前保安均持证上岗', '目前保安均持证上岗'],
  ])('finds the outcome in %s', (text, phrase) => {
    expect(measureStatus(text)).toBe(phrase);
  });

  test.each([
    '组织培训2次,修订办法。',
    '将于2025年6月完成改造',
    '责令3家企业于2023年6月30日前完成改造',
    '对已完成的项目开展检查',
  ])('finds none in %s', (text) => {
    expect(measureStatus(text)).toBeNull();
  });
});
