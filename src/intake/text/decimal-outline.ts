/** Gives the numbers of a decimal outline the mark behind them that other numbers have: 1.2 党支部… → 1.2、党支部…. */
import { lineAt, type Line } from './lines.ts';

const NUMBER = /^(\d{1,2}(?:\.\d{1,2}){0,2})[.\s]{0,4}(?=[\u3400-\u9fff“"《])/;
/** Fewer may be amounts: 3.5万元未上缴. */
const LEAST_NESTED = 2;

/** Only numbers that go on from each other count: 1, 1.1, 1.2, 2, 2.1. */
export function markDecimals(lines: readonly Line[]): Line[] {
  const lengths = new Map<number, { readonly printed: string; readonly length: number }>();
  let path: readonly number[] = [];
  let nested = 0;
  for (const [index, { folded }] of lines.entries()) {
    const match = NUMBER.exec(folded);
    const printed = match?.[1];
    if (match === null || printed === undefined) continue;
    const numbers = printed.split('.').map(Number);
    if (!goesOn(path, numbers)) continue;
    path = numbers;
    if (numbers.length > 1) nested += 1;
    lengths.set(index, { printed, length: match[0].length });
  }
  if (nested < LEAST_NESTED) return [...lines];
  return lines.map((line, index) => {
    const found = lengths.get(index);
    if (found === undefined) return line;
    return lineAt(line.number, `${found.printed}、${line.text.slice(found.length)}`);
  });
}

/** The next of a level that is open, or the first of one below; a chapter may have lost its own line. */
function goesOn(path: readonly number[], numbers: readonly number[]): boolean {
  const last = numbers.at(-1) ?? 0;
  const above = numbers.slice(0, -1);
  const isInChapter = above.every((each, depth) => each === path[depth]);
  if (isInChapter && last === (path[above.length] ?? 0) + 1) return true;
  const opensNext = above[0] === (path[0] ?? 0) + 1 && above.slice(1).every((each) => each === 1);
  return above.length > 0 && opensNext && last === 1;
}
