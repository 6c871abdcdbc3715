import { Buffer } from 'node:buffer';
import { readXlsx as readNaively, writeXlsx } from 'hucre/xlsx';
import { describe, expect, test } from 'vitest';
import { readCsv } from '../../../../src/intake/formats/csv.ts';
import { DEFAULT_LIMITS } from '../../../../src/intake/formats/limits.ts';
import { readXlsx } from '../../../../src/intake/formats/xlsx.ts';
import { COLUMN_MEANINGS } from '../../../../src/intake/sheets/column-mapping.ts';
import { readTables, type TableReading } from '../../../../src/intake/sheets/read-tables.ts';
import { intakeTemplate, templateRows } from '../../../../src/intake/sheets/template.ts';
import { statusInCell } from '../../../../src/intake/sheets/status-cells.ts';
import type { Table } from '../../../../src/intake/source.ts';
import { csvText } from '../../../../src/spreadsheet-text.ts';

const ROW = [
  '1',
  '党建方面',
  '门锁坏了',
  '教学楼东门无法上锁。',
  '第一中学',
  '教学楼',
  '较重',
  1200,
  '限期更换',
  '1.换锁；\n2.登记。',
  '立行立改',
  '总务处',
  '办公室',
  '李明',
  '张华',
  '2030年6月底前',
  '已换锁。',
  '已完成',
  '2030-05-01',
  '无',
];

async function read(format: 'xlsx' | 'csv', bytes: Uint8Array): Promise<TableReading> {
  const result = await (format === 'xlsx' ? readXlsx : readCsv)(bytes, DEFAULT_LIMITS);
  if (!result.ok) throw new Error(result.error.message);
  const tables = result.source.blocks.filter((block): block is Table => block.kind === 'table');
  return readTables(tables);
}

const filledIn = {
  csv: () => Promise.resolve(Buffer.from(csvText([...templateRows(), ROW]))),
  xlsx: () => writeXlsx({ sheets: [{ name: '整改台账', rows: [...templateRows(), ROW] }] }),
};

describe.each(['xlsx', 'csv'] as const)('the %s template', (format) => {
  test('holds no finding as long as nobody has filled it in', async () => {
    expect(await read(format, await intakeTemplate(format))).toMatchObject({
      ok: false,
      error: { code: 'no_findings' },
    });
  });

  test('filled in is read without a question, every column for what it is', async () => {
    const reading = await read(format, await filledIn[format]());
    if (!reading.ok) throw new Error(reading.error.message);
    const meanings = reading.mapping.map(({ columns }) => columns.map(({ meaning }) => meaning));
    expect(meanings).toEqual([
      [
        'no',
        'aspect',
        'finding',
        'description',
        'inspected',
        'location',
        'grade',
        'amount',
        'requirement',
        'measures',
        'class',
        'unit',
        'supporting',
        'leader',
        'person',
        'due',
        'progress',
        'status',
        'completed',
        'note',
      ],
    ]);
    expect(reading.document.questions).toEqual([]);
    expect(reading.document.warnings).toEqual([]);
    expect(reading.document.aspects).toMatchObject([
      {
        title: '党建方面',
        findings: [
          {
            no: '1',
            title: '门锁坏了',
            description: '教学楼东门无法上锁。',
            requirements: ['限期更换'],
            measures: [{ text: '换锁' }, { text: '登记。' }],
            responsible: '责任单位：总务处；配合单位：办公室；责任领导：李明；责任人：张华',
            due: { value: '2030-06-30' },
            status: 'closed',
            remarks: '已换锁。\n涉及金额：1200元\n备注：无',
            amounts: [{ yuan: 1200 }],
          },
        ],
      },
    ]);
  });

  test('has a Chinese and an English header and an example', () => {
    const [chinese, english, example] = templateRows();
    expect(chinese).toHaveLength(ROW.length);
    expect(english?.every((name) => /^[A-Za-z.() ]+$/.test(String(name)))).toBe(true);
    expect(example?.[0]).toBe('示例');
  });
});

describe('the lists of the xlsx template', () => {
  test('offer statuses and classes, none of which is a status nobody reads', async () => {
    const { sheets } = await readNaively(await intakeTemplate('xlsx'));
    const lists = sheets[0]?.dataValidations?.map(({ values, range }) => [range, values]) ?? [];
    expect(lists.map(([range]) => range)).toEqual(['G3:G2000', 'K3:K2000', 'R3:R2000']);
    const statuses = [lists[2]?.[1] ?? []].flat();
    expect(statuses.map((each) => statusInCell(each, '整改状态')?.status)).toEqual([
      'identified',
      'in_progress',
      'partially_closed',
      'not_completed',
      'pending_closure',
      'closed',
      'closed_ongoing',
    ]);
  });

  test('meanings are all words of the contract', () => {
    expect(new Set(COLUMN_MEANINGS).size).toBe(COLUMN_MEANINGS.length);
  });
});
