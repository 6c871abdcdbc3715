/** Finds figures a document contradicts itself with, and figures it has lost. */
import type { Line } from '../text/lines.ts';
import { statedChanges } from './figures/changes.ts';
import type { Disagreement } from './figures/disagreement.ts';
import { goalsBehindToday } from './figures/goals.ts';
import { lostFigures } from './figures/lost.ts';
import { sentencesOf, type Sentence } from './figures/mentions.ts';
import { statedShares } from './figures/shares.ts';
import { standings } from './figures/standings.ts';
import { totalsAndParts } from './figures/totals.ts';

/**
 * Only what the text itself relates is compared: parts with their total, a share with the two numbers it
 * is made of, a change with its two ends, a goal with what is reached today. One note for each place,
 * in the order of the lines.
 */
export function figuresThatDisagree(lines: readonly Line[]): Disagreement[] {
  const paragraphs = lines.filter(isParagraph);
  const within = paragraphs.flatMap((line) => betweenSentences(sentencesOf(line)));
  return [
    ...paragraphs.flatMap(lostFigures),
    ...within,
    ...standings(lines),
    ...goalsBehindToday(lines),
  ].toSorted((a, b) => a.line - b.line);
}

const betweenSentences = (sentences: readonly Sentence[]): Disagreement[] =>
  [totalsAndParts, statedShares, statedChanges].flatMap((check) => check(sentences));

/** A longer line is no paragraph, and every figure in it would be set against every other. */
const isParagraph = ({ folded }: Line): boolean => folded.length <= 4_000;
