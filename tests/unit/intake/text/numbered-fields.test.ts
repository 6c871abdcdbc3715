import { describe, expect, test } from 'vitest';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { unnumberFields } from '../../../../src/intake/text/numbered-fields.ts';
import { onlyFinding } from '../printing.ts';

const NOTICE = [
  '关于某市督察反馈第九项整改任务完成情况的公示',
  '一、整改任务',
  '老城区雨污不分,污水收集率偏低。',
  '二、整改目标',
  '收集率达到50%以上。',
  '三、整改时限',
  '2023年12月31日',
  '四、责任单位',
  '市住建局',
  '五、整改措施及完成情况',
  '1.编制改造规划。已于2021年10月完成。',
  '2.新建管网68公里。',
  '公示时间:2024年1月5日至2024年1月11日',
].join('\n');

const printed = (text: string): string[] =>
  unnumberFields(splitLines(text)).map((line) => line.text);

describe('fields of a record that are numbered like chapters', () => {
  test('become labels', () => {
    expect(printed(NOTICE).filter((line) => line.endsWith(':'))).toEqual([
      '反馈问题:',
      '整改目标:',
      '整改时限:',
      '责任单位:',
      '整改措施及完成情况:',
    ]);
  });

  test('make one finding, with all it says', () => {
    const finding = onlyFinding(NOTICE);
    expect(finding).toMatchObject({
      title: '老城区雨污不分,污水收集率偏低',
      responsible: '责任单位:市住建局',
      due: { value: '2023-12-31' },
    });
    expect(finding.measures.map(({ text }) => text)).toEqual([
      '编制改造规划。已于2021年10月完成。',
      '新建管网68公里。',
    ]);
  });

  test('stay chapters where they are those of a report', () => {
    const report = '一、存在问题\n1.甲。\n二、整改措施\n1.乙。\n三、整改成效\n丙。';
    expect(printed(report)).toEqual(report.split('\n'));
  });

  test('stay as they are where one comes again: each finding has its own', () => {
    const twice = `${NOTICE}\n${NOTICE}`;
    expect(printed(twice)).toEqual(twice.split('\n'));
  });
});
