import { describe, expect, test } from 'vitest';
import { fold } from '../../../../src/intake/text/lines.ts';
import { readMark } from '../../../../src/intake/text/numbering.ts';
import { toFullWidth, withFullWidthDigits } from '../printing.ts';

describe('readMark', () => {
  test.each([
    ['一、整改情况', 'section', 1],
    ['十二、打算', 'section', 12],
    ['(三)关于', 'chapter', 3],
    ['㈡关于', 'chapter', 2],
    ['1.标题', 'item', 1],
    ['11、标题', 'item', 11],
    ['2 . 标题', 'item', 2],
    ['⒊标题', 'item', 3],
    ['(2)换锁', 'leaf', 2],
    ['( 2 )、换锁', 'leaf', 2],
    ['3)换锁', 'half', 3],
    ['⑷换锁', 'leaf', 4],
    ['⑤换锁', 'circled', 5],
    ['一是换锁', 'ordinal', 1],
    ['十一是换锁', 'ordinal', 11],
    ['其二,换锁', 'ordinal', 2],
    ['第三,换锁', 'ordinal', 3],
  ] as const)('reads the number of %s', (printed, style, value) => {
    expect(readMark(printed)).toMatchObject({ style, value });
  });

  test('reads full-width numbers like half-width ones', () => {
    for (const printed of ['(2)换锁', '1.标题', '(三)关于', '11、标题']) {
      const wide = withFullWidthDigits(toFullWidth(printed)).replace('.', '\uff0e');
      expect(readMark(fold(wide))).toEqual(readMark(printed));
    }
  });

  test.each([
    '3.5万元结余',
    '1.14',
    '1、2、3、4、5',
    '2024年',
    '(试行)',
    '唯一是',
    '0.标题',
    '标题',
  ])('takes %s for text', (printed) => {
    expect(readMark(printed)).toBeNull();
  });

  test.each([
    ['3.2022-2025年,新建17所', 3, '2022-2025年'],
    ['1.2名保安无证', 1, '2名'],
    ['4.3.5万元结余已上缴', 4, '3.5万元'],
    ['2.5月份召开会议', 2, '5月份'],
  ])('parts the number of %s from the number that follows', (printed, value, rest) => {
    const mark = readMark(printed);
    expect(mark).toMatchObject({ style: 'item', value });
    expect(printed.slice(mark?.length)).toMatch(new RegExp(`^${rest}`));
  });
});
