/** Tells rows that hold findings from those that part, sum up or annotate a ledger. */
import { fold } from '../text/lines.ts';
import { readMark } from '../text/numbering.ts';
import { withoutEnd } from '../text/sentences.ts';
import { onOneLine } from './cell-lists.ts';
import type { Column } from './columns.ts';
import type { GridRow } from './grid.ts';

interface FilledCell {
  readonly index: number;
  readonly text: string;
  readonly isWide: boolean;
}

/** What stands in the row itself, merged cells once. */
function filledCells({ own, merged }: GridRow): FilledCell[] {
  return own.flatMap((text, index) => {
    const merge = merged?.[index];
    return text === '' ? [] : [{ index, text, isWide: (merge?.right ?? 0) > (merge?.left ?? 0) }];
  });
}

const closed = (text: string): string => fold(text).replaceAll(/\s/g, '');

const TOTAL = /^(?:本页)?(?:合计|总计|小计|共计|累计|总数|汇总|平均)(?=$|[:\d(,、个项条共])/;

/** 合计, 小计: sums of the rows above. */
export function isTotal(row: GridRow): boolean {
  const [first, second] = filledCells(row);
  const texts = [first, second].flatMap((cell) => (cell === undefined ? [] : [closed(cell.text)]));
  return texts.some((text) => TOTAL.test(text) && text.length <= 40);
}

/** 1 2 3 4 or (1)(2)(3)(4) below the header: numbers of the columns. */
export function isColumnNumbers(row: GridRow): boolean {
  const filled = filledCells(row);
  const [first] = filled;
  if (first === undefined || filled.length < FEWEST_COLUMNS) return false;
  const from = numberAlone(first);
  return filled.every((cell, at) => numberAlone(cell) === from + at);
}

const numberAlone = ({ text }: FilledCell): number =>
  Number(/^\(?(\d{1,2})\)?$/.exec(closed(text))?.[1]);

const FEWEST_COLUMNS = 3;

const EXAMPLE = /^\(?(?:填写|填报)?(?:示例|样例|范例|例如|例\d?$|例[:、.]|example|sample|e\.g\.)/i;

/** 示例: the row of a template that shows how to fill it in. */
export function isExample(row: GridRow): boolean {
  const [first] = filledCells(row);
  return first !== undefined && EXAMPLE.test(closed(first.text));
}

const NOTE =
  /^(?:填表|填报|制表|填写|审核|审批|报送|联系|签字|签名|签发|盖章|备注|说明|附注|注释|提示|温馨提示|注意事项|(?:单位|主要|分管|部门)?(?:负责人|领导)(?:\(?签[字名章]?\)?)?|日期|经办人)[^:]{0,12}:|^注\d?[:.、]|^\(?(?:盖章|公章)|^※|^\*(?!\*)/;

/** 填表人:…, 说明:… below a table: a label in the first cell, and no finding beside it. */
export function isNote(row: GridRow, columns: readonly Column[]): boolean {
  const filled = filledCells(row);
  const [first] = filled;
  if (first === undefined || !NOTE.test(closed(first.text))) return false;
  const others = filled.slice(1);
  return (
    others.every(
      ({ text }) => NOTE.test(closed(text)) || /:/.test(fold(text)) || text.length <= 20,
    ) && !others.some(({ index }) => isFindingColumn(columns, index))
  );
}

const isFindingColumn = (columns: readonly Column[], index: number): boolean =>
  columns.some((column) => column.index === index && column.meaning === 'finding');

const LONGEST_HEADING = 80;
const NUMERAL_ALONE = /^\(?[一二三四五六七八九十]{1,3}\)?[、.]?$/;

/** The heading of the rows below: 一、…方面 across the table; null where the row is none. */
export function headingIn(row: GridRow, columns: readonly Column[]): string | null {
  const filled = filledCells(row);
  const [first, second] = filled;
  if (first === undefined || filled.length > 2) return null;
  if (second !== undefined) return numberedHeading(first, second, columns);
  const text = withoutEnd(onOneLine(first.text));
  if (text.length > LONGEST_HEADING || hangs(row)) return null;
  if (first.isWide) return text;
  return isHeadingAlone(text, first.index, columns) ? text : null;
}

/** Without merged cells a heading is told by its number, by where it stands, or by how it ends. */
function isHeadingAlone(text: string, at: number, columns: readonly Column[]): boolean {
  const mark = readMark(fold(text));
  if (mark?.style === 'section' || mark?.style === 'chapter') return isOuter(columns, at);
  const stands = columns.find(({ index }) => index === at)?.meaning;
  if (stands === 'no') return /\p{sc=Han}{3}/u.test(text) && !NUMERAL_ALONE.test(closed(text));
  const isNumbered = columns.some(({ meaning }) => meaning === 'no');
  return stands === 'finding' && isNumbered && /(?:方面|类)(?:的?问题)?$/.test(fold(text));
}

/** 一 | 党的建设方面: a number of the outline in the column of numbers. */
function numberedHeading(
  first: FilledCell,
  second: FilledCell,
  columns: readonly Column[],
): string | null {
  const number = closed(first.text);
  const isNumber = columns.some(({ index, meaning }) => index === first.index && meaning === 'no');
  if (!isNumber || !NUMERAL_ALONE.test(number) || second.text.length > LONGEST_HEADING) return null;
  const title = withoutEnd(onOneLine(second.text));
  return /[)、.]$/.test(number) ? first.text.trim() + title : `${first.text.trim()}、${title}`;
}

/** Columns a heading may stand in: the first, that of numbers, aspects or findings. */
const isOuter = (columns: readonly Column[], at: number): boolean =>
  at === 0 ||
  columns.some(
    ({ index, meaning }) => index === at && ['no', 'aspect', 'item', 'finding'].includes(meaning),
  );

/** Part of a finding above, whose merged cells reach down here. */
const hangs = ({ merged, index }: GridRow): boolean =>
  merged?.some((merge) => (merge?.top ?? index) < index) ?? false;

/** One text and nothing else. */
export const isLoneText = (row: GridRow): boolean => filledCells(row).length === 1;

export const isBlank = ({ own }: GridRow): boolean => own.every((text) => text === '');
