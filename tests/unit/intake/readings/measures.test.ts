import { describe, expect, test } from 'vitest';
import { MeasureList } from '../../../../src/intake/readings/measures.ts';

function read(...lines: string[]) {
  const problems: [line: number, problem: string, expected: number, found: number][] = [];
  const list = new MeasureList((...problem) => problems.push(problem));
  lines.forEach((line, index) => list.feed(index + 1, line));
  return { list, problems, measures: list.measures.map(({ no, text }) => [no, text]) };
}

describe('MeasureList', () => {
  test.each([
    ['(1)换锁;(2)培训。'],
    ['1.换锁;2.培训。'],
    ['①换锁;②培训。'],
    ['一是换锁;二是培训。'],
    ['一、换锁;二、培训。'],
    ['其一,换锁;其二,培训。'],
  ])('reads the list %s', (text) => {
    expect(read(text).measures).toEqual([
      ['1', '换锁'],
      ['2', '培训。'],
    ]);
  });

  test('reads a measure glued to the end of the one before', () => {
    expect(read('(1)换锁;', '(2)培训。(3)检查。').measures).toEqual([
      ['1', '换锁'],
      ['2', '培训。'],
      ['3', '检查。'],
    ]);
  });

  test('keeps unnumbered lines with the measure they follow', () => {
    expect(read('(1)4月换锁;', '7月再换;', '(2)培训。').measures).toEqual([
      ['1', '4月换锁;\n7月再换'],
      ['2', '培训。'],
    ]);
  });

  test('takes a list inside a measure for its text', () => {
    const { measures } = read('(1)加强管理:一是换锁;二是培训。', '(2)检查:①门锁;②监控。');
    expect(measures.map(([no]) => no)).toEqual(['1', '2']);
  });

  test('keeps what stands before the first number as the lead', () => {
    const { list, measures } = read('学校采取以下措施:一是换锁。');
    expect(list.lead).toBe('学校采取以下措施:');
    expect(measures).toEqual([['1', '换锁。']]);
  });

  test.each([
    '统一是必要的,唯一是门锁。',
    '按照通知第(1)项和附件(2)执行',
    '完成率由1.5%提高到2.5%。',
    '检查页码1、2、3、4。',
  ])('finds no list in %s', (text) => {
    expect(read(text).measures).toEqual([]);
  });

  test('reads the third entry 3.2022-2025年 and the fourth 4.3.5万元', () => {
    const { measures } = read('1.制定计划;2.压减支出;3.2022-2025年,新建17所;', '4.3.5万元已上缴。');
    expect(measures.map(([no]) => no)).toEqual(['1', '2', '3', '4']);
    expect(measures[2]?.[1]).toMatch(/^2022-2025年/);
  });

  test('reports gaps and repeats with their line and reads on', () => {
    const { measures, problems } = read('(1)换锁;', '(3)培训;', '(3)检查。');
    expect(measures.map(([no]) => no)).toEqual(['1', '3', '3']);
    expect(problems).toEqual([
      [2, 'gap', 2, 3],
      [3, 'duplicate', 4, 3],
    ]);
  });
});
