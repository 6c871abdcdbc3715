import { describe, expect, test } from 'vitest';
import { readTallies } from '../../../../src/intake/readings/tallies.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { toFullWidth, withFullWidthDigits } from '../printing.ts';

const talliesIn = (text: string) =>
  readTallies(splitLines(text)).map(({ status, count }) => [status, count]);

describe('readTallies', () => {
  test.each<[string, [string, number][]]>([
    [
      '反馈的25个问题,已完成整改19个、正在整改6个。',
      [
        ['closed', 19],
        ['in_progress', 6],
      ],
    ],
    [
      '巡察反馈问题18个,已整改到位12个,基本完成3个,正在推进2个,尚未整改1个。',
      [
        ['closed', 12],
        ['partially_closed', 3],
        ['in_progress', 2],
        ['not_completed', 1],
      ],
    ],
    [
      '截至目前,三十六项整改任务已完成三十项,六项正在推进。',
      [
        ['closed', 30],
        ['in_progress', 6],
      ],
    ],
    [
      '督导指出问题35宗,30宗已办结,5宗正在办理。',
      [
        ['closed', 30],
        ['in_progress', 5],
      ],
    ],
    [
      '反馈问题12个,10个问题已整改到位,2个问题正在整改。',
      [
        ['closed', 10],
        ['in_progress', 2],
      ],
    ],
    ['巡察反馈问题均已整改,其中立行立改5个。', []],
    ['反馈的18个问题,已整改15个,剩余2个方面正在推进。', [['closed', 15]]],
    ['移交信访件12件,已办结11件。', [['closed', 11]]],
  ])('reads %s', (text, wanted) => {
    expect(talliesIn(text)).toEqual(wanted);
    expect(talliesIn(withFullWidthDigits(toFullWidth(text)))).toEqual(wanted);
  });

  test.each([
    '完成一项、核查一项、销号一项。',
    '至少解决一个实际问题。',
    '4月以来收到意见14条,当周办结13条,1条于5月办结。',
    '已整改隐患12处。',
    '反馈问题未完成整改的,逐个问题督办。',
    '截至2024年5月已完成整改,2024年6月验收。',
  ])('reads nothing into %s', (text) => {
    expect(talliesIn(text)).toEqual([]);
  });

  test('keeps the first statement of each state', () => {
    expect(talliesIn('反馈问题已整改12个。\n截至6月,反馈问题已整改15个。')).toEqual([
      ['closed', 12],
    ]);
  });

  test('counts what is done of those found, and not those found', () => {
    const text = '截至10月,反馈的26个问题已整改完成22个,正在推进4个。';
    expect(readTallies(splitLines(text)).map(({ status, count }) => [status, count])).toEqual([
      ['closed', 22],
      ['in_progress', 4],
    ]);
  });

  test.each(['已整改1个', '1个', '正在', '问题', '一'])(
    'reads a hundred thousand characters of %j',
    (piece) => {
      const long = piece.repeat(Math.ceil(100_000 / piece.length));
      expect(Array.isArray(readTallies(splitLines(`反馈${long}`)))).toBe(true);
    },
    5000,
  );
});
