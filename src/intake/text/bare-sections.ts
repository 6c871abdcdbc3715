/** Finds chapter headings that have lost the 、 behind their number: 二存在的不足. */
import type { Line } from './lines.ts';
import { readMark } from './numbering.ts';
import { parseNumeral } from './numerals.ts';

const HEADING =
  /^([一二三四五六七八九十]{1,2})(?![是、.,\s个次项种类名人方级年月日期批轮届手致般些直定样切体旦律块同对线])([^。;:!?,]{3,30})$/;

/** Indexes of the lines, with the length of the number. Only a row that counts from 1 up is taken for one. */
export function findBareSections(lines: readonly Line[]): ReadonlyMap<number, number> {
  const row = new Map<number, number>();
  let last = 0;
  for (const [index, { folded }] of lines.entries()) {
    const mark = readMark(folded);
    if (mark?.style === 'section' && mark.value === last + 1) {
      last += 1;
      continue;
    }
    const numeral = HEADING.exec(folded)?.[1];
    if (numeral === undefined) continue;
    // 十 in 十月 and 二 in 二十 would be read as one number or the other.
    const printed = [numeral, numeral.slice(0, 1)].find((part) => parseNumeral(part) === last + 1);
    if (printed === undefined) continue;
    row.set(index, printed.length);
    last += 1;
  }
  return last > 1 ? row : new Map();
}
