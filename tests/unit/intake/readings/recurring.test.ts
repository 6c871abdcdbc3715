import { describe, expect, test } from 'vitest';
import { saysItRecurs } from '../../../../src/intake/readings/recurring.ts';

describe('saysItRecurs', () => {
  test.each([
    '门岗登记不严问题屡查屡犯。',
    '校门外流动摊点反复出现。',
    '上轮巡察指出的账实不符问题仍未整改到位。',
    '2022年审计已指出的挂账问题依旧。',
    '往年督导曾反馈班额超标。',
    '整改后又出现代签现象。',
    '违规补课问题反弹明显。',
    '多次被通报后依旧迟到。',
    '前清后乱,边改边犯。',
    '再次被县教育局指出存在同样问题。',
  ])('is true of %s', (problem) => {
    expect(saysItRecurs(problem)).toBe(true);
  });

  test.each([
    '灭火器过期。',
    '没有采取措施防止反复出现。',
    '避免再次发生同类问题的机制不健全。',
    '校外安全隐患依然存在。',
    '多次和相关单位协商未果。',
    '未再次发现问题。',
    '反复强调、反复教育不够。',
  ])('is false of %s', (problem) => {
    expect(saysItRecurs(problem)).toBe(false);
  });

  test.each(['上轮', '屡查', '反复', '2022年', '整改后', '的'])(
    'ends on a hundred thousand characters of %j',
    (piece) => {
      expect(typeof saysItRecurs(piece.repeat(Math.ceil(100_000 / piece.length)))).toBe('boolean');
    },
    5000,
  );
});
