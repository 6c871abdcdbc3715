/** The workbook that people fill in with findings, and its rows for other formats. */
import { Buffer } from 'node:buffer';
import { csvText, guardFormula, type SpreadsheetValue } from '../../spreadsheet-text.ts';
import type { ColumnMeaning } from './column-mapping.ts';

interface TemplateColumn {
  readonly meaning: ColumnMeaning;
  readonly chinese: string;
  readonly english: string;
  readonly example: string;
  /** In characters of the sheet's type. */
  readonly width: number;
  readonly note: string;
  /** What can be chosen; other entries are let through with a hint. */
  readonly choices?: readonly string[];
}

const COLUMNS: readonly TemplateColumn[] = [
  {
    meaning: 'no',
    chinese: '序号',
    english: 'No.',
    example: '示例',
    width: 8,
    note: '问题编号；以“示例”开头的行不读入 / number; rows that begin with 示例 are not read',
  },
  {
    meaning: 'aspect',
    chinese: '方面',
    english: 'Aspect',
    example: '聚焦群众身边不正之风和腐败问题方面',
    width: 18,
    note: '可合并单元格，空白表示同上 / may be merged; blank means as above',
  },
  {
    meaning: 'finding',
    chinese: '存在问题',
    english: 'Finding',
    example: '食堂食材验收把关不严',
    width: 30,
    note: '必填，一行一个问题 / required, one finding per row',
  },
  {
    meaning: 'description',
    chinese: '具体表现',
    english: 'Description',
    example: '抽查发现两批冷冻禽肉没有检疫证明，验收单缺少第二人签字。',
    width: 36,
    note: '事实经过 / what was found',
  },
  {
    meaning: 'inspected',
    chinese: '被检查单位',
    english: 'Inspected unit',
    example: '第二初级中学',
    width: 16,
    note: '问题所在单位 / where it was found',
  },
  {
    meaning: 'location',
    chinese: '位置',
    english: 'Location',
    example: '学生食堂',
    width: 14,
    note: '隐患所在位置 / place of a hazard',
  },
  {
    meaning: 'grade',
    chinese: '问题性质',
    english: 'Grade',
    example: '一般',
    width: 10,
    note: '一般、较重、严重 / ordinary, serious, major',
    choices: ['一般', '较重', '严重'],
  },
  {
    meaning: 'amount',
    chinese: '涉及金额（元）',
    english: 'Amount (yuan)',
    example: '',
    width: 14,
    note: '填数字 / a number',
  },
  {
    meaning: 'requirement',
    chinese: '整改要求',
    english: 'Requirement',
    example: '严格执行进货查验制度',
    width: 24,
    note: '检查组提出的要求，不是已采取的措施 / what the inspectors ask for',
  },
  {
    meaning: 'measures',
    chinese: '整改措施',
    english: 'Measures',
    example: '1.实行双人验收，当日留存票据；\n2.缺证食材一律退回。',
    width: 40,
    note: '多条请编号分行，或续写在下一行（问题列留空） / number them, or go on in the row below',
  },
  {
    meaning: 'class',
    chinese: '整改类型',
    english: 'Class',
    example: '立行立改',
    width: 12,
    note: '立行立改、分阶段整改、持续整改 / immediate, phased, continuing',
    choices: ['立行立改', '分阶段整改', '持续整改'],
  },
  {
    meaning: 'unit',
    chinese: '责任单位',
    english: 'Responsible unit',
    example: '总务处',
    width: 16,
    note: '名称与名录一致 / named as in the directory',
  },
  {
    meaning: 'supporting',
    chinese: '配合单位',
    english: 'Supporting units',
    example: '办公室、财务室',
    width: 16,
    note: '多个用顿号分开 / parted by 、',
  },
  {
    meaning: 'leader',
    chinese: '责任领导',
    english: 'Lead official',
    example: '李明',
    width: 12,
    note: '',
  },
  {
    meaning: 'person',
    chinese: '责任人',
    english: 'Case officer',
    example: '张华',
    width: 12,
    note: '',
  },
  {
    meaning: 'due',
    chinese: '整改时限',
    english: 'Deadline',
    example: '2030年6月底前',
    width: 14,
    note: '日期，或“2030年6月底前”“立行立改”等 / a date, or words',
  },
  {
    meaning: 'progress',
    chinese: '整改情况',
    english: 'Progress',
    example: '已更换供应商并签订责任书。',
    width: 36,
    note: '已经做了什么 / what has been done',
  },
  {
    meaning: 'status',
    chinese: '整改状态',
    english: 'Status',
    example: '整改中',
    width: 14,
    note: '单位自述，须经核查 / claimed by the unit, to be verified',
    choices: ['待整改', '整改中', '基本完成', '未完成', '待验收', '已完成', '已完成并长期坚持'],
  },
  {
    meaning: 'completed',
    chinese: '实际完成时间',
    english: 'Completed on',
    example: '',
    width: 14,
    note: '',
  },
  { meaning: 'note', chinese: '备注', english: 'Note', example: '', width: 20, note: '' },
];

/** Chinese header, English header, and an example that is passed over when the file is read. */
export function templateRows(): SpreadsheetValue[][] {
  return [
    COLUMNS.map(({ chinese }) => chinese),
    COLUMNS.map(({ english }) => english),
    COLUMNS.map(({ example }) => example),
  ];
}

/** The template as a file. Its CSV has no lists to choose from and no notes. */
export async function intakeTemplate(format: 'xlsx' | 'csv'): Promise<Uint8Array> {
  if (format === 'csv') return Buffer.from(csvText(templateRows()));
  const { writeXlsx } = await import('hucre/xlsx');
  return writeXlsx({
    sheets: [
      {
        name: '整改台账',
        columns: COLUMNS.map(({ width }) => ({ width, style: WRAPPED })),
        rows: guarded(templateRows()),
        cells: headerCells(),
        freezePane: { rows: HEADER_ROWS },
        dataValidations: choices(),
      },
      {
        name: '填写说明',
        columns: [{ width: 30 }, { width: 80 }],
        rows: guarded([
          ['列 / Column', '说明 / Notes'],
          ...COLUMNS.map(({ chinese, english, note }) => [`${chinese} / ${english}`, note]),
        ]),
      },
    ],
  });
}

const HEADER_ROWS = 2;
const LAST_ROW = 2_000;

const WRAPPED = { alignment: { wrapText: true, vertical: 'top' as const } };
const HEADER_STYLE = {
  font: { bold: true },
  alignment: { wrapText: true, vertical: 'center' as const, horizontal: 'center' as const },
};

const guarded = (rows: readonly (readonly SpreadsheetValue[])[]): SpreadsheetValue[][] =>
  rows.map((row) => row.map((value) => (typeof value === 'string' ? guardFormula(value) : value)));

const headerCells = (): Map<string, { style: typeof HEADER_STYLE }> =>
  new Map(
    [0, 1].flatMap((row) =>
      COLUMNS.map((_, column) => [`${row},${column}`, { style: HEADER_STYLE }] as const),
    ),
  );

/** Lists to choose from, below the headers. They hint and forbid nothing. */
const choices = () =>
  COLUMNS.flatMap(({ choices: values, note }, index) => {
    if (values === undefined) return [];
    const letter = String.fromCodePoint(0x41 + index);
    return [
      {
        type: 'list' as const,
        values: [...values],
        range: `${letter}${HEADER_ROWS + 1}:${letter}${LAST_ROW}`,
        allowBlank: true,
        showErrorMessage: true,
        errorStyle: 'information' as const,
        errorMessage: note,
      },
    ];
  });
