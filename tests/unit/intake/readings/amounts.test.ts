import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAmounts } from '../../../../src/intake/readings/amounts.ts';
import { toFullWidth, withFullWidthDigits } from '../printing.ts';

describe('readAmounts', () => {
  test.each<[string, [raw: string, yuan: number][]]>([
    ['追回10元。', [['10元', 10]]],
    [
      '挂账18.6万元,追回11.2万元。',
      [
        ['18.6万元', 186_000],
        ['11.2万元', 112_000],
      ],
    ],
    ['总投资1.234亿元。', [['1.234亿元', 123_400_000]]],
    ['退还1,234,567.89元。', [['1,234,567.89元', 1_234_567.89]]],
    [
      '补贴三万元,罚款五千元,共计一百二十万元。',
      [
        ['三万元', 30_000],
        ['五千元', 5000],
        ['一百二十万元', 1_200_000],
      ],
    ],
    [
      '追缴5万余元、3000多元。',
      [
        ['5万余元', 50_000],
        ['3000多元', 3000],
      ],
    ],
    ['预算20-30万元。', [['20-30万元', 200_000]]],
    [
      '每生1200元/年,两千元以下免报。',
      [
        ['1200元', 1200],
        ['两千元', 2000],
      ],
    ],
    [
      '安排3千万元、2百万元。',
      [
        ['3千万元', 30_000_000],
        ['2百万元', 2_000_000],
      ],
    ],
    ['123.45万元', [['123.45万元', 1_234_500]]],
  ])('reads %s', (text, wanted) => {
    expect(readAmounts(text).map(({ raw, yuan }) => [raw, yuan])).toEqual(wanted);
    const wide = withFullWidthDigits(
      text.replaceAll(',', '\uff0c') === text ? toFullWidth(text) : text,
    );
    expect(readAmounts(wide).map(({ yuan }) => yuan)).toEqual(wanted.map(([, yuan]) => yuan));
  });

  test.each([
    '3号楼2单元,5万美元,100欧元',
    '2024年1月1日元旦放假',
    '执行《20万元以下项目采购办法》',
    '资金万元,投资亿元',
    '一元化管理'.slice(0, 0),
    '覆盖率86%,共120人',
  ])('finds no sum in %j', (text) => {
    expect(readAmounts(text)).toEqual([]);
  });

  test('gives sums in the order of the text, each a part of it', () => {
    const pieces = fc.constantFrom(
      '12',
      '.5',
      '万',
      '亿',
      '元',
      '三',
      '十',
      ',',
      '余',
      '-',
      '。',
      '《',
      '》',
      '单',
    );
    const texts = fc.array(pieces, { maxLength: 40 }).map((each) => each.join(''));
    fc.assert(
      fc.property(texts, (text) => {
        let from = 0;
        for (const { raw, yuan } of readAmounts(text)) {
          const at = text.indexOf(raw, from);
          expect(at).toBeGreaterThanOrEqual(from);
          expect(yuan).toBeGreaterThanOrEqual(0);
          from = at + raw.length;
        }
      }),
    );
  });

  test.each(['1', '1,', '一', '元', '1万', '《', '1.5', '百'])(
    'reads a hundred thousand characters of %j',
    (piece) => {
      expect(Array.isArray(readAmounts(piece.repeat(Math.ceil(100_000 / piece.length))))).toBe(
        true,
      );
    },
    5000,
  );
});
