import { describe, expect, test } from 'vitest';
import { readWell, tableOf } from './tables.ts';

const LEDGER = [
  ['序号', '存在问题', '整改措施'],
  ['1', '甲', '乙'],
];

/** What is known of a ledger with these rows above and below it. */
const headOf = (
  above: readonly (readonly string[])[],
  below: readonly (readonly string[])[] = [],
) => {
  const { title, inspectedOrg, inspectingBody, feedbackDate, reported } = readWell(
    tableOf([...above, ...LEDGER, ...below]),
  ).document.document;
  return [title, inspectedOrg, inspectingBody, feedbackDate, reported.value];
};

describe('what stands above a ledger', () => {
  test.each([
    [
      [['附件1：'], ['云栖县第一中学巡察反馈问题整改台账']],
      ['云栖县第一中学巡察反馈问题整改台账', '云栖县第一中学', null, null, null],
    ],
    [
      [['整 改 台 账'], ['填报单位：县教育体育局', '', '填报时间：2024年6月']],
      ['整改台账', '县教育体育局', null, null, '2024-06-30'],
    ],
    [
      [
        ['2024年校园安全隐患排查整治台账（第一批）'],
        ['学校名称', '青石小学'],
        ['检查组：', '县安全检查组'],
      ],
      ['2024年校园安全隐患排查整治台账（第一批）', '青石小学', '县安全检查组', null, null],
    ],
    [
      [
        ['关于落实市委第二巡察组反馈意见的整改清单'],
        ['反馈时间：2024年3月15日　　填表日期：2024.4.1'],
      ],
      [
        '关于落实市委第二巡察组反馈意见的整改清单',
        null,
        '市委第二巡察组',
        '2024-03-15',
        '2024-04-01',
      ],
    ],
    [
      [['青石县第三小学'], ['问题整改情况一览表'], ['2024年5月20日']],
      ['青石县第三小学问题整改情况一览表', '青石县第三小学', null, null, '2024-05-20'],
    ],
    [[['单位名称（盖章）：青石小学      金额单位：元']], [null, '青石小学', null, null, null]],
    [[], [null, null, null, null, null]],
  ])('%j', (above, expected) => {
    expect(headOf(above)).toEqual(expected);
  });

  test('a date that is not whole is kept as printed', () => {
    expect(headOf([['反馈时间：X月12日']])[3]).toBe('X月12日');
  });

  test('fields below it count as well', () => {
    expect(headOf([['整改台账']], [['填报单位：青石小学', '', '填报日期：2024年7月1日']])).toEqual([
      '整改台账',
      '青石小学',
      null,
      null,
      '2024-07-01',
    ]);
  });
});
