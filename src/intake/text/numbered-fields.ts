/** Takes the numbers off the fields of a record that are printed as chapters: 一、整改任务 / 三、整改时限. */
import { findLabels, type LabelKind } from '../readings/labels.ts';
import { fold, lineAt, type Line } from './lines.ts';
import { readMark, type MarkStyle } from './numbering.ts';

interface Field {
  readonly style: MarkStyle;
  readonly kind: LabelKind;
  /** Without its number, and without a colon. */
  readonly name: string;
}

/** Fewer may be the chapters of a report: 存在问题, 整改措施, 整改成效. */
const LEAST_FIELDS = 4;

/** A notice that one task is done has its fields for chapters; each becomes a label with a colon. */
export function unnumberFields(lines: readonly Line[]): Line[] {
  const fields = lines.map((line) => fieldIn(line));
  const named = fields.filter((field) => field !== null);
  const names = new Set(named.map(({ name }) => name));
  const has = (kind: LabelKind): boolean => named.some((field) => field.kind === kind);
  const isRecord =
    names.size >= LEAST_FIELDS &&
    names.size === named.length &&
    new Set(named.map(({ style }) => style)).size === 1 &&
    has('progress') &&
    has('attributes') &&
    (has('problem') || names.has(TASK));
  if (!isRecord) return [...lines];
  return lines.map((line, at) => {
    const field = fields[at];
    if (field === null || field === undefined) return line;
    // What is to be put right is the finding, where no field says what was found.
    const name = field.name === TASK && !has('problem') ? FINDING : field.name;
    return lineAt(line.number, `${name}:`);
  });
}

const TASK = '整改任务';
const FINDING = '反馈问题';
const LONGEST_NAME = 16;

/** Null for a line that is more than a number and the name of a field. */
function fieldIn({ text, folded }: Line): Field | null {
  const mark = readMark(folded);
  if (mark === null) return null;
  const name = text
    .slice(mark.length)
    .replace(/[:：]$/, '')
    .trim();
  if (name === '' || name.length > LONGEST_NAME) return null;
  const [label] = findLabels(`${fold(name)}:`);
  const isAll = label?.start === 0 && label.end === name.length + 1;
  return isAll ? { style: mark.style, kind: label.kind, name } : null;
}
