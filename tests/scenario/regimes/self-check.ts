/** What a clerk copies out of a self-check by hand: its shortcomings, and the step planned against each. */
import type { FindingToOpen } from '../../../src/index.ts';

interface Point {
  readonly title: string;
  readonly text: string;
}

/**
 * Paired by their order, as the document lists them. What it reports as done is no finding, and what
 * follows the planned steps is another document's.
 */
export function shortcomingsIn(text: string, round: string): FindingToOpen[] {
  const lines = text.split('\n').map((line) => line.trim());
  const from = lines.findIndex((line) => /^二、?存在的(?:不足|问题)/u.test(line));
  const to = lines.findIndex((line) => /^三、?下一步/u.test(line));
  if (from === -1 || to < from) throw new Error('not a self-check');
  const steps = pointsIn(lines.slice(to));
  return pointsIn(lines.slice(from, to)).map(({ title, text: description }, index) => ({
    round,
    sourceNo: String(index + 1),
    title,
    description,
    measures: [{ no: 1, text: steps[index]?.title ?? title }],
  }));
}

/** 一是…。 and what stands below it. */
function pointsIn(lines: readonly string[]): readonly Point[] {
  const points: Point[] = [];
  for (const line of lines) {
    const begun = /^[一二三四五六七八九十]是(.+?)。/u.exec(line)?.[1];
    const last = points.at(-1);
    if (begun !== undefined) points.push({ title: begun, text: line });
    else if (last !== undefined && line !== '') {
      points[points.length - 1] = { ...last, text: `${last.text}\n${line}` };
    }
  }
  return points;
}
