import { describe, expect, test } from 'vitest';
import { parseDigits, parseNumeral } from '../../../../src/intake/text/numerals.ts';

describe('parseNumeral', () => {
  test.each([
    ['18', 18],
    ['十', 10],
    ['十八', 18],
    ['二十', 20],
    ['四十六', 46],
    ['两', 2],
    ['一百二十', 120],
    ['一百零三', 103],
    ['三千二百', 3200],
    ['一千零五', 1005],
  ])('reads %s as %i', (printed, number) => {
    expect(parseNumeral(printed)).toBe(number);
  });

  test.each(['', '三四', '多', '1十', '十八个'])('does not read %j', (printed) => {
    expect(parseNumeral(printed)).toBeNull();
  });
});

test('parseDigits reads years digit by digit', () => {
  expect(parseDigits('二〇二四')).toBe(2024);
  expect(parseDigits('二〇X四')).toBeNull();
});
