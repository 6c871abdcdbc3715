/** Finds a second document pasted behind the first, as document-sharing sites do. */
import { findLabels } from '../readings/labels.ts';
import type { Line } from './lines.ts';
import { findBareSections } from './bare-sections.ts';
import { readMark } from './numbering.ts';
import { parseNumeral } from './numerals.ts';
import { withoutEnd } from './sentences.ts';

const TITLE_LINE = /^[^。;,:]{6,60}(?:报告|通报|方案|总结)$/;
const LINES_BETWEEN_TITLE_AND_SECTION = 12;

/** Without a title of its own: another inspection, told of from its beginning. */
const OPENS_ANOTHER =
  /^(?:为了?|根据|按照|依据)[^。]{10,200}[,;][^。]{0,60}(?:于|自|从)?[^。]{0,40}(?:对[^。,]{2,40}(?:进行|开展|作)了?|(?:进行|开展|组织)了)[^。]{0,40}(?:检查|督查|督导|巡[察视]|评估|审计|调研)|^[^。,]{2,24}(?:于|从|自)(?:\d{4}年)?\d{1,2}月\d{1,2}日[^。]{0,30}对[^。]{4,60}(?:进行|开展|作)了[^。]{0,20}(?:检查|督查|督导|巡[察视]|评估|审计)/;
const PLANS = /^(?:下一?步|下阶段|今后|后续|下一阶段)[^。]{0,20}$/;

/**
 * Index of the line where a second document begins, or null. It has a title of its own, its
 * sections begin again at 一、, and the first document already held findings; or it has neither, and
 * tells of another inspection behind the plans with which the first one ends.
 */
export function findAppended(lines: readonly Line[]): number | null {
  const next = nextOfSeries(lines);
  const end = behindSections(next === null ? lines : lines.slice(0, next));
  return end ?? next;
}

/** 整改报告范文1, and further down 整改报告范文2: a collection. */
function nextOfSeries(lines: readonly Line[]): number | null {
  const first = new Set<string>();
  for (const [index, { folded }] of lines.entries()) {
    const [, title, number] = IN_SERIES.exec(folded) ?? [];
    if (title === undefined || number === undefined) continue;
    const value = parseNumeral(number);
    if (value === 1) first.add(title);
    else if (value === 2 && first.has(title)) return index;
  }
  return null;
}

const IN_SERIES =
  /^([^。;,:]{4,50}?(?:报告|范文|总结|材料|方案|汇报))[\s([【]{0,3}(?:篇|第)?\s?([一二三四五六七八九十]|\d{1,2})篇?[)\]】]{0,2}$/;

function behindSections(lines: readonly Line[]): number | null {
  let lastSection = 0;
  let lastProgress = -1;
  let isInPlans = false;
  const bare = findBareSections(lines);
  for (const [index, { folded }] of lines.entries()) {
    if (isInPlans && OPENS_ANOTHER.test(folded)) return titleAbove(lines, index);
    const heading = folded.slice(bare.get(index) ?? readMark(folded)?.length ?? 0);
    isInPlans ||= PLANS.test(withoutEnd(heading));
    if (findLabels(folded).some(({ kind }) => kind === 'progress')) lastProgress = index;
    const mark = readMark(folded);
    if (mark?.style !== 'section') continue;
    if (mark.value === 1 && lastSection > 1 && lastProgress !== -1) {
      const from = Math.max(lastProgress + 1, index - LINES_BETWEEN_TITLE_AND_SECTION);
      const title = lines.slice(from, index).findIndex((line) => TITLE_LINE.test(line.folded));
      if (title !== -1) return from + title;
    }
    lastSection = mark.value;
  }
  return null;
}

/** The title belongs to what it announces. */
function titleAbove(lines: readonly Line[], index: number): number {
  const above = lines[index - 1];
  return above !== undefined && TITLE_LINE.test(above.folded) ? index - 1 : index;
}
