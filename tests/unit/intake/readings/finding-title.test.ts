import { describe, expect, test } from 'vitest';
import { splitTitle } from '../../../../src/intake/readings/finding-title.ts';
import { toFullWidth } from '../printing.ts';

const split = (...lines: string[]) => {
  const { title, description } = splitTitle(lines);
  return [title, description];
};

describe('splitTitle', () => {
  test('parts the title at the first full stop', () => {
    expect(split('财务管理不规范。票据不全。审批缺失。')).toEqual([
      '财务管理不规范',
      '票据不全。审批缺失。',
    ]);
  });

  test('uses one sentence for both where there is only one', () => {
    expect(split('校门口摊点整治不彻底,欺凌仍有发生。')).toEqual([
      '校门口摊点整治不彻底,欺凌仍有发生',
      '校门口摊点整治不彻底,欺凌仍有发生。',
    ]);
  });

  test('takes a title on a line of its own', () => {
    expect(split('财务管理不规范', '票据不全。', '审批缺失。')).toEqual([
      '财务管理不规范',
      '票据不全。\n审批缺失。',
    ]);
    expect(split('财务管理不规范。', '票据不全。')).toEqual(['财务管理不规范', '票据不全。']);
  });

  test('closes up a heading the printer broke', () => {
    expect(split('食堂管理措施不到位,存在疏', '漏的情况。账目不清。')).toEqual([
      '食堂管理措施不到位,存在疏漏的情况',
      '账目不清。',
    ]);
  });

  test.each([
    [
      '政治建设不够有力党总支理论学习不扎实,重形式轻效果。',
      '政治建设不够有力',
      '党总支理论学习不扎实,重形式轻效果。',
    ],
    [
      '意识形态工作抓得不紧年级组没有专题研究,阵地管理松散。',
      '意识形态工作抓得不紧',
      '年级组没有专题研究,阵地管理松散。',
    ],
    [
      '制度执行不严学校未按规定公示财务,台账也没有建立。',
      '制度执行不严',
      '学校未按规定公示财务,台账也没有建立。',
    ],
    [
      '安全排查不到位 学校每月排查记录雷同,灭火器过期。',
      '安全排查不到位',
      '学校每月排查记录雷同,灭火器过期。',
    ],
    [
      '关于食堂管理混乱的问题:食堂采购没有询价,账目不清。',
      '关于食堂管理混乱的问题',
      '食堂采购没有询价,账目不清。',
    ],
  ])('parts a title that runs on without a full stop: %s', (text, title, description) => {
    expect(split(text)).toEqual([title, description]);
    expect(split(toFullWidth(text))).toEqual([title, toFullWidth(description)]);
  });

  test.each([
    '防范化解安全风险政治安全教育不到位。',
    '对整改不力学校督促不够,年年有同样问题。',
    '作风建设不严不实。',
    '整治不规范收费不彻底,个别班级仍有发生。',
    '履行职能创新方式不多,不够有力。',
    '存在以下问题:票据不全,审批缺失。',
  ])('does not tear %s apart', (text) => {
    expect(split(text)[0]).toBe(text.slice(0, -1));
  });

  test('does not end a title inside a quotation', () => {
    expect(split('关于“学习少。讨论少”的问题。没有计划。')[0]).toBe('关于“学习少。讨论少”的问题');
  });

  test('takes the name of a field on a line of its own, and no line that was torn', () => {
    const sentence = '有一所幼儿园用家用冰箱留样,没有专人登记。';
    expect(splitTitle(['伙房及留样', sentence])).toMatchObject({
      title: '伙房及留样',
      description: sentence,
    });
    expect(splitTitle(['幼儿园的', sentence]).title).not.toBe('幼儿园的');
    expect(splitTitle(['学校食堂留样', '登记不全']).title).toBe('学校食堂留样登记不全');
  });

  test.each([
    ['急诊急救协同短板:会诊响应时间平均18分钟。', '急诊急救协同短板'],
    ['门诊候诊时间过长:平均候诊42分钟。', '门诊候诊时间过长'],
    ['消防安全情况:灭火器数量不足。', '消防安全情况:灭火器数量不足'],
    ['主要表现:台账不全。', '主要表现:台账不全'],
    ['县第一中学:消防栓压力不足。', '县第一中学:消防栓压力不足'],
  ])('of %s ends before the colon only where that names what is wrong', (text, title) => {
    expect(split(text)[0]).toBe(title);
  });

  test.each([
    ['教研活动流于形式部分教研组活动记录补写,主题不明确。', '教研活动流于形式'],
    ['作业设计缺乏层次性个别教师作业布置一刀切,作业量偏大。', '作业设计缺乏层次性'],
  ])('finds in %s where the full stop was lost', (text, title) => {
    expect(split(text)[0]).toBe(title);
  });

  test('says when it kept a long sentence whole', () => {
    const long = `${'学校对规章制度的学习宣传贯彻落实情况,'.repeat(4)}没有跟进。`;
    expect(splitTitle([long]).isDoubtful).toBe(true);
    expect(splitTitle(['票据不全。']).isDoubtful).toBe(false);
  });
});
