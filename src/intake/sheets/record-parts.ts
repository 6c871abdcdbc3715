/** The findings one record holds: mostly one, several where its cell lists them with their measures. */
import type { ReadContext } from '../forms/form.ts';
import { fold } from '../text/lines.ts';
import { joined, listIn, statementsIn, takeMark, type ListedText } from './cell-lists.ts';
import { fieldsOf, hasColumn, type Field, type LedgerRecord } from './records.ts';

export interface RowMeasure extends ListedText {
  /** Which of the record's rows it stands in. */
  readonly row: number;
}

export interface Part {
  /** Behind the finding's number; null for the only one. */
  readonly place: number | null;
  /** The number its own cell begins with. */
  readonly mark: string | null;
  /** Lines of the finding's cell. */
  readonly problem: readonly string[];
  readonly description: string | null;
  readonly measures: readonly RowMeasure[];
  /** The measures are parted by lines, not by numbers. */
  readonly byLine: boolean;
}

export function partsOf(record: LedgerRecord, { warn }: ReadContext): Part[] {
  const [problem, description] = problemFields(record);
  const { measures, byLine } = measuresOf(record);
  const whole = problem?.text ?? '';
  const list = listIn(whole, problem?.line ?? 1);
  const severalListed = list.items.length > 1 && list.lead === '' && !list.isRunning;
  if (severalListed && problem !== undefined) {
    const parts = severalParts(list.items, description, measures);
    if (parts !== null) {
      if (measures.length > 0) notePaired(problem.line, parts.length, warn);
      return parts;
    }
    noteShared(problem.line, list.items.length, warn);
  }
  const { mark, rest } = severalListed ? { mark: null, rest: whole } : takeMark(whole);
  return [
    {
      place: null,
      mark,
      problem: rest.split('\n').filter((line) => line.trim() !== ''),
      description: description.length === 0 ? null : description.map(textOf).join('\n'),
      measures,
      byLine,
    },
  ];
}

const textOf = ({ text }: Field): string => joined(text);

/** Where the column of findings is empty, what describes the finding is all there is. */
function problemFields(record: LedgerRecord): [Field | undefined, readonly Field[]] {
  const [finding] = fieldsOf(record, 'finding');
  const described = fieldsOf(record, 'description');
  if (finding !== undefined) return [finding, described];
  const [first, ...rest] = [...described, ...fieldsOf(record, 'item')];
  return [first, rest];
}

/** Measures of their own, and where the ledger has no column for them, what has been done. */
function measuresOf(record: LedgerRecord): { measures: RowMeasure[]; byLine: boolean } {
  const isPlanned = hasColumn(record.columns, 'measures');
  const fields = isPlanned ? fieldsOf(record, 'measures') : [];
  const measures: RowMeasure[] = [];
  let byLine = false;
  for (const { text, line, row } of fields) {
    const list = statementsIn(text, line);
    byLine ||= list.byLine;
    // 为此采取以下措施: introduces the list and is none of it.
    const introduces = list.items.length > 0 && fold(list.lead).endsWith(':');
    if (list.lead !== '' && !introduces) measures.push({ no: null, text: list.lead, row });
    for (const item of list.items) measures.push({ ...item, row });
  }
  return { measures, byLine };
}

/** Null where the measures cannot be dealt out. */
function severalParts(
  problems: readonly ListedText[],
  description: readonly Field[],
  measures: readonly RowMeasure[],
): Part[] | null {
  const isPaired = measures.length === problems.length && measures.every(({ no }) => no !== null);
  if (measures.length > 0 && !isPaired) return null;
  const [described] = description;
  const details = described === undefined ? [] : listIn(described.text, described.line).items;
  if (description.length > 0 && details.length !== problems.length) return null;
  return problems.map(({ text }, index) => {
    const measure = measures[index];
    return {
      place: index + 1,
      mark: null,
      problem: text.split('\n'),
      description: details[index]?.text ?? null,
      measures: measure === undefined ? [] : [{ ...measure, no: null }],
      byLine: false,
    };
  });
}

function notePaired(line: number, count: number, warn: ReadContext['warn']): void {
  warn(
    line,
    'paired_by_order',
    `第${line}行一格内有${count}个问题和${count}条措施，按次序对应，请核对 / Row ${line} holds ${count} findings and ${count} measures in one cell each; they are paired by their order, please check`,
  );
}

function noteShared(line: number, count: number, warn: ReadContext['warn']): void {
  warn(
    line,
    'measures_shared',
    `第${line}行一格内列有${count}点而措施无法逐点对应，按一个问题读入 / Row ${line} lists ${count} points in one cell, and its measures cannot be told apart by them; it is read as one finding`,
  );
}
