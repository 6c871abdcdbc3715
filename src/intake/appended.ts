/** Finds a second document pasted behind the first, as document-sharing sites do. */
import { findLabels } from './labels.ts';
import type { Line } from './lines.ts';
import { readMark } from './numbering.ts';

const TITLE_LINE = /^[^。;,:]{6,60}(?:报告|通报|方案|总结)$/;
const LINES_BETWEEN_TITLE_AND_SECTION = 12;

/**
 * Index of the line where a second document begins, or null. It has a title of its own, its
 * sections begin again at 一、, and the first document already held findings.
 */
export function findAppended(lines: readonly Line[]): number | null {
  let lastSection = 0;
  let lastProgress = -1;
  for (const [index, { folded }] of lines.entries()) {
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
