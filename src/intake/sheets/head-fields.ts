/** Fields above and below a table: 填报单位:…, 填报时间:…, in a cell or in two. */
import { fold, lineAt, type Line } from '../text/lines.ts';
import { onOneLine } from './cell-lists.ts';
import type { GridRow } from './grid.ts';

/** Between cells: wide enough to be told from the spaces people put into titles. */
export const GAP = '\u3000\u3000\u3000';

/** One line for each row, its cells parted by spaces, merged ones once. */
export function linesOf(rows: readonly GridRow[]): Line[] {
  return rows.flatMap(({ line, own }) => {
    const text = own.flatMap((cell) => onOneLine(cell, GAP) || []).join(GAP);
    return text === '' ? [] : [lineAt(line, text)];
  });
}

export interface HeadFields {
  readonly inspectedOrg: string | null;
  readonly inspectingBody: string | null;
  /** Dates as printed. */
  readonly feedback: string | null;
  readonly reported: string | null;
}

/** The first field of each kind holds. */
export function headFields(lines: readonly Line[]): HeadFields {
  const fields = lines.flatMap((line) => fieldsIn(line).concat(pairsIn(line)));
  const valueOf = (label: RegExp): string | null =>
    fields.find((field) => label.test(field.label))?.value ?? null;
  return {
    inspectedOrg: valueOf(INSPECTED),
    inspectingBody: valueOf(INSPECTING),
    feedback: valueOf(FEEDBACK),
    reported: valueOf(REPORTED),
  };
}

const ORG = '(?:单位|党组织|学校|部门|党委|党组)';
const INSPECTED = new RegExp(
  `^(?:填报|报送|上报|填表|编制|整改|责任|制表|被(?:巡[察视]|检查|督导|督查|审计|检)|受检)${ORG}(?:名称)?$|^(?:单位|学校)(?:名称|全称)?$`,
);
const INSPECTING =
  /^(?:巡[察视]|检查|督导|督查|审计|反馈|交办|排查)(?:组|单位|部门|机构)(?:名称)?$|^组别$/;
const FEEDBACK = /^(?:反馈|巡[察视]反馈|交办)(?:时间|日期)$/;
const REPORTED =
  /^(?:填报|填表|报送|上报|制表|更新|统计|编制|截止|截至|填写|报告)(?:时间|日期)$|^(?:时间|日期)$/;

interface FieldInText {
  readonly label: string;
  readonly value: string;
}

/** 填报单位:县一中   填报时间:2024年6月30日: each field ends where the next begins. */
function fieldsIn({ text, folded }: Line): FieldInText[] {
  const labels = [
    ...folded.matchAll(/(?<=^|[\s;,。])([\p{L}\s]{2,14}?)\s?(?:\([^()]{1,8}\))?\s?:/gu),
  ];
  return labels.flatMap((match, index) => {
    const end = labels[index + 1]?.index ?? text.length;
    const printed = text.slice(match.index + match[0].length, end).trim();
    const value =
      printed
        .split(/\s{2,}/)[0]
        ?.replace(/[（(](?:盖章|公章|章)[）)]$/, '')
        .trim() ?? '';
    return value === '' ? [] : [{ label: (match[1] ?? '').replaceAll(/\s/g, ''), value }];
  });
}

/** 学校名称 | 青石小学: a label in one cell, and without a colon, its value in the next. */
function pairsIn({ text }: Line): FieldInText[] {
  const cells = text.split(GAP);
  return cells.flatMap((cell, at) => {
    const label = fold(cell).replaceAll(/[\s:]/g, '');
    const value = cells[at + 1] ?? '';
    const isLabel = [INSPECTED, INSPECTING, FEEDBACK, REPORTED].some((names) => names.test(label));
    return isLabel && value !== '' ? [{ label, value }] : [];
  });
}
