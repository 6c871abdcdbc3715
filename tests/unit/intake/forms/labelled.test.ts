import { describe, expect, test } from 'vitest';
import { readDocument } from '../../../../src/intake/read-document.ts';
import { findingsOf, onlyFinding, readWell, warningsOf } from '../printing.ts';

const numbersOf = (text: string): string[] => findingsOf(text).map(({ no }) => no);

describe('the number of a finding', () => {
  test('names its chapter where the items begin again in each', () => {
    expect(
      numbersOf(
        '(一)关于医疗方面问题\n1.病历不规范。\n整改情况:培训。\n(二)关于后勤方面问题\n1.热水不足。\n整改情况:换炉。',
      ),
    ).toEqual(['(一)-1', '(二)-1']);
  });

  test('stands alone where the items run through', () => {
    expect(
      numbersOf(
        '(一)聚焦医疗方面\n1.病历不规范。\n整改情况:培训。\n(二)聚焦后勤方面\n2.热水不足。\n整改情况:换炉。',
      ),
    ).toEqual(['1', '2']);
  });

  test('of a chapter that is a finding itself is the chapter’s', () => {
    const text =
      '一、基本情况\n概况。\n二、整改情况\n(一)河道保洁不到位。\n整改情况:清理两次。\n(二)监测点缺失。\n整改情况:新设两处。';
    expect(numbersOf(text)).toEqual(['(一)', '(二)']);
    expect(readWell(text).aspects.map(({ title }) => title)).toEqual(['二、整改情况']);
  });

  test('of a nested finding names the item above it', () => {
    const text =
      '(一)聚焦医疗方面\n1.管理松散。\n(1)病历不规范。\n整改情况:培训。\n(2)处方不规范。\n整改情况:点评。';
    expect(numbersOf(text)).toEqual(['1(1)', '1(2)']);
  });

  test('is the one it is filed under, without the words before it', () => {
    expect(
      numbersOf(
        '受理编号:X2024-001\n反映问题:夜间噪声。\n处理情况:已停工。\n受理编号:X2024-002\n反映问题:油烟扰民。\n处理情况:已清洗。',
      ),
    ).toEqual(['X2024-001', 'X2024-002']);
  });

  test('it is filed under is no gap in a numbering', () => {
    expect(
      warningsOf(
        '受理编号:X2024-001\n反映问题:夜间噪声。\n处理情况:已停工。\n受理编号:X2024-009\n反映问题:油烟扰民。\n处理情况:已清洗。',
      ),
    ).toEqual([]);
  });
});

describe('an item with points', () => {
  test('and progress of its own besides is a finding too', () => {
    const text =
      '(一)聚焦医疗方面\n1.管理松散。\n整改情况:召开会议。\n(1)病历不规范。\n整改情况:培训。\n(2)处方不规范。\n整改情况:点评。';
    expect(findingsOf(text).map(({ no, title }) => [no, title])).toEqual([
      ['1', '管理松散'],
      ['1(1)', '病历不规范'],
      ['1(2)', '处方不规范'],
    ]);
  });

  test('that share their measures is one finding, whose description they are', () => {
    const text =
      '(一)聚焦医疗方面\n1.管理松散。\n(1)病历不规范。\n(2)处方不规范。\n整改情况:一是培训。二是点评。';
    const finding = onlyFinding(text);
    expect(finding.description).toBe('(1)病历不规范。\n(2)处方不规范。');
    expect(finding.measures).toHaveLength(2);
    expect(warningsOf(text)).toEqual([[2, 'measures_shared']]);
  });
});

describe('what is printed below the labels', () => {
  test('is sorted: who asks, who is asked, what looking into it has shown', () => {
    const finding = onlyFinding(
      '(一)聚焦后勤方面\n1.热水不足。晚间断供。\n原因分析:锅炉老化。\n整改要求:年内更换。\n整改目标:全天供应。\n整改情况:一是换炉。\n需上级协调解决的问题:追加经费。',
    );
    expect(finding).toMatchObject({
      measures: [{ text: '换炉。' }],
      requirements: ['年内更换。'],
      requests: ['追加经费。'],
    });
    expect(finding.remarks).toContain('锅炉老化。');
    expect(finding.remarks).toContain('全天供应。');
  });

  test('and asks the superior to act is no measure', () => {
    expect(onlyFinding('1.用地不足。\n整改情况:恳请县政府统筹用地。')).toMatchObject({
      measures: [],
      requests: ['恳请县政府统筹用地。'],
    });
  });
});

test('a list behind the heading holds the measures where the labels below only date and state', () => {
  const [first, second] = findingsOf(
    '通报\n第一方面:乡村振兴方面\n(一)战略落实有差距\n1.产业项目效益不高问题。①逐一评估项目12个;②引进企业1家。\n完成时限:2023年12月底\n整改状态:已完成\n第二方面:作风方面\n(二)管理不规范\n2.资金管理不严问题。①清理合同46份;②追缴承包费。\n整改状态:正在推进',
  );
  expect(first).toMatchObject({
    title: '产业项目效益不高问题',
    status: 'closed',
    measures: [{ text: '逐一评估项目12个' }, { text: '引进企业1家。' }],
  });
  expect(second).toMatchObject({ status: 'in_progress', measures: [{}, {}] });
});

test('what the office will do next, behind all, is nothing of the last finding', () => {
  const text =
    '报告\n1.派车单不完整。\n整改措施:完善审批单。\n2.办公用房超标。\n整改措施:调整布局。\n整改成效:已整改到位。\n下一步,我局将举一反三,建立长效机制。\n县文化旅游局\n2024年7月15日';
  expect(findingsOf(text).at(-1)).toMatchObject({ remarks: null, status: 'closed' });
});

test('progress in a chapter without an item is refused with its line', () => {
  expect(readDocument('(一)聚焦医疗方面\n整改情况:(1)培训;\n1.病历不规范。')).toMatchObject({
    ok: false,
    error: { code: 'measures_before_finding', line: 2 },
  });
});
