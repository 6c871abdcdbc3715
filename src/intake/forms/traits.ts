/** Gathers what tells one outlined form from another, without interpreting any finding. */
import { fold } from '../lines.ts';
import type { Line } from '../lines.ts';
import { readMark } from '../numbering.ts';
import type { MarkStyle } from '../numbering.ts';
import { findLabelsBelow } from './ownership.ts';
import { tokenise } from './tokens.ts';
import type { Token } from './tokens.ts';

export interface Traits {
  /** Some section holds both numbered items and a progress label. */
  readonly hasFindings: boolean;
  /** Items begin again at 1 in several chapters. */
  readonly numbersRestart: boolean;
  /** A chapter begins with a number above 1. */
  readonly numbersRunOn: boolean;
  /** A nested item has a progress label of its own. */
  readonly nestsFindings: boolean;
  readonly firstMeasureMark: MarkStyle | null;
  readonly labels: readonly string[];
  /** Headings of the chapters that hold findings. */
  readonly chapters: readonly string[];
}

export function readTraits(lines: readonly Line[]): Traits {
  const tokens = tokenise(lines);
  const labels = tokens.filter(
    (token) => token.kind === 'label' && token.label.kind === 'progress',
  );
  const firstText = labels.find(({ text }) => text !== '')?.text ?? '';
  const { chapters, firstItems, nestsFindings } = labelledHeadings(tokens);
  return {
    hasFindings: hasItemsAndLabels(tokens),
    numbersRestart: firstItems.filter((value) => value === 1).length > 1,
    numbersRunOn: firstItems.some((value) => value > 1),
    nestsFindings,
    firstMeasureMark: readMark(fold(firstText))?.style ?? null,
    labels: labels.flatMap((token) => (token.kind === 'label' ? token.label.name : [])),
    chapters,
  };
}

function hasItemsAndLabels(tokens: readonly Token[]): boolean {
  let [hasItem, hasLabel] = [false, false];
  for (const token of tokens) {
    if (token.kind === 'heading' && token.style === 'section') [hasItem, hasLabel] = [false, false];
    hasItem ||= token.kind === 'heading' && (token.style === 'item' || token.style === 'leaf');
    hasLabel ||= token.kind === 'label' && token.label.kind === 'progress';
    if (hasItem && hasLabel) return true;
  }
  return false;
}

function labelledHeadings(
  tokens: readonly Token[],
): Pick<Traits, 'chapters' | 'nestsFindings'> & { firstItems: number[] } {
  const labelBelow = findLabelsBelow(tokens);
  const chapters: string[] = [];
  const firstItems: number[] = [];
  let nestsFindings = false;
  let isFirstInChapter = false;
  tokens.forEach((token, index) => {
    if (token.kind !== 'heading' || labelBelow(index, token.style) === null) return;
    if (token.style === 'chapter') {
      chapters.push(fold(token.text));
      isFirstInChapter = true;
    } else if (token.style === 'item') {
      if (isFirstInChapter) firstItems.push(token.mark.value);
      isFirstInChapter = false;
    } else if (token.style === 'leaf') {
      nestsFindings = true;
    }
  });
  return { chapters, firstItems, nestsFindings };
}
