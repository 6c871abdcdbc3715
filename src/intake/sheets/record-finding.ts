/** Makes findings of one record of a ledger. */
import { finishFinding } from '../forms/finish.ts';
import type { ReadContext } from '../forms/form.ts';
import { extractAttributes, mergeAttributes } from '../readings/attributes.ts';
import { dueInText } from '../readings/due-in-text.ts';
import { splitTitle } from '../readings/finding-title.ts';
import { readProgress } from '../readings/status.ts';
import type { Finding } from '../schema.ts';
import { statedDate } from '../stated-date.ts';
import { fold } from '../text/lines.ts';
import { withoutEnd } from '../text/sentences.ts';
import { joined, listIn } from './cell-lists.ts';
import { labelOf } from './columns.ts';
import type { ColumnMeaning } from './column-mapping.ts';
import { headerText } from './header-text.ts';
import { doubtsOf, noteDoubts } from './record-doubts.ts';
import { dutiesOf } from './record-duties.ts';
import { partsOf, type Part, type RowMeasure } from './record-parts.ts';
import { standingOf, type RecordStanding } from './record-status.ts';
import { fieldsOf, hasColumn, type Field, type LedgerRecord } from './records.ts';

/** `no` is the record's number; findings listed in one cell get a place behind it. */
export function findingsIn(
  record: LedgerRecord,
  no: string,
  context: ReadContext,
): readonly Finding[] {
  return partsOf(record, context).map((part) => {
    const number = part.place === null ? numberOf(record, part, no) : `${no}(${part.place})`;
    return findingOf(record, part, number, context);
  });
}

/** A ledger without a column of numbers may print them before its findings. */
const numberOf = ({ columns }: LedgerRecord, { mark }: Part, counted: string): string =>
  mark === null || hasColumn(columns, 'no') ? counted : mark;

function findingOf(record: LedgerRecord, part: Part, no: string, context: ReadContext): Finding {
  const line = record.rows[0]?.line ?? 1;
  const head = part.problem.map((text) => extractAttributes(text));
  const { title, description, isDoubtful } = titleOf(
    part,
    head.map(({ text }) => text),
  );
  const planned = part.measures;
  const standing = standingIn(record, planned);
  const measures =
    planned.length > 0 || hasColumn(record.columns, 'measures') ? planned : doneIn(record);
  const duties = dutiesOf(record, measures);
  const taken = measures.map(({ text }) => extractAttributes(text));
  const inBrackets = mergeAttributes(head);
  const asked = fieldsOf(record, 'requirement');
  const finding = finishFinding({
    no,
    title,
    parentTitle: parentTitleOf(record),
    description,
    measures: measures.map((measure, index) => ({
      no: measure.no,
      text: taken[index]?.text ?? measure.text,
      statusPhrase: standing.ofMeasures[index] ?? null,
      responsible: duties.ofMeasures[index]?.responsible ?? taken[index]?.responsible ?? null,
      due: statedDate(duties.ofMeasures[index]?.due ?? taken[index]?.due ?? null),
    })),
    remarks: remarksOf(record, planned.length === 0 && measures.length > 0 ? [] : standing.remarks),
    statusPhrase: standing.statusPhrase,
    statusLevel: standing.statusLevel,
    status: standing.status,
    responsible: duties.responsible ?? inBrackets.responsible,
    due: statedDate(
      duties.due ?? inBrackets.due ?? dueInText(asked.map(({ text }) => text).join('\n')),
    ),
    requirements: listed(asked),
    requests: listed(fieldsOf(record, 'request')),
    line,
    doubts: doubtsOf({ isDoubtful, byLine: part.byLine, standing }),
  });
  noteDoubts(finding, { record, isDoubtful, isContradicted: standing.isContradicted }, context);
  return finding;
}

interface Titled {
  readonly title: string;
  readonly description: string | null;
  readonly isDoubtful: boolean;
}

/** A column of descriptions leaves the cell of the finding to its title, unless that says more. */
function titleOf({ description: described }: Part, lines: readonly string[]): Titled {
  const split = splitTitle(lines.map((line) => line.trim()));
  if (described === null) {
    return { ...split, description: split.description === '' ? null : split.description };
  }
  const whole = withoutEnd(joined(lines.join('\n')));
  if (split.isDoubtful || split.title === whole) {
    return { title: whole, description: described, isDoubtful: false };
  }
  return {
    title: split.title,
    description: `${split.description}\n${described}`,
    isDoubtful: false,
  };
}

function parentTitleOf(record: LedgerRecord): string | null {
  if (!hasColumn(record.columns, 'finding')) return null;
  const [item] = fieldsOf(record, 'item');
  return item === undefined ? null : withoutEnd(joined(item.text));
}

/** What has been done stands for measures where the ledger has no column of these. */
function doneIn(record: LedgerRecord): RowMeasure[] {
  return fieldsOf(record, 'progress').flatMap(({ text, line, row, column }) => {
    const told = standingOf({ ...NO_FIELDS, progress: [{ text, line, row, column }] });
    if (told.remarks.length === 0) return [];
    const { lead, items } = listIn(told.remarks.join('\n'), line);
    const listedItems = lead === '' ? items : [{ no: null, text: lead }, ...items];
    return listedItems.map((item) => ({ no: item.no, text: item.text, row }));
  });
}

const NO_FIELDS = { status: [], progress: [], sustained: [], completed: [], measureCount: 0 };

function standingIn(record: LedgerRecord, measures: readonly RowMeasure[]): RecordStanding {
  const standing = standingOf({
    status: fieldsOf(record, 'status'),
    progress: fieldsOf(record, 'progress'),
    sustained: fieldsOf(record, 'sustained'),
    completed: fieldsOf(record, 'completed'),
    measureCount: measures.length,
  });
  const hasColumns = hasColumn(record.columns, 'status') || hasColumn(record.columns, 'progress');
  if (standing.statusLevel !== 'none' || hasColumns) return standing;
  // 整改措施及完成情况: one column tells both.
  const told = readProgress({
    labelled: [],
    measures: measures.map(({ text }) => text),
    remarks: [],
  });
  const { statusPhrase, statusLevel, status, isContradicted } = told;
  const ofMeasures = told.measures.map((measure) => measure.statusPhrase);
  return { ...standing, statusPhrase, statusLevel, status, isContradicted, ofMeasures };
}

const listed = (fields: readonly Field[]): string[] =>
  fields.flatMap(({ text, line }) => {
    const { lead, items } = listIn(text, line);
    return [lead, ...items.map((item) => item.text)].filter((each) => each !== '');
  });

/** Kept with the name of their column, because nothing else of a finding has a place for them. */
const NAMED_REMARKS: readonly ColumnMeaning[] = ['target', 'amount', 'note'];

function remarksOf(record: LedgerRecord, progress: readonly string[]): string | null {
  const named = fieldsOf(record, ...NAMED_REMARKS).map(({ column, text }) => {
    const value = column.meaning === 'amount' ? withUnit(text, column.name) : joined(text);
    return `${labelOf(column)}\uff1a${value}`;
  });
  const all = [...progress, ...named];
  return all.length === 0 ? null : all.join('\n');
}

/** 12.5 below 涉及金额(万元) is 12.5万元. */
function withUnit(text: string, header: string): string {
  const unit = /[亿千百万]{0,2}元/.exec(headerText(header).bracketed)?.[0] ?? '';
  return /^[\d,.]+$/.test(fold(text).trim()) ? text.trim() + unit : text;
}
