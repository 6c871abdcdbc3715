import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readReferrals } from '../../../../src/intake/readings/referrals.ts';
import { splitLines } from '../../../../src/intake/text/lines.ts';
import { toFullWidth, withFullWidthDigits } from '../printing.ts';
import { DID_NOT_RUN, seeds, seedsAreHere } from '../../../support/seeds.ts';

const referralsIn = (text: string) =>
  readReferrals(splitLines(text)).map(({ kind, count }) => [kind, count]);

describe('readReferrals', () => {
  test.each<[string, [string, number | null][]]>([
    [
      '区委第三巡察组没有向我园移交立行立改问题和信访件。',
      [
        ['petition', 0],
        ['immediate', 0],
      ],
    ],
    ['巡察期间未收到移交我园办理的信访件。', [['petition', 0]]],
    [
      '巡察组移交信访件12件、问题线索3条。',
      [
        ['petition', 12],
        ['lead', 3],
      ],
    ],
    ['巡察组共移交5件信访件,已办结4件。', [['petition', 5]]],
    ['县委巡察组移交立行立改问题6个,已全部整改。', [['immediate', 6]]],
    [
      '巡察组移交信访举报件8件,未移交问题线索。',
      [
        ['petition', 8],
        ['lead', 0],
      ],
    ],
    ['督导组转交我校来信来访件十二件。', [['petition', 12]]],
    ['巡察组移交了若干问题线索。', [['lead', null]]],
    ['巡察组移交问题线索为零。', [['lead', 0]]],
  ])('reads %s', (text, wanted) => {
    expect(referralsIn(text)).toEqual(wanted);
    expect(referralsIn(withFullWidthDigits(toFullWidth(text)))).toEqual(wanted);
  });

  test.each([
    '信访工作有序,信访件5件均已办结。',
    '将2条问题线索移交县纪委监委办理。',
    '整改办公室把涉嫌违纪问题线索移交有关部门。',
    '档案已移交档案室。',
  ])('reads nothing into %s', (text) => {
    expect(referralsIn(text)).toEqual([]);
  });

  test('names each kind once, by the sentence that says how many', () => {
    const text = '对巡察组移交的信访件逐一研究。巡察组移交信访件7件。\n巡察组移交信访件均已办结。';
    expect(referralsIn(text)).toEqual([['petition', 7]]);
  });

  test.skipIf(!seedsAreHere)(`reads none of either kind in seed 000 (${DID_NOT_RUN})`, () => {
    const text = readFileSync(new URL('000_b8f31ccd60c4a22a.txt', seeds), 'utf8');
    expect(referralsIn(text)).toEqual([
      ['petition', 0],
      ['immediate', 0],
    ]);
  });

  test.each(['移交', '巡察组移交信访件1件,', '组', '信访', '1件', '没有'])(
    'reads a hundred thousand characters of %j',
    (piece) => {
      const long = piece.repeat(Math.ceil(100_000 / piece.length));
      expect(Array.isArray(readReferrals(splitLines(`巡察组移交${long}`)))).toBe(true);
    },
    5000,
  );
});
