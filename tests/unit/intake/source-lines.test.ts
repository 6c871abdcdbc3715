import { describe, expect, test } from 'vitest';
import { readSource } from '../../../src/intake/read-document.ts';
import { sourceLines } from '../../../src/intake/source-lines.ts';
import type { Source, SourceBlock } from '../../../src/intake/source.ts';

const source = (...blocks: SourceBlock[]): Source => ({ format: 'docx', blocks });
const text = (line: number, printed: string): SourceBlock => ({
  kind: 'text',
  line,
  text: printed,
});
const table = (line: number, ...rows: string[][]): SourceBlock => ({
  kind: 'table',
  name: null,
  merges: [],
  rows: rows.map((cells, index) => ({ line: line + index, cells })),
});
const shown = (...blocks: SourceBlock[]): [number, string][] =>
  sourceLines(source(...blocks)).map(({ number, text: line }) => [number, line]);

describe('sourceLines', () => {
  test('count on from where a block stands', () => {
    expect(shown(text(1, '甲\n\n乙'), text(9, '丙'))).toEqual([
      [1, '甲'],
      [3, '乙'],
      [9, '丙'],
    ]);
  });

  test('tell a row of two cells as a field and what it holds', () => {
    expect(shown(table(4, ['问题描述', '灭火器过期'], ['整改措施', '更换']))).toEqual([
      [4, '问题描述\uff1a灭火器过期'],
      [5, '整改措施\uff1a更换'],
    ]);
  });

  test('tell any other row as one line, without its empty cells', () => {
    expect(shown(table(1, ['检查人', '甲某', '', '乙某'], ['', ' ', ''], ['备注:', '无']))).toEqual(
      [
        [1, '检查人 甲某 乙某'],
        [3, '备注: 无'],
      ],
    );
  });

  test('part a cell of several lines, all with the number of their row', () => {
    expect(shown(table(6, ['整改措施', '(1)更换。\n\n(2)登记。']))).toEqual([
      [6, '整改措施\uff1a(1)更换。'],
      [6, '(2)登记。'],
    ]);
  });

  test('keep their folded twin as long as the text', () => {
    for (const line of sourceLines(source(table(1, ['问题描述', '灭火器\u3000過期（三具）'])))) {
      expect(line.folded).toHaveLength(line.text.length);
    }
  });
});

test('a form in a table of fields is read as if its fields were lines', () => {
  const reading = readSource(
    source(
      text(1, '安全隐患整改单'),
      table(
        2,
        ['存在问题', '三楼灭火器过期'],
        ['整改措施', '更换灭火器'],
        ['责任人', '甲某'],
        ['整改时限', '2024年5月31日'],
      ),
    ),
  );
  expect(reading).toMatchObject({
    ok: true,
    document: {
      aspects: [
        {
          findings: [
            {
              title: '三楼灭火器过期',
              measures: [{ text: '更换灭火器' }],
              due: { value: '2024-05-31' },
            },
          ],
        },
      ],
    },
  });
});

test('the text around a ledger says what the ledger does not', () => {
  const reading = readSource(
    source(
      text(1, '青石县第三小学整改台账\n巡察组反馈问题5个。'),
      table(3, ['序号', '问题', '整改措施', '责任人'], ['1', '灭火器过期', '更换', '甲某']),
      text(5, '2024年5月6日'),
    ),
  );
  expect(reading).toMatchObject({
    ok: true,
    document: {
      document: { declared: { findings: 5 }, reported: { value: '2024-05-06' } },
      listed: { findings: 1 },
    },
  });
});
