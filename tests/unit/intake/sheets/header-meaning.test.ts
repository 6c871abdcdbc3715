import { describe, expect, test } from 'vitest';
import { meaningOfHeader, SURE } from '../../../../src/intake/sheets/header-meaning.ts';
import { HEADER_NAMES } from '../../../../src/intake/sheets/header-names.ts';

const NAMES = {
  no: ['序号', '编号', '问题编号', '隐患编号', '序  号', 'No.'],
  aspect: ['方面', '类别', '问题类型', '检查项目', '所属方面', '隐患类别'],
  finding: [
    '问题',
    '存在问题',
    '反馈问题',
    '具体问题',
    '隐患内容',
    '隐患描述',
    '检查发现的问题',
    '存在的主要问题',
    '市委巡察反馈问题',
    '发现的问题及隐患',
    '问题具体内容',
    '反馈意见具体内容',
    '发现问题（隐患）描述',
    'Issue description',
  ],
  description: ['具体表现', '问题描述', '问题具体表现'],
  measures: [
    '整改措施',
    '工作措施',
    '具体措施',
    '治理措施',
    '整改措施（可附页）',
    '拟采取的整改措施',
    '细化的整改措施',
    '整改具体举措',
    'Corrective action',
    '整改措施及完成情况',
  ],
  requirement: ['整改要求', '整改建议', '意见建议', '整改完成标准'],
  target: ['整改目标', '目标任务'],
  progress: [
    '整改情况',
    '整改进展',
    '落实情况',
    '完成情况',
    '整改结果',
    '整改措施落实情况',
    '问题整改情况',
    '截至目前整改进展情况',
    '已采取的整改措施',
  ],
  status: [
    '整改状态',
    '是否完成',
    '是否整改到位',
    '是否已完成整改',
    '是否销号',
    '办结情况',
    '整改完成与否',
    '销号情况',
    '已整改',
    '未完成',
  ],
  sustained: ['是否长期坚持', '是否需要长期坚持'],
  unit: [
    '责任单位',
    '责任部门',
    '责任科室',
    '牵头单位',
    '整改责任单位',
    '责任单位及责任人',
    '责任单位/责任人',
  ],
  supporting: ['配合单位', '协办部门', '配合科室'],
  leader: ['责任领导', '分管领导', '牵头领导', '包案领导', '整改第一责任人', '分管校领导'],
  person: ['责任人', '经办人', '整改责任人', '责 任 人', '责任人（签字）', '责任人及联系电话'],
  due: ['整改时限', '完成时限', '整改期限', '计划完成时间', '整改截止时间', '整改时限（年/月/日）'],
  completed: ['实际完成日期', '销号时间', '实际完成时间'],
  completion: ['完成时间', '整改完成时间'],
  verifier: ['验收人', '复核人', '核查人'],
  amount: ['涉及金额', '涉及金额（万元）', '问题金额'],
  note: ['备注', '备  注', '备注说明'],
  location: ['隐患位置', '地点', '隐患部位'],
  inspected: ['被检查单位', '受检单位', '被巡察单位'],
  grade: ['隐患等级', '问题性质', '隐患级别'],
  class: ['整改类型', '是否立行立改'],
  found: ['检查时间', '发现日期'],
  source: ['问题来源', '检查人'],
  cause: ['原因分析', '未整改到位问题原因'],
  evidence: ['佐证材料', '整改前照片'],
  ignored: ['联系电话', '是否公开'],
} as const;

const cases = Object.entries(NAMES).flatMap(([meaning, names]) =>
  names.map((name): [string, string] => [name, meaning]),
);

const fullWidth = (text: string): string =>
  text.replaceAll(/[!-~]/g, (char) => String.fromCodePoint(char.charCodeAt(0) + 0xfee0));

describe('meaningOfHeader', () => {
  test.each(cases)('%s is %s, and sure', (name, meaning) => {
    expect(meaningOfHeader([name])).toMatchObject({ meaning });
    expect(meaningOfHeader([name])?.score).toBeGreaterThanOrEqual(SURE);
  });

  test.each(cases)('%s means the same however it is printed', (name) => {
    const plain = meaningOfHeader([name])?.meaning;
    const broken = Array.from(name).join('\n');
    for (const printed of [fullWidth(name), broken, `*${name}`, `${name}：`, `\u3000${name} `]) {
      expect([printed, meaningOfHeader([printed])?.meaning]).toEqual([printed, plain]);
    }
  });

  test.each([
    ['序號', 'no'],
    ['問題類別', 'aspect'],
    ['存在問題', 'finding'],
    ['隱患內容', 'finding'],
    ['責任單位', 'unit'],
    ['牽頭領導', 'leader'],
    ['整改時限', 'due'],
    ['實際完成時間', 'completed'],
    ['備註', 'note'],
    ['驗收人', 'verifier'],
    ['整改狀態', 'status'],
    ['涉及金額', 'amount'],
    ['協辦單位', 'supporting'],
  ])('%s is %s in traditional characters too', (name, meaning) => {
    expect(meaningOfHeader([name])?.meaning).toBe(meaning);
  });

  test.each([
    [['整改情况', '完成时限'], 'due'],
    [['整改情况', '完成情况'], 'progress'],
    [['整改', '措施'], 'measures'],
    [['责任', '单位'], 'unit'],
    [['责任落实情况', '领导'], 'leader'],
    [['验收', '时间'], 'verified'],
    [['问题清单', '序号'], 'no'],
    [['整改状态', '已完成'], 'status'],
    [['整改进展', '第一季度'], 'progress'],
  ])('levels %j are read together as %s', (levels, meaning) => {
    expect(meaningOfHeader(levels)?.meaning).toBe(meaning);
  });

  test.each(['学生姓名首字母', '附加信息', '天气', '', '   ', '2024年'])(
    'makes nothing of %j',
    (name) => {
      expect(meaningOfHeader([name])).toBeNull();
    },
  );

  test.each([
    ['存在问题 / Issue', 'finding'],
    ['责任人\nOwner', 'person'],
    ['No./序号', 'no'],
  ])('%j is read by its Chinese words', (name, meaning) => {
    expect(meaningOfHeader([name])?.meaning).toBe(meaning);
  });

  test('no name stands for two meanings', () => {
    const names = HEADER_NAMES.flatMap(({ sure, weak = '' }) =>
      `${sure} ${weak}`.split(' ').filter((name) => name !== ''),
    );
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });
});
