import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ColumnMapping, fingerprintOf } from '../../../../src/intake/sheets/column-mapping.ts';
import { findingsOf, meaningsOf, questionsOf, readWell, tableOf } from './tables.ts';

const meanings = (header: readonly string[], ...rows: readonly (readonly string[])[]): unknown =>
  meaningsOf(readWell(tableOf([header, ...(rows.length === 0 ? [header.map(() => '甲')] : rows)])));

describe('columns that lay claim to the same', () => {
  test('a broader column of problems before a narrower one is the item they stand under', () => {
    expect(meanings(['序号', '反馈问题', '具体问题', '整改措施'])).toEqual([
      'no item finding measures',
    ]);
  });

  test('a column of titles beside one of details is the finding', () => {
    expect(meanings(['编号', '隐患描述', '隐患名称', '责任人'])).toEqual([
      'no description finding person',
    ]);
  });

  test('details alone are the finding', () => {
    expect(meanings(['序号', '具体表现', '整改措施'])).toEqual(['no finding measures']);
    expect(meanings(['序号', '问题描述', '责任人'])).toEqual(['no finding person']);
  });

  test('of two columns of problems the first is the finding, and a person is asked', () => {
    const read = readWell(
      tableOf([
        ['序号', '问题', '存在问题', '措施'],
        ['1', '甲', '乙', '丙'],
      ]),
    );
    expect(meaningsOf(read)).toEqual(['no finding description measures']);
    expect(questionsOf(read)).toEqual([[1, 'column_uncertain']]);
  });

  test('of two columns of numbers the one before the findings is theirs', () => {
    expect(meanings(['序号', '方面', '序号', '存在问题', '措施'])).toEqual([
      'ignored aspect no finding measures',
    ]);
  });

  test('tasks beside problems are what is asked for; alone they are the findings', () => {
    expect(meanings(['序号', '反馈意见', '整改任务', '整改措施'])).toEqual([
      'no finding requirement measures',
    ]);
    expect(meanings(['序号', '整改任务', '整改措施', '责任单位'])).toEqual([
      'no finding measures unit',
    ]);
  });
});

const rowsOf = (...cells: readonly (readonly [date: string, status: string])[]) =>
  cells.map(([date, status], at) => [String(at + 1), '甲', '乙', date, status]);

describe('完成时间', () => {
  const header = ['序号', '问题', '措施', '完成时间', '整改状态'];
  test('beside a deadline is when it was completed', () => {
    expect(meanings(['序号', '问题', '整改时限', '完成时间'])).toEqual([
      'no finding due completed',
    ]);
  });

  test('beside a date of completion is the deadline', () => {
    expect(meanings(['序号', '问题', '完成时间', '销号时间'])).toEqual([
      'no finding due completed',
    ]);
  });

  test.each([
    ['words of a deadline', [['2024年6月底前', '已完成']]],
    ['a finding that is not done', [['2024-06-30', '整改中']]],
  ] as const)('with %s is the deadline', (_what, cells) => {
    expect(meanings(header, ...rowsOf(...cells))).toEqual(['no finding measures due status']);
  });

  test('of findings that are all done is when they were, and a person is asked', () => {
    const read = readWell(tableOf([header, ...rowsOf(['2024-06-30', '已完成'])]));
    expect(meaningsOf(read)).toEqual(['no finding measures completed status']);
    expect(questionsOf(read)).toContainEqual([1, 'column_uncertain']);
  });
});

describe('a mapping', () => {
  const header = ['甲', '乙', '丙'];
  const rows = [header, ['1', '门锁坏了', '换锁'], ['2', '灯不亮', '换灯']];
  const mapping: ColumnMapping = {
    fingerprint: fingerprintOf(header),
    columns: [
      { header: '甲', meaning: 'no' },
      { header: '乙', meaning: 'finding' },
      { header: '丙', meaning: 'measures' },
    ],
  };

  test('that is given wins, also over a header nothing is known of', () => {
    const read = readWell(tableOf(rows), { mapping });
    expect(findingsOf(read).map(({ no, title }) => [no, title])).toEqual([
      ['1', '门锁坏了'],
      ['2', '灯不亮'],
    ]);
    expect(read.mapping).toEqual([mapping]);
    expect(questionsOf(read)).toEqual([]);
  });

  test('given wins over what the header seems to say', () => {
    const table = tableOf([
      ['序号', '存在问题', '整改措施', '备注'],
      ['1', '甲', '乙', '丙'],
    ]);
    const detected = readWell(table).mapping[0];
    if (detected === undefined) throw new Error('no mapping');
    const turned = detected.columns.map(({ header: name, meaning }) => ({
      header: name,
      meaning:
        meaning === 'note'
          ? ('finding' as const)
          : meaning === 'finding'
            ? ('note' as const)
            : meaning,
    }));
    const [finding] = findingsOf(readWell(table, { mapping: [{ ...detected, columns: turned }] }));
    expect(finding?.title).toBe('丙');
  });

  test('that is returned reads the same file to the same findings, and passes its schema', () => {
    const table = tableOf([
      ['序号', '问题', '整改情况', '', '怪列'],
      ['', '', '完成情况', '完成时限', ''],
      ['1', '门锁坏了', '已完成', '2024年6月', 'x'],
    ]);
    const first = readWell(table);
    const again = readWell(table, {
      mapping: first.mapping.map((each) => ColumnMapping.parse(each)),
    });
    expect(again.document.aspects).toEqual(first.document.aspects);
    expect(again.mapping).toEqual(first.mapping);
  });

  test('of another header is left aside', () => {
    const other = { ...mapping, fingerprint: '0'.repeat(32) };
    const read = readWell(
      tableOf([
        ['序号', '问题', '措施'],
        ['1', '甲', '乙'],
      ]),
      { mapping: [other] },
    );
    expect(meaningsOf(read)).toEqual(['no finding measures']);
  });
});

describe('fingerprintOf', () => {
  const names = fc.array(
    fc.constantFrom('序号', '问题', '整改情况/完成时限', '金额（元）', '责任人'),
    {
      minLength: 1,
      maxLength: 6,
    },
  );

  test('is the same under width, spaces, line breaks and order', () => {
    fc.assert(
      fc.property(names, fc.nat(), (header, seed) => {
        const printed = header.map((name) =>
          Array.from(name)
            .join(seed % 2 === 0 ? ' ' : '\n')
            .replaceAll('（', '(')
            .replaceAll('）', ')'),
        );
        const turned = [
          ...printed.slice(seed % header.length),
          ...printed.slice(0, seed % header.length),
          '',
        ];
        expect(fingerprintOf(turned)).toBe(fingerprintOf(header));
      }),
    );
  });

  test.each([
    [
      ['序号', '问题'],
      ['序号', '问题', '问题'],
    ],
    [['金额（元）'], ['金额（万元）']],
    [['整改情况/时限'], ['整改情况', '时限']],
    [['问题'], ['方面']],
  ])('tells %j from %j', (one, other) => {
    expect(fingerprintOf(one)).not.toBe(fingerprintOf(other));
  });
});
