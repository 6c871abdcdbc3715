import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { IntakeDocument } from '../../../../src/intake/schema.ts';
import { ColumnMapping } from '../../../../src/intake/sheets/column-mapping.ts';
import { readTables, type TableReading } from '../../../../src/intake/sheets/read-tables.ts';
import type { Merge, Table } from '../../../../src/intake/source.ts';
import { fold } from '../../../../src/intake/text/lines.ts';
import { findingsOf, readWell, tableOf } from './tables.ts';

const PIECES = [
  '',
  '',
  '',
  '序号',
  '问题',
  '存在问题',
  '具体问题',
  '方面',
  '整改措施',
  '整改情况',
  '完成时限',
  '完成时间',
  '责任单位',
  '是否完成',
  '整改状态',
  '备注',
  '1',
  '2',
  '（一）',
  '一',
  '一、党建方面',
  '1.甲；2.乙',
  '①甲②乙',
  '合计',
  '同上',
  '示例',
  '备注：无',
  '填表人：张三',
  '2024-06-30',
  '2024年6月底',
  '45473',
  '√',
  '否',
  '已完成',
  '正在推进',
  '此问题已整改到位。',
  '门锁坏了。无人修。',
  '\n',
  ' ',
  '\u0000',
  '\ud800',
  '"',
  '(',
  '……',
];

const anyCell = fc.oneof(fc.constantFrom(...PIECES), fc.string({ unit: 'binary', maxLength: 10 }));
const merges = fc.array(
  fc.tuple(fc.nat(8), fc.nat(6), fc.nat(8), fc.nat(6)).map(([top, left, down, right]): Merge => ({
    top,
    left,
    bottom: top + down,
    right: left + right,
  })),
  { maxLength: 6 },
);
const tables: fc.Arbitrary<Table> = fc.record({
  kind: fc.constant('table' as const),
  name: fc.constantFrom(null, '台账', ''),
  rows: fc
    .array(fc.array(anyCell, { maxLength: 7 }), { maxLength: 9 })
    .map((rows) => rows.map((each, index) => ({ line: index * 2 + 1, cells: each }))),
  merges,
});

const besideIsSound = (reading: Extract<TableReading, { ok: true }>): boolean => {
  const numbers = new Set(findingsOf(reading).map(({ no }) => no));
  return reading.beside.every(({ finding }) => numbers.has(finding));
};

const isSound = (reading: TableReading): boolean =>
  reading.ok
    ? IntakeDocument.safeParse(reading.document).success &&
      reading.mapping.every((each) => ColumnMapping.safeParse(each).success) &&
      besideIsSound(reading)
    : reading.error.message !== '';

/** Without spaces and what cannot be seen, in half width. */
const ink = (text: string): string =>
  fold(text).replaceAll(/[\s\u200b-\u200d\u2060\ufeff\u00ad]/g, '');

describe('any table', () => {
  test('is read or refused, never thrown at', () => {
    fc.assert(
      fc.property(fc.array(tables, { maxLength: 3 }), (given) => {
        const reading = readTables(given, {
          directory: [{ kind: 'unit', id: 'u', name: '教务处' }],
        });
        expect(isSound(reading)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  test('below a header gives findings of its own rows only', () => {
    const header = { line: 1, cells: ['序号', '存在问题', '整改措施', '责任人', '整改时限'] };
    fc.assert(
      fc.property(tables, (given) => {
        const rows = [header, ...given.rows.map((row) => ({ ...row, line: row.line + 1 }))];
        const reading = readTables([{ ...given, rows }]);
        const lines = new Set(rows.map(({ line }) => line));
        const printed = ink(rows.flatMap((row) => row.cells).join(''));
        const found = reading.ok ? findingsOf(reading) : [];
        expect(found.filter(({ line }) => !lines.has(line))).toEqual([]);
        expect(found.filter(({ title }) => !printed.includes(ink(title).slice(0, 2)))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});

const HEADER = [
  '序号',
  '方面',
  '存在问题',
  '具体表现',
  '整改要求',
  '整改措施',
  '责任单位',
  '配合单位',
  '责任领导',
  '责任人',
  '整改时限',
  '整改情况',
  '是否整改到位',
  '实际完成时间',
  '涉及金额（万元）',
  '整改目标',
  '备注',
];
const filled = fc.tuple(
  fc.constantFrom('党建方面', '作风方面'),
  fc.constantFrom('门锁坏了', '台账不全。没有签字。'),
  fc.constantFrom('', '东门无法上锁。'),
  fc.constantFrom('', '限期更换'),
  fc.constantFrom('', '1.换锁；\n2.登记。', '（1）换锁；（2）登记', '换锁'),
  fc.constantFrom('教务处', '总务处、办公室'),
  fc.constantFrom('', '财务室'),
  fc.constantFrom('', '李明'),
  fc.constantFrom('', '张三\n李四'),
  fc.constantFrom('2024-06-30', '2024年6月底前', '立行立改', '6月30日'),
  fc.constantFrom('', '已换锁。', '正在推进', '已完成；此问题已整改到位。'),
  fc.constantFrom('', '是', '否', '√'),
  fc.constantFrom('', '2024-05-01'),
  fc.constantFrom('', '12.5'),
  fc.constantFrom('', '压减20%以上'),
  fc.constantFrom('', '无'),
);
const ledgers = fc
  .array(filled, { minLength: 1, maxLength: 6 })
  .map((rows) => rows.map((row, index) => [String(index + 1), ...row]));

const contentOf = (rows: readonly (readonly string[])[]) => {
  const { document } = readWell(tableOf(rows));
  return document.aspects;
};

const wide = (text: string): string =>
  text.replaceAll(/[!-~]/g, (char) => String.fromCodePoint(char.charCodeAt(0) + 0xfee0));

/** Rows between move the lines, and nothing else. */
const withoutLines = (aspects: unknown): unknown =>
  JSON.parse(JSON.stringify(aspects, (key, value: unknown) => (key === 'line' ? 0 : value)));

describe('a ledger', () => {
  test('says the same in whatever order its columns stand', () => {
    const orders = fc.shuffledSubarray(
      HEADER.map((_, index) => index),
      { minLength: HEADER.length },
    );
    fc.assert(
      fc.property(ledgers, orders, (rows, order) => {
        const turn = (row: readonly string[]) => order.map((index) => row[index] ?? '');
        expect(contentOf([turn(HEADER), ...rows.map(turn)])).toEqual(contentOf([HEADER, ...rows]));
      }),
      { numRuns: 200 },
    );
  });

  test('says the same in full and in half width', () => {
    fc.assert(
      fc.property(ledgers, (rows) => {
        const printed = [HEADER, ...rows].map((cells) => cells.map(wide));
        expect(fold(JSON.stringify(contentOf(printed)))).toBe(
          fold(JSON.stringify(contentOf([HEADER, ...rows]))),
        );
      }),
      { numRuns: 200 },
    );
  });

  test('says the same with blank rows and columns between, and a title above', () => {
    fc.assert(
      fc.property(ledgers, fc.nat(16), (rows, at) => {
        const spread = (cells: readonly string[]) => [
          ...cells.slice(0, at),
          '',
          ...cells.slice(at),
        ];
        const padded = [
          ['整改台账'],
          [],
          spread(HEADER),
          ...rows.flatMap((row) => [spread(row), []]),
        ];
        expect(withoutLines(contentOf(padded))).toEqual(withoutLines(contentOf([HEADER, ...rows])));
      }),
      { numRuns: 100 },
    );
  });
});
