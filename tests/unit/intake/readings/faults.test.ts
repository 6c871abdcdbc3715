import { describe, expect, test } from 'vitest';
import {
  isResponse,
  statesFault,
  statesPlainFault,
} from '../../../../src/intake/readings/faults.ts';

describe('statesFault', () => {
  test.each([
    '灭火器过期',
    '未建立台账',
    '学习不深入',
    '教师配备不足',
    '制度不健全',
    '门卫登记不规范',
    '个别学校门卫脱岗',
    '存在重教学轻管理现象',
    '管理有待加强',
    '通道堆放杂物',
    '台帐滞后',
    '滅火器過期',
  ])('sees what is wrong in %s', (clause) => {
    expect(statesFault(clause)).toBe(true);
  });

  test.each([
    '各校高度重视',
    '未发现安全隐患',
    '没有发生事故',
    '无一例事故发生',
    '消除了消防隐患',
    '有效解决了入园难问题',
    '防止形式主义',
    '不断提高质量',
    '不忘初心',
    '做到不留死角',
    '确保不出问题',
    '食堂环境整洁',
    '',
  ])('sees nothing wrong in %j', (clause) => {
    expect(statesFault(clause)).toBe(false);
  });

  test.each(['陪餐不少于两人', '班额不超过45人', '满意度不低于90%'])(
    'sees no fault in the bound of %s',
    (clause) => {
      expect(statesFault(clause)).toBe(false);
    },
  );

  // 不高 is a fault, and 于 behind it is not looked at.
  test('sees no fault in the bound of 温度不高于25度', () => {
    expect(statesFault('温度不高于25度')).toBe(false);
  });

  test('sees none in what is to be avoided', () => {
    expect(statesFault('避免台账不规范')).toBe(false);
  });

  test('sees none in what has been solved', () => {
    expect(statesFault('校舍老化问题得到解决')).toBe(false);
  });
});

describe('statesPlainFault', () => {
  test.each(['灭火器过期', '未建立台账', '制度不健全', '存在安全隐患', '大门不能按期达标'])(
    'is sure of %s',
    (clause) => {
      expect(statesPlainFault(clause)).toBe(true);
    },
  );

  test.each([
    '发现隐患711处',
    '整改隐患30项',
    '个别学校条件艰苦',
    '不符合条件的学生',
    '未发现问题',
  ])('is not sure of %s', (clause) => {
    expect(statesPlainFault(clause)).toBe(false);
  });

  test('is never surer than statesFault of what is praised', () => {
    for (const clause of ['消除了存在的安全隐患', '防止出现消防隐患', '坚持制度不松懈']) {
      expect(statesPlainFault(clause)).toBe(false);
    }
  });

  test('is sure of schools that miss a standard', () => {
    expect(statesPlainFault('仍有5所学校未达标')).toBe(true);
  });
});

describe('isResponse', () => {
  test.each([
    '为此',
    '学校已更换',
    '已于5月更换',
    '将更换',
    '针对此情况',
    '目前尚未解决',
    '学校立即整改',
    '经协调',
    '下一步',
  ])('begins at %s', (clause) => {
    expect(isResponse(clause)).toBe(true);
  });

  test.each(['门卫脱岗', '教师代拟教案', '为零', '为主', '工作人员已超龄', '设备已过期', ''])(
    'does not begin at %j',
    (clause) => {
      expect(isResponse(clause)).toBe(false);
    },
  );
});
