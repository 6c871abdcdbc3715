/** Who answers for a record's finding, and by when: for all of it, or for one measure. */
import type { PartialDate } from '../text/dates.ts';
import { fold } from '../text/lines.ts';
import { listIn, onOneLine } from './cell-lists.ts';
import { labelOf } from './columns.ts';
import { headerText } from './header-text.ts';
import { dateInCell, latestOf } from './due-cells.ts';
import type { RowMeasure } from './record-parts.ts';
import { fieldsOf, hasColumn, type Field, type LedgerRecord } from './records.ts';

export interface Duty {
  /** With the names of the columns: 责任单位：教务处；责任人：张三. */
  readonly responsible: string | null;
  readonly due: PartialDate | null;
}

export interface Duties extends Duty {
  /** For each measure; nulls where nothing is said of it alone. */
  readonly ofMeasures: readonly Duty[];
}

const NOTHING: Duty = { responsible: null, due: null };

export function dutiesOf(record: LedgerRecord, measures: readonly RowMeasure[]): Duties {
  const people = fieldsOf(record, 'unit', 'supporting', 'leader', 'person');
  const dues = fieldsOf(record, 'due');
  const datesEach = listedDates(dues, measures);
  const dates = datesEach ?? [...dues.map(({ text }) => dateInCell(text)), ...datesBeside(record)];
  const due = latestOf(dates);
  const byRow = new Set(measures.map(({ row }) => row)).size > 1;
  const varies = byRow && new Set(dates.map(({ raw }) => raw)).size > 1;
  const peopleVary = byRow && differs(people);
  return {
    responsible: printedPeople(people),
    due,
    ofMeasures: measures.map(({ row }, index) => {
      const date = datesEach?.[index] ?? (varies ? dateOfRow(dues, row) : null);
      const own = peopleVary ? printedPeople(people.filter((field) => field.row === row)) : null;
      return date === null && own === null ? NOTHING : { responsible: own, due: date };
    }),
  };
}

const NAMES_A_DATE = /时限|期限|时间|日期/;
const HOLDS_A_DATE = /\d\s?[年月日.\-/]|立行立改|即知即改|长期/;

/** 责任人及时限: the date stands in the cell of another column. */
function datesBeside(record: LedgerRecord): PartialDate[] {
  if (hasColumn(record.columns, 'due')) return [];
  return fieldsOf(record, 'unit', 'leader', 'person', 'requirement').flatMap(({ column, text }) => {
    if (!NAMES_A_DATE.test(headerText(column.name).words)) return [];
    const piece = text.split(/[\n;；,，、]|\s{2,}/).find((each) => HOLDS_A_DATE.test(fold(each)));
    return piece === undefined ? [] : [dateInCell(piece)];
  });
}

function dateOfRow(dues: readonly Field[], row: number): PartialDate | null {
  const field = dues.find((each) => each.row === row);
  return field === undefined ? null : dateInCell(field.text);
}

/** 1.6月底前 2.长期坚持: a date for each of as many measures; null where there is no such list. */
function listedDates(
  dues: readonly Field[],
  measures: readonly RowMeasure[],
): readonly PartialDate[] | null {
  const [only, ...more] = dues;
  if (only === undefined || more.length > 0 || measures.length < 2) return null;
  const { items, lead } = listIn(only.text, only.line);
  if (lead !== '' || items.length !== measures.length) return null;
  return items.map(({ text }) => dateInCell(text));
}

/** Whether rows of the record name different people in one column. */
function differs(people: readonly Field[]): boolean {
  const columns = new Map<number, Set<string>>();
  for (const { column, text } of people) {
    const texts = columns.get(column.index) ?? new Set();
    columns.set(column.index, texts.add(text));
  }
  return [...columns.values()].some((texts) => texts.size > 1);
}

function printedPeople(fields: readonly Field[]): string | null {
  const named = new Map<string, string[]>();
  for (const { column, text } of fields) {
    const label = labelOf(column);
    const texts = named.get(label) ?? [];
    const names = onOneLine(text, '\u3001');
    if (!texts.includes(names)) texts.push(names);
    named.set(label, texts);
  }
  const printed = Array.from(named, ([label, texts]) => `${label}\uff1a${texts.join('\u3001')}`);
  return printed.length === 0 ? null : printed.join('\uff1b');
}
