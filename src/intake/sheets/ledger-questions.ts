/** Asks what the header of a ledger does not settle. */
import type { Question } from '../schema.ts';
import type { Table } from '../source.ts';
import type { ColumnMeaning } from './column-mapping.ts';
import type { Column } from './columns.ts';
import type { Header } from './find-header.ts';
import { SURE } from './header-meaning.ts';

const MEANINGS: Readonly<Record<ColumnMeaning, readonly [chinese: string, english: string]>> = {
  no: ['序号', 'number'],
  aspect: ['方面', 'aspect'],
  item: ['上级问题', 'item above the finding'],
  finding: ['问题', 'finding'],
  description: ['具体表现', 'description'],
  cause: ['原因', 'cause'],
  requirement: ['整改要求', 'requirement'],
  target: ['整改目标', 'target'],
  measures: ['整改措施', 'measures'],
  progress: ['整改情况', 'progress'],
  status: ['整改状态', 'status'],
  sustained: ['是否长期坚持', 'sustained'],
  class: ['整改类型', 'class'],
  grade: ['等级', 'grade'],
  unit: ['责任单位', 'responsible unit'],
  supporting: ['配合单位', 'supporting units'],
  leader: ['责任领导', 'lead official'],
  person: ['责任人', 'case officer'],
  due: ['整改时限', 'deadline'],
  completed: ['实际完成时间', 'date of completion'],
  verifier: ['验收人', 'verifier'],
  verified: ['验收时间', 'date of verification'],
  inspected: ['被检查单位', 'inspected unit'],
  location: ['位置', 'location'],
  amount: ['涉及金额', 'amount'],
  found: ['检查时间', 'date of the finding'],
  source: ['问题来源', 'source'],
  request: ['需协调事项', 'request'],
  evidence: ['佐证材料', 'evidence'],
  note: ['备注', 'note'],
  ignored: ['不读入', 'not read'],
};

/** `line` is that of the header. Nothing is asked of a mapping that was given. */
export function columnQuestions({ columns, isGiven }: Header, line: number): Question[] {
  if (isGiven) return [];
  const uncertain = columns.filter(({ meaning, score }) => meaning !== 'ignored' && score < SURE);
  const unknown = columns.filter(({ meaning, score }) => meaning === 'ignored' && score === 0);
  return [
    ...uncertain.map((column) => uncertainColumn(column, line)),
    ...unknownColumns(unknown, line),
  ];
}

function uncertainColumn({ index, header, meaning }: Column, line: number): Question {
  const [chinese, english] = MEANINGS[meaning];
  return asked(
    line,
    'column_uncertain',
    `第${index + 1}列“${header}”按“${chinese}”读入，是否正确？ / Column ${index + 1} "${header}" was read as ${english}; is that right?`,
  );
}

function unknownColumns(columns: readonly Column[], line: number): Question[] {
  if (columns.length === 0) return [];
  const names = columns.map(({ header }) => `“${header}”`);
  return [
    asked(
      line,
      'columns_unknown',
      `未识别的列：${names.join('、')}；内容未读入问题 / Columns of unknown meaning, not read into the findings: ${names.join(', ')}`,
    ),
  ];
}

const WORTH_A_LOOK = 3;

/** A table that could be meant to be read, and is no ledger of findings. */
export function unreadTable({ name, rows }: Table): Question[] {
  const width = rows.reduce(
    (widest, { cells }) => Math.max(widest, cells.filter((cell) => cell !== '').length),
    0,
  );
  if (rows.length < WORTH_A_LOOK || width < WORTH_A_LOOK) return [];
  const line = rows[0]?.line ?? 1;
  const called = name === null ? '' : `“${name}”`;
  return [
    asked(
      line,
      'table_unread',
      `表格${called}没有台账的表头，未读入 / The table ${called} has no header of a ledger and was not read`,
    ),
  ];
}

const asked = (line: number, code: string, message: string): Question => ({
  line,
  finding: null,
  about: 'document',
  code,
  message,
});
