import { describe, expect, test } from 'vitest';
import { findBareSections } from '../../../../src/intake/text/bare-sections.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { findingsOf } from '../printing.ts';

const found = (...lines: string[]): [number, number][] => [
  ...findBareSections(splitLines(lines.join('\n'))),
];

describe('headings that have lost the 、 behind their number', () => {
  test('are found in a row that counts from 1', () => {
    expect(found('一基本情况', '概况。', '二存在的不足', '三下一步打算')).toEqual([
      [0, 1],
      [2, 1],
      [3, 1],
    ]);
  });

  test('are found between headings that have kept theirs', () => {
    expect(found('一、基本情况', '二存在的不足', '三、打算', '四其他事项')).toEqual([
      [1, 1],
      [3, 1],
    ]);
  });

  test('have numbers of two characters from ten on', () => {
    const rows = '一甲 二乙 三丙 四丁 五戊 六己 七庚 八辛 九壬 十癸 十一子'.split(' ');
    expect(found(...rows.map((row) => `${row}工作方面`)).at(-1)).toEqual([10, 2]);
  });

  test.each([
    ['a row that does not begin at 1', ['二存在的不足', '三下一步打算']],
    ['one alone', ['一基本情况', '概况。']],
    ['numbers that count things', ['一名学生受伤', '二个教室漏水', '三年级班额大']],
    ['一是, 二是', ['一是门卫脱岗', '二是灯坏了']],
    ['sentences', ['一方面抓教学。', '二手设备较多,老化严重。']],
  ])('are not seen in %s', (_what, lines) => {
    expect(found(...lines)).toEqual([]);
  });

  test('part a document as well as those that have it', () => {
    const text =
      '自查报告\n一、基本情况\n概况。\n二、存在的不足\n一是门卫脱岗。二是灯具损坏。\n三、下一步打算\n巩固。';
    const titles = findingsOf(text).map(({ title }) => title);
    expect(findingsOf(text.replaceAll('、', '')).map(({ title }) => title)).toEqual(titles);
    expect(titles).toEqual(['门卫脱岗', '灯具损坏']);
  });
});
