import { describe, expect, test } from 'vitest';
import { findLedger, readTables } from '../../../../src/intake/sheets/read-tables.ts';
import { findingsOf, outlineOf, readWell, tableOf } from './tables.ts';

const CARD = [
  ['问题整改销号表', '', '', ''],
  ['存在问题', '食堂管理不规范。台账登记不全。', '', ''],
  ['整 改\n措 施', '1.完善制度；\n2.双人验收。', '', ''],
  ['责任领导', '李明', '责任科室', '总务处'],
  ['整改时限：', '2024年6月底前', '完成情况', '已完成'],
  ['单位负责人签字', '', '日期', ''],
];
const MERGES = ['A1:D1', 'B2:D2', 'B3:D3'];

describe('a card', () => {
  test('of one finding is read as a ledger of one row', () => {
    const read = readWell(tableOf(CARD, { merges: MERGES }));
    expect(findingsOf(read)).toMatchObject([
      {
        no: '1',
        line: 2,
        title: '食堂管理不规范',
        description: '台账登记不全。',
        measures: [{ text: '完善制度' }, { text: '双人验收。' }],
        responsible: '责任科室：总务处；责任领导：李明',
        due: { value: '2024-06-30' },
        status: 'closed',
      },
    ]);
  });

  test('may have two fields side by side from its first row on', () => {
    const read = readWell(
      tableOf([
        ['存在问题', '门锁坏了', '整改措施', '换锁'],
        ['责任人', '张三', '整改时限', '2024-06-30'],
      ]),
    );
    expect(findingsOf(read)).toMatchObject([
      { title: '门锁坏了', measures: [{ text: '换锁' }], responsible: '责任人：张三' },
    ]);
  });

  test('begins where a label comes again, also in the next table', () => {
    const second = CARD.map((cells) => cells.map((text) => text.replace('食堂', '门卫')));
    const below = tableOf([...CARD, ...second], {
      merges: [...MERGES, 'A7:D7', 'B8:D8', 'B9:D9'],
    });
    const expected = [
      [
        null,
        ['1', '食堂管理不规范', '1|完善制度', '2|双人验收。'],
        ['2', '门卫管理不规范', '1|完善制度', '2|双人验收。'],
      ],
    ];
    expect(outlineOf(readWell(below))).toEqual(expected);
    const apart = [tableOf(CARD, { merges: MERGES }), tableOf(second, { merges: MERGES })];
    expect(outlineOf(readWell(apart))).toEqual(expected);
  });

  test.each([
    [
      [
        ['姓名', '张三', '职务', '校长'],
        ['电话', '1', '责任科室', '总务处'],
      ],
    ],
    [
      [
        ['存在问题', '', '整改措施', ''],
        ['责任人', '', '整改时限', ''],
      ],
    ],
    [[['存在问题', '门锁坏了']]],
  ])('is not made of %j', (rows) => {
    expect(findLedger(tableOf(rows))).toBeNull();
    expect(readTables([tableOf(rows)])).toMatchObject({ ok: false });
  });
});
